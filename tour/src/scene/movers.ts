// SPDX-License-Identifier: Apache-2.0
// Parts of tools that move with the work of the record: gantries, lids, arms; and the laser beams under a gantry.
import * as THREE from "three";
import type { PlantView } from "../record/view";
import { instancedFrom } from "./glow";
import { Kit } from "./kit";
import { toHall, type Layout } from "./layout";
import type { Machine } from "./machines/common";
import type { Materials } from "./materials";

export interface Movers { group: THREE.Group; show(view: PlantView): void }

export function makeMovers(layout: Layout, machines: Map<string, Machine>, materials: Materials): Movers {
  const group = new THREE.Group();
  const updates: ((view: PlantView) => void)[] = [];
  for (const station of layout.stations) {
    const machine = machines.get(station.plan.station);
    if (!machine?.moving) continue;
    const kit = new Kit();
    machine.moving.body(kit);
    const mesh = new THREE.InstancedMesh(kit.build().body!, materials.body, station.tools.length);
    mesh.frustumCulled = false;
    mesh.castShadow = false;
    group.add(mesh);
    const beams = machine.beams ? makeBeams(machine.beams, station.tools.length) : undefined;
    if (beams) group.add(beams.mesh);
    updates.push((view) => {
      station.tools.forEach((place, at) => {
        const [x, y, z] = offsetOf(machine, view, place.tool);
        const to = toHall(place, x, z);
        const matrix = new THREE.Matrix4().makeRotationY(place.turn).setPosition(to.x, y, to.z);
        mesh.setMatrixAt(at, matrix);
        const work = view.tools.get(place.tool)?.work[0];
        beams?.place(at, matrix, machine.table?.y ?? 0.9, !!work && !work.isBlocked && view.tools.get(place.tool)!.isRunning);
      });
      mesh.instanceMatrix.needsUpdate = true;
      beams?.update();
    });
  }
  return { group, show: (view) => updates.forEach((update) => update(view)) };
}

function offsetOf(machine: Machine, view: PlantView, tool: string): [number, number, number] {
  const work = view.tools.get(tool)?.work[0];
  return machine.moving!.at(work?.share ?? 0, !!work && !work.isBlocked);
}

// Each beam a thin upright quad that always faces the eye, bright in the middle, and a spark where it meets the film.
function makeBeams(plan: NonNullable<Machine["beams"]>, tools: number) {
  const count = tools * plan.colours.length;
  const base = new THREE.PlaneGeometry(1, 1).translate(0, 0.5, 0);
  const geometry = instancedFrom(base, count);
  const at = new THREE.InstancedBufferAttribute(new Float32Array(count * 4), 4);
  const colours = new Float32Array(Array.from({ length: tools }, () => plan.colours.flatMap((colour) => new THREE.Color(colour).toArray())).flat());
  geometry.setAttribute("aAt", at);
  geometry.setAttribute("aColour", new THREE.InstancedBufferAttribute(colours, 3));
  const mesh = new THREE.Mesh(geometry, new THREE.ShaderMaterial({
    transparent: true, depthWrite: false, blending: THREE.AdditiveBlending,
    vertexShader: `attribute vec4 aAt; attribute vec3 aColour; varying vec2 vAt; varying vec3 vColour;
      void main() {
        vAt = position.xy; vColour = aColour;
        vec4 foot = viewMatrix * vec4(aAt.xyz, 1.0);
        float wide = 0.16 * step(0.001, aAt.w);
        foot.xy += vec2(position.x * wide, 0.0);
        foot.xyz += (viewMatrix * vec4(0.0, position.y * aAt.w * 1.0 - 0.03 * step(0.001, aAt.w), 0.0, 0.0)).xyz;
        foot.xyz *= 0.995;
        gl_Position = projectionMatrix * foot;
      }`,
    fragmentShader: `varying vec2 vAt; varying vec3 vColour;
      void main() {
        float off = abs(vAt.x) * 2.0;
        float beam = smoothstep(0.13, 0.0, off) * 1.1 + 0.16 * pow(1.0 - off, 3.0);
        float spark = 1.6 * smoothstep(1.0, 0.0, length(vec2(off, (vAt.y - 0.09) * 4.0)));
        gl_FragColor = vec4(vColour * beam * smoothstep(0.0, 0.06, vAt.y) + mix(vColour, vec3(1.0), 0.4) * spark, 1.0);
      }`,
  }));
  mesh.frustumCulled = false;
  mesh.renderOrder = 6;
  const point = new THREE.Vector3();
  return {
    mesh,
    place(tool: number, matrix: THREE.Matrix4, tableY: number, isOn: boolean) {
      plan.colours.forEach((_, beam) => {
        point.set((beam - (plan.colours.length - 1) / 2) * plan.spacing, tableY + 0.01, 0.19).applyMatrix4(matrix);
        at.setXYZW(tool * plan.colours.length + beam, point.x, point.y, point.z, isOn ? plan.height : 0);
      });
    },
    update: () => (at.needsUpdate = true),
  };
}
