// SPDX-License-Identifier: Apache-2.0
// A ramp by month: bands of many replications beside what the run itself did, by the same definitions. Pure.
import type { Ramp, RampColumn } from "../../answers";
import { monthOf, monthText, parseIso, quantity } from "../../format";
import type { DemandRow, RollRow } from "../../record/rows";
import { quantile } from "./histogram";

export type RampFigure = "demand_W" | "shipped_W" | "efficiency" | "line_yield" | "cost_usd_per_W";

const columns: Record<RampFigure, [column: RampColumn, unit: number]> = {
  demand_W: ["demand_kW", 1e3],
  shipped_W: ["shipped_kW", 1e3],
  efficiency: ["efficiency_percent", 0.01],
  line_yield: ["line_yield_percent", 0.01],
  cost_usd_per_W: ["cost_per_W_usd", 1],
};

export const rampFigures = Object.keys(columns) as RampFigure[];

/** Of the replications 10 %, median and 90 %. */
export interface Band {
  low: number;
  median: number;
  high: number;
}

export interface RampMonth {
  /** As `monthOf` has it. */
  month: number;
  bands: Partial<Record<RampFigure, Band>>;
  /** Of the run. */
  own: Partial<Record<RampFigure, number>>;
}

/** The months of the file and of the run, in order; figures only where there are any. */
export function rampMonths({ months }: Ramp, own: ReadonlyMap<number, RampMonth["own"]>): RampMonth[] {
  const all = new Map([...own].map(([month, figures]): [number, RampMonth] => [month, { month, bands: {}, own: figures }]));
  for (const row of months) {
    const month = monthOf(parseIso(`${row.month}T00:00:00`) ?? Number.NaN);
    const bands: RampMonth["bands"] = {};
    for (const figure of rampFigures) {
      const [column, unit] = columns[figure];
      const [low, median, high] = row[column];
      if (low !== null && median !== null && high !== null) bands[figure] = { low: low * unit, median: median * unit, high: high * unit };
    }
    all.set(month, { month, bands, own: own.get(month) ?? {} });
  }
  return [...all.values()].sort((a, b) => a.month - b.month);
}

type Rows = readonly (readonly (string | number)[])[];

/** What the record has of the run's months. Days are microseconds at which they begin. */
export interface OwnTables {
  demands: readonly DemandRow[];
  /** [month, usd] */ costs: Rows;
  /** [day, m2, W] of good modules. */ good: Rows;
  /** [day, roll, flashed modules] */ flashed: Rows;
  /** [day, lower edge, m2] of flashed modules. */ efficiencies: Rows;
  /** Of the buckets of efficiency. */ width: number;
  rolls: readonly RollRow[];
}

/** Figures of the run's own months, defined as `heliofab ramp` defines them. */
export function ownMonths(tables: OwnTables): Map<number, RampMonth["own"]> {
  const { demands, costs, good, flashed, rolls } = tables;
  const web = new Map(rolls.map(({ roll, length_m, width_m, modules }) => [roll, (length_m * width_m) / modules])); // [m2] a module
  const usd = sums(costs, ([, value]) => Number(value));
  const goodW = sums(good, ([, , watts]) => Number(watts));
  const goodM2 = sums(good, ([, area]) => Number(area));
  const webM2 = sums(flashed, ([, roll, modules]) => Number(modules) * (web.get(Number(roll)) ?? Number.NaN));
  const ofMarkets = demands.map(({ month, demand_W, shipped_W }) => [month, demand_W, shipped_W]);
  const figures: Record<RampFigure, Map<number, number>> = {
    demand_W: sums(ofMarkets, ([, demand]) => demand),
    shipped_W: sums(ofMarkets, ([, , shipped]) => shipped),
    efficiency: medians(tables.efficiencies, tables.width),
    line_yield: ratios(goodM2, webM2),
    cost_usd_per_W: ratios(usd, goodW),
  };
  const months = new Map<number, RampMonth["own"]>();
  for (const figure of rampFigures)
    for (const [month, value] of figures[figure]) if (Number.isFinite(value)) months.set(month, { ...months.get(month), [figure]: value });
  return months;
}

/** By month of rows that begin with a moment. */
function sums<Row extends readonly (string | number)[]>(rows: readonly Row[], value: (row: Row) => number): Map<number, number> {
  const months = new Map<number, number>();
  for (const row of rows) {
    const month = monthOf(Number(row[0]));
    months.set(month, (months.get(month) ?? 0) + value(row));
  }
  return months;
}

function ratios(over: Map<number, number>, under: Map<number, number>): Map<number, number> {
  return new Map([...under].map(([month, value]) => [month, (over.get(month) ?? 0) / value]));
}

/** Medians by area of rows [day, lower edge, m2]. */
function medians(rows: Rows, width: number): Map<number, number> {
  const months = new Map<number, Map<number, number>>();
  for (const [day, edge, area] of rows) {
    const month = monthOf(Number(day));
    const areas = months.get(month) ?? new Map<number, number>();
    const step = Math.round(Number(edge) / width);
    areas.set(step, (areas.get(step) ?? 0) + Number(area));
    months.set(month, areas);
  }
  const medianOf = (areas: Map<number, number>) => {
    const steps = [...areas].sort((a, b) => a[0] - b[0]);
    return quantile(
      steps.map(([step]) => step * width),
      steps.map(([, area]) => area),
      width,
      0.5,
    );
  };
  return new Map([...months].map(([month, areas]) => [month, medianOf(areas)]));
}

/** What the bands say of shipments against orders. */
export function rampFinding(months: readonly RampMonth[]): string {
  const told = months.flatMap(({ month, bands: { demand_W, shipped_W } }) =>
    demand_W && shipped_W ? [{ month, demand_W, shipped_W }] : [],
  );
  if (!told.length) return "No replication of the ramp has an answer";
  const lastMet = told.findLastIndex(({ demand_W, shipped_W }) => shipped_W.high >= demand_W.median);
  const short = told[lastMet + 1];
  const { month, demand_W, shipped_W } = told[told.length - 1];
  const ordered = `${quantity(demand_W.median, "W")} ordered`;
  return short
    ? `From ${monthText(short.month)} on nine of ten replications ship less than the median order: in ${monthText(month)} at most ${quantity(shipped_W.high, "W")} of ${ordered}`
    : `In ${monthText(month)} the median of shipments is ${quantity(shipped_W.median, "W")} of ${ordered}`;
}

/** Of how many replications the bands are, and whether they are of this run's plan. */
export function rampNote({ name, samples, is_complete, paths }: Ramp, run: string): string {
  const failed = paths.filter((path) => path.problem !== null).length;
  return [
    `${samples} replications by ramp.json of the plan ${name}`,
    failed ? `, ${failed} of them without an answer` : "",
    is_complete ? "" : "; it was not finished",
    name === run ? "." : `; the plan of this run has another name, ${run}.`,
    " Bands hold eight of ten replications, lines are their medians, dots the months of this run.",
  ].join("");
}
