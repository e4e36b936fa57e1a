// SPDX-License-Identifier: Apache-2.0
// The building: floor, walls that are seen from inside only, windows towards the mountains, columns, trusses and lamps.
import * as THREE from "three";
import { floorTexture } from "./floor";
import { Kit, satin } from "./kit";
import type { Layout } from "./layout";
import { noise, paint, type Materials } from "./materials";

/** A wall is drawn for eyes on its inner side only, so that whoever is outside looks in. */
export interface Wall { object: THREE.Object3D; faces(eye: THREE.Vector3): boolean }

export interface Hall {
  group: THREE.Group;
  /** Under the roof: hidden when one looks from above. */
  roof: THREE.Object3D;
  walls: Wall[];
  windows: THREE.MeshBasicMaterial;
  lamps: THREE.MeshBasicMaterial;
}

export function makeHall(layout: Layout, materials: Materials): Hall {
  const group = new THREE.Group();
  const { hall } = layout;
  const [length, depth] = [hall.x1 - hall.x0, hall.z1 - hall.z0];
  const [midX, midZ] = [(hall.x0 + hall.x1) / 2, (hall.z0 + hall.z1) / 2];
  const floor = new THREE.Mesh(new THREE.PlaneGeometry(length, depth).rotateX(-Math.PI / 2),
    materials.shaded({ map: floorTexture(layout, materials.look), colour: materials.look === "high" ? 0xd3d7d9 : 0xffffff, surface: [0.34, 0.05] }));
  floor.position.set(midX, 0, midZ);
  floor.receiveShadow = true;
  group.add(floor);
  const windows = new THREE.MeshBasicMaterial({ map: viewTexture(), toneMapped: false });
  const walls = makeWalls(layout, materials, windows);
  group.add(...walls.map((wall) => wall.object));
  const lamps = new THREE.MeshBasicMaterial({ color: 0xffffff, toneMapped: false });
  const roof = makeRoof(layout, materials, lamps);
  group.add(roof);
  return { group, roof, walls, windows, lamps };
}

function makeWalls({ hall }: Layout, materials: Materials, windows: THREE.Material): Wall[] {
  const [midX, midZ] = [(hall.x0 + hall.x1) / 2, (hall.z0 + hall.z1) / 2];
  const [length, depth] = [hall.x1 - hall.x0, hall.z1 - hall.z0];
  const sides: { width: number; at: [number, number]; turn: number; hasColumns: boolean; faces: Wall["faces"] }[] = [
    { width: length, at: [midX, hall.z0], turn: 0, hasColumns: true, faces: (eye) => eye.z > hall.z0 },
    { width: length, at: [midX, hall.z1], turn: Math.PI, hasColumns: true, faces: (eye) => eye.z < hall.z1 },
    { width: depth, at: [hall.x1, midZ], turn: -Math.PI / 2, hasColumns: true, faces: (eye) => eye.x < hall.x1 },
    // The doors of the dock are in this one: no columns, no windows.
    { width: depth, at: [hall.x0, midZ], turn: Math.PI / 2, hasColumns: false, faces: (eye) => eye.x > hall.x0 },
  ];
  return sides.map(({ width, at, turn, hasColumns, faces }) => {
    const object = new THREE.Group();
    const mesh = new THREE.Mesh(wallBody(width, hall.height, hasColumns), materials.body);
    mesh.receiveShadow = true;
    object.add(mesh);
    if (hasColumns) object.add(new THREE.Mesh(new THREE.PlaneGeometry(width - 8, 2.4).translate(0, 5.2, 0.04), windows));
    object.position.set(at[0], 0, at[1]);
    object.rotation.y = turn;
    return { object, faces };
  });
}

// In the wall's own frame: x along it, z into the hall.
function wallBody(width: number, height: number, hasColumns: boolean): THREE.BufferGeometry {
  const kit = new Kit();
  const band = (high: number, y: number, colour: number, off: number) => kit.shape(new THREE.PlaneGeometry(width, high), [0, y, off], { colour });
  band(height, height / 2, 0xdfe4e6, 0);
  band(1.2, 0.6, 0xb9c3c7, 0.02);
  band(0.1, 1.24, paint.accent, 0.03);
  band(0.14, 3.9, 0xa9b2b6, 0.03);
  band(0.14, 6.5, 0xa9b2b6, 0.06);
  for (let x = -width / 2 + 3; hasColumns && x < width / 2; x += 6) {
    kit.brick([0.34, height, 0.34], [x, height / 2, 0.17], { colour: 0xcdd3d6 });
    for (const bar of [-1, 1, 3]) kit.shape(new THREE.PlaneGeometry(0.07, 2.6), [x + bar, 5.2, 0.07], { colour: 0xa9b2b6 });
  }
  return kit.build().body!;
}

