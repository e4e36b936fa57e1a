// SPDX-License-Identifier: Apache-2.0
// From values to pixels, and where an axis has its ticks. Pure.
import { clockTime, dayUs, hourUs, minuteUs, monthOf, months, monthText, number, parts } from "../../format";

export interface Scale {
  (value: number): number;
  from: number;
  to: number;
  invert(pixel: number): number;
}

/** Straight from [from, to] to [start, end]; an empty range is widened so that nothing is divided by 0. */
export function linear(from: number, to: number, start: number, end: number): Scale {
  const width = to - from || 1;
  const scale = (value: number) => start + ((value - from) / width) * (end - start);
  return Object.assign(scale, { from, to, invert: (pixel: number) => from + ((pixel - start) / (end - start || 1)) * width });
}

export interface Tick {
  at: number;
  text: string;
}

/** 1, 2 or 5 times a power of ten: about `count` steps in `width`. */
export function niceStep(width: number, count: number): number {
  if (!(width > 0)) return 1;
  const rough = width / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}

export function ticks(from: number, to: number, count: number, text?: (value: number) => string): Tick[] {
  const step = niceStep(to - from, count);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const plain = (value: number) =>
    value.toLocaleString("en-US", { minimumFractionDigits: Math.min(decimals, 6), maximumFractionDigits: Math.min(decimals, 6) });
  const list: Tick[] = [];
  // Counted in whole steps: adding up steps would drift.
  for (let k = Math.ceil(from / step - 1e-9); k * step <= to + 1e-9 * step; ++k)
    list.push({ at: k * step + 0, text: (text ?? plain)(k * step + 0) }); // + 0: no tick is called -0
  return list;
}

/** The range of an axis that begins at 0, up to a tick above the largest value. */
export function upTo(largest: number, count = 4): number {
  const step = niceStep(largest, count);
  return largest > 0 ? Math.ceil(largest / step - 1e-9) * step : 1;
}

/** Lowest and highest of what is finite; [0, 1] of nothing. */
export function extent(values: Iterable<number>): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}

const timeSteps = [
  minuteUs,
  5 * minuteUs,
  15 * minuteUs,
  hourUs,
  3 * hourUs,
  6 * hourUs,
  12 * hourUs,
  dayUs,
  2 * dayUs,
  7 * dayUs,
  14 * dayUs,
];

/** Ticks of the plant's clock: of minutes to fortnights, beyond those of whole months. */
export function timeTicks(from: number, to: number, count: number): Tick[] {
  const step = timeSteps.find((candidate) => (to - from) / candidate <= count);
  if (step === undefined) {
    const begin = (month: number) => Date.UTC(Math.floor(month / 12), month % 12, 1) * 1000;
    return monthTicks(monthOf(from - 1) + 1, monthOf(to), count).map(({ at, text }) => ({ at: begin(at), text }));
  }
  const list: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) list.push({ at, text: timeText(at, step) });
  return list;
}

function timeText(at: number, step: number): string {
  const { day, month, hour, minute: minutes } = parts(at);
  return step < dayUs && (hour || minutes) ? clockTime(at, false) : `${day} ${months[month]}`;
}

/** Ticks of whole months by their numbers, as `monthOf` has them: at most about `count`. */
export function monthTicks(from: number, to: number, count: number): Tick[] {
  const step = [1, 2, 3, 6, 12].find((candidate) => (to - from) / candidate <= count) ?? 12;
  const list: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step)
    list.push({ at, text: list.length && at % 12 ? months[at % 12] : monthText(at) });
  return list;
}

/** "12,300" of a count. */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** "3 modules", "1 module". */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${Math.round(value) === 1 ? one : many}`;
}

/** Square metres and metres of web, as the record has them: never fewer than two decimals below 100. */
export function area(value: number, unit: string): string {
  return `${Math.abs(value) >= 100 ? number(value, 4) : value.toFixed(2)} ${unit}`;
}
