// SPDX-License-Identifier: Apache-2.0
#include "page.hpp"

#include <fmt/format.h>

namespace heliofab::report {

namespace {

// What the names below stand for on light paper and in print.
constexpr std::string_view light_values = R"css(
  --paper: #fcfcfa; --ink: #1c2126; --muted: #59626b; --rule: #dfe2e5; --tile: #f1f2f0;
  --link: #2457a0; --warn: #8a4b00;
  --s1: #3b6fb6; --s2: #dd8425; --s3: #3f9484; --s4: #bf4d4a; --s5: #7d62ad; --s6: #8f8050;
  --s7: #bd6f9f; --s8: #767c84;
  --e1: #3f9a6a; --e2: #e2c35a; --e3: #5b8bd0; --e4: #e0984a; --e5: #c44f4a; --e6: #c3c7cc;
  --good: #3f9a6a; --bad: #cf7d78; --nothing: #eceeed;
  --sans: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
)css";

constexpr std::string_view page_rules = R"css(
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --ink: #e6e8ea; --muted: #a3abb3; --rule: #30363b; --tile: #1f2428;
    --link: #8fb8f0; --warn: #f0b35f;
    --s1: #5f94da; --s2: #e89a48; --s3: #58b3a2; --s4: #d9706c; --s5: #9d85cc; --s6: #b0a26f;
    --s7: #d48fb8; --s8: #9299a1;
    --e1: #4fae7d; --e2: #d8bc5c; --e3: #6f9de0; --e4: #e0a05c; --e5: #d8645f; --e6: #4b5259;
    --good: #4fae7d; --bad: #b8605c; --nothing: #22272b;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 var(--sans); }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 2rem; }
h1 { margin: 0; font-size: 1.8rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: 1.3rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.05rem; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); }
nav { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
footer { padding-bottom: 3rem; }
header p, footer, .remark, figcaption, summary { color: var(--muted); }
.warning { color: var(--warn); font-weight: 600; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .75rem; margin: 1.25rem 0; }
.tiles > div { background: var(--tile); border-radius: .4rem; padding: .7rem .9rem; }
.tiles dt { color: var(--muted); font-size: .85rem; }
.tiles dd { margin: 0; font-size: 1.4rem; font-weight: 600; overflow-wrap: anywhere; }
.tiles .remark { font-size: .85rem; font-weight: 400; }
figure { margin: 1rem 0 1.5rem; }
figcaption { font-weight: 600; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; margin: .4rem 0; padding: 0; font-size: .85rem; }
.swatch { width: .75rem; height: .75rem; margin-right: .4rem; vertical-align: -.05rem; }
.pairs { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 1.5rem; }
.pairs figure { min-width: 0; }
.scroll { overflow-x: auto; clear: both; }
.copy { float: right; margin: 0; font-size: .8rem; color: var(--muted); }
.chart { display: block; width: 100%; height: auto; }
)css";

