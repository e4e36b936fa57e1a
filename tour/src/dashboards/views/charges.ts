// SPDX-License-Identifier: Apache-2.0
// What became of all modules that a charge of a source touched: their bins, and the rolls it coated.
import { h } from "../../dom";
import { capital, percent } from "../../format";
import type { ChargeRow } from "../../record/rows";
import type { ViewContext } from "../context";
import { binsBeside, type Genealogy } from "../data/genealogy";
import { binOrder } from "../data/histogram";
import { empty, grid } from "../kit/blocks";
import { bars } from "../kit/bars";
import { figure } from "../kit/figure";
import { button, choice, entry, options } from "../kit/inputs";
import { count, countOf } from "../kit/scale";

const mostRolls = 90; // in one question: the server takes 100 parameters

export interface Chosen {
  tool: string;
  source: string;
  charge: number;
  least: number;
  most: number;
  sources: (string | number)[][];
}

/** The charge that the address names; without one, of the module's own: in the tool where it has most, the coater of the absorber as a rule. */
export function chosenCharge({ state }: ViewContext, kinds: (string | number)[][], trace: Genealogy | undefined): Chosen | undefined {
  if (!kinds.length) return undefined;
  const own = [...(trace?.stops ?? [])].sort((a, b) => b.charges.length - a.charges.length)[0];
  const tool = state.get("tool") ?? (own?.charges.length ? own.tool : String(kinds[0][0]));
  const sources = kinds.filter((row) => row[0] === tool);
  const mine = (source: string | number) =>
    trace?.stops.find((stop) => stop.tool === tool)?.charges.find((item) => item.source === source)?.charge;
  const kind = sources.find((row) => row[1] === (state.get("source") ?? own?.charges[0]?.source)) ?? sources[0] ?? kinds[0];
  const [least, most] = [Number(kind[2]), Number(kind[3])];
  return {
    tool: String(kind[0]),
    source: String(kind[1]),
    charge: Math.min(most, Math.max(least, state.number("charge") ?? mine(kind[1]) ?? least)),
    least,
    most,
    sources,
  };
}

export async function chargePart(context: ViewContext, kinds: (string | number)[][], chosen: Chosen | undefined): Promise<HTMLElement[]> {
  const { api, run, set } = context;
  if (!chosen) return [empty("This run has no charges: films follow from the recipe. Plans whose films follow from tools have them.")];
  const { sources, tool, source, charge, least, most } = chosen;
  const query = { tool, source, charge };
  const rows = await api.rows<ChargeRow>(run.id, "charges", query);
  const rolls = [...new Set(rows.map((row) => row.roll))];
  const asked = rolls.slice(0, mostRolls);
  const name = `charge ${charge} of ${source.replaceAll("_", " ")} in ${tool}`;
  const chooser = h(
    "div",
    { class: "row" },
    choice("charge-tool", "Tool", options(new Set(kinds.map((row) => row[0]))), tool, (value) =>
      set({ tool: value, source: undefined, charge: undefined }),
    ),
    choice(
      "charge-source",
      "Source",
      options(
        sources.map((row) => row[1]),
        (text) => text.replaceAll("_", " "),
      ),
      source,
      (value) => set({ tool, source: value, charge: undefined }),
    ),
    button("charge-before", "‹", () => set({ tool, source, charge: charge - 1 }), charge <= least),
    entry("charge", "Charge", String(charge), (text) => set({ tool, source, charge: Number(text) || charge }), {
      inputmode: "numeric",
      size: 5,
    }),
    button("charge-after", "›", () => set({ tool, source, charge: charge + 1 }), charge >= most),
  );
  if (!rolls.length) return [h("h2", { class: "part-head" }, "What a charge became"), chooser, empty(`No roll has run on ${name}.`)];
  const [some, all, bySegment] = await Promise.all([
    api.aggregate(run.id, "modules", {
      group: "flash.bin,flash.cause",
      values: "count,mean:flash.aperture_efficiency",
      join: "flashes",
      roll: asked,
    }),
    api.aggregate(run.id, "flashes", { group: "bin,cause", values: "count" }),
    api.aggregate(run.id, "modules", {
      group: "roll",
      values: "count,mean:flash.aperture_efficiency,sum:flash.is_good",
      join: "flashes",
      roll: asked,
    }),
  ]);
  return [
    h("h2", { class: "part-head" }, "What a charge became"),
    chooser,
    chargeFigures(context, { name, rolls, some: some.rows, all: all.rows, byRoll: bySegment.rows }),
  ];
}

