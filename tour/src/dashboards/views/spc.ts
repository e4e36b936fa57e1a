// SPDX-License-Identifier: Apache-2.0
// Control charts: which gauge saw what it should not, and where.
import { h } from "../../dom";
import { number } from "../../format";
import type { View, ViewContext } from "../context";
import { alongTool, extremes, hits, moments, quantityName, shapeOf, type Alarm, type Hit, type Reading, type Series } from "../data/spc";
import { answer, empty, tiles } from "../kit/blocks";
import { bars } from "../kit/bars";
import { figure, type Source } from "../kit/figure";
import { button, choice, options } from "../kit/inputs";
import { count, countOf } from "../kit/scale";
import { series as drawSeries } from "../kit/series";

interface Chart {
  tool: string;
  quantity: string;
  readings: number;
  alarms: number;
}

export const spcView: View = {
  id: "spc",
  title: "Control charts",
  group: "Quality",
  async draw(context) {
    const { api, run, state } = context;
    const [readings, alarms, rules] = await Promise.all([
      api.aggregate(run.id, "readings", { group: "tool,quantity", values: "count" }),
      api.aggregate(run.id, "alarms", { group: "tool,quantity", values: "count" }),
      api.aggregate(run.id, "alarms", { group: "rule,action", values: "count" }),
    ]);
    if (!readings.rows.length)
      return [answer("No gauge reads this line"), empty("The table readings has no rows: the plan has no gauges.")];
    const alarmsOf = new Map(alarms.rows.map((row) => [`${row[0]} ${row[1]}`, Number(row[2])]));
    const charts = readings.rows.map((row): Chart => ({
      tool: String(row[0]),
      quantity: String(row[1]),
      readings: Number(row[2]),
      alarms: alarmsOf.get(`${row[0]} ${row[1]}`) ?? 0,
    }));
    const worst = [...charts].sort((a, b) => b.alarms - a.alarms || b.readings - a.readings)[0];
    const chosen =
      charts.find((chart) => chart.tool === state.get("tool") && chart.quantity === state.get("quantity")) ??
      charts.find((chart) => chart.tool === state.get("tool")) ??
      worst;
    const all = charts.reduce((sum, chart) => sum + chart.alarms, 0);
    const points = charts.reduce((sum, chart) => sum + chart.readings, 0);
    const names = [...new Set(rules.rows.map((row) => String(row[0])))];
    return [
      answer(
        all
          ? `${countOf(all, "alarm")} in ${countOf(points, "reading")}; most at ${worst.tool}, ${quantityName(worst.quantity)[0]}`
          : `No alarm in ${countOf(points, "reading")}`,
        "Charts of each tool over the metres that it coated.",
      ),
      controls(context, charts, chosen),
      await chartFigure(context, chosen, names),
      overview(context, charts, rules.rows),
    ];
  },
};

function controls({ set }: ViewContext, charts: Chart[], chosen: Chart): HTMLElement {
  const at = charts.indexOf(chosen);
  const open = (chart: Chart) => set({ tool: chart.tool, quantity: chart.quantity, xfrom: undefined, xto: undefined });
  return h(
    "div",
    { class: "row" },
    button("chart-before", "‹", () => open(charts[at - 1]), at === 0),
    choice("spc-tool", "Tool", options(new Set(charts.map((chart) => chart.tool))), chosen.tool, (tool) =>
      open(
        charts.find((chart) => chart.tool === tool && chart.quantity === chosen.quantity) ?? charts.find((chart) => chart.tool === tool)!,
      ),
    ),
    choice(
      "spc-quantity",
      "Quantity",
      options(
        charts.filter((chart) => chart.tool === chosen.tool).map((chart) => chart.quantity),
        (text) => quantityName(text)[0],
      ),
      chosen.quantity,
      (quantity) => open({ ...chosen, quantity }),
    ),
    button("chart-after", "›", () => open(charts[at + 1]), at === charts.length - 1),
  );
}

async function chartFigure(context: ViewContext, chosen: Chart, rules: string[]): Promise<HTMLElement> {
  const { api, run, state, set } = context;
  const query = { tool: chosen.tool, quantity: chosen.quantity };
  // All columns: stores of later schemas have sigma.
  const [readings, alarms, rolls] = await Promise.all([
    api.rows<Reading>(run.id, "readings", query),
    api.rows<Alarm>(run.id, "alarms", query),
    api.rows<{ roll: number; length_m: number }>(run.id, "rolls", { columns: "roll,length_m" }),
  ]);
  const data = alongTool(readings, new Map(rolls.map((roll) => [roll.roll, roll.length_m])));
  const found = hits(data, alarms);
  const from = Math.max(0, state.number("xfrom") ?? 0);
  const to = Math.min(data.end, state.number("xto") ?? data.end);
  const [name, unit] = quantityName(chosen.quantity);
  const { mean } = moments(data.values);
  const shown = unit ? ` ${unit}` : "";
  const sources: Source[] = [
    { run: run.id, what: "tables", table: "readings", query },
    { run: run.id, what: "tables", table: "alarms", query },
  ];
  const signs = [...new Set(found.map((hit) => hit.alarm.rule))]
    .sort()
    .map((rule) => h("li", {}, h("span", { class: `sign-${shapeOf(rule, rules)}`, "aria-hidden": "true" }), rule));
  const chart = figure({
    id: "spc",
    isWide: true,
    title: `${chosen.tool}, ${name}: ${found.length ? `${countOf(found.length, "alarm")}` : "no alarm"}, mean ${number(mean, 4)}${shown}, wanted ${number(data.target, 4)}${shown}`,
    note: `${data.sigma > 0 ? "Dashed: three standard deviations from the target, as the tool's own chart has them." : "The record has no limits of this chart; its alarms are marked."} Drag to look closer.`,
    sources,
    controls: [button("spc-whole", "All metres", () => set({ xfrom: undefined, xto: undefined }), from === 0 && to === data.end)],
    legend: h(
      "ul",
      { class: "legend" },
      h("li", {}, h("span", { class: "lamp f-data" }), "reading"),
      h("li", {}, h("span", { class: "lamp f-quiet" }), "target"),
      ...signs,
    ),
    table: () => ({
      columns: ["row", "roll", "position_m", "value", "target", "sigma", "rule"],
      rows: data.readings.map((reading, at) => [
        String(reading.rowid),
        String(reading.roll),
        reading.position_m,
        reading.value,
        reading.target,
        reading.sigma,
        found
          .filter((hit) => hit.x === data.x[at])
          .map((hit) => `${hit.alarm.rule}: ${hit.alarm.action}`)
          .join("; "),
      ]),
    }),
    body: drawChart(context, data, found, rules, { from, to, unit: shown }),
  });
  return h("div", {}, spcTiles(data, found.length, shown), chart);
}

