// SPDX-License-Identifier: Apache-2.0
// What the tour holds of a run: small tables whole, large ones by days as they are looked at.
import type { Summary } from "../answers";
import type { Api, RunInfo } from "../api";
import { dayUs } from "../format";
import { indexVisits, type Visits } from "./modules";
import { readPlant, stationOfTool, type Plant } from "./plant";
import { passesByTool, rollPasses, type RollPasses } from "./rolls";
import type { EventRow, FlashRow, LayerRow, ModuleRow, PassRow, RollRow, DemandRow, StateRow, VisitRow } from "./rows";
import { timelines, type Timeline } from "./timeline";

/** The rows of one day of the plant. */
export interface Day {
  from: number;
  to: number;
  states: Map<string, Timeline>;
  visits: Visits;
  /** Waiting before each part station at the day's beginning. */
  waiting: Map<string, number>;
  flashes: FlashRow[];
  modules: Map<number, ModuleRow>;
  events: EventRow[];
}

export interface RunRecord {
  id: string;
  info: RunInfo;
  plant: Plant;
  summary: Summary;
  passes: Map<string, PassRow[]>;
  rolls: RollPasses[];
  demands: DemandRow[];
  layers: LayerRow[];
  /** At hand, by their beginning. */
  days: Map<number, Day>;
}

// Days kept at hand; a day of the nameplate plant is some 10,000 rows.
const mostDays = 24;

export async function openRecord(api: Api, run?: string): Promise<RunRecord> {
  const runs = await api.runs();
  const info = runs.find((item) => (run ? item.id === run : item.is_served)) ?? runs[0];
  if (!info) throw new Error("the server has no run");
  const id = info.id;
  const small = <Row>(table: string) => api.rows<Row>(id, table);
  const [plant, summary, passes, rolls, demands, layers] = await Promise.all([
    api.plant(id), api.summary(id), small<PassRow>("passes"), small<RollRow>("rolls"),
    small<DemandRow>("demands"), small<LayerRow>("layers"),
  ]);
  return {
    id, info, plant: readPlant(plant), summary, passes: passesByTool(passes), rolls: rollPasses(passes, rolls), demands, layers,
    days: new Map(),
  };
}

const dayOf = (record: RunRecord, time: number): number =>
  Math.floor(Math.min(Math.max(time, record.info.begins), record.info.ends - 1) / dayUs) * dayUs;

/** The day of a moment if it is at hand. */
export function dayAt(record: RunRecord, time: number): Day | undefined {
  return record.days.get(dayOf(record, time));
}

const loading = new WeakMap<RunRecord, Map<number, Promise<Day>>>();

/** Brings the day of a moment; repeated calls cost nothing. */
export function ensureDay(api: Api, record: RunRecord, time: number): Promise<Day> {
  const from = dayOf(record, time);
  const at = record.days.get(from);
  if (at) return Promise.resolve(at);
  let pending = loading.get(record);
  if (!pending) loading.set(record, (pending = new Map()));
  let promise = pending.get(from);
  if (!promise) {
    promise = loadDay(api, record, from).then((day) => {
      record.days.set(from, day);
      // The oldest asked for goes first: a Map keeps the order of its keys.
      while (record.days.size > mostDays) record.days.delete(record.days.keys().next().value as number);
      return day;
    });
    pending.set(from, promise);
    void promise.finally(() => pending.delete(from)).catch(() => undefined);
  }
  return promise;
}

async function loadDay(api: Api, record: RunRecord, from: number): Promise<Day> {
  const to = from + dayUs;
  const { id, plant } = record;
  const inDay = (begins: string, ends: string) => ({ [`${begins}.to`]: to, [`${ends}.from`]: from });
  const [states, visits, flashes, events, waiting] = await Promise.all([
    api.rows<StateRow>(id, "states", inDay("begins", "ends")),
    api.rows<VisitRow>(id, "visits", inDay("began", "gone")),
    api.rows<FlashRow>(id, "flashes", { "flashed.from": from, "flashed.to": to, order: "flashed" }),
    api.rows<EventRow>(id, "events", { "time.from": from, "time.to": to, order: "time" }, 20_000),
    waitingAt(api, record, from),
  ]);
  const longer = await statesOfLongPasses(api, record, from, to);
  const known = new Set(states.map((row) => row.rowid));
  const serials = [...visits.map((row) => row.part), ...flashes.map((row) => row.serial)];
  const modules = await modulesOf(api, id, serials);
  return {
    from, to, events, flashes, waiting, modules,
    states: timelines([...longer.filter((row) => !known.has(row.rowid)), ...states]),
    visits: indexVisits(visits.filter((row) => stationOfTool(plant, row.tool)?.moves === "part")),
  };
}

// A roll may run for days: how far it has come needs the states since it was mounted, and until it is through.
async function statesOfLongPasses(api: Api, record: RunRecord, from: number, to: number): Promise<StateRow[]> {
  const asked: Promise<StateRow[]>[] = [];
  for (const [tool, passes] of record.passes) {
    const active = passes.filter((pass) => pass.started < to && (pass.finished > from || pass.finished <= pass.started));
    if (active.length === 0) continue;
    const begins = Math.min(...active.map((pass) => pass.started));
    const ends = Math.max(...active.map((pass) => pass.finished));
    if (begins < from) asked.push(api.rows<StateRow>(record.id, "states", { tool, "begins.to": from, "ends.from": begins }));
    if (ends > to) asked.push(api.rows<StateRow>(record.id, "states", { tool, "begins.from": to, "begins.to": ends }));
  }
  return (await Promise.all(asked)).flat();
}

async function modulesOf(api: Api, run: string, serials: number[]): Promise<Map<number, ModuleRow>> {
  if (serials.length === 0) return new Map();
  const range = { "serial.from": min(serials), "serial.to": max(serials) };
  const wanted = new Set(serials);
  const rows = await api.rows<ModuleRow>(run, "modules", { ...range,
    columns: "serial,roll,position_m,lane,product,segment,made,cells,aperture_m2,thickness_um,cgi,ggi,cds_nm,tco_ohm_sq,length_um,pmax_W,aperture_efficiency" });
  return new Map(rows.filter((row) => wanted.has(row.serial)).map((row) => [row.serial, row]));
}

// Math.min(...list) would overflow the stack at a hundred thousand serials.
const min = (list: number[]): number => list.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const max = (list: number[]): number => list.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

// Parts that left the station before, less those begun: what stands before each station when the day begins.
async function waitingAt(api: Api, record: RunRecord, time: number): Promise<Map<string, number>> {
  const parts = record.plant.stations.filter((station) => station.moves === "part");
  const counts = async (column: string): Promise<Map<string, number>> => {
    const table = await api.aggregate(record.id, "visits", { group: "tool", values: "count", [`${column}.to`]: time - 1 });
    return new Map(table.rows.map((row) => [String(row[0]), Number(row[1])]));
  };
  const [gone, began] = await Promise.all([counts("gone"), counts("began")]);
  const waiting = new Map<string, number>();
  parts.forEach((station, at) => {
    if (at === 0) return;
    const left = parts[at - 1].tools.reduce((sum, tool) => sum + (gone.get(tool) ?? 0), 0);
    const begun = station.tools.reduce((sum, tool) => sum + (began.get(tool) ?? 0), 0);
    waiting.set(station.station, Math.max(0, left - begun));
  });
  return waiting;
}
