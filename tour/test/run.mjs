// SPDX-License-Identifier: Apache-2.0
// Bundles each test, since node 18 reads no TypeScript, and runs them all.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { esbuild } from "../build.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../.test");
rmSync(out, { recursive: true, force: true });
const tests = readdirSync(here).filter((name) => name.endsWith("_test.ts"));
execFileSync(esbuild(), [...tests, "--bundle", "--platform=node", "--format=esm", "--out-extension:.js=.mjs", `--outdir=${out}`, "--log-level=warning"], { cwd: here, stdio: "inherit" });
const { status } = spawnSync(process.execPath, ["--test", ...tests.map((name) => join(out, name.replace(/\.ts$/, ".mjs")))], { stdio: "inherit" });
process.exit(status ?? 1);
