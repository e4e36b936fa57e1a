// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/indoor.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/field/spectral.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/twin/cell_model.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

constexpr std::array<io::CsvColumn, 2> eye_columns{io::CsvColumn{"wavelength", unit::nm},
                                                   io::CsvColumn{"luminous_efficiency"}};
constexpr double dim_sun = 0.004;      // [-] of AM1.5G, about 1000 lux of a white diode
constexpr double least_power = 1e-30;  // [W] whose logarithm stands for none

field::OverWavelength over(const optics::Spectrum& spectrum) {
  return {spectrum.wavelength, spectrum.irradiance};
}

double string_power(const module::ModuleDesign& design, std::span<const module::StripCell> cells) {
  return module::solve_module(design, cells).pmax();
}

}  // namespace

Lamp read_lamp(const std::filesystem::path& file, const std::filesystem::path& folder) {
  io::CsvTable eye = io::read_csv((folder / "spectra" / "photopic.csv").string(), eye_columns);
  return {read_spectrum(file), std::move(eye.columns[0]), std::move(eye.columns[1])};
}

LampLight lamp_light(const NominalModule& module, const ReferenceData& data, const Lamp& lamp) {
  const CellModel cell(module.process.recipe, module.process.physics, module.process.cover, data);
  const device::QuantumEfficiency efficiency = cell.quantum_efficiency(
      cell_parameters(module.process, nominal_film(module.process)), dim_sun);
  const field::IndoorLight light{.lamp = over(lamp.light),
                                 .photopic = {lamp.wavelength, lamp.sensitivity},
                                 .efficiency = {efficiency.wavelength, efficiency.external},
                                 .reference = over(data.am15g)};
  return {field::equivalent_irradiance(light, 1),
          optics::total_irradiance(lamp.light) / field::illuminance(light.lamp, light.photopic),
          field::spectral_mismatch(light.efficiency, light.lamp, light.reference)};
}

IndoorModule make_indoor_module(const NominalModule& module, const ReferenceData& data,
                                const LampLight& lamp, std::span<const double> lux,
                                double temperature) {
  std::vector<field::PowerPoint> points;
  for (const double level : lux) {
    points.push_back({level * lamp.equivalent, temperature});
  }
  IndoorModule made{.design = nominal_design(module),
                    .lux = {lux.begin(), lux.end()},
                    .stripes = stripes_in_light(module, data, points)};
  made.aperture = module::aperture_area(made.design);
  return made;
}

std::vector<double> indoor_power(const IndoorModule& module, double shunt) {
  return indoor_power(module,
                      std::vector<double>(static_cast<std::size_t>(module.design.cells), shunt));
}

std::vector<double> indoor_power(const IndoorModule& module, std::span<const double> shunts) {
  std::vector<double> power;
  for (const module::StripCell& stripe : module.stripes) {
    std::vector<module::StripCell> cells(shunts.size(), stripe);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      cells[k].shunt = shunts[k];
    }
    power.push_back(string_power(module.design, cells));
  }
  return power;
}

IndoorOverShunts over_shunts(const IndoorModule& module, std::span<const double> shunts) {
  IndoorOverShunts over{.lux = module.lux,
                        .shunt = {shunts.begin(), shunts.end()},
                        .power = std::vector(module.lux.size(), std::vector<double>(shunts.size())),
                        .own_shunt = module.stripes.front().shunt,
                        .own_power = indoor_power(module, module.stripes.front().shunt),
                        .aperture = module.aperture};
  parallel_for(shunts.size(), [&](std::size_t k) {
    const std::vector<double> power = indoor_power(module, shunts[k]);
    for (std::size_t level = 0; level < power.size(); ++level) {
      over.power[level][k] = power[level];
    }
  });
  return over;
}

IndoorByShunt::IndoorByShunt(const IndoorModule& module, double least, double most,
                             std::size_t nodes) {
  HELIOFAB_CHECK(least > 0 && most > least && nodes >= 4);
  // Nodes and the middles between them, by turns.
  const std::size_t all = 2 * nodes - 1;
  std::vector<double> logarithm(all);
  std::vector<std::vector<double>> power(all);
  for (std::size_t k = 0; k < all; ++k) {
    logarithm[k] = std::lerp(std::log(least), std::log(most),
                             static_cast<double>(k) / static_cast<double>(all - 1));
  }
  parallel_for(all,
               [&](std::size_t k) { power[k] = indoor_power(module, std::exp(logarithm[k])); });
  for (std::size_t level = 0; level < module.lux.size(); ++level) {
    const auto at = [&](std::size_t k) { return std::log(std::max(power[k][level], least_power)); };
    std::vector<double> x, y;
    for (std::size_t k = 0; k < all; k += 2) {
      x.push_back(logarithm[k]);
      y.push_back(at(k));
    }
    by_shunt_.emplace_back(std::move(x), std::move(y));
    for (std::size_t k = 1; k < all; k += 2) {
      error_ = std::max(error_, std::abs(std::expm1(by_shunt_.back().at(logarithm[k]) - at(k))));
    }
  }
}

double IndoorByShunt::power(std::size_t level, double shunt) const {
  const MonotoneCubic& curve = by_shunt_.at(level);
  const double inside =
      std::clamp(std::log(std::max(shunt, least_power)), curve.x().front(), curve.x().back());
  return std::exp(curve.at(inside));
}

std::size_t indoor_class(std::span<const double> edges, double areal_power) {
  return static_cast<std::size_t>(
      std::ranges::count_if(edges, [&](double edge) { return areal_power >= edge; }));
}

IndoorYield indoor_yield(const IndoorPlan& plan, const field::PowerTable& table,
                         const IndoorModule& film, const LampLight& light) {
  const auto power_at = [&](double lux) {
    return plan.modules * field::maximum_power(table, lux * light.equivalent, plan.temperature);
  };
  IndoorYield yield{.light = light};
  std::ranges::transform(indoor_levels, yield.power.begin(), power_at);
  yield.here = power_at(plan.illuminance);
  yield.unshunted = plan.modules * indoor_power(film, 0.0).front();
  yield.potential =
      plan.modules * table.nominal * plan.illuminance * light.equivalent / field::rated_light;
  const double day = 1 * unit::d;
  yield.daily = yield.here * plan.lit;
  yield.yearly = indoor_days * yield.daily;
  yield.bin =
      indoor_class(plan.bin_edges, power_at(indoor_class_level) / (plan.modules * film.aperture));
  if (plan.load > 0) {
    // In the light the load takes directly, in the dark what comes out of the store.
    const double wanted = plan.load * day;
    const double dark = plan.load * (day - plan.lit) / plan.storage;
    const double cost = plan.load * plan.lit + dark;  // [J] of the modules that serves all of it
    const double direct = std::min(yield.here, plan.load) * plan.lit;
    const double stored = std::min((yield.daily - direct) * plan.storage, wanted - direct);
    yield.served = (direct + stored) / wanted;
    yield.area_wanted = yield.daily > 0 ? plan.modules * film.aperture * cost / yield.daily : 0;
  }
  return yield;
}

}  // namespace heliofab::twin
