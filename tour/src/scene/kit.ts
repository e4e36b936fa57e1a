// SPDX-License-Identifier: Apache-2.0
// Builds one machine out of simple parts into few meshes: what is opaque, what is glass, what glows. Colours, roughness
// and metal are kept at the vertices, so that a whole machine is drawn at once.
import * as THREE from "three";
import { mergeVertices } from "three/examples/jsm/utils/BufferGeometryUtils.js";

/** How a surface looks: roughness and metalness of physically based shading. */
export type Surface = [number, number];
export const painted: Surface = [0.45, 0.0];
export const satin: Surface = [0.38, 0.85];
export const polished: Surface = [0.16, 1.0];
export const rubber: Surface = [0.9, 0.0];

type V3 = [number, number, number];
interface Part { colour?: number; surface?: Surface; chamfer?: number; turn?: V3 }

class Soup {
  readonly position: number[] = [];
  readonly normal: number[] = [];
  readonly colour: number[] = [];
  readonly surface: number[] = [];

  geometry(): THREE.BufferGeometry {
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", new THREE.Float32BufferAttribute(this.position, 3));
    geometry.setAttribute("normal", new THREE.Float32BufferAttribute(this.normal, 3));
    geometry.setAttribute("color", new THREE.Float32BufferAttribute(this.colour, 3));
    geometry.setAttribute("aSurface", new THREE.Float32BufferAttribute(this.surface, 2));
    // Corners that are alike in all are kept once: on a processor the work goes by corners.
    return mergeVertices(geometry, 1e-4);
  }
}

export interface Built { body?: THREE.BufferGeometry; glass?: THREE.BufferGeometry; glow?: THREE.BufferGeometry }

export class Kit {
  private readonly soups = { body: new Soup(), glass: new Soup(), glow: new Soup() };
  /** Laid over all that is added. */
  frame = new THREE.Matrix4();

  /** @param seen `far`: from where edges and roundness are not told from simpler ones, with a third of the corners */
  constructor(private readonly seen: "near" | "far" = "near") {}

  /** A box with its edges broken, which is what makes it look made: [length, height, depth] about its middle. */
  box(size: V3, at: V3, part: Part = {}): this {
    if (this.seen === "far") return this.brick(size, at, part);
    const chamfer = Math.min(part.chamfer ?? 0.02, ...size.map((edge) => 0.4 * edge));
    return this.add("body", chamferBox(size, chamfer), at, part);
  }

  /** Six faces only: for what is small or never seen close by. */
  brick(size: V3, at: V3, part: Part = {}): this {
    return this.misses(...size) ? this : this.add("body", new THREE.BoxGeometry(...size), at, part);
  }

  /** A cylinder along an axis. */
  rod(radius: number, length: number, axis: "x" | "y" | "z", at: V3, part: Part & { sides?: number } = {}): this {
    const turn: V3 = axis === "x" ? [0, 0, Math.PI / 2] : axis === "z" ? [Math.PI / 2, 0, 0] : [0, 0, 0];
    return this.misses(2 * radius, length) ? this : this.add("body", new THREE.CylinderGeometry(radius, radius, length, this.sides(part.sides ?? 12)), at, { ...part, turn });
  }

  /** A ring, seen along its axis: flanges, portholes. */
  ring(radius: number, thick: number, axis: "x" | "y" | "z", at: V3, part: Part = {}): this {
    const turn: V3 = axis === "x" ? [0, Math.PI / 2, 0] : axis === "y" ? [Math.PI / 2, 0, 0] : [0, 0, 0];
    return this.add("body", new THREE.TorusGeometry(radius, thick, radius > 0.5 ? 6 : 4, this.sides(radius > 0.5 ? 32 : 10)), at, { ...part, turn });
  }

  shape(geometry: THREE.BufferGeometry, at: V3 = [0, 0, 0], part: Part = {}): this {
    return this.add("body", geometry, at, part);
  }

  /** Glass or a liquid; how much it covers is the first number of its surface. */
  pane(size: V3, at: V3, part: Part & { cover?: number } = {}): this {
    const colour = part.colour ?? 0xcfe3ec;
    return this.add("glass", new THREE.BoxGeometry(...size), at, { ...part, colour, surface: [part.cover ?? 0.1, 0] });
  }