function makeRoof({ hall }: Layout, materials: Materials, lamps: THREE.Material): THREE.Object3D {
  const kit = new Kit();
  const roof = new THREE.Group();
  const [length, depth] = [hall.x1 - hall.x0, hall.z1 - hall.z0];
  const [midX, midZ] = [(hall.x0 + hall.x1) / 2, (hall.z0 + hall.z1) / 2];
  kit.shape(new THREE.PlaneGeometry(length, depth).rotateX(Math.PI / 2), [midX, hall.height, midZ], { colour: 0xbcc3c7 });
  const strips: THREE.BufferGeometry[] = [];
  for (let x = hall.x0 + 5; x < hall.x1; x += 10) {
    const y = hall.height - 0.7;
    kit.brick([0.16, 0.16, depth], [x + 5, y + 0.55, midZ], { colour: 0x98a1a6 });
    kit.brick([0.14, 0.14, depth], [x + 5, y - 0.35, midZ], { colour: 0x98a1a6 });
    for (let z = hall.z0 + 1; z < hall.z1 - 1; z += 2) {
      kit.brick([0.06, 1.2, 0.06], [x + 5, y + 0.1, z + 0.5], { colour: 0x98a1a6, turn: [0.85 * (Math.round(z) % 4 < 2 ? 1 : -1), 0, 0] });
    }
    strips.push(new THREE.BoxGeometry(0.5, 0.06, depth - 6).translate(x, hall.height - 1.0, midZ));
    kit.brick([0.7, 0.05, depth - 6], [x, hall.height - 0.94, midZ], { colour: 0xa5adb1 });
  }
  for (const z of [-4.2, 4.2]) {
    kit.rod(0.16, length - 4, "x", [midX, hall.height - 1.6, z], { colour: paint.steel, surface: satin, sides: 12 });
    kit.brick([length - 6, 0.06, 0.36], [midX, hall.height - 1.9, z * 1.6], { colour: 0x8e979c });
  }
  roof.add(new THREE.Mesh(kit.build().body, materials.body), new THREE.Mesh(merge(strips), lamps));
  return roof;
}

function merge(list: THREE.BufferGeometry[]): THREE.BufferGeometry {
  const kit = new Kit();
  for (const geometry of list) kit.shape(geometry);
  return kit.build().body ?? new THREE.BufferGeometry();
}

/** What the windows show: sky, and the Front Range west of Thornton. */
function viewTexture(): THREE.CanvasTexture {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2048, 96];
  const ink = canvas.getContext("2d")!;
  const sky = ink.createLinearGradient(0, 0, 0, 96);
  sky.addColorStop(0, "#8fbadb");
  sky.addColorStop(1, "#dfeaf0");
  ink.fillStyle = sky;
  ink.fillRect(0, 0, 2048, 96);
  for (const [base, height, colour, seed] of [[74, 40, "#9db2c4", 1], [84, 30, "#7690a3", 2], [92, 16, "#7d8f80", 3]] as const) {
    ink.fillStyle = colour;
    ink.beginPath();
    ink.moveTo(0, 96);
    for (let x = 0; x <= 2048; x += 8) ink.lineTo(x, base - height * ridge(x / 2048, seed));
    ink.lineTo(2048, 96);
    ink.fill();
  }
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  return texture;
}

// A sum of bent lines between hashed heights; the same mountains every time.
function ridge(at: number, seed: number): number {
  let sum = 0;
  for (let octave = 0; octave < 4; ++octave) {
    const place = at * 12 * 2 ** octave;
    const cell = Math.floor(place);
    const share = place - cell;
    const height = noise(seed * 31 + octave, cell) * (1 - share) + noise(seed * 31 + octave, cell + 1) * share;
    sum += height / 2 ** octave;
  }
  return sum / 1.9;
}
