// SPDX-License-Identifier: Apache-2.0
// Remembers answers while a run is looked at: a view drawn anew for another choice asks for nothing twice.
import type { Api } from "../api";

const most = 80; // answers

/** The same interface; `forget` when the run has gone on. */
export function cached(api: Api): { api: Api; forget(): void } {
  const answers = new Map<string, Promise<unknown>>();
  const ask = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = answers.get(key);
    if (known) return known as Promise<T>;
    const answer = make();
    answers.set(key, answer);
    // An answer that failed may come the next time.
    answer.catch(() => answers.delete(key));
    for (const old of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(old);
    }
    return answer;
  };
  const own: Api = {
    ...api,
    runs: () => ask("runs", () => api.runs()),
    summary: (run) => ask(`summary ${run}`, () => api.summary(run)),
    plant: (run) => ask(`plant ${run}`, () => api.plant(run)),
    table: (run, table, query) => ask(`table ${run} ${table} ${JSON.stringify(query)}`, () => api.table(run, table, query)),
    rows: (run, table, query, limit) =>
      ask(`rows ${run} ${table} ${JSON.stringify(query)} ${limit}`, () => api.rows(run, table, query, limit)),
    aggregate: (run, table, query) => ask(`aggregate ${run} ${table} ${JSON.stringify(query)}`, () => api.aggregate(run, table, query)),
    module: (run, serial) => ask(`module ${run} ${serial}`, () => api.module(run, serial)),
    ramp: (run) => ask(`ramp ${run}`, () => api.ramp(run)),
    diff: (run, other) => ask(`diff ${run} ${other}`, () => api.diff(run, other)),
  };
  return { api: own, forget: () => answers.clear() };
}
