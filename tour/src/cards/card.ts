// SPDX-License-Identifier: Apache-2.0
// The card beside the picture: heading, facts, folded parts. Every figure carries the name of its row.
import { h } from "../dom";
import type { Selection } from "../view/pick";

export interface CardContext { select(selection: Selection): void; seek(time: number): void }

export function card(heading: string, kicker: string, ...parts: (Node | undefined | false)[]): HTMLElement {
  return h("article", { class: "card-body" }, h("p", { class: "kicker" }, kicker), h("h2", { id: "card-title", tabindex: -1 }, heading), ...parts);
}

export interface Fact { name: string; value: string; row?: string }

/** Names and values; the row a value was read from is shown small beside it. */
export function facts(list: (Fact | undefined | false | null)[]): HTMLElement {
  return h("dl", { class: "facts" }, ...list.filter((item): item is Fact => !!item).flatMap((item) => [h("dt", {}, item.name), h("dd", {}, item.value, item.row ? rowTag(item.row) : undefined)]));
}

export function rowTag(name: string): HTMLElement {
  return h("span", { class: "row-tag", title: `Row ${name} of run.sqlite` }, name);
}

export function part(heading: string, ...children: (Node | string | undefined | false)[]): HTMLElement {
  return h("section", {}, h("h3", {}, heading), ...children);
}

export function folded(heading: string, ...children: (Node | string | undefined)[]): HTMLElement {
  return h("details", {}, h("summary", {}, heading), ...children);
}

export function table(columns: string[], rows: (string | Node)[][]): HTMLElement {
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": columns.join(", ") }, h("table", {}, h("thead", {}, h("tr", {}, ...columns.map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((cell) => h("td", {}, cell)))))));
}

export function link(words: string, act: () => void): HTMLElement {
  return h("button", { type: "button", class: "link", onclick: act }, words);
}