  /** Shines by itself; colours above 1 bloom in the tone curve. */
  glow(size: V3, at: V3, colour: number, part: Part = {}): this {
    return this.add("glow", new THREE.BoxGeometry(...size), at, { ...part, colour });
  }

  /** Whether a part is too small to be told from afar. */
  private misses(...sizes: number[]): boolean {
    return this.seen === "far" && Math.max(...sizes) < 0.12;
  }

  private sides(count: number): number {
    return this.seen === "far" ? Math.max(6, Math.ceil(count / 2)) : count;
  }

  private add(which: "body" | "glass" | "glow", geometry: THREE.BufferGeometry, at: V3, part: Part): this {
    const placed = geometry.index ? geometry.toNonIndexed() : geometry;
    const turn = new THREE.Quaternion().setFromEuler(new THREE.Euler(...(part.turn ?? [0, 0, 0])));
    const matrix = new THREE.Matrix4().compose(new THREE.Vector3(...at), turn, new THREE.Vector3(1, 1, 1)).premultiply(this.frame);
    placed.applyMatrix4(matrix);
    const soup = this.soups[which];
    const colour = new THREE.Color(part.colour ?? 0xe8ecee);
    const surface = part.surface ?? painted;
    const count = placed.getAttribute("position").count;
    for (const value of placed.getAttribute("position").array) soup.position.push(value);
    for (const value of placed.getAttribute("normal").array) soup.normal.push(value);
    for (let at = 0; at < count; ++at) {
      soup.colour.push(colour.r, colour.g, colour.b);
      soup.surface.push(...surface);
    }
    return this;
  }

  build(): Built {
    const made = (soup: Soup) => (soup.position.length ? soup.geometry() : undefined);
    return { body: made(this.soups.body), glass: made(this.soups.glass), glow: made(this.soups.glow) };
  }
}

/** A box whose twelve edges and eight corners are cut: 44 triangles, flat shaded. */
export function chamferBox(size: V3, chamfer: number): THREE.BufferGeometry {
  const half = size.map((edge) => edge / 2) as V3;
  const positions: number[] = [];
  const normals: number[] = [];
  const polygon = (points: V3[], normal: V3) => {
    for (let at = 1; at + 1 < points.length; ++at) {
      for (const point of [points[0], points[at], points[at + 1]]) {
        positions.push(...point);
        normals.push(...normal);
      }
    }
  };
  // A point of the box in full on some axes (sign) and drawn in by the chamfer on the others.
  const point = (signs: V3, full: number): V3 =>
    signs.map((sign, axis) => sign * (axis === full ? half[axis] : half[axis] - chamfer)) as V3;
  for (let axis = 0; axis < 3; ++axis) {
    const [u, v] = [(axis + 1) % 3, (axis + 2) % 3];
    for (const sign of [-1, 1]) {
      const corner = (a: number, b: number) => point(signsOf(axis, sign, u, a, v, b), axis);
      const face = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
      const normal = [0, 0, 0] as V3;
      normal[axis] = sign;
      polygon(sign > 0 ? face : face.reverse(), normal);
      for (const other of [-1, 1]) {
        // The edge between this face and the one of the next axis.
        const a = signsOf(axis, sign, u, other, v, -1);
        const b = signsOf(axis, sign, u, other, v, 1);
        const edge = [point(a, axis), point(a, u), point(b, u), point(b, axis)];
        const tilt = [0, 0, 0] as V3;
        tilt[axis] = sign * Math.SQRT1_2;
        tilt[u] = other * Math.SQRT1_2;
        polygon(sign * other > 0 ? edge : edge.reverse(), tilt);
      }
    }
  }
  for (const x of [-1, 1]) for (const y of [-1, 1]) for (const z of [-1, 1]) {
    const signs = [x, y, z] as V3;
    const corner = [point(signs, 0), point(signs, 1), point(signs, 2)];
    const third = 1 / Math.sqrt(3);
    polygon(x * y * z > 0 ? corner : corner.reverse(), [x * third, y * third, z * third]);
  }
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(positions, 3));
  geometry.setAttribute("normal", new THREE.Float32BufferAttribute(normals, 3));
  return geometry;
}

function signsOf(axis: number, sign: number, u: number, a: number, v: number, b: number): V3 {
  const signs = [0, 0, 0] as V3;
  signs[axis] = sign;
  signs[u] = a;
  signs[v] = b;
  return signs;
}
