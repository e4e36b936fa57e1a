// SPDX-License-Identifier: Apache-2.0
// Bundles the tour: dist/index.html, dist/assets/app-HASH.js, dist/assets/app-HASH.css. The same sources give the same bytes.
//   node build.mjs [--out FOLDER]
// Uses the esbuild of node_modules or else the system's (Debian has one); nothing is fetched.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const most = 1_200_000; // bytes of the whole page uncompressed: it stands inside the program

export function esbuild() {
  const own = join(here, "node_modules/.bin/esbuild");
  return existsSync(own) ? own : "esbuild";
}

function build(out) {
  rmSync(out, { recursive: true, force: true });
  const common = ["--bundle", "--minify", "--log-level=warning", "--legal-comments=none", "--target=es2022", `--outdir=${out}`,
    "--entry-names=assets/[name]-[hash]"];
  execFileSync(esbuild(), ["src/app.ts", "--format=esm", ...common], { cwd: here, stdio: "inherit" });
  execFileSync(esbuild(), ["src/app.css", ...common], { cwd: here, stdio: "inherit" });
  const assets = readdirSync(join(out, "assets")).sort();
  const named = (end) => `/assets/${assets.find((name) => name.endsWith(end))}`;
  const page = readFileSync(join(here, "src/index.html"), "utf8").replace("APP_CSS", named(".css")).replace("APP_JS", named(".js"));
  writeFileSync(join(out, "index.html"), page);
  const bytes = assets.reduce((sum, name) => sum + readFileSync(join(out, "assets", name)).length, page.length);
  if (bytes > most) throw new Error(`the bundle has ${bytes} bytes, wanted at most ${most}`);
  console.error(`tour: ${assets.map((name) => basename(name)).join(", ")}, ${bytes} bytes`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--out");
  build(at > 0 ? process.argv[at + 1] : join(here, "dist"));
}
