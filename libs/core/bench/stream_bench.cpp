// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include <benchmark/benchmark.h>

#include "heliofab/core/stream.hpp"

// Counter `each`: seconds of one normal number.
namespace heliofab {
namespace {

using benchmark::Counter;

void report(benchmark::State& state, std::size_t count) {
  state.counters["each"] =
      Counter(static_cast<double>(state.iterations()) * static_cast<double>(count),
              Counter::kIsRate | Counter::kInvert);
}

void normal_one_by_one(benchmark::State& state) {
  const Stream stream(1, "bench.normal");
  std::vector<double> values(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = stream.normal(7, i);
    }
    benchmark::DoNotOptimize(values.data());
  }
  report(state, values.size());
}
BENCHMARK(normal_one_by_one)->Arg(1200);

void normal_in_lanes(benchmark::State& state) {
  const Stream stream(1, "bench.normal");
  std::vector<double> values(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    stream.fill_normal(7, 0, values);
    benchmark::DoNotOptimize(values.data());
  }
  report(state, values.size());
}
BENCHMARK(normal_in_lanes)->Arg(10)->Arg(1200);

}  // namespace
}  // namespace heliofab
