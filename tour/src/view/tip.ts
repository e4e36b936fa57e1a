// SPDX-License-Identifier: Apache-2.0
// The words beside the pointer.
import { h } from "../dom";

export interface Tip { show(words: string, x: number, y: number): void; hide(): void }

/** @param stage in which x and y count */
export function makeTip(stage: HTMLElement): Tip {
  const element = h("div", { class: "tip", hidden: true });
  stage.append(element);
  return {
    show(words, x, y) {
      element.textContent = words;
      element.hidden = false;
      element.style.left = `${Math.min(x + 14, stage.clientWidth - 320)}px`;
      element.style.top = `${Math.max(8, y - 34)}px`;
    },
    hide: () => void (element.hidden = true),
  };
}
