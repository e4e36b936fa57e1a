// SPDX-License-Identifier: Apache-2.0
// What do the bad ones share? Of every roll, lane, product and tool: its share among the bad over its share among all. Pure.

export interface Level {
  factor: string;
  level: string;
  bad: number;
  all: number;
}

export interface Ranked extends Level {
  badShare: number;
  allShare: number;
  ratio: number;
  low: number;
  high: number;
}

export interface Totals {
  bad: number;
  all: number;
}

/**
 * Levels with the ratio of their shares and its 99.9 % interval (logarithm of a ratio of two counts, as in epidemiology),
 * the surest excess first. Levels with fewer than 5 bad ones tell nothing and are left out.
 */
export function rank(levels: readonly Level[], totals: (factor: string) => Totals): Ranked[] {
  const least = 5;
  return levels
    .filter((level) => level.bad >= least && level.all > 0)
    .map((level): Ranked => {
      const total = totals(level.factor);
      const [badShare, allShare] = [level.bad / total.bad, level.all / total.all];
      const ratio = badShare / allShare;
      const error = Math.sqrt(Math.max(0, 1 / level.bad - 1 / total.bad + 1 / level.all - 1 / total.all));
      return { ...level, badShare, allShare, ratio, low: ratio * Math.exp(-wide * error), high: ratio * Math.exp(wide * error) };
    })
    .sort((a, b) => b.low - a.low || b.ratio - a.ratio);
}

const wide = 3.29; // standard deviations of a 99.9 % interval: among some fifty levels one in twenty would be beyond 95 % by chance

type Rows = readonly (readonly (string | number)[])[];

/** Rows [level, count] of the bad and of all. */
export function levelsOf(factor: string, bad: Rows, all: Rows): Level[] {
  const few = new Map(bad.map((row) => [String(row[0]), Number(row[1])]));
  return all.map((row) => ({ factor, level: String(row[0]), bad: few.get(String(row[0])) ?? 0, all: Number(row[1]) }));
}

/** Tools that coated rolls: what is known of rolls, summed over those a tool ran. Rows of passes: [roll, tool]. */
export function levelsOfTools(rolls: readonly Level[], passes: Rows): Level[] {
  const byRoll = new Map(rolls.map((level) => [level.level, level]));
  const tools = new Map<string, Level>();
  for (const [roll, tool] of passes) {
    const level = byRoll.get(String(roll));
    if (!level) continue;
    const sum = tools.get(String(tool)) ?? { factor: "tool", level: String(tool), bad: 0, all: 0 };
    sum.bad += level.bad;
    sum.all += level.all;
    tools.set(String(tool), sum);
  }
  return [...tools.values()];
}

/** So many blocks [from, to] of whole numbers, evenly between first and last; one block is all of it. */
export function evenBlocks(first: number, last: number, blocks: number, size: number): [number, number][] {
  if (blocks <= 1) return [[first, last]];
  const step = (last - first + 1) / blocks;
  return Array.from({ length: blocks }, (_, at) => {
    const from = Math.floor(first + at * step + (step - size) / 2);
    return [from, from + size - 1];
  });
}
