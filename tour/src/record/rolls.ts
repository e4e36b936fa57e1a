// SPDX-License-Identifier: Apache-2.0
// Where every roll is at a moment, from the tables `passes`, `rolls` and `states`.
import { us } from "../format";
import type { PassRow, RollRow } from "./rows";
import { runningTime, type Timeline } from "./timeline";

export type RollPlace =
  | { at: "store"; pass: PassRow }
  | { at: "tool"; pass: PassRow }
  | { at: "buffer"; before: PassRow; after?: PassRow }
  | { at: "cut"; before: PassRow; roll?: RollRow };

export interface RollPasses { roll: number; passes: PassRow[]; row?: RollRow }

export function rollPasses(passes: PassRow[], rolls: RollRow[]): RollPasses[] {
  const rows = new Map(rolls.map((row) => [row.roll, row]));
  const byRoll = new Map<number, RollPasses>();
  for (const pass of passes) {
    let item = byRoll.get(pass.roll);
    if (!item) byRoll.set(pass.roll, (item = { roll: pass.roll, passes: [], row: rows.get(pass.roll) }));
    item.passes.push(pass);
  }
  for (const item of byRoll.values()) item.passes.sort((a, b) => a.started - b.started);
  return [...byRoll.values()].sort((a, b) => a.passes[0].started - b.passes[0].started);
}

// A roll still runs while the record has no end of its pass: such a row ends at 0.
const endOf = (pass: PassRow): number => (pass.finished > pass.started ? pass.finished : Number.POSITIVE_INFINITY);

export function placeOf(item: RollPasses, time: number): RollPlace {
  const { passes, row } = item;
  if (time < passes[0].started) return { at: "store", pass: passes[0] };
  for (let index = passes.length - 1; index >= 0; --index) {
    const pass = passes[index];
    if (time < pass.started) continue;
    if (time < endOf(pass)) return { at: "tool", pass };
    const after = passes[index + 1];
    if (!after && row && time >= row.finished) return { at: "cut", before: pass, roll: row };
    return { at: "buffer", before: pass, after };
  }
  return { at: "store", pass: passes[0] };
}

export interface Progress {
  /** Of the roll that has gone through [m]. */
  position: number;
  /** The same as a share of the roll [-]. */
  share: number;
  /** Of the roll [m]. */
  length: number;
}

/** How far a roll has run through a tool; the web moves only while the record calls the tool productive.
 * @param speed of the web [m/s], used where the roll has no row yet
 * @param usualLength [m] of a roll, likewise */
export function progressAt(pass: PassRow, row: RollRow | undefined, timeline: Timeline | undefined, time: number,
  speed: number, usualLength: number): Progress {
  const length = row?.length_m ?? usualLength;
  const end = endOf(pass);
  const gone = runningTime(timeline, pass.started, Math.min(time, end));
  const all = Number.isFinite(end) ? runningTime(timeline, pass.started, end) : 0;
  // Without all states of the pass at hand its share follows from the speed.
  const share = all > 0 ? gone / all : Number.isFinite(speed) ? Math.min(1, (gone / us) * speed / length) : 0;
  return { position: share * length, share, length };
}

/** The pass that a tool is in at a moment. */
export function passAt(byTool: Map<string, PassRow[]>, tool: string, time: number): PassRow | undefined {
  return byTool.get(tool)?.find((pass) => pass.started <= time && time < endOf(pass));
}

export function passesByTool(passes: PassRow[]): Map<string, PassRow[]> {
  const byTool = new Map<string, PassRow[]>();
  for (const pass of passes) byTool.set(pass.tool, [...(byTool.get(pass.tool) ?? []), pass]);
  return byTool;
}
