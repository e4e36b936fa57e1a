// SPDX-License-Identifier: Apache-2.0
// What every tool did, moment by moment: a strip a tool, by the states of SEMI E10. The wheel zooms, dragging moves.
import type { Table } from "../../api";
import { h, svg } from "../../dom";
import { dayUs, e10, minuteUs, moment, number } from "../../format";
import type { ViewContext } from "../context";
import { hoursByState, spansOf, stateCount, stripShares, type StateSpan } from "../data/strip";
import { bottomAxis, fitted, text } from "../kit/axes";
import { colour } from "../kit/colours";
import { chartHost, figure, legend, onWidth } from "../kit/figure";
import { linear, timeTicks } from "../kit/scale";
import { attachTips, type Mark } from "../kit/tips";
import { rangePatch } from "../state";

const row = 17; // points of the page a tool
const most = 2500; // rows of a tool that are drawn one by one

interface Strip {
  tool: string;
  spans: StateSpan[];
  isExact: boolean;
}

export async function timelineFigure(context: ViewContext): Promise<HTMLElement> {
  const { run, range, plant, signal } = context;
  const tools = plant.stations.flatMap((station) => station.tools);
  const strips = await stripsOf(context, tools);
  const totals = strips.map((strip) => hoursByState(strip.spans, range.from, range.to));
  const down = totals.map((hours, at) => ({ tool: strips[at].tool, hours: hours[5] })).sort((a, b) => b.hours - a.hours)[0];
  const isExact = strips.every((strip) => strip.isExact);
  const title =
    down && down.hours > 0.05
      ? `${down.tool} was down longest: ${number(down.hours)} h without a plan`
      : "No tool was down without a plan in the time shown";
  return figure({
    id: "states",
    title,
    isWide: true,
    note: `States of every tool (SEMI E10). Wheel or + and - zoom, dragging moves.${isExact ? "" : " Of tools with very many states, those that begin within a stretch are drawn together: look closer to see each."}`,
    sources: [{ run: run.id, what: "tables", table: "states", query: { "ends.from": range.from, "begins.to": range.to } }],
    legend: legend(e10.slice(1).map((name, at) => [`lamp-${at + 1}`, name])),
    table: () => ({
      columns: ["tool", ...e10.slice(1).map((name) => `${name} [h]`)],
      rows: strips.map((strip, at) => [strip.tool, ...totals[at].slice(1)]),
    }),
    body: drawStrips(context, strips, signal),
  });
}

/** Rows one by one where there are not too many, else sums of short states with the long ones one by one. */
async function stripsOf({ api, run, range }: ViewContext, tools: string[]): Promise<Strip[]> {
  const within = { "ends.from": range.from, "begins.to": range.to };
  const counts = await api.aggregate(run.id, "states", { group: "tool", values: "count", ...within });
  const many = new Map(counts.rows.map((line) => [String(line[0]), Number(line[1])]));
  const few = tools.filter((tool) => (many.get(tool) ?? 0) <= most);
  const exact = few.length
    ? await api.rows<{ tool: string; state: number; begins: number; ends: number }>(run.id, "states", {
        columns: "tool,state,begins,ends",
        tool: few,
        ...within,
      })
    : [];
  const spans = new Map<string, StateSpan[]>(tools.map((tool) => [tool, []]));
  for (const item of exact) spans.get(item.tool)?.push({ state: item.state, begins: item.begins, ends: item.ends, count: 1 });
  const width = Math.max(minuteUs, Math.round((range.to - range.from) / 500));
  await Promise.all(
    tools
      .filter((tool) => !few.includes(tool))
      .map(async (tool) => {
        const ask = (query: Record<string, number>): Promise<Table> =>
          api.aggregate(run.id, "states", {
            group: `state,begins:${width}`,
            values: "count,mean:begins,mean:ends",
            tool,
            ...within,
            ...query,
          });
        spans.set(tool, spansOf((await ask({})).rows));
      }),
  );
  return tools.map((tool) => ({ tool, spans: spans.get(tool)!, isExact: few.includes(tool) }));
}

