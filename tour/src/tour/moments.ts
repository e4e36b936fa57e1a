// SPDX-License-Identifier: Apache-2.0
// For each shot the moment of the plant at which it plays, and the tool it looks at. One module, the hero, is followed from
// the roll it was cut from to the flash; days it needs are loaded here, before the first frame.
import type { Api } from "../api";
import { dayUs, us } from "../format";
import { busiestMoment } from "../record/moments";
import { ensureDay, type Day, type RunRecord } from "../record/record";
import { progressAt } from "../record/rolls";
import type { FlashRow, ModuleRow, PassRow, VisitRow } from "../record/rows";
import { isRunning } from "../record/timeline";
import type { Cue } from "./path";

export interface Hero { module: ModuleRow; flash: FlashRow }

/** Of the largest modules that passed, one whose power lies in the middle: neither the best nor the worst is shown. */
export async function findHero(api: Api, record: RunRecord): Promise<Hero | undefined> {
  const longest = await api.rows<ModuleRow>(record.id, "modules", { order: "-length_um", limit: 400 }, 400);
  const rows = longest.filter((row) => row.length_um === longest[0].length_um);
  if (rows.length === 0) return undefined;
  const serials = rows.map((row) => row.serial);
  const flashes = await api.rows<FlashRow>(record.id, "flashes", { "serial.from": Math.min(...serials), "serial.to": Math.max(...serials), is_good: 1 });
  const known = new Map(rows.map((row) => [row.serial, row]));
  const good = flashes.filter((flash) => known.has(flash.serial)).sort((a, b) => a.pmax_W - b.pmax_W || a.serial - b.serial);
  const flash = good[Math.floor(good.length / 2)];
  return flash && { flash, module: known.get(flash.serial)! };
}

/** The cues with their moments [us] and tools. Without a hero everything plays about the busiest moment. */
export async function resolveMoments(api: Api, record: RunRecord, cues: Cue[]): Promise<{ cues: Cue[]; hero?: Hero }> {
  const hero = await findHero(api, record);
  const day = await ensureDay(api, record, hero?.flash.flashed ?? record.info.begins + dayUs);
  const visits = hero ? (day.visits.byPart.get(hero.module.serial) ?? []) : [];
  const busiest = busiestMoment(record.plant, day);
  const resolved: Cue[] = [];
  for (const cue of cues) resolved.push({ ...cue, ...(await resolveOne(api, record, cue, { hero, visits, busiest })) });
  return { cues: resolved, hero };
}

async function resolveOne(api: Api, record: RunRecord, cue: Cue, known: { hero?: Hero; visits: VisitRow[]; busiest: number }): Promise<{ time: number; tool?: string }> {
  const { shot, seconds } = cue;
  const { hero, busiest } = known;
  if (!hero) return { time: busiest };
  const station = record.plant.stations.find((item) => item.kind === shot.anchor);
  if (shot.moment === "running" && station) {
    const item = record.rolls.find((roll) => roll.roll === hero.module.roll);
    const pass = item?.passes.find((row) => row.station === station.station);
    return pass ? { time: await passing(api, record, pass, hero.module.position_m), tool: pass.tool } : { time: busiest };
  }
  if (shot.moment === "flash") {
    // It goes off when the eye has arrived: halfway through the shot.
    return { time: hero.flash.flashed - 0.5 * seconds * Math.min(shot.pace, 10) * us, tool: known.visits.find((visit) => station?.tools.includes(visit.tool))?.tool };
  }
  if (shot.moment === "part") {
    const visit = known.visits.find((row) => station?.tools.includes(row.tool));
    if (visit) return { time: visit.began + 0.1 * (visit.done - visit.began), tool: visit.tool };
    const roll = record.rolls.find((item_) => item_.roll === hero.module.roll)?.row;
    return { time: roll ? roll.finished : busiest };
  }
  return { time: busiest };
}

/** When the hero's piece of web ran through a tool. */
async function passing(api: Api, record: RunRecord, pass: PassRow, position: number): Promise<number> {
  const first = await ensureDay(api, record, (pass.started + pass.finished) / 2);
  const row = record.rolls.find((item) => item.roll === pass.roll)?.row;
  const timeline = first.states.get(pass.tool);
  let [low, high] = [pass.started, pass.finished];
  while (high - low > us) {
    const middle = (low + high) / 2;
    if (progressAt(pass, row, timeline, middle, Number.NaN, position || 1).position < position) low = middle;
    else high = middle;
  }
  const day = await ensureDay(api, record, high);
  return intoRunning(day, pass.tool, Math.round(high));
}

// At the edge of a stop the web would stand for most of the shot: into the running state by a minute, if it lasts that long.
function intoRunning(day: Day, tool: string, time: number): number {
  const state = day.states.get(tool)?.find((row) => isRunning(row) && row.ends > time);
  if (!state) return time;
  const inside = Math.max(time, state.begins + 60 * us);
  return Math.min(inside, Math.max(time, (state.begins + state.ends) / 2));
}
