// SPDX-License-Identifier: Apache-2.0
// Whoever works by keyboard stays where they were when a part of the page is made anew, also where it comes later.
import { h } from "../../dom";
import { empty } from "./blocks";

let wanted = ""; // id of what had the focus and is not there yet
const heights = new Map<string, number>(); // [points] of what came later, so that the page does not jump when it comes again

export function keepFocus(root: HTMLElement, change: () => void): void {
  const active = document.activeElement;
  wanted = active && root.contains(active) ? active.id : "";
  change();
  refocus();
}

function refocus(): void {
  const element = wanted ? document.getElementById(wanted) : null;
  if (!element || (document.activeElement && document.activeElement !== document.body)) return;
  element.focus({ preventScroll: true });
  wanted = "";
}

/** A chart that takes its time: the page is there before it, and it takes its place when it is ready. */
export function later(what: string, signal: AbortSignal, make: () => Promise<HTMLElement>): HTMLElement {
  const place = h("div", { class: "later", "data-later": what }, empty(`Reading ${what} …`));
  place.style.minHeight = `${heights.get(what) ?? 0}px`;
  void make()
    .then(async (element) => {
      // What was at hand at once is there before its place is.
      while (!place.isConnected && !signal.aborted) await new Promise(requestAnimationFrame);
      if (signal.aborted) return;
      place.replaceWith(element);
      requestAnimationFrame(() => heights.set(what, element.offsetHeight));
      refocus();
    })
    .catch((error: Error) => {
      if (!signal.aborted) place.replaceWith(h("p", { class: "empty", role: "alert" }, `${what} could not be read: ${error.message}`));
    });
  return place;
}
