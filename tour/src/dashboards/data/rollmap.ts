// SPDX-License-Identifier: Apache-2.0
// A roll as it lay on the line: modules, what gave none, and what a gauge did not expect; many rolls stacked. Pure.
import { um } from "../../format";

export interface PlacedModule {
  serial: number;
  from: number;
  to: number;
  lane: number;
  value: number;
  bin: string;
  isGood: boolean;
  cause: string;
  rowid: number;
}

export interface PlacedScrap {
  from: number;
  to: number;
  station: string;
  cause: string;
  area: number;
  rowid: number;
}

export interface Property {
  id: string;
  name: string;
  column: string;
  unit: string;
  factor: number;
  decimals: number;
}

/** What a map can show of modules; factor turns the record's number into the unit that is shown. */
export const properties: Property[] = [
  { id: "efficiency", name: "Efficiency", column: "flash.aperture_efficiency", unit: "%", factor: 100, decimals: 2 },
  { id: "thickness", name: "CIGS thickness", column: "thickness_um", unit: "µm", factor: 1, decimals: 3 },
  { id: "cgi", name: "CGI", column: "cgi", unit: "", factor: 1, decimals: 4 },
  { id: "ggi", name: "GGI", column: "ggi", unit: "", factor: 1, decimals: 4 },
  { id: "cds", name: "CdS thickness", column: "cds_nm", unit: "nm", factor: 1, decimals: 1 },
  { id: "tco", name: "Front contact", column: "tco_ohm_sq", unit: "Ω/sq", factor: 1, decimals: 2 },
  { id: "mo", name: "Back contact", column: "mo_ohm_sq", unit: "Ω/sq", factor: 1, decimals: 3 },
  { id: "shunt", name: "Shunt conductance", column: "shunt_S_m2", unit: "S/m²", factor: 1, decimals: 2 },
  { id: "voc", name: "Voc", column: "flash.voc_V", unit: "V", factor: 1, decimals: 2 },
  { id: "ff", name: "Fill factor", column: "flash.fill_factor", unit: "%", factor: 100, decimals: 2 },
  { id: "bin", name: "Bin", column: "flash.aperture_efficiency", unit: "%", factor: 100, decimals: 2 },
];

export function propertyOf(id: string | undefined): Property {
  return properties.find((property) => property.id === id) ?? properties[0];
}

export function propertyText(property: Property, value: number): string {
  return Number.isFinite(value)
    ? `${(value * property.factor).toFixed(property.decimals)}${property.unit ? ` ${property.unit}` : ""}`
    : "–";
}

/** Limits of a colour scale that a few strays do not stretch: from the 2nd to the 98th of a hundred. */
export function robustRange(values: readonly number[]): [number, number] {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  if (!sorted.length) return [0, 1];
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const [low, high] = [at(0.02), at(0.98)];
  return low < high ? [low, high] : [low - Math.abs(low) * 0.01 - 1e-9, high + Math.abs(high) * 0.01 + 1e-9];
}

export interface RollGrid {
  rolls: number[];
  columns: number;
  width: number;
  values: Float32Array;
}

/** Rows [roll, lower edge of position, mean, mean length in um]: a line a roll, NaN where no module is. */
export function rollGrid(rows: readonly (readonly (string | number)[])[], width: number): RollGrid {
  const rolls = [...new Set(rows.map((row) => Number(row[0])))].sort((a, b) => a - b);
  const line = new Map(rolls.map((roll, at) => [roll, at]));
  const ends = (row: readonly (string | number)[]) =>
    Math.max(Math.round(Number(row[1]) / width) + 1, Math.floor((Number(row[1]) + Number(row[3] ?? 0) * um) / width));
  const columns = rows.reduce((most, row) => Math.max(most, ends(row)), 1);
  const values = new Float32Array(rolls.length * columns).fill(Number.NaN);
  // A module longer than a place fills those behind it, unless the next one begins there.
  const fill = (row: readonly (string | number)[], from: number, to: number) => {
    for (let at = from; at < to; ++at) values[line.get(Number(row[0]))! * columns + at] = Number(row[2]);
  };
  for (const row of rows) fill(row, Math.round(Number(row[1]) / width), ends(row));
  for (const row of rows) fill(row, Math.round(Number(row[1]) / width), Math.round(Number(row[1]) / width) + 1);
  return { rolls, columns, width, values };
}

/** Width of a place [m] so that rolls times places stay below what the server groups. */
export function placeWidth(rolls: number, length: number, most = 18_000): number {
  const places = Math.max(20, Math.min(300, Math.floor(most / Math.max(1, rolls))));
  const width = length / places;
  return [0.5, 1, 2, 3, 5, 10, 20, 50, 100].find((candidate) => candidate >= width) ?? width;
}

/** Things that touch a stretch of web. */
export function touching<Thing extends { from: number; to: number }>(things: readonly Thing[], from: number, to: number): Thing[] {
  return things.filter((thing) => thing.from < to && thing.to > from);
}
