// SPDX-License-Identifier: Apache-2.0
// The ramp with bands: what many replications of a plan do month by month, and as dots what this run did.
import { h, svg } from "../../dom";
import { dayUs, monthText, number, percent, quantity } from "../../format";
import type { DemandRow, RollRow } from "../../record/rows";
import { aggregateFitted } from "../ask";
import type { ViewContext } from "../context";
import { ownMonths, rampFigures, rampFinding, rampMonths, rampNote, type RampFigure, type RampMonth } from "../data/ramp";
import { bottomAxis, leftAxis, roomFor } from "../kit/axes";
import { empty } from "../kit/blocks";
import { chart, figure, legend, type Drawing, type Source } from "../kit/figure";
import { extent, linear, monthTicks, ticks, upTo } from "../kit/scale";
import type { Mark } from "../kit/tips";

/** A figure on a panel; its months of the run are from the table or tables named. */
interface Line {
  figure: RampFigure;
  name: string;
  colour: "first" | "second";
  from: string;
}

interface Panel {
  title: string;
  lines: Line[];
  text: (value: number) => string;
  height: number;
  /** Whether the axis begins at 0. */
  isZero: boolean;
}

const main: Panel = {
  title: "ordered and shipped in the month",
  lines: [
    { figure: "demand_W", name: "ordered", colour: "second", from: "demands" },
    { figure: "shipped_W", name: "shipped", colour: "first", from: "demands" },
  ],
  text: (value) => quantity(value, "W"),
  height: 260,
  isZero: true,
};

const small = (title: string, line: Omit<Line, "colour">, text: Panel["text"], isZero = false): Panel => ({
  title,
  lines: [{ ...line, colour: "first" }],
  text,
  height: 180,
  isZero,
});

const multiples = [
  small("median aperture efficiency", { figure: "efficiency", name: "efficiency", from: "modules with flashes" }, (value) =>
    percent(value, 2),
  ),
  small("line yield", { figure: "line_yield", name: "line yield", from: "modules with flashes, rolls" }, percent),
  small(
    "cost of a good watt",
    { figure: "cost_usd_per_W", name: "a watt", from: "costs, modules with flashes" },
    (value) => `${number(value)} USD`,
    true,
  ),
];

/** The figure; without the file a line that says what makes it. */
export async function bandsFigure(context: ViewContext, demands: DemandRow[]): Promise<HTMLElement> {
  const { api, run, signal } = context;
  if (!run.has_ramp)
    return h("p", { class: "quiet" }, `No bands of the ramp: heliofab ramp PLAN --out runs/${run.id}/ramp.json makes them.`);
  const file = await api.ramp(run.id);
  const { own, sources } = await readOwn(context, demands);
  const months = rampMonths(file, ownMonths(own));
  if (!months.length) return empty("ramp.json has no month.");
  const draw = (panel: Panel) => chart(panel.title, signal, (width) => drawPanel(panel, months, width));
  return figure({
    id: "ramp-bands",
    isWide: true,
    title: rampFinding(months),
    note: rampNote(file, run.name),
    sources: [{ run: run.id, what: "ramp", table: "months" }, ...sources],
    legend: legend([
      ["f-data", "median and eight of ten replications"],
      ["f-data2", "the same of orders"],
      ["f-dot", "this run"],
    ]),
    table: () => ({
      columns: ["month", ...rampFigures.flatMap((name) => [`${name} p10`, `${name} median`, `${name} p90`, `${name} of this run`])],
      rows: months.map(({ month, bands, own: mine }) => [
        monthText(month),
        ...rampFigures.flatMap((name) => [bands[name]?.low, bands[name]?.median, bands[name]?.high, mine[name]]),
      ]),
    }),
    body: h("div", {}, draw(main), h("div", { class: "multiples" }, ...multiples.map(draw))),
  });
}

