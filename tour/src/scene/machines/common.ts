// SPDX-License-Identifier: Apache-2.0
// What machines share: spools and their housings, control cabinets, tables, and the way of the web through a tool.
import * as THREE from "three";
import { Kit, polished, rubber, satin } from "../kit";
import { paint } from "../materials";

/** A point of the web's way in the tool's frame; `stage` 0 to 1 tells how much of the tool's film is on it there. */
export interface WayPoint { x: number; y: number; stage: number }

/** A light of a machine: where, which colour, how large; on while the tool is productive unless said otherwise. */
export interface GlowSpot { at: [number, number, number]; colour: number; size: number; when: "running" | "flash"; strength: number }

/** A source of vapour: its mouth in the tool's frame, and what it holds. */
export interface SourceSpot { at: [number, number, number]; element: Element }
export type Element = "copper" | "indium" | "gallium" | "selenium" | "sodium";

export interface Machine {
  body(kit: Kit): void;
  way?: WayPoint[];
  spools?: { unwind: [number, number]; rewind: [number, number] };
  /** Where parts lie: surface height, middle of the depth. */
  table?: { y: number; z: number };
  glows?: GlowSpot[];
  sources?: SourceSpot[];
  /** Where the lamp of its state stands. */
  lamp: [number, number, number];
  /** Depth at which the web runs. */
  webZ?: number;
  /** A part that moves with the work: what it is, and where it stands for a share of the work done. */
  moving?: { body(kit: Kit): void; at(share: number, isBusy: boolean): [number, number, number] };
  /** Beams of light from a moving head down to the table: offsets from the head along the sheet. */
  beams?: { colours: number[]; spacing: number; height: number };
}

/** Points of an arc about a roller or drum; angles from +x towards +y [rad]. */
export function arc(x: number, y: number, radius: number, from: number, to: number, steps: number, stage: (share: number) => number): WayPoint[] {
  return Array.from({ length: steps + 1 }, (_, at) => {
    const share = at / steps;
    const angle = from + (to - from) * share;
    return { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle), stage: stage(share) };
  });
}

export function roller(kit: Kit, x: number, y: number, z: number, radius = 0.055, length = 0.5): void {
  kit.rod(radius, length, "z", [x, y, z], { colour: paint.steel, surface: polished, sides: 14 });
}

/** A housing with a porthole in front of a spool. */
export function spoolHousing(kit: Kit, x: number, y: number, z: number, width = 1.5, height = 1.5): void {
  const depth = 1.2;
  const front = z + 0.45;
  kit.box([width, height, 0.06], [x, y, z - 0.65], { colour: 0x5a646a });
  for (const side of [-1, 1]) kit.box([0.07, height, depth], [x + side * (width / 2), y, z - 0.08], { colour: paint.white, chamfer: 0.02 });
  kit.box([width + 0.07, 0.07, depth], [x, y + height / 2, z - 0.08], { colour: paint.white });
  kit.box([width + 0.07, 0.07, depth], [x, y - height / 2, z - 0.08], { colour: paint.white });
  kit.box([width + 0.16, y - height / 2, depth], [x, (y - height / 2) / 2, z - 0.1], { colour: paint.dark, chamfer: 0.03 });
  // Door frame and its glass.
  const rim = 0.12;
  for (const side of [-1, 1]) {
    kit.brick([rim, height, 0.05], [x + side * (width / 2 - rim / 2), y, front + 0.08], { colour: paint.panel });
    kit.brick([width, rim, 0.05], [x, y + side * (height / 2 - rim / 2), front + 0.08], { colour: paint.panel });
  }
  kit.pane([width - 2 * rim, height - 2 * rim, 0.02], [x, y, front + 0.08]);
  kit.box([0.04, 0.32, 0.05], [x + width / 2 - 0.06, y, front + 0.14], { colour: paint.dark });
  // The shaft that carries the spool comes out of the back wall.
  kit.rod(0.03, 0.6, "z", [x, y - 0.1, z - 0.35], { colour: paint.steel, surface: satin, sides: 10 });
}

