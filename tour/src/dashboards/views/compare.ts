// SPDX-License-Identifier: Apache-2.0
// Two runs side by side: which figures differ by more than chance, and which inputs.
import { figureOf, type DifferenceRow, type Summary } from "../../answers";
import type { RunInfo } from "../../api";
import { h, svg } from "../../dom";
import { number, percent, points, quantity, signedPercent } from "../../format";
import type { InputRow } from "../../record/rows";
import type { View, ViewContext } from "../context";
import { inputDifferences, outlines, relative, type InputDifference, type Relative } from "../data/difference";
import { bottomAxis, box, fitted, leftAxis, line, roomFor, text } from "../kit/axes";
import { answer, empty, grid } from "../kit/blocks";
import { chart, figure, legend, type Drawing, type Source } from "../kit/figure";
import { later } from "../kit/focus";
import { choice } from "../kit/inputs";
import { count, countOf, linear, ticks, upTo } from "../kit/scale";
import { tableElement } from "../kit/table";
import type { Mark } from "../kit/tips";

const step = 0.001; // of efficiency

export const compareView: View = {
  id: "compare",
  title: "Compare runs",
  group: "Business",
  async draw(context) {
    const { api, run, runs, state, summary, set, signal } = context;
    const others = runs.filter((item) => item.id !== run.id);
    if (!others.length)
      return [
        answer("There is one run here"),
        empty("Runs that lie in folders beside this one can be compared with it: heliofab run PLAN --out RUN."),
      ];
    const other = others.find((item) => item.id === state.get("other")) ?? nearest(others, run.modules);
    const byEfficiency = { group: `aperture_efficiency:${step}`, values: "count" };
    const [a, b, ...inputs] = await Promise.all([
      api.aggregate(run.id, "flashes", byEfficiency),
      api.aggregate(other.id, "flashes", byEfficiency),
      api.rows<InputRow>(run.id, "inputs"),
      api.rows<InputRow>(other.id, "inputs"),
    ]);
    const differing = inputDifferences(...inputs);
    // The server reads whole runs for these, one after the other: the quicker one is asked for first.
    const side = later("both summaries", signal, async () => sideFigure(context, other.id, summary, await api.summary(other.id)));
    const differences = later("the differences", signal, () => differencesPart(context, other.id));
    const chooser = h(
      "div",
      { class: "row" },
      choice(
        "other",
        "Beside",
        others.map((item) => ({ value: item.id, text: `${item.id} · ${item.name} · seed ${item.seed} · ${count(item.modules)} modules` })),
        other.id,
        (value) => set({ other: value }),
      ),
    );
    return [
      answer(inputSentence(run, other, differing), "What differs by more than chance follows, then both runs side by side."),
      chooser,
      differences,
      overlayFigure(context, other.id, outlines(a.rows, b.rows, step)),
      grid(side, inputsFigure(run, other, differing)),
    ];
  },
};

function inputSentence(run: RunInfo, other: RunInfo, differing: InputDifference[]): string {
  const few = differing.slice(0, 2).map((input) => input.path);
  const both = `${run.id} and ${other.id}`;
  return differing.length
    ? `${both} differ in ${countOf(differing.length, "input")}: ${few.join(", ")}${differing.length > few.length ? ", …" : ""}`
    : `${both} have the same inputs and ${String(run.seed) === String(other.seed) ? "the same seed" : "other seeds"}`;
}

async function differencesPart(context: ViewContext, other: string): Promise<HTMLElement> {
  const { unit_of_chance, is_paired, a, b, figures, scrap } = await context.api.diff(context.run.id, other);
  const sure = figures.filter((row) => row.is_beyond_chance).map((row) => row.name);
  const sentence =
    a.fingerprint === b.fingerprint
      ? "The two runs are the same to the last bit"
      : sure.length
        ? `${countOf(sure.length, "figure differs", "figures differ")} by more than chance: ${sure.slice(0, 3).join(", ")}`
        : "No figure differs by more than chance";
  return h(
    "div",
    {},
    h("h2", { class: "part-head" }, sentence),
    h("p", { class: "quiet" }, `By ${unit_of_chance}s${is_paired ? ", in pairs" : ""}; 95 % intervals.`),
    grid(
      differenceFigure(context, other, figures, "figures", "Figures"),
      differenceFigure(context, other, scrap, "scrap", "Causes of scrap"),
    ),
  );
}

