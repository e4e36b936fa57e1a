// SPDX-License-Identifier: Apache-2.0
// Charts of cards as SVG: a control chart, the states of a tool over a day, a current-voltage curve, bars. All with words
// for those who do not see them.
import { limitsOf } from "../dashboards/data/spc";
import { svg } from "../dom";
import { clockTime, e10, number } from "../format";
import type { ReadingRow, StateRow } from "../record/rows";
import { ivCurve, type Points } from "../tour/iv";

const wide = 340;

const frame = (high: number, label: string, ...parts: SVGElement[]): SVGElement =>
  svg("svg", { viewBox: `0 0 ${wide} ${high}`, class: "chart", role: "img", "aria-label": label }, ...parts);

/** Readings in their order with the target and, where the record has them, limits at three sigma; those beyond are marked by shape and colour. */
export function controlChart(rows: ReadingRow[], label: string): SVGElement {
  const [high, left, right, top, bottom] = [120, 42, 8, 8, 18];
  const { target, sigma } = limitsOf(rows);
  const limits = sigma > 0 ? [target - 3 * sigma, target + 3 * sigma] : [];
  const values = [target, ...limits, ...rows.map((row) => row.value)];
  const [low, most] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => left + ((wide - left - right) * at) / Math.max(1, rows.length - 1);
  const y = (value: number) => top + (high - top - bottom) * (1 - (value - low) / Math.max(1e-12, most - low));
  const level = (value: number, name: string) => [svg("line", { x1: left, x2: wide - right, y1: y(value), y2: y(value), class: name }), svg("text", { x: left - 4, y: y(value) + 3.5, "text-anchor": "end", class: "c-axis" }, number(value))];
  const isBeyond = ({ value }: ReadingRow) => sigma > 0 && Math.abs(value - target) > 3 * sigma;
  const marks = rows.map((row, at) => {
    const [px, py] = [x(at).toFixed(1), y(row.value).toFixed(1)];
    const mark = isBeyond(row) ? svg("rect", { x: x(at) - 3.5, y: y(row.value) - 3.5, width: 7, height: 7, class: "c-out", transform: `rotate(45 ${px} ${py})` }) : svg("circle", { cx: px, cy: py, r: rows.length > 80 ? 1.1 : 2, class: "c-point" });
    mark.append(svg("title", {}, `${number(row.value, 4)}, roll ${row.roll} at ${number(row.position_m)} m, readings ${row.rowid}`));
    return mark;
  });
  const told = sigma > 0 ? `${rows.filter(isBeyond).length} beyond three sigma` : "no limits in the record";
  return frame(high, `${label}: ${rows.length} points, target ${number(target)}, ${told}`,
    ...level(target, "c-target"), ...limits.flatMap((value) => level(value, "c-limit")),
    svg("polyline", { points: rows.map((row, at) => `${x(at).toFixed(1)},${y(row.value).toFixed(1)}`).join(" "), class: "c-line" }), ...marks);
}

/** The states of a tool between two moments, one bar. */
export function stateBar(rows: StateRow[], from: number, to: number, now: number): SVGElement {
  const high = 34;
  const x = (time: number) => ((Math.min(to, Math.max(from, time)) - from) / (to - from)) * wide;
  const shown = rows.filter((row) => row.ends > from && row.begins < to);
  return frame(high, `States of the day, ${shown.length} rows`,
    ...shown.map((row) => svg("rect", { x: x(row.begins).toFixed(2), y: 0, width: Math.max(0.4, x(row.ends) - x(row.begins)).toFixed(2), height: 20, class: `e10-${row.state}` },
      svg("title", {}, `${e10[row.state]}: ${row.reason}, ${clockTime(row.begins, false)} to ${clockTime(row.ends, false)}, states ${row.rowid}`))),
    svg("line", { x1: x(now), x2: x(now), y1: -1, y2: 24, class: "c-now" }),
    ...[0, 6, 12, 18, 24].map((hour) => svg("text", { x: Math.min(wide - 2, Math.max(2, (wide * hour) / 24)), y: 32, "text-anchor": hour === 0 ? "start" : hour === 24 ? "end" : "middle", class: "c-axis" }, `${String(hour).padStart(2, "0")}:00`)));
}

export function ivChart(points: Points): SVGElement {
  const [high, left, bottom] = [150, 30, 20];
  const x = (voltage: number) => left + ((wide - left - 8) * voltage) / (points.voc * 1.05);
  const y = (current: number) => 8 + (high - 8 - bottom) * (1 - current / (points.isc * 1.1));
  const curve = ivCurve(points, 80).map(([v, i]) => `${x(v).toFixed(1)},${y(i).toFixed(1)}`).join(" ");
  const axis = (text: string, px: number, py: number, anchor: string) => svg("text", { x: px, y: py, "text-anchor": anchor, class: "c-axis" }, text);
  return frame(high, `Current over voltage: ${number(points.isc)} ampere at short circuit, ${number(points.voc)} volt at open circuit`,
    svg("rect", { x: x(0), y: y(points.imp), width: x(points.vmp) - x(0), height: y(0) - y(points.imp), class: "c-power" }),
    svg("line", { x1: left, x2: wide - 8, y1: y(0), y2: y(0), class: "c-frame" }), svg("line", { x1: left, x2: left, y1: 8, y2: y(0), class: "c-frame" }),
    svg("polyline", { points: curve, class: "c-line c-thick" }), svg("circle", { cx: x(points.vmp), cy: y(points.imp), r: 4, class: "c-mark" }),
    axis(`${number(points.isc)} A`, left + 4, y(points.isc) - 4, "start"), axis(`${number(points.voc)} V`, x(points.voc), y(0) + 14, "middle"), axis(`${number(points.imp * points.vmp)} W`, x(points.vmp) - 6, y(points.imp) + 14, "end"), axis("0", left, y(0) + 14, "middle"));
}

/** Named shares as horizontal bars. */
export function shareBars(items: { name: string; value: number; text: string; kind?: string }[]): SVGElement {
  const row = 19;
  const most = Math.max(1e-12, ...items.map((item) => item.value));
  return frame(Math.max(1, items.length) * row, items.map((item) => `${item.name} ${item.text}`).join(", "),
    ...items.flatMap((item, at) => [
      svg("text", { x: 0, y: at * row + 13, class: "c-name" }, item.name.length > 25 ? `${item.name.slice(0, 24)}…` : item.name),
      svg("rect", { x: 150, y: at * row + 4, width: Math.max(0.5, (120 * item.value) / most), height: 11, class: item.kind ?? "c-bar" }),
      svg("text", { x: wide, y: at * row + 13, "text-anchor": "end", class: "c-name" }, item.text),
    ]));
}
