// SPDX-License-Identifier: Apache-2.0
// Stand-alone power: rows of modules in dry country that drive a pump, far from any grid.
import * as THREE from "three";
import { Kit, satin } from "../kit";
import { noise, type Look } from "../materials";
import { ground, modules, mountains, openScene, type MarketScene, type Piece, type Product } from "./common";

export function field(segment: string, look: Look, environment: THREE.Texture | null, product: Product): MarketScene {
  const open = openScene(look, environment, { top: 0x3a7fc4, low: 0xf0e4d2, ground: 0xb39a6c, sun: [0.3, 0.8, 0.6], sunColour: 0xfff3dc, strength: 1.05, fog: [70, 260] });
  const { scene } = open;
  scene.add(ground(open, 0xc4a371, 240, 8, 31), mountains(0xc3a087, 300, 44, 14, 0xf0e4d2), mountains(0xa98468, 250, 26, 19, 0xe2cdb0));
  const kit = new Kit();
  const pieces: Piece[] = [];
  const tilt = 0.55; // [rad], latitude of Colorado less a little
  for (let row = 0; row < 4; ++row) {
    const z = 2.6 - row * 3.4;
    for (let x = -8.8; x <= 8.9; x += 2.2) for (const [off, tall] of [[0.55, 0.62], [-0.55, 1.26]]) kit.rod(0.035, tall, "y", [x, tall / 2, z + off], { colour: 0x9aa2a6, surface: satin, sides: 8 });
    const matrix = new THREE.Matrix4().makeRotationX(tilt).setPosition(0, 0.98, z);
    kit.frame = matrix;
    for (const off of [-0.5, 0.5]) kit.brick([18.2, 0.05, 0.05], [0, -0.04, off], { colour: 0x9aa2a6, surface: satin });
    kit.brick([18.1, 0.012, 1.34], [0, -0.008, 0], { colour: 0xd9dcdd });
    kit.frame = new THREE.Matrix4();
    for (let x = 0; x < 9; ++x) for (let lane = 0; lane < 4; ++lane) {
      pieces.push({ length: Math.min(1.96, product.length), width: product.width + 0.03, matrix: matrix.clone().multiply(new THREE.Matrix4().makeTranslation((x - 4) * 2.0, 0.004, (lane - 1.5) * 0.325)) });
    }
  }
  pump(kit);
  for (let at = 0; at < 70; ++at) {
    const [x, z] = [-34 + 68 * noise(at, 1), -30 + 42 * noise(at, 2)];
    if (Math.abs(x) < 11 && z > -10 && z < 6) continue;
    const size = 0.2 + 0.45 * noise(at, 3);
    kit.shape(new THREE.IcosahedronGeometry(size, 1).scale(1.3, 0.8, 1.1), [x, size * 0.4, z], { colour: [0x7b7f4a, 0x8b8a55, 0x9a8a60, 0xa08a6a][at % 4], surface: [0.95, 0] });
  }
  const mesh = new THREE.Mesh(kit.build().body, open.materials.body);
  mesh.castShadow = mesh.receiveShadow = true;
  scene.add(mesh, modules(open, product, pieces), water(open.materials.shaded({ colour: 0x4f93b8, surface: [0.08, 0.2] })));
  return { scene, segment, show: () => undefined };
}

function pump(kit: Kit): void {
  // A tank on legs, the hut of the pump with its controller, a trough.
  const [x, z] = [12.4, -2];
  for (const dx of [-0.9, 0.9]) for (const dz of [-0.9, 0.9]) kit.rod(0.07, 2.6, "y", [x + dx, 1.3, z + dz], { colour: 0x8d949a, surface: satin, sides: 8 });
  kit.box([2.4, 0.12, 2.4], [x, 2.64, z], { colour: 0x8d949a });
  kit.rod(1.2, 1.9, "y", [x, 3.65, z], { colour: 0x5d86a0, sides: 26 });
  kit.shape(new THREE.ConeGeometry(1.26, 0.5, 26), [x, 4.85, z], { colour: 0x527890 });
  kit.rod(0.06, 3.4, "y", [x - 1.25, 1.7, z], { colour: 0xb9bfc3, surface: satin, sides: 8 });
  kit.box([2.2, 2.1, 1.9], [9.4, 1.05, -6.5], { colour: 0xd9c6a2, chamfer: 0.03 });
  kit.box([2.5, 0.12, 2.3], [9.4, 2.2, -6.5], { colour: 0xa2563c, turn: [0.1, 0, 0] });
  kit.box([0.8, 1.6, 0.06], [9.4, 0.82, -5.54], { colour: 0x4d6e7c });
  kit.box([3.2, 0.5, 1.1], [11.4, 0.25, 2.4], { colour: 0xb5b0a4 });
}

function water(material: THREE.Material): THREE.Mesh {
  const mesh = new THREE.Mesh(new THREE.PlaneGeometry(3.0, 0.9).rotateX(-Math.PI / 2), material);
  mesh.position.set(11.4, 0.51, 2.4);
  return mesh;
}
