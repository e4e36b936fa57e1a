// SPDX-License-Identifier: Apache-2.0
// Where a module comes from, tool by tool and charge by charge, and back: what became of all that a charge touched.
import { h } from "../../dom";
import { percent } from "../../format";
import type { View, ViewContext } from "../context";
import { binsBeside, parseTrace, type Stop, type Trace } from "../data/genealogy";
import { binOrder } from "../data/histogram";
import { answer, empty, grid } from "../kit/blocks";
import { bars } from "../kit/bars";
import { figure } from "../kit/figure";
import { button, choice, entry, options } from "../kit/inputs";
import { count, countOf } from "../kit/scale";
import { tourLink } from "./card";

interface ChargeRow { rowid: number; roll: number; station: string; tool: string; source: string; charge: number; began: number; ended: number }

const mostRolls = 90; // in one question: the server takes 100 parameters

export const genealogyView: View = {
  id: "genealogy", title: "Genealogy", group: "Quality",
  async draw(context) {
    const { api, run, state } = context;
    const kinds = await api.aggregate(run.id, "charges", { group: "tool,source", values: "min:charge,max:charge,count" });
    const [first] = (await api.table(run.id, "modules", { columns: "serial", limit: 1 })).rows;
    const serial = state.number("module") ?? (first ? Number(first[1]) : undefined);
    if (serial === undefined) return [answer("No module has been made yet"), empty("The table modules has no rows.")];
    const trace = await api.module(run.id, serial).then(parseTrace).catch((error: Error) => error);
    const head = trace instanceof Error ? answer(`Module ${serial} is not in this run`, trace.message) : answer(`Module ${serial} is made of roll ${trace.roll} and ${countOf(trace.stops.flatMap((stop) => stop.charges).length, "charge")}`, `${trace.position.toFixed(2)} m down the web; ${trace.flash ? (trace.flash.is_good ? `sold as ${trace.flash.bin}` : `rejected, ${trace.flash.cause}`) : "not flashed"}.`);
    return [head, moduleChoice(context, serial), ...(trace instanceof Error ? [] : [wayFigure(context, trace)]), ...(await chargePart(context, kinds.rows, trace instanceof Error ? undefined : trace))];
  },
};

function moduleChoice({ set }: ViewContext, serial: number): HTMLElement {
  return h("div", { class: "row" }, button("module-before", "‹", () => set({ module: Math.max(1, serial - 1) })), entry("module", "Module", String(serial), (text) => set({ module: Number(text) || serial }), { inputmode: "numeric", size: 9 }), button("module-after", "›", () => set({ module: serial + 1 })));
}

function wayFigure(context: ViewContext, trace: Trace): HTMLElement {
  const { run, set } = context;
  const longest = [...trace.stops].sort((a, b) => stay(b) - stay(a))[0];
  return figure({
    id: "way", isWide: true, title: longest ? `${trace.stops.length} tools from foil to door; longest in ${longest.tool}` : "No tool has worked on it", note: "In the order of time. A charge tells what it became further below.",
    sources: [{ run: run.id, what: "modules", table: String(trace.serial) }],
    controls: [h("a", { class: "button", href: tourLink(run.id, trace.serial, trace.flash?.flashed) }, "See it in the tour"), h("a", { class: "button", href: context.link({ view: "web", roll: trace.roll, module: trace.serial }), onclick: (event) => { event.preventDefault(); set({ view: "web", roll: trace.roll, module: trace.serial }); } }, `Roll ${trace.roll} as a map`)],
    table: () => ({ columns: ["tool", "from", "to", "what", "charges"], rows: trace.stops.map((stop) => [stop.tool, stop.came, stop.went, stop.kind === "web" ? "as web" : "as a sheet", stop.charges.map((charge) => `${charge.source} ${charge.charge}`).join(", ")]) }),
    body: h("ol", { class: "way-list" }, ...trace.stops.map((stop) => stopItem(context, stop))),
  });
}

const stay = (stop: Stop) => Date.parse(`${stop.went.replace(" ", "T")}Z`) - Date.parse(`${stop.came.replace(" ", "T")}Z`);

function stopItem({ set, state }: ViewContext, stop: Stop): HTMLElement {
  const isShown = (source: string, charge: number) => state.get("tool") === stop.tool && state.get("source") === source && state.number("charge") === charge;
  const chips = stop.charges.map(({ source, charge }) => h("button", { type: "button", class: "chip", "aria-pressed": String(isShown(source, charge)), id: `charge-${stop.tool}-${source}`, onclick: () => set({ tool: stop.tool, source, charge }) }, `${source.replaceAll("_", " ")} ${charge}`));
  return h("li", { class: stop.kind }, h("div", { class: "way-head" }, h("strong", {}, stop.tool), h("span", { class: "quiet" }, `${stop.came.slice(5, 16)} to ${stop.went.slice(5, 16)}${stop.note ? ` · ${stop.note}` : ""}`)), chips.length ? h("div", { class: "chips" }, ...chips) : undefined);
}

