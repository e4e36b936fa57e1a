// SPDX-License-Identifier: Apache-2.0
// Long series over time or along the web, by uPlot; ticks, colours and tips are ours.
import uPlot from "uplot";
import { h } from "../../dom";
import { colour } from "./colours";
import { chartHost, onWidth } from "./figure";
import { ticks, timeTicks, type Tick } from "./scale";

export interface SeriesLine {
  label: string;
  values: (number | null)[];
  colour: string;
  isStepped?: boolean;
  isFilled?: boolean;
  isPoints?: boolean;
  text: (value: number, at: number) => string;
}

export interface SeriesMark {
  x: number;
  y?: number;
  text: string;
  shape: "down" | "cross" | "diamond" | "triangle" | "square";
  colour: string;
}

export interface SeriesParts {
  label: string;
  /** Microseconds of the plant, or metres; rising. */
  x: number[];
  isTime: boolean;
  xTitle?: string;
  xText: (x: number) => string;
  lines: SeriesLine[];
  height: number;
  marks?: SeriesMark[];
  /** Lines across: targets and limits. */
  levels?: { at: number; colour: string; dash?: number[] }[];
  steps?: { x: number; text: string }[];
  from: number;
  to: number;
  isZero?: boolean;
  zoom?: (from: number, to: number) => void;
}

const near = 9; // points within which the tip speaks of a mark

export function series(parts: SeriesParts, signal: AbortSignal): HTMLElement {
  const tip = h("div", { class: "tip d-tip", role: "status", hidden: true });
  const host = chartHost(parts.label, `Arrow keys go from point to point${parts.zoom ? ", plus and minus zoom" : ""}.`);
  host.classList.add("d-series");
  host.append(tip);
  let plot: uPlot | undefined;
  onWidth(host, signal, (width) => {
    if (width < 60) return;
    if (plot) plot.setSize({ width, height: parts.height });
    else
      plot = new uPlot(
        optionsOf(parts, width, (u) => tell(u, parts, tip, host)),
        [parts.x, ...parts.lines.map((one) => one.values)] as uPlot.AlignedData,
        host,
      );
  });
  host.addEventListener("keydown", (event) => plot && step(plot, parts, event), { signal });
  host.addEventListener("blur", () => (tip.hidden = true), { signal });
  signal.addEventListener("abort", () => plot?.destroy());
  return host;
}

function optionsOf(parts: SeriesParts, width: number, tell: (plot: uPlot) => void): uPlot.Options {
  const quiet = colour("--ink-quiet");
  const font = "11.5px system-ui, sans-serif";
  const grid = { stroke: colour("--d-grid"), width: 1 };
  const byScale = (list: (plot: uPlot) => Tick[]) => ({
    splits: (plot: uPlot) => list(plot).map((tick) => tick.at),
    values: (plot: uPlot, at: number[]) => {
      const words = new Map(list(plot).map((tick) => [tick.at, tick.text]));
      return at.map((value) => words.get(value) ?? "");
    },
  });
  const xTicks = (plot: uPlot) => {
    const [from, to] = [plot.scales.x.min ?? parts.from, plot.scales.x.max ?? parts.to];
    const most = Math.max(2, Math.floor(plot.width / 90));
    return parts.isTime ? timeTicks(from, to, most) : ticks(from, to, most);
  };
  const yTicks = (plot: uPlot) => ticks(plot.scales.y.min ?? 0, plot.scales.y.max ?? 1, 4);
  return {
    width,
    height: parts.height,
    legend: { show: false },
    padding: [14, 14, 0, 0],
    cursor: { y: false, drag: { x: !!parts.zoom, y: false, setScale: false }, points: { size: 7 } },
    scales: { x: { time: false, range: () => [parts.from, parts.to] }, y: { range: (_, low, high) => rangeOf(parts, low, high) } },
    axes: [
      {
        stroke: quiet,
        font,
        grid: { show: false },
        ticks: { stroke: colour("--d-base"), width: 1, size: 4 },
        size: parts.xTitle ? 30 : 26,
        label: parts.xTitle,
        labelSize: 18,
        labelFont: font,
        ...byScale(xTicks),
      },
      { stroke: quiet, font, grid, ticks: { show: false }, size: 54, gap: 7, ...byScale(yTicks) },
    ],
    series: [
      {},
      ...parts.lines.map((one): uPlot.Series => ({
        stroke: colour(one.colour),
        width: one.isPoints ? 0 : 1.6,
        paths: one.isPoints ? () => null : one.isStepped ? uPlot.paths.stepped!({ align: 1 }) : undefined,
        fill: one.isFilled ? colour("--data-soft") : undefined,
        points: one.isPoints ? { show: true, size: 4, fill: colour(one.colour), stroke: colour(one.colour), width: 0 } : { show: false },
      })),
    ],
    hooks: {
      draw: [(plot) => drawOver(plot, parts)],
      setCursor: [tell],
      setSelect: [
        (plot) => {
          const { left, width: wide } = plot.select;
          if (wide > 4) parts.zoom?.(plot.posToVal(left, "x"), plot.posToVal(left + wide, "x"));
        },
      ],
    },
  };
}

