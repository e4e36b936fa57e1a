// SPDX-License-Identifier: Apache-2.0
// Where the web went: rows of `web_totals` as a Pareto of causes and as what is left station by station. Pure.

export interface BookRow {
  fate: string;
  station: string;
  cause: string;
  length_m: number;
  area_m2: number;
}

export type BookUnit = "area_m2" | "length_m";

export interface Loss {
  station: string;
  cause: string;
  amount: number;
  other: number;
  share: number;
  cumulated: number;
}

/** Scrap by station and cause, the largest first; shares are of all scrap. */
export function pareto(rows: readonly BookRow[], unit: BookUnit): Loss[] {
  const other: BookUnit = unit === "area_m2" ? "length_m" : "area_m2";
  const scrap = rows.filter((row) => row.fate === "scrap" && row[unit] > 0).sort((a, b) => b[unit] - a[unit]);
  const all = scrap.reduce((sum, row) => sum + row[unit], 0);
  let cumulated = 0;
  return scrap.map((row) => {
    cumulated += row[unit] / all;
    return { station: row.station, cause: row.cause, amount: row[unit], other: row[other], share: row[unit] / all, cumulated };
  });
}

export interface FlowStep {
  name: string;
  kind: "in" | "scrap" | "in process" | "good";
  amount: number;
  left: number;
}

/** From web begun to good modules, stations in the order of the line: what each takes, and what is left after it. */
export function webFlow(rows: readonly BookRow[], stations: readonly string[], unit: BookUnit): FlowStep[] {
  const begun = rows.reduce((sum, row) => sum + row[unit], 0);
  const of = (fate: string, station?: string) =>
    rows.filter((row) => row.fate === fate && (station === undefined || row.station === station)).reduce((sum, row) => sum + row[unit], 0);
  const names = [...new Set([...rows.map((row) => row.station).filter((name) => !stations.includes(name)), ...stations])];
  // What is no station of the plan: the web as supplied comes first, the cut stands where rolls end.
  const order = [
    ...names.filter((name) => name === "web"),
    ...placed(
      names.filter((name) => name !== "web"),
      stations,
    ),
  ];
  const steps: FlowStep[] = [{ name: "web begun", kind: "in", amount: begun, left: begun }];
  let left = begun;
  const take = (name: string, kind: FlowStep["kind"], amount: number) => {
    if (!(amount > 0)) return;
    left -= amount;
    steps.push({ name, kind, amount, left });
  };
  for (const station of order) take(station, "scrap", of("scrap", station));
  take("in process", "in process", of("in process"));
  steps.push({ name: "good modules", kind: "good", amount: of("good"), left: of("good") });
  return steps;
}

function placed(names: readonly string[], stations: readonly string[]): string[] {
  const others = names.filter((name) => !stations.includes(name));
  const at = stations.indexOf("tco") + 1 || stations.length; // rolls are cut behind the last coater
  return [...stations.slice(0, at), ...others, ...stations.slice(at)];
}
