// SPDX-License-Identifier: Apache-2.0
// What a run is made of: J-V curves solved and shared, modules.
#include <benchmark/benchmark.h>

#include "heliofab/core/parallel.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {
namespace {

struct Fab {
  FabPlan plan =
      read_plan(io::read_document(HELIOFAB_SOURCE_DIR "/data/fabs/fab2-2010.yaml")).value;
  ReferenceData data = read_reference_data(HELIOFAB_SOURCE_DIR "/data");
  CellModel model{plan.process.recipe, plan.process.physics, plan.process.cover, data};
  CoatedRoll roll = coat_roll(plan.process, 1, 1, 300);
  std::vector<process::CellParameters> films = [this] {
    std::vector<process::CellParameters> all;
    for (std::int64_t r = 0; r < 300; ++r) {
      for (const process::Film& film : coat_roll(plan.process, 1, r, 0.25).map.films) {
        all.push_back(cell_parameters(plan.process, film));
      }
    }
    return all;
  }();
  FilmCurves curves{model, films, nullptr};
};

const Fab& fab() {
  static const Fab built;
  return built;
}

// A full J-V of 75 points, optics included.
void curve_solved(benchmark::State& state) {
  const Fab& known = fab();  // built outside the time
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        known.model.solve(known.films[i++ % known.films.size()], CellModel::full_sweep()));
  }
  state.counters["curves/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(curve_solved)->Unit(benchmark::kMillisecond);

// The same from the table; `error` is its worst relative error of Pmax on solves held out.
void curve_shared(benchmark::State& state) {
  const Fab& known = fab();
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(known.curves.at(known.films[i++ % known.films.size()]));
  }
  state.counters["curves/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["error"] = fab().curves.error().worst;
}
BENCHMARK(curve_shared)->Unit(benchmark::kMicrosecond);

// Modules of one product, all cores.
void modules_made(benchmark::State& state, std::size_t product_index) {
  const Product& product = fab().plan.products[product_index];
  const ModuleMaker maker(fab().plan.process, fab().curves);
  constexpr std::size_t count = 40;
  for (auto _ : state) {
    parallel_for(count, [&](std::size_t i) {
      benchmark::DoNotOptimize(
          maker.make(product, fab().roll, {6 * static_cast<double>(i), product.length}));
    });
  }
  state.counters["modules/s"] =
      benchmark::Counter(static_cast<double>(state.iterations() * static_cast<std::int64_t>(count)),
                         benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(modules_made, building, 0)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(modules_made, portable, 2)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace heliofab::twin
