// SPDX-License-Identifier: Apache-2.0
// What the server answers of a whole run, as far as the page reads it. Null: not defined.
import type { AlarmRow, ChargeRow, EventRow, FlashRow, LossRow, ModuleRow, PassRow, ReadingRow, RollRow, ScrapRow, VisitRow } from "./record/rows";

type Figure = number | null;

/** A figure, or NaN where it is not defined: texts show a dash then. */
export function figureOf(value: Figure | undefined): number {
  return value ?? Number.NaN;
}

export interface StationSummary {
  station: string;
  oee: Figure;
  availability: Figure;
  operational: Figure;
  rate: Figure;
  quality: Figure;
  busy_share: Figure;
  blocked: number;
  starved: number;
  unscheduled_down: number;
  units: number;
  failures: number;
}

export interface Target {
  name: string;
  expected: number;
  tolerance: number;
  obtained: number;
  unit: string;
  is_fitted: boolean;
  is_met: boolean;
  source: string;
}

/** summary.json; docs/formats/summary.md says what each key means. */
export interface Summary {
  modules_made: number;
  modules_good: number;
  line_yield: Figure;
  aperture_efficiency: { median: Figure; std: Figure; p10: Figure; p90: Figure; best: Figure };
  power_shipped_W: number;
  power_good_W: number;
  cost_usd_per_W: Figure;
  cost_usd: number;
  oee_e79: Figure;
  bottleneck: string | null;
  demand_W: number;
  backlog_W: number;
  lost_W: number;
  revenue_usd: number;
  bins: { bin: string; modules: number; power_W: number }[];
  yield_losses: { station: string; cause: string; modules: number; area_m2: number; share: number }[];
  stations: StationSummary[];
  flow: { wip_mean: number; cycle_time_mean_s: number };
  web: { in_m: number; good_m: number; scrap_m: number; in_m2: number; good_m2: number; scrap_m2: number };
  /** None of a line alone. */
  efficiency_losses?: { cause: string; efficiency: number; loss: number }[];
  scatter_causes: { cause: string; variance_share: number; median_efficiency: number; std_efficiency: number }[];
  targets: Target[];
  half_widths: { line_yield: Figure; aperture_efficiency_median: Figure };
  provenance: { version: string };
}

/** A row as a trace has it: without its number, moments as "2010-05-20 12:00:00". */
type Told<Row, Moments extends keyof Row = never> = Omit<Row, "rowid" | Moments> & Record<Moments, string>;

/** All of a module, as `heliofab trace --json` tells it. */
export interface Trace {
  serial: number;
  position_m: number;
  flash: (Omit<Told<FlashRow, "flashed">, "is_good"> & { is_good: boolean }) | null;
  module: Told<ModuleRow, "made"> | null;
  scrap: Told<ScrapRow> | null;
  roll: Told<RollRow, "started" | "finished"> | null;
  comparison: { name: string; value: number; median: number; p10: number; p90: number }[];
  median_module_losses: Told<LossRow>[];
  passes: Told<PassRow, "started" | "finished">[];
  visits: Told<VisitRow, "began" | "done" | "gone">[];
  charges: Told<ChargeRow, "began" | "ended">[];
  readings: Told<ReadingRow>[];
  alarms: Told<AlarmRow>[];
  events: Told<EventRow, "time">[];
  neighbours: { module: Told<ModuleRow, "made"> }[];
}

export interface DifferenceRow {
  name: string;
  unit: string;
  a: number;
  b: number;
  difference: number;
  half_width: Figure;
  probability: Figure;
  is_beyond_chance: boolean;
  rolls_a: number;
  rolls_b: number;
}

/** What two runs differ in, as `heliofab diff --json` tells it. */
export interface Difference {
  unit_of_chance: string;
  is_paired: boolean;
  a: { fingerprint: string };
  b: { fingerprint: string };
  figures: DifferenceRow[];
  scrap: DifferenceRow[];
}

/** Columns of ramp.json that are shown, each with the unit in its name. */
export type RampColumn = "demand_kW" | "shipped_kW" | "efficiency_percent" | "line_yield_percent" | "cost_per_W_usd";

/** Replications of a ramp, as `heliofab ramp PLAN --out ramp.json` writes them. */
export interface Ramp {
  /** Of the plan. */
  name: string;
  samples: number;
  is_complete: boolean;
  /** Month as "2010-05-12"; of the replications 10 %, median and 90 %. */
  months: ({ month: string } & Record<RampColumn, [Figure, Figure, Figure]>)[];
  paths: { problem: string | null }[];
}
