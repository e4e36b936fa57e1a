// SPDX-License-Identifier: Apache-2.0
// What each tool does at a moment, from the table `states`.
import { us } from "../format";
import type { StateRow } from "./rows";

/** Rows of one tool, in time. */
export type Timeline = StateRow[];

export function timelines(rows: StateRow[]): Map<string, Timeline> {
  const byTool = new Map<string, Timeline>();
  for (const row of rows) {
    const list = byTool.get(row.tool);
    if (list) list.push(row);
    else byTool.set(row.tool, [row]);
  }
  for (const list of byTool.values()) list.sort((a, b) => a.begins - b.begins);
  return byTool;
}

/** Index of the last row that begins at or before the moment; -1 where there is none. */
export function lastBefore<Row>(rows: Row[], time: number, of: (row: Row) => number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(rows[middle]) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function stateAt(timeline: Timeline | undefined, time: number): StateRow | undefined {
  if (!timeline) return undefined;
  const row = timeline[lastBefore(timeline, time, (item) => item.begins)];
  return row && time < row.ends ? row : undefined;
}

/** Whether the web moves in that state: the record says productive. */
export const isRunning = (row: StateRow | undefined): boolean => row?.state === 1;

/** Productive microseconds between two moments. */
export function runningTime(timeline: Timeline | undefined, from: number, to: number): number {
  if (!timeline || to <= from) return 0;
  let sum = 0;
  for (let at = Math.max(0, lastBefore(timeline, from, (item) => item.begins)); at < timeline.length; ++at) {
    const row = timeline[at];
    if (row.begins >= to) break;
    if (isRunning(row)) sum += Math.max(0, Math.min(row.ends, to) - Math.max(row.begins, from));
  }
  return sum;
}

/** Seconds in each state of E10 (index 1 to 6) between two moments. */
export function stateSeconds(timeline: Timeline | undefined, from: number, to: number): number[] {
  const sums = [0, 0, 0, 0, 0, 0, 0];
  for (const row of timeline ?? []) {
    const overlap = Math.min(row.ends, to) - Math.max(row.begins, from);
    if (overlap > 0) sums[row.state] += overlap / us;
  }
  return sums;
}
