// SPDX-License-Identifier: Apache-2.0
// Lying bars: names at the left, values at the right, longest first as they come.
import { svg } from "../../dom";
import { box, fitted, line, text } from "./axes";
import { chart, type Drawing } from "./figure";
import type { Mark } from "./tips";

export interface BarPart {
  value: number;
  fill: string;
  text: string;
}

export interface Bar {
  label: string;
  /** Behind the bar: "18.0 m²". */
  value: string;
  parts: BarPart[];
  act?: () => void;
  /** Drawn as a thin line across the bar: a bound, a target. */
  mark?: number;
}

const row = 26;

export function bars(label: string, signal: AbortSignal, list: Bar[], from = 0, to?: number): HTMLElement {
  const largest =
    to ??
    Math.max(
      1e-12,
      ...list.map((bar) =>
        Math.max(
          bar.mark ?? 0,
          bar.parts.reduce((sum, part) => sum + part.value, 0),
        ),
      ),
    );
  return chart(label, signal, (width) => drawBars(list, width, from, largest));
}

function drawBars(list: Bar[], width: number, from: number, largest: number): Drawing {
  const longest = Math.max(0, ...list.map((bar) => bar.label.length));
  // Names stand above their bars where they would take the room of the bars.
  const isNarrow = width < 520 && 14 + 6.8 * longest > 0.36 * width;
  const names = isNarrow ? 0 : Math.min(0.4 * width, 14 + 6.8 * longest);
  const values = 14 + 6.8 * Math.max(0, ...list.map((bar) => bar.value.length));
  const step = isNarrow ? row + 16 : row;
  const height = list.length * step + 6;
  const element = svg("svg", {});
  const marks: Mark[] = [];
  const length = Math.max(20, width - names - values);
  const x = (value: number) => names + ((value - from) / (largest - from)) * length;
  list.forEach((bar, at) => {
    const top = at * step + (isNarrow ? 20 : 4);
    element.append(
      isNarrow
        ? text(0, top - 5, fitted(bar.label, width), "d-name")
        : text(names - 8, top + 14, fitted(bar.label, names - 8, 6.8), "d-name", "end"),
    );
    let sum = from;
    for (const part of bar.parts) {
      const size = Math.max(part.value > 0 ? 1 : 0, x(sum + part.value) - x(sum));
      element.append(box(x(sum), top, size, row - 8, part.fill));
      marks.push({ x: x(sum), y: top, w: size, h: row - 8, text: part.text, act: bar.act });
      sum += part.value;
    }
    if (bar.mark !== undefined) element.append(line(x(bar.mark), top - 2, x(bar.mark), top + row - 6, "d-mark"));
    element.append(text(Math.max(x(sum), bar.mark === undefined ? 0 : x(bar.mark)) + 7, top + 14, bar.value, "d-value"));
  });
  return { element, marks, height };
}
