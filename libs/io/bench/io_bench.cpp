// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <sstream>
#include <string>

#include <benchmark/benchmark.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/parser.h>

#include "../test/sample_plan.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/io/write.hpp"

// A dense plan of about 1 MB: no comments, every value with unit and grade. Counters: bytes per
// second, and the time over that of yaml-cpp passing through the same text in the same run.
namespace heliofab::io {
namespace {

std::string dense_plan() {
  std::string text = "heliofab: 1\nfab:\n  products:\n";
  for (int i = 0; i < 9'000; ++i) {
    text += "    p" + std::to_string(i) + ":\n      stripes: across\n      length: 1." +
            std::to_string(i) + " m [C x2020]\n";
  }
  text += "  layers:\n";
  for (int i = 0; i < 9'000; ++i) {
    text += "    - thickness: " + std::to_string(1 + i) + " nm [D fitted]\n      material: CIGS\n";
  }
  return text;
}

struct Nothing final : YAML::EventHandler {
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override { ++n_values; }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {
    ++n_values;
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  std::size_t n_values = 0;
};

std::size_t pass_through(const std::string& text) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  Nothing events;
  while (parser.HandleNextDocument(events)) {
  }
  return events.n_values;
}

template <class Function>
double seconds_of(Function function) {
  const auto begin = std::chrono::steady_clock::now();
  benchmark::DoNotOptimize(function());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void read_plan(benchmark::State& state) {
  const std::string text = dense_plan();
  double bare = 0;
  double all = 0;
  for (auto _ : state) {
    const double seconds =
        seconds_of([&] { return read<sample::Plan>(parse_document(text, "f.yaml"), "fab"); });
    bare += seconds_of([&] { return pass_through(text); });
    all += seconds;
    state.SetIterationTime(seconds);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.counters["times_bare_parse"] = all / bare;
}
BENCHMARK(read_plan)->UseManualTime()->Unit(benchmark::kMillisecond);

void write_plan(benchmark::State& state) {
  const auto plan = read<sample::Plan>(parse_document(dense_plan(), "f.yaml"), "fab");
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes += write_yaml("fab", plan.value, plan.inputs).size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(write_plan)->Unit(benchmark::kMillisecond);

void read_table(benchmark::State& state) {
  std::ostringstream out;
  CsvWriter csv(out);
  csv.cell("wavelength_nm").cell("n").cell("k").end_row();
  for (int i = 0; i < 50'000; ++i) {
    csv.cell(300 + 0.01 * i).cell(1.5 + 1e-5 * i).cell(1e-3 / (1 + i)).end_row();
  }
  const std::string text = out.str();
  constexpr std::array wanted{CsvColumn{"wavelength", unit::nm}, CsvColumn{"n"}, CsvColumn{"k"}};
  for (auto _ : state) {
    benchmark::DoNotOptimize(parse_csv(text, "t.csv", wanted));
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(read_table)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::io
