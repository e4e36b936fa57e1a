// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, makeClock } from "../src/clock";
import { stillAt } from "../src/film/film";
import { readState, writeState } from "../src/query";
import { cigs, reflectance, webColour } from "../src/record/films";
import type { Plant, StationPlan } from "../src/record/plant";
import { kindOf } from "../src/record/plant";
import { layOut, toHall } from "../src/scene/layout";
import { windingRadius } from "../src/scene/things";
import { fill, vtt, wrap } from "../src/tour/captions";
import { currentAt, ivCurve } from "../src/tour/iv";
import { cues, lengthOf, takeAt } from "../src/tour/path";
import { storyboard } from "../src/tour/storyboard";
import { stepWalk } from "../src/view/controls";
import { parseSelection, selectionText } from "../src/view/pick";

function plantOf(stations: [string, "web" | "part", number][]): Plant {
  const plans: StationPlan[] = stations.map(([station, moves, count]) => ({ station, moves, kind: kindOf(station, moves), settings: [], webSpeed: 0.005, tools: Array.from({ length: count }, (_, at) => `${station}-${at + 1}`) }));
  return { name: "FAB 2, 2010", begins: 0, ends: 1e12, stations: plans, products: [], segments: ["building", "space", "portable", "terrestrial"].map((segment) => ({ segment, product: segment })), apertureWidth: 0.27, webWidth: 0.33 };
}
const fab2 = plantOf([["molybdenum", "web", 2], ["cigs", "web", 2], ["cds", "web", 4], ["tco", "web", 4], ["scribe", "part", 3], ["busbar", "part", 3], ["lamination", "part", 2], ["finish", "part", 4], ["flash", "part", 2], ["pack", "part", 2]]);
const layout = layOut(fab2);
const markets = fab2.segments.map((item) => item.segment);
const tour = cues(storyboard, "tour", layout, markets);
const film = cues(storyboard, "film", layout, markets);

test("the tour takes at most three minutes and the film a minute", () => {
  assert.ok(lengthOf(tour) <= 180, `${lengthOf(tour)} s`);
  assert.equal(lengthOf(film), 60);
  const small = layOut(plantOf([["cigs", "web", 1], ["flash", "part", 1]]));
  assert.ok(Math.abs(lengthOf(cues(storyboard, "film", small, [])) - 60) < 1e-9, "also of a small plant");
});

test("the story goes from the film to the four markets, each with its product", () => {
  const order = film.map((cue) => cue.shot.id);
  assert.deepEqual(order.filter((id) => markets.includes(id)), markets);
  assert.ok(order.indexOf("web") < order.indexOf("evaporator") && order.indexOf("evaporator") < order.indexOf("scriber") && order.indexOf("flasher") < order.indexOf("building"));
});

test("a plan without a station leaves out its shot and nothing else", () => {
  const small = layOut(plantOf([["cigs", "web", 1], ["flash", "part", 1]]));
  const shown = cues(storyboard, "tour", small, []).map((cue) => cue.shot.id);
  assert.ok(shown.includes("evaporator") && !shown.includes("bath") && !shown.includes("space"));
});

test("the camera moves without jumps but where a cut is meant", () => {
  const step = 1 / 30;
  let before = takeAt(tour, layout, 0);
  for (let at = step; at < lengthOf(tour); at += step) {
    const take = takeAt(tour, layout, at);
    const moved = Math.hypot(...take.pose.eye.map((value, axis) => value - before.pose.eye[axis]));
    const isCut = take.index !== before.index && take.cue.shot.fly === 0;
    // A flight across the hall of 80 m in a second and a half is the fastest there is.
    if (!isCut) assert.ok(moved < 6, `${moved} m in one frame at ${at} s in ${take.cue.shot.id}`);
    before = take;
  }
});

test("the same second gives the same camera", () => {
  assert.deepEqual(takeAt(film, layout, 17.3), takeAt(film, layout, 17.3));
});

test("no camera stands inside a tool or behind a wall that it looks through", () => {
  for (let at = 0; at < lengthOf(tour); at += 0.5) {
    const { pose, cue } = takeAt(tour, layout, at);
    if (cue.shot.anchor.startsWith("market:") || pose.eye[1] > 3) continue;
    for (const station of layout.stations) for (const tool of station.tools) {
      const inside = Math.abs(pose.eye[0] - tool.x) < station.size.length / 2 && Math.abs(pose.eye[2] - tool.z) < station.size.depth / 2 && pose.eye[1] < station.size.height;
      assert.ok(!inside, `in ${tool.tool} at ${at} s, shot ${cue.shot.id}`);
    }
  }
});

test("ten CIGS tools are ten, and no two tools of any plan stand in each other", () => {
  const plan = plantOf([["molybdenum", "web", 2], ["cigs", "web", 10], ["plasma_clean", "web", 1], ["tco", "web", 4], ["scribe", "part", 9], ["stack", "part", 2], ["flash", "part", 3]]);
  const big = layOut(plan);
  const all = big.stations.flatMap((station) => station.tools.map((tool) => ({ ...tool, size: station.size })));
  assert.equal(all.filter((tool) => tool.tool.startsWith("cigs")).length, 10);
  assert.equal(big.stations.find((station) => station.plan.station === "plasma_clean")?.plan.kind, "coater");
  for (const a of all) for (const b of all) {
    if (a === b) continue;
    const apart = Math.abs(a.x - b.x) >= (a.size.length + b.size.length) / 2 || Math.abs(a.z - b.z) >= (a.size.depth + b.size.depth) / 2;
    assert.ok(apart, `${a.tool} and ${b.tool}`);
  }
  for (const tool of all) assert.ok(tool.x > big.hall.x0 && tool.x < big.hall.x1 && tool.z > big.hall.z0 && tool.z < big.hall.z1, tool.tool);
});

