// SPDX-License-Identifier: Apache-2.0
// Portable power: a charger that folds, opened on a rock at a camp, with a telephone on its cable.
import * as THREE from "three";
import { Kit, rubber } from "../kit";
import { noise, type Look } from "../materials";
import { ground, modules, mountains, openScene, type MarketScene, type Piece, type Product } from "./common";

export function charger(segment: string, look: Look, environment: THREE.Texture | null, product: Product): MarketScene {
  const open = openScene(look, environment, { top: 0x5b9bd0, low: 0xf3e3cf, ground: 0x8f8a6a, sun: [-0.6, 0.42, 0.55], sunColour: 0xffdfae, strength: 1, fog: [40, 210] });
  const { scene } = open;
  scene.add(ground(open, 0x8b9a63, 200, 7, 21), mountains(0xb9bfd0, 290, 70, 5), mountains(0x8fa0ab, 240, 44, 12));
  const kit = new Kit();
  rock(kit, 0, 0, 0.95, 0.3);
  for (let at = 0; at < 9; ++at) {
    const angle = noise(at, 1) * 6.28;
    const away = 1.5 + 3 * noise(at, 2);
    stone(kit, away * Math.cos(angle), away * Math.sin(angle), 0.12 + 0.2 * noise(at, 3), at);
  }
  const pieces: Piece[] = [];
  const fold = (angle: number, x: number, y: number) => {
    // One leaf of cloth with its module.
    const matrix = new THREE.Matrix4().makeRotationZ(angle).setPosition(x, y, 0).premultiply(new THREE.Matrix4().makeRotationY(0.32).setPosition(-0.05, 0.3, 0.05));
    kit.frame = matrix;
    kit.box([0.235, 0.012, 0.36], [0, 0, 0], { colour: 0x3f4a3c, surface: [0.95, 0], chamfer: 0.004 });
    kit.brick([0.215, 0.004, 0.34], [0, 0.007, 0], { colour: 0x525e4c, surface: rubber });
    for (const z of [-0.165, 0.165]) kit.rod(0.008, 0.014, "y", [0.09, 0.004, z], { colour: 0xb9a05a, surface: [0.3, 0.9], sides: 8 });
    pieces.push({ length: Math.min(0.3, product.width), width: Math.min(0.19, product.length), matrix: matrix.clone().multiply(new THREE.Matrix4().makeRotationY(Math.PI / 2).setPosition(0, 0.013, 0)) });
    kit.frame = new THREE.Matrix4();
  };
  let [x, y] = [-0.46, 0.03];
  [0.2, -0.16, 0.16, -0.2].forEach((angle) => {
    const [dx, dy] = [0.12 * Math.cos(angle), 0.12 * Math.sin(angle)];
    fold(angle, x + dx, y + dy);
    [x, y] = [x + 2 * dx, y + 2 * dy];
  });
  phone(kit);
  tent(kit);
  pack(kit);
  pines(kit);
  const mesh = new THREE.Mesh(kit.build().body, open.materials.body);
  mesh.castShadow = mesh.receiveShadow = true;
  const screen = new Kit().glow([0.062, 0.003, 0.118], [0, 0, 0], 0x9fd4e8).build().glow!;
  const lit = new THREE.Mesh(screen, open.materials.glow);
  lit.position.set(0.42, 0.326, 0.42);
  lit.rotation.y = 0.5;
  scene.add(mesh, lit, modules(open, product, pieces));
  return { scene, segment, show: () => undefined };
}

function rock(kit: Kit, x: number, z: number, size: number, height: number): void {
  const geometry = new THREE.CylinderGeometry(size * 0.86, size, height, 14, 2);
  const place = geometry.getAttribute("position");
  for (let at = 0; at < place.count; ++at) {
    const key = Math.round(place.getX(at) * 50) * 131 + Math.round(place.getZ(at) * 50) * 17;
    const push = 0.86 + 0.26 * noise(key, 3);
    place.setX(at, place.getX(at) * push);
    place.setZ(at, place.getZ(at) * push);
  }
  geometry.computeVertexNormals();
  kit.shape(geometry, [x, height / 2, z], { colour: 0x9a948a, surface: [0.95, 0] });
}

