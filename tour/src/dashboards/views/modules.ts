// SPDX-License-Identifier: Apache-2.0
// All modules, however many: the server filters, sorts and counts; the page shows a page of them and the density of all.
import type { Query, Table } from "../../api";
import { h } from "../../dom";
import { percent } from "../../format";
import type { View, ViewContext } from "../context";
import { filterQuery, filtersText, parseFilters, withFilter, type Filter } from "../data/modules";
import { answer, empty } from "../kit/blocks";
import { figure } from "../kit/figure";
import { later } from "../kit/focus";
import { button, choice } from "../kit/inputs";
import { count, countOf } from "../kit/scale";
import { moduleCard } from "./card";
import { commonalityFigure } from "./commonality";
import { densityFigure } from "./density";

const pageSize = 50;

interface Column {
  column: string;
  name: string;
  text: (value: number | string) => string;
  isText?: boolean;
}

const fixed =
  (decimals: number, factor = 1) =>
  (value: number | string) =>
    (Number(value) * factor).toFixed(decimals);

const columns: Column[] = [
  { column: "serial", name: "Module", text: String },
  { column: "product", name: "Product", text: String, isText: true },
  { column: "roll", name: "Roll", text: String },
  { column: "position_m", name: "Position [m]", text: fixed(2) },
  { column: "flash.pmax_W", name: "Power [W]", text: fixed(2) },
  { column: "flash.aperture_efficiency", name: "Efficiency [%]", text: fixed(2, 100) },
  { column: "flash.fill_factor", name: "Fill factor [%]", text: fixed(1, 100) },
  { column: "flash.voc_V", name: "Voc [V]", text: fixed(2) },
  { column: "thickness_um", name: "CIGS [µm]", text: fixed(3) },
  { column: "cgi", name: "CGI", text: fixed(4) },
  { column: "ggi", name: "GGI", text: fixed(4) },
  { column: "tco_ohm_sq", name: "TCO [Ω/sq]", text: fixed(2) },
  { column: "shunt_S_m2", name: "Shunt [S/m²]", text: fixed(2) },
  { column: "flash.bin", name: "Bin", text: String, isText: true },
];

export const modulesView: View = {
  id: "modules",
  title: "Modules",
  group: "Quality",
  async draw(context) {
    const { api, run, state, summary } = context;
    if (!summary.modules_made) return [answer("No module has been made yet"), empty("The table modules has no rows.")];
    const filters = parseFilters(state.get("where"));
    const base: Query = { join: "flashes", ...filterQuery(filters) };
    const [counted, page] = await Promise.all([
      api.aggregate(run.id, "modules", { values: "count,mean:flash.aperture_efficiency,sum:flash.is_good", ...base }),
      pageOf(context, base),
    ]);
    const [all, mean, good] = counted.rows[0].map(Number);
    const serial = state.number("module");
    return [
      answer(
        filters.length
          ? `${countOf(all, "module")} of ${count(summary.modules_made)} fit`
          : `${countOf(all, "module")}, ${count(all - good)} of them rejected`,
        all ? `Their mean efficiency is ${percent(mean, 2)}; ${percent(good / all)} are good.` : "No module fits these filters.",
      ),
      filterRow(context, filters),
      listFigure(context, page, all, base),
      ...(serial === undefined ? [] : [later(`module ${serial}`, context.signal, () => moduleCard(context, serial))]),
      later("two properties", context.signal, () => densityFigure(context, filters)),
      later("what bad modules share", context.signal, () => commonalityFigure(context)),
    ];
  },
};

function pageOf({ api, run, state }: ViewContext, base: Query): Promise<Table> {
  const after = (state.get("after") ?? "").split(",").filter(Boolean).pop();
  return api.table(run.id, "modules", {
    columns: [...columns.map((item) => item.column), "flash.is_good", "flash.cause"].join(","),
    limit: pageSize,
    order: state.get("sort"),
    after,
    ...base,
  });
}

function filterRow({ set, summary, plant }: ViewContext, filters: Filter[]): HTMLElement {
  const write = (list: Filter[]) => set({ where: filtersText(list), after: undefined });
  const equal = (column: string) => filters.find((filter) => filter.column === column)?.equal ?? "";
  const pick = (column: string, label: string, values: { value: string; text: string }[]) =>
    choice(`f-${column}`, label, [{ value: "", text: "all" }, ...values], equal(column), (value) =>
      write(value === "" ? filters.filter((item) => item.column !== column) : withFilter(filters, { column, equal: value })),
    );
  const chips = filters.map((filter) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-label": `Remove the filter ${filterText(filter)}`,
        onclick: () => write(filters.filter((item) => item !== filter)),
      },
      `${filterText(filter)} ×`,
    ),
  );
  return h(
    "div",
    {},
    h(
      "div",
      { class: "row" },
      pick(
        "product",
        "Product",
        plant.products.map(({ product }) => ({ value: product, text: product })),
      ),
      pick(
        "flash.bin",
        "Bin",
        summary.bins.map(({ bin }) => ({ value: bin, text: bin })),
      ),
      pick("flash.is_good", "Verdict", [
        { value: "1", text: "good" },
        { value: "0", text: "rejected" },
      ]),
      numberFilter("roll", "Roll", filters, write),
      numberFilter("flash.aperture_efficiency", "Efficiency [%]", filters, write, 100),
    ),
    filters.length
      ? h(
          "div",
          { class: "chips" },
          ...chips,
          button("f-none", "Remove all filters", () => write([])),
        )
      : undefined,
  );
}

