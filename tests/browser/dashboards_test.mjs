// SPDX-License-Identifier: Apache-2.0
// Opens every view of the dashboards in Chromium, with the server of the program: no message on the console, the figures are
// those of `heliofab show --json` and of the run store, nothing serious for axe in light and dark, a phone's width is enough,
// charts speak by keyboard and are saved, and an address opens what it was copied from.
//   node dashboards_test.mjs HELIOFAB DATA [PICTURES [RUN]]
// PICTURES is a folder that gets screenshots, RUN a run that is there already. Ends with 77, for CTest a test that was
// skipped, where something is missing.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { findings, heliofabSays, launch, newPage, startServer } from "./harness.mjs";

const views = ["line", "yield", "efficiency", "losses", "web", "spc", "modules", "genealogy", "ramp", "compare"];
const [heliofab, data, pictures, given] = process.argv.slice(2);
process.env.HELIOFAB_DATA = data;
const folder = mkdtempSync(join(tmpdir(), "heliofab-dashboards-"));
const problems = [];

const open = (browser, options) => newPage(browser, problems, { size: [1280, 860], calm: true, ...options });

function makeRun(name, ...more) {
  const run = join(folder, name);
  heliofabSays(heliofab, "run", join(data, "fabs/fab2-2010.yaml"), "--days", "8", "--out", run, ...more);
  return run;
}

async function show(page, url, view, query = "") {
  await page.goto(`${url}/dashboards?view=${view}${query}`);
  await settled(page, view);
}

async function settled(page, view) {
  await page.waitForFunction(() => !document.querySelector(".busy") && document.querySelector("#d-content[data-ready]:not(:has([data-later]))"));
  assert.equal(await page.$eval("#d-content", (content) => content.dataset.ready), view);
  assert.deepEqual(await page.$$eval("#d-content [role=alert]", (list) => list.map((item) => item.textContent)), [], view);
}

/** Saves what is on the page into PICTURES, as tall as a reader looks at. */
async function shoot(page, name, tallest) {
  if (!pictures) return;
  const { width } = page.viewport();
  const tall = await page.$eval("#page", (main) => main.scrollHeight);
  await page.setViewport({ width, height: Math.min(tall + 50, tallest) });
  await new Promise((done) => setTimeout(done, 300));
  await page.screenshot({ path: join(pictures, `dash-${name}.png`) });
  await page.setViewport({ width, height: 860 });
}