function rangeOf(parts: SeriesParts, low: number | null, high: number | null): [number, number] {
  const levels = (parts.levels ?? []).map((level) => level.at);
  const marks = (parts.marks ?? []).flatMap((mark) => (mark.y === undefined ? [] : [mark.y]));
  let [from, to] = [Math.min(low ?? Infinity, ...levels), Math.max(high ?? -Infinity, ...levels)];
  for (const y of marks) [from, to] = [Math.min(from, y), Math.max(to, y)];
  if (from > to) [from, to] = [0, 1];
  const air = 0.08 * (to - from) || Math.abs(to) * 0.01 || 1;
  return parts.isZero ? [0, to + air] : [from - air, to + air];
}

function drawOver(plot: uPlot, parts: SeriesParts): void {
  const { ctx: ink, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ink.save();
  for (const { x, text } of parts.steps ?? []) {
    const at = plot.valToPos(x, "x", true);
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    stroke(
      ink,
      colour("--d-grid"),
      1,
      [],
      [
        [at, bbox.top],
        [at, bbox.top + bbox.height],
      ],
    );
    ink.fillStyle = colour("--ink-quiet");
    ink.textAlign = "left";
    ink.font = `${10.5 * ratio}px system-ui, sans-serif`;
    if (text) ink.fillText(text, at + 3 * ratio, bbox.top + 9 * ratio);
  }
  for (const { at, colour: name, dash } of parts.levels ?? []) {
    const y = plot.valToPos(at, "y", true);
    stroke(
      ink,
      colour(name),
      1.2 * ratio,
      (dash ?? []).map((part) => part * ratio),
      [
        [bbox.left, y],
        [bbox.left + bbox.width, y],
      ],
    );
  }
  for (const mark of parts.marks ?? []) {
    const x = plot.valToPos(mark.x, "x", true);
    if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) continue;
    drawShape(
      ink,
      mark.shape,
      x,
      mark.y === undefined ? bbox.top - 5 * ratio : plot.valToPos(mark.y, "y", true),
      4.5 * ratio,
      colour(mark.colour),
    );
  }
  ink.restore();
}

function stroke(ink: CanvasRenderingContext2D, style: string, width: number, dash: number[], [[x1, y1], [x2, y2]]: number[][]): void {
  ink.beginPath();
  ink.setLineDash(dash);
  [ink.strokeStyle, ink.lineWidth] = [style, width];
  ink.moveTo(x1, y1);
  ink.lineTo(x2, y2);
  ink.stroke();
  ink.setLineDash([]);
}

/** A sign for a mark; open where points lie under it. */
export function drawShape(
  ink: CanvasRenderingContext2D,
  shape: SeriesMark["shape"],
  x: number,
  y: number,
  size: number,
  style: string,
): void {
  const corners: Record<string, number[][]> = {
    down: [
      [-1, -1],
      [1, -1],
      [0, 0.9],
    ],
    diamond: [
      [0, -1.3],
      [1.3, 0],
      [0, 1.3],
      [-1.3, 0],
    ],
    triangle: [
      [0, -1.2],
      [1.2, 1],
      [-1.2, 1],
    ],
    square: [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ],
  };
  ink.beginPath();
  if (shape === "cross")
    for (const [dx, dy] of [
      [1, 1],
      [1, -1],
    ]) {
      ink.moveTo(x - size * dx, y - size * dy);
      ink.lineTo(x + size * dx, y + size * dy);
    }
  else corners[shape].forEach(([dx, dy], at) => (at ? ink.lineTo(x + size * dx, y + size * dy) : ink.moveTo(x + size * dx, y + size * dy)));
  ink.closePath();
  [ink.strokeStyle, ink.fillStyle, ink.lineWidth] = [style, style, Math.max(1.5, size / 2.6)];
  if (shape === "down") ink.fill();
  else ink.stroke();
}

function tell(plot: uPlot, parts: SeriesParts, tip: HTMLElement, host: HTMLElement): void {
  const { left, idx } = plot.cursor;
  const isOut = left === undefined || left < 0 || idx === undefined || idx === null;
  tip.hidden = isOut;
  if (isOut) return;
  const mark = (parts.marks ?? []).find(
    (one) =>
      Math.abs(plot.valToPos(one.x, "x") - left) < near &&
      (one.y === undefined || Math.abs(plot.valToPos(one.y, "y") - (plot.cursor.top ?? 0)) < 3 * near),
  );
  const words = parts.lines.flatMap((one) => {
    const value = one.values[idx!];
    return value === null || value === undefined ? [] : [`${one.label} ${one.text(value, idx!)}`];
  });
  tip.textContent = `${parts.xText(parts.x[idx!])}: ${words.join(", ") || "nothing"}${mark ? ` · ${mark.text}` : ""}`;
  const at = left + plot.over.offsetLeft;
  tip.style.maxWidth = `${Math.min(300, host.clientWidth - 8)}px`;
  tip.style.left = `${Math.max(4, Math.min(at + 12, host.clientWidth - tip.offsetWidth - 4))}px`;
  tip.style.top = "2px";
}

function step(plot: uPlot, parts: SeriesParts, event: KeyboardEvent): void {
  const { from, to, zoom } = parts;
  if (zoom && (event.key === "+" || event.key === "-")) {
    const [middle, half] = [(from + to) / 2, ((to - from) / 2) * (event.key === "+" ? 0.5 : 2)];
    return zoom(middle - half, middle + half);
  }
  const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!way || !parts.x.length) return;
  event.preventDefault();
  const next = Math.min(parts.x.length - 1, Math.max(0, (plot.cursor.idx ?? (way > 0 ? -1 : parts.x.length)) + way));
  plot.setCursor({ left: plot.valToPos(parts.x[next], "x"), top: 10 });
}
