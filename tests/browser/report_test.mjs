// SPDX-License-Identifier: Apache-2.0
// Opens the report of a short run in Chromium without a network: no message on its console, no request, no serious finding
// of axe in light and dark, a summary inside that is that of the run, a table behind every chart with a button that copies
// it, and nothing that is wider than a phone or a sheet of paper.
//   node report_test.mjs HELIOFAB DATA
// Ends with 77, for CTest a test that was skipped, where Chromium or the packages are missing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findings, launch, newPage } from "./harness.mjs";

const paperWidth = 703; // pixels of CSS between the margins of A4
const phoneWidth = 390;

// Six days of FAB 2 on a narrow web: enough rolls for every section, and it takes seconds.
const plan = `heliofab: 1
fab:
  based_on: fab2-2010.yaml
  name: "six days"
  days: 6
  process: {aperture_width: 22 mm}
  products: {strip: {stripes: along, length: 1 m, pitch: 5 mm, margin: 20 mm}}
  line: {roll_length: 40 m}
  market: {segments: {all: {product: strip, demand: 20 kW/month, price: 3 USD/W}}, scenarios: {}}
  gates: {line_yield: "none", efficiency_median: "none", efficiency_p10: "none", fill_factor_median: "none",
    cost_per_W: "none", modules_good: ">= 1"}
`;

const [program, data] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "heliofab-browser-"));
const problems = [];

async function open(browser, theme, file) {
  const page = await newPage(browser, problems, { theme, mayAsk: (address) => address === file });
  await page.setOfflineMode(true);
  await page.goto(file);
  return page;
}

// What is closed is looked into, and of thousands of rows that are made alike the first: axe would look at each for minutes.
const openForAxe = (page) =>
  page.evaluate(() => {
    for (const closed of document.querySelectorAll("details")) closed.open = true;
    for (const row of document.querySelectorAll("tbody tr:nth-child(n + 6)")) row.remove();
  });

// Every chart has its table and every table its button; one of them is asked what it copies.
async function checkCopies(page) {
  const bare = await page.$$eval("svg.chart", (charts) => charts
    .filter((chart) => !chart.closest("figure")?.querySelector("details table")).map((chart) => chart.getAttribute("aria-label")));
  for (const chart of bare) problems.push(`no table behind: ${chart}`);
  const [tables, names] = await page.evaluate(() => [document.querySelectorAll("main table").length,
    [...document.querySelectorAll(".copy button")].map((button) => button.getAttribute("aria-label"))]);
  assert.equal(names.length, tables);
  for (const name of names) assert.match(name, /^copy CSV: \S/);
  const copied = await page.evaluate(async () => {
    let text = null;
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (all) => { text = all; } } });
    const figure = document.querySelector("#yield figure");
    figure.querySelector("button").click();
    await new Promise((done) => setTimeout(done));
    const plain = (cell) => cell.className === "number" ? cell.textContent.replaceAll(",", "") : cell.textContent;
    const wanted = [...figure.querySelectorAll("tr")].map((row) => [...row.cells].map(plain).join(",") + "\r\n").join("");
    return { text, wanted, said: figure.querySelector(".copy output").textContent };
  });
  assert.equal(copied.said, "copied");
  assert.ok(copied.text.length > 100);
  assert.equal(copied.text, copied.wanted);
}

async function checkWidths(page) {
  await page.setViewport({ width: phoneWidth, height: 844, isMobile: true });
  const wide = await page.evaluate((width) => [...document.querySelectorAll("main *, header *")]
    .filter((element) => !element.closest(".scroll") && element.getBoundingClientRect().right > width + 1)
    .map((element) => element.closest("section")?.id ?? "the header"), phoneWidth);
  for (const section of new Set(wide)) problems.push(`wider than a phone: in ${section}`);
  await page.setViewport({ width: paperWidth, height: 1000 });
  await page.emulateMediaType("print");
  const cut = await page.$$eval("table, svg.chart", (all, width) => all.filter((element) => element.getBoundingClientRect().right > width)
    .map((element) => element.closest("section").id), paperWidth);
  for (const section of cut) problems.push(`wider than the paper: in ${section}`);
  const buttons = await page.$$eval(".copy", (all) => all.filter((element) => element.getClientRects().length > 0).length);
  assert.equal(buttons, 0);
  const paper = await page.$eval("body", (body) => getComputedStyle(body).backgroundColor);
  if (paper !== "rgb(255, 255, 255)") problems.push(`printed on paper of ${paper}`);
}

async function check(browser) {
  const run = join(folder, "run");
  const file = pathToFileURL(join(run, "report.html")).href;
  for (const theme of ["light", "dark"]) {
    const page = await open(browser, theme, file);
    const embedded = await page.$eval("#heliofab-summary", (element) => element.textContent);
    assert.deepEqual(JSON.parse(embedded), JSON.parse(readFileSync(join(run, "summary.json"), "utf8")));
    const headings = await page.$$eval("h1, h2, h3", (all) => all.map((h) => Number(h.tagName[1])));
    headings.reduce((before, level) => {
      if (level > before + 1) problems.push(`${theme}: h${level} behind h${before}`);
      return level;
    }, 0);
    await openForAxe(page);
    for (const finding of await findings(page)) problems.push(`${theme}: ${finding}`);
    await page.close();
  }
  const page = await open(browser, "dark", file);
  await checkCopies(page);
  await checkWidths(page);
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(file);
  assert.equal((await plain.$$("button")).length, 0);
  assert.ok((await plain.$$("svg.chart")).length > 10);
}

try {
  writeFileSync(join(folder, "plan.yaml"), plan);
  execFileSync(program, ["run", "plan.yaml", "--out", "run"],
    { cwd: folder, stdio: "ignore", env: { ...process.env, HELIOFAB_DATA: data } });
  const browser = await launch("--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND");
  try {
    await check(browser);
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.log(problem);
assert.deepEqual(problems, []);
