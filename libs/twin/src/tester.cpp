// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/tester.hpp"

#include <array>
#include <cmath>
#include <numeric>

#include "heliofab/optics/generation.hpp"

namespace heliofab::twin {

namespace {

using process::CellParameters;

constexpr std::array light_members{&CellParameters::thickness, &CellParameters::ggi,
                                   &CellParameters::cds_thickness, &CellParameters::azo_thickness};

// Planck's law on the rows of another spectrum, at its total: the scale does not matter.
optics::Spectrum black_body(const optics::Spectrum& rows, double temperature) {
  constexpr double hc_over_k =
      constants::planck * constants::light_speed / constants::boltzmann;  // [m K]
  optics::Spectrum lamp = rows;
  for (std::size_t i = 0; i < rows.wavelength.size(); ++i) {
    const double wavelength = rows.wavelength[i];
    lamp.irradiance[i] =
        1 / (std::pow(wavelength, 5) * std::expm1(hc_over_k / (wavelength * temperature)));
  }
  const double scale = optics::total_irradiance(rows) / optics::total_irradiance(lamp);
  for (double& value : lamp.irradiance) {
    value *= scale;
  }
  return lamp;
}

// Photons that the absorber takes, lamp over sun.
double lamp_share(const CellModel& model, const CellParameters& film, const optics::Spectrum& lamp,
                  const optics::Spectrum& sun) {
  const auto absorbed = [&](const optics::Spectrum& light) {
    constexpr std::ptrdiff_t window_films = 3;  // ZnO:Al, i-ZnO, CdS
    const std::vector<double> films = model.photocurrents(film, light).films;
    return std::accumulate(films.begin() + window_films, films.end(), 0.0);
  };
  return absorbed(lamp) / absorbed(sun);
}

}  // namespace

SpectralMismatch::SpectralMismatch(const CellModel& model, const CellParameters& golden,
                                   double lamp_temperature, const ReferenceData& data)
    : golden_(golden), slopes_(light_members.size(), 0) {
  if (lamp_temperature == 0) {
    return;
  }
  const optics::Spectrum lamp = black_body(data.am15g, lamp_temperature);
  for (std::size_t k = 0; k < light_members.size(); ++k) {
    constexpr double step = 0.02;
    CellParameters more = golden;
    CellParameters less = golden;
    more.*light_members[k] *= 1 + step;
    less.*light_members[k] *= 1 - step;
    slopes_[k] = std::log(lamp_share(model, more, lamp, data.am15g) /
                          lamp_share(model, less, lamp, data.am15g)) /
                 std::log((1 + step) / (1 - step));
  }
}

double SpectralMismatch::at(const CellParameters& film) const noexcept {
  double logarithm = 0;
  for (std::size_t k = 0; k < light_members.size(); ++k) {
    const double golden = golden_.*light_members[k];
    const double here = film.*light_members[k];
    logarithm += golden > 0 && here > 0 ? slopes_[k] * std::log(here / golden) : 0;
  }
  return std::exp(logarithm);
}

FlashRow Tester::flash(const MadeModule& made, Serial serial, SimTime time) const {
  const module::ModuleCurve& curve = made.curve;
  const double aperture = module::aperture_area(made.design);
  const double mismatch =
      test_->lamp_temperature == 0 ? 1 : mismatch_->at(cell_parameters(*process_, made.film));
  const process::FlashReading reading =
      process::flash(test_->tester,
                     {.truth = {curve.isc, curve.voc, curve.imp, curve.vmp},
                      .cells = made.design.cells,
                      .area = aperture,
                      .leak = made.leak,
                      .mismatch = mismatch,
                      .time = to_s(time - calibrated_),
                      .serial = static_cast<std::uint64_t>(serial)},
                     seed_);
  const process::ModuleFigures& f = reading.figures;
  FlashRow row{.serial = serial,
               .flashed = time,
               .irradiance_W_m2 = 1000 * reading.light,
               .temperature_K = reading.temperature,
               .isc_A = f.isc,
               .voc_V = f.voc,
               .imp_A = f.imp,
               .vmp_V = f.vmp,
               .pmax_W = f.pmax(),
               .fill_factor = f.fill_factor(),
               .aperture_efficiency = f.pmax() / (1000 * aperture),
               .awake = reading.awake,
               .mismatch = mismatch,
               .shunt_S_m2 = reading.leak};
  row.bin = bin_of(*test_, row.aperture_efficiency);
  if (made.worst_fault > test_->most_fault_conductance) {
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
