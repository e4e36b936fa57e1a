// SPDX-License-Identifier: Apache-2.0
// Watts against orders, month by month and market by market, and what a watt costs.
import { figureOf } from "../../answers";
import { svg } from "../../dom";
import { monthOf, monthText, number, percent, quantity, title } from "../../format";
import type { DemandRow } from "../../record/rows";
import type { View, ViewContext } from "../context";
import { byMarket, costSteps, type MarketSeries } from "../data/money";
import { bottomAxis, box, leftAxis, line, roomFor } from "../kit/axes";
import { answer, empty, grid, tiles } from "../kit/blocks";
import { bars } from "../kit/bars";
import { chart, figure, legend, type Drawing } from "../kit/figure";
import { later } from "../kit/focus";
import { count, linear, ticks, upTo } from "../kit/scale";
import type { Mark } from "../kit/tips";
import { bandsFigure } from "./rampbands";

const dollars = (value: number, digits = 3) => `${number(value, digits)} USD`;

export const rampView: View = {
  id: "ramp",
  title: "Ramp and cost",
  group: "Business",
  async draw(context) {
    const { api, run, summary } = context;
    const [demands, costs] = await Promise.all([
      api.rows<DemandRow>(run.id, "demands", {}),
      api.aggregate(run.id, "costs", { group: "step,category", values: "sum:usd" }),
    ]);
    const markets = byMarket(demands);
    const share = summary.demand_W > 0 ? summary.power_shipped_W / summary.demand_W : Number.NaN;
    return [
      answer(
        markets.length ? `${percent(share)} of what markets ordered was shipped` : "The plan has no markets",
        `${quantity(summary.power_shipped_W, "W")} shipped of ${quantity(summary.demand_W, "W")} ordered; a good watt costs ${number(figureOf(summary.cost_usd_per_W), 4)} USD.`,
      ),
      tiles([
        {
          label: "Cost of a good watt",
          value: `${number(figureOf(summary.cost_usd_per_W), 4)} USD/W`,
          note: `${dollars(summary.cost_usd)} in the run`,
          source: "summary.cost_usd_per_W",
        },
        {
          label: "Shipped",
          value: quantity(summary.power_shipped_W, "W"),
          note: `of ${quantity(summary.demand_W, "W")} ordered`,
          source: "summary.power_shipped_W",
        },
        { label: "Backlog", value: quantity(summary.backlog_W, "W"), note: "at the end", source: "summary.backlog_W" },
        { label: "Lost orders", value: quantity(summary.lost_W, "W"), note: "cancelled, late", source: "summary.lost_W" },
        { label: "Revenue", value: dollars(summary.revenue_usd), source: "summary.revenue_usd" },
      ]),
      later("the bands of the ramp", context.signal, () => bandsFigure(context, demands)),
      ...(markets.length ? [grid(...markets.map((market) => marketFigure(context, market)))] : [empty("The table demands has no rows.")]),
      costFigure(context, costs.rows),
    ];
  },
};

function marketFigure({ run, signal }: ViewContext, market: MarketSeries): HTMLElement {
  const filled = market.demand > 0 ? market.shipped / market.demand : Number.NaN;
  return figure({
    id: `market-${market.segment}`,
    title: `${title(market.segment)}: ${percent(filled, 0)} of orders shipped${market.lost > 0 ? `, ${quantity(market.lost, "W")} lost` : ""}`,
    note: `${market.product} modules, watts a month.`,
    sources: [{ run: run.id, what: "tables", table: "demands", query: { segment: market.segment } }],
    legend: legend([
      ["f-data", "shipped"],
      ["f-mark", "ordered"],
      ["f-soft", "backlog at the end"],
    ]),
    table: () => ({
      columns: ["month", "demand_W", "shipped_W", "backlog_W", "lost_W", "stock_W", "price_usd_per_W", "revenue_usd"],
      rows: market.rows.map((row) => [
        monthText(monthOf(row.month)),
        row.demand_W,
        row.shipped_W,
        row.backlog_W,
        row.lost_W,
        row.stock_W,
        row.price_usd_per_W,
        row.revenue_usd,
      ]),
    }),
    body: chart(`Orders and shipments of ${market.segment}`, signal, (width) => drawMarket(market, width)),
  });
}