/** Rows of the table behind a chart, as texts. */
async function tableOf(page, id) {
  await page.$eval(`#fig-${id} details.behind`, (details) => (details.open = true));
  await page.waitForSelector(`#fig-${id} .behind table`);
  return page.$$eval(`#fig-${id} .behind tbody tr`, (rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
}

const number = (text) => Number(text.replaceAll(",", ""));

/** Six digits are shown. */
function near(shown, wanted, what) {
  assert.ok(Math.abs(number(shown) - wanted) <= 6e-6 * Math.abs(wanted) + 1e-12, `${what}: the page says ${shown}, the record ${wanted}`);
}

const tile = (page, label) =>
  page.$$eval(
    ".tile",
    (list, wanted) => list.find((item) => item.querySelector("dt").textContent === wanted)?.querySelector(".tile-value").textContent,
    label,
  );
const percent = (value, decimals) => `${(100 * value).toFixed(decimals)} %`;

async function checkFigures(page, url, run) {
  const summary = JSON.parse(heliofabSays(heliofab, "show", run, "--json"));
  const query = (sql) => JSON.parse(heliofabSays(heliofab, "query", run, sql, "--json"));
  await show(page, url, "yield");
  assert.equal(await tile(page, "Line yield"), percent(summary.line_yield, 1));
  const scrap = query(
    "SELECT station, cause, area_m2, length_m FROM web_totals WHERE fate = 'scrap' AND area_m2 > 0 ORDER BY area_m2 DESC",
  );
  const pareto = await tableOf(page, "pareto");
  assert.equal(pareto.length, scrap.length);
  pareto.forEach((row, at) => {
    assert.deepEqual(row.slice(0, 2), [scrap[at].station, scrap[at].cause]);
    near(row[2], scrap[at].area_m2, `${row[0]}: ${row[1]}`);
    near(row[3], scrap[at].length_m, `${row[0]}: ${row[1]}`);
  });
  const shares = await tableOf(page, "station-loss");
  assert.deepEqual(
    shares.map((row) => `${row[0]} ${row[1]} ${row[2]}`),
    summary.yield_losses.map((loss) => `${loss.station} ${loss.cause} ${loss.modules.toLocaleString("en-US")}`),
  );
  shares.forEach((row, at) => near(row[4], summary.yield_losses[at].share, row[1]));
  await show(page, url, "efficiency");
  assert.equal(await tile(page, "Median"), percent(summary.aperture_efficiency.median, 2));
  const histogram = await tableOf(page, "histogram");
  assert.equal(
    histogram.reduce((sum, row) => sum + row.slice(2).reduce((part, cell) => part + number(cell), 0), 0),
    summary.modules_made,
    "every module is in the histogram",
  );
  await show(page, url, "line");
  assert.equal(await tile(page, "OEE (SEMI E79)"), percent(summary.oee_e79, 1));
  for (const [at, row] of (await tableOf(page, "oee")).entries())
    near(row[1], summary.stations.filter((station) => station.oee !== null)[at].oee, `OEE of ${row[0]}`);
  const mean = /^([\d.,]+) modules/.exec(await page.$eval("#fig-wip h2", (title) => title.textContent));
  assert.ok(
    Math.abs(number(mean[1]) - summary.flow.wip_mean) <= 0.006 * summary.flow.wip_mean,
    `${mean[1]} modules in the line, the record says ${summary.flow.wip_mean}`,
  );
  const curve = await tableOf(page, "wip");
  const [{ n: uncut }] = query("SELECT count(*) AS n FROM in_process WHERE serial = 0");
  assert.equal(number(curve[curve.length - 1][2]), uncut, "rolls before the cut at the end are those in process");
  const hours = query("SELECT tool, state, sum(ends - begins) / 3.6e9 AS hours FROM states GROUP BY tool, state");
  for (const row of await tableOf(page, "states"))
    for (const { state, hours: wanted } of hours.filter((item) => item.tool === row[0])) {
      assert.ok(
        Math.abs(number(row[state]) - wanted) < 0.02 + 1e-4 * wanted,
        `${row[0]}, state ${state}: ${row[state]} h, the record has ${wanted} h`,
      );
    }
  await show(page, url, "ramp");
  const cost = await tableOf(page, "cost");
  const sum = cost.reduce((all, row) => all + number(row[row.length - 2]), 0);
  assert.ok(Math.abs(sum - summary.cost_usd_per_W) < 1e-4 * sum, `steps cost ${sum}, the summary says ${summary.cost_usd_per_W}`);
  await show(page, url, "losses");
  assert.ok((await page.$eval("#fig-waterfall .quiet", (note) => note.textContent)).includes("add up exactly"));
}

/** What a reader does: arrow keys, a module, an address sent to somebody else, a picture and a file saved. */
async function checkUse(browser, page, url) {
  await show(page, url, "efficiency");
  await page.focus("#fig-histogram .d-chart");
  await page.keyboard.press("ArrowRight");
  assert.match(await page.$eval("#fig-histogram .d-tip", (tip) => tip.textContent), /modules? \(.* · flashes where/);
  await page.evaluate(() => {
    globalThis.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      globalThis.saved.push({ type: blob.type, size: blob.size });
      return make.call(URL, blob);
    };
  });
  for (const button of await page.$$("#fig-histogram .fig-save button")) await button.click();
  await page.waitForFunction(
    () => globalThis.saved.some((blob) => blob.type === "image/png") && globalThis.saved.some((blob) => blob.type === "text/csv"),
  );
  assert.ok((await page.evaluate(() => globalThis.saved.find((blob) => blob.type === "image/png").size)) > 5000);
  await show(page, url, "modules");
  await page.click("#sort-flash\\.aperture_efficiency");
  await page.waitForFunction(() => new URL(location.href).searchParams.get("sort") === "flash.aperture_efficiency");
  await settled(page, "modules");
  const first = await page.$$eval(".modules tbody tr td:nth-child(6)", (cells) => cells.map((cell) => Number(cell.textContent)));
  assert.deepEqual(
    first,
    [...first].sort((a, b) => a - b),
    "the server sorts",
  );
  await page.click("#page-next");
  await page.waitForFunction(() => /^51 to/.test(document.querySelector("#fig-list h2")?.textContent ?? ""));
  await settled(page, "modules");
  await page.click(".modules tbody tr:nth-child(3) .as-link");
  await page.waitForSelector("#fig-module");
  await settled(page, "modules");
  const title = await page.$eval("#fig-module h2", (element) => element.textContent);
  const other = await open(browser);
  await other.goto(page.url());
  await settled(other, "modules");
  assert.equal(await other.$eval("#fig-module h2", (element) => element.textContent), title, "the address is the state");
  assert.match(await other.$eval("#fig-list h2", (element) => element.textContent), /^51 to/);
  await other.close();
}

const queries = { genealogy: "&module=100", web: "&roll=3", compare: given ? "" : "&other=other" };

async function checkViews(browser, url) {
  for (const theme of ["light", "dark"]) {
    const page = await open(browser, { theme });
    for (const view of views) {
      await show(page, url, view, queries[view]);
      assert.ok((await page.$$("figure")).length > 0, `${view} has no chart`);
      for (const finding of await findings(page)) problems.push(`${view}, ${theme}: ${finding}`);
      if (theme === "light") await shoot(page, view, 1500);
      else if (view === "line") await shoot(page, "dark", 1100);
    }
    await page.close();
  }
  const phone = await open(browser, { size: [390, 844] });
  for (const view of views) {
    await show(phone, url, view, queries[view]);
    assert.ok(
      await phone.evaluate(
        () =>
          document.documentElement.scrollWidth <= innerWidth &&
          document.querySelector("#page").scrollWidth <= document.querySelector("#page").clientWidth,
      ),
      `${view} is wider than a phone`,
    );
    if (view === "efficiency" || view === "web") await shoot(phone, `phone-${view}`, 1250);
  }
  await phone.close();
}

const run = given ?? makeRun("run");
if (!given) makeRun("other", "--seed", "7");
const server = await startServer(heliofab, run);
const browser = await launch("--disable-gpu");
try {
  const page = await open(browser);
  await checkFigures(page, server.url, run);
  await checkUse(browser, page, server.url);
  await page.close();
  await checkViews(browser, server.url);
  assert.deepEqual(problems, [], basename(run));
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
