// SPDX-License-Identifier: Apache-2.0
// The numbers behind a chart, on the page and as a file.
import { h } from "../../dom";

export type Cell = string | number | undefined;

export interface TableData {
  columns: string[];
  rows: Cell[][];
}

const shown = 400; // rows on the page; the file has all

export function tableElement(data: TableData, most = shown): HTMLElement {
  const isNumber = data.columns.map(
    (_, at) => data.rows.length > 0 && data.rows.every((row) => typeof row[at] !== "string" || row[at] === ""),
  );
  const cell = (tag: "td" | "th", value: Cell, at: number) =>
    h(tag, { class: isNumber[at] ? "num" : undefined, scope: tag === "th" ? "col" : undefined }, cellText(value));
  const body = data.rows.slice(0, most).map((row) => h("tr", {}, ...row.map((value, at) => cell("td", value, at))));
  const table = h(
    "table",
    { class: "d-table" },
    h("thead", {}, h("tr", {}, ...data.columns.map((name, at) => cell("th", name, at)))),
    h("tbody", {}, ...body),
  );
  const more =
    data.rows.length > most
      ? h("p", { class: "quiet" }, `The first ${most} of ${data.rows.length.toLocaleString("en-US")} rows; the CSV file has all.`)
      : undefined;
  return h("div", {}, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table" }, table), more);
}

/** Up to six digits on the page; the file has all of them. */
export function cellText(value: Cell): string {
  if (typeof value !== "number") return value ?? "";
  if (!Number.isFinite(value)) return "–";
  if (Number.isInteger(value)) return Math.abs(value) < 1e15 ? value.toLocaleString("en-US") : String(value);
  return Math.abs(value) >= 1e-3 ? String(Number(value.toPrecision(6))) : value.toExponential(3);
}

/** As RFC 4180 has it: lines end in CR LF, quotes are doubled. */
export function csvText(data: TableData): string {
  const quoted = (value: Cell) => {
    const text = value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [data.columns, ...data.rows].map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}
