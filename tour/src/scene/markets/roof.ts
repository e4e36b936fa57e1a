// SPDX-License-Identifier: Apache-2.0
// Building: laminates five metres long lie between the seams of a metal roof.
import * as THREE from "three";
import { Kit, satin } from "../kit";
import { noise, type Look } from "../materials";
import { ground, modules, mountains, openScene, type MarketScene, type Piece, type Product } from "./common";

export function roof(segment: string, look: Look, environment: THREE.Texture | null, product: Product): MarketScene {
  const open = openScene(look, environment, { top: 0x3f86c9, low: 0xcfe2ee, ground: 0x8a8f78, sun: [0.55, 0.75, 0.5], sunColour: 0xfff1d8, strength: 1, fog: [60, 240] });
  const { scene } = open;
  scene.add(ground(open, 0x7d9460, 240, 5, 11), mountains(0x93aec2, 300, 40, 3), mountains(0x7291a4, 260, 22, 8));
  const kit = new Kit();
  const slope = 0.32; // of the roof [rad], about 18 degrees
  const [width, run] = [17, 6.2];
  const eaves = 3.4;
  const rise = run * Math.sin(slope);
  kit.box([width - 0.8, eaves, 10.4], [0, eaves / 2, 0], { colour: 0xe6ded0, chamfer: 0.03 });
  for (let x = -7; x <= 7.1; x += 2.8) {
    kit.box([1.5, 1.5, 0.1], [x, 1.9, 5.22], { colour: 0x42525d, surface: [0.12, 0.4] });
    for (const off of [-0.78, 0, 0.78]) kit.brick([0.07, 1.6, 0.12], [x + off, 1.9, 5.24], { colour: 0xf2efe8 });
  }
  kit.box([width - 0.6, 0.5, 10.6], [0, 0.25, 0], { colour: 0x8a7f72 });
  gable(kit, width - 0.8, rise, eaves);
  const pieces: Piece[] = [];
  for (const side of [1, -1]) {
    const matrix = new THREE.Matrix4().makeRotationX(side * slope).setPosition(0, eaves + rise / 2 + 0.06, (side * run * Math.cos(slope)) / 2);
    kit.frame = matrix;
    kit.box([width, 0.1, run + 0.5], [0, 0, 0], { colour: 0x6d7a80, surface: satin, chamfer: 0.01 });
    for (let x = -width / 2 + 0.25; x <= width / 2; x += 0.5) {
      kit.brick([0.035, 0.06, run + 0.5], [x, 0.08, 0], { colour: 0x7f8c92, surface: satin });
      if (x + 0.25 < width / 2 && Math.abs(x + 0.25) < width / 2 - 0.6) {
        pieces.push({ length: Math.min(5, product.length > 2 ? product.length : 5), width: product.width + 0.05,
          matrix: matrix.clone().multiply(new THREE.Matrix4().makeRotationY(Math.PI / 2).setPosition(x + 0.25, 0.062, 0)) });
      }
    }
    kit.box([width, 0.14, 0.16], [0, -0.06, (side * (run + 0.5)) / 2], { colour: 0xe8e6e0 });
    kit.frame = new THREE.Matrix4();
  }
  kit.rod(0.12, width, "x", [0, eaves + rise + 0.14, 0], { colour: 0x6d7a80, surface: satin });
  trees(kit);
  const mesh = new THREE.Mesh(kit.build().body, open.materials.body);
  mesh.castShadow = mesh.receiveShadow = true;
  scene.add(mesh, modules(open, product, pieces));
  return { scene, segment, show: () => undefined };
}

function gable(kit: Kit, width: number, rise: number, eaves: number): void {
  const shape = new THREE.Shape([new THREE.Vector2(-5.2, 0), new THREE.Vector2(5.2, 0), new THREE.Vector2(0, rise * 0.94)]);
  for (const side of [-1, 1]) {
    const geometry = new THREE.ExtrudeGeometry(shape, { depth: 0.1, bevelEnabled: false }).rotateY(Math.PI / 2);
    kit.shape(geometry, [(side * width) / 2 - 0.05, eaves, 0], { colour: 0xe6ded0 });
  }
}

function trees(kit: Kit): void {
  for (let at = 0; at < 26; ++at) {
    const angle = noise(at, 1) * Math.PI * 2;
    const away = 15 + 26 * noise(at, 2);
    const [x, z] = [away * Math.cos(angle), away * Math.sin(angle)];
    if (z > 4 && Math.abs(x) < 16) continue; // keeps the view free
    const tall = 3 + 3.5 * noise(at, 3);
    kit.rod(0.16, tall * 0.5, "y", [x, tall * 0.25, z], { colour: 0x6b5540, sides: 7 });
    for (let ball = 0; ball < 3; ++ball) {
      const size = tall * (0.3 - 0.05 * ball);
      kit.shape(new THREE.IcosahedronGeometry(size, 1), [x + 0.4 * (noise(at, 5 + ball) - 0.5), tall * (0.55 + 0.2 * ball), z + 0.4 * (noise(at, 8 + ball) - 0.5)],
        { colour: [0x54743d, 0x618448, 0x4b6a3b][(at + ball) % 3], surface: [0.95, 0] });
    }
  }
}
