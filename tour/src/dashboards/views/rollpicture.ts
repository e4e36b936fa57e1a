// SPDX-License-Identifier: Apache-2.0
// One roll: the whole of it as a narrow strip, the stretch that is looked at as a map, and the property along it.
import { h, svg } from "../../dom";
import type { AlarmRow } from "../../record/rows";
import { propertyText, touching, type PlacedModule, type PlacedScrap, type Property } from "../data/rollmap";
import { bottomAxis, box, leftAxis } from "../kit/axes";
import { colour, mapCss } from "../kit/colours";
import { chartHost, inkOf, onWidth } from "../kit/figure";
import { extent, linear, ticks, type Scale } from "../kit/scale";
import { drawShape } from "../kit/series";
import { attachTips, type Mark } from "../kit/tips";

export interface RollPicture {
  length: number;
  lanes: number;
  modules: PlacedModule[];
  scrap: PlacedScrap[];
  alarms: AlarmRow[];
  property: Property;
  range: [number, number];
  view: { from: number; to: number };
}

export interface RollActs {
  zoom(from: number, to: number): void;
  open(serial: number): void;
}

const left = 58;
const strip = { top: 0, height: 20 };
const map = { top: 52, height: 120 };
const profile = { top: 208, height: 110 };
const height = profile.top + profile.height + 42;

/** What a module's colour is: a place on the scale, by efficiency for bins too. */
const share = ({ range }: RollPicture, value: number) => (value - range[0]) / (range[1] - range[0]);

export function scaleLegend(picture: RollPicture): HTMLElement {
  const canvas = h("canvas", { width: 120, height: 10, class: "scale", "aria-hidden": "true" });
  const ink = canvas.getContext("2d")!;
  for (let x = 0; x < 120; ++x) {
    ink.fillStyle = mapCss(x / 119);
    ink.fillRect(x, 0, 1, 10);
  }
  const [low, high] = picture.range.map((value) => propertyText(picture.property, value));
  return h(
    "ul",
    { class: "legend" },
    h("li", {}, low, " ", canvas, " ", high),
    h("li", {}, h("span", { class: "lamp hatch" }), "no module"),
    h("li", {}, h("span", { class: "lamp f-alarm" }), "alarm, rejected module"),
  );
}

export function rollBody(picture: RollPicture, signal: AbortSignal, acts: RollActs): HTMLElement {
  const keys = "Arrow keys go from module to module, Enter opens one, plus and minus zoom.";
  const host = chartHost(`${picture.property.name} along the roll`, keys, "d-roll");
  const canvas = h("canvas", { "aria-hidden": "true" });
  const brush = h("div", { class: "brush", hidden: true });
  host.append(canvas, brush);
  const tips = attachTips(host, signal);
  let over: SVGElement | undefined;
  let scales = { all: linear(0, 1, 0, 1), near: linear(0, 1, 0, 1) };
  host.style.height = `${height}px`;
  onWidth(host, signal, (width) => {
    scales = { all: linear(0, picture.length, left, width - 12), near: linear(picture.view.from, picture.view.to, left, width - 12) };
    over?.remove();
    host.insertBefore((over = axes(picture, width, scales)), brush);
    paint(canvas, picture, width, scales);
    tips.show(marksOf(picture, scales.near, acts));
  });
  listenBrush(host, brush, () => scales, acts, signal);
  host.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "+" && event.key !== "-") return;
      const { from, to } = picture.view;
      const half = ((to - from) / 2) * (event.key === "+" ? 0.5 : 2);
      acts.zoom(Math.max(0, (from + to) / 2 - half), Math.min(picture.length, (from + to) / 2 + half));
    },
    { signal },
  );
  return host;
}

