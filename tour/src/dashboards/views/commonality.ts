// SPDX-License-Identifier: Apache-2.0
// What do the bad ones share? Rolls, lanes, products and tools by how much more often bad modules were there than all.
import { figureOf } from "../../answers";
import { h, svg } from "../../dom";
import { capital, percent } from "../../format";
import type { ViewContext } from "../context";
import { evenBlocks, levelsOf, levelsOfTools, rank, type Level, type Ranked, type Totals } from "../data/commonality";
import { bottomAxis, box, fitted, line, text } from "../kit/axes";
import { chart, figure, type Drawing } from "../kit/figure";
import { segments } from "../kit/inputs";
import { count, countOf, linear, ticks } from "../kit/scale";
import type { Mark } from "../kit/tips";

const blocks = 6; // of serial numbers whose ways through the back end are read
const blockSize = 800;

export async function commonalityFigure(context: ViewContext): Promise<HTMLElement> {
  const { state, summary, run, set, signal } = context;
  const rejected = summary.modules_made - summary.modules_good;
  const isLow = (state.get("bad") ?? (rejected >= 20 ? "rejected" : "low")) === "low";
  const p10 = figureOf(summary.aperture_efficiency.p10);
  const filter: Record<string, number> = isLow ? { "flash.aperture_efficiency.to": p10 } : { "flash.is_good": 0 };
  const { levels, totals, sampled } = await levelsFor(context, filter);
  const ranked = rank(levels, totals);
  const first = ranked[0];
  const name = isLow ? "the poorest tenth" : "rejected modules";
  return figure({
    id: "shared",
    isWide: true,
    title: !first
      ? `Too few ${name} to tell what they share`
      : first.low > 1
        ? `${capital(name)}: ${nameOf(first)} is ${first.ratio.toFixed(1)} times as frequent as among all`
        : `Nothing is surely more frequent among ${name}`,
    note: `Share among ${name} over share among all; bars are 99.9 % intervals by counts, for many levels are looked at. Modules of one roll are alike, so look for what stands far out. Tools after the cut: by the ways of ${countOf(sampled, "module")}.`,
    sources: [
      { run: run.id, what: "aggregate", table: "modules", query: { group: "roll", values: "count", join: "flashes", ...filter } },
      { run: run.id, what: "aggregate", table: "passes", query: { group: "roll,tool" } },
      { run: run.id, what: "aggregate", table: "visits", query: { group: "tool" } },
    ],
    controls: [
      segments(
        "bad",
        "Which modules",
        [
          { value: "low", text: `Poorest tenth, up to ${percent(p10, 2)}` },
          { value: "rejected", text: `Rejected, ${count(rejected)}` },
        ],
        isLow ? "low" : "rejected",
        (value) => set({ bad: value }),
      ),
    ],
    table: () => ({
      columns: ["what", "which", "bad", "all", "share of bad", "share of all", "ratio", "low", "high"],
      rows: ranked.map((row) => [row.factor, row.level, row.bad, row.all, row.badShare, row.allShare, row.ratio, row.low, row.high]),
    }),
    body: ranked.length
      ? chart("What bad modules share", signal, (width) => draw(ranked.slice(0, 14), width, (row) => open(context, row)))
      : h("p", { class: "empty" }, "None of the levels has five bad modules."),
  });
}

const nameOf = (row: Level) => (row.factor === "tool" || row.factor === "tool after the cut" ? row.level : `${row.factor} ${row.level}`);

function open({ set }: ViewContext, row: Ranked): void {
  if (row.factor === "roll") set({ view: "web", roll: row.level });
  else if (row.factor === "tool") set({ view: "spc", tool: row.level });
  else if (row.factor === "product") set({ where: `product:${row.level}`, after: undefined });
}

async function levelsFor(
  context: ViewContext,
  filter: Record<string, number>,
): Promise<{ levels: Level[]; totals: (factor: string) => Totals; sampled: number }> {
  const { api, run } = context;
  const ask = (group: string, some: Record<string, number>) =>
    api.aggregate(run.id, "modules", { group, values: "count", join: "flashes", ...some }).then((answer) => answer.rows);
  const factors = ["roll", "lane", "product"];
  const [bad, all, passes, after] = await Promise.all([
    Promise.all(factors.map((factor) => ask(factor, filter))),
    Promise.all(factors.map((factor) => ask(factor, {}))),
    api.aggregate(run.id, "passes", { group: "roll,tool", values: "count" }),
    afterCut(context, filter),
  ]);
  const sum = (rows: (string | number)[][]) => rows.reduce((total, row) => total + Number(row[1]), 0);
  const levels = factors.flatMap((factor, at) => levelsOf(factor, bad[at], all[at]));
  const totals: Totals = { bad: sum(bad[0]), all: sum(all[0]) };
  return {
    levels: [
      ...levels.filter((level) => level.all < totals.all),
      ...levelsOfTools(
        levels.filter((level) => level.factor === "roll"),
        passes.rows,
      ),
      ...after.levels,
    ],
    totals: (factor) => (factor === "tool after the cut" ? { bad: after.bad, all: after.all } : totals),
    sampled: after.all,
  };
}

