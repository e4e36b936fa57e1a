// SPDX-License-Identifier: Apache-2.0
// Tools that take one module after the other: scriber, printer of bus bars, bench, flash tester, packing table, and one
// for a station that nobody foresaw.
import { polished, satin } from "../kit";
import { paint } from "../materials";
import { cabinet, louvres, table, type Machine } from "./common";

const surface = 0.92; // of tables, where hands reach [m]

/** There and back along a table as work goes on; `strokes` times. */
const stroke = (length: number, strokes: number) => (share: number): number => {
  const at = (share * strokes) % 1;
  const there = Math.floor(share * strokes) % 2 === 0;
  return (there ? at : 1 - at) * length - length / 2;
};

/** Lasers on a gantry over granite; P1, P2 and P3 side by side. */
export function scriber(): Machine {
  const travel = stroke(5.2, 6);
  return {
    lamp: [3.2, 2.0, -0.6],
    table: { y: surface, z: 0 },
    // The three passes: infrared is drawn red, the green lasers in two greens.
    beams: { colours: [0xff3a2e, 0x38ff6a, 0x34e0c8], spacing: 0.12, height: 0.34 },
    moving: {
      at: (share, isBusy) => [isBusy ? travel(share) : -2.9, 0, 0],
      body: (kit) => {
        for (const z of [-0.62, 0.62]) kit.box([0.12, 0.56, 0.09], [0, surface + 0.28, z], { colour: paint.white });
        kit.box([0.26, 0.16, 1.36], [0, surface + 0.64, 0], { colour: paint.white, chamfer: 0.03 });
        kit.box([0.27, 0.04, 1.24], [0, surface + 0.73, 0], { colour: paint.accent });
        for (const [at, x] of [-0.12, 0, 0.12].entries()) {
          kit.box([0.09, 0.3, 0.12], [x, surface + 0.46, 0.19], { colour: paint.dark });
          kit.rod(0.03, 0.08, "y", [x, surface + 0.3, 0.19], { colour: [0x8a5a55, 0x5a8a66, 0x5a8a84][at], surface: polished, sides: 10 });
        }
      },
    },
    body: (kit) => {
      kit.box([5.9, 0.34, 1.3], [0, surface - 0.2, 0], { colour: paint.granite, chamfer: 0.03 });
      kit.box([5.6, 0.03, 0.8], [0, surface - 0.018, 0], { colour: 0x7b848a, surface: satin, chamfer: 0.005 });
      for (const x of [-2.4, 0, 2.4]) for (const z of [-0.4, 0.4]) kit.box([0.36, 0.56, 0.34], [x, 0.28, z], { colour: paint.dark, chamfer: 0.04 });
      for (const z of [-0.62, 0.62]) kit.box([6.2, 0.06, 0.1], [0, surface + 0.0, z], { colour: paint.steel, surface: polished });
      // Guard of the class-1 enclosure: posts and a rail, glass that stops the lasers' light.
      for (const x of [-3.3, -1.1, 1.1, 3.3]) kit.box([0.06, 2.0, 0.06], [x, 1.0, -0.84], { colour: paint.white });
      for (const x of [-3.3, 3.3]) kit.box([0.06, 2.0, 0.06], [x, 1.0, 0.84], { colour: paint.white });
      kit.box([6.66, 0.06, 0.06], [0, 1.98, -0.84], { colour: paint.accent });
      kit.pane([6.6, 1.2, 0.02], [0, 1.35, -0.84], { colour: 0xe08a3c, cover: 0.16 });
      kit.box([0.9, 1.2, 0.6], [3.0, 0.6, -1.3], { colour: paint.white });
      louvres(kit, 3.0, 0.5, -0.995, 0.7, 5);
      cabinet(kit, -3.7, 0.1, 0.3);
    },
  };
}

