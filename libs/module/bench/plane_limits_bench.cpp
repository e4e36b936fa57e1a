// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <numeric>
#include <vector>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plane_limits_bench.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

// How far the module in its plane is from what one core can do, both measured in the same run: the
// triad of vectors as large as what a curve works on, fused products in registers, and the curve of
// fifty stripes with a shunt, as a whole and by parts. What is needed is counted, not measured.
HWY_BEFORE_NAMESPACE();
namespace heliofab::module::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<double>;

void triad(const double* b, const double* c, std::size_t count, double* a) {
  const D d;
  for (std::size_t i = 0; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    hn::StoreU(hn::MulAdd(hn::Set(d, 3.0), hn::LoadU(d, c + i), hn::LoadU(d, b + i)), d, a + i);
  }
}

// Returns how many operations it did.
double fused(std::size_t count, double* out) {
  const D d;
  const auto factor = hn::Set(d, 1.0 - 1e-9);
  const auto add = hn::Set(d, 1e-9);
  hn::Vec<D> sum[12];  // NOLINT(modernize-avoid-c-arrays): of registers
#pragma GCC unroll 12
  for (auto& s : sum) {
    s = hn::Set(d, 1.0);
  }
  for (std::size_t i = 0; i < count; ++i) {
#pragma GCC unroll 12
    for (auto& s : sum) {
      s = hn::MulAdd(s, factor, add);
    }
  }
#pragma GCC unroll 12
  for (const auto& s : sum) {
    *out += hn::GetLane(s);
  }
  return 2.0 * 12 * static_cast<double>(count * hn::Lanes(d));
}

}  // namespace heliofab::module::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <benchmark/benchmark.h>

#include "../src/plane_mesh.hpp"
#include "../src/plane_solver.hpp"
#include "fifty_stripes.hpp"