/**
 * Tools that saw sheets one by one. Their ways are too many to read all: some blocks of serial numbers, evenly over the
 * run, tell the shares of bad ones and of all; a run with fewer modules than that is read whole.
 */
async function afterCut(
  { api, run, summary }: ViewContext,
  filter: Record<string, number>,
): Promise<{ levels: Level[]; bad: number; all: number }> {
  const chosen = evenBlocks(
    1,
    Math.max(1, ...(await api.aggregate(run.id, "modules", { values: "max:serial" })).rows[0].map(Number)),
    summary.modules_made > blocks * blockSize ? blocks : 1,
    blockSize,
  );
  const parts = await Promise.all(
    chosen.map(async ([from, to]) => {
      const [bad, ways] = await Promise.all([
        api.rows<{ serial: number }>(run.id, "modules", {
          columns: "serial",
          join: "flashes",
          "serial.from": from,
          "serial.to": to,
          ...filter,
        }),
        api.rows<{ part: number; tool: string }>(run.id, "visits", { columns: "part,tool", "part.from": from, "part.to": to }),
      ]);
      return { bad: new Set(bad.map((row) => row.serial)), ways };
    }),
  );
  const levels = new Map<string, Level>();
  const parted = new Set<number>();
  for (const { bad, ways } of parts)
    for (const { part, tool } of ways) {
      const level = levels.get(tool) ?? { factor: "tool after the cut", level: tool, bad: 0, all: 0 };
      ++level.all;
      if (bad.has(part)) ++level.bad;
      levels.set(tool, level);
      parted.add(part);
    }
  return { levels: [...levels.values()], bad: parts.reduce((sum, part) => sum + part.bad.size, 0), all: parted.size };
}

function draw(rows: Ranked[], width: number, act: (row: Ranked) => void): Drawing {
  const isNarrow = width < 520;
  const step = isNarrow ? 42 : 28;
  const names = isNarrow ? 0 : 150;
  const height = rows.length * step + 48;
  const element = svg("svg", {});
  const area = { left: names, right: width - (isNarrow ? 70 : 232), top: 2, bottom: height - 44 };
  const most = Math.min(Math.max(2, ...rows.map((row) => row.high)), 3 * Math.max(1, ...rows.map((row) => row.ratio)));
  const x = linear(0, most, area.left, area.right);
  element.append(line(x(1), area.top, x(1), area.bottom, "d-mark"));
  bottomAxis(
    element,
    area,
    x,
    ticks(0, most, 5, (value) => `${value}×`),
    "share among the bad over share among all",
  );
  const marks = rows.map((row, at): Mark => {
    const middle = area.top + at * step + (isNarrow ? 26 : 14);
    const isSure = row.low > 1;
    element.append(
      isNarrow
        ? text(0, middle - 12, fitted(nameOf(row), width), "d-name")
        : text(names - 10, middle + 4, fitted(nameOf(row), names - 10, 6.8), "d-name", "end"),
    );
    element.append(
      box(x(row.low), middle - 4, x(Math.min(most, row.high)) - x(row.low), 8, isSure ? "f-data" : "f-soft"),
      svg("circle", { cx: x(row.ratio), cy: middle, r: 4.5, class: isSure ? "d-dot" : "d-dot open" }),
    );
    element.append(
      text(
        area.right + 12,
        middle + 4,
        isNarrow
          ? `${row.ratio.toFixed(2)}×`
          : `${row.ratio.toFixed(2)}× · ${percent(row.badShare, 0)} of bad, ${percent(row.allShare, 0)} of all`,
        "d-value",
      ),
    );
    return {
      x: x(row.low),
      y: middle - 8,
      w: Math.max(8, x(Math.min(most, row.high)) - x(row.low)),
      h: 16,
      act: () => act(row),
      text: `${row.factor} ${row.level}: ${countOf(row.bad, "bad module")} of ${count(row.all)}; ${row.ratio.toFixed(2)} times as frequent, 99.9 % from ${row.low.toFixed(2)} to ${row.high.toFixed(2)} · modules`,
    };
  });
  return { element, marks, height };
}
