// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError, openApi } from "../src/api";

function fake(answers: Record<string, unknown>, asked: string[] = []): typeof fetch {
  return (async (input: string | URL | Request) => {
    asked.push(String(input));
    const body = answers[String(input)];
    return new Response(JSON.stringify(body ?? { diagnostics: [{ code: "E9404", message: "no such table", path: "", note: "" }] }), { status: body ? 200 : 404 });
  }) as typeof fetch;
}

test("rows are objects by column, over all pages", async () => {
  const asked: string[] = [];
  const api = openApi("/api/v1", fake({
    "/api/v1/runs/a%20b/tables/rolls?limit=50000&roll=1": { table: "rolls", columns: ["rowid", "roll"], rows: [[1, 7]], next: 1 },
    "/api/v1/runs/a%20b/tables/rolls?limit=50000&roll=1&after=1": { table: "rolls", columns: ["rowid", "roll"], rows: [[2, 8]], next: null },
  }, asked));
  assert.deepEqual(await api.rows("a b", "rolls", { roll: 1 }), [{ rowid: 1, roll: 7 }, { rowid: 2, roll: 8 }]);
  assert.equal(asked.length, 2);
});

test("a small page is asked for where few rows are wanted", async () => {
  const asked: string[] = [];
  const api = openApi("", fake({ "/runs/r/tables/events?limit=1": { table: "events", columns: ["rowid"], rows: [[5]], next: 5 } }, asked));
  assert.deepEqual(await api.rows("r", "events", { limit: 1 }, 1), [{ rowid: 5 }]);
  assert.equal(asked.length, 1);
});

test("what the server says of a request becomes the error's message", async () => {
  const api = openApi("", fake({}));
  await assert.rejects(api.table("r", "nothing"), (error: ApiError) => error.status === 404 && error.message === "no such table [E9404]");
});
