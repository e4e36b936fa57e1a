// SPDX-License-Identifier: Apache-2.0
// Who holds the camera: the guided tour, the visitor from above or on foot, or a fixed view; and flights between them.
import type { Layout } from "../scene/layout";
import { fly, lengthOf, poseOf, takeAt, type Cue, type Pose, type Take } from "../tour/path";
import { storyboard } from "../tour/storyboard";
import { lookAround, orbitPose, overview, panOrbit, stepWalk, turnOrbit, walkFrom, walkPose, zoomOrbit, type Orbit, type Walk } from "./controls";
import type { Held } from "./input";

export type Mode = "tour" | "overview" | "walk" | "fixed";

export interface Director {
  mode: Mode;
  /** Seconds of the guided tour. */
  at: number;
  /** Segment whose scene is shown in a fixed view. */
  market?: string;
  /** `overview`, `walk`, `tour`, `station:cigs`, `market:space`. */
  name: string;
  show(name: string, isSudden?: boolean): boolean;
  drag(dx: number, dy: number, isSecond: boolean): void;
  pinch(factor: number): void;
  /** Moves on by seconds; says where the camera is, and the take while the tour runs. */
  step(seconds: number, held: Held, isPlaying: boolean): { pose: Pose; take?: Take };
}

const flight = 1.5; // seconds between two views

export function makeDirector(layout: Layout, cues: Cue[], aspect: () => number, isCalm: boolean): Director {
  let orbit: Orbit = overview(layout, aspect());
  let walk: Walk = { x: layout.hall.x0 + 3, z: 0, turn: Math.PI / 2, tilt: -0.03 };
  let from: Pose | undefined;
  let flown = flight;
  let fixed: Pose = orbitPose(orbit);
  let now: Pose = fixed;
  const director: Director = {
    mode: "overview", at: 0, name: "overview",
    show(name, isSudden = false) {
      const wasMarket = director.market !== undefined;
      const [kind, ...rest] = name.split(":");
      const shot = kind === "station" || kind === "market" ? shotFor(layout, kind, rest.join(":")) : undefined;
      if ((kind === "station" || kind === "market") && !shot) return false;
      director.market = kind === "market" ? rest.join(":") : undefined;
      director.name = name;
      if (kind === "tour") director.mode = "tour";
      else if (kind === "walk") {
        if (director.mode !== "walk") walk = walkFrom(now, layout);
        director.mode = "walk";
      } else if (shot) {
        director.mode = "fixed";
        fixed = shot;
        orbit = orbitFrom(shot);
      } else {
        director.mode = "overview";
        director.name = "overview";
        orbit = overview(layout, aspect());
      }
      // No flight into another scene, nor for whoever asked for less motion.
      const cut = isSudden || isCalm || wasMarket || director.market !== undefined || kind === "tour";
      from = cut ? undefined : now;
      flown = cut ? flight : 0;
      return true;
    },
    drag(dx, dy, isSecond) {
      if (director.mode === "walk") return lookAround(walk, dx, dy);
      if (director.mode === "tour") return;
      if (director.mode === "fixed" && !director.market) director.mode = "overview";
      if (director.market) return;
      if (isSecond) panOrbit(orbit, dx, dy);
      else turnOrbit(orbit, dx, dy);
    },
    pinch(factor) {
      if (director.mode === "tour" || director.market) return;
      if (director.mode === "walk") return stepWalk(walk, layout, 1 - factor, 0, 3);
      director.mode = "overview";
      zoomOrbit(orbit, factor);
    },
    step(seconds, held, isPlaying) {
      const isHeld = held.ahead !== 0 || held.aside !== 0 || held.turn !== 0;
      if (isHeld && director.mode !== "walk" && director.mode !== "tour" && !director.market) director.show("walk");
      if (director.mode === "tour") {
        if (isPlaying) director.at = Math.min(lengthOf(cues), director.at + seconds);
        const take = takeAt(cues, layout, director.at);
        now = take.pose;
        return { pose: now, take };
      }
      if (director.mode === "walk") {
        walk.turn += held.turn * 1.6 * seconds;
        stepWalk(walk, layout, held.ahead, held.aside, seconds);
      } else if (director.mode === "overview" && director.name === "overview" && isPlaying && !isCalm) orbit.turn += 0.012 * seconds;
      const goal = director.mode === "walk" ? walkPose(walk) : director.mode === "fixed" ? fixed : orbitPose(orbit);
      flown = Math.min(flight, flown + seconds);
      now = from && flown < flight ? fly(from, goal, flown / flight) : goal;
      return { pose: now };
    },
  };
  return director;
}

/** The best view of a station or market: that at the end of its shot, or one from the aisle. */
function shotFor(layout: Layout, kind: "station" | "market", name: string): Pose | undefined {
  if (kind === "market") {
    const shot = storyboard.find((item) => item.anchor === `market:${name}`) ?? storyboard.find((item) => item.anchor === "market:terrestrial");
    return shot && poseOf(layout, `market:${name}`, shot.to);
  }
  const station = layout.stations.find((item) => item.plan.station === name);
  if (!station) return undefined;
  const shot = storyboard.find((item) => item.anchor === station.plan.kind && item.id !== "web");
  if (shot) {
    // Half way through a shot the tool is seen whole.
    const [a, b] = [poseOf(layout, shot.anchor, shot.from, station.tools[0].tool), poseOf(layout, shot.anchor, shot.to, station.tools[0].tool)];
    return { eye: mean(a.eye, b.eye), look: mean(a.look, b.look), fov: (a.fov + b.fov) / 2 };
  }
  return poseOf(layout, station.plan.kind, { eye: [-station.size.length * 0.35, 2.3, station.size.depth / 2 + 2.6], look: [0, 1.1, 0] }, station.tools[0].tool);
}

const mean = (a: readonly number[], b: readonly number[]) => a.map((value, at) => (value + b[at]) / 2) as [number, number, number];

function orbitFrom(pose: Pose): Orbit {
  const [dx, dy, dz] = pose.eye.map((value, at) => value - pose.look[at]);
  const away = Math.hypot(dx, dy, dz);
  return { look: pose.look, away, turn: Math.atan2(dx, dz), tilt: Math.max(0.12, Math.asin(dy / away)) };
}