/** A print head draws the conductor, reels lay copper tape as bus bars. */
export function printer(): Machine {
  const travel = stroke(5.0, 2);
  return {
    lamp: [3.1, 1.95, -0.5],
    table: { y: surface, z: 0 },
    moving: {
      at: (share, isBusy) => [isBusy ? travel(share) : 2.8, 0, 0],
      body: (kit) => {
        for (const z of [-0.56, 0.56]) kit.box([0.16, 0.5, 0.1], [0, surface + 0.25, z], { colour: paint.panel });
        kit.box([0.3, 0.18, 1.24], [0, surface + 0.52, 0], { colour: paint.panel, chamfer: 0.03 });
        for (const z of [-0.13, 0.13]) {
          kit.rod(0.16, 0.05, "z", [0, surface + 0.78, z], { colour: paint.copper, surface: satin, sides: 20 });
          kit.rod(0.05, 0.08, "z", [0, surface + 0.78, z], { colour: paint.dark, sides: 10 });
          kit.box([0.06, 0.3, 0.04], [0, surface + 0.2, z], { colour: paint.steel, surface: satin });
        }
      },
    },
    glows: [{ at: [2.9, 1.2, 0], colour: 0xff9a4a, size: 0.7, when: "running", strength: 0.3 }],
    body: (kit) => {
      table(kit, 6.0, 1.1, surface);
      for (const z of [-0.56, 0.56]) kit.box([6.0, 0.05, 0.07], [0, surface + 0.02, z], { colour: paint.steel, surface: polished });
      // The oven that dries the ink, at the end.
      kit.box([1.0, 0.5, 1.2], [2.95, surface + 0.45, 0], { colour: paint.white, chamfer: 0.05 });
      kit.glow([0.02, 0.05, 0.7], [2.44, surface + 0.26, 0], 0xc85a20);
      cabinet(kit, -3.5, 0.2, 0.3);
    },
  };
}

/** Junction boxes are put on by hand and a small arm. */
export function bench(): Machine {
  return {
    lamp: [3.0, 1.9, -0.5],
    table: { y: surface, z: 0 },
    moving: {
      at: (share, isBusy) => [isBusy ? -1.6 + 3.2 * share : -1.8, isBusy ? 0.05 * Math.sin(40 * share) : 0.1, 0],
      body: (kit) => {
        kit.rod(0.1, 0.12, "y", [0, surface + 0.1, -0.45], { colour: paint.dark });
        kit.box([0.12, 0.6, 0.14], [0, surface + 0.42, -0.42], { colour: paint.orange, turn: [0.25, 0, 0] });
        kit.box([0.1, 0.12, 0.56], [0, surface + 0.72, -0.12], { colour: paint.orange });
        kit.rod(0.035, 0.34, "y", [0, surface + 0.52, 0.12], { colour: paint.steel, surface: polished, sides: 10 });
        kit.box([0.09, 0.03, 0.09], [0, surface + 0.34, 0.12], { colour: paint.black });
      },
    },
    body: (kit) => {
      table(kit, 5.8, 1.1, surface, 0xc7cfd2);
      kit.box([5.6, 0.06, 0.06], [0, 1.85, -0.52], { colour: paint.white });
      for (const x of [-2.7, 0, 2.7]) kit.box([0.06, 1.9, 0.06], [x, 0.95, -0.55], { colour: paint.white });
      kit.glow([5.2, 0.03, 0.12], [0, 1.8, -0.42], 0xfff4df);
      for (let at = 0; at < 8; ++at) kit.box([0.34, 0.2, 0.24], [-2.3 + at * 0.66, 1.25, -0.5], { colour: at % 2 ? 0x5f7f92 : 0x7d97a6, chamfer: 0.03 });
      kit.box([5.4, 0.03, 0.26], [0, 1.13, -0.5], { colour: paint.grey });
    },
  };
}