function spcTiles(data: Series, alarms: number, shown: string): HTMLElement {
  const { mean, std } = moments(data.values);
  return tiles([
    { label: "Readings", value: count(data.values.length), source: "readings" },
    { label: "Mean", value: `${number(mean, 4)}${shown}`, note: `wanted ${number(data.target, 4)}${shown}`, source: "readings.value" },
    { label: "Standard deviation", value: `${number(std, 3)}${shown}`, source: "readings.value" },
    { label: "Alarms", value: count(alarms), source: "alarms", isAlarm: alarms > 0 },
  ]);
}

function drawChart(
  { signal, set }: ViewContext,
  data: Series,
  found: Hit[],
  rules: string[],
  { from, to, unit }: { from: number; to: number; unit: string },
): HTMLElement {
  const kept = extremes(data, from, to, 600);
  const rollOf = (x: number) => [...data.rolls].reverse().find((roll) => roll.x <= x);
  const inside = data.rolls.filter((roll) => roll.x >= from && roll.x <= to);
  const every = Math.max(1, Math.ceil(inside.length / 10));
  return drawSeries(
    {
      label: "Readings of the gauge",
      x: kept.map((at) => data.x[at]),
      isTime: false,
      xTitle: "metres coated by the tool",
      height: 280,
      from,
      to,
      xText: (x) => {
        const roll = rollOf(x);
        return roll ? `roll ${roll.roll}, ${(x - roll.x).toFixed(1)} m` : `${x.toFixed(1)} m`;
      },
      lines: [
        {
          label: "",
          values: kept.map((at) => data.values[at]),
          colour: "--data",
          isPoints: true,
          text: (value, at) => `${number(value, 5)}${unit} · readings ${data.readings[kept[at]].rowid}`,
        },
      ],
      levels: [
        { at: data.target, colour: "--ink-quiet" },
        ...(data.sigma > 0 ? [-3, 3].map((k) => ({ at: data.target + k * data.sigma, colour: "--ink-quiet", dash: [5, 4] })) : []),
      ],
      steps: inside.map((roll, at) => ({ x: roll.x, text: at % every === 0 ? `roll ${roll.roll}` : "" })),
      marks: found.map((hit) => ({
        x: hit.x,
        y: hit.y,
        text: `${hit.alarm.rule}; ${hit.alarm.action === "none" ? "nothing was done" : hit.alarm.action} · alarms ${hit.alarm.rowid}`,
        shape: shapeOf(hit.alarm.rule, rules),
        colour: "--alarm",
      })),
      zoom: (low, high) => set({ xfrom: low > 0 ? low.toFixed(1) : undefined, xto: high < data.end ? high.toFixed(1) : undefined }),
    },
    signal,
  );
}

function overview({ run, signal, set }: ViewContext, charts: Chart[], rules: (string | number)[][]): HTMLElement {
  const byTool = [...charts].sort((a, b) => b.alarms - a.alarms || b.readings - a.readings);
  const quiet = charts.filter((chart) => !chart.alarms).length;
  return figure({
    id: "charts",
    isWide: true,
    title: `${count(charts.length - quiet)} of ${count(charts.length)} charts raised an alarm`,
    note: "Alarms of each chart; a click opens it. Charts without an alarm are in the table.",
    sources: [
      { run: run.id, what: "aggregate", table: "alarms", query: { group: "tool,quantity", values: "count" } },
      { run: run.id, what: "aggregate", table: "alarms", query: { group: "rule,action", values: "count" } },
    ],
    table: () => ({
      columns: ["tool", "quantity", "readings", "alarms", "rule", "action"],
      rows: [
        ...byTool.map((chart) => [chart.tool, chart.quantity, chart.readings, chart.alarms, "", ""]),
        ...rules.map((row) => ["all", "all", undefined, Number(row[2]), String(row[0]), String(row[1])]),
      ],
    }),
    body: bars(
      "Alarms by tool and quantity",
      signal,
      byTool
        .filter((chart) => chart.alarms)
        .map((chart) => ({
          label: `${chart.tool}, ${quantityName(chart.quantity)[0]}`,
          value: `${count(chart.alarms)} of ${count(chart.readings)}`,
          act: () => set({ tool: chart.tool, quantity: chart.quantity, xfrom: undefined, xto: undefined }),
          parts: [
            {
              value: chart.alarms,
              fill: "f-data",
              text: `${chart.tool}, ${quantityName(chart.quantity)[0]}: ${countOf(chart.alarms, "alarm")} in ${countOf(chart.readings, "reading")} · alarms where tool = ${chart.tool}, quantity = ${chart.quantity}`,
            },
          ],
        })),
    ),
  });
}
