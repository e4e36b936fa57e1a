// SPDX-License-Identifier: Apache-2.0
// The loss waterfall: from the limit of one junction to the flash test. Pure.
import type { LossRow } from "../../record/rows";

export interface WaterfallStep {
  cause: string;
  from: number;
  to: number;
  loss: number;
}

/** Steps in order; each begins where the one before ended. The first stands on the floor. */
export function waterfall(rows: readonly LossRow[]): WaterfallStep[] {
  const sorted = [...rows].sort((a, b) => a.position - b.position);
  return sorted.map((row, at) => ({ cause: row.cause, from: at ? sorted[at - 1].efficiency : 0, to: row.efficiency, loss: row.loss }));
}

/** What the first less all losses misses of the last: 0 up to rounding when the books close. */
export function gapOf(rows: readonly LossRow[]): number {
  const sorted = [...rows].sort((a, b) => a.position - b.position);
  if (!sorted.length) return 0;
  const losses = sorted.slice(1).reduce((sum, row) => sum + row.loss, 0);
  return sorted[0].efficiency - losses - sorted[sorted.length - 1].efficiency;
}
