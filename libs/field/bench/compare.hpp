// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <benchmark/benchmark.h>

#include "../../core/bench/shortest.hpp"

namespace heliofab::field {

// `work` does `points` points; `plain(i)` one of them, of which every `stride`-th is tried.
template <class Work, class Plain>
void compare(benchmark::State& state, std::size_t points, std::size_t stride, const Work& work,
             const Plain& plain) {
  for (auto _ : state) {
    work();
  }
  const double ours = shortest(work);
  const double theirs = shortest([&] {
    for (std::size_t i = 0; i < points; i += stride) {
      benchmark::DoNotOptimize(plain(i));
    }
  });
  const auto n = static_cast<double>(points);
  state.counters["best_ms"] = 1e3 * ours;
  state.counters["ns"] = 1e9 * ours / n;
  state.counters["ratio_plain"] = theirs * static_cast<double>(stride) / ours;
}

}  // namespace heliofab::field
