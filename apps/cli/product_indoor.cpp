// SPDX-License-Identifier: Apache-2.0
// Products under lamps.

#include <array>
#include <cstddef>
#include <filesystem>

#include "common.hpp"
#include "product_yield.hpp"

namespace heliofab::cli {

namespace {

constexpr double microwatt = 1e-6;          // [W]
constexpr double microwatt_per_cm2 = 1e-2;  // [W/m2]

}  // namespace

twin::LampLight lamp_light_of(const io::Document& document, const twin::ProductPlan& plan,
                              const twin::NominalModule& module, const twin::ReferenceData& data) {
  const std::filesystem::path folder = data_folder();
  const std::filesystem::path file =
      twin::product_file(document, plan.indoor.lamp, "indoor.lamp", folder);
  return twin::lamp_light(module, data, twin::read_lamp(file, folder));
}

twin::IndoorYield solve_indoor(const io::Document& document, const SolvedProduct& product,
                               const twin::NominalModule& module, const twin::ReferenceData& data) {
  const twin::IndoorPlan& plan = product.plan.indoor;
  const twin::LampLight light = lamp_light_of(document, product.plan, module, data);
  const twin::IndoorModule film =
      twin::make_indoor_module(module, data, light, {&plan.illuminance, 1}, plan.temperature);
  return twin::indoor_yield(plan, product.power.table, film, light);
}

Figures indoor_figures(const SolvedProduct& p) {
  const twin::IndoorYield& y = *p.indoor;
  const twin::IndoorPlan& plan = p.plan.indoor;
  const double aperture = p.power.aperture * plan.modules;  // [m2]
  const auto areal = [&](std::size_t k) { return y.power[k] / aperture / microwatt_per_cm2; };
  const auto whole = [&](std::size_t k) { return y.power[k] / microwatt; };
  static_assert(twin::indoor_levels == std::array<double, 3>{200, 500, 1000});
  Figures figures{
      {"nominal_W", p.power.table.nominal * plan.modules, "nominal", "W"},
      {"power_uW_per_cm2_at_200_lux", areal(0), "at 200 lux", "uW/cm2"},
      {"power_uW_per_cm2_at_500_lux", areal(1), "at 500 lux", "uW/cm2"},
      {"power_uW_per_cm2_at_1000_lux", areal(2), "at 1000 lux", "uW/cm2"},
      {"power_uW_at_200_lux", whole(0), "at 200 lux", "uW"},
      {"power_uW_at_500_lux", whole(1), "at 500 lux", "uW"},
      {"power_uW_at_1000_lux", whole(2), "at 1000 lux", "uW"},
      {"power_uW", y.here / microwatt, "here", "uW"},
      {"unshunted_uW", y.unshunted / microwatt, "without shunts", "uW"},
      {"lamp_efficiency", y.here / (aperture * plan.illuminance * y.light.power), "of the lamp",
       "%"},
      {"spectral_mismatch", y.light.mismatch, "mismatch"},
      {"equivalent_W_per_m2", plan.illuminance * y.light.equivalent, "as sunlight", "W/m2"},
      {"energy_J_per_day", y.daily, "a day", "J"},
      {"energy_kWh", y.yearly / unit::kWh, "a year", "kWh"},
      {"indoor_bin", static_cast<double>(y.bin), "indoor bin"}};
  if (plan.load > 0) {
    figures.insert(figures.end(),
                   {{"load_served", y.served, "load served", "%"},
                    {"aperture_for_load_cm2", y.area_wanted / unit::cm2, "load wants", "cm2"}});
  }
  return figures;
}

}  // namespace heliofab::cli
