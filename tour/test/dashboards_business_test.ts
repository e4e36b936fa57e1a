// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DifferenceRow, Trace } from "../src/answers";
import { inputDifferences, outlines, relative } from "../src/dashboards/data/difference";
import { binsBeside, genealogyOf } from "../src/dashboards/data/genealogy";
import { byMarket, costSteps } from "../src/dashboards/data/money";
import type { DemandRow, InputRow } from "../src/record/rows";

const near = (got: number, wanted: number, within = 1e-9) => assert.ok(Math.abs(got - wanted) <= within, `${got}, wanted ${wanted}`);

test("markets stand by their revenue", () => {
  const row = (segment: string, month: number, revenue_usd: number): DemandRow => ({
    rowid: 1,
    month,
    segment,
    product: segment,
    demand_W: 10,
    shipped_W: 5,
    backlog_W: 5,
    lost_W: 1,
    stock_W: 0,
    revenue_usd,
    price_usd_per_W: 1,
  });
  const markets = byMarket([row("a", 2, 1), row("b", 1, 9), row("a", 1, 1)]);
  assert.deepEqual(
    markets.map((market) => [market.segment, market.demand, market.rows[0].month]),
    [
      ["b", 10, 1],
      ["a", 20, 1],
    ],
  );
});

test("cost steps: the dearest first, categories in one order", () => {
  const { steps, categories } = costSteps([
    ["cigs", "power", 1],
    ["tco", "labour", 5],
    ["cigs", "labour", 2],
  ]);
  assert.deepEqual(categories, ["labour", "power"]);
  assert.deepEqual(
    steps.map((step) => [step.step, step.total, step.parts[0].category]),
    [
      ["tco", 5, "labour"],
      ["cigs", 3, "labour"],
    ],
  );
});

test("a trace is a way in the order of time, charges with the tool they were in", () => {
  const genealogy = genealogyOf({
    serial: 4,
    position_m: 3,
    flash: null,
    module: { product: "space", lane: 1, roll: 2 },
    roll: { roll: 2 },
    comparison: [],
    visits: [{ tool: "flash-1", began: "2010-05-20 12:00:00", gone: "2010-05-20 12:01:00" }],
    passes: [{ tool: "cigs-1", started: "2010-05-12 10:00:00", finished: "2010-05-13 10:00:00", stops: 2 }],
    charges: [{ tool: "cigs-1", source: "copper", charge: 17 }],
  } as unknown as Trace);
  assert.deepEqual(
    genealogy.stops.map((stop) => [stop.tool, stop.kind, stop.note, stop.charges.length]),
    [
      ["cigs-1", "web", "the web stood still twice", 1],
      ["flash-1", "part", "", 0],
    ],
  );
  assert.equal(genealogy.flash, null);
});

test("bins of a charge stand beside those of all modules, missing ones as 0", () => {
  const rows = binsBeside(
    [
      ["9.5-10.5 %", "", 3],
      ["", "hot spot", 1],
    ],
    [
      ["9.5-10.5 %", "", 50],
      ["10.5-11.5 %", "", 40],
      ["", "hot spot", 10],
    ],
  );
  assert.deepEqual(
    rows.map((row) => [row.bin, row.count, row.share, row.shareOfAll]),
    [
      ["9.5-10.5 %", 3, 0.75, 0.5],
      ["10.5-11.5 %", 0, 0, 0.4],
      ["rejected: hot spot", 1, 0.25, 0.1],
    ],
  );
});

test("differences are told in parts of the first run, and two histograms share their buckets", () => {
  const row = {
    name: "yield",
    unit: "",
    a: 0.8,
    b: 0.84,
    difference: 0.04,
    half_width: 0.02,
    probability: 0.01,
    is_beyond_chance: true,
    rolls_a: 6,
    rolls_b: 6,
  } satisfies DifferenceRow;
  const [only, ...none] = relative([row, { ...row, a: 0 }]);
  near(only.at, 0.05);
  near(only.low, 0.025);
  assert.equal(none.length, 0);
  assert.deepEqual(
    outlines(
      [
        [0.1, 3],
        [0.101, 1],
      ],
      [[0.102, 5]],
      0.001,
    ),
    { first: 100, a: [0.75, 0.25, 0], b: [0, 0, 1] },
  );
});

test("inputs differ where their values do, or where one run has none", () => {
  const input = (path: string, value: string): InputRow => ({ rowid: 1, path, value, grade: "D" });
  const both = input("fab.name", "x");
  assert.deepEqual(
    inputDifferences([both, input("fab.z", "1 m"), input("fab.only", "3")], [both, input("fab.z", "2 m"), input("fab.new", "4")]),
    [
      { path: "fab.new", a: "", b: "4", grade: "D" },
      { path: "fab.only", a: "3", b: "", grade: "D" },
      { path: "fab.z", a: "1 m", b: "2 m", grade: "D" },
    ],
  );
  assert.deepEqual(inputDifferences([both], [both]), []);
});
