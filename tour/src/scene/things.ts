// SPDX-License-Identifier: Apache-2.0
// What the record moves through the hall: rolls and modules, placed for one moment. Pure; `swarm.ts` draws them.
import { um, us } from "../format";
import { webColour, type Rgb } from "../record/films";
import type { Kind } from "../record/plant";
import type { RunRecord } from "../record/record";
import type { ModuleRow, PassRow } from "../record/rows";
import type { PlantView, ToolView } from "../record/view";
import { toHall, toolPlace, type Layout } from "./layout";
import type { Machine } from "./machines/common";
import { shadeOf, type Films } from "./web";

export interface RollThing { roll: number; x: number; y: number; z: number; turn: number; radius: number; colour: Rgb }

export interface SheetThing { serial: number; x: number; y: number; z: number; turn: number; length: number; width: number;
  thick: number; colour: Rgb; cells: number; isAlong: boolean; scribed: number; isLaminated: boolean }

export interface CartThing { x: number; z: number; turn: number }

export interface Things { rolls: RollThing[]; sheets: SheetThing[]; carts: CartThing[] }

const core = 0.076; // radius of a 6 inch core [m]
// Polyimide of 25 um is wound with a foil of paper between: together some 0.15 mm a turn.
const turnThickness = 0.00015;
const travel = 240 * us; // a roll on its cart from a tool to the next rack

/** Outer radius of a wound length of web [m]. */
export function windingRadius(length: number): number {
  return Math.sqrt(core * core + (Math.max(0, length) * turnThickness) / Math.PI);
}

export interface Scenery { record: RunRecord; layout: Layout; machines: Map<string, Machine>; films: Films }

export function thingsAt(scenery: Scenery, view: PlantView): Things {
  const things: Things = { rolls: [], sheets: [], carts: [] };
  for (const tool of view.tools.values()) {
    if (tool.pass) spools(scenery, tool, things);
    if (tool.work.length) sheetsOn(scenery, view, tool, things);
  }
  looseRolls(scenery, view, things);
  stacks(scenery, view, things);
  return things;
}

function spools({ layout, machines, films }: Scenery, tool: ToolView, things: Things): void {
  const at = toolPlace(layout, tool.tool);
  const machine = machines.get(tool.station.station);
  if (!at || !machine?.spools || !tool.progress || !tool.pass) return;
  const { position, length } = tool.progress;
  for (const [[x, y], wound, stage] of [[machine.spools.unwind, length - position, 0], [machine.spools.rewind, position, 1]] as const) {
    const place = toHall(at.place, x, machine.webZ ?? 0);
    things.rolls.push({ roll: tool.pass.roll, x: place.x, y, z: place.z, turn: at.place.turn, radius: windingRadius(wound),
      colour: shadeOf(tool.station.kind, stage, films) });
  }
}

function looseRolls(scenery: Scenery, view: PlantView, things: Things): void {
  const { layout, films } = scenery;
  const inRack = new Map<string, number>();
  let stored = 0;
  for (const { item, place } of view.rolls) {
    const length = item.row?.length_m ?? 300;
    const radius = windingRadius(length);
    if (place.at === "store") {
      const at = stored++;
      things.rolls.push({ roll: item.roll, x: layout.rollStore.x + (at % 4) * 0.8 - 1.2, y: 0.62 + Math.floor(at / 4) * 0.72, z: layout.rollStore.z, turn: 0,
        radius, colour: webColour({ isMetal: false }) });
      continue;
    }
    if (place.at === "tool") continue;
    const before = layout.stations.find((station) => station.plan.station === place.before.station);
    const colour = shadeOf(before?.plan.kind ?? "coater", 1, films);
    const goal = goalOf(scenery, place.at === "buffer" ? place.after : undefined, inRack);
    const moved = moving(scenery, place.before, view.time, goal);
    if (moved) {
      things.carts.push(moved);
      things.rolls.push({ roll: item.roll, x: moved.x, y: 0.88, z: moved.z, turn: 0, radius, colour });
    } else things.rolls.push({ roll: item.roll, ...goal, turn: 0, radius, colour });
  }
}

// Where a roll waits: in the rack of the station it goes to next, or at the cutter.
function goalOf({ layout }: Scenery, after: PassRow | undefined, inRack: Map<string, number>): { x: number; y: number; z: number } {
  const station = layout.stations.find((item) => item.plan.station === after?.station);
  const key = station?.plan.station ?? "cut";
  const at = inRack.get(key) ?? 0;
  inRack.set(key, at + 1);
  if (!station) return { x: layout.sheeter.x - 0.2, y: 0.95 + 0.6 * Math.floor(at / 3), z: layout.sheeter.z - 3.2 - 0.8 * (at % 3) };
  return { x: station.rack.x - 0.75 + 0.75 * (at % 3), y: 0.62 + 0.72 * Math.floor(at / 3), z: station.rack.z };
}

