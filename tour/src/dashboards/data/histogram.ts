// SPDX-License-Identifier: Apache-2.0
// Counts in buckets: histograms by bin, and quantiles of each roll. Pure.

/** Buckets are numbered by whole steps, for lower edges like 0.10300000000000001 have no exact name. */
export interface Histogram {
  width: number;
  first: number;
  names: string[];
  /** [name][bucket] */ counts: number[][];
}

/** Rows [name, lower edge, count]. */
export function histogram(rows: readonly (readonly (string | number)[])[], width: number): Histogram {
  const steps = rows.map((row) => Math.round(Number(row[1]) / width));
  if (!steps.length) return { width, first: 0, names: [], counts: [] };
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  const names = [...new Set(rows.map((row) => String(row[0])))];
  const counts = names.map(() => new Array<number>(last - first + 1).fill(0));
  rows.forEach((row, at) => (counts[names.indexOf(String(row[0]))][steps[at] - first] += Number(row[2])));
  return { width, first, names, counts };
}

/** Bins as sales has them: by their lower edge, "above" last, rejected ones (no bin) first. */
export function binOrder(names: readonly string[]): string[] {
  const edge = (name: string) =>
    name === "" ? -1 : name.startsWith("above") ? 1e3 + Number.parseFloat(name.slice(6)) : Number.parseFloat(name);
  return [...names].sort((a, b) => edge(a) - edge(b));
}

/** The value below which a share of all lies, straight within a bucket; NaN of nothing. Edges and counts of equal length. */
export function quantile(edges: readonly number[], counts: readonly number[], width: number, share: number): number {
  const all = counts.reduce((sum, value) => sum + value, 0);
  if (!all) return Number.NaN;
  const wanted = share * all;
  let before = 0;
  for (let at = 0; at < edges.length; ++at) {
    if (before + counts[at] >= wanted && counts[at] > 0) return edges[at] + (width * (wanted - before)) / counts[at];
    before += counts[at];
  }
  return edges[edges.length - 1] + width;
}

export interface RollBand {
  roll: number;
  count: number;
  p10: number;
  p50: number;
  p90: number;
}

/** Rows [roll, lower edge, count]: quantiles of each roll, rolls by their number. */
export function bandsByRoll(rows: readonly (readonly (string | number)[])[], width: number): RollBand[] {
  const rolls = new Map<number, { edges: number[]; counts: number[] }>();
  for (const row of rows) {
    const roll = rolls.get(Number(row[0])) ?? { edges: [], counts: [] };
    roll.edges.push(Number(row[1]));
    roll.counts.push(Number(row[2]));
    rolls.set(Number(row[0]), roll);
  }
  return [...rolls]
    .sort((a, b) => a[0] - b[0])
    .map(([roll, { edges, counts }]) => {
      const order = edges.map((_, at) => at).sort((a, b) => edges[a] - edges[b]);
      const [e, c] = [order.map((at) => edges[at]), order.map((at) => counts[at])];
      const of = (share: number) => quantile(e, c, width, share);
      return { roll, count: c.reduce((sum, value) => sum + value, 0), p10: of(0.1), p50: of(0.5), p90: of(0.9) };
    });
}
