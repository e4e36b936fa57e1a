// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/flash_tester.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

namespace heliofab::process {
namespace {

constexpr double year = 365.25 * 86400;
const ModuleFigures portable{.isc = 0.42, .voc = 16.4, .imp = 0.37, .vmp = 12.2};

FlashedModule on_tester(std::uint64_t serial = 1, std::uint64_t flash = 0) {
  return {.truth = portable, .cells = 28, .area = 0.0429, .serial = serial, .flash = flash};
}

double power_error(const FlashTester& tester, const FlashedModule& module) {
  return flash(tester, module, 7).figures.pmax() / module.truth.pmax() - 1;
}

TEST(FlashTester, ReportsWhatTheModuleIsWhenItIsIdeal) {
  const FlashReading reading = flash(ideal_tester(), on_tester(), 7);
  EXPECT_EQ(reading.figures, portable);
  EXPECT_DOUBLE_EQ(reading.temperature, 298.15);
  EXPECT_DOUBLE_EQ(reading.light, 1);
}

// At rest: 1.5 % of Voc and 2.5 % of the fill factor are 3.96 % of the power, none of the current.
TEST(FlashTester, ReadsAModuleAtRestTooLow) {
  FlashTester tester = ideal_tester();
  tester.metastability = Metastability{};
  tester.soak.duration = 0;
  const ModuleFigures read = flash(tester, on_tester(), 7).figures;
  EXPECT_DOUBLE_EQ(read.isc, portable.isc);
  EXPECT_NEAR(read.voc, 0.985 * portable.voc, 1e-12);
  EXPECT_NEAR(read.pmax(), 0.985 * 0.975 * portable.pmax(), 1e-12);
}

// Two exponentials: a soak of one time constant leaves 1/e asleep, a wait of one takes the rest
// back to 1/e of it. Half the light needs twice the time.
TEST(FlashTester, WakesInLightAndFallsAsleepOnTheWay) {
  FlashTester tester = ideal_tester();
  tester.metastability = Metastability{};
  tester.soak = {.duration = tester.metastability.waking, .wait = 0, .wait_spread = 0};
  EXPECT_NEAR(flash(tester, on_tester(), 7).awake, 1 - std::exp(-1), 1e-12);
  tester.soak.irradiance = 500;
  tester.soak.duration *= 2;
  EXPECT_NEAR(flash(tester, on_tester(), 7).awake, 1 - std::exp(-1), 1e-12);
  tester.soak.wait = tester.metastability.resting;
  EXPECT_NEAR(flash(tester, on_tester(), 7).awake, (1 - std::exp(-1)) / std::exp(1), 1e-12);
}

// The tester takes out what its sensor reads with coefficients of its own. Two kelvin too warm a
// sensor: the power is corrected for 2 K that are not there.
TEST(FlashTester, ErrsByWhatItsSensorAndItsCoefficientsErr) {
  FlashTester tester = ideal_tester();
  tester.temperature.room = 303.15;
  EXPECT_NEAR(power_error(tester, on_tester()), 0, 1e-12);
  tester.temperature.sensor_offset = 2;
  const TemperatureCoefficients c;
  EXPECT_NEAR(power_error(tester, on_tester()), -2 * (c.isc + c.voc + c.fill_factor), 3e-4);
  tester.temperature.sensor_offset = 0;
  tester.temperature.tester.voc = -0.0030;
  EXPECT_NEAR(power_error(tester, on_tester()), 5 * (c.voc + 0.0030), 1e-4);
}

// A golden module that has lost 1 % makes the light 1 / 0.99 of what it should be.
TEST(FlashTester, DriftsWithItsGoldenModule) {
  FlashTester tester = ideal_tester();
  tester.golden.drift = 0.005;
  FlashedModule module = on_tester();
  module.time = 2 * year;
  EXPECT_NEAR(power_error(tester, module), 1 / 0.99 - 1, 1e-12);
  EXPECT_NEAR(flash(tester, module, 7).light, 1 / 0.99, 1e-12);
}

TEST(FlashTester, ReadsTheCurrentThatTheLampMakes) {
  FlashedModule module = on_tester();
  module.mismatch = 1.02;
  const ModuleFigures read = flash(ideal_tester(), module, 7).figures;
  EXPECT_NEAR(read.isc, 1.02 * portable.isc, 1e-12);
  EXPECT_DOUBLE_EQ(read.voc, portable.voc);
}

// 100 nF/cm2 over one stripe's 15.3 cm2, 0.586 V in 10 ms: 90 uA of 0.37 A.
TEST(FlashTester, LosesCurrentToTheJunctionsInAFastSweep) {
  FlashTester tester = ideal_tester();
  tester.sweep = FlashSweep{};
  const double charging = 1e-3 * 0.0429 / 28 * 16.4 / 28 / 0.01;
  EXPECT_NEAR(flash(tester, on_tester(), 7).figures.imp, portable.imp - charging, 1e-12);
  EXPECT_LT(std::abs(power_error(tester, on_tester())), 1e-3);  // as found above 1 ms
  tester.sweep.duration = 1e-3;
  EXPECT_NEAR(power_error(tester, on_tester()), -10 * charging / portable.imp, 1e-12);
}

double standard_deviation(const std::vector<double>& x) {
  double mean = 0;
  double square = 0;
  for (const double v : x) {
    mean += v / static_cast<double>(x.size());
  }
  for (const double v : x) {
    square += (v - mean) * (v - mean) / static_cast<double>(x.size() - 1);
  }
  return std::sqrt(square);
}

// One module again and again in one session: both noises of the reading, and those of the
// temperature: the sensor's alone, since what the module's changes is taken out but for it.
TEST(FlashTester, RepeatsAsItsNoisesSay) {
  FlashTester tester = ideal_tester();
  tester.current_noise = 0.003;
  tester.voltage_noise = 0.0015;
  tester.temperature.sensor_noise = 0.3;
  tester.temperature.module_spread = 0.5;
  std::vector<double> errors;
  constexpr std::size_t flashes = 20'000;
  for (std::uint64_t k = 0; k < flashes; ++k) {
    errors.push_back(power_error(tester, on_tester(1, k)));
  }
  const TemperatureCoefficients c;
  const double expected = std::hypot(0.003, 0.0015, 0.3 * (c.isc + c.voc + c.fill_factor));
  EXPECT_NEAR(standard_deviation(errors), expected, 4 * expected / std::sqrt(2.0 * flashes));
}

// What belongs to a session is the same for all its modules, and new in the next.
TEST(FlashTester, SharesASessionsErrors) {
  FlashTester tester = ideal_tester();
  tester.golden.repeatability = 0.002;
  FlashedModule late = on_tester(2);
  late.time = 7.9 * 3600;
  EXPECT_DOUBLE_EQ(power_error(tester, on_tester(1)), power_error(tester, late));
  late.time = 8.1 * 3600;
  EXPECT_NE(power_error(tester, on_tester(1)), power_error(tester, late));
}

// Noise of its own: of readings of many modules the mean logarithm is the truth.
TEST(FlashTester, ReadsTheLeakInTheDarkWithNoiseOfItsOwn) {
  FlashTester tester = ideal_tester();
  FlashedModule module = on_tester();
  module.leak = 2;
  EXPECT_DOUBLE_EQ(flash(tester, module, 7).leak, 2);
  tester.leak_noise = 0.03;
  double sum = 0;
  double squares = 0;
  constexpr int count = 4000;
  for (int k = 0; k < count; ++k) {
    module.serial = static_cast<std::uint64_t>(k);
    const FlashReading reading = flash(tester, module, 7);
    EXPECT_EQ(reading.figures, portable);
    const double error = std::log(reading.leak / 2);
    sum += error;
    squares += error * error;
  }
  EXPECT_NEAR(sum / count, 0, 4 * 0.03 / std::sqrt(count));
  EXPECT_NEAR(std::sqrt(squares / count), 0.03, 0.002);
}

}  // namespace
}  // namespace heliofab::process
