// SPDX-License-Identifier: Apache-2.0
// Opens the tour of a short run of FAB 2 in Chromium: no message on its console, the guided tour reaches its end, a click on
// a tool and on a module opens their cards, nothing serious for axe in light and dark, and a film has the same bytes twice.
//   node tour_test.mjs HELIOFAB DATA [PICTURES]
// PICTURES is a folder that gets screenshots. Ends with 77, for CTest a test that was skipped, where something is missing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const skipped = 77;
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));
const patience = 240_000; // milliseconds: a busy processor draws some frames a second

function skip(why) {
  console.log(`skipped: ${why}`);
  process.exit(skipped);
}

if (!chromium) skip("no chromium; tools/install-deps installs it");
if (!existsSync(join(root, "tour/dist/index.html"))) skip("no tour/dist; tools/build-tour builds it");
let puppeteer, axe;
try {
  puppeteer = (await import("puppeteer-core")).default;
  axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
} catch {
  skip("no packages in tests/browser/node_modules; tools/install-deps installs them");
}
const { serve } = await import("../../tour/dev/serve.mjs");

const [heliofab, data, pictures] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "heliofab-tour-"));
const problems = [];

async function open(browser, url, { size = [1280, 720], theme = "light", calm = false } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  page.on("console", (message) => problems.push(`${url}: console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`${url}: error: ${error.message}`));
  page.on("request", (request) => {
    if (new URL(request.url()).hostname !== "127.0.0.1") problems.push(`${url}: request of ${request.url()}`);
  });
  await page.setViewport({ width: size[0], height: size[1] });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }, { name: "prefers-reduced-motion", value: calm ? "reduce" : "no-preference" }]);
  await page.goto(url);
  if (!url.includes("film=1")) await page.waitForFunction("globalThis.heliofabTour");
  return page;
}

const shoot = async (page, name) => pictures && page.screenshot({ path: join(pictures, `tour-${name}.png`) });

/** Where a point of the hall is in the window. */
const project = (page, point) => page.evaluate(([x, y, z]) => {
  const { camera } = globalThis.heliofabTour.theatre;
  const seen = camera.position.clone().set(x, y, z).project(camera);
  const box = document.querySelector(".stage").getBoundingClientRect();
  return [box.x + ((seen.x + 1) / 2) * box.width, box.y + ((1 - seen.y) / 2) * box.height];
}, point);

async function cardAfterClick(page, point, heading) {
  const [x, y] = await project(page, point);
  await page.mouse.click(x, y);
  await page.waitForFunction((text) => document.querySelector("#card-title")?.textContent === text, {}, heading);
}

async function checkPicture(page) {
  const { calls, triangles, colours } = await page.evaluate(() => {
    const { frames, theatre } = globalThis.heliofabTour;
    const info = frames(640, 360, "overview", 1);
    const pixels = new Uint8Array(640 * 360 * 4);
    const gl = theatre.renderer.getContext();
    gl.readPixels(0, 0, 640, 360, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return { ...info, colours: new Set(new Uint32Array(pixels.buffer)).size };
  });
  assert.ok(calls < 150, `${calls} draw calls`);
  assert.ok(triangles > 10_000 && triangles < 200_000, `${triangles} triangles`);
  assert.ok(colours > 200, `${colours} colours`);
}

async function checkTool(page) {
  const at = await page.evaluate(() => {
    const station = globalThis.heliofabTour.theatre.stage.layout.stations.find((item) => item.plan.station === "cigs");
    return [station.tools[0].x, 1.2, station.tools[0].z + 0.6];
  });
  await cardAfterClick(page, at, "cigs-1");
  await page.waitForFunction(() => document.querySelectorAll(".panel .chart").length >= 4);
  const text = await page.$eval(".panel", (panel) => panel.textContent);
  for (const wanted of ["states ", "SEMI E79", "cgi", "Settings and their sources"]) assert.ok(text.includes(wanted), `no '${wanted}' in the card`);
  await shoot(page, "station-card");
}

async function checkModule(page) {
  const sheet = await page.waitForFunction(() => globalThis.heliofabTour.theatre.stage.things.sheets.find((item) => item.serial > 0 && item.length > 1));
  const { serial, x, y, z } = await sheet.jsonValue();
  await cardAfterClick(page, [x, y, z], `Module ${serial}`);
  const text = await page.$eval(".panel", (panel) => panel.textContent);
  for (const wanted of ["bin ", "Its way up the line", "Beside it on the web", "flashes ", "cigs-"]) assert.ok(text.includes(wanted), `no '${wanted}' in the card`);
  await shoot(page, "module-card");
}

async function findings(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => `${id}: ${nodes.length} times, first ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
  });
}

