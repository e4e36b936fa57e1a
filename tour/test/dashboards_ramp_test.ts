// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Ramp } from "../src/answers";
import { ownMonths, rampFinding, rampMonths, rampNote, type OwnTables } from "../src/dashboards/data/ramp";
import { sourceHref, sourceText } from "../src/dashboards/kit/figure";
import { monthTicks } from "../src/dashboards/kit/scale";
import { monthOf, monthText } from "../src/format";
import type { DemandRow, RollRow } from "../src/record/rows";

const near = (got: number | undefined, wanted: number, within = 1e-9) =>
  assert.ok(got !== undefined && Math.abs(got - wanted) <= within, `${got}, wanted ${wanted}`);

const time = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) * 1000;
const may = monthOf(time(2010, 5, 12));

/** A month of the file whose bands are all a tenth about the median. */
function monthOfFile(month: string, demand: number, shipped: number, cost: number | null = 3): Ramp["months"][number] {
  const band = (median: number | null): [number | null, number | null, number | null] =>
    median === null ? [null, null, null] : [0.9 * median, median, 1.1 * median];
  return {
    month,
    demand_kW: band(demand),
    shipped_kW: band(shipped),
    efficiency_percent: band(10),
    line_yield_percent: band(80),
    cost_per_W_usd: band(cost),
  };
}

const file = (months: Ramp["months"]): Ramp => ({
  name: "FAB 2, 2010",
  samples: 24,
  is_complete: true,
  months,
  paths: [{ problem: null }, { problem: null }],
});

test("months have one number each, and ticks name the years where they begin", () => {
  assert.equal(monthOf(time(2011, 1, 1)) - monthOf(time(2010, 12, 31)), 1);
  assert.equal(monthText(may), "May 2010");
  assert.deepEqual(
    monthTicks(may + 6, may + 9, 12).map((tick) => tick.text),
    ["Nov 2010", "Dec", "Jan 2011", "Feb"],
  );
});

test("bands of the file are in SI and stand beside the months of the run", () => {
  const own = new Map([
    [may, { shipped_W: 40e3 }],
    [may + 2, { shipped_W: 50e3 }],
  ]);
  const months = rampMonths(file([monthOfFile("2010-05-12", 100, 50, null), monthOfFile("2010-06-01", 200, 60)]), own);
  assert.deepEqual(
    months.map(({ month }) => month - may),
    [0, 1, 2],
    "a month that only the run has comes after those of the file",
  );
  near(months[0].bands.demand_W?.median, 100e3);
  near(months[0].bands.shipped_W?.low, 45e3);
  near(months[1].bands.line_yield?.high, 0.88);
  assert.equal(months[0].bands.cost_usd_per_W, undefined, "no replication made a watt in the first month");
  near(months[1].bands.cost_usd_per_W?.median, 3);
  assert.deepEqual(
    months.map(({ own: { shipped_W } }) => shipped_W),
    [40e3, undefined, 50e3],
  );
  assert.deepEqual(months[2].bands, {});
});

const demand = (month: number, demand_W: number, shipped_W: number) => ({ month, demand_W, shipped_W }) as DemandRow;
const roll = (number: number, modules: number) => ({ roll: number, length_m: 300, width_m: 0.3, modules }) as RollRow;

const tables: OwnTables = {
  demands: [demand(time(2010, 5, 12), 100, 60), demand(time(2010, 5, 12), 50, 20), demand(time(2010, 6, 1), 80, 80)],
  costs: [
    [time(2010, 5, 12), 90],
    [time(2010, 6, 1), 40],
  ],
  // Good modules of two days in May, none in June.
  good: [
    [time(2010, 5, 20), 20, 20],
    [time(2010, 5, 31), 16, 10],
  ],
  // A roll has 90 m2 of web. In May half of the modules of the first were flashed and a tenth of those of the second.
  flashed: [
    [time(2010, 5, 20), 1, 25],
    [time(2010, 5, 31), 2, 10],
    [time(2010, 6, 1), 2, 90],
  ],
  efficiencies: [
    [time(2010, 5, 20), 0.1, 1],
    [time(2010, 5, 20), 0.102, 2],
    [time(2010, 5, 31), 0.1, 1],
    [time(2010, 6, 1), 0.09, 5],
  ],
  width: 0.002,
  rolls: [roll(1, 50), roll(2, 100)],
};

test("months of the run are defined as those of the ramp", () => {
  const months = ownMonths(tables);
  const [first, second] = [months.get(may)!, months.get(may + 1)!];
  assert.deepEqual([first.demand_W, first.shipped_W, second.demand_W], [150, 80, 80], "markets are summed");
  near(first.cost_usd_per_W, 3);
  near(first.line_yield, 36 / (45 + 9));
  // Two square metres on either side of the edge between the two buckets.
  near(first.efficiency, 0.102);
  near(second.line_yield, 0);
  assert.equal(second.cost_usd_per_W, undefined, "a month without a good watt has no cost of one");
});

test("a month whose rolls the record does not know has no line yield", () => {
  const { line_yield } = ownMonths({ ...tables, rolls: [roll(1, 50)] }).get(may)!;
  assert.equal(line_yield, undefined);
});

test("the finding is from when on nine of ten replications ship less than is ordered", () => {
  const own = new Map<number, object>();
  const met = monthOfFile("2010-05-12", 100, 95);
  const short = (month: string) => monthOfFile(month, 400, 300);
  assert.equal(
    rampFinding(rampMonths(file([short("2010-04-01"), met, short("2010-06-01"), short("2010-07-01")]), own)),
    "From Jun 2010 on nine of ten replications ship less than the median order: in Jul 2010 at most 330 kW of 400 kW ordered",
  );
  assert.equal(
    rampFinding(rampMonths(file([short("2010-04-01"), met]), own)),
    "In May 2010 the median of shipments is 95.0 kW of 100 kW ordered",
  );
  assert.equal(rampFinding(rampMonths(file([]), new Map([[may, { shipped_W: 1 }]]))), "No replication of the ramp has an answer");
});

test("the note tells how many replications there are, of which plan, and what is missing of them", () => {
  const whole = file([]);
  assert.match(rampNote(whole, "FAB 2, 2010"), /^24 replications by ramp\.json of the plan FAB 2, 2010\. Bands/);
  assert.match(
    rampNote({ ...whole, is_complete: false, paths: [{ problem: "no solution" }, { problem: null }] }, "my fab"),
    /, 1 of them without an answer; it was not finished; the plan of this run has another name, my fab\. /,
  );
});

test("bands name their file and lead to it", () => {
  const source = { run: "a b", what: "ramp" as const, table: "months" };
  assert.deepEqual([sourceText(source), sourceHref(source)], ["ramp.months", "/api/v1/runs/a%20b/ramp"]);
});
