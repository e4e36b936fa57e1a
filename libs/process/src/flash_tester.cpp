// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/flash_tester.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/stream.hpp"

namespace heliofab::process {

namespace {

constexpr double standard_temperature = 298.15;  // [K]
constexpr double standard_irradiance = 1000;     // [W/m2]
constexpr double year = 365.25 * 86400;          // [s]

// The draws of one flash and of the session it belongs to.
class FlashDraws {
 public:
  FlashDraws(const FlashTester& tester, const FlashedModule& module, std::uint64_t seed)
      : seed_(seed),
        serial_(module.serial),
        flash_(module.flash),
        session_(static_cast<std::uint64_t>(
            std::max(0.0, std::floor(module.time / tester.golden.interval)))) {}

  double of_flash(std::string_view purpose) const {
    return Stream(seed_, purpose).normal(serial_, flash_);
  }
  double of_session(std::string_view purpose) const {
    return Stream(seed_, purpose).normal(session_, 0);
  }

 private:
  std::uint64_t seed_, serial_, flash_, session_;
};

// theory/flash.md (1): how much of what light does is there at the flash.
double awake_at_flash(const FlashTester& t, double wait) {
  const double dose = t.soak.duration * t.soak.irradiance / standard_irradiance;
  return -std::expm1(-dose / t.metastability.waking) * std::exp(-wait / t.metastability.resting);
}

// Multiplies currents and voltages; `shape` acts on the fill factor through the voltage alone.
ModuleFigures scaled(const ModuleFigures& m, double current, double voltage, double shape) {
  return {m.isc * current, m.voc * voltage, m.imp * current, m.vmp * voltage * shape};
}

ModuleFigures warmed(const ModuleFigures& m, const TemperatureCoefficients& c, double by) {
  return scaled(m, 1 + c.isc * by, 1 + c.voc * by, 1 + c.fill_factor * by);
}
ModuleFigures cooled(const ModuleFigures& m, const TemperatureCoefficients& c, double by) {
  return scaled(m, 1 / (1 + c.isc * by), 1 / (1 + c.voc * by), 1 / (1 + c.fill_factor * by));
}

// theory/flash.md (5): what charges the junctions of one stripe while the voltage rises [A].
double charging_current(const FlashSweep& sweep, const FlashedModule& module) {
  if (!(sweep.duration > 0)) {
    return 0;
  }
  const auto cells = static_cast<double>(module.cells);
  return sweep.capacitance * module.area / cells * module.truth.voc / cells / sweep.duration;
}

}  // namespace

FlashTester ideal_tester() noexcept {
  return {.metastability = {.voc_loss = 0, .fill_factor_loss = 0},
          .soak = {.wait_spread = 0},
          .temperature = {.room_spread = 0, .module_spread = 0, .sensor_noise = 0},
          .golden = {.repeatability = 0, .drift = 0},
          .sweep = {.duration = 0},
          .current_noise = 0,
          .voltage_noise = 0,
          .leak_noise = 0};
}

FlashReading flash(const FlashTester& t, const FlashedModule& module, std::uint64_t seed) {
  const FlashDraws draws(t, module, seed);
  const double wait = t.soak.wait * std::exp(t.soak.wait_spread * draws.of_flash("flash.wait"));
  FlashReading reading{.awake = awake_at_flash(t, wait)};
  const double asleep = 1 - reading.awake;
  ModuleFigures m = scaled(module.truth, 1, 1 - t.metastability.voc_loss * asleep,
                           1 - t.metastability.fill_factor_loss * asleep);

  const double true_temperature = t.temperature.room +
                                  t.temperature.room_spread * draws.of_session("flash.room") +
                                  t.temperature.module_spread * draws.of_flash("flash.temperature");
  reading.temperature = true_temperature + t.temperature.sensor_offset +
                        t.temperature.sensor_noise * draws.of_flash("flash.sensor");
  m = warmed(m, t.temperature.module, true_temperature - standard_temperature);

  // theory/flash.md (3): the light is set so that the golden module reads what it once had.
  const double golden = 1 - t.golden.drift * module.time / year;
  reading.light =
      (1 + t.golden.repeatability * draws.of_session("flash.golden")) / std::max(golden, 0.01);
  m = scaled(m, reading.light * module.mismatch, 1, 1);

  const double charging = charging_current(t.sweep, module);
  m.isc -= charging;
  m.imp -= charging;
  m = scaled(m, 1 + t.current_noise * draws.of_flash("flash.current"),
             1 + t.voltage_noise * draws.of_flash("flash.voltage"), 1);
  reading.figures = cooled(m, t.temperature.tester, reading.temperature - standard_temperature);
  reading.leak = module.leak * std::exp(t.leak_noise * draws.of_flash("flash.leak"));
  return reading;
}

}  // namespace heliofab::process