namespace heliofab::module {
namespace {

HWY_EXPORT(triad);
HWY_EXPORT(fused);

// [s] of this core alone, the least of some tries: others work on the machine.
template <class Work>
double least_time(int tries, const Work& work) {
  const auto now = [] {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  };
  double least = HUGE_VAL;
  for (int k = 0; k < tries; ++k) {
    const double start = now();
    work();
    least = std::min(least, now() - start);
  }
  return least;
}

// [byte/s] of a = b + 3 c on `bytes` in all, counted as two reads and a write.
double triad_rate(double bytes) {
  const auto count = static_cast<std::size_t>(bytes / 24) / 32 * 32;
  const std::vector<double> b(count, 1);
  const std::vector<double> c(count, 2);
  std::vector<double> a(count, 0);
  const int rounds = static_cast<int>(std::max(1.0, 1e8 / bytes));
  const double time = least_time(10, [&] {
    for (int k = 0; k < rounds; ++k) {
      HWY_DYNAMIC_DISPATCH(triad)(b.data(), c.data(), count, a.data());
      benchmark::ClobberMemory();
    }
  });
  return rounds * 24.0 * static_cast<double>(count) / time;
}

double fused_rate() {  // [1/s]
  double operations = 0;
  double out = 0;
  const double time =
      least_time(10, [&] { operations = HWY_DYNAMIC_DISPATCH(fused)(1000000, &out); });
  benchmark::DoNotOptimize(out);
  return operations / time;
}

// What a part of the work needs.
struct Need {
  double bytes = 0;
  double flops = 0;
};
Need operator+(const Need& a, const Need& b) { return {a.bytes + b.bytes, a.flops + b.flops}; }
Need operator*(double n, const Need& a) { return {n * a.bytes, n * a.flops}; }

// Of each unknown that takes part, with b entries beside the diagonal: each stage reads and writes
// each of its arrays once.
Need of_factor(double b) {  // bands put together, read and written
  return {24 * (b + 1), 4 + 3 * b + b * (b - 1)};
}
Need of_solve(double b) {  // forth: bands but the diagonal, b, x; back: bands, x twice
  return {8 * (5 + 2 * b), 4 * b + 1};
}
// A step of conjugate gradients: a fill, four products of two vectors, one of them for what is
// left; x, r, p, pp, z, pz.
Need of_inner(double b) { return of_solve(b) + Need{8 + 3 * 16 + 56 + 48, 6 + 5 + 4}; }
// Imbalance: sheets, the films' voltages and currents; and ten numbers of a film for two unknowns.
// What films compute is not counted.
constexpr Need of_imbalance{24 + 24, 10};
constexpr Need of_films{40, 0};
// Newton's vectors: currents cleared and turned, a change cleared, copied and added; their size.
constexpr Need of_newton{8 + 16 + 8 + 16 + 24 + 8, 4};
constexpr Need of_prediction{40, 5};

PlaneModule fifty_with_shunt(std::int64_t rows) {
  PlaneModule m;
  m.design = benchmark_design();
  m.films = {{.photocurrent = 340,
              .saturation = 2e-6,
              .diode_voltage = 1.4 * 8.6173323478e-5 * 300,
              .series_resistance = 0.2e-4,
              .shunt = 5}};
  m.mesh = {.degree = 1,
            .elements = 14,
            .elements_flaw = 1,
            .growth = 1000,
            .longest = 0.3 / static_cast<double>(rows)};
  m.flaws = {{{24, 2.4e-3, 0.15, 0.4e-3, 2e-3}, 1}};
  return m;
}

void solve_curve(PlaneSolver& solver, int voltages) {
  for (int k = 0; k < voltages; ++k) {
    solver.solve(35.1 * k / (voltages - 1));
  }
}

// What a curve needs, by what was done for it.
Need of_curve(const PlaneProblem& p, const PlaneSolver& solver, double voltages) {
  const PlaneEffort& done = solver.effort();
  const auto unknowns = static_cast<double>(p.unknowns());
  const auto& active = solver.system().active();
  const auto taking_part = static_cast<double>(std::accumulate(active.begin(), active.end(), 0UL));
  const double band = 2;  // degree 1
  const double newton = done.newton_steps;
  Need sum = newton * (taking_part * (of_factor(band) + of_solve(band)) + unknowns * of_newton);
  sum = sum + (newton + voltages) * (taking_part * of_imbalance + unknowns * of_films);
  sum = sum + voltages * unknowns * of_prediction;
  sum = sum + done.inner_unknowns * of_inner(band);
  sum.flops += solver.system().films().product_flops();
  return sum;
}

// All chains by themselves, at the state of the curve's last voltage, and products with the modes.
void report_parts(benchmark::State& state, const PlaneProblem& p, const PlaneSolver& solver,
                  double bandwidth, double peak) {
  const PlaneSystem& system = solver.system();
  const Modes& modes = system.modes();
  ModalSolver chains(p, modes);
  std::vector<double> b(p.unknowns(), 1);
  const auto size = static_cast<double>(p.unknowns());
  const double factor =
      least_time(10, [&] { chains.factor(system.films().conductance(), 0, p.columns()); });
  const double solve = least_time(10, [&] { chains.solve(b, b); });
  state.counters["factor_of_triad"] = size * of_factor(2).bytes / factor / bandwidth;
  state.counters["solve_of_triad"] = size * of_solve(2).bytes / solve / bandwidth;
  constexpr std::size_t columns = 16;
  const std::size_t n = modes.count();
  const std::vector<double> amplitudes(columns * n, 1);
  std::vector<double> values(columns * n);
  const double product =
      least_time(100, [&] { modes.to_rows(amplitudes.data(), n, columns, values.data()); });
  state.counters["products_of_peak"] = 2.0 * static_cast<double>(columns * n * n) / product / peak;
}

void limits_of_fifty_with_shunt(benchmark::State& state) {
  constexpr int voltages = 40;
  const PlaneProblem p = make_plane(fifty_with_shunt(state.range(0)));
  PlaneSolver solved(p);
  solve_curve(solved, voltages);
  const Need need = 1.0 / voltages * of_curve(p, solved, voltages);
  double time = HUGE_VAL;  // [s] a voltage
  for (auto _ : state) {
    time = std::min(time, least_time(1, [&] {
                      PlaneSolver solver(p);
                      solve_curve(solver, voltages);
                    }));
  }
  time /= voltages;
  const double bandwidth = triad_rate(8.0 * 15 * static_cast<double>(p.unknowns()));
  const double peak = fused_rate();
  state.counters["points"] = static_cast<double>(p.points());
  state.counters["triad_GB/s"] = bandwidth / 1e9;
  state.counters["peak_Gflop/s"] = peak / 1e9;
  state.counters["MB"] = need.bytes / 1e6;
  state.counters["Mflop"] = need.flops / 1e6;
  state.counters["products_Mflop"] = solved.system().films().product_flops() / voltages / 1e6;
  state.counters["GB/s"] = need.bytes / time / 1e9;
  state.counters["Gflop/s"] = need.flops / time / 1e9;
  state.counters["ms"] = time * 1e3;
  state.counters["of_limits"] = (need.bytes / bandwidth + need.flops / peak) / time;
  report_parts(state, p, solved, bandwidth, peak);
}
BENCHMARK(limits_of_fifty_with_shunt)
    ->Arg(10)
    ->Arg(120)
    ->Iterations(5)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::module
#endif
