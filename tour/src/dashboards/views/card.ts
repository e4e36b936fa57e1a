// SPDX-License-Identifier: Apache-2.0
// A module on a card: what it does, where it has been, what it is made of; links to the tour and back to its charges.
import { h } from "../../dom";
import { number, percent, quantity } from "../../format";
import { viewLink, type ViewContext } from "../context";
import { genealogyOf, type Genealogy } from "../data/genealogy";
import { figure } from "../kit/figure";

export async function moduleCard(context: ViewContext, serial: number): Promise<HTMLElement> {
  const { api, run } = context;
  const trace = await api
    .module(run.id, serial)
    .then(genealogyOf)
    .catch((error: Error) => error);
  if (trace instanceof Error) return h("p", { class: "empty", role: "alert" }, `Module ${serial}: ${trace.message}`);
  const { flash } = trace;
  const verdict = flash ? (flash.is_good ? `is sold as ${flash.bin}` : `was rejected: ${flash.cause}`) : "was not flashed";
  return figure({
    id: "module",
    title: `Module ${serial} ${verdict}`,
    isWide: true,
    note: `${trace.product}, roll ${trace.roll}, ${trace.position.toFixed(2)} m down the web, lane ${trace.lane}.`,
    sources: [{ run: run.id, what: "modules", table: String(serial) }],
    controls: [
      h("a", { class: "button", href: tourLink(run.id, serial, flash?.flashed) }, "See it in the tour"),
      viewLink(context, { view: "genealogy", module: serial }, "Its genealogy", { class: "button" }),
    ],
    table: () => ({
      columns: ["quantity", "this module", "median of its product", "p10", "p90"],
      rows: trace.comparison.map((row) => [row.name, row.value, row.median, row.p10, row.p90]),
    }),
    body: cardBody(trace),
  });
}

export function tourLink(run: string, serial: number, flashed: string | undefined): string {
  const time = flashed ? `&time=${flashed.replace(" ", "T")}` : "";
  return `/?run=${encodeURIComponent(run)}${time}&selected=module:${serial}`;
}

function cardBody(trace: Genealogy): HTMLElement {
  const { flash } = trace;
  const facts: [string, string][] = flash
    ? [
        ["Power", quantity(flash.pmax_W, "W")],
        ["Efficiency", percent(flash.aperture_efficiency, 2)],
        ["Voc", quantity(flash.voc_V, "V")],
        ["Isc", quantity(flash.isc_A, "A")],
        ["Fill factor", percent(flash.fill_factor)],
        ["Flashed", flash.flashed],
      ]
    : [];
  return h(
    "div",
    { class: "card-grid" },
    h("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    strangeness(trace),
  );
}

/** Where the module lies between its like: the bar is eight of ten modules of its product, the sign is this one. */
function strangeness(trace: Genealogy): HTMLElement {
  const rows = trace.comparison.filter((row) => row.p90 > row.p10).slice(0, 12);
  return h(
    "div",
    { class: "strange" },
    ...rows.map((row) => {
      const width = row.p90 - row.p10;
      const at = Math.min(100, Math.max(0, 30 + (40 * (row.value - row.p10)) / width));
      const isOut = row.value < row.p10 || row.value > row.p90;
      const sign = h("span", { class: isOut ? "sign out" : "sign" });
      sign.style.left = `${at}%`;
      return h(
        "div",
        {
          class: "strange-row",
          title: `${row.name}: ${number(row.value, 4)}; eight of ten of its product between ${number(row.p10, 4)} and ${number(row.p90, 4)}`,
        },
        h("span", { class: "strange-name" }, row.name.replace("flash.", "flash ")),
        h("span", { class: "strange-bar" }, h("span", { class: "strange-band" }), sign),
        h("span", { class: "num" }, number(row.value, 4)),
      );
    }),
  );
}
