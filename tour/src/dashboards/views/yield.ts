// SPDX-License-Identifier: Apache-2.0
// Where the web goes: from web begun to good modules, and what takes the rest, the largest first.
import { figureOf } from "../../answers";
import { number, percent, points, title } from "../../format";
import { svg } from "../../dom";
import type { View, ViewContext } from "../context";
import { pareto, webFlow, type BookRow, type BookUnit, type FlowStep, type Loss } from "../data/books";
import { box, fitted, leftAxis, line, roomFor } from "../kit/axes";
import { answer, empty, grid, tiles } from "../kit/blocks";
import { bars } from "../kit/bars";
import { chart, figure, legend, type Drawing, type Source } from "../kit/figure";
import { segments } from "../kit/inputs";
import { area, count, linear, ticks, upTo } from "../kit/scale";
import type { Mark } from "../kit/tips";

export const yieldView: View = {
  id: "yield",
  title: "Yield and scrap",
  group: "Quality",
  async draw(context) {
    const { api, run, summary, state } = context;
    const rows = await api.rows<BookRow>(run.id, "web_totals", {});
    if (!rows.length) return [answer("No web was begun in this run"), empty("The table web_totals has no rows.")];
    const unit: BookUnit = state.get("unit") === "m" ? "length_m" : "area_m2";
    const losses = pareto(rows, unit);
    const worst = losses[0];
    const lineYield = figureOf(summary.line_yield);
    const half = summary.half_widths.line_yield;
    return [
      answer(
        `${percent(lineYield)} of the finished web became good modules`,
        worst
          ? `Most is lost to ${worst.cause} at ${title(worst.station)}: ${percent(worst.share)} of all scrap.`
          : "Nothing was scrapped.",
      ),
      tiles([
        {
          label: "Line yield",
          value: percent(lineYield),
          note: half === null ? "by aperture area" : `± ${points(half)} points, by batches of rolls`,
          source: "summary.line_yield",
        },
        { label: "Web begun", value: area(summary.web.in_m2, "m²"), note: `${area(summary.web.in_m, "m")} of web`, source: "summary.web" },
        { label: "Good", value: area(summary.web.good_m2, "m²"), note: area(summary.web.good_m, "m"), source: "summary.web" },
        { label: "Scrap", value: area(summary.web.scrap_m2, "m²"), note: area(summary.web.scrap_m, "m"), source: "summary.web" },
        {
          label: "Modules good",
          value: `${count(summary.modules_good)} of ${count(summary.modules_made)}`,
          note: "flashed",
          source: "summary.modules_good",
        },
      ]),
      grid(flowFigure(context, rows, unit), paretoFigure(context, losses, unit)),
      grid(shareFigure(context)),
    ];
  },
};

const unitOf = (unit: BookUnit) => (unit === "area_m2" ? "m²" : "m");
const bookSource = (run: string): Source => ({ run, what: "tables", table: "web_totals", query: {} });

function unitChoice({ set }: ViewContext, unit: BookUnit, id: string): HTMLElement {
  return segments(
    id,
    "Unit",
    [
      { value: "m2", text: "Area, m²" },
      { value: "m", text: "Length, m" },
    ],
    unit === "area_m2" ? "m2" : "m",
    (value) => set({ unit: value === "m" ? "m" : undefined }),
  );
}

function paretoFigure(context: ViewContext, losses: Loss[], unit: BookUnit): HTMLElement {
  const { run, signal } = context;
  const few = losses.slice(0, 14);
  const vital = losses.findIndex((loss) => loss.cumulated >= 0.8) + 1;
  return figure({
    id: "pareto",
    title: vital ? `${vital} of ${losses.length} causes make four fifths of the scrap` : "Nothing was scrapped",
    note: "Scrap by station and cause, web and rejected modules together. A bar is one row of the books.",
    sources: [{ ...bookSource(run.id), query: { fate: "scrap" } }],
    controls: [unitChoice(context, unit, "pareto-unit")],
    table: () => ({
      columns: ["station", "cause", unit, unit === "area_m2" ? "length_m" : "area_m2", "share of scrap", "cumulated"],
      rows: losses.map((loss) => [loss.station, loss.cause, loss.amount, loss.other, loss.share, loss.cumulated]),
    }),
    body: bars(
      "Scrap by station and cause",
      signal,
      few.map((loss) => ({
        label: `${title(loss.station)}: ${loss.cause}`,
        value: `${area(loss.amount, unitOf(unit))} · ${percent(loss.cumulated, 0)}`,
        parts: [
          {
            value: loss.amount,
            fill: loss.cumulated - loss.share < 0.8 ? "f-data" : "f-soft",
            text: `${title(loss.station)}, ${loss.cause}: ${area(loss.amount, unitOf(unit))}, ${percent(loss.share)} of scrap, with those above ${percent(loss.cumulated)} · web_totals where fate = scrap, station = ${loss.station}, cause = ${loss.cause}`,
          },
        ],
      })),
    ),
  });
}

