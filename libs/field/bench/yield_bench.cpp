// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "compare.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/field/energy_yield.hpp"
#include "heliofab/field/radiation.hpp"
#include "minute_year.hpp"

// Tables in lanes against their plain form and against the diode itself; whole years of energy.
namespace heliofab::field {
namespace {

const PowerTable& flex_table() {
  static const PowerTable made = make_power_table(module_at(flex01));
  return made;
}

struct TableRows {
  static constexpr std::size_t n = 1'000'000;
  std::vector<double> light, warm, out = std::vector<double>(n);

  TableRows() {
    const Stream draw(1, "bench.field.table");
    for (std::size_t i = 0; i < n; ++i) {
      light.push_back(50 + 1150 * draw.uniform(0, i));
      warm.push_back(263.15 + 85 * draw.uniform(1, i));
    }
  }
};

void million_table_powers(benchmark::State& state) {
  TableRows r;
  compare(
      state, TableRows::n, 97, [&] { maximum_power(flex_table(), r.light, r.warm, r.out); },
      [&](std::size_t i) { return figures_at(flex_table(), r.light[i], r.warm[i]).power; });
  state.counters["table_error"] = flex_table().error;
}
BENCHMARK(million_table_powers)->Unit(benchmark::kMillisecond);

void table_of_a_diode(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_power_table(module_at(flex01)));
  }
}
BENCHMARK(table_of_a_diode)->Unit(benchmark::kMillisecond);

void year_of_hours(benchmark::State& state) {
  const Weather weather = synthetic_weather({});
  EnergyYield yield;
  for (auto _ : state) {
    yield = simulate_yield(weather, {}, flex_table(), {});
  }
  state.counters["kWh_per_kWp"] = yield.specific / 3600;
}
BENCHMARK(year_of_hours)->Unit(benchmark::kMillisecond);

void year_of_minutes_of_energy(benchmark::State& state) {
  const Weather weather = resample(synthetic_weather({}), 60);
  for (auto _ : state) {
    benchmark::DoNotOptimize(simulate_yield(weather, {}, flex_table(), {}));
  }
}
BENCHMARK(year_of_minutes_of_energy)->Unit(benchmark::kMillisecond);

void check_of_a_year(benchmark::State& state) {
  const Weather weather = synthetic_weather({});
  for (auto _ : state) {
    benchmark::DoNotOptimize(check_weather(weather));
  }
}
BENCHMARK(check_of_a_year)->Unit(benchmark::kMillisecond);

void foil_in_orbit(benchmark::State& state) {
  const ArealPower power = areal_power(flex_table(), 1.708);
  OrbitCycle cycle;
  for (auto _ : state) {
    cycle = simulate_orbit({}, {}, {}, power);
  }
  state.counters["revolutions"] = cycle.revolutions + 2;
}
BENCHMARK(foil_in_orbit)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::field
