// SPDX-License-Identifier: Apache-2.0
// Where the efficiency goes, step by step, and what makes modules differ.
import { svg } from "../../dom";
import { capital, percent, points } from "../../format";
import type { LossRow } from "../../record/rows";
import type { View, ViewContext } from "../context";
import { gapOf, waterfall, type WaterfallStep } from "../data/losses";
import { bottomAxis, box, fitted, line, text } from "../kit/axes";
import { answer, empty } from "../kit/blocks";
import { bars } from "../kit/bars";
import { chart, figure, legend, type Drawing } from "../kit/figure";
import { linear, ticks, upTo } from "../kit/scale";
import type { Mark } from "../kit/tips";

export const lossesView: View = {
  id: "losses",
  title: "Losses",
  group: "Quality",
  async draw(context) {
    const rows = await context.api.rows<LossRow>(context.run.id, "losses", {});
    if (!rows.length)
      return [answer("This run has no loss waterfall"), empty("The table losses has no rows: it is made when the run ends.")];
    const steps = waterfall(rows);
    const worst = steps.slice(1).reduce((a, b) => (b.loss > a.loss ? b : a));
    return [
      answer(
        `${percent(steps[steps.length - 1].to, 2)} is left of ${percent(steps[0].to, 2)}; ${worst.cause} takes most`,
        `The largest step takes ${points(worst.loss, 2)} points. High up is physics and material, at the end is the line: scribes, faults, scatter.`,
      ),
      waterfallFigure(context, rows, steps),
      scatterFigure(context),
    ];
  },
};

function waterfallFigure({ run, signal }: ViewContext, rows: LossRow[], steps: WaterfallStep[]): HTMLElement {
  const gap = Math.abs(gapOf(rows));
  return figure({
    id: "waterfall",
    isWide: true,
    title: `From ${percent(steps[0].to)} to ${percent(steps[steps.length - 1].to, 2)} in ${steps.length - 1} steps`,
    note: `Of the median module, in points of aperture efficiency. The steps add up${gap < 1e-12 ? " exactly" : ` within ${(100 * gap).toExponential(1)} points`}.`,
    sources: [{ run: run.id, what: "tables", table: "losses", query: { order: "position" } }],
    legend: legend([
      ["f-data2", "taken by the step"],
      ["f-data", "efficiency"],
    ]),
    table: () => ({
      columns: ["position", "cause", "efficiency", "loss"],
      rows: rows.map((row) => [String(row.position), row.cause, row.efficiency, row.loss]),
    }),
    body: chart("Loss waterfall", signal, (width) => drawWaterfall(steps, width)),
  });
}

function drawWaterfall(steps: WaterfallStep[], width: number): Drawing {
  const isNarrow = width < 560;
  const row = isNarrow ? 40 : 27;
  const names = isNarrow ? 0 : 232;
  const height = (steps.length + 1) * row + 44;
  const element = svg("svg", {});
  const area = { left: names, right: width - 62, top: 4, bottom: height - 44 };
  const x = linear(0, upTo(steps[0].to, 6), area.left, area.right);
  for (const tick of ticks(0, x.to, 6)) element.append(line(x(tick.at), area.top, x(tick.at), area.bottom, "d-grid"));
  bottomAxis(
    element,
    area,
    x,
    ticks(0, x.to, isNarrow ? 4 : 6, (value) => points(value, 0)),
    "aperture efficiency [%]",
  );
  const marks: Mark[] = [];
  const last = steps[steps.length - 1];
  const add = (at: number, name: string, from: number, to: number, fill: string, value: string, words: string) => {
    const top = area.top + at * row + (isNarrow ? 18 : 4);
    const tall = isNarrow ? row - 22 : row - 9;
    element.append(
      isNarrow
        ? text(0, top - 4, fitted(name, width), "d-name")
        : text(names - 10, top + 13, fitted(name, names - 10, 6.6), "d-name", "end"),
    );
    element.append(box(x(from), top, Math.max(1.5, x(to) - x(from)), tall, fill), text(x(to) + 7, top + tall / 2 + 4.5, value, "d-value"));
    if (at < steps.length) element.append(line(x(from || to), top + tall, x(from || to), top + row + 2, "d-link"));
    marks.push({ x: x(from), y: top, w: Math.max(2, x(to) - x(from)), h: tall, text: words });
  };
  steps.forEach((step, at) => {
    if (at === 0)
      add(at, step.cause, 0, step.to, "f-data", percent(step.to), `${step.cause}: ${percent(step.to, 2)} · losses where position = 0`);
    else
      add(
        at,
        step.cause,
        step.to,
        step.from,
        "f-data2",
        `−${points(step.loss, 2)}`,
        `${step.cause}: takes ${points(step.loss, 3)} points, ${percent(step.to, 2)} is left · losses where position = ${at}`,
      );
  });
  add(
    steps.length,
    "Median module, flash test",
    0,
    last.to,
    "f-data",
    percent(last.to, 2),
    `What is left: ${percent(last.to, 3)} · losses where position = ${steps.length - 1}`,
  );
  return { element, marks, height };
}

function scatterFigure({ summary, run, signal }: ViewContext): HTMLElement {
  const list = summary.scatter_causes
    .filter((row) => row.cause !== "all causes" && row.cause !== "no causes")
    .sort((a, b) => b.variance_share - a.variance_share);
  if (!list.length) return empty("This run has no table of causes of scatter.");
  return figure({
    id: "scatter",
    isWide: true,
    title: `${capital(list[0].cause)} alone makes ${percent(list[0].variance_share)} of the variance`,
    note: "One cause of scatter switched on, all others off: its share of the variance with all causes on. Shares need not sum to 1.",
    sources: [{ run: run.id, what: "summary", table: "scatter_causes" }],
    table: () => ({
      columns: ["cause", "variance_share", "median_efficiency", "std_efficiency"],
      rows: list.map((row) => [row.cause, row.variance_share, row.median_efficiency, row.std_efficiency]),
    }),
    body: bars(
      "Causes of scatter",
      signal,
      list.slice(0, 14).map((row) => ({
        label: row.cause,
        value: percent(row.variance_share),
        parts: [
          {
            value: Math.max(0, row.variance_share),
            fill: "f-data",
            text: `${row.cause} alone: ${percent(row.variance_share, 2)} of the variance, median ${percent(row.median_efficiency, 2)}, standard deviation ${percent(row.std_efficiency, 3)} · variances`,
          },
        ],
      })),
    ),
  });
}
