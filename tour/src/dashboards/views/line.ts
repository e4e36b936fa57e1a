// SPDX-License-Identifier: Apache-2.0
// The line now and over time: what it makes, what it holds, what each tool does, what limits it.
import { h } from "../../dom";
import { duration, moment, number, percent, quantity, title } from "../../format";
import type { View, ViewContext } from "../context";
import { bucketOf, filled, fineBucketOf, perDay, total } from "../data/buckets";
import { figureOf } from "../data/summary";
import { inside, meanInside, type Steps } from "../data/wip";
import { answer, grid, later, tiles } from "../kit/blocks";
import { bars } from "../kit/bars";
import { figure, legend, type Source } from "../kit/figure";
import { count, countOf } from "../kit/scale";
import { series, type SeriesMark } from "../kit/series";
import { rangePatch } from "../state";
import { timelineFigure } from "./timeline";

interface EventRow { rowid: number; time: number; tool: string; kind: string; subject: string; detail: string }

export const lineView: View = {
  id: "line", title: "Line", group: "Plant", usesTime: true,
  async draw(context) {
    const { summary, range } = context;
    const [made, events] = await Promise.all([madeFigure(context), eventsOf(context)]);
    const bottleneck = summary.bottleneck ?? "";
    const sentence = bottleneck ? `${title(bottleneck)} limits the line: it stands by least` : "The record has no states of tools";
    return [answer(sentence, `${moment(range.from)} to ${moment(range.to)}. ${made.words}`), tileRow(context, made.perDay),
      grid(made.draw(events.marks), later("what is in the line", context.signal, () => wipFigure(context))), later("states of tools", context.signal, () => timelineFigure(context)), grid(oeeFigure(context), eventFigure(context, events.rows))];
  },
};

function tileRow({ summary }: ViewContext, modulesADay: number): HTMLElement {
  const bottleneck = summary.stations.find((row) => row.station === summary.bottleneck);
  return tiles([
    { label: "Modules a day", value: number(modulesADay), note: "in the time shown", source: "flashes" },
    { label: "In the line, mean", value: number(summary.flow.wip_mean), note: `modules; ${duration(summary.flow.cycle_time_mean_s)} from cut to door`, source: "summary.flow" },
    { label: "OEE (SEMI E79)", value: percent(figureOf(summary.oee_e79)), note: `of the bottleneck, ${summary.bottleneck ?? "none"}`, source: "summary.oee_e79" },
    { label: "Bottleneck busy", value: percent(figureOf(bottleneck?.busy_share)), note: "of its operations time", source: "summary.stations" },
    { label: "Breakdowns", value: count(summary.stations.reduce((sum, row) => sum + row.failures, 0)), note: "all tools, with stops for alarms", source: "summary.stations" },
  ]);
}

