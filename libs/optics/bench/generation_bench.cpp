// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include <benchmark/benchmark.h>

#include "../test/reference_cell.hpp"
#include "../test/transfer_matrix.hpp"
#include "heliofab/optics/generation.hpp"

// A generation profile as the twin asks for it: 201 wavelengths, MgF2 / ZnO:Al / i-ZnO / CdS and an
// absorber in six sublayers, 200 positions from the i-ZnO to the back. The counter `ratio` is the
// time of the textbook way (characteristic matrices at every position) over ours, in the same run.
namespace heliofab::optics {
namespace {

materials::LayerStack graded_stack() {
  const auto tables = testing_data::read_cigs();
  materials::LayerStack stack = testing_cell::stack();
  stack.films.pop_back();
  for (int j = 0; j < 6; ++j) {
    stack.films.push_back({.name = "cigs",
                           .constants = materials::cigs_optics(tables, 0.25 + 0.03 * j),
                           .thickness = 300 * unit::nm});
  }
  return stack;
}

std::vector<double> positions() {
  std::vector<double> x;
  for (int i = 0; i < 200; ++i) {
    x.push_back(1930 * unit::nm * i / 199);
  }
  return x;
}

std::vector<double> textbook(const materials::LayerStack& stack, const Spectrum& spectrum,
                             std::span<const double> x) {
  const std::vector<double> flux = photon_flux(spectrum);
  std::vector<double> cumulative(x.size(), 0);
  for (std::size_t i = 0; i < flux.size(); ++i) {
    const double wavelength = spectrum.wavelength[i];
    std::vector<Film> films;
    for (const materials::Layer& layer : stack.films) {
      films.push_back({layer.constants.at(wavelength), layer.thickness});
    }
    const auto back = stack.back.at(wavelength);
    const double start = films[0].thickness + films[1].thickness;
    const double entering = reference::flux_at(films, 1, back, wavelength, start);
    for (std::size_t p = 0; p < x.size(); ++p) {
      const double here = reference::flux_at(films, 1, back, wavelength, start + x[p]);
      cumulative[p] += flux[i] * (entering - here);
    }
  }
  return cumulative;
}

void generation_profile(benchmark::State& state) {
  using Clock = std::chrono::steady_clock;
  const materials::LayerStack stack = graded_stack();
  const Spectrum sun = testing_cell::light("am15g");
  const std::vector<double> x = positions();
  const auto start = Clock::now();
  benchmark::DoNotOptimize(textbook(stack, sun, x));
  const double plain = std::chrono::duration<double>(Clock::now() - start).count();
  const auto fast_start = Clock::now();
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_generation(stack, sun, testing_cell::izno, x));
  }
  const double fast = std::chrono::duration<double>(Clock::now() - fast_start).count();
  state.counters["ratio"] = plain * static_cast<double>(state.iterations()) / fast;
}
BENCHMARK(generation_profile)->Unit(benchmark::kMillisecond);

void photocurrents_only(benchmark::State& state) {
  const materials::LayerStack stack = graded_stack();
  const Spectrum sun = testing_cell::light("am15g");
  for (auto _ : state) {
    benchmark::DoNotOptimize(photocurrents(stack, sun));
  }
}
BENCHMARK(photocurrents_only)->Unit(benchmark::kMillisecond);

void mixed_cigs_table(benchmark::State& state) {
  const auto tables = testing_data::read_cigs();
  for (auto _ : state) {
    benchmark::DoNotOptimize(materials::cigs_optics(tables, 0.27));
  }
}
BENCHMARK(mixed_cigs_table)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::optics
