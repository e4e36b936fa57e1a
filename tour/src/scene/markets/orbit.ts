// SPDX-License-Identifier: Apache-2.0
// Space: a satellite with two wings of bare foil over the Earth.
import * as THREE from "three";
import { Kit, polished, satin } from "../kit";
import { noise, type Look } from "../materials";
import { modules, openScene, type MarketScene, type Piece, type Product } from "./common";

export function orbit(segment: string, look: Look, environment: THREE.Texture | null, product: Product): MarketScene {
  const open = openScene(look, environment, { top: 0x04060a, low: 0x04060a, ground: 0x2a4a6a, sun: [0.75, 0.5, 0.6], sunColour: 0xfffaf0, strength: 0.95 });
  const { scene } = open;
  scene.add(stars(), earth());
  const craft = new THREE.Group();
  const kit = new Kit();
  const gold = { colour: 0xc9973a, surface: [0.3, 1] as [number, number] };
  kit.box([1.2, 1.5, 1.2], [0, 0, 0], { ...gold, chamfer: 0.05 });
  for (let at = 0; at < 14; ++at) kit.brick([0.3 + 0.3 * noise(at, 1), 0.3 + 0.3 * noise(at, 2), 0.02], [noise(at, 3) * 0.8 - 0.4, noise(at, 4) * 1.1 - 0.55, 0.61], { ...gold, turn: [0.08 * (noise(at, 5) - 0.5), 0.1 * (noise(at, 6) - 0.5), noise(at, 7)] });
  kit.box([1.26, 0.12, 1.26], [0, 0.78, 0], { colour: 0xd8dde0 });
  kit.box([1.26, 0.12, 1.26], [0, -0.78, 0], { colour: 0xd8dde0 });
  kit.shape(new THREE.SphereGeometry(0.55, 20, 8, 0, Math.PI * 2, 0, 0.9).rotateX(Math.PI).scale(1, 0.7, 1), [0, 1.55, 0.1], { colour: 0xe9edf0, surface: satin });
  kit.rod(0.03, 0.6, "y", [0, 1.1, 0.1], { colour: 0xb8c0c4, surface: polished, sides: 8 });
  kit.rod(0.22, 0.3, "y", [0, -0.98, 0], { colour: 0x4c5358, surface: satin });
  const pieces: Piece[] = [];
  const span = 5.4;
  const half = 0.96;
  for (const side of [-1, 1]) {
    // Two booms hold the blanket; cross battens keep it flat.
    for (const z of [-half, half]) kit.rod(0.022, span, "x", [side * (0.75 + span / 2), 0, z], { colour: 0xc8cdd0, surface: satin, sides: 8 });
    kit.rod(0.035, 0.3, "x", [side * 0.7, 0, 0], { colour: 0xc8cdd0, surface: polished, sides: 10 });
    for (let bay = 0; bay <= 9; ++bay) kit.brick([0.02, 0.02, half * 2], [side * (0.8 + (bay * span) / 9), -0.01, 0], { colour: 0xaab0b4 });
    const [length, width] = [0.27, Math.min(0.3, product.length)];
    for (let x = 0; x < 18; ++x) for (let z = 0; z < 8; ++z) {
      pieces.push({ length: width * 0.95, width: length * 0.82, matrix: new THREE.Matrix4().makeRotationY(Math.PI / 2).setPosition(side * (0.95 + x * 0.29), 0.012, (z - 3.5) * (width + 0.035)) });
    }
    kit.brick([span, 0.004, half * 2 - 0.06], [side * (0.8 + span / 2), 0, 0], { colour: 0xa5682a, surface: [0.35, 0.2] });
  }
  craft.add(new THREE.Mesh(kit.build().body, open.materials.body), modules(open, product, pieces));
  craft.rotation.set(0.62, -0.42, 0.12);
  scene.add(craft);
  return { scene, segment, show: (stage) => craft.rotation.set(0.62 + 0.02 * Math.sin(stage * 0.3), -0.42 + 0.012 * (stage % 60), 0.12) };
}

function stars(): THREE.Points {
  const places: number[] = [];
  for (let at = 0; at < 900; ++at) {
    const z = 2 * noise(at, 1) - 1;
    const angle = 2 * Math.PI * noise(at, 2);
    const flat = Math.sqrt(1 - z * z);
    places.push(360 * flat * Math.cos(angle), 360 * z, 360 * flat * Math.sin(angle));
  }
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(places, 3));
  return new THREE.Points(geometry, new THREE.PointsMaterial({ color: 0xdfe8f4, size: 1.5, sizeAttenuation: false, fog: false }));
}

function earth(): THREE.Mesh {
  const mesh = new THREE.Mesh(new THREE.SphereGeometry(170, 64, 40), new THREE.ShaderMaterial({
    uniforms: { sun: { value: new THREE.Vector3(0.75, 0.5, 0.6).normalize() } },
    vertexShader: "varying vec3 vN; varying vec3 vP; varying vec3 vE; void main() { vN = normalize(position); vP = position / 170.0; vec4 w = modelMatrix * vec4(position, 1.0); vE = normalize(cameraPosition - w.xyz); gl_Position = projectionMatrix * viewMatrix * w; }",
    fragmentShader: `uniform vec3 sun; varying vec3 vN; varying vec3 vP; varying vec3 vE;
      float hash(vec3 p) { p = fract(p * 0.3183099 + 0.1); p *= 17.0; return fract(p.x * p.y * p.z * (p.x + p.y + p.z)); }
      float value(vec3 p) { vec3 i = floor(p), f = fract(p); f = f * f * (3.0 - 2.0 * f);
        return mix(mix(mix(hash(i), hash(i + vec3(1,0,0)), f.x), mix(hash(i + vec3(0,1,0)), hash(i + vec3(1,1,0)), f.x), f.y),
                   mix(mix(hash(i + vec3(0,0,1)), hash(i + vec3(1,0,1)), f.x), mix(hash(i + vec3(0,1,1)), hash(i + vec3(1,1,1)), f.x), f.y), f.z); }
      float cloudy(vec3 p) { float s = 0.0, a = 0.5; for (int k = 0; k < 5; ++k) { s += a * value(p); p *= 2.07; a *= 0.5; } return s; }
      void main() {
        float land = smoothstep(0.5, 0.56, cloudy(vP * 5.0 + 3.7));
        vec3 colour = mix(vec3(0.02, 0.09, 0.24), mix(vec3(0.12, 0.2, 0.07), vec3(0.42, 0.34, 0.2), cloudy(vP * 14.0)), land);
        float cloud = smoothstep(0.5, 0.78, cloudy(vP * vec3(9.0, 16.0, 9.0) + cloudy(vP * 6.0)));
        colour = mix(colour, vec3(0.95), cloud * 0.9);
        float lit = clamp(dot(vN, sun) * 1.3 + 0.12, 0.02, 1.0);
        float rim = pow(1.0 - max(0.0, dot(vN, vE)), 3.0);
        gl_FragColor = vec4(colour * lit + vec3(0.28, 0.55, 1.0) * rim * (0.15 + 0.85 * lit), 1.0);
        #include <colorspace_fragment>
      }`,
  }));
  mesh.position.set(-46, -176, -66);
  mesh.rotation.set(0.4, 1.1, 0.2);
  return mesh;
}
