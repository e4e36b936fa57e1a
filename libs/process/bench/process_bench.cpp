// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "heliofab/core/parallel.hpp"
#include "heliofab/process/coater.hpp"
#include "heliofab/process/map_field.hpp"
#include "heliofab/process/point_defects.hpp"
#include "heliofab/process/web_map.hpp"

// Counter `each`: seconds of one value. A roll is 300 m in 1200 frames of 0.25 m and 9 zones.
namespace heliofab::process {
namespace {

using benchmark::Counter;

void report(benchmark::State& state, std::size_t count) {
  state.counters["each"] =
      Counter(static_cast<double>(state.iterations()) * static_cast<double>(count),
              Counter::kIsRate | Counter::kInvert);
}

void web_field(benchmark::State& state) {
  const WebField field(1, "bench.field", 30);
  const auto count = static_cast<std::size_t>(state.range(0));
  const double first = state.range(1) == 0 ? 100 : 100.125;
  std::vector<double> values(count);
  std::uint64_t roll = 0;
  for (auto _ : state) {
    field.fill(++roll, {.first = first, .step = 0.25, .count = count}, values);
    benchmark::DoNotOptimize(values.data());
  }
  report(state, count);
}
BENCHMARK(web_field)
    ->ArgNames({"frames", "centred"})
    ->Args({1, 0})
    ->Args({20, 0})
    ->Args({1200, 0})
    ->Args({1200, 1});

void web_field_at(benchmark::State& state) {
  const WebField field(1, "bench.field", 30);
  std::uint64_t roll = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(field.at(++roll, 123.25));
  }
  report(state, 1);
}
BENCHMARK(web_field_at);

// Values of 9 zones; the modes of a third of the width, exponential and Gaussian, and one mode.
void map_field(benchmark::State& state) {
  const auto modes = [&] {
    return state.range(0) == 0   ? uniform_mode(9)
           : state.range(0) == 1 ? gaussian_modes(9, 1.0 / 3)
                                 : exponential_modes(9, 1.0 / 3);
  }();
  const MapField field(1, "bench.map", modes, 30);
  std::vector<double> values(1200 * 9);
  std::uint64_t roll = 0;
  for (auto _ : state) {
    field.add(++roll, {.first = 0, .step = 0.25, .count = 1200}, 0.03, values);
    benchmark::DoNotOptimize(values.data());
  }
  report(state, values.size());
  state.counters["modes"] = static_cast<double>(modes.count());
}
BENCHMARK(map_field)->ArgName("kernel")->Arg(0)->Arg(1)->Arg(2);

// Rolls of a year of data/fabs/fab2-nameplate.yaml: 30 MW at 105 W a square metre of aperture, of
// which a roll has 300 m by 0.27 m; a line yield of 0.9 (its first month: 0.897, 335 rolls). 3919.
constexpr double rolls_of_a_year = 30e6 / (105 * 300 * 0.27 * 0.9);

void report_year(benchmark::State& state, std::size_t rolls = 1) {
  const double done = static_cast<double>(state.iterations()) * static_cast<double>(rolls);
  state.counters["year"] = Counter(done / rolls_of_a_year, Counter::kIsRate | Counter::kInvert);
  state.counters["rolls/s"] = Counter(done, Counter::kIsRate);
}

// Five quantities of one drift and four smooth modes each: 25 processes. The plain map has ten
// quantities, whose shapes are constant along a roll.

void fields_of_a_roll(benchmark::State& state) {
  std::vector<MapField> fields;
  for (const char* purpose : {"a", "b", "c", "d", "e"}) {
    fields.emplace_back(1, std::string("bench.drift.") + purpose, uniform_mode(9), 30);
    fields.emplace_back(1, std::string("bench.cross.") + purpose, gaussian_modes(9, 1.0 / 3), 100);
  }
  std::vector<double> values(1200 * 9);
  std::uint64_t roll = 0;
  for (auto _ : state) {
    ++roll;
    for (const MapField& field : fields) {
      field.add(roll, {.first = 0, .step = 0.25, .count = 1200}, 0.03, values);
    }
    benchmark::DoNotOptimize(values.data());
  }
  report_year(state);
}
BENCHMARK(fields_of_a_roll);

void plain_map_of_a_roll(benchmark::State& state) {
  std::int64_t roll = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_web_map({}, {}, 1, {++roll, 0, 300, 0.27}));
  }
  report_year(state);
}
BENCHMARK(plain_map_of_a_roll);

// All tools: readings, feedback, charts, then the film at every place, faults and lost stretches.
void roll_by_its_tools(benchmark::State& state) {
  const Coater coater(Recipe{}, FilmPhysics{}, LineTools{}, LineSpeeds{}, CoatedWidth{}, 0.2e-2, 1);
  std::int64_t roll = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(coater.coat(++roll, 300, {}));
  }
  report_year(state);
}
BENCHMARK(roll_by_its_tools)->Unit(benchmark::kMillisecond);

// The same on all cores: rolls of a year, 64 of them at a time. `year` is what all would take by
// the clock; the column of the CPU is that of all cores.
void year_by_its_tools(benchmark::State& state) {
  constexpr std::size_t batch = 64;
  const Coater coater(Recipe{}, FilmPhysics{}, LineTools{}, LineSpeeds{}, CoatedWidth{}, 0.2e-2, 1);
  const LineMemory before = coater.start();
  std::int64_t first = 0;
  for (auto _ : state) {
    parallel_for(batch, [&](std::size_t k) {
      benchmark::DoNotOptimize(coater.coat(first + static_cast<std::int64_t>(k), 300, before));
    });
    first += batch;
  }
  report_year(state, batch);
}
BENCHMARK(year_by_its_tools)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void defects_of_a_roll(benchmark::State& state) {
  const std::vector<DefectLaw> laws = usual_defects();
  std::int64_t roll = 0;
  for (auto _ : state) {
    ++roll;
    for (const DefectLaw& law : laws) {
      benchmark::DoNotOptimize(make_point_defects(law, 2e-6, 1, roll, {0, 300, 0.3}));
    }
  }
  report_year(state);
}
BENCHMARK(defects_of_a_roll);

}  // namespace
}  // namespace heliofab::process
