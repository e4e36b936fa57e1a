// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuantity, quantity, number, percent, signedPercent, duration, iso, parseIso } from "../src/format";
import { histogram, flashAt, indexVisits, partsIn, waitingBefore } from "../src/record/modules";
import { kindOf, readPlant } from "../src/record/plant";
import { passAt, passesByTool, placeOf, progressAt, rollPasses } from "../src/record/rolls";
import type { FlashRow, PassRow, RollRow, StateRow, VisitRow } from "../src/record/rows";
import { lastBefore, runningTime, stateAt, stateSeconds, timelines } from "../src/record/timeline";

const s = 1e6;
const state = (rowid: number, begins: number, ends: number, code: number, reason = "running"): StateRow => ({ rowid, station: "cigs", tool: "cigs-1", state: code, begins: begins * s, ends: ends * s, reason });
const pass = (roll: number, tool: string, started: number, finished: number): PassRow => ({ rowid: roll, roll, station: tool.split("-")[0], tool, started: started * s, finished: finished * s, stops: 0, stopped_s: 0 });
const visit = (rowid: number, part: number, tool: string, began: number, done: number, gone: number): VisitRow => ({ rowid, part, tool, began: began * s, done: done * s, gone: gone * s });

// Runs from 0 to 100, stands until 150, runs again until 200.
const line = timelines([state(3, 150, 200, 1), state(1, 0, 100, 1), state(2, 100, 150, 5, "repair")]).get("cigs-1")!;

test("the state of a tool is the row that holds the moment, beginning included and end not", () => {
  assert.equal(stateAt(line, 0)?.rowid, 1);
  assert.equal(stateAt(line, 100 * s)?.rowid, 2);
  assert.equal(stateAt(line, 200 * s), undefined);
  assert.equal(stateAt(line, -1), undefined);
});

test("the web moves only in productive time", () => {
  assert.equal(runningTime(line, 0, 200 * s), 150 * s);
  assert.equal(runningTime(line, 90 * s, 160 * s), 20 * s);
  assert.equal(runningTime(line, 110 * s, 140 * s), 0);
  assert.deepEqual(stateSeconds(line, 50 * s, 160 * s), [0, 60, 0, 0, 0, 50, 0]);
});

test("a binary search finds the last row before a moment", () => {
  const at = [1, 3, 3, 7];
  assert.deepEqual([0, 1, 2, 3, 6, 7, 9].map((time) => lastBefore(at, time, (row) => row)), [-1, 0, 0, 2, 2, 3, 3]);
});

test("a roll is as far as its tool has run, and stands while the tool is down", () => {
  const roll: RollRow = { rowid: 1, roll: 1, started: 0, finished: 300 * s, length_m: 300, width_m: 0.27, cut_m: 260, scrap_m: 40, modules: 52 };
  const own = pass(1, "cigs-1", 0, 200);
  const at = (time: number) => progressAt(own, roll, line, time * s, Number.NaN, 300).position;
  assert.equal(at(0), 0);
  assert.equal(at(75), 150);
  assert.equal(at(100), 200);
  assert.equal(at(140), 200);
  assert.equal(at(200), 300);
});

test("a roll that is still on its first tool has no row yet: its place follows from the speed", () => {
  const open = pass(1, "cigs-1", 0, 0);
  assert.equal(progressAt(open, undefined, line, 60 * s, 0.5, 300).position, 30);
});

test("a roll is in the store, in tools, in buffers between them, then cut", () => {
  const roll: RollRow = { rowid: 1, roll: 1, started: 10 * s, finished: 90 * s, length_m: 300, width_m: 0.27, cut_m: 260, scrap_m: 40, modules: 52 };
  const [item] = rollPasses([pass(1, "cigs-1", 40, 60), pass(1, "molybdenum-1", 10, 20)], [roll]);
  assert.deepEqual([5, 15, 30, 50, 70, 95].map((time) => placeOf(item, time * s).at), ["store", "tool", "buffer", "tool", "buffer", "cut"]);
  const waiting = placeOf(item, 30 * s);
  assert.ok(waiting.at === "buffer" && waiting.before.tool === "molybdenum-1" && waiting.after?.tool === "cigs-1");
  assert.equal(passAt(passesByTool(item.passes), "cigs-1", 50 * s)?.station, "cigs");
  assert.equal(passAt(passesByTool(item.passes), "cigs-1", 60 * s), undefined);
});