function moving({ layout, machines }: Scenery, before: PassRow, time: number, goal: { x: number; z: number }) {
  const share = (time - before.finished) / travel;
  const at = toolPlace(layout, before.tool);
  if (share < 0 || share >= 1 || !at) return undefined;
  const machine = machines.get(at.station.plan.station);
  const start = toHall(at.place, machine?.spools?.rewind[0] ?? 0, at.station.size.depth / 2 + 0.9);
  // Out of the row to the aisle, along it, and in to the rack.
  const lane = -layout.aisle * 0.45;
  const way = [start, { x: start.x + 1.4, z: start.z }, { x: start.x + 1.4, z: lane }, { x: goal.x, z: lane }, { x: goal.x, z: goal.z + 0.9 }];
  return along(way, share);
}

export function along(way: { x: number; z: number }[], share: number): { x: number; z: number; turn: number } {
  const lengths = way.slice(1).map((point, at) => Math.hypot(point.x - way[at].x, point.z - way[at].z));
  let left = share * lengths.reduce((a, b) => a + b, 0);
  for (let at = 0; at < lengths.length; ++at) {
    if (left <= lengths[at] || at === lengths.length - 1) {
      const part = lengths[at] > 0 ? Math.min(1, left / lengths[at]) : 0;
      const [a, b] = [way[at], way[at + 1]];
      return { x: a.x + (b.x - a.x) * part, z: a.z + (b.z - a.z) * part, turn: Math.atan2(-(b.z - a.z), b.x - a.x) };
    }
    left -= lengths[at];
  }
  return { ...way[0], turn: 0 };
}

/** The colour that a module's films have, from its row. */
export function moduleColour(row: ModuleRow | undefined, films: Films): Rgb {
  if (!row) return shadeOf("window", 1, films);
  return webColour({ isMetal: true, cigs: { um: row.thickness_um, ggi: row.ggi }, cdsNm: row.cds_nm, iznoNm: films.iznoNm, azoNm: films.azoNm });
}

// Stations whose modules are laminates by then.
const afterLamination: Kind[] = ["bench", "flasher", "packer"];

function sheetsOn({ layout, machines, films, record }: Scenery, view: PlantView, tool: ToolView, things: Things): void {
  const at = toolPlace(layout, tool.tool);
  const machine = machines.get(tool.station.station);
  if (!at || !machine?.table) return;
  const { y, z: middle } = machine.table;
  const width = record.plant.apertureWidth;
  // Side by side in lanes of the platen; a lane that is full starts the next.
  const lanes = tool.station.kind === "laminator" ? 4 : 1;
  let [lane, used] = [0, 0];
  for (const { visit, share } of tool.work) {
    const row = view.day?.modules.get(visit.part);
    const length = row ? row.length_um * um : 1;
    if (used + length > 5.05 && used > 0) [lane, used] = [lane + 1, 0];
    if (lane >= lanes) break;
    const x = lanes > 1 ? -2.55 + used + length / 2 : 0;
    const z = middle + (lanes > 1 ? (lane - (lanes - 1) / 2) * (width + 0.09) : 0.1);
    used += length + 0.03;
    const place = toHall(at.place, x, z);
    things.sheets.push({ serial: visit.part, x: place.x, y: y + 0.012, z: place.z, turn: at.place.turn, length, width, thick: 0.004,
      colour: moduleColour(row, films), cells: row?.cells ?? 54, isAlong: isAlong(record, row),
      isLaminated: afterLamination.includes(tool.station.kind), scribed: tool.station.kind === "scriber" ? share : 1 });
  }
}

function isAlong(record: RunRecord, row: ModuleRow | undefined): boolean {
  return record.plant.products.find((product) => product.product === row?.product)?.stripes !== "across";
}

// Modules that wait before a station, as a pile that grows with their number.
function stacks({ layout, films }: Scenery, view: PlantView, things: Things): void {
  for (const [name, count] of view.waiting) {
    const station = layout.stations.find((item) => item.plan.station === name);
    if (!station || count <= 0) continue;
    const isLaminated = afterLamination.includes(station.plan.kind);
    // 2 mm a module between sheets of foam; above a metre the next pile begins.
    const height = Math.min(2.4, 0.02 + count * 0.002);
    for (let pile = 0; pile < 3 && height > pile * 0.8; ++pile) {
      const thick = Math.min(0.8, height - pile * 0.8);
      things.sheets.push({ serial: 0, x: station.rack.x, y: 0.32 + thick / 2, z: station.rack.z + (pile - 1) * 0.44, turn: station.rack.turn, length: 2.1, width: 0.34, thick,
        colour: moduleColour(undefined, films), cells: 54, isAlong: true, isLaminated, scribed: 1 });
    }
  }
}
