// SPDX-License-Identifier: Apache-2.0
// Numbers and times as people read them. Times are microseconds of the plant's clock, shown without any time zone.

export const us = 1e6; // microseconds in a second
export const minuteUs = 60 * us;
export const hourUs = 60 * minuteUs;
export const dayUs = 24 * hourUs;
export const um = 1e-6; // metres in a micrometre

const prefixes: [number, string][] = [[1e9, "G"], [1e6, "M"], [1e3, "k"], [1, ""], [1e-3, "m"], [1e-6, "µ"], [1e-9, "n"]];

/** Three significant digits, never in powers of ten, thousands apart: 12300 -> "12,300". */
export function number(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)) + 1e-12));
  return value.toLocaleString("en-US", { minimumFractionDigits: Math.min(decimals, 6), maximumFractionDigits: Math.min(decimals, 6) });
}

/** With a prefix of the unit: quantity(5340, "W") -> "5.34 kW". */
export function quantity(value: number, unit: string, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const [factor, prefix] = value === 0 ? [1, ""] : (prefixes.find(([limit]) => size >= limit) ?? prefixes[prefixes.length - 1]);
  return `${number(value / factor, digits)} ${prefix}${unit}`;
}

/** A fraction in points: 0.105 -> "10.5". */
export function points(fraction: number, decimals = 1): string {
  return (100 * fraction).toFixed(decimals);
}

/** A fraction as per cent: 0.105 -> "10.5 %". */
export function percent(fraction: number, decimals = 1): string {
  return Number.isFinite(fraction) ? `${points(fraction, decimals)} %` : "–";
}

/** A change with its sign: 0.105 -> "+10.5 %". */
export function signedPercent(fraction: number, digits: number): string {
  return `${fraction > 0 ? "+" : ""}${Number((100 * fraction).toPrecision(digits))} %`.replace("-", "−");
}

export const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number) => String(value).padStart(2, "0");

interface Parts { year: number; month: number; day: number; hour: number; minute: number; second: number }

/** Year to second of a moment. */
export function parts(time: number): Parts {
  const date = new Date(Math.floor(time / 1000));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), hour: date.getUTCHours(),
    minute: date.getUTCMinutes(), second: date.getUTCSeconds() };
}

/** One number for each month of the calendar, the next one for the month after. */
export function monthOf(time: number): number {
  const { year, month } = parts(time);
  return 12 * year + month;
}

/** "May 2010" of such a number. */
export function monthText(month: number): string {
  return `${months[month % 12]} ${Math.floor(month / 12)}`;
}

/** "12 May 2010". */
export function day(time: number): string {
  const at = parts(time);
  return `${at.day} ${months[at.month]} ${at.year}`;
}

/** "14:05:09". */
export function clockTime(time: number, withSeconds = true): string {
  const at = parts(time);
  return `${two(at.hour)}:${two(at.minute)}${withSeconds ? `:${two(at.second)}` : ""}`;
}

/** "12 May 2010 14:05". */
export function moment(time: number): string {
  return `${day(time)} ${clockTime(time, false)}`;
}

/** As in the address bar: "2010-05-12T14:05:09". */
export function iso(time: number): string {
  const at = parts(time);
  return `${at.year}-${two(at.month + 1)}-${two(at.day)}T${clockTime(time)}`;
}

/** The moment of such a text, with a space for its T as well; or undefined. */
export function parseIso(text: string): number | undefined {
  const milliseconds = Date.parse(`${text.replace(" ", "T")}Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds * 1000;
}

/** "2 h 05 min", "45 s". */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  if (seconds < 90) return `${number(seconds, 2)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min` : `${number(minutes / 1440, 2)} days`;
}

/** The names of SEMI E10 for the codes of the table `states`. */
export const e10 = ["", "productive", "standby", "engineering", "scheduled down", "unscheduled down", "non-scheduled"];

/** "rejected modules" -> "Rejected modules". */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// Names that are abbreviations or formulas.
const spellings: Record<string, string> = { cigs: "CIGS", cds: "CdS", tco: "TCO" };

/** "molybdenum" -> "Molybdenum", "half_done" -> "Half done". */
export function title(text: string): string {
  return spellings[text.toLowerCase()] ?? capital(text.replace(/[_-]/g, " "));
}

/** The number in front of a value as the plan writes it, in SI where the unit is one of these; else NaN. */
export function parseQuantity(text: string): number {
  const match = /^\s*([-+0-9.eE]+)\s*(.*?)\s*(\[.*\])?\s*$/.exec(text);
  if (!match) return Number.NaN;
  const factor = unitFactors[match[2]];
  return factor === undefined ? Number.NaN : Number(match[1]) * factor;
}

// Units that the tour needs to draw by; others are only shown as text.
const unitFactors: Record<string, number> = {
  "": 1, "m": 1, "cm": 0.01, "mm": 1e-3, "um": 1e-6, "nm": 1e-9, "m2": 1, "m/min": 1 / 60, "m/s": 1, "mm/s": 1e-3,
  "s": 1, "min": 60, "h": 3600, "%": 0.01,
};