function filterText({ column, from, to, equal }: Filter): string {
  const name = column.replace("flash.", "flash ");
  if (equal !== undefined) return `${name} = ${equal}`;
  return from === undefined ? `${name} ≤ ${to}` : to === undefined ? `${name} ≥ ${from}` : `${name} ${from} to ${to}`;
}

/** Two small fields: from and to, in the unit that is shown. */
function numberFilter(column: string, label: string, filters: Filter[], write: (list: Filter[]) => void, factor = 1): HTMLElement {
  const now = filters.find((filter) => filter.column === column);
  const field = (end: "from" | "to") =>
    h("input", {
      id: `f-${column}-${end}`,
      type: "text",
      inputmode: "decimal",
      size: 5,
      placeholder: end,
      "aria-label": `${label} ${end}`,
      value: now?.[end] === undefined ? "" : String(Number((now[end]! * factor).toPrecision(6))),
      onchange: (event) => {
        const text = (event.target as HTMLInputElement).value.trim();
        const value = text === "" || !Number.isFinite(Number(text)) ? undefined : Number(text) / factor;
        const next: Filter = { column, from: now?.from, to: now?.to, [end]: value };
        write(
          next.from === undefined && next.to === undefined ? filters.filter((item) => item.column !== column) : withFilter(filters, next),
        );
      },
    });
  return h("div", { class: "field" }, h("span", {}, label), h("div", { class: "pair" }, field("from"), field("to")));
}

function listFigure(context: ViewContext, page: Table, all: number, base: Query): HTMLElement {
  const { run, state, set } = context;
  const cursors = (state.get("after") ?? "").split(",").filter(Boolean);
  const first = cursors.length * pageSize;
  const next = page.next === null || page.next === undefined ? undefined : String(page.next);
  const sort = state.get("sort") ?? "";
  const heads = columns.map((item) =>
    h(
      "th",
      {
        scope: "col",
        class: item.isText ? undefined : "num",
        "aria-sort": sort === item.column ? "ascending" : sort === `-${item.column}` ? "descending" : "none",
      },
      h(
        "button",
        {
          type: "button",
          id: `sort-${item.column}`,
          class: "sort",
          onclick: () =>
            set({
              sort: sort === item.column ? `-${item.column}` : sort === `-${item.column}` ? undefined : item.column,
              after: undefined,
            }),
        },
        item.name,
        h("span", { class: "arrow", "aria-hidden": "true" }, sort === item.column ? " ↑" : sort === `-${item.column}` ? " ↓" : ""),
      ),
    ),
  );
  const place = new Map(page.columns.map((name, at) => [name, at]));
  const rows = page.rows.map((row) =>
    h(
      "tr",
      { title: `modules ${row[0]}`, class: row[place.get("flash.is_good")!] ? undefined : "bad" },
      ...columns.map((item) => cellOf(context, item, row[place.get(item.column)!], String(row[place.get("flash.cause")!]))),
    ),
  );
  const table = h(
    "div",
    { class: "scroll tall", tabindex: 0, role: "region", "aria-label": "Modules" },
    h("table", { class: "d-table modules" }, h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows)),
  );
  return figure({
    id: "list",
    isWide: true,
    title: all ? `${count(first + 1)} to ${count(first + page.rows.length)} of ${countOf(all, "module")}` : "No module fits",
    note: "A click on a head sorts, on a serial number opens the module. The server sorts and pages; CSV saves this page.",
    sources: [{ run: run.id, what: "tables", table: "modules", query: { ...base, order: sort || undefined } }],
    controls: [
      button("page-first", "First", () => set({ after: undefined }), !cursors.length),
      button("page-before", "‹ Before", () => set({ after: cursors.slice(0, -1).join(",") || undefined }), !cursors.length),
      button("page-next", "Next ›", () => set({ after: [...cursors, next].join(",") }), next === undefined || cursors.length > 60),
    ],
    table: () => ({ columns: page.columns, rows: page.rows }),
    body: table,
  });
}

function cellOf({ set }: ViewContext, item: Column, value: string | number, cause: string): HTMLElement {
  if (item.column === "serial")
    return h(
      "td",
      { class: "num" },
      h("button", { type: "button", class: "as-link", id: `m-${value}`, onclick: () => set({ module: value }) }, String(value)),
    );
  if (item.column === "flash.bin") return h("td", {}, value === "" ? `✕ rejected, ${cause}` : String(value));
  return h("td", { class: item.isText ? undefined : "num" }, item.text(value));
}
