// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

namespace heliofab::field {

// Runs pvlib on the same rows, when HELIOFAB_PVLIB names the folder that it is imported from, by
// tools/validation/pvlib_speed.py. Counters: `pvlib_ms`, the shortest processor time of three runs
// on one thread; `ratio_pvlib`, that over ours; `off_pvlib`, our sum over pvlib's less 1.
inline void compare_with_pvlib(benchmark::State& state, const std::string& what,
                               std::initializer_list<const std::vector<double>*> columns,
                               double our_sum) {
  const char* folder = std::getenv("HELIOFAB_PVLIB");  // NOLINT(concurrency-mt-unsafe): one thread
  if (folder == nullptr) {
    return;
  }
  const auto file = std::filesystem::temp_directory_path() /
                    ("heliofab-pvlib-" + std::to_string(std::random_device{}()) + ".bin");
  {
    std::ofstream out(file, std::ios::binary);
    for (const std::vector<double>* column : columns) {
      out.write(reinterpret_cast<const char*>(column->data()),
                static_cast<std::streamsize>(column->size() * sizeof(double)));
    }
  }
  const std::string command =
      "PYTHONPATH='" + std::string(folder) +
      "' OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 '" HELIOFAB_SOURCE_DIR
      "/tools/validation/pvlib_speed.py' " +
      what + " '" + file.string() + "'";
  double ms = 0;
  double sum = 0;
  std::FILE* answer = popen(command.c_str(), "r");  // NOLINT(cert-env33-c): a bench, no input
  const bool is_read = answer != nullptr && std::fscanf(answer, "%lf %lf", &ms, &sum) == 2;
  const bool is_well = answer != nullptr && pclose(answer) == 0;
  std::filesystem::remove(file);
  if (!is_read || !is_well) {
    state.SkipWithError("pvlib did not run");
    return;
  }
  state.counters["pvlib_ms"] = ms;
  state.counters["ratio_pvlib"] = ms / state.counters["best_ms"].value;
  state.counters["off_pvlib"] = our_sum / sum - 1;
}

}  // namespace heliofab::field
