// SPDX-License-Identifier: Apache-2.0
// A sputter coater: the web runs round a cooled drum past magnetrons whose plasma shines. Molybdenum first, later the
// zinc oxides of the window; they differ in number of magnetrons and in the colour of the plasma.
import { polished, satin, type Kit } from "../kit";
import { paint } from "../materials";
import * as THREE from "three";
import { arc, cabinet, pump, roller, spoolHousing, type GlowSpot, type Machine } from "./common";

const centre = 1.5;
const vessel = 1.3;
const drum = 0.55;
const webZ = 0.12;

/** @param plasma colour of the discharge: argon over molybdenum violet, over zinc oxide with oxygen paler */
export function drumCoater(magnetrons: number, plasma: number): Machine {
  // Evenly over the lower half of the drum; angles from +x towards +y.
  const angles = Array.from({ length: magnetrons }, (_, at) => Math.PI * (1.02 + (0.96 * (at + 0.5)) / magnetrons));
  // The discharge fills the gap between target and drum, as wide as the web.
  const glows: GlowSpot[] = angles.flatMap((angle) => [-0.16, 0, 0.16].map((off) => ({
    at: [...drumPoint(angle, 0.7), webZ + off] as [number, number, number], colour: plasma, size: 0.6, when: "running" as const, strength: 0.6 })));
  const stage = (angle: number) => {
    const passed = angles.filter((at) => at < angle).length;
    return passed / magnetrons;
  };
  const from = Math.PI * 0.78;
  const to = Math.PI * 2.22;
  return {
    webZ,
    lamp: [2.9, 2.3, 0.3],
    spools: { unwind: [-2.85, 1.25], rewind: [2.85, 1.25] },
    way: [
      { x: -2.85, y: 1.43, stage: 0 }, { x: -1.75, y: 2.05, stage: 0 },
      ...arc(-0.78, 2.2, 0.06, Math.PI * 0.6, Math.PI * 0.2, 3, () => 0),
      ...arc(0, centre, drum, from, to, 40, (share) => stage(from + (to - from) * share)),
      ...arc(0.78, 2.2, 0.06, Math.PI * 0.8, Math.PI * 0.4, 3, () => 1),
      { x: 1.75, y: 2.05, stage: 1 }, { x: 2.85, y: 1.43, stage: 1 },
    ],
    glows,
    body: (kit) => build(kit, angles),
  };
}

function drumPoint(angle: number, radius: number): [number, number] {
  return [radius * Math.cos(angle), centre + radius * Math.sin(angle)];
}

function build(kit: Kit, angles: number[]): void {
  spoolHousing(kit, -2.85, 1.35, webZ, 1.5, 1.5);
  spoolHousing(kit, 2.85, 1.35, webZ, 1.5, 1.5);
  for (const side of [-1, 1]) {
    // Slits between vessel and housings, in a box.
    kit.box([0.75, 0.34, 0.9], [side * 1.72, 2.05, webZ - 0.15], { colour: paint.white });
    kit.box([0.9, 0.3, 1.5], [side * 0.75, 0.15, -0.1], { colour: paint.dark, chamfer: 0.04 });
  }
  // The vessel: a shell open to the front, its back plate, its flange with a window.
  const shell = new THREE.CylinderGeometry(vessel, vessel, 1.5, 40, 1, true).rotateX(Math.PI / 2);
  kit.shape(shell, [0, centre, -0.15], { colour: paint.white });
  const inside = shell.clone();
  inside.scale(-0.97, 0.97, 1);
  // Mirrored by the negative scale: the faces look inward now, their normals must follow.
  inside.computeVertexNormals();
  kit.shape(inside, [0, centre, -0.15], { colour: 0x5d666c, surface: satin });
  kit.shape(new THREE.CircleGeometry(vessel, 40), [0, centre, -0.85], { colour: 0x4b5358, surface: satin });
  kit.ring(vessel, 0.07, "z", [0, centre, 0.6], { colour: paint.steel, surface: polished });
  kit.ring(vessel, 0.05, "z", [0, centre, -0.15], { colour: paint.panel });
  for (let bolt = 0; bolt < 16; ++bolt) {
    const [x, y] = drumPoint((bolt * Math.PI) / 8, vessel);
    kit.rod(0.03, 0.08, "z", [x, y, 0.66], { colour: paint.dark, surface: satin, sides: 6 });
  }
  kit.shape(new THREE.TorusGeometry(vessel + 0.01, 0.02, 6, 40), [0, centre, 0.5], { colour: paint.accent });
  kit.pane([1.7, 1.7, 0.02], [0, centre, 0.63]);
  // Drum, magnetrons, rollers.
  kit.rod(drum - 0.01, 0.46, "z", [0, centre, webZ], { colour: 0xaab2b7, surface: polished, sides: 36 });
  kit.rod(0.12, 1.2, "z", [0, centre, -0.2], { colour: paint.steel, surface: satin });
  for (const angle of angles) {
    const [x, y] = drumPoint(angle, 0.95);
    kit.box([0.2, 0.34, 0.5], [x, y, webZ], { colour: paint.steel, surface: satin, turn: [0, 0, angle] });
    const [tx, ty] = drumPoint(angle, 0.83);
    kit.box([0.05, 0.26, 0.44], [tx, ty, webZ], { colour: 0x8f979c, surface: polished, turn: [0, 0, angle], chamfer: 0.006 });
    const [ox, oy] = drumPoint(angle, vessel + 0.1);
    kit.rod(0.09, 0.22, "x", [ox, Math.max(0.2, oy), -0.4], { colour: paint.copper, surface: satin, sides: 10 });
  }
  for (const side of [-1, 1]) roller(kit, side * 0.78, 2.2, webZ, 0.055, 0.46);
  for (const side of [-1, 1]) roller(kit, side * 1.75, 1.98, webZ, 0.055, 0.46);
  pump(kit, -0.4, 2.74, -0.3, 0.17);
  pump(kit, 0.4, 2.74, -0.3, 0.17);
  kit.rod(0.07, 1.6, "x", [0, 2.9, -0.75], { colour: paint.steel, surface: polished, sides: 10 });
  cabinet(kit, 4.05, 0.3);
}