function drawMarket(market: MarketSeries, width: number): Drawing {
  const height = 210;
  const element = svg("svg", {});
  const most = upTo(Math.max(...market.rows.flatMap((row) => [row.demand_W, row.shipped_W, row.backlog_W])));
  const list = ticks(0, most, 4, (value) => quantity(value, "W", 2));
  const area = { left: roomFor(list, 48), right: width - 6, top: 14, bottom: height - 28 };
  const y = linear(0, most, area.bottom, area.top);
  const x = linear(-0.5, market.rows.length - 0.5, area.left, area.right);
  leftAxis(element, area, y, list);
  bottomAxis(
    element,
    area,
    x,
    market.rows.map((row, at) => ({ at, text: monthText(monthOf(row.month)).slice(0, market.rows.length > 6 ? 3 : 8) })),
  );
  const step = (area.right - area.left) / market.rows.length;
  const wide = Math.min(34, 0.32 * step);
  const marks = market.rows.map((row, at): Mark => {
    const middle = x(at);
    element.append(
      box(middle - wide - 1, y(row.shipped_W), wide, area.bottom - y(row.shipped_W), "f-data"),
      box(middle + 1, y(row.backlog_W), wide, area.bottom - y(row.backlog_W), "f-soft"),
    );
    element.append(line(middle - wide - 5, y(row.demand_W), middle + wide + 5, y(row.demand_W), "d-thick"));
    return {
      x: middle - wide - 5,
      y: Math.min(y(row.demand_W), y(row.shipped_W), y(row.backlog_W)),
      w: 2 * wide + 10,
      h: area.bottom - Math.min(y(row.demand_W), y(row.shipped_W), y(row.backlog_W)),
      text: `${monthText(monthOf(row.month))}: ordered ${quantity(row.demand_W, "W")}, shipped ${quantity(row.shipped_W, "W")}, backlog ${quantity(row.backlog_W, "W")}, lost ${quantity(row.lost_W, "W")} at ${number(row.price_usd_per_W)} USD/W · demands where segment = ${market.segment}`,
    };
  });
  return { element, marks, height };
}

function costFigure({ summary, run, signal }: ViewContext, rows: (string | number)[][]): HTMLElement {
  const { steps, categories } = costSteps(rows);
  const watts = summary.power_good_W;
  if (!steps.length || !(watts > 0)) return empty("No cost per watt: the run has no good module, or no costs.");
  const fill = (category: string) => `f-c${1 + (categories.indexOf(category) % 6)}`;
  return figure({
    id: "cost",
    isWide: true,
    title: `${title(steps[0].step)} is the dearest step: ${number(steps[0].total / watts)} of ${number(figureOf(summary.cost_usd_per_W), 4)} USD/W`,
    note: "Cost of a good watt by step of the chain and category: real USD of the plan's base year, all costs over the flashed power of good modules.",
    sources: [
      { run: run.id, what: "aggregate", table: "costs", query: { group: "step,category", values: "sum:usd" } },
      { run: run.id, what: "summary", table: "power_good_W" },
    ],
    legend: legend(categories.map((category) => [fill(category), category])),
    table: () => ({
      columns: ["step", ...categories.map((category) => `${category} [USD/W]`), "all [USD/W]", "all [USD]"],
      rows: steps.map((step) => [
        step.step,
        ...categories.map((category) => (step.parts.find((part) => part.category === category)?.usd ?? 0) / watts),
        step.total / watts,
        step.total,
      ]),
    }),
    body: bars(
      "Cost of a good watt by step",
      signal,
      steps.map((step) => ({
        label: title(step.step),
        value: `${number(step.total / watts)} USD/W`,
        parts: step.parts.map((part) => ({
          value: part.usd / watts,
          fill: fill(part.category),
          text: `${title(step.step)}, ${part.category}: ${number(part.usd / watts)} USD/W, ${count(part.usd)} USD · costs where step = ${step.step}, category = ${part.category}`,
        })),
      })),
    ),
  });
}
