// SPDX-License-Identifier: Apache-2.0
// The one clock of all pages: which moment of the plant is shown, and how fast it runs. It reads no clock itself;
// whoever draws tells it how much real time has gone by.
import { dayUs, hourUs, us } from "./format";

const hour = hourUs / us; // [s]
const day = dayUs / us;

/** Plant seconds a real second; 1 is life size, the last is a day a second. */
export const speeds = [1, 10, 60, 600, hour, 6 * hour, day];

export interface Clock {
  readonly begins: number;
  readonly ends: number;
  /** The moment shown [us]. */
  time: number;
  /** Plant seconds a real second [-]. */
  speed: number;
  isPlaying: boolean;
}

export function makeClock(begins: number, ends: number): Clock {
  return { begins, ends, time: begins, speed: 1, isPlaying: true };
}

/** Moves the clock on by real seconds; stops at the end of the run. */
export function advance(clock: Clock, seconds: number): void {
  if (!clock.isPlaying) return;
  seek(clock, clock.time + seconds * clock.speed * us);
  if (clock.time >= clock.ends) clock.isPlaying = false;
}

export function seek(clock: Clock, time: number): void {
  clock.time = Math.round(Math.min(clock.ends, Math.max(clock.begins, time)));
}

/** "10×", "1 h/s". */
export function speedText(speed: number): string {
  if (speed < hour) return `${speed}×`;
  return speed < day ? `${Math.round(speed / hour)} h/s` : `${Math.round(speed / day)} day/s`;
}