/** An open frame for a spool, for tools that work in air. */
export function spoolStand(kit: Kit, x: number, y: number, z: number): void {
  for (const side of [-1, 1]) {
    const at = z + side * 0.36;
    for (const lean of [-1, 1]) {
      kit.shape(new THREE.BoxGeometry(0.07, y + 0.06, 0.05), [x + lean * 0.2, y / 2, at], { colour: paint.white, turn: [0, 0, lean * 0.3 * (1 / (y + 0.3))] });
    }
    kit.box([0.62, 0.06, 0.1], [x, 0.05, at], { colour: paint.dark });
    kit.rod(0.09, 0.05, "z", [x, y, at], { colour: paint.dark, surface: satin });
  }
  kit.brick([0.1, 0.06, 0.75], [x - 0.26, 0.05, z], { colour: paint.dark });
  kit.brick([0.1, 0.06, 0.75], [x + 0.26, 0.05, z], { colour: paint.dark });
  kit.rod(0.03, 0.9, "z", [x, y, z], { colour: paint.steel, surface: polished, sides: 10 });
}

/** A cabinet with a screen that shines. */
export function cabinet(kit: Kit, x: number, z: number, turn = 0): void {
  const frame = kit.frame.clone();
  kit.frame = frame.clone().multiply(new THREE.Matrix4().makeTranslation(x, 0, z)).multiply(new THREE.Matrix4().makeRotationY(turn));
  kit.box([0.62, 1.9, 0.5], [0, 0.98, 0], { colour: paint.white, chamfer: 0.025 });
  kit.box([0.64, 0.08, 0.52], [0, 0.04, 0], { colour: paint.dark });
  kit.brick([0.5, 0.012, 0.01], [0, 0.62, 0.255], { colour: paint.grey });
  kit.brick([0.5, 0.012, 0.01], [0, 0.56, 0.255], { colour: paint.grey });
  kit.box([0.46, 0.34, 0.05], [0, 1.42, 0.26], { colour: paint.black, turn: [-0.15, 0, 0] });
  kit.glow([0.4, 0.27, 0.01], [0, 1.42, 0.29], 0x17455c, { turn: [-0.15, 0, 0] });
  for (let row = 0; row < 3; ++row) {
    // Lines of a trend on the screen.
    kit.glow([0.3 - 0.07 * row, 0.012, 0.008], [-0.03 * row, 1.5 - 0.07 * row, 0.302], row === 0 ? 0x9fd8e8 : 0x4a8ba3, { turn: [-0.15, 0, 0] });
  }
  kit.box([0.4, 0.03, 0.18], [0, 1.15, 0.32], { colour: paint.grey, turn: [0.25, 0, 0] });
  kit.frame = frame;
}

/** A long table on legs for sheets. */
export function table(kit: Kit, length: number, depth: number, y: number, colour = paint.panel): void {
  kit.box([length, 0.08, depth], [0, y - 0.04, 0], { colour, chamfer: 0.02 });
  kit.box([length - 0.2, 0.14, 0.06], [0, y - 0.15, depth / 2 - 0.1], { colour: paint.grey });
  kit.box([length - 0.2, 0.14, 0.06], [0, y - 0.15, -depth / 2 + 0.1], { colour: paint.grey });
  const legs = Math.max(2, Math.round(length / 1.8));
  for (let at = 0; at < legs; ++at) {
    const x = -length / 2 + 0.2 + ((length - 0.4) * at) / (legs - 1);
    for (const side of [-1, 1]) {
      kit.brick([0.08, y - 0.1, 0.08], [x, (y - 0.1) / 2, side * (depth / 2 - 0.1)], { colour: paint.white });
      kit.rod(0.06, 0.03, "y", [x, 0.015, side * (depth / 2 - 0.1)], { colour: paint.dark, surface: rubber, sides: 8 });
    }
  }
}

/** A turbo pump with its flange on top of a chamber. */
export function pump(kit: Kit, x: number, y: number, z: number, radius = 0.19): void {
  kit.rod(radius * 1.25, 0.06, "y", [x, y + 0.03, z], { colour: paint.steel, surface: polished });
  kit.rod(radius, 0.34, "y", [x, y + 0.22, z], { colour: paint.steel, surface: satin });
  kit.rod(radius * 0.72, 0.12, "y", [x, y + 0.45, z], { colour: paint.dark });
}

/** Louvres: a row of dark slots. */
export function louvres(kit: Kit, x: number, y: number, z: number, width: number, rows: number): void {
  for (let row = 0; row < rows; ++row) kit.brick([width, 0.018, 0.012], [x, y + row * 0.05, z], { colour: paint.grey });
}
