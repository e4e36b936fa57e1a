// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace heliofab::field {

struct PvlibRun {
  double ms = 0;   // shortest processor time of three runs; 0 when it did not run
  double sum = 0;  // of what it found
};

// Runs tools/validation/pvlib_speed.py on one thread with pvlib of this folder.
inline PvlibRun run_pvlib(const std::string& folder, const std::string& what,
                          std::initializer_list<const std::vector<double>*> columns) {
  const auto rows = std::filesystem::temp_directory_path() /
                    ("heliofab-pvlib-" + std::to_string(std::random_device{}()));
  {
    std::ofstream out(rows, std::ios::binary);
    for (const std::vector<double>* column : columns) {
      out.write(reinterpret_cast<const char*>(column->data()),
                static_cast<std::streamsize>(column->size() * sizeof(double)));
    }
  }
  const std::string command =
      "PYTHONPATH='" + folder +
      "' OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 '" HELIOFAB_SOURCE_DIR
      "/tools/validation/pvlib_speed.py' " +
      what + " '" + rows.string() + "'";
  PvlibRun run;
  std::FILE* answer = popen(command.c_str(), "r");
  const bool is_read = std::fscanf(answer, "%lf %lf", &run.ms, &run.sum) == 2;
  const bool is_well = pclose(answer) == 0;
  std::filesystem::remove(rows);
  return is_read && is_well ? run : PvlibRun{};
}

// When HELIOFAB_PVLIB names the folder that pvlib is imported from, it does the same rows.
// Counters: `pvlib_ms`; `ratio_pvlib`, that over ours; `off_pvlib`, our sum over pvlib's less 1.
inline void compare_with_pvlib(benchmark::State& state, const std::string& what,
                               std::initializer_list<const std::vector<double>*> columns,
                               double our_sum) {
  const char* folder = std::getenv("HELIOFAB_PVLIB");  // NOLINT(concurrency-mt-unsafe): one thread
  if (folder == nullptr) {
    return;
  }
  static std::map<std::string, PvlibRun> runs;  // a benchmark is called until it lasts long enough
  if (!runs.contains(what)) {
    runs[what] = run_pvlib(folder, what, columns);
  }
  const PvlibRun& run = runs[what];
  if (run.ms <= 0) {
    state.SkipWithError("pvlib did not run");
    return;
  }
  state.counters["pvlib_ms"] = run.ms;
  state.counters["ratio_pvlib"] = run.ms / state.counters["best_ms"].value;
  state.counters["off_pvlib"] = our_sum / run.sum - 1;
}

}  // namespace heliofab::field