/** What the months of the run are made of, and where that is from. */
async function readOwn({ api, run }: ViewContext, demands: DemandRow[]) {
  const day = `flash.flashed:${dayUs}`;
  const join = "flashes";
  const costs = { group: "month", values: "sum:usd" };
  const good = { group: day, values: "sum:aperture_m2,sum:flash.pmax_W", join, "flash.is_good": 1 };
  const flashed = { group: `${day},roll`, values: "count", join };
  const [ofCosts, ofGood, ofFlashed, ofEfficiency, rolls] = await Promise.all([
    api.aggregate(run.id, "costs", costs),
    api.aggregate(run.id, "modules", good),
    api.aggregate(run.id, "modules", flashed),
    aggregateFitted(api, run.id, "modules", 0.001, (width) => ({
      group: `${day},flash.aperture_efficiency:${width}`,
      values: "sum:aperture_m2",
      join,
    })),
    api.rows<RollRow>(run.id, "rolls"),
  ]);
  const aggregate = (table: string, query: Source["query"]): Source => ({ run: run.id, what: "aggregate", table, query });
  return {
    own: {
      demands,
      costs: ofCosts.rows,
      good: ofGood.rows,
      flashed: ofFlashed.rows,
      efficiencies: ofEfficiency.answer.rows,
      width: ofEfficiency.width,
      rolls,
    },
    sources: [
      { run: run.id, what: "tables", table: "demands" },
      aggregate("costs", costs),
      aggregate("modules", good),
      aggregate("modules", flashed),
      aggregate("modules", ofEfficiency.query),
      { run: run.id, what: "tables", table: "rolls" },
    ] satisfies Source[],
  };
}

function drawPanel({ title, lines, text, height, isZero }: Panel, months: RampMonth[], width: number): Drawing {
  const element = svg("svg", {});
  const values = lines.flatMap(({ figure: name }) =>
    months.flatMap(({ bands, own }) => [bands[name]?.low, bands[name]?.high, own[name]].filter((value) => value !== undefined)),
  );
  const [low, high] = extent(values);
  const air = 0.08 * (high - low) || 0.02 * Math.abs(high);
  const [from, to] = isZero ? [0, upTo(high)] : [low - air, high + air];
  const list = ticks(from, to, 4, text);
  const area = { left: roomFor(list, 48), right: width - 8, top: 26, bottom: height - 28 };
  const y = linear(from, to, area.bottom, area.top);
  const [first, last] = [months[0].month, months[months.length - 1].month];
  const x = linear(first - 0.5, last + 0.5, area.left, area.right);
  leftAxis(element, area, y, list, title);
  bottomAxis(element, area, x, monthTicks(first, last, Math.max(2, Math.floor(width / 70))));
  for (const line of lines) element.append(...drawBand(line, months, x, y));
  for (const { figure: name, colour } of lines)
    for (const { month, own } of months)
      if (own[name] !== undefined) element.append(svg("circle", { cx: x(month), cy: y(own[name]), r: 4, class: `d-dot ${colour}` }));
  const step = x(first + 1) - x(first);
  const marks = months.map((one): Mark => ({
    x: x(one.month) - step / 2,
    y: area.top,
    w: step,
    h: area.bottom - area.top,
    text: wordsOf(lines, text, one),
  }));
  return { element, marks, height };
}

function drawBand(
  { figure: name, colour }: Line,
  months: RampMonth[],
  x: (month: number) => number,
  y: (value: number) => number,
): SVGElement[] {
  const known = months.flatMap(({ month, bands }) => (bands[name] ? [{ month, ...bands[name] }] : []));
  // A month alone is as wide as its column: a line of one point is none.
  const places = known.length === 1 ? [-0.4, 0.4].map((off) => ({ ...known[0], month: known[0].month + off })) : known;
  if (!places.length) return [];
  const path = (list: { month: number; value: number }[]) =>
    list.map(({ month, value }) => `${x(month).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
  const upper = places.map(({ month, high }) => ({ month, value: high }));
  const lower = places.map(({ month, low }) => ({ month, value: low })).reverse();
  return [
    svg("path", { d: `M${path([...upper, ...lower])}Z`, class: `d-band ${colour}` }),
    svg("path", { d: `M${path(places.map(({ month, median }) => ({ month, value: median })))}`, class: `d-median ${colour}` }),
  ];
}

function wordsOf(lines: Line[], text: Panel["text"], { month, bands, own }: RampMonth): string {
  const words = lines.flatMap(({ figure: name, name: what, from }) => {
    const band = bands[name];
    return [
      band && `${what} ${text(band.median)} in the median, eight of ten ${text(band.low)} to ${text(band.high)} · ramp.months`,
      own[name] !== undefined && `${what} ${text(own[name])} in this run · ${from}`,
    ].filter(Boolean);
  });
  return `${monthText(month)}: ${words.join("; ") || "no output"}`;
}
