// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include <benchmark/benchmark.h>

#include "../src/flat_cell.hpp"
#include "../src/lane_kernel.hpp"
#include "../test/wide_ensemble.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/stream.hpp"

// The engine in lanes on one core, certificate included. Counters: `ratio` over the plain engine
// on the same mesh in the same run, curves per second.
namespace heliofab::device {
namespace {

using testing_cells::Case;
using testing_cells::task;
using Clock = std::chrono::steady_clock;

constexpr CertificateLimits as_given{.refinements = 0};

double seconds(const auto& work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// One cell: how long a person waits.
void one_cell(benchmark::State& state, const Case& c, double to) {
  const ThreadLimit one(1);
  const CellTask t = task(c, {0, to, 0.01, false});
  double spent = 0;
  for (auto _ : state) {
    spent += seconds([&] { benchmark::DoNotOptimize(solve_cells({&t, 1}, as_given)); });
  }
  const double plain = seconds([&] {
    for (int k = 0; k < 10; ++k) {
      benchmark::DoNotOptimize(solve_cell(t.design, t.mesh, t.generation, t.request));
    }
  });
  state.counters["nodes"] = static_cast<double>(t.mesh.x.size());
  state.counters["ratio"] = plain / 10 / (spent / static_cast<double>(state.iterations()));
}
void bm1(benchmark::State& state) { one_cell(state, testing_cells::bm1(state.range(0)), 0.80); }
BENCHMARK(bm1)->Arg(1)->Arg(2)->Arg(4)->Unit(benchmark::kMillisecond);
void bm2(benchmark::State& state) { one_cell(state, testing_cells::bm2(state.range(0)), 0.75); }
BENCHMARK(bm2)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// Many cells at once: what a table or a sweep pays for each.
void ensemble(benchmark::State& state) {
  const ThreadLimit one(1);
  const Stream stream(7, "device.bench.ensemble");
  std::vector<CellTask> tasks;
  for (std::uint64_t k = 0; k < 64; ++k) {
    const Case c = testing_cells::make_case(
        testing_cells::draw_cell([&](unsigned draw) { return stream.uniform(k, draw); }),
        state.range(0));
    tasks.push_back(task(c, {0, 1.4, 0.02, true}));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(solve_cells(tasks, as_given));
  }
  state.counters["curves"] = benchmark::Counter(64.0 * static_cast<double>(state.iterations()),
                                                benchmark::Counter::kIsRate);
}
BENCHMARK(ensemble)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond);

// A Newton step alone: time per node and lane, one lane and a register full.
void step(benchmark::State& state) {
  const Case c = testing_cells::bm1(2);
  const Mesh mesh = make_mesh(c.design);
  const FlatCell flat =
      make_flat_cell(c.design, mesh, testing_cells::beer(mesh, c.lit_from, c.flux, c.absorption));
  const std::size_t lanes = state.range(0) == 1 ? 1 : lane_width();
  LaneBlock block(flat.shape, flat.numbers.size(), lanes);
  block.load_all(flat);
  const std::vector<double> start = neutral_start(c.design, mesh);
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    block.set_state(lane, start);
    block.light[lane] = 1e-8;
  }
  for (auto _ : state) {
    newton_step(block);
  }
  state.counters["lanes"] = static_cast<double>(lanes);
  state.counters["per_node_and_lane"] = benchmark::Counter(
      static_cast<double>(state.iterations()) * static_cast<double>(lanes * flat.nodes()),
      benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(step)->Arg(1)->Arg(0);

}  // namespace
}  // namespace heliofab::device
