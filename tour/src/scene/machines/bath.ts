// SPDX-License-Identifier: Apache-2.0
// The chemical bath: the web dives under rollers through warm yellow solution, is rinsed and dried.
import { satin, type Kit } from "../kit";
import { paint } from "../materials";
import { arc, cabinet, louvres, roller, spoolStand, type Machine } from "./common";

const webZ = 0;
const bathFrom = -3.6;
const bathTo = 1.4;

export function bath(): Machine {
  const stage = (x: number) => Math.min(1, Math.max(0, (x - bathFrom - 0.2) / (bathTo - bathFrom - 0.4)));
  const dip = Array.from({ length: 20 }, (_, at) => {
    const x = bathFrom + 0.3 + ((bathTo - bathFrom - 0.6) * at) / 19;
    return { x, y: 0.86, stage: stage(x) };
  });
  return {
    webZ,
    lamp: [4.4, 2.3, -0.3],
    spools: { unwind: [-4.9, 1.05], rewind: [4.9, 1.05] },
    way: [
      { x: -4.9, y: 1.23, stage: 0 },
      ...arc(bathFrom - 0.12, 1.5, 0.06, Math.PI * 0.6, 0, 4, () => 0),
      ...arc(bathFrom + 0.12, 0.92, 0.06, Math.PI, Math.PI * 1.5, 4, () => 0),
      ...dip,
      ...arc(bathTo - 0.12, 0.92, 0.06, Math.PI * 1.5, Math.PI * 2, 4, () => 1),
      ...arc(bathTo + 0.12, 1.5, 0.06, Math.PI, Math.PI * 0.5, 4, () => 1),
      ...arc(1.9, 1.5, 0.06, Math.PI * 0.5, 0, 3, () => 1), ...arc(2.1, 0.95, 0.06, Math.PI, Math.PI * 2, 6, () => 1),
      ...arc(2.3, 1.5, 0.06, Math.PI, Math.PI * 0.5, 3, () => 1),
      { x: 4.3, y: 1.5, stage: 1 }, { x: 4.9, y: 1.23, stage: 1 },
    ],
    glows: [{ at: [4.05, 1.5, 0.2], colour: 0xff7a33, size: 0.6, when: "running", strength: 0.25 }],
    body: build,
  };
}

function build(kit: Kit): void {
  spoolStand(kit, -4.9, 1.05, webZ);
  spoolStand(kit, 4.9, 1.05, webZ);
  const middle = (bathFrom + bathTo) / 2;
  const length = bathTo - bathFrom;
  tank(kit, middle, length, 0xe0b62c, 0.82);
  tank(kit, 2.1, 0.7, 0xa8cfdc, 0.5);
  // Frame with its hood of glass; fumes go up the duct.
  for (const x of [bathFrom - 0.35, middle, bathTo + 0.2, 2.75]) {
    for (const z of [-0.62, 0.62]) kit.box([0.08, 2.1, 0.08], [x, 1.05, z], { colour: paint.white });
    kit.box([0.08, 0.08, 1.3], [x, 2.08, 0], { colour: paint.white });
  }
  kit.box([6.5, 0.08, 0.09], [-0.5, 2.1, 0.62], { colour: paint.accent });
  kit.box([6.5, 0.08, 0.09], [-0.5, 2.1, -0.62], { colour: paint.white });
  kit.pane([6.3, 0.85, 0.02], [-0.5, 1.66, 0.62]);
  kit.pane([6.3, 1.3, 0.02], [-0.5, 1.5, -0.62]);
  kit.box([5.4, 0.22, 0.8], [-0.9, 2.22, -0.1], { colour: paint.panel, chamfer: 0.1 });
  for (const x of [-2.2, 0.3]) {
    kit.rod(0.17, 1.4, "y", [x, 3.0, -0.1], { colour: paint.steel, surface: satin });
    kit.rod(0.22, 0.06, "y", [x, 2.36, -0.1], { colour: paint.steel, surface: satin });
  }
  for (const [x, y] of [[bathFrom - 0.12, 1.5], [bathFrom + 0.12, 0.92], [bathTo - 0.12, 0.92], [bathTo + 0.12, 1.5], [1.9, 1.5], [2.1, 0.95], [2.3, 1.5]] as const) {
    roller(kit, x, y, webZ, 0.055, 0.52);
  }
  for (let x = bathFrom + 0.8; x < bathTo - 0.5; x += 0.8) roller(kit, x, 0.8, webZ, 0.04, 0.46);
  // Dryer.
  kit.box([1.1, 0.62, 0.9], [3.55, 1.6, 0], { colour: paint.white, chamfer: 0.04 });
  kit.box([1.0, 0.5, 0.7], [3.55, 0.55, 0], { colour: paint.dark, chamfer: 0.03 });
  for (const z of [-0.4, 0.4]) kit.brick([0.9, 0.9, 0.06], [3.55, 0.9, z], { colour: paint.panel });
  louvres(kit, 3.55, 1.5, 0.456, 0.8, 4);
  // Tanks of the two solutions, and the pipes.
  for (const [x, colour] of [[-3.1, 0xd9d6c4], [-2.1, 0xe6cf76], [-1.1, 0xdfe5e6]] as const) {
    kit.rod(0.36, 1.2, "y", [x, 0.75, -1.15], { colour, sides: 20 });
    kit.rod(0.38, 0.08, "y", [x, 1.38, -1.15], { colour: paint.panel, sides: 20 });
    kit.rod(0.4, 0.12, "y", [x, 0.08, -1.15], { colour: paint.dark, sides: 20 });
    kit.rod(0.03, 0.6, "z", [x, 1.1, -0.85], { colour: paint.steel, surface: satin, sides: 8 });
  }
  kit.rod(0.035, 3.4, "x", [-1.6, 1.62, -1.0], { colour: paint.steel, surface: satin, sides: 8 });
  cabinet(kit, 3.6, 0.95);
}

function tank(kit: Kit, x: number, length: number, liquid: number, level: number): void {
  const [depth, height, low] = [0.8, 0.55, 0.55];
  kit.box([length + 0.1, low, depth], [x, low / 2, 0], { colour: paint.white, chamfer: 0.04 });
  kit.box([length, 0.06, depth], [x, low + 0.03, 0], { colour: paint.grey });
  kit.box([length + 0.08, 0.05, 0.05], [x, low + height, depth / 2], { colour: paint.steel, surface: satin });
  kit.box([length + 0.08, 0.05, 0.05], [x, low + height, -depth / 2], { colour: paint.steel, surface: satin });
  for (const side of [-1, 1]) kit.box([0.05, height, depth], [x + (side * length) / 2, low + height / 2, 0], { colour: paint.panel });
  // The liquid is drawn as glass of its own colour: what runs in it stays visible.
  kit.pane([length - 0.06, height * level, depth - 0.06], [x, low + 0.06 + (height * level) / 2, 0], { colour: liquid, cover: 0.36 });
  kit.pane([length, height, 0.02], [x, low + height / 2, depth / 2]);
}
