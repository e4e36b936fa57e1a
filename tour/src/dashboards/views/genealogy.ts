// SPDX-License-Identifier: Apache-2.0
// Where a module comes from, tool by tool and charge by charge, and back: what became of all that a charge touched.
import { h } from "../../dom";
import { parseIso } from "../../format";
import { viewLink, type View, type ViewContext } from "../context";
import { genealogyOf, type Stop, type Genealogy } from "../data/genealogy";
import { answer, empty } from "../kit/blocks";
import { figure } from "../kit/figure";
import { button, entry } from "../kit/inputs";
import { countOf } from "../kit/scale";
import { tourLink } from "./card";
import { chargePart, chosenCharge, type Chosen } from "./charges";

export const genealogyView: View = {
  id: "genealogy",
  title: "Genealogy",
  group: "Quality",
  async draw(context) {
    const { api, run, state } = context;
    const kinds = await api.aggregate(run.id, "charges", { group: "tool,source", values: "min:charge,max:charge,count" });
    const [first] = (await api.table(run.id, "modules", { columns: "serial", limit: 1 })).rows;
    const serial = state.number("module") ?? (first ? Number(first[1]) : undefined);
    if (serial === undefined) return [answer("No module has been made yet"), empty("The table modules has no rows.")];
    const trace = await api
      .module(run.id, serial)
      .then(genealogyOf)
      .catch((error: Error) => error);
    const head =
      trace instanceof Error
        ? answer(`Module ${serial} is not in this run`, trace.message)
        : answer(
            `Module ${serial} is made of roll ${trace.roll} and ${countOf(trace.stops.flatMap((stop) => stop.charges).length, "charge")}`,
            `${trace.position.toFixed(2)} m down the web; ${trace.flash ? (trace.flash.is_good ? `sold as ${trace.flash.bin}` : `rejected, ${trace.flash.cause}`) : "not flashed"}.`,
          );
    const chosen = chosenCharge(context, kinds.rows, trace instanceof Error ? undefined : trace);
    return [
      head,
      moduleChoice(context, serial),
      ...(trace instanceof Error ? [] : [wayFigure(context, trace, chosen)]),
      ...(await chargePart(context, kinds.rows, chosen)),
    ];
  },
};

function moduleChoice({ set }: ViewContext, serial: number): HTMLElement {
  return h(
    "div",
    { class: "row" },
    button("module-before", "‹", () => set({ module: Math.max(1, serial - 1) })),
    entry("module", "Module", String(serial), (text) => set({ module: Number(text) || serial }), { inputmode: "numeric", size: 9 }),
    button("module-after", "›", () => set({ module: serial + 1 })),
  );
}

function wayFigure(context: ViewContext, trace: Genealogy, chosen: Chosen | undefined): HTMLElement {
  const { run } = context;
  const longest = [...trace.stops].sort((a, b) => stay(b) - stay(a))[0];
  return figure({
    id: "way",
    isWide: true,
    title: longest ? `${trace.stops.length} tools from foil to door; longest in ${longest.tool}` : "No tool has worked on it",
    note: "In the order of time. A charge tells what it became further below.",
    sources: [{ run: run.id, what: "modules", table: String(trace.serial) }],
    controls: [
      h("a", { class: "button", href: tourLink(run.id, trace.serial, trace.flash?.flashed) }, "See it in the tour"),
      viewLink(context, { view: "web", roll: trace.roll, module: trace.serial }, `Roll ${trace.roll} as a map`, { class: "button" }),
    ],
    table: () => ({
      columns: ["tool", "from", "to", "what", "charges"],
      rows: trace.stops.map((stop) => [
        stop.tool,
        stop.came,
        stop.went,
        stop.kind === "web" ? "as web" : "as a sheet",
        stop.charges.map((charge) => `${charge.source} ${charge.charge}`).join(", "),
      ]),
    }),
    body: h("ol", { class: "way-list" }, ...trace.stops.map((stop) => stopItem(context, stop, chosen))),
  });
}

const stay = ({ came, went }: Stop) => (parseIso(went) ?? 0) - (parseIso(came) ?? 0);

function stopItem({ set }: ViewContext, stop: Stop, chosen: Chosen | undefined): HTMLElement {
  const isShown = (source: string, charge: number) => chosen?.tool === stop.tool && chosen.source === source && chosen.charge === charge;
  const chips = stop.charges.map(({ source, charge }) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(isShown(source, charge)),
        id: `charge-${stop.tool}-${source}`,
        onclick: () => set({ tool: stop.tool, source, charge }),
      },
      `${source.replaceAll("_", " ")} ${charge}`,
    ),
  );
  return h(
    "li",
    { class: stop.kind },
    h(
      "div",
      { class: "way-head" },
      h("strong", {}, stop.tool),
      h("span", { class: "quiet" }, `${stop.came.slice(5, 16)} to ${stop.went.slice(5, 16)}${stop.note ? ` · ${stop.note}` : ""}`),
    ),
    chips.length ? h("div", { class: "chips" }, ...chips) : undefined,
  );
}
