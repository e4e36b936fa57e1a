// SPDX-License-Identifier: Apache-2.0
// A roll-to-roll tool of no known kind: spools, rollers and a closed coating section with a window.
import { paint } from "../materials";
import { cabinet, pump, roller, spoolHousing, type Machine } from "./common";

const webZ = 0.05;

export function coater(): Machine {
  const stage = (x: number) => Math.min(1, Math.max(0, (x + 1.4) / 2.8));
  return {
    webZ,
    lamp: [3.0, 2.2, 0.2],
    spools: { unwind: [-3.1, 1.2], rewind: [3.1, 1.2] },
    way: [
      { x: -3.1, y: 1.38, stage: 0 }, { x: -2.0, y: 1.55, stage: 0 },
      ...Array.from({ length: 13 }, (_, at) => ({ x: -1.8 + 0.3 * at, y: 1.55, stage: stage(-1.8 + 0.3 * at) })),
      { x: 2.0, y: 1.55, stage: 1 }, { x: 3.1, y: 1.38, stage: 1 },
    ],
    glows: [{ at: [0, 1.3, 0.2], colour: 0xbfd8ff, size: 1.2, when: "running", strength: 0.4 }],
    body: (kit) => {
      spoolHousing(kit, -3.1, 1.3, webZ, 1.45, 1.4);
      spoolHousing(kit, 3.1, 1.3, webZ, 1.45, 1.4);
      kit.box([4.2, 0.6, 1.5], [0, 0.3, -0.05], { colour: paint.dark, chamfer: 0.04 });
      kit.box([4.2, 0.12, 1.5], [0, 2.1, -0.05], { colour: paint.white });
      kit.box([4.2, 1.5, 0.08], [0, 1.35, -0.76], { colour: paint.panel });
      for (const x of [-2.1, -0.7, 0.7, 2.1]) kit.box([0.1, 1.5, 0.1], [x, 1.35, 0.66], { colour: paint.white });
      kit.box([4.3, 0.07, 0.06], [0, 2.1, 0.72], { colour: paint.accent });
      kit.pane([4.1, 1.3, 0.02], [0, 1.4, 0.7]);
      for (const x of [-1.2, 0, 1.2]) kit.box([0.7, 0.35, 0.6], [x, 0.9, webZ], { colour: paint.grey });
      for (const x of [-2.0, 0, 2.0]) roller(kit, x, 1.49, webZ, 0.05, 0.46);
      pump(kit, -0.9, 2.16, -0.3);
      pump(kit, 0.9, 2.16, -0.3);
      cabinet(kit, -2.0, 1.1);
    },
  };
}
