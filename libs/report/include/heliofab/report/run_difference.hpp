// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

/// A run and its summary.
struct SummarizedRun {
  std::string name;  // as it was asked for
  twin::RunRecord record;
  twin::Summary summary;
};

/// The run of a store, under a name. @throws StorageError
SummarizedRun read_summarized(std::string name, const std::filesystem::path& store);

/// An input whose value differs; empty where a run has none.
struct InputDifference {
  std::string path;
  std::string a;
  std::string b;
  std::string grade;  // of b, or of a where b has none

  friend bool operator==(const InputDifference&, const InputDifference&) = default;
};

/// A figure of both runs. One that every roll has, with what chance may do to it.
struct FigureDifference {
  std::string name;
  std::string unit;  // empty for a fraction
  double a = 0;      // mean over rolls, or of the run
  double b = 0;
  double difference = 0;   // b - a
  double half_width = 0;   // of its 95 % confidence interval; NaN where it is one number a run
  double probability = 1;  // that chance alone does so much, of one figure looked at alone
  bool is_beyond_chance = false;  // among all figures looked at (Holm, 5 %)
  std::int64_t rolls_a = 0;
  std::int64_t rolls_b = 0;

  friend bool operator==(const FigureDifference&, const FigureDifference&) = default;
};

/// How far two runs of fabs differ, and how much of it chance explains.
///
/// Rolls are the units: modules of one roll share its film and its stops, so that ten thousand
/// modules of twenty rolls are twenty figures. With one seed a roll of the same number has the same
/// random draws in both runs, and differences are taken roll by roll (Student); otherwise the means
/// of two samples are compared [welch1947]. As many figures are looked at, what counts as beyond
/// chance is judged for all of them together, at 5 % [holm1979].
struct RunDifference {
  std::vector<InputDifference> inputs;
  std::vector<FigureDifference> figures;  // of rolls
  std::vector<FigureDifference> scrap;    // of rolls: share of the web by station and cause
  std::vector<FigureDifference> totals;   // one number a run: no interval
  std::vector<FigureDifference> oee;      // by station: one number a run
  bool is_paired = false;                 // by the number of the roll

  friend bool operator==(const RunDifference&, const RunDifference&) = default;
};

/// @throws InputError E8105 when one of the two is a line alone
RunDifference compare_runs(const SummarizedRun& a, const SummarizedRun& b);

/// In words what differs beyond chance, then the tables. Each line ends with '\n'.
std::string run_difference_text(const SummarizedRun& a, const SummarizedRun& b,
                                const RunDifference& difference, const TextStyle& style = {});
io::Json run_difference_json(const SummarizedRun& a, const SummarizedRun& b,
                             const RunDifference& difference);

}  // namespace heliofab::report
