// SPDX-License-Identifier: Apache-2.0
// Where modules of the back end are at a moment, from the tables `visits` and `flashes`.
import { hourUs } from "../format";
import type { FlashRow, VisitRow } from "./rows";
import { lastBefore } from "./timeline";

export interface Visits {
  /** Of a tool, by `began`. */
  byTool: Map<string, VisitRow[]>;
  /** Of a part, by `began`. */
  byPart: Map<number, VisitRow[]>;
}

export function indexVisits(rows: VisitRow[]): Visits {
  const byTool = new Map<string, VisitRow[]>();
  const byPart = new Map<number, VisitRow[]>();
  const push = <Key>(map: Map<Key, VisitRow[]>, key: Key, row: VisitRow) => {
    const list = map.get(key);
    if (list) list.push(row);
    else map.set(key, [row]);
  };
  for (const row of rows) {
    push(byTool, row.tool, row);
    push(byPart, row.part, row);
  }
  const byBegan = (a: VisitRow, b: VisitRow) => a.began - b.began || a.rowid - b.rowid;
  for (const list of byTool.values()) list.sort(byBegan);
  for (const list of byPart.values()) list.sort(byBegan);
  return { byTool, byPart };
}

export interface Work { visit: VisitRow; /** of its work that is done [-] */ share: number; isBlocked: boolean }

/** The parts in a tool at a moment; a platen holds several. */
export function partsIn(visits: Visits, tool: string, time: number, most = 64): Work[] {
  const rows = visits.byTool.get(tool) ?? [];
  const inside: Work[] = [];
  // Parts of a platen began together, so what is inside lies close before the moment.
  for (let at = lastBefore(rows, time, (row) => row.began); at >= 0 && inside.length < most; --at) {
    const visit = rows[at];
    if (time < visit.gone) {
      const share = Math.min(1, (time - visit.began) / Math.max(1, visit.done - visit.began));
      inside.push({ visit, share, isBlocked: time >= visit.done });
    } else if (inside.length > 0 || rows[at].began < time - searchBack) break;
  }
  return inside;
}

// No part stays in a tool for longer; ends the search in an idle tool [us].
const searchBack = 12 * hourUs;

/** How many parts wait before a station: left the one before, not begun here. `base` counts what was there when the
 * rows at hand begin. */
export function waitingBefore(visits: Visits, before: string[], here: string[], time: number, base = 0): number {
  const gone = count(visits, before, time, (row) => row.gone);
  const begun = count(visits, here, time, (row) => row.began);
  return Math.max(0, base + gone - begun);
}

function count(visits: Visits, tools: string[], time: number, of: (row: VisitRow) => number): number {
  let sum = 0;
  for (const tool of tools) {
    for (const row of visits.byTool.get(tool) ?? []) if (of(row) <= time) ++sum;
  }
  return sum;
}

/** How bright the lamp of a flash tester is, 0 to 1, and the flash it belongs to.
 * @param fade [us] in which the picture of a flash fades: longer than the lamp's 10 ms, so that it is seen at all */
export function flashAt(flashes: FlashRow[], time: number, fade: number): { light: number; flash?: FlashRow } {
  const flash = flashes[lastBefore(flashes, time, (row) => row.flashed)];
  if (!flash) return { light: 0 };
  const age = (time - flash.flashed) / fade;
  return { light: age < 1 ? (1 - age) * (1 - age) : 0, flash };
}

/** Counts of the flashes up to a moment in classes of aperture efficiency. */
export function histogram(flashes: FlashRow[], time: number, low: number, width: number, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const flash of flashes) {
    if (flash.flashed > time) break;
    const at = Math.floor((flash.aperture_efficiency - low) / width);
    if (at >= 0 && at < classes) ++counts[at];
  }
  return counts;
}
