// SPDX-License-Identifier: Apache-2.0
// Pictures of the sections of a report, for docs/report.md: docs/images/report-SECTION.png.
//   node tests/browser/report_images.mjs REPORT.html FOLDER
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./harness.mjs";

const [report, folder] = process.argv.slice(2);
const tallest = 1100; // pixels; a long section shows its beginning
const browser = await launch("--disable-gpu");
const page = await browser.newPage();
await page.setViewport({ width: 980, height: tallest });
await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
await page.goto(pathToFileURL(resolve(report)).href);
for (const section of await page.$$("main > section")) {
  const id = await section.evaluate((element) => element.id);
  const box = await section.boundingBox();
  await page.screenshot({
    path: join(folder, `report-${id}.png`),
    clip: { x: 0, y: box.y, width: 980, height: Math.min(box.height + 12, tallest) },
    captureBeyondViewport: true,
  });
}
await browser.close();
