// SPDX-License-Identifier: Apache-2.0
// Panels, lines and bars on the overlay: a small set of strokes that insets are made of. Sizes are in points of a picture
// 1280 wide; `scale` brings them to the picture at hand.
export interface Ink { to: CanvasRenderingContext2D; scale: number; width: number; height: number }

export interface Box { x: number; y: number; w: number; h: number }

// Text over a moving picture stands on a dark veil, whatever the page's theme: it is part of the picture.
export const shade = { panel: "rgba(13,19,24,0.82)", edge: "rgba(255,255,255,0.14)", text: "#f3f6f7", quiet: "#aebbc2", faint: "rgba(255,255,255,0.16)",
  line: "#8fd0e0", second: "#e8b56a", third: "#b7a6f0", good: "#7fd39a" };

const family = "'Inter', 'Helvetica Neue', 'Liberation Sans', 'DejaVu Sans', sans-serif";

export function font(ink: Ink, size: number, weight = 400): string {
  return `${weight} ${(size * ink.scale).toFixed(1)}px ${family}`;
}

export interface TextStyle { size?: number; weight?: number; colour?: string; align?: CanvasTextAlign; most?: number }

export function text(ink: Ink, words: string, x: number, y: number, style: TextStyle = {}): number {
  const { to } = ink;
  to.font = font(ink, style.size ?? 14, style.weight);
  to.fillStyle = style.colour ?? shade.text;
  to.textAlign = style.align ?? "left";
  to.textBaseline = "alphabetic";
  to.fillText(words, x, y, style.most);
  return to.measureText(words).width;
}

export function panel(ink: Ink, box: Box): void {
  const { to, scale } = ink;
  to.fillStyle = shade.panel;
  to.beginPath();
  to.roundRect(box.x, box.y, box.w, box.h, 8 * scale);
  to.fill();
  to.strokeStyle = shade.edge;
  to.lineWidth = scale;
  to.stroke();
}

export interface Scale { low: number; high: number }

export function spread(values: number[], least: number, margin = 0.12): Scale {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (!Number.isFinite(low)) [low, high] = [0, 1];
  const size = Math.max(high - low, least);
  const middle = (low + high) / 2;
  return { low: middle - size * (0.5 + margin), high: middle + size * (0.5 + margin) };
}

/** A line through points given as shares of the box across and values upright. */
export function curve(ink: Ink, box: Box, points: [number, number][], scale: Scale, colour: string, width = 1.8): void {
  const { to } = ink;
  to.strokeStyle = colour;
  to.lineWidth = width * ink.scale;
  to.lineJoin = "round";
  to.beginPath();
  points.forEach(([share, value], at) => {
    const x = box.x + share * box.w;
    const y = box.y + box.h * (1 - (value - scale.low) / (scale.high - scale.low));
    if (at === 0) to.moveTo(x, y);
    else to.lineTo(x, y);
  });
  to.stroke();
}

export function rule(ink: Ink, x0: number, y0: number, x1: number, y1: number, colour = shade.faint, width = 1, dash: number[] = []): void {
  const { to } = ink;
  to.strokeStyle = colour;
  to.lineWidth = width * ink.scale;
  to.setLineDash(dash.map((size) => size * ink.scale));
  to.beginPath();
  to.moveTo(x0, y0);
  to.lineTo(x1, y1);
  to.stroke();
  to.setLineDash([]);
}

export function fill(ink: Ink, box: Box, colour: string): void {
  ink.to.fillStyle = colour;
  ink.to.fillRect(box.x, box.y, box.w, box.h);
}

export function dot(ink: Ink, x: number, y: number, radius: number, colour: string): void {
  ink.to.fillStyle = colour;
  ink.to.beginPath();
  ink.to.arc(x, y, radius * ink.scale, 0, Math.PI * 2);
  ink.to.fill();
}
