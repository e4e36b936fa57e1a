// SPDX-License-Identifier: Apache-2.0
// States of a tool as a strip of pixels: of each column of pixels, which share of its time the tool was in which state.
// A year has hundreds of thousands of states; what is drawn never has more than the columns of the screen. Pure.
import { hourUs } from "../../format";

export const stateCount = 7; // codes of SEMI E10, 1 to 6; 0: no row

/** One state, or several of one kind: `count` of them that began in a stretch, with their mean begin and end [us]. */
export interface StateSpan {
  state: number;
  begins: number;
  ends: number;
  count: number;
}

/** Shares [column * stateCount + state], 0 to 1, of `columns` equal stretches between from and to. */
export function stripShares(spans: readonly StateSpan[], from: number, to: number, columns: number): Float32Array {
  const shares = new Float32Array(columns * stateCount);
  const width = (to - from) / columns;
  for (const span of spans) {
    // Several short ones lie somewhere about their mean: their time is spread evenly over what they cover together.
    const time = (span.ends - span.begins) * span.count;
    const middle = (span.begins + span.ends) / 2;
    const [begins, ends] = span.count === 1 ? [span.begins, span.ends] : [middle - time / 2, middle + time / 2];
    const first = Math.max(0, Math.floor((begins - from) / width));
    const last = Math.min(columns - 1, Math.floor((ends - from) / width));
    for (let column = first; column <= last; ++column) {
      const low = Math.max(begins, from + column * width);
      const high = Math.min(ends, from + (column + 1) * width);
      if (high > low) shares[column * stateCount + span.state] += (high - low) / width;
    }
  }
  return shares;
}

/** Hours in each state over the range. */
export function hoursByState(spans: readonly StateSpan[], from: number, to: number): number[] {
  const shares = stripShares(spans, from, to, 1);
  return Array.from(shares, (share) => (share * (to - from)) / hourUs);
}

/** Time that productive and standby rows took together: of each group the mean begin and end and how many there are. */
export function spansOf(rows: readonly (readonly (number | string)[])[]): StateSpan[] {
  return rows.map(([state, , count, begins, ends]) => ({
    state: Number(state),
    begins: Number(begins),
    ends: Number(ends),
    count: Number(count),
  }));
}
