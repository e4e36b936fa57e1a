// SPDX-License-Identifier: Apache-2.0
// What stands in the hall besides tools: racks for rolls and sheets, the cutter, shelves of bins, bays and doors of the
// loading dock with a truck at each.
import * as THREE from "three";
import { Kit, rubber, satin } from "./kit";
import { toHall, type Layout, type Place } from "./layout";
import { cabinet, roller, table } from "./machines/common";
import { paint } from "./materials";

// Trucks told apart by a band of colour, as their bays are.
export const marketPaint = [0x2f7f8f, 0x6a5fa8, 0xc0803a, 0x5d8f4a];

export function buildFittings(layout: Layout): Kit {
  const kit = new Kit("far"); // nobody looks at racks and rails from near by
  const at = (place: Place, draw: () => void) => {
    kit.frame = new THREE.Matrix4().makeRotationY(place.turn).setPosition(place.x, 0, place.z);
    draw();
    kit.frame = new THREE.Matrix4();
  };
  for (const station of layout.stations) {
    at({ ...station.rack, turn: 0 }, () => (station.plan.moves === "web" ? rollRack(kit, 3) : pallet(kit)));
    guard(kit, layout, station.x, station.size.length, station.side === "far" ? -1 : 1);
  }
  at({ x: layout.rollStore.x, z: layout.rollStore.z, turn: 0 }, () => rollRack(kit, 4));
  at(layout.sheeter, () => sheeter(kit));
  layout.bays.forEach((bay, at_) => at(bay, () => dock(kit, layout, bay, marketPaint[at_ % marketPaint.length])));
  return kit;
}

/** A-frames that hold rolls by their cores in two tiers. */
function rollRack(kit: Kit, across: number): void {
  const width = across * 0.78;
  for (const z of [-0.28, 0.28]) {
    for (const x of [-width / 2, width / 2]) kit.box([0.07, 1.9, 0.07], [x, 0.95, z], { colour: paint.accent });
    for (const y of [0.52, 1.24]) kit.box([width, 0.06, 0.05], [0, y, z], { colour: paint.steel, surface: satin });
  }
  kit.box([width, 0.05, 0.62], [0, 0.12, 0], { colour: paint.dark });
  for (const x of [-width / 2, width / 2]) kit.box([0.05, 0.05, 0.56], [x, 1.87, 0], { colour: paint.accent });
}

function pallet(kit: Kit): void {
  for (const x of [-0.9, 0, 0.9]) kit.brick([0.1, 0.12, 1.2], [x, 0.1, 0], { colour: 0xa8895f });
  for (let z = -0.55; z <= 0.56; z += 0.22) kit.brick([2.2, 0.03, 0.14], [0, 0.175, z], { colour: 0xb79769 });
  kit.brick([2.2, 0.1, 1.2], [0, 0.25, 0], { colour: 0xd9dee0 });
}

/** Posts and a rail along the aisle, open in the middle. */
function guard(kit: Kit, layout: Layout, x: number, length: number, away: number): void {
  const z = away * (layout.aisle + 0.12);
  for (const side of [-1, 1]) {
    const middle = x + side * length * 0.33;
    const width = length * 0.3;
    kit.rod(0.03, width, "x", [middle, 0.42, z], { colour: paint.yellow, sides: 8 });
    for (const end of [-1, 1]) kit.rod(0.045, 0.46, "y", [middle + (end * width) / 2, 0.23, z], { colour: paint.yellow, sides: 10 });
  }
}

