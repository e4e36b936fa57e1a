// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { evenBlocks, levelsOf, levelsOfTools, rank } from "../src/dashboards/data/commonality";
import { bandsByRoll, binOrder, histogram, quantile } from "../src/dashboards/data/histogram";
import { correlation, density, filterQuery, filtersText, parseFilters, withFilter } from "../src/dashboards/data/modules";
import { placeWidth, robustRange, rollGrid } from "../src/dashboards/data/rollmap";
import { alongTool, extremes, hits, limitsOf, quantityName, shapeOf, type Reading } from "../src/dashboards/data/spc";
import { mapColour } from "../src/dashboards/kit/colours";

const near = (got: number, wanted: number, within = 1e-9) => assert.ok(Math.abs(got - wanted) <= within, `${got}, wanted ${wanted}`);

test("a histogram counts edges that have no exact name into one bucket", () => {
  const data = histogram(
    [
      ["a", 0.10200000000000001, 3],
      ["a", 0.104, 1],
      ["b", 0.102, 2],
    ],
    0.001,
  );
  assert.equal(data.first, 102);
  assert.deepEqual(data.counts, [
    [3, 0, 1],
    [2, 0, 0],
  ]);
});

test("bins stand by their lower edge, rejected modules first, what is above last", () => {
  assert.deepEqual(binOrder(["above 11.5 %", "9.5-10.5 %", "", "10.5-11.5 %"]), ["", "9.5-10.5 %", "10.5-11.5 %", "above 11.5 %"]);
});

test("quantiles of an even spread are where they must be", () => {
  const edges = Array.from({ length: 10 }, (_, at) => at);
  near(
    quantile(
      edges,
      edges.map(() => 7),
      1,
      0.5,
    ),
    5,
  );
  near(
    quantile(
      edges,
      edges.map(() => 7),
      1,
      0.1,
    ),
    1,
  );
  assert.ok(Number.isNaN(quantile([], [], 1, 0.5)));
  const [first, second] = bandsByRoll(
    [
      [2, 0.1, 4],
      [1, 0.11, 2],
      [1, 0.1, 2],
    ],
    0.01,
  );
  assert.deepEqual([first.roll, second.roll, first.count], [1, 2, 4]);
  near(first.p50, 0.11);
});

test("rolls of maps: a long module fills the places behind its beginning, and none beyond", () => {
  const grid = rollGrid(
    [
      [3, 0, 1, 3e6],
      [3, 4, 2, 0.5e6],
      [5, 1, 9, 1e6],
    ],
    1,
  );
  assert.deepEqual(grid.rolls, [3, 5]);
  assert.deepEqual(Array.from(grid.values.slice(0, 5)), [1, 1, 1, Number.NaN, 2]);
  assert.deepEqual(Array.from(grid.values.slice(5)), [Number.NaN, 9, Number.NaN, Number.NaN, Number.NaN]);
  assert.ok((300 / placeWidth(468, 300)) * 468 <= 20_000);
});

test("strays do not stretch the colours, and equal values still have a range", () => {
  const [low, high] = robustRange([...Array.from({ length: 99 }, (_, at) => at), 1e6]);
  assert.ok(low >= 0 && high < 100);
  const [a, b] = robustRange([0.3, 0.3]);
  assert.ok(a < 0.3 && b > 0.3);
});

test("the colours of maps get steadily lighter", () => {
  const lightness = Array.from({ length: 21 }, (_, at) => {
    const [r, g, b] = mapColour(at / 20);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  });
  for (let at = 1; at < lightness.length; ++at) assert.ok(lightness[at] > lightness[at - 1], `step ${at}`);
});

const reading = (roll: number, position_m: number, value: number, sigma?: number): Reading => ({
  rowid: 1,
  roll,
  position_m,
  value,
  target: 10,
  sigma,
});

test("readings of rolls stand one behind the other, by the metres of the tool", () => {
  const data = alongTool([reading(7, 20, 1), reading(7, 10, 2), reading(9, 5, 3)], new Map([[7, 100]]));
  assert.deepEqual(data.x, [10, 20, 105]);
  assert.deepEqual(data.values, [2, 1, 3]);
  assert.deepEqual(data.rolls, [
    { roll: 7, x: 0 },
    { roll: 9, x: 100 },
  ]);
  assert.equal(data.sigma, 0, "no limits where the record has none");
  assert.equal(alongTool([reading(1, 1, 1, 0), reading(1, 2, 1, 0.5)], new Map()).sigma, 0.5);
  assert.deepEqual(limitsOf([reading(1, 1, 1, 0), reading(1, 2, 1)]), { target: 10, sigma: 0 });
});

