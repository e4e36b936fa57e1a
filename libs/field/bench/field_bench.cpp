// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <ctime>
#include <vector>

#include <benchmark/benchmark.h>

#include "heliofab/core/stream.hpp"
#include "heliofab/field/single_diode.hpp"
#include "heliofab/field/sun_path.hpp"

namespace heliofab::field {
namespace {

constexpr std::size_t minutes = 525'600;
constexpr double first_minute = 1262304000;  // 2010-01-01 00:00 UTC
const Site thornton{39.87 * unit::deg, -104.97 * unit::deg, 1630};

const DeSotoModule flex01{.photocurrent = 10.800,
                          .saturation = 5.347e-10,
                          .series = 0.260,
                          .shunt = 27.96,
                          .thermal = 1.1806,
                          .current_by_kelvin = -0.000449,
                          .adjust = -0.04577};

std::vector<double> minute_year() {
  std::vector<double> time(minutes);
  for (std::size_t i = 0; i < minutes; ++i) {
    time[i] = first_minute + 60 * static_cast<double>(i);
  }
  return time;
}

void sun_table(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(SunTable(first_minute, first_minute + 365 * 86400));
  }
}
BENCHMARK(sun_table)->Unit(benchmark::kMillisecond);

void sun_year(benchmark::State& state) {
  const std::vector<double> time = minute_year();
  std::vector<double> zenith(minutes), azimuth(minutes), radius(minutes);
  for (auto _ : state) {
    const SunTable table(time.front(), time.back());
    sun_path(table, thornton, {}, time, {.zenith = zenith, .azimuth = azimuth, .radius = radius});
    benchmark::DoNotOptimize(zenith.data());
  }
}
BENCHMARK(sun_year)->Unit(benchmark::kMillisecond);

void mpp_million(benchmark::State& state) {
  constexpr std::size_t n = 1'000'000;
  const Stream draw(1, "bench.field.mpp");
  std::vector<double> e(n), t(n), p(n), v(n);
  for (std::size_t i = 0; i < n; ++i) {
    e[i] = 50 + 1150 * draw.uniform(0, i);
    t[i] = 263.15 + 85 * draw.uniform(1, i);
  }
  Diodes d;
  translate(flex01, e, t, d);
  for (auto _ : state) {
    maximum_power(d, {.voltage = v, .power = p});
    benchmark::DoNotOptimize(p.data());
  }
}
BENCHMARK(mpp_million)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::field
