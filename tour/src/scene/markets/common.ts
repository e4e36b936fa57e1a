// SPDX-License-Identifier: Apache-2.0
// What the four markets share: light, sky, ground, and the product itself, drawn from the modules of the run.
import * as THREE from "three";
import type { ModuleRow } from "../../record/rows";
import { makeMaterials, noise, type Look, type Materials } from "../materials";
import { stripes } from "../swarm";
import { moduleColour } from "../things";
import type { Films } from "../web";

export interface MarketScene { scene: THREE.Scene; segment: string; show(stageTime: number): void }

/** What a market's scene needs to know of the run. */
export interface Product { row?: ModuleRow; films: Films; length: number; width: number; isAlong: boolean; cells: number }

export interface Open { scene: THREE.Scene; materials: Materials }

export interface Air { top: number; low: number; ground: number; sun: [number, number, number]; sunColour: number; strength: number; fog?: [number, number] }

export function openScene(look: Look, environment: THREE.Texture | null, air: Air): Open {
  const scene = new THREE.Scene();
  scene.background = new THREE.Color(air.low);
  if (air.fog) scene.fog = new THREE.Fog(air.low, ...air.fog);
  scene.environment = environment;
  scene.environmentIntensity = 0.45;
  const sky = new THREE.HemisphereLight(air.top, air.ground, (look === "high" ? 0.8 : 2.3) * air.strength);
  const sun = new THREE.DirectionalLight(air.sunColour, (look === "high" ? 2.2 : 3.1) * air.strength);
  sun.position.set(...air.sun).multiplyScalar(40);
  scene.add(sky, sun);
  if (look === "high") {
    sun.castShadow = true;
    sun.shadow.mapSize.set(2048, 2048);
    Object.assign(sun.shadow.camera, { left: -16, right: 16, top: 16, bottom: -16, near: 1, far: 90 });
    sun.shadow.bias = -0.0006;
    sun.shadow.normalBias = 0.03;
    // Nothing casts that moves: once is enough, and again whenever the scene is shown first.
  }
  scene.add(skyDome(air));
  return { scene, materials: makeMaterials(look) };
}

export function skyDome(air: Air): THREE.Mesh {
  const dome = new THREE.Mesh(new THREE.SphereGeometry(380, 24, 14), new THREE.ShaderMaterial({
    side: THREE.BackSide, depthWrite: false, fog: false,
    uniforms: { top: { value: new THREE.Color(air.top) }, low: { value: new THREE.Color(air.low) }, sun: { value: new THREE.Vector3(...air.sun).normalize() }, sunColour: { value: new THREE.Color(air.sunColour) } },
    vertexShader: "varying vec3 vTo; void main() { vTo = normalize(position); gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0); }",
    fragmentShader: `uniform vec3 top; uniform vec3 low; uniform vec3 sun; uniform vec3 sunColour; varying vec3 vTo;
      void main() {
        vec3 to = normalize(vTo);
        vec3 colour = mix(low, top, pow(clamp(to.y * 1.7, 0.0, 1.0), 0.6));
        float near = max(0.0, dot(to, sun));
        colour += sunColour * (0.35 * pow(near, 24.0) + 1.2 * pow(near, 900.0));
        gl_FragColor = vec4(colour, 1.0);
        #include <colorspace_fragment>
      }`,
  }));
  dome.renderOrder = -10;
  return dome;
}

export interface Piece { matrix: THREE.Matrix4; length: number; width: number }

