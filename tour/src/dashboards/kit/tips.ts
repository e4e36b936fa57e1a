// SPDX-License-Identifier: Apache-2.0
// What a chart says where one points, by mouse, finger or arrow keys; Enter does what a click does.
import { h } from "../../dom";

/** A place of a chart [points of the page, from its corner] and what stands behind it. */
export interface Mark {
  x: number;
  y: number;
  w?: number;
  h?: number;
  text: string;
  act?: () => void;
}

const reach = 26; // points around a mark that still mean it

/** The mark under a point: the last that holds it, else the nearest within reach. Returns its number, or -1. */
export function markAt(marks: readonly Mark[], x: number, y: number): number {
  let [best, least] = [-1, reach * reach];
  for (let at = marks.length - 1; at >= 0; --at) {
    const mark = marks[at];
    const dx = Math.max(mark.x - x, 0, x - mark.x - (mark.w ?? 0));
    const dy = Math.max(mark.y - y, 0, y - mark.y - (mark.h ?? 0));
    const distance = dx * dx + dy * dy;
    if (distance < least) [best, least] = [at, distance];
    if (distance === 0) return at;
  }
  return best;
}

export interface Tips {
  show(marks: readonly Mark[]): void;
}

export function attachTips(host: HTMLElement, signal: AbortSignal): Tips {
  const tip = h("div", { class: "tip d-tip", role: "status", hidden: true });
  const ring = h("div", { class: "ring", hidden: true });
  host.append(ring, tip);
  let marks: readonly Mark[] = [];
  let current = -1;

  function choose(at: number, isKey = false): void {
    current = at;
    const mark = marks[at];
    tip.hidden = ring.hidden = !mark;
    host.classList.toggle("can-open", !!mark?.act);
    if (!mark) return;
    tip.textContent = mark.text;
    place(ring, mark, isKey);
    const left = mark.x + (mark.w ?? 0) / 2;
    const width = Math.min(300, host.clientWidth - 8);
    tip.style.maxWidth = `${width}px`;
    tip.style.left = `${Math.max(4, Math.min(left - 20, host.clientWidth - tip.offsetWidth - 4))}px`;
    const above = mark.y - tip.offsetHeight - 8;
    tip.style.top = `${above > -20 ? above : mark.y + (mark.h ?? 0) + 10}px`;
  }

  const on = (name: string, hear: (event: any) => void) => host.addEventListener(name, hear, { signal });
  on("pointermove", (event: PointerEvent) => {
    const box = host.getBoundingClientRect();
    choose(markAt(marks, event.clientX - box.left, event.clientY - box.top));
  });
  on("pointerleave", () => choose(-1));
  on("blur", () => choose(-1));
  on("click", () => marks[current]?.act?.());
  on("keydown", (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step && marks.length) {
      event.preventDefault();
      choose(current < 0 ? (step > 0 ? 0 : marks.length - 1) : (current + step + marks.length) % marks.length, true);
    } else if (event.key === "Enter") marks[current]?.act?.();
    else if (event.key === "Escape") choose(-1);
  });
  return {
    show: (list) => {
      marks = list;
      choose(-1);
    },
  };
}

function place(ring: HTMLElement, mark: Mark, isKey: boolean): void {
  const air = mark.w ? 1 : 5;
  ring.classList.toggle("strong", isKey);
  ring.style.left = `${mark.x - air}px`;
  ring.style.top = `${mark.y - air}px`;
  ring.style.width = `${(mark.w ?? 0) + 2 * air}px`;
  ring.style.height = `${(mark.h ?? 0) + 2 * air}px`;
}
