// SPDX-License-Identifier: Apache-2.0
// The moving web: one ribbon for all tools of a station, with the colour of its films and marks that move with it.
import * as THREE from "three";
import { webColour, type Rgb } from "../record/films";
import type { Kind } from "../record/plant";
import type { WayPoint } from "./machines/common";
import type { Change, Materials } from "./materials";

const shades = 64; // of a film from its beginning to its end
const rows: Kind[] = ["molybdenum", "evaporator", "bath", "window", "coater"];

/** The recipe's films, which the colours are worked out from. */
export interface Films {
  cigsUm: number; ggi: number; cdsNm: number; iznoNm: number; azoNm: number;
  /** GGI at the back, in the notch and at the light side over the mean, as the film is laid down. */
  grading: [number, number, number];
}

/** Colours of the web in each kind of web tool, from bare to coated. */
export function paletteOf(films: Films): THREE.DataTexture {
  const data = new Uint16Array(shades * rows.length * 4);
  rows.forEach((kind, row) => {
    for (let at = 0; at < shades; ++at) {
      const colour = shadeOf(kind, at / (shades - 1), films);
      [...colour, 1].forEach((value, channel) => (data[(row * shades + at) * 4 + channel] = THREE.DataUtils.toHalfFloat(value)));
    }
  });
  const texture = new THREE.DataTexture(data, shades, rows.length, THREE.RGBAFormat, THREE.HalfFloatType);
  texture.magFilter = texture.minFilter = THREE.LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

/** The colour that a web has in a tool when that share of the tool's film is on it. */
export function shadeOf(kind: Kind, share: number, films: Films): Rgb {
  const cigs = { um: films.cigsUm, ggi: films.ggi };
  switch (kind) {
    case "molybdenum": {
      // A few nanometres of metal are still seen through; a tenth of the film hides the polyimide.
      const covered = Math.min(1, share * 10);
      const bare = webColour({ isMetal: false });
      return webColour({ isMetal: true }).map((value, at) => covered * value + (1 - covered) * bare[at]) as Rgb;
    }
    case "evaporator": return webColour({ isMetal: true, cigs: { um: Math.max(0.001, share * films.cigsUm), ggi: films.ggi * gradedAt(films.grading, share) } });
    case "bath": return webColour({ isMetal: true, cigs, cdsNm: share * films.cdsNm });
    case "window": return webColour({ isMetal: true, cigs, cdsNm: films.cdsNm, iznoNm: Math.min(1, share * 4) * films.iznoNm, azoNm: Math.max(0, share - 0.25) / 0.75 * films.azoNm });
    default: return webColour({ isMetal: true, cigs, cdsNm: share > 0.5 ? films.cdsNm : 0 });
  }
}

// The back comes first; the notch lies three quarters of the way to the light side.
function gradedAt([back, notch, front]: Films["grading"], share: number): number {
  return share < 0.75 ? back + (notch - back) * (share / 0.75) : notch + (front - notch) * ((share - 0.75) / 0.25);
}

export interface Ribbon { mesh: THREE.InstancedMesh; shift: THREE.InstancedBufferAttribute }

/** @param places of the tools, one instance each */
export function makeRibbon(kind: Kind, way: WayPoint[], z: number, width: number, places: THREE.Matrix4[], palette: THREE.Texture,
  materials: Materials): Ribbon {
  const geometry = ribbonGeometry(way, z, width);
  const shift = new THREE.InstancedBufferAttribute(new Float32Array(places.length), 1);
  geometry.setAttribute("aShift", shift);
  const row = (Math.max(0, rows.indexOf(kind)) + 0.5) / rows.length;
  const material = materials.shaded({ surface: [0.3, 0.75], side: THREE.DoubleSide, change: filmShader(palette, row) });
  material.customProgramCacheKey = () => `ribbon ${row}`;
  const mesh = new THREE.InstancedMesh(geometry, material, places.length);
  places.forEach((place, at) => mesh.setMatrixAt(at, place));
  mesh.frustumCulled = false;
  return { mesh, shift };
}

function ribbonGeometry(way: WayPoint[], z: number, width: number): THREE.BufferGeometry {
  const position: number[] = [];
  const normal: number[] = [];
  const film: number[] = [];
  const index: number[] = [];
  let along = 0;
  way.forEach((point, at) => {
    const before = way[Math.max(0, at - 1)];
    const after = way[Math.min(way.length - 1, at + 1)];
    if (at > 0) along += Math.hypot(point.x - before.x, point.y - before.y);
    const [dx, dy] = [after.x - before.x, after.y - before.y];
    const size = Math.hypot(dx, dy) || 1;
    for (const side of [-1, 1]) {
      position.push(point.x, point.y, z + (side * width) / 2);
      normal.push(-dy / size, dx / size, 0);
      film.push(along, side, point.stage);
    }
    if (at > 0) {
      const base = 2 * (at - 1);
      index.push(base, base + 1, base + 2, base + 1, base + 3, base + 2);
    }
  });
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(position, 3));
  geometry.setAttribute("normal", new THREE.Float32BufferAttribute(normal, 3));
  geometry.setAttribute("aFilm", new THREE.Float32BufferAttribute(film, 3));
  geometry.setIndex(index);
  return geometry;
}

const filmShader = (palette: THREE.Texture, row: number): Change => (shader) => {
  shader.uniforms.palette = { value: palette };
  shader.uniforms.row = { value: row };
  shader.vertexShader = shader.vertexShader
    .replace("#include <common>", "#include <common>\nattribute vec3 aFilm;\nattribute float aShift;\nvarying vec3 vFilm;")
    .replace("#include <begin_vertex>", "#include <begin_vertex>\nvFilm = vec3(aFilm.x - aShift, aFilm.yz);");
  shader.fragmentShader = shader.fragmentShader
    .replace("#include <common>", "#include <common>\nuniform sampler2D palette;\nuniform float row;\nvarying vec3 vFilm;")
    .replace("#include <color_fragment>", `#include <color_fragment>
      diffuseColor.rgb = texture2D(palette, vec2(mix(0.5 / ${shades}.0, 1.0 - 0.5 / ${shades}.0, vFilm.z), row)).rgb;
      // Marks that the web carries at its edges, a hand apart: without them nobody sees it move.
      float edge = smoothstep(0.86, 0.9, abs(vFilm.y));
      float mark = step(fract(vFilm.x * 8.0), 0.18) * edge;
      float fine = clamp(1.0 - fwidth(vFilm.x * 8.0), 0.0, 1.0);
      diffuseColor.rgb = mix(diffuseColor.rgb, diffuseColor.rgb * 0.55 + 0.03, edge * 0.6);
      diffuseColor.rgb = mix(diffuseColor.rgb, vec3(0.85), mark * 0.6 * fine);`)
    // Plasma, melts and heaters light it from all sides, which no lamp of the scene does.
    .replace("#include <emissivemap_fragment>", "#include <emissivemap_fragment>\ntotalEmissiveRadiance += diffuseColor.rgb * 0.3;");
};
