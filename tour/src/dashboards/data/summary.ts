// SPDX-License-Identifier: Apache-2.0
// What the dashboards read of summary.json; docs/formats/summary.md says what each key means. Null: not defined.

type Figure = number | null;

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
  e10: { mtbf_productive_s: Figure; mttr_s: Figure; total_uptime: Figure };
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

export interface Summary {
  modules_made: number;
  modules_good: number;
  line_yield: Figure;
  is_complete: boolean;
  aperture_efficiency: { mean: Figure; median: Figure; std: Figure; p10: Figure; p90: Figure; best: Figure };
  power_shipped_W: number;
  power_good_W: number;
  cost_usd_per_W: Figure;
  cost_usd: number;
  oee_e79: Figure;
  bottleneck: string | null;
  web_finished_m2: number;
  rolls_finished: number;
  demand_W: number;
  backlog_W: number;
  lost_W: number;
  stock_W: number;
  revenue_usd: number;
  bins: { bin: string; modules: number; power_W: number }[];
  yield_losses: { station: string; cause: string; modules: number; area_m2: number; share: number }[];
  stations: StationSummary[];
  flow: {
    throughput_per_s: number;
    throughput_half_width_per_s: number;
    wip_mean: number;
    wip_mean_half_width: number;
    cycle_time_mean_s: number;
    in_line: number;
  };
  web: {
    in_m: number;
    good_m: number;
    scrap_m: number;
    in_process_m: number;
    in_m2: number;
    good_m2: number;
    scrap_m2: number;
    in_process_m2: number;
  };
  costs_by_step: { step: string; usd: number; usd_per_W: Figure }[];
  costs_by_category: { category: string; usd: number; usd_per_W: Figure }[];
  efficiency_losses: { cause: string; efficiency: number; loss: number }[];
  scatter_causes: { cause: string; variance_share: number; median_efficiency: number; std_efficiency: number }[];
  targets: Target[];
  half_widths: { batches: number; line_yield: Figure; aperture_efficiency_median: Figure };
}

/** A figure, or NaN where it is not defined: texts show a dash then. */
export function figureOf(value: Figure | undefined): number {
  return value ?? Number.NaN;
}
