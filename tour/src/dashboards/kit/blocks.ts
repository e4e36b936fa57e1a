// SPDX-License-Identifier: Apache-2.0
// What stands above the charts: the answer in words, and the figures that people ask for first.
import { h } from "../../dom";

/** Names of tools stay on one line: "cigs-2" with a hyphen that does not break. */
export function unbroken(words: string): string {
  return words.replace(/(\w)-(\d)/g, "$1\u2011$2").replace(/ %/g, "\u00a0%");
}

/** The view's own sentence, and one more line of what it means. */
export function answer(sentence: string, more = ""): HTMLElement {
  return h("header", { class: "answer" }, h("h1", { tabindex: -1 }, unbroken(sentence)), more ? h("p", {}, more) : undefined);
}

export interface Tile {
  label: string;
  value: string;
  note?: string;
  source: string;
  isAlarm?: boolean;
}

export function tiles(list: Tile[]): HTMLElement {
  return h(
    "dl",
    { class: "tiles" },
    ...list.map((tile) =>
      h(
        "div",
        { class: tile.isAlarm ? "tile alarm" : "tile", title: `from ${tile.source}` },
        h("dt", {}, tile.label),
        h(
          "dd",
          {},
          h("span", { class: "tile-value" }, tile.value),
          tile.note ? h("span", { class: "tile-note" }, tile.note) : undefined,
          h("span", { class: "tile-source" }, tile.source),
        ),
      ),
    ),
  );
}

export function grid(...children: (HTMLElement | undefined)[]): HTMLElement {
  return h("div", { class: "figs" }, ...children);
}

/** In place of charts: why there are none, and what to do. */
export function empty(words: string): HTMLElement {
  return h("p", { class: "empty" }, words);
}
