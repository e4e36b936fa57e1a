// SPDX-License-Identifier: Apache-2.0
// The plant at one moment, as far as the record tells: what the scene draws and cards show. Pure.
import { hourUs, us } from "../format";
import { flashAt, partsIn, waitingBefore, type Work } from "./modules";
import type { StationPlan } from "./plant";
import { dayAt, type Day, type RunRecord } from "./record";
import { passAt, placeOf, progressAt, type Progress, type RollPasses, type RollPlace } from "./rolls";
import type { FlashRow, PassRow, StateRow } from "./rows";
import { isRunning, lastBefore, stateAt } from "./timeline";

export interface ToolView {
  tool: string;
  station: StationPlan;
  state?: StateRow;
  isRunning: boolean;
  pass?: PassRow;
  roll?: RollPasses;
  progress?: Progress;
  work: Work[];
}

export interface PlantView {
  time: number;
  day?: Day;
  tools: Map<string, ToolView>;
  /** Rolls between tools, before their first, or just cut. */
  rolls: { item: RollPasses; place: RollPlace }[];
  waiting: Map<string, number>;
  /** Whether anybody works: not all tools are non-scheduled. */
  isManned: boolean;
  lamp: { light: number; flash?: FlashRow };
  /** Of the day up to the moment. */
  good: { bySegment: Map<string, { count: number; watts: number }>; flashed: number; watts: number };
}

// The picture of a flash fades for so long; the lamp's own 10 ms would hardly be in a frame.
const fade = 2.2 * us;
// Of rolls still to be mounted so many lie ready.
const ready = 8;
// A roll that was cut is seen at the cutter for so long.
const cutting = 0.5 * hourUs;

/** @param pace plant seconds a shown second: when time flies a flash must last to be seen */
export function viewAt(record: RunRecord, time: number, pace = 1): PlantView {
  const day = dayAt(record, time);
  const tools = new Map<string, ToolView>();
  let isManned = false;
  for (const station of record.plant.stations) {
    for (const tool of station.tools) {
      const view = toolAt(record, day, station, tool, time);
      if (view.state && view.state.state !== 6) isManned = true;
      tools.set(tool, view);
    }
  }
  return {
    time, day, tools, isManned, rolls: looseRolls(record, time), waiting: waitingAt(record, day, time),
    lamp: flashAt(day?.flashes ?? [], time, fade * Math.max(1, pace * 0.3)), good: goodOf(day, time),
  };
}

function toolAt(record: RunRecord, day: Day | undefined, station: StationPlan, tool: string, time: number): ToolView {
  const timeline = day?.states.get(tool);
  const state = stateAt(timeline, time);
  const view: ToolView = { tool, station, state, isRunning: isRunning(state), work: [] };
  if (station.moves === "part") {
    if (day) view.work = partsIn(day.visits, tool, time);
    // The module whose flash still fades lies where it was flashed, though the record has it gone with the flash.
    if (day && station.kind === "flasher") {
      const before = partsIn(day.visits, tool, time - fade);
      if (before.length > 0 && time < before[0].visit.gone + fade) view.work = before;
    }
    return view;
  }
  view.pass = passAt(record.passes, tool, time);
  if (view.pass) {
    const pass = view.pass;
    view.roll = record.rolls.find((item) => item.roll === pass.roll);
    view.progress = progressAt(pass, view.roll?.row, timeline, time, station.webSpeed, usualLength(record));
  }
  return view;
}

function usualLength(record: RunRecord): number {
  return record.rolls.find((item) => item.row)?.row?.length_m ?? 300; // [m], 1,000 ft class
}

function looseRolls(record: RunRecord, time: number): PlantView["rolls"] {
  const list: PlantView["rolls"] = [];
  let stored = 0;
  for (const item of record.rolls) {
    const place = placeOf(item, time);
    if (place.at === "tool") continue;
    if (place.at === "store" && ++stored > ready) break;
    if (place.at === "cut" && place.roll && time > place.roll.finished + cutting) continue;
    list.push({ item, place });
  }
  return list;
}

function waitingAt(record: RunRecord, day: Day | undefined, time: number): Map<string, number> {
  const waiting = new Map<string, number>();
  if (!day) return waiting;
  const parts = record.plant.stations.filter((station) => station.moves === "part");
  parts.forEach((station, at) => {
    if (at === 0) return;
    const base = day.waiting.get(station.station) ?? 0;
    waiting.set(station.station, waitingBefore(sinceMidnight(day), parts[at - 1].tools, station.tools, time, base));
  });
  return waiting;
}

// Visits that reach back over midnight were counted in `waiting` where they began or ended before it.
const sinceCache = new WeakMap<Day, Day["visits"]>();
function sinceMidnight(day: Day): Day["visits"] {
  let kept = sinceCache.get(day);
  if (!kept) {
    const byTool = new Map([...day.visits.byTool].map(([tool, rows]) => [tool, rows.map((row) => ({
      ...row, began: row.began < day.from ? Number.POSITIVE_INFINITY : row.began }))]));
    sinceCache.set(day, (kept = { byTool, byPart: day.visits.byPart }));
  }
  return kept;
}

function goodOf(day: Day | undefined, time: number): PlantView["good"] {
  const good: PlantView["good"] = { bySegment: new Map(), flashed: 0, watts: 0 };
  if (!day) return good;
  const last = lastBefore(day.flashes, time, (flash) => flash.flashed);
  for (let at = 0; at <= last; ++at) {
    const flash = day.flashes[at];
    ++good.flashed;
    if (!flash.is_good) continue;
    good.watts += flash.pmax_W;
    const segment = day.modules.get(flash.serial)?.segment ?? "";
    const sum = good.bySegment.get(segment) ?? { count: 0, watts: 0 };
    good.bySegment.set(segment, { count: sum.count + 1, watts: sum.watts + flash.pmax_W });
  }
  return good;
}
