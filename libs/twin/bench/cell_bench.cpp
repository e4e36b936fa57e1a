// SPDX-License-Identifier: Apache-2.0
// Cells by their layers, from values to the certified curve, and what is found out beyond it. All
// in one thread; curves of one cell at a time.
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "../test/cell_file.hpp"
#include "heliofab/twin/cell_analysis.hpp"

namespace heliofab::twin {
namespace {

// Charged states spread over energy in every film, waves in every film.
const std::vector<std::string> gaussian_levels{
    "layers.izno.levels.trap={kind: donor, shape: gaussian, spread: 0.1 eV, density: 1e17 1/cm3, "
    "sigma_n: 1e-12 cm2, sigma_p: 1e-15 cm2, tau_n: 0 ns, tau_p: 0 ns}",
    "layers.cds.levels.trap={kind: acceptor, shape: gaussian, spread: 0.1 eV, density: 1e17 1/cm3, "
    "sigma_n: 1e-17 cm2, sigma_p: 1e-13 cm2, tau_n: 0 ns, tau_p: 0 ns}",
    "layers.cigs.levels.trap={kind: donor, shape: gaussian, spread: 0.1 eV, density: 1e14 1/cm3, "
    "sigma_n: 5e-13 cm2, sigma_p: 1e-15 cm2, tau_n: 0 ns, tau_p: 0 ns}"};

void curve(benchmark::State& state, const std::string& name,
           const std::vector<std::string>& overrides) {
  const cell_file::CellFile cell = cell_file::named(name, overrides);
  device::CertifiedCurve solved;
  for (auto _ : state) {
    const device::CellTask task = cell_task(cell.plan, cell.data);
    solved = device::solve_cells({&task, 1}).front();
  }
  state.counters["certified"] = solved.is_certified() ? 1 : 0;
  state.counters["nodes"] = static_cast<double>(solved.nodes);
  state.counters["points"] = static_cast<double>(solved.points.size());
  state.counters["mesh_error"] = solved.mesh_error.pmax / solved.pmax();
}
BENCHMARK_CAPTURE(curve, bm1, "bm1", {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(curve, bm2, "bm2", {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(curve, cigs_gaussian, "cigs", {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(curve, fab2, "fab2", {})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(curve, fab2_gaussian, "fab2", gaussian_levels)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(curve, perovskite, "perovskite", {})->Unit(benchmark::kMillisecond);

// Light alone.
void generation(benchmark::State& state) {
  const cell_file::CellFile cell = cell_file::named("fab2");
  const device::CellTask task = cell_task(cell.plan, cell.data);
  const std::vector<double> edges = device::volume_edges(task.mesh);
  for (auto _ : state) {
    benchmark::DoNotOptimize(cell_generation(cell.plan, cell.data, edges));
  }
}
BENCHMARK(generation)->Unit(benchmark::kMillisecond);

// The curve and derivatives of all figures by every input of the file.
void slopes_by_every_input(benchmark::State& state, const std::string& name) {
  const cell_file::CellFile cell = cell_file::named(name);
  std::size_t inputs = 0;
  for (auto _ : state) {
    inputs = analyse_cell(cell.plan, cell.data, {.slopes = true}).slopes.size();
  }
  state.counters["inputs"] = static_cast<double>(inputs);
}
BENCHMARK_CAPTURE(slopes_by_every_input, bm1, "bm1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(slopes_by_every_input, fab2, "fab2")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::twin
