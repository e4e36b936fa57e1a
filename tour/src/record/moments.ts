// SPDX-License-Identifier: Apache-2.0
// The moment of a day that is most worth showing: when most of the line runs.
import { us } from "../format";
import type { Plant } from "./plant";
import type { Day } from "./record";
import { isRunning, stateAt } from "./timeline";

// Steps in which a day is searched; a flash takes seconds, a coating hours.
const step = 120 * us;

/** Stations that run at a moment, each counted once. */
function runningStations(plant: Plant, day: Day, time: number): number {
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
