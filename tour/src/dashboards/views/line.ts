// SPDX-License-Identifier: Apache-2.0
// The line now and over time: what it makes, what it holds, what each tool does, what limits it.
import { figureOf } from "../../answers";
import { duration, e10, moment, number, percent, title } from "../../format";
import type { EventRow } from "../../record/rows";
import type { View, ViewContext } from "../context";
import { answer, grid, tiles } from "../kit/blocks";
import { bars } from "../kit/bars";
import { figure } from "../kit/figure";
import { later } from "../kit/focus";
import { count } from "../kit/scale";
import { eventsOf, madeFigure, wipFigure } from "./flow";
import { timelineFigure } from "./timeline";

export const lineView: View = {
  id: "line",
  title: "Line",
  group: "Plant",
  usesTime: true,
  async draw(context) {
    const { summary, range } = context;
    const [made, events, now] = await Promise.all([madeFigure(context), eventsOf(context), statesAt(context)]);
    const bottleneck = summary.bottleneck ?? "";
    const sentence = bottleneck ? `${title(bottleneck)} limits the line: it stands by least` : "The record has no states of tools";
    return [
      answer(sentence, `${moment(range.from)} to ${moment(range.to)}. ${made.words}`),
      tileRow(context, made.perDay, now),
      grid(
        made.draw(events.marks),
        later("what is in the line", context.signal, () => wipFigure(context, events.marks)),
      ),
      later("states of tools", context.signal, () => timelineFigure(context)),
      grid(oeeFigure(context), eventFigure(context, events.rows)),
    ];
  },
};

function tileRow({ summary, range }: ViewContext, modulesADay: number, now: Map<number, number>): HTMLElement {
  const bottleneck = summary.stations.find((row) => row.station === summary.bottleneck);
  const others = [...now]
    .filter(([state]) => state !== 1)
    .sort((a, b) => b[1] - a[1])
    .map(([state, n]) => `${n} ${e10[state]}`);
  return tiles([
    {
      label: `At ${moment(range.to)}`,
      value: `${now.get(1) ?? 0} of ${[...now.values()].reduce((sum, n) => sum + n, 0)} run`,
      note: others.slice(0, 2).join(", ") || "all tools are productive",
      source: "states",
      isAlarm: (now.get(5) ?? 0) > 0,
    },
    { label: "Modules a day", value: number(modulesADay), note: "in the time shown", source: "flashes" },
    {
      label: "In the line, mean",
      value: number(summary.flow.wip_mean),
      note: `modules; ${duration(summary.flow.cycle_time_mean_s)} from cut to door`,
      source: "summary.flow",
    },
    {
      label: "OEE (SEMI E79)",
      value: percent(figureOf(summary.oee_e79)),
      note: `of the bottleneck, ${summary.bottleneck ?? "none"}`,
      source: "summary.oee_e79",
    },
    {
      label: "Bottleneck busy",
      value: percent(figureOf(bottleneck?.busy_share)),
      note: "of its operations time",
      source: "summary.stations",
    },
    {
      label: "Breakdowns",
      value: count(summary.stations.reduce((sum, row) => sum + row.failures, 0)),
      note: "all tools, with stops for alarms",
      source: "summary.stations",
    },
  ]);
}

/** How many tools are in which state at the last moment that is shown. */
async function statesAt({ api, run, range }: ViewContext): Promise<Map<number, number>> {
  const last = range.to - 1;
  const { rows } = await api.aggregate(run.id, "states", { group: "state", values: "count", "begins.to": last, "ends.from": last + 1 });
  return new Map(rows.map((row) => [Number(row[0]), Number(row[1])]));
}

function oeeFigure({ summary, run, signal }: ViewContext): HTMLElement {
  const list = summary.stations.filter((row) => row.oee !== null);
  const share = (value: number | null) => percent(figureOf(value));
  return figure({
    id: "oee",
    title: `The bottleneck uses ${percent(figureOf(summary.oee_e79))} of all time for good work`,
    note: "Overall equipment efficiency (SEMI E79) of each station, whole run.",
    sources: [{ run: run.id, what: "summary", table: "stations" }],
    table: () => ({
      columns: [
        "station",
        "oee",
        "availability",
        "operational",
        "rate",
        "quality",
        "busy_share",
        "blocked",
        "starved",
        "unscheduled_down",
        "units",
        "failures",
      ],
      rows: list.map((row) => [
        row.station,
        row.oee ?? undefined,
        row.availability ?? undefined,
        row.operational ?? undefined,
        row.rate ?? undefined,
        row.quality ?? undefined,
        row.busy_share ?? undefined,
        row.blocked,
        row.starved,
        row.unscheduled_down,
        row.units,
        row.failures,
      ]),
    }),
    body: bars(
      "Overall equipment efficiency by station",
      signal,
      list.map((row) => ({
        label: `${title(row.station)}${row.station === summary.bottleneck ? ", bottleneck" : ""}`,
        value: share(row.oee),
        parts: [
          {
            value: row.oee ?? 0,
            fill: row.station === summary.bottleneck ? "f-data" : "f-soft",
            text: `${title(row.station)}: OEE ${share(row.oee)} = availability ${share(row.availability)} × operational ${share(row.operational)} × rate ${share(row.rate)} × quality ${share(row.quality)} · summary.stations`,
          },
        ],
      })),
    ),
  });
}

function eventFigure({ run, range, signal }: ViewContext, rows: EventRow[]): HTMLElement {
  const byTool = new Map<string, number>();
  for (const row of rows) if (row.kind === "breakdown" || row.kind === "stopped") byTool.set(row.tool, (byTool.get(row.tool) ?? 0) + 1);
  const list = [...byTool].sort((a, b) => b[1] - a[1]).slice(0, 12);
  const all = [...byTool.values()].reduce((sum, value) => sum + value, 0);
  return figure({
    id: "events",
    title: all ? `${count(all)} breakdowns and stops, most of them of ${list[0][0]}` : "No tool broke down in the time shown",
    note: "Every event of the time shown is in the table.",
    sources: [{ run: run.id, what: "tables", table: "events", query: { "time.from": range.from, "time.to": range.to } }],
    table: () => ({
      columns: ["row", "time", "tool", "kind", "subject", "detail"],
      rows: rows.map((row) => [String(row.rowid), moment(row.time), row.tool, row.kind, row.subject, row.detail]),
    }),
    body: bars(
      "Breakdowns and stops by tool",
      signal,
      list.map(([tool, value]) => ({
        label: tool,
        value: count(value),
        parts: [{ value, fill: "f-data", text: `${tool}: ${count(value)} breakdowns and stops · events where tool = ${tool}` }],
      })),
    ),
  });
}
