// SPDX-License-Identifier: Apache-2.0
// The card of a module: its curve, what it lost, its way up the line, its neighbours, its bin and where it goes.
import type { Trace } from "../answers";
import type { Api } from "../api";
import { h } from "../dom";
import { number, parseIso, percent, points, title } from "../format";
import { card, facts, folded, link, part, table, type CardContext } from "./card";
import { ivChart, shareBars } from "./charts";

/** @param rows numbers of the rows in `modules` and `flashes`, where they are at hand */
export async function moduleCard(api: Api, run: string, serial: number, rows: { module?: number; flash?: number }, context: CardContext): Promise<HTMLElement> {
  const trace = await api.module(run, serial);
  const { flash, module } = trace;
  const value = (from: Record<string, unknown> | null, key: string) => Number(from?.[key] ?? Number.NaN);
  const flashRow = rows.flash ? `flashes ${rows.flash}` : `flashes of serial ${serial}`;
  const moduleRow = rows.module ? `modules ${rows.module}` : `modules of serial ${serial}`;
  const bin = flash ? (flash.is_good ? `bin ${flash.bin}` : `rejected: ${flash.cause}`) : trace.scrap ? `scrapped: ${trace.scrap.cause}` : "not flashed";
  return card(`Module ${serial}`, `${title(String(module?.product ?? "module"))} for ${module?.segment ?? "no market"} · ${bin}`,
    flash ? part("Current and voltage", ivChart({ isc: value(flash, "isc_A"), voc: value(flash, "voc_V"), imp: value(flash, "imp_A"), vmp: value(flash, "vmp_V") }), h("p", { class: "quiet" }, "Drawn through short circuit, maximum power and open circuit as flashed.")) : undefined,
    facts([
      flash && { name: "Power", value: `${number(value(flash, "pmax_W"))} W`, row: flashRow },
      flash && { name: "Aperture efficiency", value: percent(value(flash, "aperture_efficiency")), row: flashRow },
      flash && { name: "Fill factor", value: percent(value(flash, "fill_factor")), row: flashRow },
      flash && { name: "Flashed", value: String(flash.flashed), row: flashRow },
      module && { name: "Truly, without the tester", value: percent(value(module, "aperture_efficiency")), row: moduleRow },
      module && { name: "Place on the web", value: `roll ${module.roll}, ${number(value(module, "position_m"), 4)} m, lane ${module.lane}`, row: moduleRow },
      module && { name: "Cells in series", value: String(module.cells), row: moduleRow },
    ]),
    trace.roll ? link(`Open roll ${trace.roll.roll}`, () => context.select({ kind: "roll", roll: trace.roll!.roll })) : undefined,
    module ? link(`See its market, ${module.segment}`, () => context.select({ kind: "market", segment: String(module.segment) })) : undefined,
    comparison(trace), losses(trace), way(trace, context), neighbours(trace, context),
    trace.readings.length > 0 && folded(`Readings of its place (${trace.readings.length})`, table(["quantity", "read", "target", "gauge", "at"], trace.readings.map((row) => [row.quantity, number(row.value, 4), number(row.target, 4), row.gauge, `${number(row.position_m)} m`]))),
    trace.charges.length > 0 && folded(`Charges it is made of (${trace.charges.length})`, table(["tool", "source", "charge", "since"], trace.charges.map((row) => [row.tool, row.source, String(row.charge), row.began]))),
    trace.alarms.length > 0 && folded(`Alarms near it (${trace.alarms.length})`, table(["tool", "quantity", "rule", "action"], trace.alarms.map((row) => [row.tool, row.quantity, row.rule, row.action]))));
}

function comparison(trace: Trace): HTMLElement | undefined {
  if (trace.comparison.length === 0) return undefined;
  return folded("Beside the others of its product", table(["", "this", "median", "10 % to 90 %"], trace.comparison.map((row) => [row.name.replace(/^flash\./, "").replace(/_/g, " "), number(row.value, 4), number(row.median, 4), `${number(row.p10, 4)} to ${number(row.p90, 4)}`])));
}

function losses(trace: Trace): HTMLElement | undefined {
  const list = trace.median_module_losses;
  if (list.length === 0) return undefined;
  return part("Where the light goes, median module", shareBars(list.slice(1).map((item) => item.loss > 0 ? { name: item.cause, value: item.loss, text: `−${points(item.loss, 2)}` } : { name: item.cause, value: item.efficiency, text: percent(item.efficiency), kind: "c-left" }).slice(0, 16)), h("p", { class: "quiet" }, `Points of efficiency from ${percent(list[0].efficiency)}, the ${list[0].cause}; table losses.`));
}

function way(trace: Trace, context: CardContext): HTMLElement {
  const steps = [...trace.passes.map((row) => ({ tool: row.tool, from: row.started, to: row.finished, note: row.stops > 0 ? `${row.stops} stops` : "" })), ...trace.visits.map((row) => ({ tool: row.tool, from: row.began, to: row.gone, note: row.done < row.gone ? "then blocked" : "" }))];
  const go = (time: string) => {
    const at = parseIso(time);
    return at === undefined ? time : link(time, () => context.seek(at));
  };
  return part("Its way up the line", h("ol", { class: "way" }, ...steps.map((step) => h("li", {}, link(step.tool, () => context.select({ kind: "tool", tool: step.tool })), " ", go(step.from), h("span", { class: "quiet" }, ` until ${step.to}${step.note ? `, ${step.note}` : ""}`)))),
    trace.events.length > 0 && folded(`What happened on the way (${trace.events.length})`, table(["time", "tool", "what"], trace.events.map((row) => [go(row.time), row.tool, `${row.kind} ${row.subject} ${row.detail}`.trim()]))));
}

function neighbours(trace: Trace, context: CardContext): HTMLElement | undefined {
  if (trace.neighbours.length === 0) return undefined;
  return part("Beside it on the web", h("p", { class: "links" }, ...trace.neighbours.map(({ module }) => link(`${module.serial}: ${percent(module.aperture_efficiency)}`, () => context.select({ kind: "module", serial: module.serial })))));
}
