// SPDX-License-Identifier: Apache-2.0
// The query string is the state of the dashboards: run, view, moments and whatever a view lets one choose.
import { iso, minuteUs, parseIso } from "../format";

export type Patch = Record<string, string | number | undefined>;

export interface DashState {
  get(key: string): string | undefined;
  number(key: string): number | undefined;
}

export function readDashState(search: string): DashState {
  const query = new URLSearchParams(search);
  const get = (key: string) => query.get(key) ?? undefined;
  return {
    get,
    number: (key) => {
      const text = get(key);
      return text !== undefined && text !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;
    },
  };
}

// Of every view; other keys belong to one and are left behind when another is opened.
const shared = ["run", "time", "view", "from", "to"];

/** The query with some keys set, or removed where undefined; another view keeps only what all views share. */
export function patched(search: string, patch: Patch): string {
  const query = new URLSearchParams(search);
  if (patch.view !== undefined && patch.view !== query.get("view"))
    for (const key of [...query.keys()]) if (!shared.includes(key)) query.delete(key);
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || value === "") query.delete(key);
    else query.set(key, String(value));
  }
  const text = query.toString().replace(/%3A/g, ":").replace(/%2C/g, ",");
  return text ? `?${text}` : "";
}

/** The stretch of time that is looked at, within the run; the whole run where the address has none. */
export function rangeOf(state: DashState, begins: number, ends: number): { from: number; to: number; isWhole: boolean } {
  const from = Math.max(begins, parseIso(state.get("from") ?? "") ?? begins);
  const to = Math.min(ends, parseIso(state.get("to") ?? "") ?? ends);
  return from < to ? { from, to, isWhole: from === begins && to === ends } : { from: begins, to: ends, isWhole: true };
}

/** What to write for such a stretch; never shorter than a minute, nothing for the whole run. */
export function rangePatch(from: number, to: number, begins: number, ends: number): Patch {
  const least = minuteUs;
  const middle = (from + to) / 2;
  const [low, high] = to - from < least ? [middle - least / 2, middle + least / 2] : [from, to];
  return { from: low > begins ? iso(low) : undefined, to: high < ends ? iso(high) : undefined };
}
