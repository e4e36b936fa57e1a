// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/flash.hpp"

#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/stream.hpp"

namespace heliofab::twin {

std::string bin_of(const FlashTest& test, double aperture_efficiency) {
  std::string bin;
  for (std::size_t k = 0; k < test.bin_edges.size(); ++k) {
    if (aperture_efficiency >= test.bin_edges[k]) {
      const double low = test.bin_edges[k] / unit::percent;
      bin = k + 1 < test.bin_edges.size()
                ? fmt::format("{:.1f}-{:.1f} %", low, test.bin_edges[k + 1] / unit::percent)
                : fmt::format("above {:.1f} %", low);
    }
  }
  return bin;
}

FlashRow flash(const FlashTest& test, const module::ModuleCurve& curve, double aperture_m2,
               double worst_fault, Serial serial, SimTime time, std::uint64_t seed) {
  const auto id = static_cast<std::uint64_t>(serial);
  const double current_noise = test.repeatability * std::sqrt(test.current_share) *
                               Stream(seed, "flash.current").normal(id, 0);
  const double voltage_noise = test.repeatability * std::sqrt(1 - test.current_share) *
                               Stream(seed, "flash.voltage").normal(id, 0);
  const double warmer = test.temperature_sigma * Stream(seed, "flash.temperature").normal(id, 0);
  const double current = 1 + current_noise;
  const double voltage = 1 + voltage_noise + test.voltage_coefficient * warmer;
  FlashRow row{.serial = serial,
               .flashed = time,
               .irradiance_W_m2 = 1000,
               .temperature_K = 298.15 + warmer,
               .isc_A = curve.isc * current,
               .voc_V = curve.voc * voltage,
               .imp_A = curve.imp * current,
               .vmp_V = curve.vmp * voltage,
               .pmax_W = curve.pmax() * current * voltage,
               .fill_factor = curve.fill_factor,
               .aperture_efficiency = curve.pmax() * current * voltage / (1000 * aperture_m2)};
  row.bin = bin_of(test, row.aperture_efficiency);
  if (worst_fault > test.most_fault_conductance) {
    row.cause = "hot spot";
  } else if (row.bin.empty()) {
    row.cause = "low power";
  }
  row.is_good = row.cause.empty();
  if (!row.is_good) {
    row.bin.clear();
  }
  return row;
}

}  // namespace heliofab::twin
