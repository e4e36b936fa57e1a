// SPDX-License-Identifier: Apache-2.0
// How good the modules are: the histogram of the flash test by bin, beside what was announced, and its drift roll by roll.
import { figureOf, type Target } from "../../answers";
import { svg } from "../../dom";
import { number, percent, points, quantity } from "../../format";
import { aggregateFitted } from "../ask";
import type { View, ViewContext } from "../context";
import { bandsByRoll, binOrder, histogram, type Histogram, type RollBand } from "../data/histogram";
import { bottomAxis, box, leftAxis, line, roomFor, text, type Area } from "../kit/axes";
import { answer, empty, grid, tiles } from "../kit/blocks";
import { bars } from "../kit/bars";
import { chart, figure, legend, type Drawing } from "../kit/figure";
import { later } from "../kit/focus";
import { count, countOf, extent, linear, ticks, upTo, type Scale } from "../kit/scale";
import type { Mark } from "../kit/tips";

const step = 0.001; // buckets of a tenth of a point of efficiency

export const efficiencyView: View = {
  id: "efficiency",
  title: "Efficiency",
  group: "Quality",
  async draw(context) {
    const { api, run, summary } = context;
    const efficiency = summary.aperture_efficiency;
    const query = { group: `bin,aperture_efficiency:${step}`, values: "count" };
    const counts = await api.aggregate(run.id, "flashes", query);
    if (!counts.rows.length) return [answer("No module has been flashed yet"), empty("The table flashes has no rows.")];
    const half = summary.half_widths.aperture_efficiency_median;
    return [
      answer(
        `Half of the modules reach ${percent(figureOf(efficiency.median), 2)} or more`,
        `Nine of ten reach ${percent(figureOf(efficiency.p10), 2)}, one of ten ${percent(figureOf(efficiency.p90), 2)}; aperture efficiency in the flash test, before rejection.`,
      ),
      tiles([
        {
          label: "Median",
          value: percent(figureOf(efficiency.median), 2),
          note: half === null ? undefined : `± ${points(half, 2)} points, by batches of rolls`,
          source: "summary.aperture_efficiency.median",
        },
        {
          label: "Standard deviation",
          value: percent(figureOf(efficiency.std), 2),
          note: "of the modules",
          source: "summary.aperture_efficiency.std",
        },
        { label: "Best of the first 1,000", value: percent(figureOf(efficiency.best), 2), source: "summary.aperture_efficiency.best" },
        {
          label: "Rejected",
          value: count(summary.modules_made - summary.modules_good),
          note: `of ${count(summary.modules_made)} flashed`,
          source: "summary.modules_good",
        },
      ]),
      histogramFigure(context, histogram(counts.rows, step), query),
      later("rolls", context.signal, () => driftFigure(context)),
      grid(binFigure(context), targetFigure(context)),
    ];
  },
};

const binFill = (at: number, all: number) => `f-b${Math.min(5, Math.round((5 * (at + 1)) / Math.max(1, all)))}`;
const nameOf = (bin: string) => bin || "rejected";

/** Targets that stand on an axis of efficiency. */
const linesOf = (targets: Target[]) => targets.filter((target) => target.unit === "" && /median.*efficiency|best/.test(target.name));

function histogramFigure({ summary, run, signal }: ViewContext, data: Histogram, query: Record<string, string>): HTMLElement {
  const names = binOrder(data.names);
  const good = names.filter(Boolean);
  const fill = (name: string) => (name ? binFill(good.indexOf(name), good.length) : "f-alarm");
  const largest = summary.bins.reduce((a, b) => (b.modules > a.modules ? b : a), summary.bins[0] ?? { bin: "", modules: 0, power_W: 0 });
  return figure({
    id: "histogram",
    isWide: true,
    title: largest.modules ? `Most modules, ${count(largest.modules)}, are sold as ${largest.bin}` : "No module was good",
    note: "Modules by aperture efficiency as flashed, coloured by bin. Dashed: the announced figures of the real fab with their tolerance.",
    sources: [
      { run: run.id, what: "aggregate", table: "flashes", query },
      { run: run.id, what: "summary", table: "targets" },
    ],
    legend: legend(names.map((name) => [fill(name), nameOf(name)])),
    table: () => ({
      columns: ["efficiency from [%]", "to [%]", ...names.map(nameOf)],
      rows: data.counts[0].map((_, at) => [
        Number(points((data.first + at) * step)),
        Number(points((data.first + at + 1) * step)),
        ...names.map((name) => data.counts[data.names.indexOf(name)][at]),
      ]),
    }),
    body: chart("Histogram of aperture efficiency", signal, (width) => drawHistogram(data, names, fill, linesOf(summary.targets), width)),
  });
}

