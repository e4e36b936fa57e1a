// SPDX-License-Identifier: Apache-2.0
// Modules between the cut of their roll and the door, and rolls before the cut. Pure.

/** Rows [moment, how many] in any order. */
export type Steps = readonly (readonly [number, number])[];

/** How many are inside at each of the moments: what came up to then less what left. */
export function inside(came: Steps, left: Steps, at: readonly number[]): number[] {
  const sorted = (steps: Steps) => [...steps].sort((a, b) => a[0] - b[0]);
  const [ins, outs] = [sorted(came), sorted(left)];
  let [i, o, sum] = [0, 0, 0];
  return at.map((moment) => {
    for (; i < ins.length && ins[i][0] <= moment; ++i) sum += ins[i][1];
    for (; o < outs.length && outs[o][0] <= moment; ++o) sum -= outs[o][1];
    return sum;
  });
}

/** Mean number inside over a run: each that came counts from then on, each that left no more. Exact for means of moments. */
export function meanInside(came: Steps, left: Steps, begins: number, ends: number): number {
  const area = (steps: Steps) => steps.reduce((sum, [moment, count]) => sum + count * (ends - Math.max(begins, moment)), 0);
  return (area(came) - area(left)) / (ends - begins);
}
