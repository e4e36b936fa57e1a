// SPDX-License-Identifier: Apache-2.0
// From the storyboard to a camera at each second. Pure: the same second always gives the same picture.
import { toHall, toolPlace, type Layout, type Place } from "../scene/layout";
import type { Anchor, Point, Shot, View } from "./storyboard";

export interface Pose { eye: Point; look: Point; fov: number }

/** A shot in its place: when it begins in the picture [s], the plant's moment [us] and the tool it looks at. */
export interface Cue { shot: Shot; begins: number; seconds: number; time: number; tool?: string }

export interface Take { cue: Cue; index: number; /** of the shot [-] */ share: number; /** since it began [s] */ age: number; pose: Pose; /** how much of the picture is veiled [-] */ veil: number }

const usualFov = 44; // [deg] upright

const filmLength = 60; // [s]

/** The shots that this plant can show, with their times. A film has a minute, also of a plant that lacks some of them. */
export function cues(shots: Shot[], kind: "film" | "tour", layout: Layout, markets: string[]): Cue[] {
  const shown = shots.filter((shot) => shot[kind] > 0 && hasAnchor(shot.anchor, layout, markets));
  const stretch = kind === "tour" ? 1 : filmLength / shown.reduce((sum, shot) => sum + shot.film, 0);
  let begins = 0;
  return shown.map((shot) => {
    const cue = { shot, begins, seconds: shot[kind] * stretch, time: 0 };
    begins += cue.seconds;
    return cue;
  });
}

export const lengthOf = (list: Cue[]): number => list.reduce((sum, cue) => sum + cue.seconds, 0);

function hasAnchor(anchor: Anchor, layout: Layout, markets: string[]): boolean {
  if (["hall", "store", "sheeter", "dock"].includes(anchor)) return true;
  if (anchor.startsWith("market:")) return markets.includes(anchor.slice(7));
  return layout.stations.some((station) => station.plan.kind === anchor);
}

/** A point of an anchor's frame in the world of its scene. */
export function place(layout: Layout, anchor: Anchor, point: Point, tool?: string): Point {
  const { hall } = layout;
  if (anchor.startsWith("market:")) return point;
  if (anchor === "hall") {
    return [hall.x0 + point[0] * (hall.x1 - hall.x0), point[1], hall.z0 + point[2] * (hall.z1 - hall.z0)];
  }
  const at = (tool && toolPlace(layout, tool)?.place) || placeOf(layout, anchor);
  const to = toHall(at, point[0], point[2]);
  return [to.x, point[1], to.z];
}

function placeOf(layout: Layout, anchor: Anchor): Place {
  if (anchor === "store") return layout.rollStore;
  if (anchor === "sheeter") return layout.sheeter;
  if (anchor === "dock") return { x: layout.hall.x0 + 3, z: layout.aisle, turn: 0 };
  const station = layout.stations.find((item) => item.plan.kind === anchor);
  return station?.tools[0] ?? { x: 0, z: 0, turn: 0 };
}

export function poseOf(layout: Layout, anchor: Anchor, view: View, tool?: string): Pose {
  return { eye: place(layout, anchor, view.eye, tool), look: place(layout, anchor, view.look, tool), fov: view.fov ?? usualFov };
}

/** Slow at both ends. */
export const ease = (share: number): number => share * share * share * (share * (share * 6 - 15) + 10);
const gentle = (share: number): number => share * share * (3 - 2 * share);

export function mix(a: Pose, b: Pose, share: number): Pose {
  const between = (from: Point, to: Point) => from.map((value, at) => value + (to[at] - value) * share) as Point;
  return { eye: between(a.eye, b.eye), look: between(a.look, b.look), fov: a.fov + (b.fov - a.fov) * share };
}

/** A flight from one pose to another: rises a little where it is long, so that it clears what stands between. */
export function fly(a: Pose, b: Pose, share: number): Pose {
  const pose = mix(a, b, ease(share));
  const far = Math.hypot(b.eye[0] - a.eye[0], b.eye[2] - a.eye[2]);
  const rise = Math.min(3.4, far * 0.12) * Math.sin(Math.PI * ease(share));
  pose.eye[1] += rise;
  return pose;
}

const veilTime = 0.35; // of a cut's fade [s]

export function takeAt(list: Cue[], layout: Layout, seconds: number): Take {
  const index = Math.max(0, list.findIndex((cue, at) => seconds < cue.begins + cue.seconds || at === list.length - 1));
  const cue = list[index];
  const age = Math.min(cue.seconds, Math.max(0, seconds - cue.begins));
  const { shot } = cue;
  const before = list[index - 1];
  const flight = before && shot.fly > 0 ? Math.min(shot.fly, 0.45 * cue.seconds) : 0;
  const from = poseOf(layout, shot.anchor, shot.from, cue.tool);
  const to = poseOf(layout, shot.anchor, shot.to, cue.tool);
  const share = cue.seconds > flight ? Math.max(0, age - flight) / (cue.seconds - flight) : 1;
  const own = mix(from, to, flight > 0 ? gentle(share) * 0.5 + share * 0.5 : share);
  const pose = age < flight ? fly(poseOf(layout, before.shot.anchor, before.shot.to, before.tool), from, age / flight) : own;
  return { cue, index, share: age / cue.seconds, age, pose, veil: veilAt(list, index, age) };
}

// A cut fades through the background at its end and at the next shot's beginning.
function veilAt(list: Cue[], index: number, age: number): number {
  const cue = list[index];
  const next = list[index + 1];
  const fade = Math.min(veilTime, cue.seconds * 0.2);
  const opening = index === 0 || cue.shot.fly === 0 ? 1 - age / fade : 0;
  const closing = next && next.shot.fly === 0 && next.shot.anchor !== cue.shot.anchor ? 1 - (cue.seconds - age) / fade : 0;
  return Math.max(0, opening, closing);
}