// Of charts, on the page and in files of their own. h0..h9 are ten steps of viridis, which reads
// the same to colour-blind eyes and in grey; its dark end is lifted a little on dark paper.
constexpr std::string_view chart_rules = R"css(
.chart text { fill: var(--muted); font: 13px var(--sans); }
.chart .name { fill: var(--ink); }
.chart .grid { stroke: var(--rule); }
.chart .base { stroke: var(--muted); }
.chart .title { fill: var(--ink); font-size: 16px; font-weight: 600; }
.chart .panel { fill: var(--ink); font-weight: 600; }
.chart .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.chart .dots { fill: none; stroke-width: 5; stroke-linecap: round; stroke-opacity: .6; }
.chart .fine { stroke-width: 2.5; stroke-opacity: .8; }
.chart .mark { stroke: var(--ink); stroke-dasharray: 4 3; }
.chart .announced { stroke: var(--s4); stroke-width: 2; stroke-dasharray: 8 3; }
.paper { fill: var(--paper); } .nothing { fill: var(--nothing); }
.s1 { fill: var(--s1); } .s2 { fill: var(--s2); } .s3 { fill: var(--s3); } .s4 { fill: var(--s4); }
.s5 { fill: var(--s5); } .s6 { fill: var(--s6); } .s7 { fill: var(--s7); } .s8 { fill: var(--s8); }
.e1 { fill: var(--e1); } .e2 { fill: var(--e2); } .e3 { fill: var(--e3); }
.e4 { fill: var(--e4); } .e5 { fill: var(--e5); } .e6 { fill: var(--e6); }
.good { fill: var(--good); } .bad { fill: var(--bad); }
.h0 { fill: #440154; } .h1 { fill: #482878; } .h2 { fill: #3e4989; } .h3 { fill: #31688e; }
.h4 { fill: #26828e; } .h5 { fill: #1f9e89; } .h6 { fill: #35b779; } .h7 { fill: #6ece58; }
.h8 { fill: #b5de2b; } .h9 { fill: #fde725; }
.l1 { stroke: var(--s1); } .l2 { stroke: var(--s2); } .l3 { stroke: var(--s3); } .l4 { stroke: var(--s4); }
.l5 { stroke: var(--s5); } .l6 { stroke: var(--s6); } .l7 { stroke: var(--s7); } .l8 { stroke: var(--s8); }
)css";

constexpr std::string_view late_rules = R"css(
.line { fill: none; stroke-width: 2; } .l0 { stroke: var(--ink); } .dashed { stroke-dasharray: 5 3; }
.strip { fill: transparent; } .strip:hover { fill: var(--ink); fill-opacity: .08; }
@media screen and (prefers-color-scheme: dark) {
  .h0 { fill: #6b2483; } .h1 { fill: #5e4299; } .h2 { fill: #4b5ca6; }
}
table { border-collapse: collapse; margin: .5rem 0; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
th { color: var(--muted); font-weight: 600; vertical-align: bottom; }
td { white-space: nowrap; }
#input-rows td { white-space: normal; }
#input-rows td:first-child { overflow-wrap: anywhere; min-width: 19rem; max-width: 24rem; }
#input-rows td:nth-child(2) { min-width: 5rem; max-width: 10rem; }
.number { text-align: right; }
.filter { font-size: .875rem; }
input { font: inherit; color: inherit; background: var(--tile); border: 1px solid var(--muted); border-radius: .3rem; padding: .15rem .4rem; }
button { font: inherit; color: var(--link); background: var(--tile); border: 1px solid var(--rule); border-radius: .3rem; padding: .05rem .5rem; cursor: pointer; }
[hidden] { display: none; }
@media screen and (max-width: 40rem) {
  header, main, footer { padding: 0 1rem; }
  header { padding-top: 1rem; }
  .tiles { grid-template-columns: 1fr 1fr; }
  #input-rows td:first-child { min-width: 11rem; }
}
@page { size: A4; margin: 14mm 12mm; }
@media print {
  body { background: #fff; font-size: 11px; }
  nav, .filter, .copy, details:not([open]) { display: none; }
  .scroll { overflow: visible; }
  table { font-size: 8px; }
  th, td { padding-right: .4rem; }
  td:not(.number) { white-space: normal; overflow-wrap: break-word; }
  #input-rows td, #input-rows td:first-child { overflow-wrap: anywhere; min-width: 0; }
  #module-rows td:last-child { white-space: nowrap; }
  .legend, .tiles dt, .tiles .remark { font-size: 9px; }
  .tiles { grid-template-columns: repeat(4, 1fr); }
  .tiles dd { font-size: 1rem; }
  .pairs { grid-template-columns: 1fr 1fr; }
  .chart { min-width: 0 !important; }
  figure, tr, .tiles, .tiles > div { break-inside: avoid; }
  #answer + section, #modules { break-before: page; }
  a { color: inherit; text-decoration: none; }
  h2, h3, figcaption { break-after: avoid; }
  .chart, .swatch, .tiles > div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

constexpr std::string_view script = R"js(
for (const box of document.querySelectorAll("input[data-filters]")) {
  const rows = [...document.getElementById(box.dataset.filters).tBodies[0].rows].map((row) =>
    ({ row, text: [...row.cells].map((cell) => cell.textContent).join(" ").toLowerCase() }));
  const count = box.closest("p").querySelector("output");
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/);
    for (const { row, text } of rows) {
      row.hidden = !words.every((word) => text.includes(word));
    }
    count.textContent = `${rows.filter(({ row }) => !row.hidden).length} of ${rows.length} rows`;
  });
}
// Numbers for programs: without the commas that group thousands.
const csvCell = (cell) => {
  const text = cell.classList.contains("number") ? cell.textContent.replace(/(\d),(?=\d{3})/g, "$1") : cell.textContent;
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csvOf = (table) => [...table.rows].filter((row) => !row.hidden)
  .map((row) => [...row.cells].map(csvCell).join(",") + "\r\n").join("");
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {  // a browser that keeps the clipboard from pages out of a file
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    return isDone;
  }
}
const titleOf = (table) => {
  const figure = table.closest("figure");
  if (figure) return figure.querySelector("figcaption").textContent;
  const before = [...table.closest("section").querySelectorAll("h2, h3, summary")]
    .filter((title) => title.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING && !title.closest("figure"));
  return before.at(-1).textContent;
};
for (const table of document.querySelectorAll("section table")) {
  const line = document.createElement("p");
  line.className = "copy";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "copy CSV";
  button.setAttribute("aria-label", `copy CSV: ${titleOf(table)}`);
  const said = document.createElement("output");
  button.addEventListener("click", async () => {
    said.textContent = (await copy(csvOf(table))) ? "copied" : "the browser forbids it";
  });
  line.append(said, " ", button);
  const figure = table.closest("figure");
  const frame = table.closest(".scroll");
  const filter = frame.previousElementSibling?.matches(".filter") ? frame.previousElementSibling : frame;
  (figure ? figure.querySelector("details") : filter).before(line);
}
)js";

}  // namespace

std::string page_style() {
  return fmt::format(":root {{\n  color-scheme: light dark;{}}}{}{}{}", light_values, page_rules,
                     chart_rules, late_rules);
}

std::string chart_style() {
  std::string style(chart_rules);
  constexpr std::string_view begin = "var(";
  for (std::size_t at = style.find(begin); at != std::string::npos; at = style.find(begin, at)) {
    const std::size_t end = style.find(')', at);
    const std::string name = style.substr(at + begin.size(), end - at - begin.size()) + ": ";
    const std::size_t value = light_values.find(name) + name.size();
    style.replace(at, end + 1 - at,
                  light_values.substr(value, light_values.find(';', value) - value));
  }
  return style;
}

std::string_view page_script() noexcept { return script; }

}  // namespace heliofab::report