function drawHistogram(data: Histogram, names: string[], fill: (name: string) => string, targets: Target[], width: number): Drawing {
  const height = 300;
  const element = svg("svg", {});
  const sums = data.counts[0].map((_, at) => data.counts.reduce((sum, list) => sum + list[at], 0));
  const list = ticks(0, upTo(Math.max(...sums)), 4);
  const area: Area = { left: roomFor(list, 36), right: width - 10, top: 58, bottom: height - 44 };
  const y = linear(0, upTo(Math.max(...sums)), area.bottom, area.top);
  const x = linear(
    Math.min((data.first - 1) * step, ...targets.map((t) => t.expected - t.tolerance)),
    Math.max((data.first + sums.length + 1) * step, ...targets.map((t) => t.expected + t.tolerance)),
    area.left,
    area.right,
  );
  targets.forEach((target, at) => {
    const [from, to] = [x(target.expected - target.tolerance), x(target.expected + target.tolerance)];
    element.append(box(from, 18 + 16 * at, to - from, 10, "d-tolerance"));
  });
  leftAxis(element, { ...area }, y, list);
  element.append(text(0, 12, "modules", "d-axis"));
  bottomAxis(element, area, x, ticks(x.from, x.to, width < 520 ? 5 : 10, points), "aperture efficiency [%]");
  const marks: Mark[] = [];
  sums.forEach((sum, at) => {
    const from = (data.first + at) * step;
    let top = area.bottom;
    for (const name of names) {
      const size = area.bottom - y(data.counts[data.names.indexOf(name)][at]);
      if (size <= 0) continue;
      top -= size;
      element.append(box(x(from) + 0.5, top, x(from + step) - x(from) - 1, size, fill(name)));
    }
    const parts = names.flatMap((name) => {
      const n = data.counts[data.names.indexOf(name)][at];
      return n ? [`${count(n)} ${nameOf(name)}`] : [];
    });
    if (sum)
      marks.push({
        x: x(from),
        y: top,
        w: x(from + step) - x(from),
        h: area.bottom - top,
        text: `${points(from)} to ${points(from + step)} %: ${countOf(sum, "module")} (${parts.join(", ")}) · flashes where aperture_efficiency ≥ ${from.toFixed(3)}`,
      });
  });
  drawTargets(element, targets, x, area, marks);
  return { element, marks, height };
}

/** The announced figures: a band of tolerance above the bars, a line through them, the name on the side that has room. */
function drawTargets(into: Element, targets: Target[], x: Scale, area: Area, marks: Mark[]): void {
  const isNarrow = area.right < 510;
  targets.forEach((target, at) => {
    const place = x(target.expected);
    into.append(line(place, 18 + 16 * at, place, area.bottom, "d-mark dashed"));
    const isRight = place > area.right - (isNarrow ? 100 : 180);
    into.append(
      text(
        isRight ? x(target.expected - target.tolerance) - 6 : Math.max(x(target.expected + target.tolerance), place) + 6,
        27 + 16 * at,
        isNarrow ? `${points(target.expected)} %` : `${target.name}: ${points(target.expected)} % announced`,
        "d-value",
        isRight ? "end" : "start",
      ),
    );
    marks.push({
      x: place - 2,
      y: 16 + 16 * at,
      w: 4,
      h: 14,
      text: `${target.name}: announced ${points(target.expected)} ± ${points(target.tolerance)} %, twin ${percent(target.obtained, 2)}, ${target.is_fitted ? "fitted" : "predicted"} · targets, source ${target.source || "none"}`,
    });
  });
}

async function driftFigure({ api, run, signal, set }: ViewContext): Promise<HTMLElement> {
  const {
    answer: table,
    width,
    query,
  } = await aggregateFitted(api, run.id, "modules", step, (wide) => ({
    group: `roll,flash.aperture_efficiency:${wide}`,
    values: "count",
    join: "flashes",
  }));
  const bands = bandsByRoll(table.rows, width);
  const medians = bands.map((band) => band.p50);
  const [low, high] = extent(medians);
  return figure({
    id: "drift",
    isWide: true,
    title: bands.length > 1 ? `Medians of rolls lie between ${percent(low, 2)} and ${percent(high, 2)}` : "One roll: no drift to see",
    note: "A bar a roll: eight of ten of its modules; the line across is its median. A click opens the roll.",
    sources: [{ run: run.id, what: "aggregate", table: "modules", query }],
    table: () => ({
      columns: ["roll", "modules", "p10", "median", "p90"],
      rows: bands.map((band) => [String(band.roll), band.count, band.p10, band.p50, band.p90]),
    }),
    body: chart(`Efficiency of rolls, quantiles within ${number(100 * width)} points`, signal, (wide) =>
      drawDrift(bands, wide, (roll) => set({ view: "web", roll })),
    ),
  });
}

