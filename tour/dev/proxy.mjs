// SPDX-License-Identifier: Apache-2.0
// dist/ as it was just built, with the interface of a running server (`heliofab tour RUN`): what one sees is the new page
// with the real answers, and the program need not be built again.
//   node dev/proxy.mjs http://127.0.0.1:8642 [--port 8643]
import { existsSync, readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css" };
// As the server sends it.
const policy = "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'";

export async function proxy(api, port = 0) {
  const server = createServer((request, response) => {
    if (request.url.startsWith("/api/")) return pass(api, request, response);
    const path = new URL(request.url, "http://127.0.0.1").pathname;
    const file = path.startsWith("/assets/") && existsSync(join(dist, path)) ? join(dist, path) : join(dist, "index.html");
    response.writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "content-security-policy": policy,
      "cache-control": "no-store",
    });
    response.end(readFileSync(file));
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function pass(api, request, response) {
  const to = ask(
    new URL(request.url, api),
    { method: request.method, headers: { ...request.headers, host: new URL(api).host } },
    (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    },
  );
  to.on("error", (error) => {
    response.writeHead(502, { "content-type": "application/json" });
    response.end(JSON.stringify({ diagnostics: [{ code: "E0000", message: error.message }] }));
  });
  request.pipe(to);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf("--port");
  const { url } = await proxy(process.argv[2], at > 0 ? Number(process.argv[at + 1]) : 8643);
  console.error(`tour: ${url}/dashboards`);
}
