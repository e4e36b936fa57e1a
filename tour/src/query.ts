// SPDX-License-Identifier: Apache-2.0
// The query string is the state of the tour: whoever opens the link sees the same moment from the same place.
import { iso, parseIso } from "./format";

export interface TourState {
  run?: string;
  time?: number;
  speed?: number;
  isPaused?: boolean;
  /** `overview`, `walk`, `tour`, `station:cigs`, `market:space`. */
  view?: string;
  /** `station:cigs`, `tool:cigs-2`, `module:1234`, `roll:17`, `market:space`. */
  selected?: string;
  look?: "plain" | "high";
  /** Seconds of the guided tour. */
  at?: number;
}

const finite = (text: string | null): number | undefined =>
  text !== null && text !== "" && Number.isFinite(Number(text)) ? Number(text) : undefined;

export function readState(search: string): TourState {
  const query = new URLSearchParams(search);
  const look = query.get("look");
  const time = query.get("time");
  return {
    run: query.get("run") ?? undefined,
    time: time ? parseIso(time) : undefined,
    speed: finite(query.get("speed")),
    isPaused: query.get("paused") === "1" || undefined,
    view: query.get("view") ?? undefined,
    selected: query.get("selected") ?? undefined,
    look: look === "plain" || look === "high" ? look : undefined,
    at: finite(query.get("at")),
  };
}

export function writeState(state: TourState): string {
  const query = new URLSearchParams();
  const put = (key: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") query.set(key, String(value));
  };
  put("run", state.run);
  put("time", state.time === undefined ? undefined : iso(state.time));
  put("speed", state.speed);
  put("paused", state.isPaused ? 1 : undefined);
  put("view", state.view);
  put("at", state.at === undefined ? undefined : Math.round(state.at));
  put("selected", state.selected);
  put("look", state.look);
  // Colons of `station:cigs` and of times need no escape in a query, and links stay readable.
  const text = query.toString().replace(/%3A/g, ":");
  return text ? `?${text}` : "";
}
