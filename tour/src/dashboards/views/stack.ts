// SPDX-License-Identifier: Apache-2.0
// All rolls stacked, as pixels: a place of the web that goes wrong on every roll is a stripe down the picture.
import { h, svg } from "../../dom";
import { propertyText, type Property, type RollGrid } from "../data/rollmap";
import { bottomAxis, box, text } from "../kit/axes";
import { colour, mapColour } from "../kit/colours";
import { chartHost, onWidth } from "../kit/figure";
import { linear, ticks } from "../kit/scale";
import { attachTips, type Mark } from "../kit/tips";

export function stackBody(
  data: RollGrid,
  range: [number, number],
  property: Property,
  length: number,
  current: number,
  signal: AbortSignal,
  open: (roll: number) => void,
): HTMLElement {
  const host = chartHost(`${property.name} of all rolls`, "Arrow keys go from roll to roll, Enter opens one.", "d-stack");
  const canvas = h("canvas", { "aria-hidden": "true", class: "pixels" });
  host.append(canvas);
  const tips = attachTips(host, signal);
  const row = Math.max(1, Math.min(16, Math.floor(320 / data.rolls.length)));
  const height = row * data.rolls.length;
  paint(canvas, data, range);
  let axis: SVGElement | undefined;
  host.style.height = `${height + 44}px`;
  onWidth(host, signal, (width) => {
    const area = { left: 58, right: width - 12, top: 0, bottom: height };
    const wide = ((area.right - area.left) * data.columns * data.width) / length;
    Object.assign(canvas.style, { marginLeft: `${area.left}px`, width: `${wide}px`, height: `${height}px` });
    const x = linear(0, length, area.left, area.right);
    const next = svg("svg", { width, height: height + 44, class: "over", "aria-hidden": "true" });
    const every = Math.max(1, Math.ceil(14 / row));
    data.rolls.forEach((roll, at) => {
      if (at % every === 0) next.append(text(area.left - 7, at * row + row / 2 + 4, `roll ${roll}`, "d-axis", "end"));
    });
    const chosen = data.rolls.indexOf(current);
    if (chosen >= 0) next.append(box(area.left - 1, chosen * row - 0.5, area.right - area.left + 2, row + 1, "d-chosen"));
    bottomAxis(next, area, x, ticks(0, length, Math.max(3, Math.floor(width / 110))), "down the web [m]");
    axis?.remove();
    host.insertBefore((axis = next), host.children[1]);
    tips.show(
      data.rolls.map((roll, at): Mark => ({
        x: area.left,
        y: at * row,
        w: area.right - area.left,
        h: row,
        act: () => open(roll),
        text: wordsOf(data, at, property),
      })),
    );
  });
  return host;
}

function wordsOf(data: RollGrid, at: number, property: Property): string {
  let [sum, n] = [0, 0];
  for (const value of data.values.subarray(at * data.columns, (at + 1) * data.columns))
    if (!Number.isNaN(value)) {
      sum += value;
      ++n;
    }
  return `roll ${data.rolls[at]}: ${property.name.toLowerCase()} ${propertyText(property, sum / n)} over its places · modules where roll = ${data.rolls[at]}`;
}

/** A pixel a place; the browser stretches it. */
function paint(canvas: HTMLCanvasElement, data: RollGrid, [low, high]: [number, number]): void {
  canvas.width = data.columns;
  canvas.height = data.rolls.length;
  const ink = canvas.getContext("2d")!;
  ink.fillStyle = colour("--sunk");
  ink.fillRect(0, 0, canvas.width, canvas.height);
  const image = ink.getImageData(0, 0, canvas.width, canvas.height);
  data.values.forEach((value, at) => {
    if (!Number.isNaN(value)) image.data.set(mapColour((value - low) / (high - low)), 4 * at);
  });
  ink.putImageData(image, 0, 0);
}
