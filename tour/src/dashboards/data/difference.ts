// SPDX-License-Identifier: Apache-2.0
// Inputs and figures in which two runs differ, and histograms of both as shares. Pure.
import type { DifferenceRow } from "../../answers";
import type { InputRow } from "../../record/rows";

/** An input that only one of the runs has is empty in the other. */
export interface InputDifference {
  path: string;
  a: string;
  b: string;
  grade: string;
}

/** By their paths. */
export function inputDifferences(a: readonly InputRow[], b: readonly InputRow[]): InputDifference[] {
  const inputs = new Map(a.map(({ path, value, grade }) => [path, { path, a: value, b: "", grade }]));
  for (const { path, value, grade } of b) inputs.set(path, { path, a: inputs.get(path)?.a ?? "", b: value, grade });
  return [...inputs.values()].filter((input) => input.a !== input.b).sort((x, y) => (x.path < y.path ? -1 : 1));
}

export interface Relative {
  row: DifferenceRow;
  at: number;
  low: number;
  high: number;
}

/** Differences as shares of the first run's figure, so that all stand on one axis; without one where that is 0. */
export function relative(rows: readonly DifferenceRow[]): Relative[] {
  return rows
    .filter((row) => row.a !== 0 && Number.isFinite(row.difference))
    .map((row) => {
      const size = Math.abs(row.a);
      const half = (row.half_width ?? 0) / size;
      return { row, at: row.difference / size, low: row.difference / size - half, high: row.difference / size + half };
    });
}

/** Rows [lower edge, count] of two runs on the same buckets, as shares of each run's modules. */
export function outlines(
  a: readonly (readonly (string | number)[])[],
  b: readonly (readonly (string | number)[])[],
  width: number,
): { first: number; a: number[]; b: number[] } {
  const steps = [...a, ...b].map((row) => Math.round(Number(row[0]) / width));
  if (!steps.length) return { first: 0, a: [], b: [] };
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  const shares = (rows: typeof a) => {
    const counts = new Array<number>(last - first + 1).fill(0);
    for (const [edge, count] of rows) counts[Math.round(Number(edge) / width) - first] += Number(count);
    const all = counts.reduce((sum, value) => sum + value, 0) || 1;
    return counts.map((value) => value / all);
  };
  return { first, a: shares(a), b: shares(b) };
}