function stone(kit: Kit, x: number, z: number, size: number, seed: number): void {
  kit.shape(new THREE.IcosahedronGeometry(size, 1).scale(1.2, 0.7, 1).rotateY(noise(seed, 9) * 6), [x, size * 0.3, z], { colour: [0x8f8a80, 0xa39d92, 0x7f7a70][seed % 3], surface: [0.95, 0] });
}

function phone(kit: Kit): void {
  kit.frame = new THREE.Matrix4().makeRotationY(0.5).setPosition(0.42, 0.31, 0.42);
  kit.box([0.072, 0.012, 0.135], [0, 0.006, 0], { colour: 0x1c2024, surface: [0.3, 0.2], chamfer: 0.005 });
  kit.frame = new THREE.Matrix4();
  const curve = new THREE.CatmullRomCurve3([[0.4, 0.34, -0.1], [0.56, 0.31, 0.05], [0.6, 0.3, 0.25], [0.5, 0.305, 0.4], [0.47, 0.316, 0.36]].map(([x, y, z]) => new THREE.Vector3(x, y, z)));
  kit.shape(new THREE.TubeGeometry(curve, 28, 0.006, 6), [0, 0, 0], { colour: 0x202428 });
}

function tent(kit: Kit): void {
  const shape = new THREE.Shape([new THREE.Vector2(-1.15, 0), new THREE.Vector2(1.15, 0), new THREE.Vector2(0, 1.45)]);
  kit.frame = new THREE.Matrix4().makeRotationY(0.7).setPosition(-2.6, 0, -3.6);
  kit.shape(new THREE.ExtrudeGeometry(shape, { depth: 2.4, bevelEnabled: false }), [0, 0, -1.2], { colour: 0xd98b3a, surface: [0.9, 0] });
  kit.shape(new THREE.ShapeGeometry(new THREE.Shape([new THREE.Vector2(-0.5, 0), new THREE.Vector2(0.5, 0), new THREE.Vector2(0, 1.0)])), [0, 0, 1.21], { colour: 0x4a3524 });
  kit.frame = new THREE.Matrix4();
}

function pack(kit: Kit): void {
  kit.frame = new THREE.Matrix4().makeRotationY(-0.5).setPosition(1.25, 0, -0.9);
  kit.box([0.4, 0.62, 0.26], [0, 0.4, 0], { colour: 0x3c6a80, surface: [0.9, 0], chamfer: 0.08 });
  kit.box([0.32, 0.26, 0.12], [0, 0.3, 0.17], { colour: 0x34596c, surface: [0.9, 0], chamfer: 0.05 });
  kit.rod(0.09, 0.5, "x", [0, 0.78, 0], { colour: 0xc9a24a, surface: [0.9, 0], sides: 12 });
  kit.frame = new THREE.Matrix4();
}

function pines(kit: Kit): void {
  for (let at = 0; at < 22; ++at) {
    const x = -20 + 40 * noise(at, 1);
    const z = -8 - 18 * noise(at, 2);
    const tall = 3 + 4 * noise(at, 3);
    kit.rod(0.1, tall * 0.3, "y", [x, tall * 0.15, z], { colour: 0x5d4a38, sides: 6 });
    for (let tier = 0; tier < 3; ++tier) {
      kit.shape(new THREE.ConeGeometry(tall * (0.26 - 0.06 * tier), tall * 0.42, 9), [x, tall * (0.35 + 0.22 * tier), z], { colour: [0x3f5f47, 0x486b4e, 0x385640][(at + tier) % 3], surface: [0.95, 0] });
    }
  }
}