async function madeFigure(context: ViewContext) {
  const { api, run, range, signal, set } = context;
  const width = bucketOf(range.from, range.to);
  const within = { "flashed.from": range.from, "flashed.to": range.to };
  const all = { group: `flashed:${width}`, values: "count", ...within };
  const good = { group: `flashed:${width}`, values: "count,sum:pmax_W", is_good: 1, ...within };
  const [counts, watts] = await Promise.all([api.aggregate(run.id, "flashes", all), api.aggregate(run.id, "flashes", good)]);
  const rows = (table: { rows: (string | number)[][] }, at: number) => table.rows.map((row) => [Number(row[0]), Number(row[at])]);
  const modules = filled(rows(counts, 1), range.from, range.to, width);
  const goodOnes = filled(rows(watts, 1), range.from, range.to, width);
  const power = filled(rows(watts, 2), range.from, range.to, width);
  const rate = perDay(modules.at, modules.values, range.from, range.to, width);
  const powerRate = perDay(power.at, power.values, range.from, range.to, width);
  const days = (range.to - range.from) / 86400e6;
  const mean = total(modules.values) / days;
  const words = `${count(total(modules.values))} modules were flashed, ${count(total(goodOnes.values))} of them good: ${quantity(total(power.values), "W")}.`;
  const zoom = (from: number, to: number) => set(rangePatch(from, to, run.begins, run.ends));
  const draw = (marks: SeriesMark[]) => figure({
    id: "throughput", title: `${number(mean)} modules and ${quantity(total(power.values) / days, "W")} a day`, note: "Drag over the chart to look closer. Triangles are breakdowns and rolls.",
    sources: [{ run: run.id, what: "aggregate", table: "flashes", query: all }, { run: run.id, what: "aggregate", table: "flashes", query: good }],
    legend: legend([["f-data", "modules a day"], ["f-alarm", "breakdown"], ["f-quiet", "roll started or finished"]]),
    table: () => ({ columns: ["from", "modules flashed", "good", "power of good [W]", "modules a day", "power a day [W]"], rows: modules.at.map((at, k) => [moment(at), modules.values[k], goodOnes.values[k], power.values[k], rate[k], powerRate[k]]) }),
    body: series({ label: "Modules flashed a day", x: modules.at, isTime: true, xText: moment, height: 210, from: range.from, to: range.to, isZero: true, marks, zoom,
      lines: [{ label: "a day:", values: rate, colour: "--data", isStepped: true, isFilled: true, text: (value, k) => `${countOf(value, "module")}, ${quantity(powerRate[k], "W")} good` }] }, signal),
  });
  return { words, perDay: mean, draw };
}

async function wipFigure(context: ViewContext): Promise<HTMLElement> {
  const { api, run, range, plant, summary, signal, set } = context;
  const last = [...plant.stations].reverse().find((station) => station.moves === "part" && station.tools.length);
  const width = fineBucketOf(run.begins, run.ends);
  const leaving = { group: `gone:${width}`, values: "count,mean:gone", tool: last?.tools ?? [] };
  const [rolls, gone, mounted] = await Promise.all([api.rows<{ started: number; finished: number; modules: number }>(run.id, "rolls", { columns: "started,finished,modules" }),
    last ? api.aggregate(run.id, "visits", leaving) : Promise.resolve({ table: "visits", columns: [], rows: [] }), api.aggregate(run.id, "passes", { group: "roll", values: "min:started" })]);
  const came: Steps = rolls.map((roll) => [roll.finished, roll.modules]);
  const left: Steps = gone.rows.map((row) => [Number(row[0]) + width, Number(row[1])]);
  const step = fineBucketOf(range.from, range.to);
  const at = filled([], range.from, range.to, step).at;
  const modules = inside(came, left, at);
  const begun: Steps = mounted.rows.map((row) => [Number(row[1]), 1]);
  const web = inside(begun, rolls.map((roll) => [roll.finished, 1] as const), at);
  const mean = meanInside(came, gone.rows.map((row) => [Number(row[2]), Number(row[1])] as const), run.begins, run.ends);
  const sources: Source[] = [{ run: run.id, what: "tables", table: "rolls", query: { columns: "started,finished,modules" } }, { run: run.id, what: "aggregate", table: "visits", query: leaving }, { run: run.id, what: "aggregate", table: "passes", query: { group: "roll", values: "min:started" } }];
  const zoom = (from: number, to: number) => set(rangePatch(from, to, run.begins, run.ends));
  const curve = (label: string, values: number[], height: number, one: string) => series({ label, x: at, isTime: true, xText: moment, height, from: range.from, to: range.to, isZero: true, zoom, lines: [{ label: "", values, colour: "--data", isStepped: true, isFilled: true, text: (value) => countOf(value, one) }] }, signal);
  return figure({
    id: "wip", title: `${number(mean)} modules in the line on average`, note: `From the cut of the roll to the door; the record's own mean is ${number(summary.flow.wip_mean)}. Rolls count from the first tool to the cut.`,
    sources,
    table: () => ({ columns: ["at", "modules after the cut", "rolls before the cut"], rows: at.map((time, k) => [moment(time), modules[k], web[k]]) }),
    body: h("div", {}, h("p", { class: "quiet" }, "modules after the cut"), curve("Modules in the line", modules, 118, "module"), h("p", { class: "quiet" }, "rolls before the cut"), curve("Rolls before the cut", web, 92, "roll")),
  });
}

