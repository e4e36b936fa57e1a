// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include <benchmark/benchmark.h>

#include "fifty_stripes.hpp"
#include "heliofab/module/plane_heat.hpp"
#include "heliofab/module/plane_losses.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/module/plane_sensitivity.hpp"

// Modules in their plane on one core: 40 voltages of the module of fifty stripes, and one voltage
// of the module of ten with its shunt. Seconds of other programs on the first, with one shunt, on a
// machine of this kind: PVMOS 1.7 at 1e4 points, 45 at 9.4e4; ngspice 2.4 and 87.
namespace heliofab::module {
namespace {

PlaneModule stripes(std::int64_t cells, double length) {
  PlaneModule m;
  m.design = benchmark_design(cells, length);
  m.films = {{.photocurrent = 340,
              .saturation = 2e-6,
              .diode_voltage = 1.4 * 8.6173323478e-5 * 300,
              .series_resistance = 0.2e-4,
              .shunt = 5}};
  return m;
}

std::vector<double> sweep(double to) {
  std::vector<double> voltages;
  for (int k = 0; k < 40; ++k) {
    voltages.push_back(to * k / 39);
  }
  return voltages;
}

void report(benchmark::State& state, const PlaneCurve& curve) {
  state.counters["points"] = static_cast<double>(curve.nodes);
  state.counters["newton"] = static_cast<double>(curve.newton_steps);
  state.counters["inner"] = static_cast<double>(curve.inner_steps);
}

// Finite volumes, 15 columns across a stripe and some rows; a shunt of 1 ohm.
void fifty_with_shunt(benchmark::State& state) {
  PlaneModule m = stripes(50, 0.3);
  m.mesh = {.degree = 1,
            .elements = 14,
            .elements_flaw = 1,
            .growth = 1000,
            .longest = 0.3 / static_cast<double>(state.range(0))};
  m.flaws = {{{24, 2.4e-3, 0.15, 0.4e-3, 2e-3}, 1}};
  PlaneCurve curve;
  for (auto _ : state) {
    curve = solve_plane(m, sweep(35.1));
  }
  report(state, curve);
}
BENCHMARK(fifty_with_shunt)->Arg(10)->Arg(120)->Unit(benchmark::kMillisecond);

// The same to 1e-6 of the current, on polynomials.
void fifty_even(benchmark::State& state) {
  PlaneModule m = stripes(50, 0.3);
  m.mesh.degree = 6;
  m.mesh.longest = 0.3;
  PlaneCurve curve;
  for (auto _ : state) {
    curve = solve_plane(m, sweep(35.1));
  }
  report(state, curve);
}
BENCHMARK(fifty_even)->Unit(benchmark::kMillisecond);

// A patch of 1 ohm to 1e-4 of the current, by degree and elements across it: 5.4 V from scratch.
void ten_with_shunt(benchmark::State& state) {
  PlaneModule m = stripes(10, 0.1);
  m.mesh.degree = state.range(0);
  m.mesh.elements_flaw = state.range(1);
  m.flaws = {{{4, 2.85e-3, 0.05, 0.57e-3, 0.625e-3}, 1}};
  PlaneCurve curve;
  for (auto _ : state) {
    curve = solve_plane(m, {5.4});
  }
  report(state, curve);
  state.counters["error"] = curve.points[0].current / 0.1600105 - 1;
}
BENCHMARK(ten_with_shunt)
    ->Args({2, 2})
    ->Args({3, 1})
    ->Args({4, 1})
    ->Args({4, 2})
    ->Unit(benchmark::kMillisecond);

// [s]
template <class Work>
double time_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Losses, the setting up of sensitivities and one number's change, over one voltage from scratch:
// the fifty stripes even (0), with a shunt (1), with a shunt and a film that differs at every point
// (2).
void losses_and_slopes(benchmark::State& state) {
  PlaneModule m = stripes(50, 0.3);
  if (state.range(0) > 0) {
    m.flaws = {{{24, 2.65e-3, 0.1498, 0.4e-3, 0.4e-3}, 1}};
    m.mesh.degree = 3;
  }
  if (state.range(0) > 1) {
    m.maps = {{.x = {0, 0.3},
               .y = {0, 0.3},
               .photocurrent = {1, 0.95, 0.97, 0.93},
               .saturation = {1, 2, 3, 1},
               .shunt = {},
               .front_sheet = {},
               .back_sheet = {}}};
  }
  PlaneModule minus = m;
  PlaneModule plus = m;
  minus.design.tco_sheet_resistance *= 1 - 1e-5;
  plus.design.tco_sheet_resistance *= 1 + 1e-5;
  double solve = 0;
  double losses = 0;
  double setup = 0;
  double change = 0;
  for (auto _ : state) {
    solve += time_of([&] { benchmark::DoNotOptimize(solve_plane(m, {27})); });
    losses += time_of([&] { benchmark::DoNotOptimize(solve_losses(m, 27)); });
    std::optional<PlaneSensitivity> s;
    setup += time_of([&] { s.emplace(m, 27); });
    change += time_of([&] { benchmark::DoNotOptimize(s->current_change(minus, plus)); });
  }
  state.counters["losses/solve"] = losses / solve;
  state.counters["setup/solve"] = setup / solve;
  state.counters["number/solve"] = change / solve;
}
BENCHMARK(losses_and_slopes)->Arg(0)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);
// Its curve with temperatures, and how much longer that takes than without.
void ten_with_shunt_and_heat(benchmark::State& state) {
  PlaneModule m = stripes(10, 0.1);
  m.flaws = {{{4, 2.85e-3, 0.05, 0.57e-3, 0.625e-3}, 1}};
  const auto seconds = [](const auto& solve) {
    const auto start = std::chrono::steady_clock::now();
    solve();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  double cold = 0;
  double warm = 0;
  HeatedCurve curve;
  for (auto _ : state) {
    cold += seconds([&] { solve_plane(m, sweep(6.2)); });
    warm += seconds([&] { curve = solve_heated(m, {}, sweep(6.2)); });
  }
  report(state, curve.electric);
  state.counters["times_longer"] = warm / cold;
}
BENCHMARK(ten_with_shunt_and_heat)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::module
