// SPDX-License-Identifier: Apache-2.0
// The few materials of the scene, in two looks: `plain` for computers that draw on the processor, `high` with physically
// based shading, an environment to reflect, and shadows.
import * as THREE from "three";

export type Look = "plain" | "high";

// Colours of things; quiet, so that what is made stands out.
export const paint = {
  white: 0xe9edee, panel: 0xd5dbde, grey: 0x9aa4aa, dark: 0x30383e, black: 0x14181b, steel: 0xb4bbc0, accent: 0x1d6b86,
  copper: 0xb8683a, yellow: 0xe0b33a, granite: 0x4b5156, glass: 0xbfd8e2, orange: 0xd87a2a,
};

export interface Materials {
  look: Look;
  body: THREE.Material;
  glass: THREE.Material;
  glow: THREE.Material;
  /** A shaded material of one's own, with what `change` writes into its shader. */
  shaded(options: { colour?: number; map?: THREE.Texture; surface?: [number, number]; change?: Change; vertexColours?: boolean;
    side?: THREE.Side; transparent?: boolean }): THREE.Material;
}

export type Change = (shader: { vertexShader: string; fragmentShader: string; uniforms: Record<string, THREE.IUniform> }) => void;

export function makeMaterials(look: Look): Materials {
  const shaded: Materials["shaded"] = ({ colour = 0xffffff, map = null, surface = [0.6, 0], change, vertexColours, side, transparent }) => {
    const common = { color: colour, map, vertexColors: vertexColours ?? false, side: side ?? THREE.FrontSide, transparent: transparent ?? false };
    const material = look === "high"
      ? new THREE.MeshStandardMaterial({ ...common, roughness: surface[0], metalness: surface[1] })
      : new THREE.MeshLambertMaterial(common);
    if (change) {
      material.onBeforeCompile = change;
      // Materials with different changes must not share a program.
      material.customProgramCacheKey = () => change.toString();
    }
    return material;
  };
  const glass = shaded({ vertexColours: true, transparent: true, surface: [0.08, 0], change: coverOfVertices });
  glass.depthWrite = false;
  return {
    look,
    shaded,
    body: shaded({ vertexColours: true, change: look === "high" ? surfacesOfVertices : undefined }),
    glass,
    glow: new THREE.MeshBasicMaterial({ vertexColors: true, toneMapped: false }),
  };
}

// Roughness and metalness as the kit wrote them at the vertices.
const surfacesOfVertices: Change = (shader) => {
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", "#include <common>\nattribute vec2 aSurface;\nvarying vec2 vSurface;")
    .replace("#include <begin_vertex>", "#include <begin_vertex>\nvSurface = aSurface;");
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <common>", "#include <common>\nvarying vec2 vSurface;")
    .replace("#include <metalnessmap_fragment>", "#include <metalnessmap_fragment>\nroughnessFactor = vSurface.x; metalnessFactor = vSurface.y;");
};

// How much glass or liquid covers, as the kit wrote it; it hides nothing behind it from the depth buffer.
const coverOfVertices: Change = (shader) => {
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", "#include <common>\nattribute vec2 aSurface;\nvarying float vCover;")
    .replace("#include <begin_vertex>", "#include <begin_vertex>\nvCover = aSurface.x;");
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <common>", "#include <common>\nvarying float vCover;")
    .replace("#include <dithering_fragment>", "#include <dithering_fragment>\ngl_FragColor.a = vCover;");
};

/** An integer hash to numbers in [0, 1): the only noise of the scene, the same on every machine. */
export function noise(seed: number, index = 0): number {
  let h = (Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39) >>> 0;
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}
