// SPDX-License-Identifier: Apache-2.0
// The trace of a module as the server tells it, and what a charge became. Pure.

export interface TraceFlash {
  pmax_W: number;
  aperture_efficiency: number;
  voc_V: number;
  isc_A: number;
  fill_factor: number;
  bin: string;
  is_good: boolean;
  cause: string;
  flashed: string;
}

export interface Stop {
  tool: string;
  came: string;
  went: string;
  kind: "web" | "part";
  note: string;
  charges: { source: string; charge: number }[];
}

export interface Trace {
  serial: number;
  roll: number;
  position: number;
  lane: string;
  product: string;
  flash?: TraceFlash;
  comparison: { name: string; value: number; median: number; p10: number; p90: number }[];
  stops: Stop[];
}

interface Raw {
  serial: number;
  position_m: number;
  flash: TraceFlash | null;
  module: { product: string; lane: number; roll: number } | null;
  roll: { roll: number } | null;
  comparison: Trace["comparison"];
  passes: { tool: string; started: string; finished: string; stops: number }[];
  visits: { tool: string; began: string; gone: string }[];
  charges: { tool: string; source: string; charge: number }[];
}

export function parseTrace(raw: unknown): Trace {
  const { serial, position_m, flash, module, roll, comparison, passes, visits, charges } = raw as Raw;
  const web = passes.map((pass): Stop => ({
    tool: pass.tool,
    came: pass.started,
    went: pass.finished,
    kind: "web",
    note: pass.stops ? `the web stood still ${["", "once", "twice"][pass.stops] ?? `${pass.stops} times`}` : "",
    charges: charges.filter((charge) => charge.tool === pass.tool).map(({ source, charge }) => ({ source, charge })),
  }));
  const parts = visits.map((visit): Stop => ({
    tool: visit.tool,
    came: visit.began,
    went: visit.gone,
    kind: "part",
    note: "",
    charges: charges.filter((charge) => charge.tool === visit.tool).map(({ source, charge }) => ({ source, charge })),
  }));
  return {
    serial,
    roll: module?.roll ?? roll?.roll ?? 0,
    position: position_m,
    lane: String(module?.lane ?? "–"),
    product: module?.product ?? "scrapped before the flash test",
    flash: flash ?? undefined,
    comparison: comparison ?? [],
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