async function checkPages(browser, url) {
  const page = await open(browser, url);
  await checkPicture(page);
  await page.goto(`${url}/?view=tour`);
  await page.waitForFunction("globalThis.heliofabTour");
  await page.evaluate(() => globalThis.heliofabTour.seekTour(globalThis.heliofabTour.length - 0.2));
  await page.waitForSelector('.stage[data-tour="ended"]');
  await page.goto(`${url}/?view=station:cigs&paused=1`);
  await page.waitForFunction("globalThis.heliofabTour");
  await checkTool(page);
  const began = await page.evaluate(async () => {
    const answer = await (await fetch(`/api/v1/runs/${(await (await fetch("/api/v1/runs")).json()).runs[0].id}/tables/visits?tool=scribe-1&order=began&limit=1`)).json();
    return answer.rows[0][answer.columns.indexOf("began")];
  });
  await page.goto(`${url}/?view=station:scribe&paused=1&time=${new Date(began / 1000 + 60_000).toISOString().slice(0, 19)}`);
  await page.waitForFunction("globalThis.heliofabTour");
  await checkModule(page);
  await page.close();
  for (const theme of ["light", "dark"]) {
    const seen = await open(browser, `${url}/?selected=tool:cigs-1&view=overview`, { theme, calm: true });
    await seen.waitForSelector("#card-title");
    assert.equal(await seen.$eval(".round", (button) => button.getAttribute("aria-label")), "Play", "nothing moves for whoever asked for less motion");
    for (const finding of await findings(seen)) problems.push(`${theme}: ${finding}`);
    await seen.close();
  }
  const phone = await open(browser, `${url}/?view=tour&at=44&paused=1`, { size: [390, 844] });
  await phone.waitForFunction("globalThis.heliofabTour.info().calls > 0");
  assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page is wider than the phone");
  await shoot(phone, "phone");
  await phone.close();
}

async function filmed(browser, run) {
  const film = mkdtempSync(join(folder, "film-"));
  const { url, close } = await serve({ heliofab, run, film });
  const page = await open(browser, `${url}/?film=1&size=320x180&fps=10&seconds=3&look=plain&format=webm#dev`);
  for (let waited = 0; !existsSync(join(film, "done.json")); waited += 200) {
    assert.ok(!existsSync(join(film, "failed.json")) && waited < patience, "the film failed");
    await new Promise((done) => setTimeout(done, 200));
  }
  await page.close();
  close();
  assert.ok(JSON.parse(readFileSync(join(film, "done.json"))).captions.startsWith("WEBVTT"));
  const bytes = readFileSync(join(film, "film.bin"));
  assert.ok(bytes.length > 20_000, `${bytes.length} bytes`);
  return createHash("sha256").update(bytes).digest("hex");
}

const run = join(folder, "run");
const environment = { ...process.env, HELIOFAB_DATA: data };
process.env.HELIOFAB_DATA = data;
// The first modules leave FAB 2 on its sixth day. A gate that so short a run misses ends `run` with 1.
try {
  execFileSync(heliofab, ["run", join(data, "fabs/fab2-2010.yaml"), "--days", "8", "--out", run], { env: environment, stdio: "ignore" });
} catch (error) {
  if (error.status !== 1) throw error;
}
const browser = await puppeteer.launch({ executablePath: chromium, protocolTimeout: patience,
  args: ["--no-sandbox", "--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist", "--disable-dev-shm-usage"] });
try {
  const { url, close } = await serve({ heliofab, run });
  await checkPages(browser, url);
  close();
  assert.equal(await filmed(browser, run), await filmed(browser, run), "two films of one run differ");
  assert.deepEqual(problems, []);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
