// SPDX-License-Identifier: Apache-2.0
// What the line makes and holds, over time, with what happened.
import { h } from "../../dom";
import { dayUs, moment, number, quantity } from "../../format";
import type { EventRow } from "../../record/rows";
import type { ViewContext } from "../context";
import { bucketOf, filled, fineBucketOf, perDay, total } from "../data/buckets";
import { inside, meanInside, type Steps } from "../data/wip";
import { figure, legend, type Source } from "../kit/figure";
import { count, countOf } from "../kit/scale";
import { series, type SeriesMark } from "../kit/series";
import { rangePatch } from "../state";

async function readMade({ api, run, range }: ViewContext) {
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
  return { all, good, modules, goodOnes, power, rate, powerRate };
}

export async function madeFigure(context: ViewContext) {
  const { run, range, signal, set } = context;
  const { all, good, modules, goodOnes, power, rate, powerRate } = await readMade(context);
  const days = (range.to - range.from) / dayUs;
  const mean = total(modules.values) / days;
  const words = `${count(total(modules.values))} modules were flashed, ${count(total(goodOnes.values))} of them good: ${quantity(total(power.values), "W")}.`;
  const zoom = (from: number, to: number) => set(rangePatch(from, to, run.begins, run.ends));
  const draw = (marks: SeriesMark[]) =>
    figure({
      id: "throughput",
      title: `${number(mean)} modules and ${quantity(total(power.values) / days, "W")} a day`,
      note: "Drag over the chart to look closer. Triangles are breakdowns and rolls.",
      sources: [
        { run: run.id, what: "aggregate", table: "flashes", query: all },
        { run: run.id, what: "aggregate", table: "flashes", query: good },
      ],
      legend: legend([
        ["f-data", "modules a day"],
        ["f-alarm", "breakdown"],
        ["f-quiet", "roll started or finished"],
      ]),
      table: () => ({
        columns: ["from", "modules flashed", "good", "power of good [W]", "modules a day", "power a day [W]"],
        rows: modules.at.map((at, k) => [moment(at), modules.values[k], goodOnes.values[k], power.values[k], rate[k], powerRate[k]]),
      }),
      body: series(
        {
          label: "Modules flashed a day",
          x: modules.at,
          isTime: true,
          xText: moment,
          height: 210,
          from: range.from,
          to: range.to,
          isZero: true,
          marks,
          zoom,
          lines: [
            {
              label: "a day:",
              values: rate,
              colour: "--data",
              isStepped: true,
              isFilled: true,
              text: (value, k) => `${countOf(value, "module")}, ${quantity(powerRate[k], "W")} good`,
            },
          ],
        },
        signal,
      ),
    });
  return { words, perDay: mean, draw };
}

async function readWip({ api, run, range, plant }: ViewContext) {
  const last = [...plant.stations].reverse().find((station) => station.moves === "part" && station.tools.length);
  const width = fineBucketOf(run.begins, run.ends);
  const leaving = { group: `gone:${width}`, values: "count,mean:gone", tool: last?.tools ?? [] };
  // Rolls that are not cut yet have no row in `rolls` or `passes`, but an event when they began.
  const started = { columns: "time", kind: "roll started" };
  const [rolls, gone, mounted] = await Promise.all([
    api.rows<{ started: number; finished: number; modules: number }>(run.id, "rolls", { columns: "started,finished,modules" }),
    last ? api.aggregate(run.id, "visits", leaving) : Promise.resolve({ table: "visits", columns: [], rows: [] }),
    api.rows<{ time: number }>(run.id, "events", started),
  ]);
  const came: Steps = rolls.map((roll) => [roll.finished, roll.modules]);
  const left: Steps = gone.rows.map((row) => [Number(row[0]) + width, Number(row[1])]);
  const step = fineBucketOf(range.from, range.to);
  const at = filled([], range.from, range.to, step).at;
  const modules = inside(came, left, at);
  const begun: Steps = mounted.map((row) => [row.time, 1]);
  const web = inside(
    begun,
    rolls.map((roll) => [roll.finished, 1] as const),
    at,
  );
  const mean = meanInside(
    came,
    gone.rows.map((row) => [Number(row[2]), Number(row[1])] as const),
    run.begins,
    run.ends,
  );
  const sources: Source[] = [
    { run: run.id, what: "tables", table: "rolls", query: { columns: "started,finished,modules" } },
    { run: run.id, what: "aggregate", table: "visits", query: leaving },
    { run: run.id, what: "tables", table: "events", query: started },
  ];
  return { at, modules, web, mean, sources };
}

export async function wipFigure(context: ViewContext, marks: SeriesMark[]): Promise<HTMLElement> {
  const { run, range, summary, signal, set } = context;
  const { at, modules, web, mean, sources } = await readWip(context);
  const zoom = (from: number, to: number) => set(rangePatch(from, to, run.begins, run.ends));
  const curve = (label: string, values: number[], height: number, one: string, over: SeriesMark[] = []) =>
    series(
      {
        label,
        x: at,
        isTime: true,
        xText: moment,
        height,
        from: range.from,
        to: range.to,
        isZero: true,
        marks: over,
        zoom,
        lines: [{ label: "", values, colour: "--data", isStepped: true, isFilled: true, text: (value) => countOf(value, one) }],
      },
      signal,
    );
  return figure({
    id: "wip",
    title: `${number(mean)} modules in the line on average over the run`,
    note: `From the cut of the roll to the door; the record's own mean is ${number(summary.flow.wip_mean)}. Rolls count from the first tool to the cut.`,
    sources,
    table: () => ({
      columns: ["at", "modules after the cut", "rolls before the cut"],
      rows: at.map((time, k) => [moment(time), modules[k], web[k]]),
    }),
    body: h(
      "div",
      {},
      h("p", { class: "quiet" }, "modules after the cut"),
      curve("Modules in the line", modules, 122, "module", marks),
      h("p", { class: "quiet" }, "rolls before the cut"),
      curve("Rolls before the cut", web, 92, "roll"),
    ),
  });
}

export async function eventsOf({ api, run, range }: ViewContext): Promise<{ rows: EventRow[]; marks: SeriesMark[] }> {
  const rows = await api.rows<EventRow>(run.id, "events", { "time.from": range.from, "time.to": range.to, order: "time" }, 50_000);
  const shown = rows.filter((row) => row.kind !== "shift start" && row.kind !== "shift end" && row.kind !== "repaired");
  // Of many close together one sign is enough; breakdowns before others.
  const step = (range.to - range.from) / 64;
  const taken = new Map<number, EventRow>();
  for (const row of shown) {
    const place = Math.floor(row.time / step);
    if (!taken.has(place) || row.kind === "breakdown") taken.set(place, row);
  }
  const marks = [...taken.values()].map((row): SeriesMark => ({
    x: row.time,
    text: `${row.tool}: ${row.kind} ${row.subject} ${row.detail} · events ${row.rowid}`.replace(/ +/g, " "),
    shape: "down",
    colour: row.kind === "breakdown" || row.kind === "stopped" ? "--alarm" : "--ink-quiet",
  }));
  return { rows, marks };
}
