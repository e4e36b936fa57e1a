// SPDX-License-Identifier: Apache-2.0
// Orders against watts by month and market, and what a watt costs by step and category. Pure.
import type { DemandRow } from "../../record/rows";

export interface MarketSeries {
  segment: string;
  product: string;
  rows: DemandRow[];
  demand: number;
  shipped: number;
  lost: number;
  revenue: number;
}

/** A series a market, months in order, markets by their revenue. */
export function byMarket(rows: readonly DemandRow[]): MarketSeries[] {
  const markets = new Map<string, DemandRow[]>();
  for (const row of rows) markets.set(row.segment, [...(markets.get(row.segment) ?? []), row]);
  const sum = (list: DemandRow[], key: "demand_W" | "shipped_W" | "lost_W" | "revenue_usd") =>
    list.reduce((total, row) => total + row[key], 0);
  return [...markets]
    .map(([segment, list]) => ({
      segment,
      product: list[0].product,
      rows: list.sort((a, b) => a.month - b.month),
      demand: sum(list, "demand_W"),
      shipped: sum(list, "shipped_W"),
      lost: sum(list, "lost_W"),
      revenue: sum(list, "revenue_usd"),
    }))
    .sort((a, b) => b.revenue - a.revenue);
}

export interface CostStep {
  step: string;
  total: number;
  parts: { category: string; usd: number }[];
}

/** Rows [step, category, usd] as steps, the dearest first; categories in one order everywhere, the dearest first. */
export function costSteps(rows: readonly (readonly (string | number)[])[]): { steps: CostStep[]; categories: string[] } {
  const byCategory = new Map<string, number>();
  const bySteps = new Map<string, CostStep>();
  for (const [step, category, usd] of rows) {
    byCategory.set(String(category), (byCategory.get(String(category)) ?? 0) + Number(usd));
    const known = bySteps.get(String(step)) ?? { step: String(step), total: 0, parts: [] };
    known.total += Number(usd);
    known.parts.push({ category: String(category), usd: Number(usd) });
    bySteps.set(String(step), known);
  }
  const categories = [...byCategory].sort((a, b) => b[1] - a[1]).map(([category]) => category);
  for (const step of bySteps.values()) step.parts.sort((a, b) => categories.indexOf(a.category) - categories.indexOf(b.category));
  return { steps: [...bySteps.values()].sort((a, b) => b.total - a.total), categories };
}