test("an alarm stands at its reading, and one of a roll without readings nowhere", () => {
  const data = alongTool([reading(7, 10, 2), reading(7, 20, 5)], new Map());
  const found = hits(data, [
    { rowid: 4, roll: 7, position_m: 19, rule: "r", action: "none" },
    { rowid: 5, roll: 8, position_m: 1, rule: "r", action: "none" },
  ]);
  assert.deepEqual(
    found.map((hit) => [hit.x, hit.y]),
    [[20, 5]],
  );
});

test("thinning keeps the lowest and the highest of every stretch, in their order", () => {
  const data = alongTool(
    Array.from({ length: 1000 }, (_, at) => reading(1, at, at === 333 ? 99 : at === 667 ? -99 : Math.sin(at))),
    new Map(),
  );
  const kept = extremes(data, 0, 1000, 50);
  assert.ok(kept.length <= 100 && kept.includes(333) && kept.includes(667));
  assert.deepEqual(
    kept,
    [...kept].sort((a, b) => a - b),
  );
});

test("every rule has its own sign, and quantities their names and units", () => {
  const rules = ["two of three", "beyond limits", "four of five"];
  assert.equal(new Set(rules.map((rule) => shapeOf(rule, rules))).size, 3);
  assert.deepEqual(quantityName("tco_ohm_sq"), ["Front contact", "Ω/sq"]);
  assert.deepEqual(quantityName("p1_p2_gap_um"), ["P1 to P2 gap", "µm"]);
});

test("what bad modules share: the ratio of shares, and few bad ones tell nothing", () => {
  const rolls = levelsOf(
    "roll",
    [
      ["1", 40],
      ["2", 10],
      ["3", 2],
    ],
    [
      ["1", 400],
      ["2", 400],
      ["3", 400],
    ],
  );
  const [first, second, ...rest] = rank(rolls, () => ({ bad: 52, all: 1200 }));
  assert.equal(first.level, "1");
  near(first.ratio, 40 / 52 / (400 / 1200));
  assert.ok(first.low > 1 && first.high > first.ratio && second.low < 1);
  assert.equal(rest.length, 0);
});

test("a tool has the modules of all rolls that it ran", () => {
  const rolls = levelsOf(
    "roll",
    [
      ["1", 40],
      ["2", 10],
    ],
    [
      ["1", 400],
      ["2", 300],
      ["3", 100],
    ],
  );
  assert.deepEqual(
    levelsOfTools(rolls, [
      [1, "cigs-1"],
      [2, "cigs-2"],
      [3, "cigs-1"],
      [9, "cigs-2"],
    ]).map(({ level, bad, all }) => [level, bad, all]),
    [
      ["cigs-1", 40, 500],
      ["cigs-2", 10, 300],
    ],
  );
});

test("blocks lie evenly and inside", () => {
  assert.deepEqual(evenBlocks(1, 50, 1, 10), [[1, 50]]);
  const blocks = evenBlocks(1, 1000, 4, 100);
  assert.equal(blocks.length, 4);
  for (const [from, to] of blocks) assert.ok(from >= 1 && to <= 1000 && to - from === 99);
});

test("filters come back from the address as they were", () => {
  const text = "cgi:0.87..0.88,product:space,flash.aperture_efficiency:..0.1";
  const filters = parseFilters(text);
  assert.equal(filtersText(filters), text);
  assert.deepEqual(filterQuery(filters), { "cgi.from": 0.87, "cgi.to": 0.88, product: "space", "flash.aperture_efficiency.to": 0.1 });
  assert.equal(withFilter(filters, { column: "product", equal: "building" }).length, 3);
  assert.deepEqual(parseFilters("junk,:x"), []);
  assert.deepEqual(parseFilters("shunt:1e-3..2e+4"), [{ column: "shunt", from: 1e-3, to: 2e4 }]);
  assert.equal(filterQuery(parseFilters("flash.bin:9.5-10.5 %"))["flash.bin"], "9.5-10.5 %");
});

test("correlation from counts: a line is 1, a square is 0", () => {
  near(
    correlation(
      density(
        [
          [0, 0, 5],
          [1, 2, 5],
          [2, 4, 5],
        ],
        1,
        1,
      ),
    ),
    1,
  );
  near(
    correlation(
      density(
        [
          [0, 0, 2],
          [0, 1, 2],
          [1, 0, 2],
          [1, 1, 2],
        ],
        1,
        1,
      ),
    ),
    0,
  );
});
