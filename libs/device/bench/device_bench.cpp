// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "../test/reference_cells.hpp"

// The ZnO/CdS/CIGS benchmark, 0 to 0.80 V in 81 points. Counters: curves per second, Newton
// iterations of the points, and time per node and iteration of the sweep alone.
namespace heliofab::device {
namespace {

void solve(benchmark::State& state, double to) {
  const testing_cells::Case cell = testing_cells::bm1(state.range(0));
  const Mesh mesh = make_mesh(cell.design);
  const auto pairs = testing_cells::beer(mesh, cell.lit_from, cell.flux, cell.absorption);
  const CurveRequest request{0, to, 0.01, false};
  double iterations = 0;
  for (const CurvePoint& p : solve_cell(cell.design, mesh, pairs, request).points) {
    iterations += p.status.iterations;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(solve_cell(cell.design, mesh, pairs, request));
  }
  using benchmark::Counter;
  const double all = static_cast<double>(state.iterations());
  state.counters["nodes"] = static_cast<double>(mesh.x.size());
  state.counters["curves"] = Counter(all, Counter::kIsRate);
  state.counters["iterations"] = iterations;
  state.counters["per_node_iteration"] = Counter(
      all * iterations * static_cast<double>(mesh.x.size()), Counter::kIsRate | Counter::kInvert);
}

// With Voc and the maximum power point solved for.
void curve_with_figures(benchmark::State& state) { solve(state, 0.80); }
BENCHMARK(curve_with_figures)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// The sweep alone, which ends before open circuit: 61 points.
void sweep_alone(benchmark::State& state) { solve(state, 0.60); }
BENCHMARK(sweep_alone)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::device
