// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { sourceHref, sourceText } from "../src/dashboards/kit/figure";
import { linear, niceStep, ticks, timeTicks, upTo } from "../src/dashboards/kit/scale";
import { csvText } from "../src/dashboards/kit/table";
import { markAt } from "../src/dashboards/kit/tips";
import { patched, rangeOf, rangePatch, readDashState } from "../src/dashboards/state";
import { bucketOf, filled, fineBucketOf, perDay } from "../src/dashboards/data/buckets";
import { hoursByState, spansOf, stateCount, stripShares } from "../src/dashboards/data/strip";
import { inside, meanInside } from "../src/dashboards/data/wip";
import { pareto, webFlow, type BookRow } from "../src/dashboards/data/books";
import { gapOf, waterfall } from "../src/dashboards/data/losses";
import { dayUs, hourUs } from "../src/format";

const near = (got: number, wanted: number, within = 1e-9) => assert.ok(Math.abs(got - wanted) <= within, `${got}, wanted ${wanted}`);

test("the address keeps what all views share when another view is opened", () => {
  const search = "?run=a&view=web&roll=17&prop=cgi&from=2010-05-12T00:00:00";
  assert.equal(patched(search, { view: "spc" }), "?run=a&view=spc&from=2010-05-12T00:00:00");
  assert.equal(patched(search, { roll: 18 }), "?run=a&view=web&roll=18&prop=cgi&from=2010-05-12T00:00:00");
  assert.equal(patched(search, { prop: undefined, roll: "" }), "?run=a&view=web&from=2010-05-12T00:00:00");
});

test("a range outside the run is the run, and one within it comes back as it was written", () => {
  const [begins, ends] = [1273622400e6, 1274832000e6];
  assert.deepEqual(rangeOf(readDashState("?from=1999-01-01T00:00:00&to=2999-01-01T00:00:00"), begins, ends), {
    from: begins,
    to: ends,
    isWhole: true,
  });
  const patch = rangePatch(begins + dayUs, begins + 2 * dayUs, begins, ends);
  const range = rangeOf(readDashState(patched("?run=a", patch)), begins, ends);
  assert.deepEqual([range.from, range.to, range.isWhole], [begins + dayUs, begins + 2 * dayUs, false]);
  assert.deepEqual(rangePatch(begins, ends, begins, ends), { from: undefined, to: undefined });
});

test("a stretch is never shorter than a minute", () => {
  const middle = 1273622400e6 + dayUs;
  const { from, to } = rangeOf(readDashState(patched("", rangePatch(middle, middle + 1e6, 0, 2e15))), 0, 2e15);
  assert.equal(to - from, 60e6);
});

test("ticks are round, within the axis, and zero has no sign", () => {
  assert.deepEqual(
    ticks(0, 0.3, 3).map((tick) => tick.text),
    ["0.0", "0.1", "0.2", "0.3"],
  );
  assert.deepEqual(
    ticks(-0.2, 10, 4).map((tick) => tick.text),
    ["0", "5", "10"],
  );
  assert.equal(niceStep(0, 4), 1);
  assert.equal(upTo(0.0117), 0.015);
  assert.equal(linear(0, 10, 100, 200).invert(150), 5);
});

test("ticks of time stand at whole hours, days and months", () => {
  const begins = 1273622400e6; // 2010-05-12
  assert.deepEqual(
    timeTicks(begins + hourUs / 2, begins + 4 * hourUs, 5).map((tick) => tick.text),
    ["01:00", "02:00", "03:00", "04:00"],
  );
  assert.deepEqual(
    timeTicks(begins, begins + 365 * dayUs, 4).map((tick) => tick.text),
    ["Jul 2010", "Oct", "Jan 2011", "Apr"],
  );
});

test("stretches without a row count 0 and the ends of the range count by what lies inside", () => {
  const width = dayUs;
  const { at, values } = filled(
    [
      [dayUs, 10],
      [3 * dayUs, 6],
    ],
    dayUs + dayUs / 2,
    3.25 * dayUs,
    width,
  );
  assert.deepEqual(values, [10, 0, 6]);
  assert.deepEqual(perDay(at, values, 1.5 * dayUs, 3.25 * dayUs, width), [20, 0, 24]);
  assert.ok((365 * dayUs) / bucketOf(0, 365 * dayUs) <= 400);
  assert.ok((365 * dayUs) / fineBucketOf(0, 365 * dayUs) <= 1000);
});

test("what came and has not left is inside, and its mean is the time spent over the run", () => {
  const came = [
    [0, 3],
    [10, 2],
  ] as const;
  const left = [
    [5, 1],
    [20, 4],
  ] as const;
  assert.deepEqual(inside(came, left, [0, 4, 5, 10, 19, 20]), [3, 3, 2, 4, 4, 0]);
  near(meanInside(came, left, 0, 20), (3 * 5 + 2 * 5 + 4 * 10) / 20);
});