/** Without a choice: the run most like this one in size. */
function nearest(runs: RunInfo[], modules: number): RunInfo {
  const off = (run: RunInfo) => Math.abs(Math.log((run.modules + 1) / (modules + 1)));
  return runs.reduce((best, run) => (off(run) < off(best) ? run : best));
}

function differenceFigure({ run, signal }: ViewContext, other: string, rows: DifferenceRow[], id: string, name: string): HTMLElement {
  const list = relative(rows)
    .sort((x, y) => Number(y.row.is_beyond_chance) - Number(x.row.is_beyond_chance) || Math.abs(y.at) - Math.abs(x.at))
    .slice(0, 12);
  const sure = rows.filter((row) => row.is_beyond_chance).length;
  const value = (row: DifferenceRow) =>
    row.unit === "" ? `${percent(row.a, 2)} and ${percent(row.b, 2)}` : `${number(row.a, 4)} and ${number(row.b, 4)} ${row.unit}`;
  return figure({
    id: `diff-${id}`,
    title: `${name}: ${sure ? countOf(sure, "difference is sure", "differences are sure") : "nothing is sure"}`,
    note: `${other} against ${run.id}, in parts of ${run.id}'s figure. Filled: beyond chance.`,
    sources: [{ run: run.id, what: "diff", table: other }],
    table: () => ({
      columns: ["name", "unit", run.id, other, "difference", "half_width", "probability", "beyond chance"],
      rows: rows.map((row) => [
        row.name,
        row.unit,
        row.a,
        row.b,
        row.difference,
        row.half_width ?? undefined,
        row.probability ?? undefined,
        row.is_beyond_chance ? "yes" : "no",
      ]),
    }),
    body: list.length ? chart(name, signal, (width) => drawDifferences(list, width, value)) : empty("Nothing to compare."),
  });
}

function drawDifferences(list: Relative[], width: number, value: (row: DifferenceRow) => string): Drawing {
  const height = list.length * 40 + 44;
  const element = svg("svg", {});
  const area = { left: 4, right: width - 64, top: 2, bottom: height - 42 };
  // One wild interval must not flatten the others.
  const sizes = list.map((item) => Math.max(Math.abs(item.low), Math.abs(item.high))).sort((a, b) => a - b);
  const most = Math.max(0.005, Math.min(sizes[sizes.length - 1], 3 * sizes[Math.floor(sizes.length / 2)]));
  const x = linear(-most, most, area.left, area.right);
  const clamp = (share: number) => x(Math.max(-most, Math.min(most, share)));
  element.append(line(x(0), area.top, x(0), area.bottom, "d-mark"));
  bottomAxis(
    element,
    area,
    x,
    ticks(-most, most, 4, (share) => signedPercent(share, 3)),
    "difference",
  );
  const marks = list.map(({ row, at, low, high }, k): Mark => {
    const y = area.top + k * 40 + 27;
    element.append(
      text(area.left, y - 12, fitted(row.name, width, 6.6), "d-name"),
      box(clamp(low), y - 3, Math.max(2, clamp(high) - clamp(low)), 6, row.is_beyond_chance ? "f-data" : "f-soft"),
      svg("circle", { cx: clamp(at), cy: y, r: 4.5, class: row.is_beyond_chance ? "d-dot" : "d-dot open" }),
    );
    element.append(text(area.right + 8, y + 4, signedPercent(at, 2), "d-value"));
    return {
      x: clamp(low),
      y: y - 8,
      w: Math.max(10, clamp(high) - clamp(low)),
      h: 16,
      text: `${row.name}: ${value(row)}; ${percent(at, 2)} with 95 % from ${points(low, 2)} to ${percent(high, 2)}, ${row.is_beyond_chance ? "beyond chance" : "chance is enough"} (${row.rolls_a} and ${row.rolls_b} rolls) · diff`,
    };
  });
  return { element, marks, height };
}