test("parts in a tool are those begun and not gone, blocked once they are done", () => {
  const visits = indexVisits([visit(1, 7, "scribe-1", 0, 10, 15), visit(2, 8, "scribe-1", 15, 25, 25), visit(3, 7, "busbar-1", 15, 20, 20)]);
  assert.deepEqual(partsIn(visits, "scribe-1", 5 * s).map(({ visit: { part }, share, isBlocked }) => [part, share, isBlocked]), [[7, 0.5, false]]);
  assert.equal(partsIn(visits, "scribe-1", 12 * s)[0].isBlocked, true);
  assert.equal(partsIn(visits, "scribe-1", 15 * s)[0].visit.part, 8);
  assert.deepEqual(partsIn(visits, "scribe-1", 30 * s), []);
});

test("a platen holds all parts that began together", () => {
  const visits = indexVisits([1, 2, 3].map((part) => visit(part, part, "lamination-1", 0, 10, 10)));
  assert.equal(partsIn(visits, "lamination-1", 4 * s).length, 3);
});

test("what waits before a station is what left the one before and has not begun", () => {
  const visits = indexVisits([visit(1, 1, "scribe-1", 0, 5, 5), visit(2, 2, "scribe-1", 5, 10, 10), visit(3, 1, "busbar-1", 8, 12, 12)]);
  assert.deepEqual([4, 6, 9, 11].map((time) => waitingBefore(visits, ["scribe-1"], ["busbar-1"], time * s)), [0, 1, 0, 1]);
  assert.equal(waitingBefore(visits, ["scribe-1"], ["busbar-1"], 6 * s, 10), 11);
});

test("a flash is brightest when it goes off and fades", () => {
  const flash = { serial: 4, flashed: 100 * s, aperture_efficiency: 0.105 } as FlashRow;
  assert.equal(flashAt([flash], 99 * s, s).light, 0);
  assert.equal(flashAt([flash], 100 * s, s).light, 1);
  assert.equal(flashAt([flash], 100.5 * s, s).light, 0.25);
  assert.equal(flashAt([flash], 102 * s, s).light, 0);
  assert.deepEqual(histogram([flash], 101 * s, 0.1, 0.01, 2), [1, 0]);
  assert.deepEqual(histogram([flash], 99 * s, 0.1, 0.01, 2), [0, 0]);
});

test("a station is known by its name, and one of the other side of the fab is not", () => {
  assert.equal(kindOf("cigs", "web"), "evaporator");
  assert.equal(kindOf("tco_sputter", "web"), "window");
  assert.equal(kindOf("flash", "part"), "flasher");
  assert.equal(kindOf("ion_etch", "web"), "coater");
  assert.equal(kindOf("cigs", "part"), "worktable");
});

test("a plan is read with its speeds and lengths, and with the usual widths where it says none", () => {
  const setting = (path: string, value: string) => ({ path, value, grade: "D", source: "", origin: "file", location: "" });
  const plant = readPlant({ name: "x", begins: 0, ends: 1, segments: [], products: [{ product: "p", settings: [setting("fab.products.p.length", "140 mm")] }],
    stations: [{ station: "cigs", tools: ["cigs-1"], moves: "web", settings: [setting("fab.line.stations.cigs.web.web_speed", "0.3 m/min")] }] });
  assert.ok(Math.abs(plant.stations[0].webSpeed - 0.005) < 1e-12);
  assert.equal(plant.products[0].length, 0.14);
  assert.equal(plant.webWidth, 0.33);
});

test("quantities of the plan become SI, and units nobody draws by become NaN", () => {
  assert.ok(Math.abs(parseQuantity("50 um") - 50e-6) < 1e-18);
  assert.equal(parseQuantity("90 %"), 0.9);
  assert.ok(Number.isNaN(parseQuantity("440 degC")));
});

test("numbers are shown with three digits and their prefix", () => {
  assert.equal(number(12345.6), "12,346");
  assert.equal(number(0.010449), "0.0104");
  assert.equal(quantity(5340, "W"), "5.34 kW");
  assert.equal(percent(0.10449), "10.4 %");
  assert.equal(signedPercent(-0.01234, 2), "−1.2 %");
  assert.equal(signedPercent(0.1, 2), "+10 %");
  assert.equal(duration(7500), "2 h 05 min");
});

test("a moment of the address is read back as it was written", () => {
  const time = Date.UTC(2010, 4, 12, 7, 5, 9) * 1000;
  assert.equal(iso(time), "2010-05-12T07:05:09");
  assert.equal(parseIso(iso(time)), time);
  assert.equal(parseIso("2010-05-12 07:05:09"), time, "as traces write it");
});
