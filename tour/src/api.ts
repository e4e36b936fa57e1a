// SPDX-License-Identifier: Apache-2.0
// The JSON interface of the server: one function a route, typed. Times are whole microseconds of the plant's clock.
import type { Difference, Ramp, Summary, Trace } from "./answers";

export type Value = string | number;

export interface RunInfo {
  id: string;
  name: string;
  seed: string | number;
  begins: number;
  ends: number;
  is_complete: boolean | number;
  modules: number;
  is_served: boolean;
  /** Whether `heliofab ramp` wrote a ramp.json beside it. */
  has_ramp: boolean;
}

export interface Setting {
  path: string;
  value: string;
  grade: string;
  source: string;
  origin: string;
  location: string;
}

export interface PlantInfo {
  name: string;
  begins: number;
  ends: number;
  stations: { station: string; tools: string[]; moves: "web" | "part"; settings: Setting[] }[];
  products: { product: string; settings: Setting[] }[];
  segments: { segment: string; product: string }[];
}

export interface Table {
  table: string;
  columns: string[];
  rows: Value[][];
  next?: string | number | null;
}

export interface Diagnostic { code: string; message: string; /** What to do about it. */ note: string | null }

/** What a request could not answer; `message` is for people, `diagnostics` are the server's own. */
export class ApiError extends Error {
  constructor(message: string, readonly status: number, readonly diagnostics: Diagnostic[] = []) {
    super(message);
  }
}

/** A list asks for rows with any of its values. */
export type Query = Record<string, string | number | (string | number)[] | undefined>;

export interface Api {
  runs(): Promise<RunInfo[]>;
  summary(run: string): Promise<Summary>;
  plant(run: string): Promise<PlantInfo>;
  /** One page of a table. */
  table(run: string, table: string, query?: Query): Promise<Table>;
  /** All pages of a table, at most `most` rows. */
  rows<Row>(run: string, table: string, query?: Query, most?: number): Promise<Row[]>;
  aggregate(run: string, table: string, query: Query): Promise<Table>;
  module(run: string, serial: number): Promise<Trace>;
  /** The bands of the run's ramp.json. */
  ramp(run: string): Promise<Ramp>;
  /** What differs between two runs, with confidence. */
  diff(run: string, other: string): Promise<Difference>;
  post(path: string, body: BodyInit, headers?: Record<string, string>): Promise<void>;
}

export function queryText(query: Query): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).map((one) => [key, one] as const));
  const text = pairs.filter(([, value]) => value !== undefined).map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`).join("&");
  return text ? `?${text}` : "";
}

/** Rows as objects, keys as the columns: `{rowid: 1, station: "cigs", ...}`. */
function records<Row>(table: Table): Row[] {
  return table.rows.map((row) => Object.fromEntries(row.map((value, at) => [table.columns[at], value])) as Row);
}

export function openApi(base = "/api/v1", fetcher: typeof fetch = fetch): Api {
  async function ask<T>(path: string): Promise<T> {
    const response = await fetcher(base + path, { headers: { accept: "application/json" } });
    if (!response.ok) throw await failure(response);
    return (await response.json()) as T;
  }
  const at = (run: string) => `/runs/${encodeURIComponent(run)}`;
  const table = (run: string, name: string, query: Query = {}) => ask<Table>(`${at(run)}/tables/${name}${queryText(query)}`);

  async function rows<Row>(run: string, name: string, query: Query = {}, most = 200_000): Promise<Row[]> {
    const all: Row[] = [];
    let after: string | number | undefined;
    do {
      // 50000 is the most that a page may hold.
      const page = await table(run, name, { limit: 50_000, ...query, after });
      all.push(...records<Row>(page));
      after = page.next ?? undefined;
    } while (after !== undefined && all.length < most);
    return all;
  }

  return {
    runs: async () => (await ask<{ runs: RunInfo[] }>("/runs")).runs,
    summary: (run) => ask(`${at(run)}/summary`),
    plant: (run) => ask(`${at(run)}/plant`),
    table,
    rows,
    aggregate: (run, name, query) => ask(`${at(run)}/aggregate/${name}${queryText(query)}`),
    module: (run, serial) => ask(`${at(run)}/modules/${serial}`),
    ramp: (run) => ask(`${at(run)}/ramp`),
    diff: (run, other) => ask(`${at(run)}/diff/${encodeURIComponent(other)}`),
    post: async (path, body, headers = {}) => {
      const response = await fetcher(base + path, { method: "POST", body, headers });
      if (!response.ok) throw await failure(response);
    },
  };
}

async function failure(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { diagnostics?: Diagnostic[] };
  const diagnostics = body.diagnostics ?? [];
  const text = diagnostics.map((item) => `${item.message} [${item.code}]`).join("; ");
  return new ApiError(text || `the server answered ${response.status}`, response.status, diagnostics);
}
