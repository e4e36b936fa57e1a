// SPDX-License-Identifier: Apache-2.0
// The tour for whoever works on it: serves dist/ and answers the interface of the server from a run folder, by the
// program's own commands (query, show, trace), so that the page can be tried without building the server.
//   node dev/serve.mjs HELIOFAB RUN [--port 8642] [--film FOLDER]
// --film takes what a page films and writes it into FOLDER; the secret is "dev".
import { execFile } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);
const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
// As the server sends it.
const policy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'";

export async function serve({ heliofab, run, port = 0, film }) {
  const answer = makeApi(heliofab, run, film);
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    try {
      if (url.pathname.startsWith("/api/v1/")) return send(response, 200, "application/json", await answer(url, request));
      return sendFile(response, url.pathname);
    } catch (error) {
      const body = JSON.stringify({ diagnostics: [{ code: "E0000", path: url.pathname, message: error.message, note: "" }] });
      return send(response, error.status ?? 500, "application/json", body);
    }
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function send(response, status, type, body) {
  response.writeHead(status, { "content-type": type, "content-security-policy": policy, "cache-control": "no-store" });
  response.end(body);
}

function sendFile(response, path) {
  const file = join(dist, path);
  const isAsset = path.startsWith("/assets/") && existsSync(file);
  const chosen = isAsset ? file : join(dist, "index.html");
  send(response, 200, types[extname(chosen)] ?? "application/octet-stream", readFileSync(chosen));
}

function makeApi(heliofab, run, film) {
  const id = basename(run);
  // `show` ends with 1 where a gate of the plan failed; its figures are there all the same.
  const json = async (...args) => {
    const { stdout } = await execute(heliofab, args, { maxBuffer: 1 << 30 }).catch((error) => (error.code === 1 && error.stdout ? error : Promise.reject(error)));
    return JSON.parse(stdout || "[]");
  };
  const query = (sql) => json("query", run, sql, "--json");
  const text = (value) => `'${String(value).replaceAll("'", "''")}'`;
  const literal = (value) => (/^-?\d+(\.\d+)?$/.test(value) ? value : text(value));
  const name = (value) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(value)) throw Object.assign(new Error(`'${value}' is no name`), { status: 422 });
    return value;
  };

  function filters(parameters) {
    const clauses = [];
    for (const [key, value] of parameters) {
      if (["columns", "order", "limit", "after", "group", "values", "join"].includes(key)) continue;
      const [column, bound] = key.split(".");
      const sign = bound === "from" ? ">=" : bound === "to" ? "<=" : "=";
      clauses.push(`${name(column)} ${sign} ${literal(value)}`);
    }
    return clauses;
  }

  async function table(which, parameters) {
    const columns = parameters.get("columns")?.split(",").map(name) ??
      (await query(`SELECT name FROM pragma_table_info(${text(which)})`)).map((row) => row.name);
    const clauses = filters(parameters);
    const limit = Number(parameters.get("limit") ?? 1000);
    const order = parameters.get("order");
    const by = order ? `${name(order.replace(/^-/, ""))} ${order.startsWith("-") ? "DESC" : "ASC"}, rowid` : "rowid";
    const skip = Number(parameters.get("after") ?? 0);
    const where = clauses.length ? `WHERE ${clauses.join(" AND ")}` : "";
    const rows = await query(`SELECT rowid AS rowid, ${columns.join(", ")} FROM ${name(which)} ${where} ORDER BY ${by} LIMIT ${limit + 1} OFFSET ${skip}`);
    const keys = ["rowid", ...columns];
    const next = rows.length > limit ? skip + limit : null;
    return { table: which, columns: keys, rows: rows.slice(0, limit).map((row) => keys.map((key) => row[key])), next };
  }

  async function aggregate(which, parameters) {
    const groups = (parameters.get("group") ?? "").split(",").filter(Boolean).map((part) => {
      const [column, width] = part.split(":");
      return { as: column, sql: width ? `CAST(floor(${name(column)} * 1.0 / ${Number(width)}) AS INTEGER) * ${Number(width)}` : name(column) };
    });
    const values = (parameters.get("values") ?? "count").split(",").map((part) => {
      const [verb, column] = part.split(":");
      const how = { count: "count", mean: "avg", min: "min", max: "max", sum: "sum" }[verb];
      return { as: column ? `${verb}_${column}` : "count", sql: column ? `${how}(${name(column)})` : "count(*)" };
    });
    const clauses = filters(parameters);
    const from = parameters.get("join") === "flashes" ? `${name(which)} JOIN flashes USING (serial)` : name(which);
    const shown = [...groups, ...values].map(({ sql, as }) => `${sql} AS "${as}"`).join(", ");
    const by = groups.length ? `GROUP BY ${groups.map((_, at) => at + 1).join(", ")} ORDER BY 1` : "";
    const rows = await query(`SELECT ${shown} FROM ${from} ${clauses.length ? `WHERE ${clauses.join(" AND ")}` : ""} ${by}`);
    const columns = [...groups, ...values].map(({ as }) => as);
    return { table: which, columns, rows: rows.map((row) => columns.map((key) => row[key])) };
  }

  async function plant() {
    const [info] = await query("SELECT name, begins, ends FROM run");
    const inputs = await query("SELECT path, value, grade, source, origin, location FROM inputs ORDER BY rowid");
    const tools = await query("SELECT station, tool, min(rowid) AS first FROM states GROUP BY station, tool ORDER BY first");
    const passes = new Set((await query("SELECT DISTINCT station FROM passes")).map((row) => row.station));
    const of = (prefix) => inputs.filter((row) => row.path.startsWith(prefix));
    // In the order in which the plan states them.
    const names = unique(inputs.map((row) => /^fab\.line\.stations\.([^.]+)\./.exec(row.path)?.[1]));
    const stations = names.map((station) => ({
      station, tools: tools.filter((row) => row.station === station).map((row) => row.tool), moves: passes.has(station) ? "web" : "part",
      settings: [...of(`fab.line.stations.${station}.`), ...of(`fab.process.tools.${station}.`), ...(station === "molybdenum" ? of("fab.process.web_width").concat(of("fab.process.aperture_width")) : []), ...recipeOf(station, of)],
    }));
    const products = unique(inputs.map((row) => /^fab\.products\.([^.]+)\./.exec(row.path)?.[1]))
      .map((product) => ({ product, settings: of(`fab.products.${product}.`) }));
    const segments = await query("SELECT DISTINCT segment, product FROM demands");
    return { ...info, stations, products, segments };
  }

  async function runs() {
    const [info] = await query("SELECT name, seed, begins, ends, is_complete, (SELECT count(*) FROM modules) AS modules FROM run");
    return { runs: [{ id, ...info, is_served: true }] };
  }

  const films = film ? makeFilms(film) : undefined;
  const kept = new Map();

  return async (url, request) => {
    const path = url.pathname.slice("/api/v1/".length);
    if (path.startsWith("film/")) return films(path.slice(5), url, request);
    const [, , what, which] = path.split("/");
    const make = path === "runs" ? runs : what === "plant" ? plant : what === "summary" ? () => json("show", run, "--json")
      : what === "modules" ? () => json("trace", run, which, "--json") : what === "aggregate" ? () => aggregate(which, url.searchParams)
      : what === "tables" && which ? () => table(which, url.searchParams) : undefined;
    if (!make) throw Object.assign(new Error(`nothing is at ${url.pathname}`), { status: 404 });
    const key = url.pathname + url.search;
    if (!kept.has(key)) kept.set(key, make().then(JSON.stringify));
    return kept.get(key);
  };
}

