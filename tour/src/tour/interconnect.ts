// SPDX-License-Identifier: Apache-2.0
// The cut through one interconnect: three scribes make two cells of one film and lead the current from one to the next.
import type { RunRecord } from "../record/record";
import { number, parseQuantity, um } from "../format";
import { fill, shade, text, type Box, type Ink } from "./draw";

export interface ScribeWidths { p1: number; gap12: number; p2: number; gap23: number; p3: number }

/** Widths in micrometres as the plan states them. */
export function widthsOf(record: RunRecord): ScribeWidths {
  const settings = record.plant.stations.flatMap((station) => station.settings);
  const widthOf = (end: string, usual: number) => {
    const value = parseQuantity(settings.find((item) => item.path.endsWith(`.scribes.${end}`))?.value ?? "") / um;
    return Number.isFinite(value) ? value : usual;
  };
  return { p1: widthOf("p1_width", 50), gap12: widthOf("p1_p2_gap", 50), p2: widthOf("p2_width", 80), gap23: widthOf("p2_p3_gap", 50), p3: widthOf("p3_width", 70) };
}

/** Layers from below: name, colour, drawn height (not to scale: the films are a hundred times thinner than the scribes are wide). */
export const layers = [
  { name: "polyimide", colour: "#c98a35", height: 0.2 }, { name: "molybdenum", colour: "#9ea7ad", height: 0.16 },
  { name: "CIGS", colour: "#3d3a48", height: 0.34 }, { name: "ZnO:Al", colour: "#6fa8bd", height: 0.2 },
];

export function interconnect({ ink, story, take, box }: { ink: Ink; story: { record: RunRecord; hero?: { module: { rowid: number; cells: number } } }; take: { age: number }; box: Box }): string {
  const s = ink.scale;
  const widths = widthsOf(story.record);
  const total = widths.p1 + widths.gap12 + widths.p2 + widths.gap23 + widths.p3;
  text(ink, "One interconnect, cut across", box.x + 14 * s, box.y + 22 * s, { size: 12, colour: shade.quiet });
  text(ink, `${number(total)} µm dead`, box.x + box.w - 14 * s, box.y + 22 * s, { size: 12, weight: 600, align: "right" });
  drawCut(ink, { x: box.x + 14 * s, y: box.y + 46 * s, w: box.w - 28 * s, h: box.h - 82 * s }, widths, take.age);
  return `from inputs fab.process.scribes${story.hero ? ` · modules ${story.hero.module.rowid}` : ""}`;
}

/** @param age seconds by which the current has moved on */
export function drawCut(ink: Ink, box: Box, widths: ScribeWidths, age: number): void {
  const s = ink.scale;
  const { to } = ink;
  const total = widths.p1 + widths.gap12 + widths.p2 + widths.gap23 + widths.p3;
  // The scribes take the middle half of the picture; cells go on to both sides.
  const x = (width: number) => box.x + box.w * (0.25 + (0.5 * width) / total);
  const p1: [number, number] = [0, widths.p1];
  const p2: [number, number] = [p1[1] + widths.gap12, p1[1] + widths.gap12 + widths.p2];
  const p3: [number, number] = [p2[1] + widths.gap23, total];
  const sum = layers.reduce((all, layer) => all + layer.height, 0);
  let y = box.y + box.h;
  const tops = layers.map((layer) => {
    const height = (box.h * layer.height) / sum;
    y -= height;
    fill(ink, { x: box.x, y, w: box.w, h: height }, layer.colour);
    return { y, height };
  });
  const [, mo, cigs, tco] = tops;
  fill(ink, { x: x(p1[0]), y: mo.y, w: x(p1[1]) - x(p1[0]), h: mo.height }, layers[2].colour); // filled by the absorber
  fill(ink, { x: x(p2[0]), y: cigs.y, w: x(p2[1]) - x(p2[0]), h: cigs.height }, layers[3].colour); // the window reaches the metal
  fill(ink, { x: x(p3[0]), y: tco.y, w: x(p3[1]) - x(p3[0]), h: tco.height + cigs.height }, "#10171c");
  [["P1", p1], ["P2", p2], ["P3", p3]].forEach(([name, [from, until]], at) => {
    text(ink, name as string, (x(from as number) + x(until as number)) / 2, box.y - 6 * s, { size: 11, weight: 600, align: "center", colour: ["#ff8a7e", "#7be39b", "#7fe3d6"][at] });
  });
  // Current: through the right cell's window, down P2, into the left metal of the next cell; drawn as moving dashes.
  const way: [number, number][] = [[box.x, tco.y + tco.height / 2], [(x(p2[0]) + x(p2[1])) / 2, tco.y + tco.height / 2], [(x(p2[0]) + x(p2[1])) / 2, mo.y + mo.height / 2], [box.x + box.w, mo.y + mo.height / 2]];
  to.strokeStyle = "#ffe08a";
  to.lineWidth = 2.2 * s;
  to.setLineDash([7 * s, 6 * s]);
  to.lineDashOffset = -age * 26 * s;
  to.beginPath();
  way.forEach(([px, py], at) => (at === 0 ? to.moveTo(px, py) : to.lineTo(px, py)));
  to.stroke();
  to.setLineDash([]);
  layers.forEach((layer, at) => text(ink, layer.name, box.x + 6 * s, tops[at].y + tops[at].height / 2 + 3.5 * s, { size: 9.5, colour: at === 2 ? "#cfd6da" : "#10171c" }));
}
