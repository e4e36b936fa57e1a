// SPDX-License-Identifier: Apache-2.0
// Questions whose answer may have too many groups: wider buckets until they fit.
import { ApiError, type Api, type Query, type Table } from "../api";

/** Asks with a width of buckets; doubles it while the server finds too many groups. */
export async function aggregateFitted(
  api: Api,
  run: string,
  table: string,
  width: number,
  query: (width: number) => Query,
): Promise<{ answer: Table; width: number; query: Query }> {
  for (let tries = 0; ; ++tries) {
    try {
      return { answer: await api.aggregate(run, table, query(width)), width, query: query(width) };
    } catch (error) {
      if (tries === 8 || !(error instanceof ApiError) || error.status !== 422) throw error;
      width *= 2;
    }
  }
}