function overlayFigure({ run, signal, summary }: ViewContext, other: string, data: ReturnType<typeof outlines>): HTMLElement {
  const sources: Source[] = [run.id, other].map((id) => ({
    run: id,
    what: "aggregate",
    table: "flashes",
    query: { group: `aperture_efficiency:${step}`, values: "count" },
  }));
  return figure({
    id: "overlay",
    isWide: true,
    title: `Efficiency of ${run.id} (median ${percent(figureOf(summary.aperture_efficiency.median), 2)}) and of ${other}`,
    note: "Shares of each run's modules, in buckets of a tenth of a point.",
    sources,
    legend: legend([
      ["f-soft", run.id],
      ["f-line2", other],
    ]),
    table: () => ({
      columns: ["efficiency from [%]", run.id, other],
      rows: data.a.map((share, at) => [Number(points((data.first + at) * step)), share, data.b[at]]),
    }),
    body: chart("Histograms of both runs", signal, (width) => drawOverlay(data, width, run.id, other)),
  });
}

function drawOverlay(data: ReturnType<typeof outlines>, width: number, nameA: string, nameB: string): Drawing {
  const height = 250;
  const element = svg("svg", {});
  const most = upTo(Math.max(0.01, ...data.a, ...data.b));
  const list = ticks(0, most, 4, (share) => percent(share, 0));
  const area = { left: roomFor(list, 40), right: width - 8, top: 22, bottom: height - 42 };
  const y = linear(0, most, area.bottom, area.top);
  const x = linear(data.first * step, (data.first + data.a.length) * step, area.left, area.right);
  leftAxis(element, area, y, list, "share of modules");
  bottomAxis(element, area, x, ticks(x.from, x.to, Math.max(4, Math.floor(width / 110)), points), "aperture efficiency [%]");
  let path = `M${area.left} ${area.bottom}`;
  const marks = data.a.map((share, at): Mark => {
    const [from, to] = [x((data.first + at) * step), x((data.first + at + 1) * step)];
    element.append(box(from, y(share), to - from - 0.5, area.bottom - y(share), "f-soft"));
    path += `V${y(data.b[at])}H${to}`;
    const top = Math.min(y(share), y(data.b[at]));
    return {
      x: from,
      y: top,
      w: to - from,
      h: area.bottom - top,
      text: `${points((data.first + at) * step)} to ${percent((data.first + at + 1) * step)}: ${percent(share, 2)} of ${nameA}, ${percent(data.b[at], 2)} of ${nameB} · flashes by aperture_efficiency`,
    };
  });
  element.append(svg("path", { d: `${path}V${area.bottom}`, class: "d-outline2" }));
  return { element, marks, height };
}

function sideFigure({ run }: ViewContext, other: string, a: Summary, b: Summary): HTMLElement {
  const share = (value: number | null) => percent(figureOf(value), 2);
  const lines: [string, (summary: Summary) => string][] = [
    ["Modules made", (s) => count(s.modules_made)],
    ["Modules good", (s) => count(s.modules_good)],
    ["Line yield", (s) => share(s.line_yield)],
    ["Median efficiency", (s) => share(s.aperture_efficiency.median)],
    ["Poorest tenth, up to", (s) => share(s.aperture_efficiency.p10)],
    ["OEE of the bottleneck", (s) => share(s.oee_e79)],
    ["Bottleneck", (s) => s.bottleneck ?? "–"],
    ["Shipped", (s) => quantity(s.power_shipped_W, "W")],
    ["Cost of a good watt", (s) => `${number(figureOf(s.cost_usd_per_W), 4)} USD/W`],
    ["Version of the program", (s) => s.provenance.version],
  ];
  const data = { columns: ["figure", run.id, other], rows: lines.map(([name, of]) => [name, of(a), of(b)]) };
  return figure({
    id: "side",
    title: "Both summaries",
    sources: [
      { run: run.id, what: "summary" },
      { run: other, what: "summary" },
    ],
    table: () => data,
    body: tableElement(data),
  });
}

function inputsFigure(run: RunInfo, other: RunInfo, differing: InputDifference[]): HTMLElement {
  const data = differing.length
    ? { columns: ["input", run.id, other.id, "grade"], rows: differing.map(({ path, a, b, grade }) => [path, a, b, grade]) }
    : { columns: ["run", "seed"], rows: [run, other].map(({ id, seed }) => [id, String(seed)]) };
  return figure({
    id: "inputs",
    title: differing.length ? `${countOf(differing.length, "input differs", "inputs differ")}` : "All inputs are the same",
    sources: [run, other].map(({ id }) => ({ run: id, what: "tables", table: "inputs" })),
    table: () => data,
    body: tableElement(data),
  });
}
