// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include "heliofab/store/run_store.hpp"

namespace heliofab::store {
namespace {

// A month of the size of FAB 2 at nameplate: about 20,000 modules, made and flashed.
constexpr std::int64_t modules_a_month = 20'000;

twin::RunRecord month(std::int64_t number) {
  twin::RunRecord batch;
  const twin::RollId roll{number + 1};
  batch.rolls.push_back({.roll = roll, .length_m = 300, .width_m = 0.27});
  for (std::int64_t i = 1; i <= modules_a_month; ++i) {
    const twin::Serial serial{number * modules_a_month + i};
    const double spread = 1e-6 * static_cast<double>(i);
    batch.modules.push_back({.serial = serial,
                             .roll = roll,
                             .product = "building",
                             .segment = "building",
                             .cells = 54,
                             .aperture_m2 = 1.35,
                             .thickness_um = 2.1 + spread,
                             .cgi = 0.86 + spread,
                             .ggi = 0.31 + spread,
                             .isc_A = 7.01 + spread,
                             .voc_V = 31.5 + spread,
                             .fill_factor = 0.643 + spread,
                             .pmax_W = 142 + spread,
                             .aperture_efficiency = 0.105 + spread});
    batch.flashes.push_back({.serial = serial,
                             .irradiance_W_m2 = 1000 + spread,
                             .temperature_K = 298.15 + spread,
                             .pmax_W = 141.3 + spread,
                             .bin = "9.5-10.5 %",
                             .is_good = true});
  }
  return batch;
}

std::filesystem::path scratch_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "heliofab-bench-XXXXXX").string();
  return mkdtemp(name.data());
}

void write_months(benchmark::State& state) {
  const twin::RunRecord first = month(0);
  const twin::RunRecord second = month(1);
  const auto folder = scratch_folder();
  for (auto _ : state) {
    {
      RunStore store = RunStore::create(folder / "run.sqlite", {});
      store.add(first);
      store.add(second);
    }
    state.PauseTiming();
    state.counters["bytes_per_module"] =
        static_cast<double>(std::filesystem::file_size(folder / "run.sqlite")) /
        static_cast<double>(2 * modules_a_month);
    std::filesystem::remove(folder / "run.sqlite");
    state.ResumeTiming();
  }
  std::filesystem::remove_all(folder);
  state.SetItemsProcessed(state.iterations() * 4 * modules_a_month);
}
BENCHMARK(write_months)->Unit(benchmark::kMillisecond);

void read_months(benchmark::State& state) {
  const auto folder = scratch_folder();
  {
    RunStore store = RunStore::create(folder / "run.sqlite", {});
    store.add(month(0));
    store.add(month(1));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(read_run(folder / "run.sqlite"));
  }
  std::filesystem::remove_all(folder);
  state.SetItemsProcessed(state.iterations() * 4 * modules_a_month);
}
BENCHMARK(read_months)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::store
