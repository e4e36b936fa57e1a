// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/twin/field_rows.hpp"
#include "heliofab/twin/film_masses.hpp"
#include "heliofab/twin/ids.hpp"
#include "heliofab/twin/line_log_rows.hpp"
#include "heliofab/twin/sensitivity_row.hpp"

namespace heliofab::twin {

// What a run leaves behind: rows of plain values. Store, report, server and tour read these and
// nothing else. Names carry the unit where it is not SI, as the columns of the database do. Tables
// and columns by name: record_columns.hpp.

/// SEMI E10 states with their public codes (OPC 40100-1).
enum class ToolState : std::int64_t {
  productive = 1,
  standby = 2,
  engineering = 3,
  scheduled_down = 4,
  unscheduled_down = 5,
  non_scheduled = 6,
};

/// One roll of web, from the unwinder of the first tool to the back end.
struct RollRow {
  RollId roll{};
  SimTime started{};    // mounted on the first tool
  SimTime finished{};   // cut into sheets
  double length_m = 0;  // as mounted
  double width_m = 0;   // coated and used for modules (aperture width)
  double cut_m = 0;     // metres that became sheets
  double scrap_m = 0;   // metres scrapped; cut_m + scrap_m == length_m
  std::int64_t modules = 0;
  double molybdenum_kg = 0;  // laid down on the aperture width; likewise:
  double cigs_kg = 0;
  double cds_kg = 0;
  double izno_kg = 0;
  double azo_kg = 0;

  friend bool operator==(const RollRow&, const RollRow&) = default;
};

/// A roll's pass through one tool.
struct PassRow {
  RollId roll{};
  std::string station;  // "cigs"
  std::string tool;     // "cigs-2"
  SimTime started{};
  SimTime finished{};
  std::int64_t stops = 0;  // times the web stood still in the tool
  double stopped_s = 0;    // [s] in total

  friend bool operator==(const PassRow&, const PassRow&) = default;
};

/// A stretch of web that no module was cut from.
struct ScrapRow {
  RollId roll{};
  double position_m = 0;  // down-web start
  double length_m = 0;
  double area_m2 = 0;   // of aperture width
  std::string station;  // where it arose
  std::string cause;    // "stop", "alarm", "leader", "wrinkle", "remnant", ...
  std::int64_t length_um = 0;
  std::int64_t serial = 0;   // of a module that was scrapped on its way to the flash; 0: web
  double molybdenum_kg = 0;  // that lay on it; likewise:
  double cigs_kg = 0;
  double cds_kg = 0;
  double izno_kg = 0;
  double azo_kg = 0;

  friend bool operator==(const ScrapRow&, const ScrapRow&) = default;
};

/// A module as made: its place on the web, its film (means over the module) and what it truly does
/// under standard test conditions.
struct ModuleRow {
  Serial serial{};
  RollId roll{};
  double position_m = 0;  // down-web start on the roll
  std::int64_t lane = 0;  // across the web, from 0
  std::string product;
  std::string segment;  // the market it was started for
  SimTime made{};       // left the last station before the flash test
  std::int64_t cells = 0;
  double aperture_m2 = 0;
  double thickness_um = 0;  // CIGS
  double cgi = 0;
  double ggi = 0;
  double sodium = 0;  // relative to the recipe's optimum dose
  double cds_nm = 0;
  double tco_ohm_sq = 0;
  double mo_ohm_sq = 0;
  double p2_ohm_cm = 0;
  double shunt_S_m2 = 0;         // dark shunt conductance of the median cell, at 0.5 V
  std::int64_t hard_shunts = 0;  // cells killed by point defects
  double dead_um = 0;            // that scribes take of a stripe, mean; 0 where no tool scribes
  std::int64_t bridged = 0;      // stripes that scribes bridge somewhere
  std::int64_t interrupted = 0;  // stripes whose P2 joins nothing somewhere
  double gel = 0;                // [-] of the encapsulant
  double isc_A = 0;
  double voc_V = 0;
  double fill_factor = 0;
  double pmax_W = 0;
  double aperture_efficiency = 0;  // [-]
  double curve_error = 0;          // [-] bound on the relative Pmax error of shared cell curves
  double solve_error = 0;          // [-] bound on the relative Pmax error of string and faults
  bool solved_in_full = false;     // the string's bound was too large for the fast way
  std::int64_t length_um = 0;      // of web
  double molybdenum_kg = 0;        // on its piece of web, borders included; likewise:
  double cigs_kg = 0;
  double cds_kg = 0;
  double izno_kg = 0;
  double azo_kg = 0;

