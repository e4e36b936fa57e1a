// SPDX-License-Identifier: Apache-2.0
// Light that hangs in the air: round glows for lamps, plasma and hot mouths, cones for vapour. All glows are one draw.
import * as THREE from "three";

export interface Glow { at: THREE.Vector3; colour: number; size: number }

export interface Glows {
  mesh: THREE.Mesh;
  /** Brightness of each, 0 is off. */
  light: Float32Array;
  update(): void;
}

export function makeGlows(list: Glow[]): Glows {
  const geometry = instancedFrom(new THREE.PlaneGeometry(1, 1), list.length);
  const at = new Float32Array(list.flatMap((glow) => [glow.at.x, glow.at.y, glow.at.z, glow.size]));
  const colours = new Float32Array(list.flatMap((glow) => new THREE.Color(glow.colour).toArray()));
  const light = new THREE.InstancedBufferAttribute(new Float32Array(list.length), 1);
  geometry.setAttribute("aAt", new THREE.InstancedBufferAttribute(at, 4));
  geometry.setAttribute("aColour", new THREE.InstancedBufferAttribute(colours, 3));
  geometry.setAttribute("aLight", light);
  const mesh = new THREE.Mesh(geometry, new THREE.ShaderMaterial({
    transparent: true, depthWrite: false, blending: THREE.AdditiveBlending,
    vertexShader: `attribute vec4 aAt; attribute vec3 aColour; attribute float aLight;
      varying vec2 vPlace; varying vec3 vColour;
      void main() {
        vPlace = position.xy * 2.0;
        vColour = aColour * aLight;
        vec4 middle = viewMatrix * vec4(aAt.xyz, 1.0);
        // Towards the eye, so that the disc is not cut by what it shines from.
        middle.xyz *= 1.0 - 0.35 * aAt.w / max(1.0, length(middle.xyz));
        // What is off costs no fragment.
        float size = aLight > 0.003 ? aAt.w : 0.0;
        gl_Position = projectionMatrix * (middle + vec4(position.xy * size, 0.0, 0.0));
      }`,
    fragmentShader: `varying vec2 vPlace; varying vec3 vColour;
      void main() {
        float away = 1.0 - min(1.0, length(vPlace));
        gl_FragColor = vec4(vColour * (0.65 * away * away * away + 0.35 * away * away * away * away * away * away), 1.0);
      }`,
  }));
  mesh.frustumCulled = false;
  mesh.renderOrder = 5;
  return { mesh, light: light.array as Float32Array, update: () => (light.needsUpdate = true) };
}

/** The same small mesh many times over. */
export function instancedFrom(base: THREE.BufferGeometry, count: number): THREE.InstancedBufferGeometry {
  const geometry = new THREE.InstancedBufferGeometry();
  geometry.index = base.index;
  geometry.setAttribute("position", base.getAttribute("position"));
  if (base.getAttribute("normal")) geometry.setAttribute("normal", base.getAttribute("normal"));
  geometry.instanceCount = count;
  return geometry;
}

export interface Plume { at: THREE.Vector3; colour: number; height: number; radius: number }

export interface Plumes { mesh: THREE.Mesh; light: Float32Array; update(stageTime: number): void }

/** Cones of vapour that widen upwards from a mouth and thin out. */
export function makePlumes(list: Plume[]): Plumes {
  const cone = new THREE.CylinderGeometry(1, 0.22, 1, 14, 4, true).translate(0, 0.5, 0);
  const geometry = instancedFrom(cone, list.length);
  const at = new Float32Array(list.flatMap((plume) => [plume.at.x, plume.at.y, plume.at.z, plume.height]));
  const colours = new Float32Array(list.flatMap((plume) => [...new THREE.Color(plume.colour).toArray(), plume.radius]));
  const light = new THREE.InstancedBufferAttribute(new Float32Array(list.length), 1);
  geometry.setAttribute("aAt", new THREE.InstancedBufferAttribute(at, 4));
  geometry.setAttribute("aColour", new THREE.InstancedBufferAttribute(colours, 4));
  geometry.setAttribute("aLight", light);
  const uniforms = { time: { value: 0 } };
  const mesh = new THREE.Mesh(geometry, new THREE.ShaderMaterial({
    uniforms, transparent: true, depthWrite: false, side: THREE.DoubleSide, blending: THREE.AdditiveBlending,
    vertexShader: `attribute vec4 aAt; attribute vec4 aColour; attribute float aLight; uniform float time;
      varying float vUp; varying vec3 vColour; varying vec3 vNormal; varying vec3 vEye;
      void main() {
        vUp = position.y;
        vColour = aColour.rgb * aLight;
        float sway = 0.04 * sin(5.0 * position.y + 2.3 * time + 7.0 * aAt.x) * position.y;
        vec3 place = aAt.xyz + vec3(position.x * aColour.w + sway, position.y * aAt.w, position.z * aColour.w * 0.7);
        vec4 seen = viewMatrix * vec4(place, 1.0);
        vNormal = normalize(mat3(viewMatrix) * vec3(position.x, 0.25, position.z));
        vEye = normalize(-seen.xyz);
        gl_Position = projectionMatrix * (aLight > 0.003 ? seen : vec4(0.0, 0.0, 10.0, 1.0));
      }`,
    fragmentShader: `varying float vUp; varying vec3 vColour; varying vec3 vNormal; varying vec3 vEye;
      void main() {
        // Thick where one looks through its middle, nothing at its rim; thinner with height, gone at the web.
        float through = abs(dot(normalize(vNormal), vEye));
        float thin = pow(1.0 - vUp, 0.7) * smoothstep(1.0, 0.86, vUp);
        gl_FragColor = vec4(vColour * through * through * thin, 1.0);
      }`,
  }));
  mesh.frustumCulled = false;
  mesh.renderOrder = 4;
  return {
    mesh, light: light.array as Float32Array,
    update: (stageTime) => {
      uniforms.time.value = stageTime;
      light.needsUpdate = true;
    },
  };
}
