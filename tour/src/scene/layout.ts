// SPDX-License-Identifier: Apache-2.0
// Where everything stands, from the plan's stations. Metres; x runs along the hall, z across it, y up. The web comes in
// at the left of the far side and runs right; modules come back along the near side and leave at the left.
import type { Kind, Plant, StationPlan } from "../record/plant";

export interface Place { x: number; z: number; /** about y [rad] */ turn: number }

export interface ToolPlace extends Place { tool: string }

export interface StationPlace {
  plan: StationPlan;
  size: Size;
  /** Middle of the station's first tool. */
  x: number;
  side: "far" | "near";
  tools: ToolPlace[];
  /** Where rolls or sheets wait for it. */
  rack: Place;
}

export interface Size { length: number; depth: number; height: number }

export interface Layout {
  stations: StationPlace[];
  /** Where a roll is cut into sheets. */
  sheeter: Place;
  /** Where bare rolls lie before their first tool. */
  rollStore: Place;
  /** Where packed modules wait, one bay a market. */
  bays: (Place & { segment: string })[];
  hall: { x0: number; x1: number; z0: number; z1: number; height: number };
  /** Half the width of the aisle between the two sides. */
  aisle: number;
}

// Footprints of tools of that kind for a web a third of a metre wide and modules up to 5 m long (estimates, grade D).
export const sizes: Record<Kind, Size> = {
  molybdenum: { length: 7.6, depth: 2.2, height: 2.9 },
  window: { length: 7.6, depth: 2.2, height: 2.9 },
  evaporator: { length: 12, depth: 1.9, height: 2.7 },
  bath: { length: 11, depth: 1.8, height: 2.4 },
  coater: { length: 8, depth: 1.9, height: 2.3 },
  scriber: { length: 7, depth: 1.7, height: 2.0 },
  printer: { length: 7, depth: 1.6, height: 1.8 },
  laminator: { length: 7.4, depth: 2.4, height: 2.0 },
  bench: { length: 6.4, depth: 1.5, height: 1.9 },
  flasher: { length: 6.8, depth: 1.7, height: 2.2 },
  packer: { length: 6.4, depth: 1.7, height: 1.8 },
  worktable: { length: 6.4, depth: 1.5, height: 1.6 },
};

const aisle = 2.6; // half of it: carts pass each other and people
const farGap = 4.2; // between stations of the web, with the rack of rolls in it
const nearGap = 3.2;
const farRow = 2.6; // between tools of one station, behind each other: a vacuum tool is opened at its back
const nearRow = 2.2;
const storeLength = 11.5; // at the left: bare rolls on one side, packed modules on the other
const turnLength = 7.5; // at the right, where rolls are cut into sheets
const wall = 2; // between the last row and the wall

export function layOut(plant: Plant): Layout {
  const web = plant.stations.filter((station) => station.moves === "web");
  const part = plant.stations.filter((station) => station.moves === "part");
  const farLength = lengthOf(web, farGap);
  const nearLength = lengthOf(part, nearGap);
  const right = Math.max(farLength, nearLength, 24);
  const far = placeSide(web, "far", (right - farLength) / 2, farGap);
  // Seen from the hall the modules go left, so the first of these stations stands rightmost.
  const near = placeSide(part, "near", (right - nearLength) / 2, nearGap, right);
  const deepest = (stations: StationPlace[], row: number) =>
    Math.max(6, ...stations.map((item) => item.tools.length * (item.size.depth + row)));
  const hall = { x0: -storeLength, x1: right + turnLength, z0: -aisle - deepest(far, farRow) - wall,
    z1: aisle + deepest(near, nearRow) + wall, height: 8.5 };
  const bays = plant.segments.map(({ segment }, at) => ({
    segment, x: hall.x0 + 3.2, z: aisle + 2.4 + at * Math.min(4.4, (hall.z1 - aisle - 3) / Math.max(1, plant.segments.length)), turn: 0,
  }));
  return {
    stations: [...far, ...near], aisle, hall, bays,
    sheeter: { x: right + 3.2, z: 0, turn: -Math.PI / 2 },
    rollStore: { x: -5, z: -aisle - 2.6, turn: 0 },
  };
}

const lengthOf = (stations: StationPlan[], gap: number): number =>
  stations.reduce((sum, station) => sum + sizes[station.kind].length + gap, 0);

function placeSide(stations: StationPlan[], side: "far" | "near", start: number, gap: number, right = 0): StationPlace[] {
  let along = start;
  return stations.map((plan) => {
    const size = sizes[plan.kind];
    const offset = along + gap + size.length / 2;
    along += gap + size.length;
    const x = side === "far" ? offset : right - offset;
    const away = side === "far" ? -1 : 1;
    const turn = side === "far" ? 0 : Math.PI;
    const row = side === "far" ? farRow : nearRow;
    const first = aisle + 0.5 + size.depth / 2;
    const tools = plan.tools.map((tool, index) => ({ tool, x, z: away * (first + index * (size.depth + row)), turn }));
    const rack = { x: x + away * (size.length / 2 + gap / 2), z: away * (aisle + 1.5), turn };
    return { plan, size, x, side, tools, rack };
  });
}

/** A point given in a tool's own frame (x with the flow, z towards the aisle) in the hall. */
export function toHall(place: Place, x: number, z: number): { x: number; z: number } {
  const [cos, sin] = [Math.cos(place.turn), Math.sin(place.turn)];
  return { x: place.x + x * cos + z * sin, z: place.z - x * sin + z * cos };
}

export function toolPlace(layout: Layout, tool: string): { station: StationPlace; place: ToolPlace } | undefined {
  for (const station of layout.stations) {
    const place = station.tools.find((item) => item.tool === tool);
    if (place) return { station, place };
  }
  return undefined;
}
