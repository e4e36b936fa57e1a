// SPDX-License-Identifier: Apache-2.0
// The way of a module through the line, and what a charge became. Pure.
import type { Trace } from "../../answers";

export interface Stop {
  tool: string;
  came: string;
  went: string;
  kind: "web" | "part";
  note: string;
  charges: { source: string; charge: number }[];
}

/** A module as views of it have it. */
export interface Genealogy {
  serial: number;
  roll: number;
  position: number;
  lane: string;
  product: string;
  flash: Trace["flash"];
  comparison: Trace["comparison"];
  stops: Stop[];
}

export function genealogyOf({ serial, position_m, flash, module, roll, comparison, passes, visits, charges }: Trace): Genealogy {
  const chargesOf = (tool: string) => charges.filter((charge) => charge.tool === tool).map(({ source, charge }) => ({ source, charge }));
  const web = passes.map(({ tool, started, finished, stops }): Stop => ({
    tool,
    came: started,
    went: finished,
    kind: "web",
    note: stops ? `the web stood still ${["", "once", "twice"][stops] ?? `${stops} times`}` : "",
    charges: chargesOf(tool),
  }));
  const parts = visits.map(({ tool, began, gone }): Stop => ({
    tool,
    came: began,
    went: gone,
    kind: "part",
    note: "",
    charges: chargesOf(tool),
  }));
  return {
    serial,
    roll: module?.roll ?? roll?.roll ?? 0,
    position: position_m,
    lane: String(module?.lane ?? "–"),
    product: module?.product ?? "scrapped before the flash test",
    flash,
    comparison,
    stops: [...web, ...parts].sort((a, b) => (a.came < b.came ? -1 : 1)),
  };
}

export interface BinCount {
  bin: string;
  count: number;
  share: number;
  shareOfAll: number;
}

/** Rows [bin, cause, count] of some modules beside those of all: what became of them. Empty bins are rejected ones. */
export function binsBeside(rows: readonly (readonly (string | number)[])[], all: readonly (readonly (string | number)[])[]): BinCount[] {
  const sums = (list: typeof rows) => {
    const counts = new Map<string, number>();
    for (const [bin, cause, count] of list) {
      const name = bin === "" ? `rejected: ${cause}` : String(bin);
      counts.set(name, (counts.get(name) ?? 0) + Number(count));
    }
    return counts;
  };
  const [some, every] = [sums(rows), sums(all)];
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, value) => sum + value, 0) || 1;
  const [here, there] = [total(some), total(every)];
  return [...every.keys()].map((bin) => ({
    bin,
    count: some.get(bin) ?? 0,
    share: (some.get(bin) ?? 0) / here,
    shareOfAll: every.get(bin)! / there,
  }));
}
