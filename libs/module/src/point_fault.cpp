// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/point_fault.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/roots.hpp"
#include "heliofab/module/plane_module.hpp"
#include "strip_constants.hpp"

namespace heliofab::module {

namespace {

// On each side. One would leave the drain 3 % off, two under 1 % (validation/module.md).
constexpr std::int64_t neighbours = 2;

// A stripe between neighbours like it, in the plane and as plain stripes.
class FaultWindow {
 public:
  FaultWindow(const ModuleDesign& design, std::int64_t cell, const StripCell& stripe,
              std::span<const PointFault> faults)
      : plain_(design), stripe_(stripe) {
    const std::int64_t before = std::min(cell, neighbours);
    plain_.cells = before + 1 + std::min(design.cells - 1 - cell, neighbours);
    plain_.tco_sheet_resistance = stripe.tco_sheet_resistance;
    plain_.mo_sheet_resistance = stripe.mo_sheet_resistance;
    plain_.scribes.p2_contact = stripe.p2_contact;
    plain_.scribes.leakage = 0;  // the plane has it between sheets, the plain stripe in the film
    plain_.end_contact = 0;
    plain_.strip_elements = 80;
    plane_.design = plain_;
    const double light = stripe.curve.at(0);
    plane_.films = {{.photocurrent = light,
                     .saturation = 1,
                     .shunt = stripe.shunt,
                     .shunt_exponent = stripe.shunt_exponent,
                     .breakdown_current = breakdown_current,
                     .breakdown_onset = breakdown_onset,
                     .breakdown_slope = breakdown_slope}};
    plane_.tables = {{.light = {1}, .curves = {stripe.curve}}};
    plane_.mesh = {.growth = 2, .longest = 0.5};
    const double width = active_width(design);
    for (const PointFault& f : faults) {
      const auto corner = [&](double middle, double most) {
        return std::clamp(middle - f.size / 2, 0.0, std::max(0.0, most - f.size));
      };
      plane_.flaws.push_back(
          {{before, corner(f.x, width), corner(f.y, design.cell_length), f.size, f.size},
           f.conductance});
    }
  }

  // [V] of the plain stripes at a current: of the sound ones, and of the middle one with a
  // conductance spread over it.
  double sound_voltage(double current) {
    return static_cast<double>(plain_.cells - 1) * voltage_with(0, current);
  }
  double voltage_with(double conductance, double current) {
    stripe_.fault = conductance;
    return solve_strip(plain_, stripe_, current).voltage;
  }

  // Currents in the plane.
  std::vector<PlanePoint> currents(std::int64_t degree, const std::vector<double>& voltages) {
    plane_.mesh.degree = degree;
    return solve_plane(plane_, voltages).points;
  }

  // With which the plain stripes have the voltage of the plane at its current.
  double conductance(const PlanePoint& plane, double most) {
    const double faulty = plane.voltage - sound_voltage(plane.current);
    const auto excess = [&](double g) { return voltage_with(g, plane.current) - faulty; };
    // A fault too weak to be told from the error of the plain stripes counts as none.
    return excess(0) <= 0 ? 0 : find_root(excess, 0, most, 1e-6 * most).value_or(most);
  }

 private:
  ModuleDesign plain_;
  StripCell stripe_;
  PlaneModule plane_;
};

}  // namespace

EquivalentFault equivalent_fault(const ModuleDesign& design, std::int64_t cell,
                                 const StripCell& stripe, std::span<const PointFault> faults,
                                 double current) {
  if (cell < 0 || cell >= design.cells) {
    throw InputError("E4103", "module.fault.cell",
                     fmt::format("{}, wanted one of {} stripes from 0", cell, design.cells));
  }
  double whole = 0;
  double g = 0;
  const double sheet = stripe.tco_sheet_resistance + stripe.mo_sheet_resistance;
  for (const PointFault& f : faults) {
    whole += f.conductance;
    // To begin with, rings of sheet around each resist as they would in a wide stripe.
    const double rings =
        sheet / (2 * std::numbers::pi) * std::log(std::max(1.0, active_width(design) / f.size));
    g += f.conductance / (1 + f.conductance * rings);
  }
  if (!(whole > 0) || !(stripe.curve.at(0) > 0)) {
    return {.conductance = whole};
  }
  FaultWindow window(design, cell, stripe, faults);
  // A weak fault where the voltage is highest drains a little more than one spread out.
  const double most = 2 * whole;
  // Each round is at the voltage of the last one's conductance; the conductance hardly depends on
  // the current, so that the plane comes to the current wanted.
  double voltage = 0;
  for (int round = 0; round < 4; ++round) {
    voltage = window.sound_voltage(current) + window.voltage_with(g, current);
    const PlanePoint point = window.currents(2, {voltage})[0];
    g = window.conductance(point, most);
    if (std::abs(point.current - current) < 1e-3 * std::abs(current)) {
      break;
    }
  }
  const std::vector<PlanePoint> fine = window.currents(3, {voltage, voltage * 1.01});
  const double here = window.conductance(fine[0], most);
  const double beside = window.conductance(fine[1], most);
  return {.conductance = here,
          .error = std::abs(here - g),
          .per_current = (beside - here) / (fine[1].current - fine[0].current)};
}

}  // namespace heliofab::module
