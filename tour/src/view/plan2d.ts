// SPDX-License-Identifier: Apache-2.0
// The line as a drawing, for browsers without WebGL: the same places, states and cards as the picture in space.
import { svg } from "../dom";
import { e10, title } from "../format";
import type { PlantView } from "../record/view";
import type { Layout } from "../scene/layout";
import type { Selection } from "./pick";

export interface Plan2d { element: SVGElement; show(view: PlantView): void }

export function makePlan2d(layout: Layout, select: (selection: Selection) => void): Plan2d {
  const { hall } = layout;
  const tools = new Map<string, { box: SVGElement; bar: SVGElement; name: SVGElement; length: number }>();
  const clickable = (element: SVGElement, label: string, act: () => void) => {
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", label);
    element.addEventListener("click", act);
    element.addEventListener("keydown", (event) => ["Enter", " "].includes((event as KeyboardEvent).key) && act());
    return element;
  };
  const groups = layout.stations.flatMap((station) => [
    svg("text", { x: station.x, y: station.side === "far" ? -layout.aisle + 1.3 : layout.aisle - 0.5, "text-anchor": "middle", class: "p-name" }, title(station.plan.station)),
    ...station.tools.map((place) => {
      const { length, depth } = station.size;
      const box = svg("rect", { x: place.x - length / 2, y: place.z - depth / 2, width: length, height: depth, rx: 0.3, class: "p-tool" });
      const bar = svg("rect", { x: place.x - length / 2, y: place.z + depth / 2 - 0.3, width: 0, height: 0.3, class: "p-bar" });
      const name = svg("title", {}, place.tool);
      tools.set(place.tool, { box, bar, name, length });
      return clickable(svg("g", {}, box, bar, name), place.tool, () => select({ kind: "tool", tool: place.tool }));
    }),
  ]);
  const bays = layout.bays.map((bay) => clickable(svg("g", {}, svg("rect", { x: bay.x - 2.4, y: bay.z - 1.5, width: 5.4, height: 3, rx: 0.2, class: "p-bay" }), svg("text", { x: bay.x + 3.4, y: bay.z + 0.5, class: "p-name" }, title(bay.segment))), title(bay.segment), () => select({ kind: "market", segment: bay.segment })));
  const element = svg("svg", { viewBox: `${hall.x0 - 1} ${hall.z0 - 1} ${hall.x1 - hall.x0 + 2} ${hall.z1 - hall.z0 + 2}`, class: "plan2d", role: "group", "aria-label": "Plan of the line" },
    svg("rect", { x: hall.x0, y: hall.z0, width: hall.x1 - hall.x0, height: hall.z1 - hall.z0, class: "p-hall" }), svg("rect", { x: hall.x0, y: -layout.aisle, width: hall.x1 - hall.x0, height: 2 * layout.aisle, class: "p-aisle" }), ...bays, ...groups);
  return {
    element,
    show(view) {
      for (const [tool, parts] of tools) {
        const now = view.tools.get(tool);
        parts.box.setAttribute("class", `p-tool e10-${now?.state?.state ?? 6}`);
        parts.bar.setAttribute("width", String(parts.length * (now?.progress?.share ?? now?.work[0]?.share ?? 0)));
        parts.name.textContent = `${tool}: ${now?.state ? `${e10[now.state.state]}, ${now.state.reason}, states ${now.state.rowid}` : "no row"}`;
      }
    },
  };
}