/** The flash tester: a module slides under a bank of xenon lamps in a dark hood. */
export function flasher(): Machine {
  return {
    lamp: [3.1, 2.2, -0.4],
    table: { y: surface, z: 0 },
    glows: [
      { at: [0, 1.4, 0.1], colour: 0xe8f0ff, size: 6.5, when: "flash", strength: 1.0 },
      { at: [-1.6, 1.62, 0.1], colour: 0xffffff, size: 2.4, when: "flash", strength: 1.5 },
      { at: [1.6, 1.62, 0.1], colour: 0xffffff, size: 2.4, when: "flash", strength: 1.5 },
    ],
    body: (kit) => {
      kit.box([6.0, 0.1, 1.2], [0, surface - 0.06, 0], { colour: 0x23282c });
      for (const x of [-2.6, -0.9, 0.9, 2.6]) for (const z of [-0.5, 0.5]) kit.brick([0.1, surface - 0.1, 0.1], [x, (surface - 0.1) / 2, z], { colour: paint.dark });
      // Hood: back and ends black, the roof holds the lamps, the front is cut away.
      kit.box([6.0, 1.2, 0.08], [0, 1.5, -0.66], { colour: 0x1b1f22 });
      for (const x of [-3.0, 3.0]) kit.box([0.1, 1.2, 1.3], [x, 1.5, -0.02], { colour: 0x23282c });
      kit.box([6.1, 0.42, 1.4], [0, 2.05, -0.02], { colour: paint.white, chamfer: 0.06 });
      kit.box([6.14, 0.05, 1.44], [0, 1.86, -0.02], { colour: paint.accent });
      for (const x of [-2.25, -1.35, -0.45, 0.45, 1.35, 2.25]) {
        kit.rod(0.035, 0.8, "x", [x, 1.78, 0.05], { colour: 0xdfe9f2, surface: polished, sides: 10 });
        kit.box([0.84, 0.04, 0.5], [x, 1.83, 0.05], { colour: 0xbcc6cc, surface: polished });
      }
      kit.pane([5.9, 0.3, 0.02], [0, 1.7, 0.66]);
      cabinet(kit, -3.65, 0.15, 0.35);
      cabinet(kit, 3.65, -0.3, -0.2);
    },
  };
}

/** Where modules are sorted by bin and packed. */
export function packer(): Machine {
  return {
    lamp: [2.8, 1.8, -0.5],
    table: { y: surface, z: 0.1 },
    body: (kit) => {
      table(kit, 5.8, 1.1, surface, 0xb99b72);
      // Flat cartons at the back, ready to be folded, and tape.
      for (let at = 0; at < 6; ++at) kit.box([1.6, 0.9 - 0.04 * at, 0.05], [-1.8 + 0.03 * at, 1.4, -0.5 - 0.05 * at], { colour: 0xb08a5b, chamfer: 0.006 });
      kit.box([1.5, 0.7, 0.5], [1.9, surface + 0.35, -0.32], { colour: 0xb8925f, chamfer: 0.01 });
      kit.box([1.52, 0.02, 0.08], [1.9, surface + 0.7, -0.32], { colour: 0xd8c9a8 });
      kit.rod(0.14, 0.07, "z", [0.4, surface + 0.14, -0.4], { colour: 0xc9b27f });
    },
  };
}

export function worktable(): Machine {
  return {
    lamp: [2.8, 1.7, -0.5],
    table: { y: surface, z: 0 },
    moving: {
      at: (share, isBusy) => [isBusy ? stroke(4.6, 1)(share) : 2.6, 0, 0],
      body: (kit) => {
        for (const z of [-0.5, 0.5]) kit.box([0.14, 0.5, 0.1], [0, surface + 0.25, z], { colour: paint.panel });
        kit.box([0.3, 0.26, 1.1], [0, surface + 0.52, 0], { colour: paint.white, chamfer: 0.04 });
      },
    },
    body: (kit) => {
      table(kit, 5.8, 1.1, surface);
      cabinet(kit, -3.3, 0.1, 0.3);
    },
  };
}
