// SPDX-License-Identifier: Apache-2.0
#include "cell_values.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/report/cell_tables.hpp"

namespace heliofab::report {

std::string signed_text(double number, int decimals) {
  return std::isfinite(number) ? fmt::format("{:+.{}f}", number, decimals) : "-";
}

std::string_view name_of_profile(std::size_t k) noexcept {
  constexpr std::array<std::string_view, 3> names{"dark", "short-circuit", "maximum-power"};
  return names[std::min(k, names.size() - 1)];
}

std::string layer_name(const twin::CellAnalysis& analysis, std::size_t layer) {
  return layer < analysis.layers.size() ? analysis.layers[layer]
                                        : fmt::format("layer {}", layer + 1);
}

std::string state_text(const twin::CellAnalysis& analysis, std::size_t profile) {
  return fmt::format("{} at {:.4g} V", profile == 0 ? "dark" : "in light",
                     analysis.profiles[profile].voltage);
}

std::vector<Elasticity> elasticities_of(const twin::CellAnalysis& analysis) {
  const device::CertifiedCurve& c = analysis.light;
  std::vector<Elasticity> all;
  for (const twin::InputSlopes& input : analysis.slopes) {
    const auto of = [&](double slope, double figure) {
      return figure == 0 ? 0 : slope * input.value / figure;
    };
    const double number = input.value / input.unit;
    all.push_back({.input = input.path,
                   .value = fmt::format("{}{}{}", four_digits(number),
                                        input.unit.symbol.empty() ? "" : " ", input.unit.symbol),
                   .number = number,
                   .unit = std::string(input.unit.symbol),
                   .jsc = of(input.of.jsc, c.jsc),
                   .voc = of(input.of.voc, c.voc),
                   .fill_factor = of(input.of.fill_factor, c.fill_factor),
                   .efficiency = of(input.of.pmax, c.pmax())});
  }
  std::ranges::stable_sort(all, std::ranges::greater(), [](const Elasticity& e) {
    return std::isfinite(e.efficiency) ? std::abs(e.efficiency) : -1;
  });
  return all;
}

std::vector<LayerRates> rates_of(const device::CellProfile& profile, std::size_t layers) {
  std::vector<LayerRates> rates(layers);
  for (const device::ProfileRow& row : profile.rows) {
    LayerRates& sum = rates[std::min(row.layer, layers - 1)];
    const double charge = constants::elementary_charge * row.length;
    sum.generation += charge * row.generation;
    sum.radiative += charge * row.radiative;
    sum.auger += charge * row.auger;
    sum.levels += charge * std::accumulate(row.levels.begin(), row.levels.end(), 0.0);
  }
  return rates;
}

double worst(const device::CertifiedCurve& curve, double device::CertifiedPoint::*evidence) {
  double most = 0;
  for (const device::CertifiedPoint& point : curve.points) {
    most = std::max(most, std::abs(point.*evidence));
  }
  return most;
}

}  // namespace heliofab::report
