// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/key_figures.hpp"
#include "heliofab/twin/record.hpp"

namespace heliofab::twin {

/// A sample in six numbers; all 0 for an empty one. Quantiles are linear between order statistics.
struct Distribution {
  double mean = 0;
  double median = 0;
  double std = 0;  // of the sample, n - 1
  double p10 = 0;
  double p90 = 0;
  double best = 0;  // of the first 1,000

  friend bool operator==(const Distribution&, const Distribution&) = default;
};

struct BinCount {
  std::string bin;
  std::int64_t modules = 0;
  double power_W = 0;

  friend bool operator==(const BinCount&, const BinCount&) = default;
};

/// Where the aperture area of finished web went. The shares of all rows and `line_yield` sum to 1.
struct AreaLoss {
  std::string station;
  std::string cause;         // of web scrap or of a rejected module
  std::int64_t modules = 0;  // rejected; 0 for web scrap
  double area_m2 = 0;
  double share = 0;  // [-] of the aperture area of finished web

  friend bool operator==(const AreaLoss&, const AreaLoss&) = default;
};

/// SEMI E79 of one station, all its tools together, and beside it what E10 and ISO 22400-2 say.
struct StationOee {
  std::string station;
  double availability = 0;  // [-]
  double operational = 0;   // [-]
  double rate = 0;          // [-]
  double quality = 0;       // [-]
  double oee = 0;           // [-] their product
  double busy_share = 0;    // [-] 1 - standby / operations time
  double blocked = 0;       // [-] of all time: finished work has no place to go
  double starved = 0;       // [-] of all time: nothing to work on
  double down = 0;          // [-] of all time: unscheduled
  std::int64_t units = 0;   // rolls or modules
  std::int64_t failures = 0;
  plant::EquipmentRatios e10;
  plant::Iso22400 iso;

  friend bool operator==(const StationOee&, const StationOee&) = default;
};

/// Parts of a line that ran alone, over the measured time, or modules of a fab from the cut to the
/// door. Intervals are of 95 %, by batch means; those of a fab's months mean little.
struct FlowFigures {
  std::int64_t parts = 0;  // that left
  plant::MeanEstimate throughput_per_s;
  plant::MeanEstimate wip;           // [-] mean number in the line
  plant::MeanEstimate cycle_time_s;  // mean, of parts that left
  std::int64_t in_line = 0;          // at the end
  double duration_s = 0;
  double warm_up_s = 0;
  bool holds_littles_law = false;  // in every batch, to the tick

  friend bool operator==(const FlowFigures&, const FlowFigures&) = default;
};

/// A share of the web: in whole micrometres and square micrometres of aperture width, and what its
/// films weigh.
struct WebShare {
  std::int64_t length_um = 0;
  std::int64_t area_um2 = 0;
  FilmMasses kg{};  // of rolls that have been cut

  WebShare& operator+=(const WebShare& more);
  /// The same with a share of its films [-].
  WebShare weighing(double share) const;
  friend bool operator==(const WebShare&, const WebShare&) = default;
};

enum class Fate : std::uint8_t { good, scrap, in_process };

/// A row of the books: what became of web, where and why.
struct WebBook {
  Fate fate = Fate::good;
  std::string station;
  std::string cause;  // of scrap
  WebShare web;

  friend bool operator==(const WebBook&, const WebBook&) = default;
};

/// Where the web went that was begun: in == good + scrap + in process, exactly in metres as long as
/// `gap_um` is 0, then in square metres too, and to rounding in kilogrammes. A module's metres are
/// good or scrap as it is.
struct WebBalance {
  WebShare in;  // by the rolls
  WebShare good;
  WebShare scrap;  // web, rejected modules and what lies beside stripes
  WebShare in_process;
  std::int64_t gap_um = 0;     // what is missing, over all rolls, each taken as positive
  double kg_per_m = 0;         // of all films, by the recipe
  std::vector<WebBook> books;  // by fate, station and cause

  friend bool operator==(const WebBalance&, const WebBalance&) = default;
};

/// The figures of a run. Names of the first block are those of `run --json`; they are stable.
struct Summary {
  std::int64_t modules_made = 0;  // and flashed
  std::int64_t modules_good = 0;
  double line_yield = 0;             // [-] good aperture area / aperture area of finished web
  Distribution aperture_efficiency;  // [-] as flashed, before bin rejection
  double fill_factor_median = 0;     // [-] as flashed
  double voc_per_cell_median_V = 0;  // as flashed
  double power_shipped_W = 0;
  double cost_usd_per_W = 0;  // all costs / flashed power of good modules; 0 without a good one
  double oee_e79 = 0;         // [-] of the bottleneck
  std::string bottleneck;     // station that stands by the least share of its operations time
  std::string fingerprint;

  std::int64_t rolls_finished = 0;
  double web_finished_m2 = 0;  // aperture area of rolls whose modules are all flashed
  double power_good_W = 0;     // flashed power of good modules
  double cost_usd = 0;
  double backlog_W = 0;  // at the end
  double lost_W = 0;     // orders cancelled because late
  double stock_W = 0;    // at the end, of bins that markets take
  double revenue_usd = 0;
  std::vector<BinCount> bins;
  std::vector<AreaLoss> area_losses;  // largest first
  std::vector<StationOee> stations;   // in the order of the record
  FlowFigures flow;
  WebBalance web;
  bool is_line = false;  // that ran alone
  bool is_complete = false;

  friend bool operator==(const Summary&, const Summary&) = default;
};

/// O(rows). Works on a record that was interrupted: counts what is there.
Summary summarize(const RunRecord& record);

/// Of a sample in the order in which it arose.
Distribution distribution_of(const std::vector<double>& sample);

/// Rolls whose fate is sealed: all modules cut from them are flashed or scrapped.
std::set<RollId> sealed_rolls(const RunRecord& record);

}  // namespace heliofab::twin
