// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

#include <benchmark/benchmark.h>
#include <stdlib.h>

#include "heliofab/store/run_store.hpp"
#include "heliofab/twin/record_columns.hpp"

namespace heliofab::store {
namespace {

// A month of the size of FAB 2 at nameplate: about 20,000 modules, made and flashed.
constexpr std::int64_t modules_a_month = 20'000;

// No number with few digits: those would take less room than real ones.
template <class Row>
void fill_doubles(Row& row, double value) {
  twin::for_each_column<Row>([&](std::string_view, auto member) {
    if constexpr (std::is_same_v<decltype(member), double Row::*>) {
      row.*member = value;
    }
  });
}

twin::RunRecord month(std::int64_t number) {
  twin::RunRecord batch;
  const twin::RollId roll{number + 1};
  batch.rolls.push_back({.roll = roll});
  for (std::int64_t i = 1; i <= modules_a_month; ++i) {
    const twin::Serial serial{number * modules_a_month + i};
    const SimTime time(Duration(1'273'622'400'000'000 + i));
    twin::ModuleRow& made = batch.modules.emplace_back(twin::ModuleRow{.serial = serial,
                                                                       .roll = roll,
                                                                       .product = "building",
                                                                       .segment = "building",
                                                                       .made = time});
    fill_doubles(made, 1 / static_cast<double>(i + 2));
    twin::FlashRow& flash = batch.flashes.emplace_back(
        twin::FlashRow{.serial = serial, .flashed = time, .bin = "9.5-10.5 %", .is_good = true});
    fill_doubles(flash, 1 / static_cast<double>(i + 2));
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
