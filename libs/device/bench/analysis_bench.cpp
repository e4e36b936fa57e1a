// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <ctime>

#include <benchmark/benchmark.h>

#include "../test/wide_ensemble.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/device/admittance.hpp"
#include "heliofab/device/quantum_efficiency.hpp"
#include "heliofab/device/sensitivity.hpp"

// Analyses of a solved cell, on one core. The counter `curves` is the time of one curve of
// solve_cells in the same run that the analysis takes beyond its own.
namespace heliofab::device {
namespace {

using testing_cells::on_given_mesh;
using testing_cells::task;

CellTask cell(const benchmark::State& state) {
  return task(testing_cells::bm1(state.range(0)), {0, 0.80, 0.01, false});
}

// Of the processor, which other processes do not lengthen.
template <class Work>
double seconds_of(int times, const Work& work) {
  const std::clock_t start = std::clock();
  for (int k = 0; k < times; ++k) {
    work();
  }
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / times;
}

// Sets `curves` from the time of everything and of the curve alone.
template <class Work>
void beyond_a_curve(benchmark::State& state, const Work& work) {
  const ThreadLimit one(1);
  const CellTask t = cell(state);
  for (auto _ : state) {
    work(t);
  }
  const double all = seconds_of(50, [&] { work(t); });
  const double curve = seconds_of(50, [&] {
    benchmark::DoNotOptimize(solve_cells({&t, 1}, on_given_mesh));
  });
  state.counters["curves"] = all / curve - 1;
}

// Efficiency at 300 wavelengths, whose pairs are at hand.
void efficiency_300(benchmark::State& state) {
  const CellTask t = cell(state);
  Probe probe;
  for (int w = 0; w < 300; ++w) {
    probe.wavelength.push_back((300 + 3 * w) * 1e-9);
    const auto pairs = testing_cells::beer(t.mesh, 250e-9, 1, 1e7 / (1 + 0.1 * w));
    probe.pairs.insert(probe.pairs.end(), pairs.begin(), pairs.end());
  }
  beyond_a_curve(state, [&](const CellTask& at) {
    const auto collected = solve_collection(at, std::vector<double>{0}, on_given_mesh);
    benchmark::DoNotOptimize(quantum_efficiency(collected.front(), probe));
  });
}
BENCHMARK(efficiency_300)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// All derivatives of the efficiency.
void gradient_of_efficiency(benchmark::State& state) {
  beyond_a_curve(state, [](const CellTask& at) {
    benchmark::DoNotOptimize(CellSensitivity(at, on_given_mesh).gradient(&FigureSlopes::pmax));
  });
}
BENCHMARK(gradient_of_efficiency)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// All derivatives of all six figures.
void gradient_of_all(benchmark::State& state) {
  beyond_a_curve(state, [](const CellTask& at) {
    const CellSensitivity sensitivity(at, on_given_mesh);
    for (const auto figure :
         {&FigureSlopes::jsc, &FigureSlopes::voc, &FigureSlopes::vmp, &FigureSlopes::jmp,
          &FigureSlopes::fill_factor, &FigureSlopes::pmax}) {
      benchmark::DoNotOptimize(sensitivity.gradient(figure));
    }
  });
}
BENCHMARK(gradient_of_all)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// One input by two constructions.
void slopes_of_one_input(benchmark::State& state) {
  const CellTask t = cell(state);
  const CellSensitivity sensitivity(t, on_given_mesh);
  const CellTask brighter = in_light(t, 1 + 1e-6);
  for (auto _ : state) {
    benchmark::DoNotOptimize(sensitivity.slopes(t, brighter));
  }
}
BENCHMARK(slopes_of_one_input)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// C-f of 100 frequencies at one bias.
void admittance_100(benchmark::State& state) {
  std::vector<double> frequencies;
  for (int k = 0; k < 100; ++k) {
    frequencies.push_back(std::pow(10, 0.1 * k));
  }
  beyond_a_curve(state, [&](const CellTask& at) {
    benchmark::DoNotOptimize(
        solve_admittance(at, std::vector<double>{0.3}, frequencies, on_given_mesh));
  });
}
BENCHMARK(admittance_100)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::device
