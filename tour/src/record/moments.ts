// SPDX-License-Identifier: Apache-2.0
// Moments worth showing: when most of the line runs, and the one nearest to it at which a certain station does.
import { us } from "../format";
import { partsIn } from "./modules";
import type { Plant } from "./plant";
import type { Day } from "./record";
import { isRunning, lastBefore, stateAt } from "./timeline";

// Steps in which a day is searched; a flash takes seconds, a coating hours.
const step = 120 * us;

/** Stations that run at a moment, each counted once. */
export function runningStations(plant: Plant, day: Day, time: number): number {
  return plant.stations.filter((station) => station.tools.some((tool) => isRunning(stateAt(day.states.get(tool), time)))).length;
}

/** The moment of the day when most stations run, tools being counted where stations are level. */
export function busiestMoment(plant: Plant, day: Day, from = day.from, to = day.to): number {
  let best = Math.max(from, day.from);
  let most = -1;
  for (let time = best; time < to; time += step) {
    const tools = plant.stations.flatMap((station) => station.tools);
    const running = tools.filter((tool) => isRunning(stateAt(day.states.get(tool), time))).length;
    const score = runningStations(plant, day, time) + running / (tools.length + 1);
    if (score > most) [best, most] = [time, score];
  }
  return best;
}

/** A moment near another at which the first tool of a station runs, some way into its work; that moment itself where none does. */
export function runningNear(plant: Plant, day: Day, name: string, near: number): number {
  const station = plant.stations.find((item) => item.station === name || item.kind === name);
  const timeline = station && day.states.get(station.tools[0]);
  if (!timeline) return near;
  let best = near;
  let nearest = Number.POSITIVE_INFINITY;
  for (const row of timeline) {
    if (!isRunning(row) || row.ends <= day.from || row.begins >= day.to) continue;
    const inside = Math.min(Math.max(near, row.begins + 1), row.ends - 1);
    const distance = Math.abs(inside - near);
    if (distance < nearest) [best, nearest] = [inside, distance];
  }
  return best;
}

/** Shortly before a flash of the day near a moment, so that it is seen to go off. */
export function beforeFlash(day: Day, near: number, lead: number): number {
  const at = Math.max(0, lastBefore(day.flashes, near, (flash) => flash.flashed));
  const flash = day.flashes[at];
  return flash ? flash.flashed - lead : near;
}

/** Shortly after a part came into the station's first tool near a moment. */
export function partNear(plant: Plant, day: Day, name: string, near: number): number {
  const station = plant.stations.find((item) => item.station === name || item.kind === name);
  const visits = station ? (day.visits.byTool.get(station.tools[0]) ?? []) : [];
  if (visits.length === 0) return near;
  // Large modules are seen better than small ones: of the visits close by, the one whose module is longest.
  const middle = Math.max(0, lastBefore(visits, near, (visit) => visit.began));
  const close = visits.slice(Math.max(0, middle - 40), middle + 40);
  const length = (part: number) => day.modules.get(part)?.length_um ?? 0;
  const best = close.reduce((a, b) => (length(b.part) > length(a.part) ? b : a), close[0]);
  return partsIn(day.visits, best.tool, best.began).length > 0 ? best.began + 1 : near;
}
