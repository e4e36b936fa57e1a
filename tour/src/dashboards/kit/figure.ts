// SPDX-License-Identifier: Apache-2.0
// The frame of every chart: a title that answers, the chart, where its numbers come from, and the numbers themselves.
import { queryText, type Query } from "../../api";
import { h } from "../../dom";
import { dayUs, duration, iso, minuteUs, us } from "../../format";
import { unbroken } from "./blocks";
import { savePng, saveText } from "./export";
import { csvText, tableElement, type TableData } from "./table";
import { attachTips, type Mark } from "./tips";

/** Where numbers come from: a table of the run store with its filter, or a part of the summary or of the ramp. */
export interface Source {
  run: string;
  what: "tables" | "aggregate" | "summary" | "ramp" | "modules" | "diff";
  table?: string;
  query?: Query;
}

const isFile = (what: Source["what"]) => what === "summary" || what === "ramp";

export function sourceHref({ run, what, table, query }: Source): string {
  return `/api/v1/runs/${encodeURIComponent(run)}/${what}${table && !isFile(what) ? `/${table}` : ""}${queryText(query ?? {})}`;
}

const earliest = 1e14; // [us] numbers beyond are moments: the plant's clock counts from 1970

const valueText = (value: string | number) => (typeof value === "number" && value > earliest ? iso(value) : String(value));

/** "flashed:86400000000" -> "flashed in steps of 24 h 00 min", other widths as they are. */
function groupText(group: string): string {
  return group
    .split(",")
    .map((part) => {
      const [column, width] = part.split(":");
      return !width
        ? column
        : Number(width) >= minuteUs
          ? `${column} in steps of ${Number(width) === dayUs ? "a day" : duration(Number(width) / us)}`
          : `${column} in steps of ${width}`;
    })
    .join(" and ");
}

/** "flashes where is_good = 1, by flashed in steps of a day". */
export function sourceText({ what, table, query = {} }: Source): string {
  const { group, values, columns, join, order, limit, after, ...filters } = query;
  void [values, columns, limit, after];
  const where = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => {
      const [column, bound] = [key.replace(/\.(from|to)$/, ""), /\.(from|to)$/.exec(key)?.[1]];
      const text = Array.isArray(value)
        ? value.length > 3
          ? `${value.length} values`
          : value.join(", ")
        : valueText(value as string | number);
      return `${column} ${bound === "from" ? "≥" : bound === "to" ? "≤" : Array.isArray(value) ? "in" : "="} ${text}`;
    });
  const name = isFile(what)
    ? `${what}${table ? `.${table}` : ""}`
    : what === "diff"
      ? `diff with ${table}`
      : what === "modules"
        ? `trace of module ${table}`
        : `${table}${join ? ` with ${join}` : ""}`;
  return `${name}${where.length ? ` where ${where.join(" and ")}` : ""}${group ? `, by ${groupText(String(group))}` : ""}${order ? `, order ${order}` : ""}`;
}

export interface FigureParts {
  id: string;
  /** Answers in words. */
  title: string;
  /** One quiet line under it: what is drawn, how to use it. */
  note?: string;
  sources: Source[];
  table: () => TableData;
  body: HTMLElement;
  legend?: HTMLElement;
  controls?: (HTMLElement | undefined)[];
  isWide?: boolean;
}

export function figure(parts: FigureParts): HTMLElement {
  const { id, title, note, sources, table, body, legend } = parts;
  const canvasBody = h("div", { class: "fig-body" }, legend, body);
  const caption = h(
    "figcaption",
    {},
    "From ",
    ...sources.flatMap((source, at) => [
      at ? "; " : "",
      h("a", { href: sourceHref(source), target: "_blank", rel: "noopener" }, sourceText(source)),
    ]),
  );
  const behind = h("details", { class: "behind" }, h("summary", {}, "Table"));
  behind.addEventListener("toggle", () => {
    if (behind.open && behind.childElementCount === 1) behind.append(tableElement(table()));
  });
  const save = h(
    "div",
    { class: "fig-save" },
    h(
      "button",
      {
        type: "button",
        "aria-label": `Save "${title}" as a picture`,
        onclick: () =>
          void savePng(
            canvasBody,
            title,
            sources.map((source) => `From ${sourceText(source)}, run ${source.run}`),
            `heliofab-${id}.png`,
          ),
      },
      "PNG",
    ),
    h(
      "button",
      {
        type: "button",
        "aria-label": `Save "${title}" as CSV`,
        onclick: () => saveText(csvText(table()), `heliofab-${id}.csv`, "text/csv"),
      },
      "CSV",
    ),
  );
  return h(
    "figure",
    { class: parts.isWide ? "fig wide" : "fig", id: `fig-${id}`, "aria-labelledby": `fig-${id}-title` },
    h(
      "div",
      { class: "fig-head" },
      h("div", {}, h("h2", { id: `fig-${id}-title` }, unbroken(title)), note ? h("p", { class: "quiet" }, note) : undefined),
      save,
    ),
    parts.controls?.length ? h("div", { class: "fig-controls" }, ...parts.controls) : undefined,
    canvasBody,
    caption,
    behind,
  );
}

export interface Drawing {
  element: SVGElement;
  marks: Mark[];
  height: number;
}

/** The element of a chart, which the keyboard reaches; `label` and what its keys do is what screen readers hear. */
export function chartHost(label: string, keys: string, id?: string): HTMLElement {
  return h("div", { id, class: "d-chart", tabindex: 0, role: "group", "aria-roledescription": "chart", "aria-label": `${label}. ${keys}` });
}

/** A chart that is drawn for the width it has, again when that changes. */
export function chart(label: string, signal: AbortSignal, draw: (width: number) => Drawing): HTMLElement {
  const host = chartHost(label, "Arrow keys go from value to value.");
  const tips = attachTips(host, signal);
  let [drawn, width] = [undefined as SVGElement | undefined, 0];
  onWidth(host, signal, (now) => {
    if (now === width || now < 40) return;
    width = now;
    const { element, marks, height } = draw(width);
    element.setAttribute("width", String(width));
    element.setAttribute("height", String(height));
    element.setAttribute("viewBox", `0 0 ${width} ${height}`);
    element.setAttribute("aria-hidden", "true");
    drawn?.remove();
    host.prepend((drawn = element));
    tips.show(marks);
  });
  return host;
}

/** Calls with the width of an element as soon as it has one, and whenever it changes. */
export function onWidth(element: HTMLElement, signal: AbortSignal, hear: (width: number) => void): void {
  const observer = new ResizeObserver(() => hear(Math.floor(element.clientWidth)));
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** Gives a canvas its size [points of the page], as fine as the screen. */
export function inkOf(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = Math.min(2, devicePixelRatio);
  [canvas.width, canvas.height] = [width * ratio, height * ratio];
  [canvas.style.width, canvas.style.height] = [`${width}px`, `${height}px`];
  const ink = canvas.getContext("2d")!;
  ink.scale(ratio, ratio);
  return ink;
}

export function legend(items: [className: string, text: string][]): HTMLElement {
  return h(
    "ul",
    { class: "legend" },
    ...items.map(([name, text]) => h("li", {}, h("span", { class: `lamp ${name}`, "aria-hidden": "true" }), text)),
  );
}
