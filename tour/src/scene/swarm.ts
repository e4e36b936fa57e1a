// SPDX-License-Identifier: Apache-2.0
// Draws what moves and is many: rolls, modules, carts, each kind in one draw. Index of an instance leads back to its thing.
import * as THREE from "three";
import { Kit, rubber, satin } from "./kit";
import { paint, type Change, type Materials } from "./materials";
import type { Things } from "./things";

const mostRolls = 160;
const mostSheets = 320;
const mostCarts = 24;

export interface Swarm {
  group: THREE.Group;
  rolls: THREE.InstancedMesh;
  sheets: THREE.InstancedMesh;
  show(things: Things): void;
}

export function makeSwarm(materials: Materials): Swarm {
  const group = new THREE.Group();
  // Of radius 1; each roll is scaled to its own.
  const rolls = instanced(new THREE.CylinderGeometry(1, 1, 0.33, 28).rotateX(Math.PI / 2), materials.shaded({ surface: [0.35, 0.5] }), mostRolls);
  const cores = instanced(new THREE.CylinderGeometry(0.074, 0.074, 0.4, 14).rotateX(Math.PI / 2), materials.shaded({ colour: 0xc9b995, surface: [0.8, 0] }), mostRolls);
  const sheets = makeSheets(materials);
  const carts = instanced(cartGeometry(), materials.body, mostCarts);
  group.add(rolls, cores, sheets.mesh, carts);
  const matrix = new THREE.Matrix4();
  const colour = new THREE.Color();
  const up = new THREE.Vector3(0, 1, 0);
  const turn = new THREE.Quaternion();
  const place = (mesh: THREE.InstancedMesh, at: number, x: number, y: number, z: number, angle: number, sx: number, sy: number, sz: number) => {
    matrix.compose(new THREE.Vector3(x, y, z), turn.setFromAxisAngle(up, angle), new THREE.Vector3(sx, sy, sz));
    mesh.setMatrixAt(at, matrix);
  };
  return {
    group, rolls, sheets: sheets.mesh,
    show(things) {
      rolls.count = cores.count = Math.min(mostRolls, things.rolls.length);
      things.rolls.slice(0, mostRolls).forEach((roll, at) => {
        place(rolls, at, roll.x, roll.y, roll.z, roll.turn, roll.radius, roll.radius, 1);
        place(cores, at, roll.x, roll.y, roll.z, roll.turn, 1, 1, 1);
        rolls.setColorAt(at, colour.setRGB(...roll.colour));
      });
      sheets.mesh.count = Math.min(mostSheets, things.sheets.length);
      things.sheets.slice(0, mostSheets).forEach((sheet, at) => {
        place(sheets.mesh, at, sheet.x, sheet.y, sheet.z, sheet.turn, sheet.length, sheet.thick, sheet.width);
        sheets.mesh.setColorAt(at, colour.setRGB(...sheet.colour));
        sheets.lines.setXYZW(at, sheet.cells, sheet.isAlong ? 1 : 0, sheet.scribed, sheet.isLaminated ? 1 : 0);
      });
      carts.count = Math.min(mostCarts, things.carts.length);
      things.carts.slice(0, mostCarts).forEach((cart, at) => place(carts, at, cart.x, 0, cart.z, cart.turn, 1, 1, 1));
      for (const mesh of [rolls, cores, sheets.mesh, carts]) {
        mesh.instanceMatrix.needsUpdate = true;
        if (mesh.instanceColor) mesh.instanceColor.needsUpdate = true;
        // Raycasts of instances go by this sphere, which would else be that of the first frame.
        mesh.boundingSphere = null;
      }
      sheets.lines.needsUpdate = true;
    },
  };
}

function instanced(geometry: THREE.BufferGeometry, material: THREE.Material, count: number): THREE.InstancedMesh {
  const mesh = new THREE.InstancedMesh(geometry, material, count);
  mesh.count = 0;
  mesh.frustumCulled = false;
  return mesh;
}

function makeSheets(materials: Materials): { mesh: THREE.InstancedMesh; lines: THREE.InstancedBufferAttribute } {
  const geometry = new THREE.BoxGeometry(1, 1, 1);
  const lines = new THREE.InstancedBufferAttribute(new Float32Array(mostSheets * 4), 4);
  geometry.setAttribute("aLines", lines);
  const mesh = instanced(geometry, materials.shaded({ surface: [0.22, 0.4], change: stripes }), mostSheets);
  return { mesh, lines };
}

/** Stripes of cells on a module: x, y, z, w of `aLines` are their number, along the web or across, share scribed, laminated. */
export const stripes: Change = (shader) => {
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", "#include <common>\nattribute vec4 aLines;\nvarying vec4 vLines;\nvarying vec3 vOn;")
    .replace("#include <begin_vertex>", "#include <begin_vertex>\nvLines = aLines; vOn = position + 0.5;");
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <common>", "#include <common>\nvarying vec4 vLines;\nvarying vec3 vOn;")
    .replace("#include <color_fragment>", `#include <color_fragment>
      float across = vLines.y > 0.5 ? vOn.z : vOn.x;
      float cell = across * vLines.x;
      float fine = clamp(1.0 - 1.6 * fwidth(cell), 0.0, 1.0);
      float line = smoothstep(0.84, 0.92, fract(cell)) * step(across, vLines.z);
      diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.42, 0.44, 0.46), line * 0.75 * fine + 0.08 * (1.0 - fine) * step(across, vLines.z));
      // Bus bars at the two outer stripes once it is printed, and the clear border of a laminate.
      float bar = step(0.97, abs(2.0 * across - 1.0)) * vLines.w;
      diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.72, 0.45, 0.25), bar);`);
};

function cartGeometry(): THREE.BufferGeometry {
  const kit = new Kit();
  kit.box([1.1, 0.08, 0.6], [0, 0.22, 0], { colour: paint.accent });
  for (const x of [-0.4, 0.4]) {
    for (const z of [-0.24, 0.24]) kit.rod(0.08, 0.06, "z", [x, 0.08, z], { colour: paint.black, surface: rubber, sides: 10 });
    for (const z of [-0.26, 0.26]) kit.brick([0.05, 0.6, 0.05], [x * 0.5, 0.54, z], { colour: paint.steel });
  }
  kit.brick([0.5, 0.05, 0.06], [0, 0.84, -0.26], { colour: paint.steel, surface: satin });
  kit.brick([0.5, 0.05, 0.06], [0, 0.84, 0.26], { colour: paint.steel, surface: satin });
  kit.brick([0.04, 0.9, 0.04], [-0.55, 0.65, 0.2], { colour: paint.steel, surface: satin });
  kit.brick([0.04, 0.9, 0.04], [-0.55, 0.65, -0.2], { colour: paint.steel, surface: satin });
  kit.brick([0.05, 0.05, 0.5], [-0.55, 1.08, 0], { colour: paint.dark });
  return kit.build().body!;
}