function drawStrips(context: ViewContext, strips: Strip[], signal: AbortSignal): HTMLElement {
  const { range, run, set } = context;
  const host = chartHost("States of tools over time", "Arrow keys go from tool to tool, plus and minus zoom.", "d-strips");
  host.classList.add("d-strips");
  const canvas = h("canvas", { "aria-hidden": "true" });
  host.append(canvas);
  const tips = attachTips(host, signal);
  const height = strips.length * row;
  let view = { ...range };
  let area = { left: 0, right: 1, top: 0, bottom: height };
  let axis: SVGElement | undefined;

  function draw(): void {
    const width = host.clientWidth;
    host.style.height = `${height + 26}px`;
    area = { ...area, left: width < 520 ? 84 : 108, right: width - 8 };
    const scale = linear(view.from, view.to, area.left, area.right);
    paint(canvas, strips, view, area);
    const next = svg("svg", { width, height: height + 26, "aria-hidden": "true", class: "over" });
    strips.forEach((strip, at) => next.append(text(area.left - 7, at * row + 12, fitted(strip.tool, area.left - 8), "d-axis", "end")));
    bottomAxis(next, area, scale, timeTicks(view.from, view.to, Math.max(2, Math.floor(width / 95))));
    axis?.remove();
    host.insertBefore((axis = next), host.children[1]);
    tips.show(
      strips.map((strip, at): Mark => ({
        x: area.left,
        y: at * row + 1,
        w: area.right - area.left,
        h: row - 3,
        text: wordsOf(strip, view),
      })),
    );
  }

  const commit = () => set(rangePatch(view.from, view.to, run.begins, run.ends));
  const clamp = (from: number, to: number) => {
    const width = Math.min(run.ends - run.begins, Math.max(10 * minuteUs, to - from));
    const low = Math.min(run.ends - width, Math.max(run.begins, (from + to - width) / 2));
    view = { from: low, to: low + width, isWhole: false };
    draw();
  };
  steer(
    host,
    () => area,
    () => view,
    clamp,
    commit,
    signal,
  );
  onWidth(host, signal, () => draw());
  return host;
}

/** Share of time by state as parts of the height of each column: what fills a column fills it, whatever the zoom. */
function paint(
  canvas: HTMLCanvasElement,
  strips: Strip[],
  view: { from: number; to: number },
  area: { left: number; right: number },
): void {
  const ratio = Math.min(2, devicePixelRatio);
  canvas.width = Math.max(1, Math.round((area.right - area.left) * ratio));
  // Where a day is a few pixels, whole days are told: nights between them would be noise.
  const days = (view.to - view.from) / dayUs;
  const columns = days > 45 ? Math.min(canvas.width, Math.round(days)) : canvas.width;
  const wide = canvas.width / columns;
  canvas.height = strips.length * row * ratio;
  canvas.style.width = `${area.right - area.left}px`;
  canvas.style.height = `${strips.length * row}px`;
  canvas.style.marginLeft = `${area.left}px`;
  const ink = canvas.getContext("2d")!;
  const paints = Array.from({ length: stateCount }, (_, state) => colour(`--e10-${state}`));
  const order = [5, 4, 3, 6, 2, 1]; // what needs somebody is on top
  strips.forEach((strip, at) => {
    const shares = stripShares(strip.spans, view.from, view.to, columns);
    const [top, height] = [(at * row + 2) * ratio, (row - 4) * ratio];
    for (let column = 0; column < columns; ++column) {
      let y = top;
      for (const state of order) {
        const size = shares[column * stateCount + state] * height;
        if (size < 0.01) continue;
        ink.fillStyle = paints[state];
        ink.fillRect(column * wide, y, wide, Math.min(size, top + height - y));
        y += size;
      }
    }
  });
}

function wordsOf(strip: Strip, view: { from: number; to: number }): string {
  const hours = hoursByState(strip.spans, view.from, view.to);
  const parts = hours.flatMap((value, state) => (state && value > 0.005 ? [`${e10[state]} ${number(value)} h`] : []));
  return `${strip.tool}, ${moment(view.from)} to ${moment(view.to)}: ${parts.join(", ") || "no rows"} · states where tool = ${strip.tool}`;
}

type Reach = { from: number; to: number };

/** Wheel, drag and keys; the address is written when a move is over. */
function steer(
  host: HTMLElement,
  areaOf: () => { left: number; right: number },
  viewOf: () => Reach,
  move: (from: number, to: number) => void,
  commit: () => void,
  signal: AbortSignal,
): void {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(commit, 450);
  };
  const zoom = (factor: number, share: number) => {
    const { from, to } = viewOf();
    const at = from + share * (to - from);
    move(at - (at - from) * factor, at + (to - at) * factor);
    later();
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  const on = (name: string, hear: (event: any) => void, options = {}) => host.addEventListener(name, hear, { signal, ...options });
  on(
    "wheel",
    (event: WheelEvent) => {
      // Without a key the page scrolls on, as everywhere.
      if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaX) < Math.abs(event.deltaY) && !host.matches(":focus")) return;
      event.preventDefault();
      const { left, right } = areaOf();
      zoom(Math.exp(event.deltaY * 0.0015), (event.clientX - host.getBoundingClientRect().left - left) / (right - left));
    },
    { passive: false },
  );
  let held: { x: number; view: Reach } | undefined;
  on("pointerdown", (event: PointerEvent) => {
    held = { x: event.clientX, view: viewOf() };
    host.focus({ preventScroll: true });
  });
  on("pointermove", (event: PointerEvent) => {
    if (!held || Math.abs(event.clientX - held.x) < 3) return;
    const { left, right } = areaOf();
    const shift = ((held.x - event.clientX) / (right - left)) * (held.view.to - held.view.from);
    move(held.view.from + shift, held.view.to + shift);
  });
  const end = (event: PointerEvent) => {
    if (held && Math.abs(event.clientX - held.x) >= 3) later();
    held = undefined;
  };
  on("pointerup", end);
  on("pointerleave", end);
  on("keydown", (event: KeyboardEvent) => {
    if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 0.5 : 2, 0.5);
  });
}
