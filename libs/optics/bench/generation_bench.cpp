// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include <benchmark/benchmark.h>

#include "../../core/bench/shortest.hpp"
#include "../test/reference_cell.hpp"
#include "../test/transfer_matrix.hpp"
#include "heliofab/optics/generation.hpp"
#include "heliofab/optics/power_budget.hpp"

// A generation profile as the twin asks for it: 201 wavelengths, MgF2 / ZnO:Al / i-ZnO / CdS and an
// absorber in six sublayers, positions from the i-ZnO to the back. The counters are the time of the
// plain kernels and of the textbook way (characteristic matrices at every position) over ours, in
// the same run, in processor time. Light from the side is two polarised waves; the textbook sees it
// at normal incidence.
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

std::vector<double> positions(std::int64_t count) {
  std::vector<double> x;
  for (std::int64_t i = 0; i < count; ++i) {
    x.push_back(1930 * unit::nm * static_cast<double>(i) / static_cast<double>(count - 1));
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
    const double entering = reference::flux_at(films, 1, back, {wavelength}, start);
    for (std::size_t p = 0; p < x.size(); ++p) {
      const double here = reference::flux_at(films, 1, back, {wavelength}, start + x[p]);
      cumulative[p] += flux[i] * (entering - here);
    }
  }
  return cumulative;
}

// What the lanes are tested against: one wavelength at a time.
std::vector<double> plain(const materials::LayerStack& stack, const Spectrum& spectrum,
                          std::span<const double> x, const Incidence& incidence) {
  const std::vector<double> flux = photon_flux(spectrum);
  std::vector<double> depth(x.begin(), x.end());
  for (double& z : depth) {
    z += stack.films[0].thickness + stack.films[1].thickness;
  }
  std::vector<double> cumulative(x.size(), 0);
  for (std::size_t i = 0; i < flux.size(); ++i) {
    std::vector<Film> films;
    for (const materials::Layer& layer : stack.films) {
      films.push_back({layer.constants.at(spectrum.wavelength[i]), layer.thickness});
    }
    const auto back = stack.back.at(spectrum.wavelength[i]);
    const auto absorbed =
        cumulative_absorptance(films, 1, back, spectrum.wavelength[i], depth, incidence);
    for (std::size_t p = 0; p < x.size(); ++p) {
      cumulative[p] += flux[i] * (absorbed[p] - absorbed[0]);
    }
  }
  return cumulative;
}

void generation_profile(benchmark::State& state) {
  const materials::LayerStack stack = graded_stack();
  const Spectrum sun = testing_cell::light("am15g");
  const std::vector<double> x = positions(state.range(0));
  const Incidence incidence{.angle = state.range(1) == 0 ? 0 : 0.8};
  for (auto _ : state) {
    benchmark::DoNotOptimize(make_generation(stack, sun, testing_cell::izno, x, incidence));
  }
  const auto lanes = [&] {
    for (int k = 0; k < 10; ++k) {
      benchmark::DoNotOptimize(make_generation(stack, sun, testing_cell::izno, x, incidence));
    }
  };
  const double ours = shortest(lanes) / 10;
  state.counters["best_ms"] = 1e3 * ours;
  state.counters["ratio_plain"] =
      shortest([&] { benchmark::DoNotOptimize(plain(stack, sun, x, incidence)); }) / ours;
  state.counters["ratio_textbook"] =
      shortest([&] { benchmark::DoNotOptimize(textbook(stack, sun, x)); }) / ours;
}
BENCHMARK(generation_profile)
    ->Args({201, 0})
    ->Args({401, 0})
    ->Args({401, 1})
    ->ArgNames({"positions", "oblique"})
    ->Unit(benchmark::kMillisecond);

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
