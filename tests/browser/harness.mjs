// SPDX-License-Identifier: Apache-2.0
// What tests in Chromium share: the browser and the packages, or a word on what is missing; the program's own server; a page
// that nothing escapes from; what axe finds.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** Milliseconds: a busy processor draws some frames a second. */
export const patience = 240_000;

const skipped = 77; // for CTest

/** Ends the test as one that was skipped. */
export function skip(why) {
  console.log(`skipped: ${why}; tools/install-deps --tests installs it`);
  process.exit(skipped);
}

const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file)) ?? skip("no chromium");
let puppeteer, axe;
try {
  puppeteer = (await import("puppeteer-core")).default;
  axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
} catch {
  skip("no packages in tests/browser/node_modules");
}

/** A browser without a window; `flags` say how it draws. */
export const launch = (...flags) =>
  puppeteer.launch({
    executablePath: chromium,
    protocolTimeout: patience,
    args: ["--no-sandbox", "--disable-dev-shm-usage", ...flags],
  });

/** Standard output of the program; a gate that so short a run misses ends `run` and `show` with 1. */
export function heliofabSays(heliofab, ...words) {
  try {
    return execFileSync(heliofab, words, { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] }).toString();
  } catch (error) {
    if (error.status !== 1) throw error;
    return error.stdout.toString();
  }
}

/** Starts `heliofab tour RUN`; resolves with its address, and how to end it. */
export async function startServer(heliofab, run) {
  const server = spawn(heliofab, ["tour", run, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  const url = await new Promise((done, failed) => {
    let text = "";
    const hear = (bytes) => {
      text += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text);
      if (found) done(found[0]);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("exit", () => failed(new Error(`the server ended: ${text}`)));
  });
  return { url, close: () => server.kill() };
}

/** Of what the page itself or its server has. */
function isOwn(address) {
  const { protocol, hostname } = new URL(address);
  return hostname === "127.0.0.1" || protocol === "blob:" || protocol === "data:";
}

/** A page whose messages, errors and requests that it `mayAsk` not become `problems`. */
export async function newPage(browser, problems, { size = [1280, 720], theme = "light", calm = false, mayAsk = isOwn } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  page.on("console", (message) => problems.push(`${page.url()}: console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`${page.url()}: error: ${error.message}`));
  page.on("request", (request) => {
    if (!mayAsk(request.url())) problems.push(`${page.url()}: request of ${request.url()}`);
  });
  await page.setViewport({ width: size[0], height: size[1] });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: theme },
    { name: "prefers-reduced-motion", value: calm ? "reduce" : "no-preference" },
  ]);
  return page;
}

/** Serious and critical findings of axe, a line each. */
export async function findings(page) {
  // A page's policy lets no script in but its own; the debugger is not bound by it.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.length} times, first ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
  });
}