test("a strip tells every state's share of each column, and all of the time in one", () => {
  const spans = [
    { state: 1, begins: 0, ends: 30, count: 1 },
    { state: 5, begins: 30, ends: 40, count: 1 },
    { state: 2, begins: 40, ends: 80, count: 1 },
  ];
  const shares = stripShares(spans, 0, 80, 4);
  assert.equal(shares[0 * stateCount + 1], 1);
  near(shares[1 * stateCount + 1], 0.5);
  near(shares[1 * stateCount + 5], 0.5);
  assert.equal(shares[3 * stateCount + 2], 1);
  const hours = hoursByState(
    spans.map((span) => ({ ...span, begins: span.begins * hourUs, ends: span.ends * hourUs })),
    0,
    80 * hourUs,
  );
  assert.deepEqual(hours.slice(1), [30, 40, 0, 0, 10, 0]);
});

test("states counted together keep their time", () => {
  // Ten states of 3 s that began within a minute, as the server groups them.
  const [span] = spansOf([[1, 0, 10, 28.5e6, 31.5e6]]);
  near(hoursByState([span], 0, 60e6)[1] * 3600, 30, 1e-3);
});

const books: BookRow[] = [
  { fate: "good", station: "flash", cause: "", length_m: 60, area_m2: 6 },
  { fate: "scrap", station: "cigs", cause: "stop", length_m: 10, area_m2: 1 },
  { fate: "scrap", station: "cut", cause: "remnant", length_m: 20, area_m2: 2 },
  { fate: "scrap", station: "web", cause: "splice", length_m: 2, area_m2: 0.2 },
  { fate: "scrap", station: "scribe", cause: "border", length_m: 0, area_m2: 0.3 },
  { fate: "in process", station: "cds", cause: "", length_m: 8, area_m2: 0.5 },
];

test("the Pareto has scrap only, the largest first, and its shares sum to one", () => {
  const list = pareto(books, "area_m2");
  assert.deepEqual(
    list.map((loss) => loss.cause),
    ["remnant", "stop", "border", "splice"],
  );
  near(list[list.length - 1].cumulated, 1);
  near(
    list.reduce((sum, loss) => sum + loss.share, 0),
    1,
  );
  assert.deepEqual(
    pareto(books, "length_m").map((loss) => loss.cause),
    ["remnant", "stop", "splice"],
    "a border has no length",
  );
});

test("the flow from web begun to good modules closes, stations in the order of the line", () => {
  const steps = webFlow(books, ["molybdenum", "cigs", "cds", "tco", "scribe", "flash"], "area_m2");
  assert.deepEqual(
    steps.map((step) => step.name),
    ["web begun", "web", "cigs", "cut", "scribe", "in process", "good modules"],
  );
  near(steps[0].amount, 10);
  near(steps[steps.length - 2].left, steps[steps.length - 1].amount);
});

test("the waterfall begins each step where the last one ended, and misses nothing", () => {
  const rows = [
    { rowid: 2, position: 1, cause: "b", efficiency: 0.25, loss: 0.08 },
    { rowid: 1, position: 0, cause: "a", efficiency: 0.33, loss: 0 },
    { rowid: 3, position: 2, cause: "c", efficiency: 0.1, loss: 0.15 },
  ];
  assert.deepEqual(
    waterfall(rows).map((step) => [step.from, step.to]),
    [
      [0, 0.33],
      [0.33, 0.25],
      [0.25, 0.1],
    ],
  );
  near(gapOf(rows), 0, 1e-15);
  near(gapOf([{ ...rows[1] }, { ...rows[0], loss: 0.07 }, { ...rows[2] }]), 0.01, 1e-12);
});

test("a number says which rows it comes from, and its link asks for them", () => {
  const source = {
    run: "a b",
    what: "aggregate" as const,
    table: "flashes",
    query: { group: "flashed:86400000000", is_good: 1, "flashed.from": 1273622400e6, roll: [1, 2] },
  };
  assert.equal(
    sourceText(source),
    "flashes where is_good = 1 and flashed ≥ 2010-05-12T00:00:00 and roll in 1, 2, by flashed in steps of a day",
  );
  assert.equal(
    sourceHref(source),
    "/api/v1/runs/a%20b/aggregate/flashes?group=flashed%3A86400000000&is_good=1&flashed.from=1273622400000000&roll=1&roll=2",
  );
  assert.equal(sourceHref({ run: "a", what: "summary", table: "bins" }), "/api/v1/runs/a/summary");
});

test("CSV quotes what needs quotes and keeps all digits", () => {
  assert.equal(
    csvText({
      columns: ["a", "b"],
      rows: [
        ['x,"y"', 0.1234567890123],
        [undefined, 2],
      ],
    }),
    'a,b\r\n"x,""y""",0.1234567890123\r\n,2\r\n',
  );
});

test("pointing finds the mark that holds the place, else the nearest one within reach", () => {
  const marks = [
    { x: 0, y: 0, w: 100, h: 10, text: "wide" },
    { x: 40, y: 0, w: 4, h: 10, text: "narrow" },
  ];
  assert.equal(markAt(marks, 42, 5), 1, "the last drawn lies on top");
  assert.equal(markAt(marks, 20, 18), 0);
  assert.equal(markAt(marks, 20, 80), -1);
});
