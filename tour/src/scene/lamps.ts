// SPDX-License-Identifier: Apache-2.0
// The signal tower on every tool: one colour for its state after SEMI E10. Quiet greens and greys; yellow and red only
// where somebody has to act.
import * as THREE from "three";
import type { PlantView } from "../record/view";
import { Kit, satin } from "./kit";
import { toHall, type Layout } from "./layout";
import type { Machine } from "./machines/common";
import { paint, type Materials } from "./materials";

/** By code of E10: productive, standby, engineering, scheduled down, unscheduled down, non-scheduled. */
export const stateColours = [0x000000, 0x46c07a, 0xaebcc2, 0x4f8fe0, 0xe7b52c, 0xe4483c, 0x39424a];

export interface Lamps { group: THREE.Group; spots: THREE.Vector3[]; show(view: PlantView): void }

export function makeLamps(layout: Layout, machines: Map<string, Machine>, materials: Materials): Lamps {
  const tools: string[] = [];
  const spots: THREE.Vector3[] = [];
  for (const station of layout.stations) {
    const lamp = machines.get(station.plan.station)?.lamp ?? [0, 2.2, 0];
    for (const place of station.tools) {
      const at = toHall(place, lamp[0], lamp[2]);
      tools.push(place.tool);
      spots.push(new THREE.Vector3(at.x, lamp[1], at.z));
    }
  }
  const kit = new Kit();
  kit.rod(0.025, 0.5, "y", [0, 0.1, 0], { colour: paint.steel, surface: satin, sides: 8 });
  kit.rod(0.065, 0.03, "y", [0, 0.34, 0], { colour: paint.dark, sides: 12 });
  kit.rod(0.065, 0.03, "y", [0, 0.66, 0], { colour: paint.dark, sides: 12 });
  const poles = new THREE.InstancedMesh(kit.build().body!, materials.body, tools.length);
  const lights = new THREE.InstancedMesh(new THREE.CylinderGeometry(0.06, 0.06, 0.28, 14), new THREE.MeshBasicMaterial({ toneMapped: false }), tools.length);
  const matrix = new THREE.Matrix4();
  spots.forEach((spot, at) => {
    poles.setMatrixAt(at, matrix.makeTranslation(spot.x, spot.y, spot.z));
    lights.setMatrixAt(at, matrix.makeTranslation(spot.x, spot.y + 0.5, spot.z));
  });
  poles.frustumCulled = lights.frustumCulled = false;
  const group = new THREE.Group();
  group.add(poles, lights);
  const colour = new THREE.Color();
  return {
    group, spots: spots.map((spot) => spot.clone().setY(spot.y + 0.5)),
    show(view) {
      tools.forEach((tool, at) => lights.setColorAt(at, colour.set(stateColours[view.tools.get(tool)?.state?.state ?? 6])));
      if (lights.instanceColor) lights.instanceColor.needsUpdate = true;
    },
  };
}