// What of the recipe a station carries out.
function recipeOf(station, of) {
  const window = "fab.process.recipe.window.";
  return { cigs: () => of("fab.process.recipe.absorber."), cds: () => of(`${window}cds`), molybdenum: () => of(`${window}mo_`),
    tco: () => [...of(`${window}izno`), ...of(`${window}azo`), ...of(`${window}sheet`)], scribe: () => of("fab.process.scribes."),
    flash: () => of("fab.flash.") }[station]?.() ?? [];
}

const unique = (list) => [...new Set(list.filter(Boolean))];

function makeFilms(folder) {
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, "film.bin"), "w");
  return async (what, url, request) => {
    if (request.headers["x-film"] !== "dev") throw Object.assign(new Error("the secret is wrong"), { status: 403 });
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    if (what === "chunk") writeSync(file, body, 0, body.length, Number(url.searchParams.get("at") ?? 0));
    else {
      console.error(`film: ${what} ${body.toString().slice(0, 200)}`);
      if (what === "done" || what === "failed") {
        closeSync(file);
        writeFileSync(join(folder, `${what}.json`), body);
      }
    }
    return "{}";
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [heliofab, run, ...rest] = process.argv.slice(2);
  const option = (key) => (rest.includes(key) ? rest[rest.indexOf(key) + 1] : undefined);
  const { url } = await serve({ heliofab, run, port: Number(option("--port") ?? 8642), film: option("--film") });
  console.error(`tour: ${url}`);
}