function flowFigure(context: ViewContext, rows: BookRow[], unit: BookUnit): HTMLElement {
  const { run, plant, signal } = context;
  const steps = webFlow(
    rows,
    plant.stations.map((station) => station.station),
    unit,
  );
  const good = steps[steps.length - 1];
  return figure({
    id: "flow",
    title: `${area(good.amount, unitOf(unit))} of ${area(steps[0].amount, unitOf(unit))} begun are good modules`,
    note: "From web begun to good modules: what each station took, and what is still in process at the end.",
    sources: [bookSource(run.id)],
    controls: [unitChoice(context, unit, "flow-unit")],
    legend: legend([
      ["f-data", "left"],
      ["f-data2", "scrap of the station"],
      ["f-quiet", "in process at the end"],
    ]),
    table: () => ({
      columns: ["step", "kind", `amount [${unitOf(unit)}]`, `left [${unitOf(unit)}]`],
      rows: steps.map((step) => [step.name, step.kind, step.amount, step.left]),
    }),
    body: chart("Web from station to station", signal, (width) => drawFlow(steps, width, unitOf(unit))),
  });
}

function drawFlow(steps: FlowStep[], width: number, unit: string): Drawing {
  const height = 300;
  const element = svg("svg", {});
  const most = upTo(steps[0].amount);
  const list = ticks(0, most, 4);
  const place = { left: roomFor(list), right: width - 4, top: 24, bottom: height - 66 };
  const y = linear(0, most, place.bottom, place.top);
  leftAxis(element, place, y, list, unit);
  const step = (place.right - place.left) / steps.length;
  const marks: Mark[] = [];
  let before = 0;
  steps.forEach((item, at) => {
    const left = place.left + at * step + 0.14 * step;
    const wide = 0.72 * step;
    const isWhole = item.kind === "in" || item.kind === "good";
    const [top, low] = isWhole ? [y(item.amount), place.bottom] : [y(before), y(item.left)];
    if (!isWhole) element.append(line(left - 0.28 * step, top, left, top, "d-base"));
    element.append(box(left, top, wide, Math.max(1.5, low - top), isWhole ? "f-data" : item.kind === "scrap" ? "f-data2" : "f-quiet"));
    const words = svg(
      "text",
      { class: "d-axis", "text-anchor": "end", transform: `translate(${left + wide / 2 + 4} ${place.bottom + 12}) rotate(-38)` },
      fitted(title(item.name), 96),
    );
    element.append(words);
    marks.push({
      x: left,
      y: top,
      w: wide,
      h: Math.max(3, low - top),
      text: `${title(item.name)}: ${area(item.amount, unit)}${isWhole ? "" : `, ${area(item.left, unit)} left after it`} · web_totals where ${item.kind === "scrap" ? `fate = scrap, station = ${item.name}` : item.kind === "in" ? "all rows" : `fate = ${item.kind}`}`,
    });
    before = item.left;
  });
  element.append(line(place.left, place.bottom, place.right, place.bottom, "d-base"));
  return { element, marks, height };
}

function shareFigure({ summary, run, signal }: ViewContext): HTMLElement {
  const list = summary.yield_losses;
  const byStation = new Map<string, number>();
  for (const loss of list) byStation.set(loss.station, (byStation.get(loss.station) ?? 0) + loss.share);
  const stations = [...byStation].sort((a, b) => b[1] - a[1]);
  return figure({
    id: "station-loss",
    isWide: true,
    title: stations[0] ? `${title(stations[0][0])} takes ${percent(stations[0][1])} of the finished web` : "No station takes anything",
    note: "Shares of the aperture area of finished web, by station; with the line yield they sum to 100 %.",
    sources: [{ run: run.id, what: "summary", table: "yield_losses" }],
    table: () => ({
      columns: ["station", "cause", "modules", "area_m2", "share"],
      rows: list.map((loss) => [loss.station, loss.cause, loss.modules, loss.area_m2, loss.share]),
    }),
    body: bars(
      "Losses by station",
      signal,
      stations.map(([station, share]) => {
        const causes = list.filter((loss) => loss.station === station);
        return {
          label: title(station),
          value: percent(share, 2),
          parts: causes.map((loss, at) => ({
            value: loss.share,
            fill: at % 2 ? "f-soft" : "f-data",
            text: `${title(station)}, ${loss.cause}: ${percent(loss.share, 2)}, ${number(loss.area_m2)} m²${loss.modules ? `, ${count(loss.modules)} modules` : ""} · summary.yield_losses`,
          })),
        };
      }),
    ),
  });
}