test("the near side runs against the far one: a tool's own x goes with the flow on both", () => {
  const [first, last] = [layout.stations.find((item) => item.plan.station === "scribe")!, layout.stations.find((item) => item.plan.station === "pack")!];
  assert.ok(first.x > last.x);
  assert.ok(toHall(first.tools[0], 1, 0).x < first.x);
  assert.ok(toHall(first.tools[0], 0, 1).z < first.tools[0].z);
});

test("who walks into a tool slides along it", () => {
  const tool = layout.stations[0].tools[0];
  const walk = { x: tool.x, z: 0, turn: 0, tilt: 0 };
  for (let at = 0; at < 600; ++at) stepWalk(walk, layout, 1, 0.2, 1 / 30);
  assert.ok(Math.abs(walk.z - tool.z) > layout.stations[0].size.depth / 2 || Math.abs(walk.x - tool.x) > layout.stations[0].size.length / 2);
});

test("subtitles follow each other without gap and are short enough to read", () => {
  const names = { name: "FAB 2, 2010", begins: 1273622400e6 };
  const text = vtt(tour, lengthOf(tour), names);
  assert.ok(text.startsWith("WEBVTT\n\nenter\n00:00:00.000 --> 00:00:08.000\n"));
  const times = [...text.matchAll(/(\S+) --> (\S+)/g)].map((match) => [match[1], match[2]]);
  for (let at = 1; at < times.length; ++at) assert.equal(times[at][0], times[at - 1][1]);
  for (const line of text.split("\n")) assert.ok(line.length <= 60, line);
  const short = [...vtt(film, 5, names).matchAll(/--> (\S+)/g)].map((match) => match[1]);
  assert.deepEqual(short, ["00:00:04.000", "00:00:05.000"], "a film that is cut short ends in the middle of a shot");
});

test("captions name the plant and its day", () => {
  assert.equal(fill("{name}, {day}, as simulated", { name: "FAB 2, 2010", begins: 1273622400e6 }), "FAB 2, 12 May 2010, as simulated");
  assert.equal(wrap("one two three", 7), "one two\nthree");
});

test("the curve goes through short circuit, maximum power and open circuit", () => {
  // The flash of module 1 of a run of FAB 2.
  const points = { isc: 7.198, voc: 30.1, imp: 6.078, vmp: 22.66 };
  assert.ok(Math.abs(currentAt(points, 0) - points.isc) < 1e-3 * points.isc);
  assert.ok(Math.abs(currentAt(points, points.voc)) < 1e-9);
  assert.ok(Math.abs(currentAt(points, points.vmp) - points.imp) < 0.02 * points.imp);
  const power = ivCurve(points, 400).map(([v, i]) => v * i);
  const best = power.indexOf(Math.max(...power));
  assert.ok(Math.abs((best / 400) * points.voc - points.vmp) < 0.06 * points.voc);
});

test("a bare metal reflects as its indices say, and a thick absorber makes it dark", () => {
  // |(1 - n) / (1 + n)|^2 of molybdenum at 420 nm with n = 3.0 - 3.2 i: ((2)^2 + 3.2^2) / (4^2 + 3.2^2) = 0.5427.
  assert.ok(Math.abs(reflectance([], 420) - 14.24 / 26.24) < 1e-12);
  const silver = webColour({ isMetal: true });
  const absorber = webColour({ isMetal: true, cigs: { um: 2, ggi: 0.32 } });
  for (const at of [0, 1, 2]) assert.ok(absorber[at] < 0.4 * silver[at]);
  // A film that absorbs nothing and is a half wave thick is not there.
  const clear = { n: () => 2, k: () => 0, nm: 105 };
  assert.ok(Math.abs(reflectance([clear], 420) - reflectance([], 420)) < 1e-9);
});

test("less gallium absorbs more", () => {
  const thin = (ggi: number) => cigs(100, ggi).k(660);
  assert.ok(thin(0.2) > thin(0.5));
});

test("three hundred metres make a roll of a hand's width", () => {
  assert.ok(windingRadius(300) > 0.12 && windingRadius(300) < 0.2);
  assert.equal(windingRadius(0), 0.076);
});

test("the clock runs at its speed and stops at the end of the run", () => {
  const clock = makeClock(0, 100e6);
  clock.speed = 60;
  advance(clock, 1);
  assert.equal(clock.time, 60e6);
  advance(clock, 1);
  assert.deepEqual([clock.time, clock.isPlaying], [100e6, false]);
});

test("the address holds the whole state", () => {
  const state = { run: "run14", time: 1273661109e6, speed: 60, isPaused: true, view: "station:cigs", selected: "tool:cigs-2", look: "plain" as const, at: 12 };
  assert.deepEqual(readState(writeState(state)), state);
  assert.equal(writeState({ view: "walk" }), "?view=walk");
  assert.equal(selectionText(parseSelection("module:1234")), "module:1234");
  assert.equal(parseSelection("nothing"), undefined);
});

test("a still is found by station, kind, shot or market", () => {
  const stations = [{ station: "cigs", kind: "evaporator" }];
  const cue = tour.find((item) => item.shot.id === "evaporator")!;
  for (const name of ["cigs", "evaporator"]) assert.ok(stillAt(tour, name, stations)! > cue.begins);
  assert.ok(stillAt(tour, "space", stations));
  assert.equal(stillAt(tour, "nothing", stations), undefined);
});
