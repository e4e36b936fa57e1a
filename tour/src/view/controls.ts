// SPDX-License-Identifier: Apache-2.0
// Cameras in the visitor's hand: turning about a point from above, and walking. By mouse, touch and keyboard.
import type { Layout } from "../scene/layout";
import type { Pose } from "../tour/path";
import type { Point } from "../tour/storyboard";

export interface Orbit { look: Point; turn: number; tilt: number; away: number }
export interface Walk { x: number; z: number; turn: number; tilt: number }

const eyeHeight = 1.68; // [m]
const walkSpeed = 2.6; // [m/s], brisk; a hall of 90 m is crossed in half a minute
const limits = { tilt: [0.12, 1.45], away: [3, 140] } as const;

const overviewFov = 40; // [deg] upright

export const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export function overview(layout: Layout, aspect: number): Orbit {
  const { hall } = layout;
  const middle: Point = [(hall.x0 + hall.x1) / 2, 0, (hall.z0 + hall.z1) / 2 + 2];
  // On an upright screen one looks down the length of the hall, from its dock.
  if (aspect < 1) return { look: [middle[0] - 4, 0, 0], turn: -1.32, tilt: 0.72, away: Math.max(hall.x1 - hall.x0, hall.z1 - hall.z0) * 0.66 };
  const orbit: Orbit = { look: middle, turn: -0.22, tilt: 0.68, away: 0 };
  orbit.away = awayFor(orbit, aspect, [hall.x0, hall.x1].flatMap((x) => [hall.z0, hall.z1].flatMap((z) => [0, 3].map((y): Point => [x, y, z]))));
  return orbit;
}

/** How far the eye must be for all points to be in the picture. */
function awayFor({ look, turn, tilt }: Orbit, aspect: number, points: Point[]): number {
  const [sin, cos, rise, flat] = [Math.sin(turn), Math.cos(turn), Math.sin(tilt), Math.cos(tilt)];
  const upright = Math.tan((overviewFov * Math.PI) / 360);
  return Math.max(...points.map((point) => {
    const [x, y, z] = point.map((value, at) => value - look[at]);
    const aside = x * cos - z * sin;
    const level = x * sin + z * cos;
    const nearer = level * flat + y * rise;
    return nearer + Math.max(Math.abs(aside) / (upright * aspect), Math.abs(y * flat - level * rise) / upright);
  }));
}

export function orbitPose(orbit: Orbit): Pose {
  const flat = Math.cos(orbit.tilt) * orbit.away;
  return { look: orbit.look, fov: overviewFov, eye: [orbit.look[0] + Math.sin(orbit.turn) * flat, orbit.look[1] + Math.sin(orbit.tilt) * orbit.away, orbit.look[2] + Math.cos(orbit.turn) * flat] };
}

export function turnOrbit(orbit: Orbit, dx: number, dy: number): void {
  orbit.turn -= dx * 0.005;
  orbit.tilt = clamp(orbit.tilt + dy * 0.004, ...limits.tilt);
}

export function panOrbit(orbit: Orbit, dx: number, dy: number): void {
  const step = orbit.away * 0.0016;
  const [sin, cos] = [Math.sin(orbit.turn), Math.cos(orbit.turn)];
  orbit.look = [orbit.look[0] - (dx * cos + dy * sin) * step, orbit.look[1], orbit.look[2] + (dx * sin - dy * cos) * step];
}

export function zoomOrbit(orbit: Orbit, factor: number): void {
  orbit.away = clamp(orbit.away * factor, ...limits.away);
}

export function walkPose(walk: Walk): Pose {
  const flat = Math.cos(walk.tilt);
  return { fov: 58, eye: [walk.x, eyeHeight, walk.z], look: [walk.x + Math.sin(walk.turn) * flat, eyeHeight + Math.sin(walk.tilt), walk.z - Math.cos(walk.turn) * flat] };
}

/** One step; whoever runs into a tool or a wall slides along it. */
export function stepWalk(walk: Walk, layout: Layout, ahead: number, aside: number, seconds: number): void {
  const [sin, cos] = [Math.sin(walk.turn), Math.cos(walk.turn)];
  const dx = (ahead * sin + aside * cos) * walkSpeed * seconds;
  const dz = (-ahead * cos + aside * sin) * walkSpeed * seconds;
  if (isFree(layout, walk.x + dx, walk.z)) walk.x += dx;
  if (isFree(layout, walk.x, walk.z + dz)) walk.z += dz;
}

export function isFree(layout: Layout, x: number, z: number): boolean {
  const { hall } = layout;
  const body = 0.35; // half a person's width, and a little
  if (x < hall.x0 + body || x > hall.x1 - body || z < hall.z0 + body || z > hall.z1 - body) return false;
  return !layout.stations.some((station) => station.tools.some((tool) =>
    Math.abs(x - tool.x) < station.size.length / 2 + body && Math.abs(z - tool.z) < station.size.depth / 2 + body));
}

export function lookAround(walk: Walk, dx: number, dy: number): void {
  walk.turn += dx * 0.0042;
  walk.tilt = clamp(walk.tilt - dy * 0.0036, -1.1, 1.1);
}

/** Standing where a pose looks from, facing what it looks at. */
export function walkFrom(pose: Pose, layout: Layout): Walk {
  const turn = Math.atan2(pose.look[0] - pose.eye[0], -(pose.look[2] - pose.eye[2]));
  const inside = isFree(layout, pose.eye[0], pose.eye[2]);
  return inside ? { x: pose.eye[0], z: pose.eye[2], turn, tilt: 0 } : { x: layout.hall.x0 + 3, z: 0, turn: Math.PI / 2, tilt: 0 };
}
