// SPDX-License-Identifier: Apache-2.0
// The people of the shift: some at tools, some on their way along the aisle. Where they stand follows from the states of
// the record (a tool under repair has two about it); how they walk is scenery.
import * as THREE from "three";
import type { PlantView } from "../record/view";
import { Kit } from "./kit";
import { toHall, type Layout } from "./layout";
import { noise, type Change, type Materials } from "./materials";

const most = 64;
const pace = 1.25; // of somebody walking [m/s]

export interface Person { x: number; z: number; turn: number; step: number; coat: number }

// Clean-room white, the blue of technicians.
const coats = [0xf1f4f5, 0x2f6f9f];

/** Who is where. @param stage seconds of the picture, by which people move */
export function crewAt(layout: Layout, view: PlantView, stage: number): Person[] {
  const people: Person[] = [];
  if (!view.isManned) return people;
  let index = 0;
  for (const station of layout.stations) {
    for (const place of station.tools) {
      const state = view.tools.get(place.tool)?.state;
      ++index;
      const front = station.size.depth / 2 + 0.75;
      const stand = (x: number, z: number, coat: number) => {
        const at = toHall(place, x, z);
        // Turned to the tool, shifting weight now and then.
        people.push({ ...at, turn: place.turn + Math.PI + 0.5 * Math.sin(0.21 * stage + index), step: 0, coat });
      };
      if (!state || state.state === 6) continue;
      if (state.state >= 4) {
        stand(-0.9 + noise(index, 1), front, 1);
        stand(0.9 - noise(index, 2), front, 1);
      } else if (station.plan.moves === "part" ? state.state === 1 : index % 2 === 0) {
        // An operator goes to and fro in front of the tool.
        const reach = station.size.length * 0.3;
        stand(reach * Math.sin(0.05 * stage + 5 * noise(index, 3)), front + 0.1, 0);
      }
    }
  }
  const length = layout.hall.x1 - layout.hall.x0 - 8;
  const walkers = Math.min(7, Math.ceil(people.length / 3));
  for (let at = 0; at < walkers; ++at) {
    const way = (noise(at, 7) * length * 2 + stage * pace * (0.85 + 0.3 * noise(at, 8))) % (2 * length);
    const forth = way < length;
    people.push({ x: layout.hall.x0 + 4 + (forth ? way : 2 * length - way), z: (forth ? 1 : -1) * (0.5 + 1.1 * noise(at, 9)),
      turn: forth ? Math.PI / 2 : -Math.PI / 2, step: stage * pace * 4.2 + at, coat: at % 3 === 0 ? 1 : 0 });
  }
  return people.slice(0, most);
}

export interface Crew { group: THREE.Group; show(people: Person[], eye: THREE.Vector3): void }

const near = 12; // up to where round limbs are told from edged ones [m]

export function makeCrew(materials: Materials): Crew {
  const material = materials.shaded({ surface: [0.8, 0], vertexColours: true, change: walk });
  const bodies = [1, 0.5].map((detail) => {
    const geometry = bodyGeometry(detail);
    const steps = new THREE.InstancedBufferAttribute(new Float32Array(most), 1);
    geometry.setAttribute("aStep", steps);
    return { mesh: new THREE.InstancedMesh(geometry, material, most), steps };
  });
  const shades = new THREE.InstancedMesh(new THREE.CircleGeometry(0.42, 20).rotateX(-Math.PI / 2), shadeMaterial(), most);
  const meshes = [...bodies.map((body) => body.mesh), shades];
  const group = new THREE.Group().add(...meshes);
  for (const mesh of meshes) mesh.frustumCulled = false;
  const matrix = new THREE.Matrix4();
  const colour = new THREE.Color();
  return {
    group,
    show(people, eye) {
      for (const mesh of meshes) mesh.count = 0;
      for (const person of people) {
        const { mesh, steps } = bodies[Math.hypot(person.x - eye.x, eye.y, person.z - eye.z) < near ? 0 : 1];
        mesh.setMatrixAt(mesh.count, matrix.makeRotationY(person.turn).setPosition(person.x, 0, person.z));
        mesh.setColorAt(mesh.count, colour.set(coats[person.coat]));
        steps.setX(mesh.count++, person.step);
        shades.setMatrixAt(shades.count++, matrix.makeTranslation(person.x, 0.02, person.z));
      }
      for (const mesh of meshes) mesh.instanceMatrix.needsUpdate = true;
      for (const { mesh, steps } of bodies) {
        steps.needsUpdate = true;
        if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
      }
    },
  };
}

/** Soft round shade on the floor. */
export function shadeMaterial(): THREE.ShaderMaterial {
  return new THREE.ShaderMaterial({
    transparent: true, depthWrite: false,
    vertexShader: "varying vec2 vAt; void main() { vAt = position.xz; gl_Position = projectionMatrix * viewMatrix * instanceMatrix * vec4(position, 1.0); }",
    fragmentShader: "varying vec2 vAt; void main() { gl_FragColor = vec4(0.06, 0.08, 0.1, 0.42 * (1.0 - smoothstep(0.05, 0.42, length(vAt)))); }",
  });
}

// 1.74 m tall, facing +z; legs and arms swing about hip and shoulder.
function bodyGeometry(detail: number): THREE.BufferGeometry {
  const kit = new Kit();
  const coat = { colour: 0xffffff };
  const round = (count: number) => Math.max(3, Math.round(count * detail));
  const limb = (radius: number, length: number, sides: number) => new THREE.CapsuleGeometry(radius, length, 1, round(sides));
  kit.shape(new THREE.CapsuleGeometry(0.17, 0.36, detail < 1 ? 1 : 2, round(8)).scale(1.15, 1, 0.8), [0, 1.2, 0], coat);
  kit.shape(new THREE.SphereGeometry(0.115, round(9), round(6)), [0, 1.62, 0], { colour: 0xd9a98a });
  kit.shape(new THREE.SphereGeometry(0.128, round(9), round(4), 0, 2 * Math.PI, 0, Math.PI * 0.55), [0, 1.64, -0.015], { colour: 0xf3f6f7 });
  for (const side of [-1, 1]) {
    kit.shape(limb(0.062, 0.46, 6), [side * 0.255, 1.14, 0.02], coat);
    kit.shape(new THREE.SphereGeometry(0.055, round(6), round(4)), [side * 0.26, 0.84, 0.03], { colour: 0x9fc4d6 });
    kit.shape(limb(0.088, 0.66, 6), [side * 0.1, 0.47, 0], coat);
    kit.shape(new THREE.BoxGeometry(0.11, 0.09, 0.26), [side * 0.1, 0.05, 0.04], { colour: 0x3a4248 });
  }
  return kit.build().body!;
}

const walk: Change = (shader) => {
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", "#include <common>\nattribute float aStep;")
    .replace("#include <begin_vertex>", `#include <begin_vertex>
      float side = sign(position.x);
      float swing = 0.5 * sin(aStep) * step(0.001, aStep);
      if (position.y < 0.86 && abs(position.x) < 0.2) {
        float down = 0.86 - position.y;
        transformed.z += side * swing * down;
      } else if (abs(position.x) > 0.18 && position.y < 1.42) transformed.z -= side * swing * 0.7 * (1.42 - position.y);`);
};
