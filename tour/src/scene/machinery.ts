// SPDX-License-Identifier: Apache-2.0
// The tools of the hall, all of a station drawn at once. Near the eye they have all their corners; further off, where a
// broken edge is about a pixel, a third of them; behind the eye none. On a processor the work goes by corners.
import * as THREE from "three";
import type { PlantView } from "../record/view";
import { Kit } from "./kit";
import type { Materials } from "./materials";
import type { Scenery } from "./things";
import { makeRibbon, paletteOf, type Ribbon } from "./web";

export interface Machinery {
  group: THREE.Group;
  /** @param isWhole every tool with all its corners, for a picture whose shadows stay */
  show(view: PlantView, eye: THREE.Vector3, look: THREE.Vector3, isWhole: boolean): void;
}

const reach = { plain: 12, high: 20 }; // up to which edges are seen [m]

interface Bodies { near: THREE.InstancedMesh; far: THREE.InstancedMesh; places: THREE.Matrix4[]; radius: number; drawn: string }

export function makeMachinery({ record, layout, machines, films }: Scenery, materials: Materials): Machinery {
  const group = new THREE.Group();
  const palette = paletteOf(films);
  const bodies: Bodies[] = [];
  const ribbons: { ribbon: Ribbon; tools: string[] }[] = [];
  for (const station of layout.stations) {
    const machine = machines.get(station.plan.station)!;
    const places = station.tools.map((place) => new THREE.Matrix4().makeRotationY(place.turn).setPosition(place.x, 0, place.z));
    const instances = (geometry: THREE.BufferGeometry, material: THREE.Material) => {
      const mesh = new THREE.InstancedMesh(geometry, material, places.length);
      places.forEach((place, at) => mesh.setMatrixAt(at, place));
      mesh.frustumCulled = false;
      group.add(mesh);
      return mesh;
    };
    const [near, far] = [new Kit(), new Kit("far")].map((kit) => {
      machine.body(kit);
      return kit.build();
    });
    if (near.body && far.body) {
      const meshes = { near: instances(near.body, materials.body), far: instances(far.body, materials.body) };
      for (const mesh of [meshes.near, meshes.far]) mesh.castShadow = mesh.receiveShadow = true;
      bodies.push({ ...meshes, places, radius: Math.hypot(station.size.length, station.size.depth) / 2, drawn: "" });
    }
    if (near.glow) instances(near.glow, materials.glow);
    if (near.glass) instances(near.glass, materials.glass).renderOrder = 3;
    if (!machine.way) continue;
    const ribbon = makeRibbon(station.plan.kind, machine.way, machine.webZ ?? 0, record.plant.webWidth, places, palette, materials);
    group.add(ribbon.mesh);
    ribbons.push({ ribbon, tools: station.tools.map((place) => place.tool) });
  }
  return {
    group,
    show(view, eye, look, isWhole) {
      for (const item of bodies) choose(item, (at) => (isWhole ? "near" : seen(at, item.radius, eye, look, reach[materials.look])));
      for (const { ribbon, tools } of ribbons) {
        tools.forEach((tool, at) => ribbon.shift.setX(at, view.tools.get(tool)?.progress?.position ?? 0));
        ribbon.shift.needsUpdate = true;
      }
    },
  };
}

type Seen = "near" | "far" | "behind";

/** How a tool is seen. @param edges up to which its edges are told [m] */
function seen(at: THREE.Vector3, radius: number, eye: THREE.Vector3, look: THREE.Vector3, edges: number): Seen {
  const way = at.setY(1.2).sub(eye);
  if (way.dot(ahead.subVectors(look, eye).normalize()) < -radius) return "behind";
  return way.length() - radius < edges ? "near" : "far";
}

const middle = new THREE.Vector3();
const ahead = new THREE.Vector3();

/** Hands each tool to the mesh of its distance. */
function choose(item: Bodies, how: (at: THREE.Vector3) => Seen): void {
  const kinds = item.places.map((place) => how(middle.setFromMatrixPosition(place)));
  const drawn = kinds.join();
  if (drawn === item.drawn) return;
  item.drawn = drawn;
  for (const kind of ["near", "far"] as const) {
    const mesh = item[kind];
    const shown = item.places.filter((_, at) => kinds[at] === kind);
    shown.forEach((place, at) => mesh.setMatrixAt(at, place));
    mesh.count = shown.length;
    mesh.instanceMatrix.needsUpdate = true;
  }
}
