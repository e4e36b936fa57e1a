// SPDX-License-Identifier: Apache-2.0
// Axes of drawings: quiet lines, text of one size, titles where they do not turn the head.
import { svg } from "../../dom";
import type { Scale, Tick } from "./scale";

export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function line(x1: number, y1: number, x2: number, y2: number, name: string): SVGElement {
  return svg("line", { x1, y1, x2, y2, class: name });
}

export function text(x: number, y: number, words: string, name = "d-axis", anchor: "start" | "middle" | "end" = "start"): SVGElement {
  return svg("text", { x, y, class: name, "text-anchor": anchor }, words);
}

export function box(x: number, y: number, width: number, height: number, name: string): SVGElement {
  return svg("rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), class: name });
}

/** Ticks along the bottom; texts that would touch their neighbour are left out. */
export function bottomAxis(into: Element, area: Area, scale: Scale, list: Tick[], title = ""): void {
  into.append(line(area.left, area.bottom, area.right, area.bottom, "d-base"));
  let free = -Infinity;
  for (const { at, text: words } of list) {
    const x = scale(at);
    into.append(line(x, area.bottom, x, area.bottom + 4, "d-base"));
    const half = 3.2 * words.length;
    if (x - half < free || x - half < 0) continue;
    free = x + half + 8;
    into.append(text(Math.min(x, area.right + 24 - half), area.bottom + 17, words, "d-axis", "middle"));
  }
  if (title) into.append(text((area.left + area.right) / 2, area.bottom + 34, title, "d-axis", "middle"));
}

/** Lines across, their values at the left, what they are above the first. */
export function leftAxis(into: Element, area: Area, scale: Scale, list: Tick[], title = ""): void {
  for (const { at, text: words } of list) {
    const y = scale(at);
    into.append(line(area.left, y, area.right, y, "d-grid"), text(area.left - 7, y + 4, words, "d-axis", "end"));
  }
  if (title) into.append(text(0, area.top - 9, title, "d-axis"));
}

/** Room for the longest text of a left axis. */
export function roomFor(list: Tick[], least = 30): number {
  return Math.max(least, 10 + 6.6 * Math.max(0, ...list.map((tick) => tick.text.length)));
}

/** A text cut to a width, in letters of the axis. */
export function fitted(words: string, width: number, letter = 6.4): string {
  const most = Math.floor(width / letter);
  return words.length <= most ? words : most < 3 ? "" : `${words.slice(0, most - 1).trimEnd()}…`;
}