  friend bool operator==(const ModuleRow&, const ModuleRow&) = default;
};

/// What the flasher reported, and what became of the module.
struct FlashRow {
  Serial serial{};
  SimTime flashed{};
  double irradiance_W_m2 = 0;
  double temperature_K = 0;
  double isc_A = 0;
  double voc_V = 0;
  double imp_A = 0;
  double vmp_V = 0;
  double pmax_W = 0;
  double fill_factor = 0;
  double aperture_efficiency = 0;  // [-]
  double awake = 1;                // [-] of what long light does to it: 0 at rest, 1 all
  double mismatch = 1;             // [-] its current in the lamp's light over that in sunlight
  double shunt_S_m2 = 0;           // of its string in the dark, at 0.5 V in reverse a cell
  std::string bin;                 // "10.5-11.5 %"; empty when rejected
  bool is_good = false;
  std::string cause;  // of rejection; empty when good

  friend bool operator==(const FlashRow&, const FlashRow&) = default;
};

/// What an instrument of the line reported of a roll: the mean of some readings in a row, the point
/// of a control chart.
struct ReadingRow {
  RollId roll{};
  std::string station;    // behind whose tool it was read
  std::string tool;       // "cigs-2"
  std::string gauge;      // "xrf"
  std::string quantity;   // "thickness_um"
  double position_m = 0;  // down-web, of the last reading
  double value = 0;       // in the unit that the quantity names
  double target = 0;      // what the recipe wants
  double sigma = 0;       // that the tool's chart judges it by, about the target; 0: no chart does

  friend bool operator==(const ReadingRow&, const ReadingRow&) = default;
};

/// A control chart found a point it did not expect.
struct AlarmRow {
  RollId roll{};
  std::string station;
  std::string tool;
  std::string quantity;
  double position_m = 0;
  std::string rule;    // "beyond 3 sigma"
  std::string action;  // "none", "adjust", "hold", "stop"

  friend bool operator==(const AlarmRow&, const AlarmRow&) = default;
};

/// One tool in one state from `from` to `to`; the rows of a tool tile the run without gap.
struct StateRow {
  std::string station;
  std::string tool;
  ToolState state = ToolState::standby;
  SimTime from{};
  SimTime to{};
  std::string reason;  // "running", "starved", "blocked", "roll change", "repair", "alarm", ...

  friend bool operator==(const StateRow&, const StateRow&) = default;
};

/// What a tool made in a month, in time at its design rate; with the states the base of SEMI E79.
struct ProductionRow {
  SimTime month{};
  std::string station;
  std::string tool;
  double actual_s = 0;        // [s] design time of the units made
  double effective_s = 0;     // [s] of the good ones among them
  std::int64_t failures = 0;  // breakdowns and stops for alarms
  std::int64_t units = 0;     // rolls or modules

  friend bool operator==(const ProductionRow&, const ProductionRow&) = default;
};

/// Kind of the events that say what was unwise in the plan; their subject is the key.
inline constexpr std::string_view warning_event = "warning";

/// Something that happened.
struct EventRow {
  SimTime time{};
  std::string tool;     // or "plant", "market", "plan"
  std::string kind;     // "breakdown", "repaired", "stopped", "shift added", ...
  std::string subject;  // "roll 17", "module 1234", a key, or empty
  std::string detail;   // of a stop: "alarm: CGI beyond limits"

  friend bool operator==(const EventRow&, const EventRow&) = default;
};

/// One cause of scatter or loss switched on alone, with all others off: the same plan on a sample
/// of modules. A share is of the variance with all causes on; the shares need not sum to 1.
struct VarianceRow {
  std::int64_t order = 0;
  std::string cause;             // "composition drift", "all causes", "no causes", ...
  double variance_share = 0;     // [-]
  double median_efficiency = 0;  // [-] aperture, with this cause alone
  double std_efficiency = 0;     // [-]

  friend bool operator==(const VarianceRow&, const VarianceRow&) = default;
};

/// Money spent in a month on one step of the chain.
struct CostRow {
  SimTime month{};
  std::string step;      // "cigs", "lamination", ..., "plant"
  std::string category;  // "materials", "labour", "depreciation", "power", "maintenance", "fixed"
  double usd = 0;

