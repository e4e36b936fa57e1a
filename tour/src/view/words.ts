// SPDX-License-Identifier: Apache-2.0
// The words of the page that are not cards: the welcome and the tooltip.
import { h } from "../dom";
import { e10 } from "../format";
import type { RunRecord } from "../record/record";
import type { PlantView } from "../record/view";
import type { Selection } from "./pick";

export function welcome(name: string, show: (view: string) => void): HTMLElement {
  const start = (view: string, words: string) => h("button", { type: "button", class: view === "tour" ? "main" : "", onclick: () => show(view) }, words);
  return h("div", { class: "welcome", role: "dialog", "aria-label": "Welcome" }, h("p", { class: "kicker" }, "Virtual tour"), h("h2", {}, name),
    h("p", {}, "The whole line as it ran: every roll, module and state on the screen is a row of the run's record. Click on anything to see which."),
    h("div", { class: "buttons" }, start("tour", "Take the tour, 3 minutes"), start("walk", "Walk on your own"), start("overview", "Look around")));
}

/** What is under the pointer, and the row that says so. */
export function tipText(record: RunRecord, view: PlantView, selection: Selection): string {
  if (selection.kind === "tool") {
    const state = view.tools.get(selection.tool)?.state;
    return state ? `${selection.tool}: ${e10[state.state]}, ${state.reason} · states ${state.rowid}` : `${selection.tool}: no row for this moment`;
  }
  if (selection.kind === "module") {
    const row = view.day?.modules.get(selection.serial);
    return row ? `module ${row.serial} for ${row.segment}, colour from ${row.thickness_um.toFixed(2)} µm of CIGS, GGI ${row.ggi.toFixed(3)} · modules ${row.rowid}` : `module ${selection.serial}`;
  }
  if (selection.kind === "roll") {
    const item = record.rolls.find((entry) => entry.roll === selection.roll);
    return `roll ${selection.roll} · passes ${item?.passes.map((pass) => pass.rowid).join(", ") ?? "–"}`;
  }
  return selection.kind === "market" ? `market: ${selection.segment}` : "";
}