interface ChargeResult {
  name: string;
  rolls: number[];
  some: (string | number)[][];
  all: (string | number)[][];
  byRoll: (string | number)[][];
}

function chargeFigures(context: ViewContext, result: ChargeResult): HTMLElement {
  return grid(binsFigure(context, result), rollsFigure(context, result));
}

function binsFigure({ run, signal }: ViewContext, { name, rolls, some, all }: ChargeResult): HTMLElement {
  const bins = binsBeside(some, all);
  const order = binOrder(bins.map((row) => row.bin));
  bins.sort((a, b) => order.indexOf(a.bin) - order.indexOf(b.bin));
  const touched = bins.reduce((sum, row) => sum + row.count, 0);
  const largest = Math.max(...bins.flatMap((row) => [row.share, row.shareOfAll]));
  return figure({
    id: "charge-bins",
    title: `${capital(name)} is in ${countOf(touched, "module")}`,
    note: "Share of its modules in each bin; the line across is the share of all modules of the run.",
    sources: [
      {
        run: run.id,
        what: "aggregate",
        table: "modules",
        query: { group: "flash.bin,flash.cause", values: "count", join: "flashes", roll: rolls },
      },
      { run: run.id, what: "aggregate", table: "flashes", query: { group: "bin,cause", values: "count" } },
    ],
    table: () => ({
      columns: ["bin", "modules", "share", "share of all modules"],
      rows: bins.map((row) => [row.bin, row.count, row.share, row.shareOfAll]),
    }),
    body: bars(
      "Bins of the modules of this charge",
      signal,
      bins.map((row) => ({
        label: row.bin,
        value: `${count(row.count)} · ${percent(row.share)}`,
        mark: row.shareOfAll,
        parts: [
          {
            value: row.share,
            fill: row.bin.startsWith("rejected") ? "f-alarm" : "f-data",
            text: `${row.bin}: ${countOf(row.count, "module")}, ${percent(row.share)} of its own, ${percent(row.shareOfAll)} of all · modules with flashes where roll in ${rolls.slice(0, 4).join(", ")}`,
          },
        ],
      })),
      0,
      largest * 1.02,
    ),
  });
}

function rollsFigure({ run, signal, set }: ViewContext, { rolls, byRoll }: ChargeResult): HTMLElement {
  return figure({
    id: "charge-rolls",
    title: `It coated ${rolls.length === 1 ? `roll ${rolls[0]}` : countOf(rolls.length, "roll")}`,
    note: "Mean efficiency of its modules, roll by roll. A click opens the roll.",
    sources: [{ run: run.id, what: "tables", table: "charges", query: {} }],
    table: () => ({
      columns: ["roll", "modules", "mean efficiency", "good"],
      rows: byRoll.map((row) => [String(row[0]), Number(row[1]), Number(row[2]), Number(row[3])]),
    }),
    body: bars(
      "Rolls of this charge",
      signal,
      byRoll.slice(0, 20).map((row) => ({
        label: `roll ${row[0]}`,
        value: percent(Number(row[2]), 2),
        act: () => set({ view: "web", roll: Number(row[0]) }),
        parts: [
          {
            value: Number(row[2]),
            fill: "f-data",
            text: `roll ${row[0]}: ${countOf(Number(row[1]), "module")}, ${count(Number(row[3]))} good, mean ${percent(Number(row[2]), 2)} · modules where roll = ${row[0]}`,
          },
        ],
      })),
    ),
  });
}
