// SPDX-License-Identifier: Apache-2.0
#include "made_string.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/module/solve_string.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

constexpr double voltage_per_log = 0.035;  // [V] of open circuit by the logarithm of lifetime
constexpr double met = 1e-6;               // [-] of the recorded figures
constexpr double reverse = 0.3;            // [V] below 0 that curves reach
constexpr int reverse_parts = 6;
constexpr int forward_parts = 48;
constexpr std::array behind_voc{0.01, 0.02, 0.04, 0.08};  // [V] behind open circuit

void add(double factor, const LitCell& other, LitCell& cell) {
  for (std::size_t i = 0; i < cell.voltage.size(); ++i) {
    cell.voltage[i] += factor * other.voltage[i];
    cell.current[i] += factor * other.current[i];
  }
  cell.jsc += factor * other.jsc;
}

LitCell cell_at(const LifetimeCells& cells, double log_factor, double ggi_shift) {
  std::vector<double> weights(cells.cells.size());
  lagrange_weights(cells.log_factors, log_factor, weights);
  const std::size_t places = cells.cells.front().voltage.size();
  LitCell cell{.voltage = std::vector<double>(places, 0),
               .current = std::vector<double>(places, 0)};
  for (std::size_t k = 0; k < weights.size(); ++k) {
    add(weights[k], cells.cells[k], cell);
  }
  if (cells.shift != 0) {
    add(ggi_shift / cells.shift, cells.shifted, cell);
    add(-ggi_shift / cells.shift, cells.cells[cells.cells.size() / 2], cell);
  }
  return cell;
}

MonotoneCubic corrected(const LifetimeCells& cells, double ggi_shift, const Corrections& c) {
  LitCell cell = cell_at(cells, std::log(c.lifetime), ggi_shift);
  for (double& j : cell.current) {
    j += (c.current - 1) * cell.jsc;
  }
  return {std::move(cell.voltage), std::move(cell.current)};
}

// All that is in series with a cell, times its length [ohm m].
double series_of(const MadeString& string) {
  return string.stripe.p2_contact +
         (string.stripe.tco_sheet_resistance + string.stripe.mo_sheet_resistance) *
             string.design.pitch / 3;
}

}  // namespace

LitCell lit_cell(const device::CertifiedCurve& solved) {
  const MonotoneCubic curve = curve_of(solved.curve());
  LitCell cell{.voltage = {}, .current = {}, .jsc = solved.jsc};
  for (int k = 0; k < reverse_parts; ++k) {
    cell.voltage.push_back(reverse * (static_cast<double>(k) / reverse_parts - 1));
  }
  for (int k = 0; k <= forward_parts; ++k) {
    // Twice as close at open circuit as at short circuit.
    const double u = static_cast<double>(k) / forward_parts;
    cell.voltage.push_back(solved.voc * u * (1.5 - 0.5 * u));
  }
  for (const double more : behind_voc) {
    cell.voltage.push_back(solved.voc + more);
  }
  for (const double v : cell.voltage) {
    cell.current.push_back(curve.at(v));
  }
  return cell;
}

MadeString made_string(const Process& process, const Product& layout, const ModuleRow& row,
                       double mean_ggi) {
  MadeString string{.design = nominal_design(process, layout),
                    .stripe = {.curve = MonotoneCubic({0, 1}, {0, 0}),
                               .shunt = row.shunt_S_m2,
                               .shunt_exponent = process.physics.shunt_exponent,
                               .tco_sheet_resistance = row.tco_ohm_sq,
                               .mo_sheet_resistance = row.mo_ohm_sq,
                               .p2_contact = row.p2_ohm_cm * unit::ohm_cm.scale},
                    .ggi_shift = row.ggi - mean_ggi};
  string.design.cells = std::max<std::int64_t>(1, row.cells - row.hard_shunts);
  return string;
}

module::ModuleCurve solve_made(const MadeString& string, const LifetimeCells& cells,
                               const Corrections& corrections) {
  module::StripCell stripe = string.stripe;
  stripe.curve = corrected(cells, string.ggi_shift, corrections);
  stripe.p2_contact += corrections.resistance;
  const std::vector<module::StripCell> stripes(static_cast<std::size_t>(string.design.cells),
                                               stripe);
  const module::StringSolutions solved = module::solve_strings(string.design, stripes);
  return solved.modules[0].status ? module::curve_of(solved, 0)
                                  : module::solve_module(string.design, stripes);
}

module::ModuleCurve meet_ends(const MadeString& string, const LifetimeCells& cells,
                              const ModuleRow& row, Corrections& c) {
  constexpr int most_rounds = 20;
  module::ModuleCurve curve = solve_made(string, cells, c);
  for (int round = 0; round < most_rounds && curve.isc > 0; ++round) {
    const double current = row.isc_A / curve.isc;
    const double voltage = row.voc_V / curve.voc;
    if (std::abs(current - 1) < met / 10 && std::abs(voltage - 1) < met / 10) {
      break;
    }
    c.current *= current;
    c.lifetime *= std::exp((row.voc_V - curve.voc) / static_cast<double>(string.design.cells) /
                           voltage_per_log);
    curve = solve_made(string, cells, c);
  }
  return curve;
}

Corrections find_corrections(const MadeString& string, const LifetimeCells& cells,
                             const ModuleRow& row) {
  constexpr int most_rounds = 20;
  Corrections c;
  module::ModuleCurve curve = meet_ends(string, cells, row, c);
  double at = 0;
  double power = curve.pmax();
  // The first step takes a millivolt of half a volt.
  double next = (power > row.pmax_W ? 1e-3 : -1e-3) / cells.cells.front().jsc / string.design.pitch;
  for (int round = 0; round < most_rounds && std::abs(power / row.pmax_W - 1) > met; ++round) {
    c.resistance = next;
    curve = meet_ends(string, cells, row, c);
    const double slope = (curve.pmax() - power) / (next - at);
    at = next;
    power = curve.pmax();
    next += slope == 0 ? 0 : (row.pmax_W - power) / slope;
  }
  const bool is_met = c.resistance > -series_of(string) &&
                      std::abs(power / row.pmax_W - 1) < 10 * met &&
                      std::abs(curve.isc / row.isc_A - 1) < 10 * met &&
                      std::abs(curve.voc / row.voc_V - 1) < 10 * met;
  if (!is_met) {
    throw ModelError(
        "E4205", fmt::format("module {}: {:.6g} W, {:.6g} A and {:.6g} V are recorded, {:.6g} W, "
                             "{:.6g} A and {:.6g} V is as near as its film comes",
                             static_cast<std::int64_t>(row.serial), row.pmax_W, row.isc_A,
                             row.voc_V, power, curve.isc, curve.voc));
  }
  return c;
}

}  // namespace heliofab::twin