async function eventsOf({ api, run, range }: ViewContext): Promise<{ rows: EventRow[]; marks: SeriesMark[] }> {
  const rows = await api.rows<EventRow>(run.id, "events", { "time.from": range.from, "time.to": range.to, order: "time" }, 50_000);
  const shown = rows.filter((row) => row.kind !== "shift start" && row.kind !== "shift end" && row.kind !== "repaired");
  // Of many close together one sign is enough; breakdowns before others.
  const step = (range.to - range.from) / 64;
  const taken = new Map<number, EventRow>();
  for (const row of shown) {
    const place = Math.floor(row.time / step);
    if (!taken.has(place) || row.kind === "breakdown") taken.set(place, row);
  }
  const marks = [...taken.values()].map((row): SeriesMark => ({ x: row.time, text: `${row.tool}: ${row.kind} ${row.subject} ${row.detail} · events ${row.rowid}`.replace(/ +/g, " "), shape: "down", colour: row.kind === "breakdown" || row.kind === "stopped" ? "--alarm" : "--ink-quiet" }));
  return { rows, marks };
}

function oeeFigure({ summary, run, signal }: ViewContext): HTMLElement {
  const list = summary.stations.filter((row) => row.oee !== null);
  const share = (value: number | null) => percent(figureOf(value));
  return figure({
    id: "oee", title: `The bottleneck uses ${percent(figureOf(summary.oee_e79))} of all time for good work`, note: "Overall equipment efficiency (SEMI E79) of each station, whole run.",
    sources: [{ run: run.id, what: "summary", table: "stations" }],
    table: () => ({ columns: ["station", "oee", "availability", "operational", "rate", "quality", "busy_share", "blocked", "starved", "unscheduled_down", "units", "failures"], rows: list.map((row) => [row.station, row.oee ?? undefined, row.availability ?? undefined, row.operational ?? undefined, row.rate ?? undefined, row.quality ?? undefined, row.busy_share ?? undefined, row.blocked, row.starved, row.unscheduled_down, row.units, row.failures]) }),
    body: bars("Overall equipment efficiency by station", signal, list.map((row) => ({ label: `${title(row.station)}${row.station === summary.bottleneck ? ", bottleneck" : ""}`, value: share(row.oee), parts: [{ value: row.oee ?? 0, fill: row.station === summary.bottleneck ? "f-data" : "f-soft",
      text: `${title(row.station)}: OEE ${share(row.oee)} = availability ${share(row.availability)} × operational ${share(row.operational)} × rate ${share(row.rate)} × quality ${share(row.quality)} · summary.stations` }] }))),
  });
}

function eventFigure({ run, range, signal }: ViewContext, rows: EventRow[]): HTMLElement {
  const byTool = new Map<string, number>();
  for (const row of rows) if (row.kind === "breakdown" || row.kind === "stopped") byTool.set(row.tool, (byTool.get(row.tool) ?? 0) + 1);
  const list = [...byTool].sort((a, b) => b[1] - a[1]).slice(0, 12);
  const all = [...byTool.values()].reduce((sum, value) => sum + value, 0);
  return figure({
    id: "events", title: all ? `${count(all)} breakdowns and stops, most of them of ${list[0][0]}` : "No tool broke down in the time shown", note: "Every event of the time shown is in the table.",
    sources: [{ run: run.id, what: "tables", table: "events", query: { "time.from": range.from, "time.to": range.to } }],
    table: () => ({ columns: ["row", "time", "tool", "kind", "subject", "detail"], rows: rows.map((row) => [String(row.rowid), moment(row.time), row.tool, row.kind, row.subject, row.detail]) }),
    body: bars("Breakdowns and stops by tool", signal, list.map(([tool, value]) => ({ label: tool, value: count(value), parts: [{ value, fill: "f-data", text: `${tool}: ${count(value)} breakdowns and stops · events where tool = ${tool}` }] }))),
  });
}