  friend bool operator==(const CostRow&, const CostRow&) = default;
};

/// A market in a month.
struct DemandRow {
  SimTime month{};
  std::string segment;
  std::string product;
  double demand_W = 0;
  double shipped_W = 0;
  double backlog_W = 0;  // at the end of the month
  double price_usd_per_W = 0;
  double lost_W = 0;   // orders cancelled because late
  double stock_W = 0;  // at the end of the month, of bins that the market takes
  double revenue_usd = 0;

  friend bool operator==(const DemandRow&, const DemandRow&) = default;
};

/// A bin of a market's modules in a month: stock of the month before + made == shipped + stock.
struct SalesRow {
  SimTime month{};
  std::string segment;
  std::string product;
  std::string bin;
  bool is_taken = false;  // by the market; else it stays in stock
  double made_W = 0;      // good modules
  double shipped_W = 0;
  double stock_W = 0;  // at the end of the month
  double price_usd_per_W = 0;
  double revenue_usd = 0;

  friend bool operator==(const SalesRow&, const SalesRow&) = default;
};

/// The plant in a month.
struct MonthRow {
  SimTime month{};
  std::int64_t shifts = 0;  // a day
  double web_started_m = 0;
  std::int64_t modules_made = 0;
  std::int64_t modules_good = 0;
  double power_shipped_W = 0;

  friend bool operator==(const MonthRow&, const MonthRow&) = default;
};

/// The steps of the loss waterfall that the line itself takes, behind those that are calculated:
/// down to the median module as flashed, and to the lower edge of the bin that it is shipped in,
/// whose name follows. A module that is rejected has no bin.
inline constexpr std::string_view flashed_step = "scatter, faults, flash test";
inline constexpr std::string_view shipped_step = "down to its bin, ";

/// One step of the loss waterfall of the median module, in points of aperture efficiency.
struct LossRow {
  std::int64_t order = 0;
  std::string cause;      // "Shockley-Queisser limit", "reflection", ..., "module"
  double efficiency = 0;  // [-] left after this step
  double loss = 0;        // [-] taken by this step; >= 0 for a loss, 0 for the first row

  friend bool operator==(const LossRow&, const LossRow&) = default;
};

/// An input of the run as it was used.
struct InputRow {
  std::string path;       // "fab.process.cigs.thickness"
  std::string value;      // as written, or as the default reads: "2 um"
  std::string grade;      // "A", "B", "C", "D"
  std::string source;     // key in docs/references.bib, or empty
  std::string origin;     // "file", "default" or "option"
  std::string where;      // "fab2-2010.yaml:31" for a file
  std::string fitted_to;  // the target a calibrated constant was fitted to; empty otherwise

  friend bool operator==(const InputRow&, const InputRow&) = default;
};

/// As it was read, of no target.
InputRow input_row(const io::InputValue& input);

/// Web that was begun and not yet flashed when the run ended: a roll in the front end, or a module.
struct InProcessRow {
  RollId roll{};
  Serial serial{};      // 0: the roll itself
  std::string station;  // of a roll, whose tool or buffer it is in
  std::int64_t length_um = 0;
  std::int64_t width_um = 0;
  double molybdenum_kg = 0;  // of a module; of a roll that is not cut 0; likewise:
  double cigs_kg = 0;
  double cds_kg = 0;
  double izno_kg = 0;
  double azo_kg = 0;

  friend bool operator==(const InProcessRow&, const InProcessRow&) = default;
};

/// The charge of a source that was in a tool while a roll ran: of a crucible, which is filled for
/// each roll, of the targets of a sputter tool, of a bath.
struct ChargeRow {
  RollId roll{};
  std::string station;
  std::string tool;
  std::string source;       // "copper-1", "targets", "bath"
  std::int64_t charge = 0;  // of this source of this tool, from 1
  SimTime began{};          // the web moved
  SimTime ended{};          // its end left the zone

  friend bool operator==(const ChargeRow&, const ChargeRow&) = default;
};

/// A film by the recipe.
struct LayerRow {
  std::string layer;
  double thickness_um = 0;
  double density_kg_m3 = 0;