/** Unwinds finished web and cuts it into sheets; it has no row of its own in the record: rolls are cut when they are finished. */
function sheeter(kit: Kit): void {
  table(kit, 5.4, 1.2, 0.92);
  for (const side of [-1, 1]) kit.box([0.12, 1.5, 0.1], [-3.1, 0.75, side * 0.4], { colour: paint.white });
  kit.rod(0.05, 0.9, "z", [-3.1, 1.3, 0], { colour: paint.steel, surface: satin });
  kit.rod(0.13, 0.33, "z", [-3.1, 1.3, 0], { colour: 0x23262b });
  roller(kit, -2.6, 1.02, 0, 0.05, 0.6);
  // The knife's bridge.
  for (const side of [-1, 1]) kit.box([0.3, 0.8, 0.14], [-1.7, 1.1, side * 0.58], { colour: paint.white });
  kit.box([0.36, 0.36, 1.3], [-1.7, 1.5, 0], { colour: paint.white, chamfer: 0.04 });
  kit.box([0.38, 0.05, 1.32], [-1.7, 1.36, 0], { colour: paint.accent });
  kit.box([0.05, 0.16, 0.5], [-1.7, 1.12, 0], { colour: paint.steel, surface: satin });
  kit.box([4.6, 0.006, 0.27], [0.4, 0.925, 0], { colour: 0x1d2027, chamfer: 0.001 });
  cabinet(kit, -3.0, 1.2);
}

function dock(kit: Kit, { hall }: Layout, bay: Place, colour: number): void {
  const wall = hall.x0 - bay.x;
  // The frame round the door, its seal, and the truck behind it.
  kit.box([0.12, 3.0, 2.9], [wall + 0.06, 1.5, 0], { colour: paint.dark });
  kit.glow([0.02, 2.6, 2.5], [wall + 0.13, 1.45, 0], 0xaebfc8);
  kit.box([0.14, 0.3, 2.9], [wall + 0.08, 3.1, 0], { colour });
  for (const z of [-1.36, 1.36]) kit.box([0.2, 2.8, 0.2], [wall + 0.14, 1.4, z], { colour: paint.yellow });
  kit.box([0.16, 0.12, 2.5], [wall + 0.16, 0.08, 0], { colour: paint.steel, surface: satin });
  kit.box([6.5, 2.5, 2.4], [wall - 3.6, 2.0, 0], { colour: 0xf0f2f3, chamfer: 0.05 });
  kit.box([6.52, 0.34, 2.42], [wall - 3.6, 1.5, 0], { colour, chamfer: 0.02 });
  kit.box([1.9, 2.0, 2.3], [wall - 8.0, 1.5, 0], { colour, chamfer: 0.16 });
  kit.box([0.1, 0.8, 2.0], [wall - 8.94, 1.95, 0], { colour: paint.black });
  kit.box([8.8, 0.3, 1.2], [wall - 4.6, 0.65, 0], { colour: paint.dark });
  for (const x of [-1.4, -2.5, -7.9]) for (const z of [-1.0, 1.0]) kit.rod(0.46, 0.3, "z", [wall + x, 0.46, z], { colour: paint.black, surface: rubber, sides: 18 });
  for (const x of [0.6, 2.2]) for (const z of [-0.6, 0.6]) {
    kit.frame.multiply(new THREE.Matrix4().makeTranslation(x - 1.6, 0, z * 1.05));
    palletSmall(kit);
    kit.frame.multiply(new THREE.Matrix4().makeTranslation(-(x - 1.6), 0, -z * 1.05));
  }
}

function palletSmall(kit: Kit): void {
  for (const x of [-0.5, 0, 0.5]) kit.brick([0.1, 0.1, 1.0], [x, 0.05, 0], { colour: 0xa8895f });
  for (const z of [-0.42, -0.14, 0.14, 0.42]) kit.brick([1.2, 0.03, 0.16], [0, 0.115, z], { colour: 0xb79769 });
}

/** Where cartons of a bay stand, in the order in which they pile up. */
export function cartonSpots(bay: Place): { x: number; y: number; z: number }[] {
  const spots: { x: number; y: number; z: number }[] = [];
  for (let layer = 0; layer < 3; ++layer) for (const x of [0.6, -1.0]) for (const z of [-0.63, 0.63]) for (const part of [-0.26, 0.26]) {
    const at = toHall(bay, x, z + part);
    spots.push({ x: at.x, y: 0.13 + 0.21 + layer * 0.43, z: at.z });
  }
  return spots;
}