function axes(picture: RollPicture, width: number, { all, near }: { all: Scale; near: Scale }): SVGElement {
  const element = svg("svg", { width, height, class: "over", "aria-hidden": "true" });
  const label = (y: number, words: string) => element.append(svg("text", { x: left - 7, y, class: "d-axis", "text-anchor": "end" }, words));
  label(strip.top + 14, "roll");
  label(map.top + 14, picture.lanes > 1 ? "lane 0" : "web");
  if (picture.lanes > 1) label(map.top + map.height - 3, `lane ${picture.lanes - 1}`);
  const edge = [all(picture.view.from), all(picture.view.to)];
  element.append(box(edge[0], strip.top, Math.max(2, edge[1] - edge[0]), strip.height, "d-chosen"));
  element.append(
    svg("path", {
      class: "d-funnel",
      d: `M${edge[0]} ${strip.top + strip.height} L${left} ${map.top - 16} H${width - 12} L${edge[1]} ${strip.top + strip.height} Z`,
    }),
  );
  const [low, high] = profileRange(picture);
  const area = { left, right: width - 12, top: profile.top, bottom: profile.top + profile.height };
  leftAxis(
    element,
    area,
    linear(low, high, area.bottom, area.top),
    ticks(low, high, 3, (value) => (value * picture.property.factor).toFixed(Math.min(2, picture.property.decimals))),
    `${picture.property.name}${picture.property.unit ? ` [${picture.property.unit}]` : ""}`,
  );
  bottomAxis(element, area, near, ticks(near.from, near.to, Math.max(3, Math.floor(width / 110))), "down the web [m]");
  return element;
}

function profileRange(picture: RollPicture): [number, number] {
  const [low, high] = extent(touching(picture.modules, picture.view.from, picture.view.to).map((item) => item.value));
  const air = 0.08 * (high - low) || Math.abs(high) * 0.02;
  return [low - air, high + air];
}

function paint(canvas: HTMLCanvasElement, picture: RollPicture, width: number, { all, near }: { all: Scale; near: Scale }): void {
  const ink = inkOf(canvas, width, height);
  paintMap(ink, picture, all, strip.top, strip.height, picture.modules, picture.scrap);
  ink.save();
  ink.beginPath();
  ink.rect(left, 0, width - 12 - left, height);
  ink.clip();
  const { from, to } = picture.view;
  const modules = touching(picture.modules, from, to);
  paintMap(ink, picture, near, map.top, map.height, modules, touching(picture.scrap, from, to));
  const [low, high] = profileRange(picture);
  const y = linear(low, high, profile.top + profile.height, profile.top);
  for (const item of modules) {
    ink.fillStyle = item.isGood ? colour("--data") : colour("--alarm");
    ink.fillRect(near((item.from + item.to) / 2) - 1.5, y(item.value) - 1.5, 3, 3);
  }
  ink.restore();
  for (const alarm of picture.alarms) {
    drawShape(ink, "down", all(alarm.position_m), strip.top + strip.height + 4, 3.5, colour("--alarm"));
    if (alarm.position_m >= from && alarm.position_m <= to)
      drawShape(ink, "down", near(alarm.position_m), map.top - 7, 4.5, colour("--alarm"));
  }
}

function paintMap(
  ink: CanvasRenderingContext2D,
  picture: RollPicture,
  x: Scale,
  top: number,
  tall: number,
  modules: PlacedModule[],
  scrap: PlacedScrap[],
): void {
  ink.fillStyle = hatch(ink);
  // Margins of a cut that are no pixel wide would only make the map grey.
  for (const hole of scrap) if (x(hole.to) - x(hole.from) >= 1) ink.fillRect(x(hole.from), top, x(hole.to) - x(hole.from), tall);
  const lane = tall / picture.lanes;
  const alarm = colour("--alarm");
  for (const item of modules) {
    const [from, to] = [x(item.from), x(item.to)];
    // Where there is room a line shows the cut.
    const gap = to - from > 4 ? 1 : 0;
    ink.fillStyle = mapCss(share(picture, item.value));
    ink.fillRect(from, top + item.lane * lane, gap ? to - from - gap : Math.max(0.6, to - from + 0.6), lane - (lane > 6 ? 1 : 0));
    if (item.isGood || tall < 40) continue;
    [ink.strokeStyle, ink.lineWidth] = [alarm, 2];
    ink.strokeRect(from + 1, top + item.lane * lane + 1, Math.max(2, to - from - gap - 2), lane - 3);
    if (to - from > 12) drawShape(ink, "cross", (from + to) / 2, top + (item.lane + 0.5) * lane, 5, alarm);
  }
}

