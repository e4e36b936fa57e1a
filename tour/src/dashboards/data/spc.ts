// SPDX-License-Identifier: Apache-2.0
// Control charts: readings of a tool in the order of the metres it coated, limits where the record has them, rule hits. Pure.
import { capital } from "../../format";
import type { AlarmRow, ReadingRow } from "../../record/rows";

export type Reading = Pick<ReadingRow, "rowid" | "roll" | "position_m" | "value" | "target" | "sigma">;
export type Alarm = Pick<AlarmRow, "rowid" | "roll" | "position_m" | "rule" | "action">;

export interface Series {
  x: number[];
  values: number[];
  readings: Reading[];
  rolls: { roll: number; x: number }[];
  end: number;
  target: number;
  sigma: number;
}

/** What readings are judged by; sigma is 0 where the record has no limits. */
export function limitsOf(readings: readonly Reading[]): { target: number; sigma: number } {
  return { target: readings[0]?.target ?? 0, sigma: readings.find(({ sigma = 0 }) => sigma > 0)?.sigma ?? 0 };
}

/** Rolls one behind the other, as long as their last reading or their length; x in metres that the tool has coated. */
export function alongTool(readings: readonly Reading[], lengths: ReadonlyMap<number, number>): Series {
  const order: number[] = [];
  const byRoll = new Map<number, Reading[]>();
  for (const reading of readings) {
    if (!byRoll.has(reading.roll)) {
      byRoll.set(reading.roll, []);
      order.push(reading.roll);
    }
    byRoll.get(reading.roll)!.push(reading);
  }
  const series: Series = {
    x: [],
    values: [],
    readings: [],
    rolls: [],
    end: 0,
    ...limitsOf(readings),
  };
  for (const roll of order) {
    const list = byRoll.get(roll)!.sort((a, b) => a.position_m - b.position_m);
    series.rolls.push({ roll, x: series.end });
    for (const reading of list) {
      series.x.push(series.end + reading.position_m);
      series.values.push(reading.value);
      series.readings.push(reading);
    }
    series.end += Math.max(lengths.get(roll) ?? 0, list[list.length - 1].position_m);
  }
  return series;
}

export interface Hit {
  x: number;
  y: number;
  alarm: Alarm;
}

/** Alarms at the reading they were raised by: same roll, nearest position. */
export function hits(series: Series, alarms: readonly Alarm[]): Hit[] {
  const starts = new Map(series.rolls.map(({ roll, x }) => [roll, x]));
  return alarms.flatMap((alarm) => {
    const start = starts.get(alarm.roll);
    if (start === undefined) return [];
    const at = nearest(series, alarm);
    return at < 0 ? [] : [{ x: series.x[at], y: series.values[at], alarm }];
  });
}

function nearest(series: Series, alarm: Alarm): number {
  let [best, least] = [-1, Infinity];
  series.readings.forEach((reading, at) => {
    if (reading.roll !== alarm.roll) return;
    const distance = Math.abs(reading.position_m - alarm.position_m);
    if (distance < least) [best, least] = [at, distance];
  });
  return best;
}

/** Points few enough to draw: of every stretch the lowest and the highest, in their order; nothing that stands out is lost. */
export function extremes(series: Series, from: number, to: number, stretches: number): number[] {
  const inside = series.x.flatMap((x, at) => (x >= from && x <= to ? [at] : []));
  if (inside.length <= 2 * stretches) return inside;
  const kept: number[] = [];
  for (let k = 0; k < stretches; ++k) {
    const part = inside.slice(Math.floor((k * inside.length) / stretches), Math.floor(((k + 1) * inside.length) / stretches));
    if (!part.length) continue;
    let [low, high] = [part[0], part[0]];
    for (const at of part) {
      if (series.values[at] < series.values[low]) low = at;
      if (series.values[at] > series.values[high]) high = at;
    }
    kept.push(...new Set([Math.min(low, high), Math.max(low, high)]));
  }
  return kept;
}

const shapes = ["cross", "diamond", "triangle", "square"] as const;

/** A sign for every rule, the same on every chart: rules in the order of their names. */
export function shapeOf(rule: string, rules: readonly string[]): (typeof shapes)[number] {
  return shapes[Math.max(0, [...rules].sort().indexOf(rule)) % shapes.length];
}

/** Mean and standard deviation of a series. */
export function moments(values: readonly number[]): { mean: number; std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: values.length > 1 ? Math.sqrt(square / (values.length - 1)) : Number.NaN };
}

/** "thickness_um" -> ["Thickness", "µm"]. */
export function quantityName(quantity: string): [string, string] {
  const units: [RegExp, string][] = [
    [/_um$/, "µm"],
    [/_nm$/, "nm"],
    [/_ohm_sq$/, "Ω/sq"],
    [/_mV$/, "mV"],
    [/_V$/, "V"],
    [/_percent$/, "%"],
  ];
  const known: Record<string, string> = {
    cgi: "CGI",
    ggi: "GGI",
    tco: "Front contact",
    mo: "Back contact",
    cds: "CdS thickness",
    azo: "ZnO:Al thickness",
    thickness: "CIGS thickness",
  };
  const found = units.find(([pattern]) => pattern.test(quantity));
  const stem = found ? quantity.replace(found[0], "") : quantity;
  const plain = stem
    .replace(/_/g, " ")
    .replace(/\bp([123])\b/g, "P$1")
    .replace(/(P\d) (P\d)/, "$1 to $2");
  return [known[stem] ?? capital(plain), found?.[1] ?? ""];
}