/** Modules of the product, each lying in the plane y = 0 of its matrix, x along its length. */
export function modules({ materials }: Open, product: Product, pieces: Piece[]): THREE.InstancedMesh {
  const geometry = new THREE.BoxGeometry(1, 0.006, 1);
  const lines = new Float32Array(pieces.flatMap(() => [product.cells, product.isAlong ? 1 : 0, 1, 1]));
  geometry.setAttribute("aLines", new THREE.InstancedBufferAttribute(lines, 4));
  const mesh = new THREE.InstancedMesh(geometry, materials.shaded({ surface: [0.2, 0.35], change: stripes }), pieces.length);
  const colour = new THREE.Color().setRGB(...moduleColour(product.row, product.films));
  pieces.forEach((piece, at) => {
    mesh.setMatrixAt(at, piece.matrix.clone().multiply(new THREE.Matrix4().makeScale(piece.length, 1, piece.width)));
    mesh.setColorAt(at, colour);
  });
  mesh.castShadow = mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}

/** Ground with gentle hills far out; flat where things stand. */
export function ground({ materials }: Open, colour: number, size = 220, hills = 6, seed = 5): THREE.Mesh {
  const geometry = new THREE.PlaneGeometry(size, size, 48, 48).rotateX(-Math.PI / 2);
  const place = geometry.getAttribute("position");
  const colours: number[] = [];
  const base = new THREE.Color(colour);
  for (let at = 0; at < place.count; ++at) {
    const [x, z] = [place.getX(at), place.getZ(at)];
    const far = Math.max(0, Math.hypot(x, z) - 18) / 60;
    place.setY(at, hills * Math.min(1, far * far) * (smooth(x / 26, z / 26, seed) - 0.25));
    const shade = 0.86 + 0.28 * smooth(x / 5, z / 5, seed + 1) + 0.1 * (noise(at, seed) - 0.5);
    colours.push(base.r * shade, base.g * shade, base.b * shade);
  }
  geometry.setAttribute("color", new THREE.Float32BufferAttribute(colours, 3));
  geometry.computeVertexNormals();
  const mesh = new THREE.Mesh(geometry, materials.shaded({ surface: [0.95, 0], vertexColours: true }));
  mesh.receiveShadow = true;
  return mesh;
}

/** Noise between 0 and 1 without corners. */
export function smooth(x: number, z: number, seed: number): number {
  const [cx, cz] = [Math.floor(x), Math.floor(z)];
  const ease = (share: number) => share * share * (3 - 2 * share);
  const [u, v] = [ease(x - cx), ease(z - cz)];
  const at = (i: number, j: number) => noise(seed * 7919 + i + 1000, j + 1000);
  const low = at(cx, cz) * (1 - u) + at(cx + 1, cz) * u;
  const high = at(cx, cz + 1) * (1 - u) + at(cx + 1, cz + 1) * u;
  return low * (1 - v) + high * v;
}

/** A range of mountains at the horizon that fades into the haze at its foot. */
export function mountains(colour: number, radius: number, height: number, seed: number, haze = 0xdfe6ea): THREE.Mesh {
  const steps = 144;
  const geometry = new THREE.PlaneGeometry(1, 1, steps, 1);
  const place = geometry.getAttribute("position");
  const tints: number[] = [];
  for (const row of [0, 1]) {
    for (let at = 0; at <= steps; ++at) {
      const angle = (at / steps) * Math.PI * 2;
      // Round a circle in the noise, so that the ring closes without a step.
      const [x, z] = [Math.cos(angle), Math.sin(angle)];
      const crest = height * (0.3 + 0.7 * smooth(3.2 * x + 9, 3.2 * z + 9, seed)) * (0.7 + 0.6 * smooth(10 * x + 30, 10 * z + 30, seed + 1));
      place.setXYZ(row * (steps + 1) + at, radius * x, row === 0 ? crest : -6, radius * z);
      tints.push(...new THREE.Color(row === 0 ? colour : haze).toArray());
    }
  }
  geometry.setAttribute("color", new THREE.Float32BufferAttribute(tints, 3));
  const mesh = new THREE.Mesh(geometry, new THREE.MeshBasicMaterial({ vertexColors: true, side: THREE.DoubleSide, fog: false, depthWrite: false }));
  mesh.renderOrder = -9;
  return mesh;
}
