// SPDX-License-Identifier: Apache-2.0
// The laminator: a heated platen 5 m by 1.5 m on which modules lie side by side; its lid comes down and presses.
import { satin } from "../kit";
import { paint } from "../materials";
import { cabinet, louvres, type Machine } from "./common";

const surface = 0.95;
const open = 0.62; // the lid's way [m]

export function laminator(): Machine {
  return {
    lamp: [3.2, 2.1, -0.9],
    table: { y: surface, z: 0 },
    glows: [{ at: [0, surface + 0.12, 0.78], colour: 0xff8a3c, size: 1.1, when: "running", strength: 0.22 }],
    moving: {
      // Down for as long as a cycle runs but for its first and last twentieth.
      at: (share, isBusy) => [0, isBusy ? open * Math.max(0, 1 - 20 * Math.min(share, 1 - share)) : open, 0],
      body: (kit) => {
        kit.box([5.5, 0.34, 1.75], [0, surface + 0.3, 0], { colour: paint.white, chamfer: 0.06 });
        kit.box([5.3, 0.06, 1.6], [0, surface + 0.11, 0], { colour: paint.dark, chamfer: 0.01 });
        kit.box([5.54, 0.05, 1.79], [0, surface + 0.22, 0], { colour: paint.accent });
        for (const x of [-1.8, 0, 1.8]) kit.box([0.2, 0.16, 1.5], [x, surface + 0.54, 0], { colour: paint.panel });
        kit.rod(0.07, 0.9, "x", [0.9, surface + 0.62, -0.4], { colour: paint.steel, surface: satin, sides: 10 });
      },
    },
    body: (kit) => {
      kit.box([5.7, 0.5, 1.9], [0, 0.25, 0], { colour: paint.dark, chamfer: 0.05 });
      kit.box([5.6, 0.32, 1.85], [0, 0.7, 0], { colour: paint.panel, chamfer: 0.03 });
      kit.box([5.4, 0.06, 1.65], [0, surface - 0.06, 0], { colour: paint.steel, surface: satin, chamfer: 0.01 });
      kit.glow([5.0, 0.02, 0.02], [0, 0.62, 0.94], 0x8a4a20);
      for (const x of [-2.95, 2.95]) for (const z of [-0.8, 0.8]) {
        kit.box([0.22, 2.15, 0.22], [x, 1.08, z], { colour: paint.white, chamfer: 0.03 });
        kit.rod(0.06, 1.1, "y", [x * 0.96, 1.5, z * 0.9], { colour: paint.steel, surface: satin, sides: 10 });
      }
      for (const x of [-2.95, 2.95]) kit.box([0.24, 0.2, 1.85], [x, 2.2, 0], { colour: paint.white });
      kit.box([0.9, 1.1, 0.7], [3.5, 0.55, -0.8], { colour: paint.panel });
      louvres(kit, 3.5, 0.4, -0.445, 0.7, 6);
      cabinet(kit, -3.6, 0.6, 0.3);
    },
  };
}
