// SPDX-License-Identifier: Apache-2.0
// Any two properties against each other: how many modules lie where, counted by the server.
import { h, svg } from "../../dom";
import type { ViewContext } from "../context";
import { correlation, density, filterQuery, filtersText, withFilter, type Density, type Filter } from "../data/modules";
import { properties, type Property } from "../data/rollmap";
import { bottomAxis, leftAxis, line, roomFor } from "../kit/axes";
import { mapCss } from "../kit/colours";
import { chartHost, figure, inkOf, onWidth } from "../kit/figure";
import { choice } from "../kit/inputs";
import { countOf, linear, ticks } from "../kit/scale";
import { attachTips, type Mark } from "../kit/tips";

const across = 56;
const up = 36;
const height = 340;

const axes = properties.filter((property) => property.id !== "bin");
const axisOf = (id: string | undefined, otherwise: string) =>
  axes.find((property) => property.id === id) ?? axes.find((property) => property.id === otherwise)!;

export async function densityFigure(context: ViewContext, filters: Filter[]): Promise<HTMLElement> {
  const { api, run, state, set, signal } = context;
  const [x, y] = [axisOf(state.get("x"), "ggi"), axisOf(state.get("y"), "efficiency")];
  const base = { join: "flashes", ...filterQuery(filters) };
  const ends = (
    await api.aggregate(run.id, "modules", { values: `min:${x.column},max:${x.column},min:${y.column},max:${y.column}`, ...base })
  ).rows[0].map(Number);
  const widths = [(ends[1] - ends[0]) / across || 1e-6, (ends[3] - ends[2]) / up || 1e-6].map((width) => Number(width.toPrecision(3)));
  const query = { group: `${x.column}:${widths[0]},${y.column}:${widths[1]}`, values: "count", ...base };
  const data = density((await api.aggregate(run.id, "modules", query)).rows, widths[0], widths[1]);
  const r = correlation(data);
  const strength = !Number.isFinite(r)
    ? "cannot be told"
    : Math.abs(r) < 0.15
      ? "hardly go together"
      : Math.abs(r) < 0.5
        ? "go together a little"
        : "go together";
  const pick = (id: string, label: string, value: Property) =>
    choice(
      `d-${id}`,
      label,
      axes.map((property) => ({ value: property.id, text: property.name })),
      value.id,
      (chosen) => set({ [id]: chosen }),
    );
  return figure({
    id: "density",
    isWide: true,
    title: `${x.name} and ${y.name.toLowerCase()} ${strength}${Number.isFinite(r) ? `, r = ${r.toFixed(2)}` : ""}`,
    note: "The lighter a place, the more modules lie there; r is Pearson's correlation of what is shown, which need not be a cause. A click keeps only the modules of a place.",
    sources: [{ run: run.id, what: "aggregate", table: "modules", query }],
    controls: [pick("x", "Across", x), pick("y", "Up", y)],
    table: () => ({
      columns: [`${x.column} from`, `${y.column} from`, "modules"],
      rows: data.x.map((_, at) => [data.x[at], data.y[at], data.counts[at]]),
    }),
    body: data.counts.length
      ? densityBody(data, x, y, signal, (at) =>
          set({
            after: undefined,
            where: filtersText(withFilter(withFilter(filters, bucket(x, data.x[at], data.xWidth)), bucket(y, data.y[at], data.yWidth))),
          }),
        )
      : h("p", { class: "empty" }, "No module fits these filters."),
  });
}

const bucket = (property: Property, from: number, width: number): Filter => ({
  column: property.column,
  from: Number(from.toPrecision(8)),
  to: Number((from + width).toPrecision(8)),
});

function densityBody(data: Density, x: Property, y: Property, signal: AbortSignal, keep: (at: number) => void): HTMLElement {
  const keys = "Arrow keys go from place to place, Enter keeps its modules.";
  const host = chartHost(`Density of modules by ${x.name} and ${y.name}`, keys, "d-density");
  const canvas = h("canvas", { "aria-hidden": "true" });
  host.append(canvas);
  const tips = attachTips(host, signal);
  let over: SVGElement | undefined;
  host.style.height = `${height}px`;
  onWidth(host, signal, (width) => {
    const ends = (list: number[], step: number): [number, number] => [Math.min(...list), Math.max(...list) + step];
    const [xEnds, yEnds] = [ends(data.x, data.xWidth), ends(data.y, data.yWidth)];
    const shown = (property: Property) => (value: number) => String(Number((value * property.factor).toPrecision(4)));
    const yTicks = ticks(yEnds[0], yEnds[1], 5, shown(y));
    const area = { left: roomFor(yTicks, 40), right: width - 12, top: 22, bottom: height - 42 };
    const [sx, sy] = [linear(xEnds[0], xEnds[1], area.left, area.right), linear(yEnds[0], yEnds[1], area.bottom, area.top)];
    const unit = (property: Property) => `${property.name}${property.unit ? ` [${property.unit}]` : ""}`;
    const next = svg("svg", { width, height, class: "over under", "aria-hidden": "true" });
    leftAxis(next, area, sy, yTicks, unit(y));
    bottomAxis(next, area, sx, ticks(xEnds[0], xEnds[1], Math.max(3, Math.floor(width / 120)), shown(x)), unit(x));
    next.append(line(area.left, area.top, area.left, area.bottom, "d-base"));
    over?.remove();
    host.insertBefore((over = next), host.children[1]);
    paint(canvas, data, width, sx, sy);
    const order = data.counts.map((_, at) => at).sort((a, b) => data.counts[b] - data.counts[a]);
    tips.show(
      order.map((at): Mark => ({
        x: sx(data.x[at]),
        y: sy(data.y[at] + data.yWidth),
        w: sx(data.x[at] + data.xWidth) - sx(data.x[at]),
        h: sy(data.y[at]) - sy(data.y[at] + data.yWidth),
        act: () => keep(at),
        text: `${x.name} from ${shown(x)(data.x[at])}, ${y.name.toLowerCase()} from ${shown(y)(data.y[at])} ${y.unit}: ${countOf(data.counts[at], "module")} · modules`,
      })),
    );
  });
  return host;
}

function paint(
  canvas: HTMLCanvasElement,
  data: Density,
  width: number,
  sx: (value: number) => number,
  sy: (value: number) => number,
): void {
  const ink = inkOf(canvas, width, height);
  data.counts.forEach((count, at) => {
    // By the logarithm: single strays are seen beside thousands.
    ink.fillStyle = mapCss(data.most > 1 ? Math.log(count) / Math.log(data.most) : 1);
    ink.fillRect(
      sx(data.x[at]),
      sy(data.y[at] + data.yWidth),
      sx(data.x[at] + data.xWidth) - sx(data.x[at]) + 0.4,
      sy(data.y[at]) - sy(data.y[at] + data.yWidth) + 0.4,
    );
  });
}
