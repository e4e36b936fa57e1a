// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>

#include "fifty_stripes.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/module/solve_string.hpp"

// Modules of fifty stripes a second on one core: strings, lumped stripes one by one, and the plain
// model. Lumped stripes miss the power by 0.1 to 0.4 %.
namespace heliofab::module {
namespace {

constexpr std::int64_t cells = 50;

// Stripes that differ by `spread` of their light and accordingly in all else.
std::vector<DiodeStripe> stripes_of(std::size_t modules, double spread, double exponent) {
  const Stream draw(1, "bench.module.string");
  std::vector<DiodeStripe> all;
  for (std::size_t k = 0; k < modules * cells; ++k) {
    const auto by = [&](double times, std::uint64_t which) {
      return std::exp(times * spread * draw.normal(k, which));
    };
    all.push_back({.film = {.photocurrent = 340 * by(1, 0),
                            .saturation = 2e-6 * by(10, 1),
                            .series_resistance = 0.2e-4,
                            .shunt = 5 * by(30, 2),
                            .shunt_exponent = exponent},
                   .tco_sheet_resistance = 10 * by(2, 3),
                   .p2_contact = 0.117e-2 * by(10, 4)});
  }
  return all;
}

void rate(benchmark::State& state, std::size_t modules) {
  state.counters["modules/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(modules),
                         benchmark::Counter::kIsRate);
}

// By the spread of light in tenths of a percent; shunts ohmic or not.
void strings(benchmark::State& state) {
  constexpr std::size_t modules = 200;
  const auto stripes = stripes_of(modules, 1e-3 * static_cast<double>(state.range(0)),
                                  state.range(1) == 1 ? 1.5 : 1);
  const ModuleDesign design = benchmark_design();
  StringSolutions solved;
  for (auto _ : state) {
    solved = solve_strings(design, stripes);
  }
  rate(state, modules);
  double sweeps = 0;
  double bound = 0;
  for (const StringFigures& f : solved.modules) {
    sweeps += f.status.iterations / static_cast<double>(modules);
    bound = std::max(bound, f.pmax_error);
  }
  state.counters["sweeps"] = sweeps;
  state.counters["bound"] = bound;
}
BENCHMARK(strings)->Args({0, 0})->Args({3, 0})->Args({10, 0})->Args({3, 1})->Unit(
    benchmark::kMillisecond);

// Newton's method for current and junctions of even films with a third of their sheets in series,
// from a good start: maximum power alone.
void lumped(benchmark::State& state) {
  const auto stripes = stripes_of(1, 3e-3, 1);
  const ModuleDesign design = benchmark_design();
  const double width = active_width(design);
  for (auto _ : state) {
    double current = 0.9 * 340 * width * design.cell_length;
    std::vector<double> junction(cells, 0.55);
    double voltage = 0;
    for (int step = 0; step < 5; ++step) {
      double slope = 0;
      double bend = 0;
      voltage = 0;
      const double density = current / (width * design.cell_length);
      for (std::size_t k = 0; k < cells; ++k) {
        const DiodeStripe& s = stripes[k];
        const JunctionCurrent j = junction_current(s.film, junction[k]);
        const double by_density = 1 / j.slope;
        junction[k] += (density - j.value) * by_density;
        const double forward = j.slope / s.film.diode_voltage;
        const double series = s.film.series_resistance +
                              (s.tco_sheet_resistance + s.mo_sheet_resistance) / 3 * width * width +
                              s.p2_contact * width;
        voltage += junction[k] - density * series;
        slope += by_density - series;
        bend -= forward * by_density * by_density * by_density;
      }
      const double area = width * design.cell_length;
      slope /= area;
      bend /= area * area;
      current -= (voltage + current * slope) / (2 * slope + current * bend);
    }
    benchmark::DoNotOptimize(current * voltage);
  }
  rate(state, 1);
}
BENCHMARK(lumped)->Unit(benchmark::kMicrosecond);

// Curves of 22 points with shunts that are not ohmic: as strings, and by solve_module.
std::vector<StripCell> curved(std::size_t modules) {
  std::vector<StripCell> all;
  for (DiodeStripe s : stripes_of(modules, 3e-3, 1)) {
    s.film.shunt = 0;
    std::vector<double> voltage;
    std::vector<double> current;
    for (int k = 0; k < 22; ++k) {
      voltage.push_back(-0.27 + 1.03 * std::sqrt(k / 21.0));
      current.push_back(film_state(s.film, voltage.back(), voltage.back()).current);
    }
    all.push_back({.curve = MonotoneCubic(voltage, current),
                   .shunt = 2,
                   .shunt_exponent = 1.5,
                   .tco_sheet_resistance = s.tco_sheet_resistance,
                   .p2_contact = s.p2_contact});
  }
  return all;
}

void strings_of_curves(benchmark::State& state) {
  const auto stripes = curved(50);
  for (auto _ : state) {
    benchmark::DoNotOptimize(solve_strings(benchmark_design(), stripes));
  }
  rate(state, 50);
}
BENCHMARK(strings_of_curves)->Unit(benchmark::kMillisecond);

void plain(benchmark::State& state) {
  const auto stripes = curved(1);
  for (auto _ : state) {
    benchmark::DoNotOptimize(solve_module(benchmark_design(), stripes));
  }
  rate(state, 1);
}
BENCHMARK(plain)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::module
