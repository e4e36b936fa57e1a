// SPDX-License-Identifier: Apache-2.0
// Opens the tour of a short run of FAB 2 in Chromium: no message on its console, the guided tour reaches its end, a click on
// a tool and on a module opens their cards, nothing serious for axe in light and dark, and a film has the same bytes twice.
//   node tour_test.mjs HELIOFAB DATA [PICTURES]
// PICTURES is a folder that gets screenshots. Ends with 77, for CTest a test that was skipped, where something is missing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findings, heliofabSays, launch, newPage, startServer } from "./harness.mjs";

const [heliofab, data, pictures] = process.argv.slice(2);
process.env.HELIOFAB_DATA = data;
const folder = mkdtempSync(join(tmpdir(), "heliofab-tour-"));
const problems = [];

async function open(browser, url, options) {
  const page = await newPage(browser, problems, options);
  await page.goto(url);
  await page.waitForFunction("globalThis.heliofabTour");
  return page;
}

/** A time of the plant [us] as addresses of the page have it. */
const isoText = (time) => new Date(time / 1000).toISOString().slice(0, 19);

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
  await page.goto(`${url}/?view=station:scribe&paused=1&time=${isoText(began + 60_000_000)}`);
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

/** Changes the store of a run, which the program itself never does. */
function alter(run, sql) {
  const script = "import sqlite3, sys; store = sqlite3.connect(sys.argv[1]); store.execute(sys.argv[2]); store.commit()";
  execFileSync("python3", ["-c", script, join(run, "run.sqlite"), sql]);
}

/** Pixels of the first CIGS tool and its lamp at a moment, and what its card says. */
async function toolAt(browser, url, time) {
  const page = await open(browser, `${url}/?selected=tool:cigs-1&paused=1&time=${isoText(time)}`, { calm: true });
  await page.waitForSelector("#card-title");
  const pixels = await page.evaluate((time) => {
    const { theatre } = globalThis.heliofabTour;
    const { x, z } = theatre.stage.layout.stations.find((item) => item.plan.station === "cigs").tools[0];
    theatre.resize(320, 180);
    theatre.render({ time, stage: 0, pose: { eye: [x - 5, 3, z + 7], look: [x, 1.6, z], fov: 44 }, pace: 1 });
    const bytes = new Uint8Array(320 * 180 * 4);
    const gl = theatre.renderer.getContext();
    gl.readPixels(0, 0, 320, 180, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
    return Array.from(new Uint32Array(bytes.buffer));
  }, time);
  const card = await page.$eval(".panel", (panel) => panel.textContent);
  await page.close();
  return { pixels, card };
}

const differing = (a, b) => a.filter((pixel, at) => pixel !== b[at]).length;

/** What is drawn is the record: another state in one row is another picture, and the row as it was the picture as it was. */
async function checkAltered(browser, url, run) {
  const [{ rowid, begins }] = JSON.parse(
    heliofabSays(heliofab, "query", run, "SELECT rowid, begins FROM states WHERE tool = 'cigs-1' AND state = 1 AND ends - begins > 600000000 LIMIT 1", "--json"),
  );
  const time = Number(begins) + 300_000_000;
  const before = await toolAt(browser, url, time);
  assert.ok(before.card.includes("roductive"), before.card);
  alter(run, `UPDATE states SET state = 5 WHERE rowid = ${rowid}`);
  const down = await toolAt(browser, url, time);
  assert.ok(differing(before.pixels, down.pixels) > 200, "a tool that is down looks as one that works");
  assert.ok(down.card.includes("nscheduled down"), down.card);
  alter(run, `UPDATE states SET state = 1 WHERE rowid = ${rowid}`);
  assert.equal(differing(before.pixels, (await toolAt(browser, url, time)).pixels), 0, "the same record gives the same picture");
}

function filmed(run, name) {
  const film = join(folder, name);
  heliofabSays(heliofab, "tour", run, "--video", film, "--size", "320x180", "--fps", "10", "--seconds", "3", "--look", "plain");
  const bytes = readFileSync(film);
  assert.ok(bytes.length > 20_000, `${bytes.length} bytes`);
  assert.ok(readFileSync(film.replace(".webm", ".vtt"), "utf8").startsWith("WEBVTT"));
  return createHash("sha256").update(bytes).digest("hex");
}

// The first modules leave FAB 2 on its sixth day.
const run = join(folder, "run");
heliofabSays(heliofab, "run", join(data, "fabs/fab2-2010.yaml"), "--days", "8", "--out", run);
const server = await startServer(heliofab, run);
const browser = await launch("--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist");
try {
  await checkPages(browser, server.url);
  await checkAltered(browser, server.url, run);
  await browser.close();
  assert.equal(filmed(run, "first.webm"), filmed(run, "second.webm"), "two films of one run differ");
  assert.deepEqual(problems, []);
} finally {
  await browser.close();
  server.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
