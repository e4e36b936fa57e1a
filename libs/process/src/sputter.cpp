// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/sputter.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::process {

namespace {

// Electrons that ions knock out carry this share of the ion current besides [lieberman2005].
constexpr double secondary_electrons = 0.1;

// Volume of target that ions loosen, per energy [m3/J]: theory/tools.md (1). Yields grow nearly as
// the voltage does, so that at a given power it does not matter that the voltage falls.
double loosened(const Magnetrons& m) noexcept {
  return m.yield /
         (constants::elementary_charge * m.target_atoms * m.voltage * (1 + secondary_electrons));
}

// Share of what is loosened at the bottom of a slot that gets out of it: theory/tools.md (2).
double escape(const Magnetrons& m, double depth) noexcept {
  return 1 / std::hypot(1.0, 2 * depth / m.racetrack_width);
}

// Depth that the groove of a new target gains per energy [m/J].
double erosion(const Magnetrons& m) noexcept {
  return m.groove_peak * loosened(m) / (m.racetrack_length * m.racetrack_width);
}

// Energy through a target whose groove is that deep [J]: theory/tools.md (3).
double energy_to(const Magnetrons& m, double depth) noexcept {
  const double u = 2 * depth / m.racetrack_width;
  return m.racetrack_width / 4 * (u * std::hypot(1.0, u) + std::asinh(u)) / erosion(m);
}

double depth_at_end(const Magnetrons& m) noexcept {
  return std::max(0.0, m.target_thickness - m.target_reserve);
}

// Share of atoms that cross the gas to the web: theory/tools.md (4).
double transport(const Magnetrons& m, double pressure) noexcept {
  const double way = pressure * m.target_distance / m.thermal_way;  // [-] 1 Pa is the reference
  return way > 0 ? -std::expm1(-way) / way : 1;
}

}  // namespace

double groove_depth(const Magnetrons& m, double energy) {
  HELIOFAB_CHECK(energy >= 0);
  // Without anything caught the groove would be deeper: the root lies below.
  const double most = energy * erosion(m);
  return most > 0 ? find_root([&](double d) { return energy_to(m, d) / energy - 1; }, 0, most,
                              1e-9 * most)
                        .value_or(most)
                  : 0;
}

double target_life(const Magnetrons& m) noexcept { return energy_to(m, depth_at_end(m)); }

double discharge_voltage(const Magnetrons& m, double energy) {
  const double end = depth_at_end(m);
  return end > 0 ? m.voltage * (1 - m.voltage_drop * groove_depth(m, energy) / end) : m.voltage;
}

double magnetron_profile(const Magnetrons& m, double off_centre) noexcept {
  const auto side = [&](double beyond) { return beyond / std::hypot(beyond, m.target_distance); };
  return (side(m.target_length / 2 - off_centre) + side(m.target_length / 2 + off_centre)) / 2;
}

double sputtered_thickness(const Magnetrons& m, const SputterSettings& s, double energy,
                           double off_centre) {
  const double volume = static_cast<double>(m.cathodes) * s.power * loosened(m) *
                        escape(m, groove_depth(m, energy)) * m.capture * transport(m, s.pressure) *
                        m.target_atoms / m.film_atoms;
  return volume / (m.target_length * s.web_speed) * magnetron_profile(m, off_centre);
}

double molybdenum_resistivity(const MolybdenumGrowth& g, double pressure) noexcept {
  const double way =
      std::log(pressure / g.dense_pressure) / std::log(g.porous_pressure / g.dense_pressure);
  return g.dense_resistivity *
         std::pow(g.porous_resistivity / g.dense_resistivity, std::clamp(way, 0.0, 1.0));
}

double molybdenum_sheet(const MolybdenumGrowth& g, std::span<const MolybdenumLayer> layers) {
  double conductance = 0;
  for (const MolybdenumLayer& layer : layers) {
    conductance += layer.thickness / molybdenum_resistivity(g, layer.pressure);
  }
  HELIOFAB_CHECK(conductance > 0);
  return 1 / conductance;
}

bool holds_fast(const MolybdenumGrowth& g, std::span<const MolybdenumLayer> layers) {
  HELIOFAB_CHECK(!layers.empty());
  return layers.front().pressure >= g.adhesion_pressure;
}

double azo_carriers(const OxygenControl& o, const Window& window, double pressure) noexcept {
  return window.azo_carriers * (1 + o.nominal / o.half_lost) / (1 + pressure / o.half_lost);
}

}  // namespace heliofab::process