function drawDrift(bands: RollBand[], width: number, open: (roll: number) => void): Drawing {
  const height = 270;
  const element = svg("svg", {});
  const [low, high] = extent(bands.flatMap((band) => [band.p10, band.p90]));
  const list = ticks(low, high, 5, points);
  const area: Area = { left: roomFor(list, 40), right: width - 8, top: 24, bottom: height - 42 };
  const y = linear(low - 0.06 * (high - low), high + 0.06 * (high - low), area.bottom, area.top);
  const x = linear(-0.5, bands.length - 0.5, area.left, area.right);
  leftAxis(element, area, y, list, "efficiency [%]");
  const places =
    bands.length <= width / 40
      ? bands.map((band, at) => ({ at, text: String(band.roll) }))
      : ticks(0, bands.length - 1, 8, (at) => String(bands[Math.round(at)]?.roll ?? "")).filter((tick) => Number.isInteger(tick.at));
  bottomAxis(element, area, x, places, "roll");
  const wide = Math.max(1, Math.min(26, 0.7 * ((area.right - area.left) / bands.length)));
  const marks = bands.map((band, at): Mark => {
    const left = x(at) - wide / 2;
    element.append(
      box(left, y(band.p90), wide, y(band.p10) - y(band.p90), "f-soft"),
      line(left, y(band.p50), left + wide, y(band.p50), "d-thick"),
    );
    return {
      x: left,
      y: y(band.p90),
      w: wide,
      h: y(band.p10) - y(band.p90),
      act: () => open(band.roll),
      text: `roll ${band.roll}, ${countOf(band.count, "module")}: median ${percent(band.p50, 2)}, eight of ten between ${percent(band.p10, 2)} and ${percent(band.p90, 2)} · modules where roll = ${band.roll}`,
    };
  });
  return { element, marks, height };
}

function binFigure({ summary, run, signal }: ViewContext): HTMLElement {
  const all = summary.power_good_W;
  return figure({
    id: "bins",
    title: `${quantity(all, "W")} are for sale`,
    note: "Flashed power of good modules by bin.",
    sources: [{ run: run.id, what: "summary", table: "bins" }],
    table: () => ({ columns: ["bin", "modules", "power [W]"], rows: summary.bins.map((row) => [row.bin, row.modules, row.power_W]) }),
    body: bars(
      "Power by bin",
      signal,
      summary.bins.map((row, at) => ({
        label: row.bin,
        value: quantity(row.power_W, "W"),
        parts: [
          {
            value: row.power_W,
            fill: binFill(at, summary.bins.length),
            text: `${row.bin}: ${countOf(row.modules, "module")}, ${quantity(row.power_W, "W")}, ${percent(row.power_W / all)} · summary.bins`,
          },
        ],
      })),
    ),
  });
}

function targetFigure({ summary, run, signal }: ViewContext): HTMLElement {
  const list = summary.targets;
  const met = list.filter((target) => target.is_met).length;
  // All on one axis: how far off, in tolerances.
  const off = (target: Target) => Math.abs(target.obtained - target.expected) / target.tolerance;
  return figure({
    id: "targets",
    title: list.length ? `${met} of ${list.length} published figures are met` : "The plan states no published figures",
    note: "How far the twin is from each figure of the real fab, in parts of its tolerance; 1 is the limit.",
    sources: [{ run: run.id, what: "summary", table: "targets" }],
    table: () => ({
      columns: ["name", "expected", "tolerance", "obtained", "unit", "kind", "met", "source"],
      rows: list.map((target) => [
        target.name,
        target.expected,
        target.tolerance,
        target.obtained,
        target.unit,
        target.is_fitted ? "fitted" : "predicted",
        target.is_met ? "yes" : "no",
        target.source,
      ]),
    }),
    body: bars(
      "Published figures",
      signal,
      list.map((target) => ({
        label: `${target.name}${target.is_fitted ? ", fitted" : ""}`,
        value: off(target).toFixed(2),
        mark: 1,
        parts: [
          {
            value: off(target),
            fill: target.is_met ? "f-soft" : "f-alarm",
            text: `${target.name}: twin ${number(target.obtained, 4)} ${target.unit}, published ${number(target.expected)} ± ${number(target.tolerance)} ${target.unit}, ${target.is_fitted ? "fitted" : "predicted"} · targets`,
          },
        ],
      })),
      0,
      Math.max(1.1, ...list.map(off)),
    ),
  });
}
