// SPDX-License-Identifier: Apache-2.0
// For each shot the moment of the plant at which it plays. Loads the days it needs, once, before the first frame.
import type { Api } from "../api";
import { dayUs, us } from "../format";
import { beforeFlash, busiestMoment, partNear, runningNear } from "../record/moments";
import { ensureDay, type RunRecord } from "../record/record";
import type { Cue } from "./path";

/** When each cue begins on the plant's clock [us], in the order of the cues. */
export async function resolveMoments(api: Api, record: RunRecord, cues: Cue[], near?: number): Promise<number[]> {
  const base = near ?? (await bestTime(api, record));
  const times: number[] = [];
  for (const { shot, seconds } of cues) {
    const flight = shot.fly;
    const station = record.plant.stations.find((item) => item.kind === shot.anchor);
    let time = base;
    if (shot.moment === "running" && station) time = await runningMoment(api, record, station.station, base);
    if (shot.moment === "part") time = await dayWise(api, record, base, (day, at) => partNear(record.plant, day, station?.station ?? "scriber", at));
    // The flash goes off a third into the shot, when the eye has arrived.
    if (shot.moment === "flash") time = await dayWise(api, record, base, (day, at) => beforeFlash(day, at, (flight + 0.3 * seconds) * us * Math.min(shot.pace, 1)));
    times.push(time);
  }
  return times;
}

async function dayWise(api: Api, record: RunRecord, base: number, choose: (day: Awaited<ReturnType<typeof ensureDay>>, at: number) => number): Promise<number> {
  return choose(await ensureDay(api, record, base), base);
}

/** The busiest moment of the day on which most modules were flashed; of a run without any, of its second day. */
async function bestTime(api: Api, record: RunRecord): Promise<number> {
  const flashed = await api.aggregate(record.id, "flashes", { group: `flashed:${dayUs}`, values: "count" });
  const best = flashed.rows.reduce((a, b) => (Number(b[1]) > Number(a[1]) ? b : a), [record.info.begins + dayUs, 0]);
  const day = await ensureDay(api, record, Number(best[0]) + dayUs / 2);
  return busiestMoment(record.plant, day);
}

// A web tool may not run on the day of the most flashes: the pass nearest to it is looked at.
async function runningMoment(api: Api, record: RunRecord, station: string, base: number): Promise<number> {
  const plan = record.plant.stations.find((item) => item.station === station);
  const passes = plan && plan.moves === "web" ? (record.passes.get(plan.tools[0]) ?? []) : [];
  const distance = (from: number, to: number) => Math.max(from - base, base - to, 0);
  const pass = passes.reduce<(typeof passes)[number] | undefined>((a, b) => (!a || distance(b.started, b.finished) < distance(a.started, a.finished) ? b : a), undefined);
  const near = pass ? Math.min(Math.max(base, pass.started + (pass.finished - pass.started) * 0.3), pass.finished - 60 * us) : base;
  const day = await ensureDay(api, record, near);
  return runningNear(record.plant, day, station, near);
}
