// SPDX-License-Identifier: Apache-2.0
// What lies under the pointer: a module, a roll, a tool, a market's bay.
import * as THREE from "three";
import type { Theatre } from "../scene/theatre";

export type Selection = { kind: "tool"; tool: string } | { kind: "station"; station: string } | { kind: "roll"; roll: number } | { kind: "module"; serial: number } | { kind: "market"; segment: string };

export function selectionText(selection: Selection | undefined): string | undefined {
  if (!selection) return undefined;
  const value = { tool: "tool", station: "station", roll: "roll", module: "serial", market: "segment" }[selection.kind];
  return `${selection.kind}:${(selection as unknown as Record<string, unknown>)[value]}`;
}

export function parseSelection(text: string | undefined): Selection | undefined {
  const [kind, ...rest] = (text ?? "").split(":");
  const value = rest.join(":");
  if (!value) return undefined;
  if (kind === "tool") return { kind, tool: value };
  if (kind === "station") return { kind, station: value };
  if (kind === "roll") return { kind, roll: Number(value) };
  if (kind === "module") return { kind, serial: Number(value) };
  if (kind === "market") return { kind, segment: value };
  return undefined;
}

const caster = new THREE.Raycaster();

/** @param x,y in the picture, 0 to 1 from its upper left */
export function pick(theatre: Theatre, x: number, y: number): Selection | undefined {
  caster.setFromCamera(new THREE.Vector2(2 * x - 1, 1 - 2 * y), theatre.camera);
  const { stage } = theatre;
  const toolHit = nearestTool(theatre, caster.ray);
  const hit = caster.intersectObjects([stage.sheets, stage.rolls], false)[0];
  // A module inside its tool's box is meant rather than the tool; one hidden behind another tool is not.
  if (hit && hit.instanceId !== undefined && hit.distance < (toolHit?.distance ?? Infinity) + 4) {
    if (hit.object === stage.sheets) {
      const sheet = stage.things.sheets[hit.instanceId];
      if (sheet?.serial) return { kind: "module", serial: sheet.serial };
    } else {
      const roll = stage.things.rolls[hit.instanceId];
      if (roll) return { kind: "roll", roll: roll.roll };
    }
  }
  if (toolHit) return { kind: "tool", tool: toolHit.tool };
  for (const bay of stage.layout.bays) {
    const box = new THREE.Box3(new THREE.Vector3(stage.layout.hall.x0 - 6, 0, bay.z - 1.5), new THREE.Vector3(bay.x + 4, 2.6, bay.z + 1.5));
    if (caster.ray.intersectsBox(box)) return { kind: "market", segment: bay.segment };
  }
  return undefined;
}

function nearestTool({ stage }: Theatre, ray: THREE.Ray): { tool: string; distance: number } | undefined {
  let best: { tool: string; distance: number } | undefined;
  const point = new THREE.Vector3();
  for (const station of stage.layout.stations) {
    for (const place of station.tools) {
      const half = { x: station.size.length / 2, z: station.size.depth / 2 };
      const box = new THREE.Box3(new THREE.Vector3(place.x - half.x, 0, place.z - half.z), new THREE.Vector3(place.x + half.x, station.size.height, place.z + half.z));
      const hit = ray.intersectBox(box, point);
      if (!hit) continue;
      const distance = hit.distanceTo(ray.origin);
      if (!best || distance < best.distance) best = { tool: place.tool, distance };
    }
  }
  return best;
}