function hatch(ink: CanvasRenderingContext2D): CanvasPattern {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const to = tile.getContext("2d")!;
  to.fillStyle = colour("--sunk");
  to.fillRect(0, 0, 6, 6);
  [to.strokeStyle, to.lineWidth] = [colour("--ink-quiet"), 1];
  to.beginPath();
  for (const shift of [-6, 0, 6]) {
    to.moveTo(shift, 6);
    to.lineTo(shift + 6, 0);
  }
  to.stroke();
  return ink.createPattern(tile, "repeat")!;
}

function marksOf(picture: RollPicture, x: Scale, acts: RollActs): Mark[] {
  const { from, to } = picture.view;
  const lane = map.height / picture.lanes;
  const inside = (low: number, high: number) => ({
    x: Math.max(left, x(low)),
    w: Math.max(1, Math.min(x(to), x(high)) - Math.max(left, x(low))),
  });
  const holes = touching(picture.scrap, from, to)
    .filter((hole) => x(hole.to) - x(hole.from) > 1)
    .map((hole): Mark => ({
      ...inside(hole.from, hole.to),
      y: map.top,
      h: map.height,
      text: `${hole.from.toFixed(2)} to ${hole.to.toFixed(2)} m: no module, ${hole.cause} at ${hole.station}, ${hole.area.toFixed(3)} m² · scrap ${hole.rowid}`,
    }));
  const modules = touching(picture.modules, from, to).map((item): Mark => ({
    ...inside(item.from, item.to),
    y: map.top + item.lane * lane,
    h: lane,
    act: () => acts.open(item.serial),
    text: `module ${item.serial}, ${item.from.toFixed(2)} m: ${picture.property.name.toLowerCase()} ${propertyText(picture.property, item.value)}, ${item.isGood ? item.bin : `rejected, ${item.cause}`} · modules ${item.rowid}`,
  }));
  const alarms = picture.alarms
    .filter((alarm) => alarm.position_m >= from && alarm.position_m <= to)
    .map((alarm): Mark => ({
      x: x(alarm.position_m) - 4,
      y: map.top - 12,
      w: 8,
      h: 10,
      text: `${alarm.position_m.toFixed(1)} m: ${alarm.tool}, ${alarm.quantity} ${alarm.rule}; ${alarm.action === "none" ? "nothing was done" : alarm.action} · alarms ${alarm.rowid}`,
    }));
  return [...holes, ...modules, ...alarms];
}

/** Dragging chooses a stretch: on the strip of the whole roll, on the map, on the curve below. */
function listenBrush(
  host: HTMLElement,
  brush: HTMLElement,
  scales: () => { all: Scale; near: Scale },
  acts: RollActs,
  signal: AbortSignal,
): void {
  let began: { x: number; scale: Scale; y: number } | undefined;
  const place = (event: PointerEvent) => {
    const box = host.getBoundingClientRect();
    return { x: Math.max(left, Math.min(box.width - 12, event.clientX - box.left)), y: event.clientY - box.top };
  };
  host.addEventListener(
    "pointerdown",
    (event) => {
      const { x, y } = place(event);
      began = { x, y, scale: y < strip.top + strip.height + 8 ? scales().all : scales().near };
    },
    { signal },
  );
  host.addEventListener(
    "pointermove",
    (event) => {
      if (!began) return;
      const { x } = place(event);
      brush.hidden = Math.abs(x - began.x) < 5;
      Object.assign(brush.style, {
        left: `${Math.min(x, began.x)}px`,
        width: `${Math.abs(x - began.x)}px`,
        top: "0px",
        height: `${height - 40}px`,
      });
    },
    { signal },
  );
  host.addEventListener(
    "pointerup",
    (event) => {
      if (began && !brush.hidden) {
        const ends = [began.scale.invert(began.x), began.scale.invert(place(event).x)].sort((a, b) => a - b);
        // The click that follows would open the module below.
        host.addEventListener("click", (click) => click.stopImmediatePropagation(), { capture: true, once: true });
        acts.zoom(ends[0], ends[1]);
      }
      began = undefined;
      brush.hidden = true;
    },
    { signal },
  );
  host.addEventListener(
    "pointerleave",
    () => {
      began = undefined;
      brush.hidden = true;
    },
    { signal },
  );
}