async function chargePart(context: ViewContext, kinds: (string | number)[][], trace: Trace | undefined): Promise<HTMLElement[]> {
  const { api, run, state, set } = context;
  if (!kinds.length) return [empty("This run has no charges: films follow from the recipe. Plans whose films follow from tools have them.")];
  // Without a choice: of the module's own charges one where it has most, the coater of the absorber as a rule.
  const own = [...(trace?.stops ?? [])].sort((a, b) => b.charges.length - a.charges.length)[0];
  const tool = state.get("tool") ?? (own?.charges.length ? own.tool : String(kinds[0][0]));
  const sources = kinds.filter((row) => row[0] === tool);
  const mine = (source: string | number) => (own?.tool === tool ? own.charges.find((item) => item.source === source)?.charge : undefined);
  const kind = sources.find((row) => row[1] === (state.get("source") ?? own?.charges[0]?.source)) ?? sources[0] ?? kinds[0];
  const charge = Math.min(Number(kind[3]), Math.max(Number(kind[2]), state.number("charge") ?? mine(kind[1]) ?? Number(kind[2])));
  const query = { tool: String(kind[0]), source: String(kind[1]), charge };
  const rows = await api.rows<ChargeRow>(run.id, "charges", query);
  const rolls = [...new Set(rows.map((row) => row.roll))];
  const asked = rolls.slice(0, mostRolls);
  const name = `charge ${charge} of ${String(kind[1]).replaceAll("_", " ")} in ${kind[0]}`;
  const chooser = h("div", { class: "row" }, choice("charge-tool", "Tool", options(new Set(kinds.map((row) => row[0]))), tool, (value) => set({ tool: value, source: undefined, charge: undefined })),
    choice("charge-source", "Source", options(sources.map((row) => row[1]), (text) => text.replaceAll("_", " ")), String(kind[1]), (value) => set({ tool, source: value, charge: undefined })),
    button("charge-before", "‹", () => set({ tool, source: String(kind[1]), charge: charge - 1 }), charge <= Number(kind[2])), entry("charge", "Charge", String(charge), (text) => set({ tool, source: String(kind[1]), charge: Number(text) || charge }), { inputmode: "numeric", size: 5 }), button("charge-after", "›", () => set({ tool, source: String(kind[1]), charge: charge + 1 }), charge >= Number(kind[3])));
  if (!rolls.length) return [h("h2", { class: "part-head" }, "What a charge became"), chooser, empty(`No roll has run on ${name}.`)];
  const [some, all, bySegment] = await Promise.all([api.aggregate(run.id, "modules", { group: "flash.bin,flash.cause", values: "count,mean:flash.aperture_efficiency", join: "flashes", roll: asked }), api.aggregate(run.id, "flashes", { group: "bin,cause", values: "count" }), api.aggregate(run.id, "modules", { group: "roll", values: "count,mean:flash.aperture_efficiency,sum:flash.is_good", join: "flashes", roll: asked })]);
  return [h("h2", { class: "part-head" }, "What a charge became"), chooser, chargeFigures(context, { name, rolls, some: some.rows, all: all.rows, byRoll: bySegment.rows })];
}

interface ChargeResult { name: string; rolls: number[]; some: (string | number)[][]; all: (string | number)[][]; byRoll: (string | number)[][] }

function chargeFigures({ run, signal, set }: ViewContext, { name, rolls, some, all, byRoll }: ChargeResult): HTMLElement {
  const bins = binsBeside(some, all);
  const order = binOrder(bins.map((row) => row.bin));
  bins.sort((a, b) => order.indexOf(a.bin) - order.indexOf(b.bin));
  const touched = bins.reduce((sum, row) => sum + row.count, 0);
  const largest = Math.max(...bins.flatMap((row) => [row.share, row.shareOfAll]));
  return grid(
    figure({
      id: "charge-bins", title: `${name.charAt(0).toUpperCase()}${name.slice(1)} is in ${countOf(touched, "module")}`, note: "Share of its modules in each bin; the line across is the share of all modules of the run.",
      sources: [{ run: run.id, what: "aggregate", table: "modules", query: { group: "flash.bin,flash.cause", values: "count", join: "flashes", roll: rolls } }, { run: run.id, what: "aggregate", table: "flashes", query: { group: "bin,cause", values: "count" } }],
      table: () => ({ columns: ["bin", "modules", "share", "share of all modules"], rows: bins.map((row) => [row.bin, row.count, row.share, row.shareOfAll]) }),
      body: bars("Bins of the modules of this charge", signal, bins.map((row) => ({ label: row.bin, value: `${count(row.count)} · ${percent(row.share)}`, mark: row.shareOfAll, parts: [{ value: row.share, fill: row.bin.startsWith("rejected") ? "f-alarm" : "f-data", text: `${row.bin}: ${countOf(row.count, "module")}, ${percent(row.share)} of its own, ${percent(row.shareOfAll)} of all · modules with flashes where roll in ${rolls.slice(0, 4).join(", ")}` }] })), 0, largest * 1.02),
    }),
    figure({
      id: "charge-rolls", title: `It coated ${rolls.length === 1 ? `roll ${rolls[0]}` : countOf(rolls.length, "roll")}`, note: "Mean efficiency of its modules, roll by roll. A click opens the roll.",
      sources: [{ run: run.id, what: "tables", table: "charges", query: {} }],
      table: () => ({ columns: ["roll", "modules", "mean efficiency", "good"], rows: byRoll.map((row) => [String(row[0]), Number(row[1]), Number(row[2]), Number(row[3])]) }),
      body: bars("Rolls of this charge", signal, byRoll.slice(0, 20).map((row) => ({ label: `roll ${row[0]}`, value: percent(Number(row[2]), 2), act: () => set({ view: "web", roll: Number(row[0]) }), parts: [{ value: Number(row[2]), fill: "f-data", text: `roll ${row[0]}: ${countOf(Number(row[1]), "module")}, ${count(Number(row[3]))} good, mean ${percent(Number(row[2]), 2)} · modules where roll = ${row[0]}` }] }))),
    }),
  );
}