  friend bool operator==(const LayerRow&, const LayerRow&) = default;
};

/// Parts in the line, in whole ticks: of a fab the modules from the cut to the door, a month a row;
/// of a line that runs alone a batch of the measured time, or the warm-up before it. wip_us ==
/// cycle_us - (ages_us of the row before) + ages_us: Little's law.
struct FlowRow {
  std::int64_t batch = 0;  // or month, from 1; 0: the warm-up
  SimTime from{};
  SimTime to{};
  std::int64_t parts = 0;     // that left the line
  std::int64_t cycle_us = 0;  // the time that these were in it, all together
  std::int64_t wip_us = 0;    // number of parts in the line, integrated over time
  std::int64_t in_line = 0;   // at the end
  std::int64_t ages_us = 0;   // of these, all together
  std::int64_t scrapped = 0;  // of the parts that left

  friend bool operator==(const FlowRow&, const FlowRow&) = default;
};

/// Time of a tool of such a line for one reason, over the measured time.
struct ToolTimeRow {
  std::string station;
  std::string tool;
  ToolState state = ToolState::standby;
  std::string reason;
  std::int64_t time_us = 0;

  friend bool operator==(const ToolTimeRow&, const ToolTimeRow&) = default;
};

/// The change that changes nothing: the first of the rows; its station is the bottleneck.
inline constexpr std::string_view line_as_it_is = "as it is";

/// What a change of the line would bring: the line alone, without film and market.
struct WhatIfRow {
  std::string change;   // "one more tool", "one more shift a day", ...
  std::string station;  // empty: the plant
  double throughput_per_s = 0;
  double gain_per_s = 0;        // over the line as it is
  double half_width_per_s = 0;  // of the 95 % confidence interval of the gain

  friend bool operator==(const WhatIfRow&, const WhatIfRow&) = default;
};

/// Names of the figures that views show beside the modules.
inline constexpr std::string_view median_target = "median aperture efficiency";
inline constexpr std::string_view best_target = "best of the first 1,000";

/// A figure of the real fab beside the twin's own.
struct TargetRow {
  std::string name;  // median_target
  double expected = 0;
  double tolerance = 0;
  double obtained = 0;
  std::string unit;        // "" for a fraction
  bool is_fitted = false;  // a constant was fitted to it; otherwise it is predicted
  std::string source;

  friend bool operator==(const TargetRow&, const TargetRow&) = default;
};

struct Provenance {
  std::string name;  // of the plan: "FAB 2, 2010"
  std::uint64_t seed = 0;
  SimTime from{};
  SimTime to{};  // planned end
  std::string plan_hash;
  std::string data_hash;
  std::string version;  // "0.1.0 (1a2b3c4d)"
  std::string command;  // that repeats the run; not part of the fingerprint

  friend bool operator==(const Provenance&, const Provenance&) = default;
};

/// All rows of a run, or one batch of them. A run is the concatenation of its batches.
struct RunRecord {
  Provenance provenance;
  std::vector<InputRow> inputs;
  std::vector<RollRow> rolls;
  std::vector<PassRow> passes;
  std::vector<ScrapRow> scrap;
  std::vector<ModuleRow> modules;
  std::vector<FlashRow> flashes;
  std::vector<ReadingRow> readings;
  std::vector<AlarmRow> alarms;
  std::vector<StateRow> states;
  std::vector<ProductionRow> production;
  std::vector<EventRow> events;
  std::vector<CostRow> costs;
  std::vector<DemandRow> demands;
  std::vector<SalesRow> sales;
  std::vector<MonthRow> months;
  std::vector<LossRow> losses;
  std::vector<VarianceRow> variances;
  std::vector<TargetRow> targets;
  std::vector<InProcessRow> in_process;
  std::vector<ChargeRow> charges;
  std::vector<LayerRow> layers;
  std::vector<FlowRow> flows;
  std::vector<ToolTimeRow> tool_times;
  std::vector<WhatIfRow> what_ifs;
  std::vector<SensitivityRow> sensitivities;
  std::vector<YieldRow> yields;
  std::vector<DestinationRow> destinations;
  LineLog log;               // of this batch
  bool is_complete = false;  // false when the run was interrupted

  friend bool operator==(const RunRecord&, const RunRecord&) = default;
};

/// Adds the rows of `batch` behind those of `record`, but for its log.
void append(RunRecord& record, RunRecord batch);

/// Hash of all rows that the run made, each table in the order of its rows' own hashes; without
/// wall time, host, threads, paths, version, the command, whether an input was given or is a
/// default, or what products deliver (is_of_run). The same for any number of threads and any order
/// of batches.
std::string fingerprint(const RunRecord& record);

}  // namespace heliofab::twin
