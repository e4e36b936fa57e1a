// SPDX-License-Identifier: Apache-2.0
// Counts in equal stretches of time. Pure.
import { dayUs, hourUs } from "../../format";

/** Width of a stretch [us], so that at most some 400 of them are in the range and each begins with an hour or a day. */
export function bucketOf(from: number, to: number): number {
  const width = to - from;
  if (width <= 8 * dayUs) return hourUs;
  return width <= 400 * dayUs ? dayUs : 7 * dayUs;
}

/** Shorter stretches, for what is counted at moments: up to some thousand of them. */
export function fineBucketOf(from: number, to: number): number {
  const days = (to - from) / dayUs;
  return days <= 2 ? hourUs / 6 : days <= 40 ? hourUs : days <= 250 ? 6 * hourUs : dayUs;
}

/** A value for every stretch from `from` to `to`, 0 where there is no row; rows are [begin of the stretch, value]. */
export function filled(rows: readonly (readonly number[])[], from: number, to: number, width: number): { at: number[]; values: number[] } {
  const known = new Map(rows.map(([at, value]) => [at, value]));
  const at: number[] = [];
  const values: number[] = [];
  for (let begin = Math.floor(from / width) * width; begin < to; begin += width) {
    at.push(begin);
    values.push(known.get(begin) ?? 0);
  }
  return { at, values };
}

/** Values of a stretch as a rate a day; stretches at the ends of the range count only with what lies inside it. */
export function perDay(at: readonly number[], values: readonly number[], from: number, to: number, width: number): number[] {
  return values.map((value, k) => {
    const inside = Math.min(to, at[k] + width) - Math.max(from, at[k]);
    return inside > 0 ? (value * dayUs) / inside : 0;
  });
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
