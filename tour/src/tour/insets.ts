// SPDX-License-Identifier: Apache-2.0
// What a shot shows beside the picture: figures and small charts of the run, each with the rows it was read from.
import { number, percent, quantity, um, us } from "../format";
import type { RunRecord } from "../record/record";
import { histogram } from "../record/modules";
import { lastBefore } from "../record/timeline";
import type { ReadingRow } from "../record/rows";
import type { PlantView, ToolView } from "../record/view";
import { exampleOf } from "../scene/markets/index";
import { curve, dot, fill, panel, rule, shade, spread, text, type Box, type Ink } from "./draw";
import { interconnect } from "./interconnect";
import { ivCurve } from "./iv";
import type { Hero } from "./moments";
import type { Take } from "./path";

/** All that insets may show; loaded before the first frame. */
export interface Story { record: RunRecord; hero?: Hero; readings: ReadingRow[] }

interface Context { ink: Ink; story: Story; view: PlantView; take: Take; tool?: ToolView; box: Box }

type Draw = (context: Context) => string;

export function drawInset(ink: Ink, story: Story, view: PlantView, take: Take): void {
  const draw = take.cue.shot.inset ? drawings[take.cue.shot.inset] : undefined;
  if (!draw) return;
  const s = ink.scale;
  const [w, h] = [Math.min(336 * s, ink.width - 32 * s), 178 * s];
  const isUpright = ink.height > ink.width;
  // Slides in with its shot and never jumps.
  const shown = Math.min(1, Math.max(0, (take.age - 0.25) / 0.5));
  const box: Box = { x: ink.width - w - (isUpright ? 16 : 28) * s + (1 - shown) * 40 * s, y: (isUpright ? 16 : 28) * s, w, h };
  ink.to.save();
  ink.to.globalAlpha = shown;
  panel(ink, box);
  const tool = [...view.tools.values()].find((item) => item.tool === take.cue.tool) ?? [...view.tools.values()].find((item) => item.station.kind === take.cue.shot.anchor);
  const rows = draw({ ink, story, view, take, tool, box });
  text(ink, rows, box.x + 14 * s, box.y + h - 10 * s, { size: 10.5, colour: shade.quiet, most: w - 28 * s });
  ink.to.restore();
}

/** The heading of a panel, large figure and its unit; returns where the chart may begin. */
function head({ ink, box }: Context, label: string, figure: string, note = ""): Box {
  const s = ink.scale;
  text(ink, label, box.x + 14 * s, box.y + 22 * s, { size: 12, colour: shade.quiet, most: box.w - 28 * s });
  const wide = text(ink, figure, box.x + 14 * s, box.y + 49 * s, { size: 24, weight: 600 });
  if (note) text(ink, note, box.x + 22 * s + wide, box.y + 49 * s, { size: 12, colour: shade.quiet, most: box.w - wide - 40 * s });
  return { x: box.x + 14 * s, y: box.y + 62 * s, w: box.w - 28 * s, h: box.h - 92 * s };
}

const drawings: Record<string, Draw> = {
  web(context) {
    const { tool, story } = context;
    const progress = tool?.progress;
    const chart = head(context, `Roll ${tool?.pass?.roll ?? story.hero?.module.roll ?? "–"} on ${tool?.tool ?? "its tool"}`, progress ? `${number(progress.position, 4)} m` : "–", progress ? `of ${number(progress.length)} m through` : "");
    bar(context, chart, progress?.share ?? 0, "the roll");
    return rowsOf(tool?.pass && `passes ${tool.pass.rowid}`, tool?.state && `states ${tool.state.rowid}`, tool?.roll?.row && `rolls ${tool.roll.row.rowid}`);
  },
  metal: (context) => strip(context, "mo_ohm_sq", "Sheet resistance of the back contact, four point probe", (value) => `${number(value)} Ω/sq`),
  buffer: (context) => strip(context, "cds_nm", "Thickness of the buffer, by transmission", (value) => `${number(value)} nm`),
  window: (context) => strip(context, "azo_um", "Thickness of the ZnO:Al, by transmission", (value) => quantity(value * um, "m")),
  absorber(context) {
    const { story, ink, tool } = context;
    const s = ink.scale;
    const position = tool?.progress?.position ?? story.hero?.module.position_m ?? 0;
    const cgi = along(story, "cgi");
    const ggi = along(story, "ggi");
    const last = cgi[Math.max(0, lastBefore(cgi, position, (row) => row.position_m))];
    const chart = head(context, "Composition by X-ray fluorescence, down the roll", last ? `CGI ${last.value.toFixed(3)}` : "CGI –", last ? `target ${last.target.toFixed(2)}` : "");
    const length = tool?.progress?.length ?? 300;
    for (const [rows, colour, name, at] of [[cgi, shade.second, "Cu / (Ga + In)", 0], [ggi, shade.line, "Ga / (Ga + In)", 1]] as const) {
      const band: Box = { ...chart, y: chart.y + (at * chart.h) / 2 + 2 * s, h: chart.h / 2 - 6 * s };
      const scale = spread(rows.map((row) => row.value), 0.02);
      if (rows[0]) level(ink, band, rows[0].target, scale);
      curve(ink, band, rows.map((row) => [row.position_m / length, row.value]), scale, colour, 1.4);
      text(ink, name, band.x + 2 * s, band.y + 9 * s, { size: 10, colour });
    }
    marker(ink, chart, position / length);
    return rowsOf(last && `readings ${last.rowid}`, tool?.pass && `passes ${tool.pass.rowid}`);
  },
  interconnect,
  cut(context) {
    const row = context.story.record.rolls.find((item) => item.roll === context.story.hero?.module.roll)?.row;
    const chart = head(context, `Roll ${row?.roll ?? "–"} cut`, row ? `${row.modules} modules` : "–", row ? `from ${number(row.cut_m)} of ${number(row.length_m)} m` : "");
    bar(context, chart, row ? row.cut_m / row.length_m : 0);
    return rowsOf(row && `rolls ${row.rowid}`);
  },
  press(context) {
    const { tool } = context;
    const chart = head(context, `${tool?.tool ?? "laminator"}, this cycle`, `${tool?.work.length ?? 0} modules`, tool?.work[0] ? `${percent(tool.work[0].share, 0)} done` : "");
    bar(context, chart, tool?.work[0]?.share ?? 0);
    return rowsOf(tool?.work[0] && `visits ${tool.work[0].visit.rowid}`);
  },
  flash(context) {
    const { ink, story, view } = context;
    const s = ink.scale;
    const flash = view.time >= (story.hero?.flash.flashed ?? Infinity) ? story.hero?.flash : undefined;
    if (!flash || !story.hero) {
      head(context, `Module ${story.hero?.module.serial ?? "–"} under the lamps`, "…");
      return rowsOf(story.hero && `modules ${story.hero.module.rowid}`);
    }
    const chart = head(context, `Module ${flash.serial}, ${percent(flash.aperture_efficiency)} of its aperture`, `${number(flash.pmax_W)} W`, `bin ${flash.bin}`);
    const left: Box = { ...chart, w: chart.w * 0.56 };
    const grown = Math.min(1, (view.time - flash.flashed) / (0.7 * us));
    const points = ivCurve({ isc: flash.isc_A, voc: flash.voc_V, imp: flash.imp_A, vmp: flash.vmp_V }, 60, grown);
    rule(ink, left.x, left.y, left.x, left.y + left.h);
    rule(ink, left.x, left.y + left.h, left.x + left.w, left.y + left.h);
    curve(ink, left, points.map(([v, i]) => [v / flash.voc_V, i]), { low: 0, high: flash.isc_A * 1.08 }, shade.line, 2);
    if (grown >= flash.vmp_V / flash.voc_V) dot(ink, left.x + (left.w * flash.vmp_V) / flash.voc_V, left.y + left.h * (1 - flash.imp_A / (flash.isc_A * 1.08)), 3.5, shade.second);
    text(ink, `${number(flash.isc_A)} A`, left.x + 4 * s, left.y + 24 * s, { size: 10, colour: shade.quiet });
    text(ink, `${number(flash.voc_V)} V`, left.x + left.w, left.y + left.h - 4 * s, { size: 10, colour: shade.quiet, align: "right" });
    bars(context, { ...chart, x: chart.x + chart.w * 0.64, w: chart.w * 0.36 }, flash.aperture_efficiency);
    return rowsOf(`flashes ${flash.rowid}`, `modules ${story.hero.module.rowid}`);
  },
  shipped(context) {
    const { view } = context;
    const chart = head(context, "Flashed today, until now", `${view.good.flashed} modules`, `${quantity(view.good.watts, "W")} of them good`);
    bars(context, chart);
    const flash = view.day && view.day.flashes[Math.max(0, lastBefore(view.day.flashes, view.time, (row) => row.flashed))];
    return rowsOf(flash && `flashes up to ${flash.rowid}`);
  },
  product(context) {
    const { story, take, ink } = context;
    const segment = take.cue.shot.anchor.slice(7);
    const row = exampleOf(segment, story.record);
    const s = ink.scale;
    const chart = head(context, `Made for ${segment}${row && row.product !== segment ? `: ${row.product}` : ""}`, row ? quantity(row.pmax_W, "W") : "–", row ? `${percent(row.aperture_efficiency)}, ${row.cells} cells in series` : "");
    const plan = story.record.plant.products.find((item) => item.product === row?.product);
    const size = plan ? `${number(plan.length)} m by ${number(story.record.plant.apertureWidth)} m of aperture` : "";
    text(ink, size, chart.x, chart.y + 16 * s, { size: 12.5 });
    const demand = [...story.record.demands].reverse().find((item) => item.segment === segment && item.month <= context.view.time);
    if (demand) text(ink, `${quantity(demand.demand_W, "W")} ordered, ${quantity(demand.shipped_W, "W")} shipped this month`, chart.x, chart.y + 38 * s, { size: 12.5, most: chart.w });
    return rowsOf(row && `modules ${row.rowid}`, demand && `demands ${demand.rowid}`);
  },
  waterfall(context) {
    const { ink, story, box } = context;
    const s = ink.scale;
    const losses = story.record.summary.efficiency_losses ?? [];
    const left = losses[losses.length - 1];
    text(ink, "Where the light of the median module goes", box.x + 14 * s, box.y + 22 * s, { size: 12, colour: shade.quiet });
    const chart: Box = { x: box.x + 14 * s, y: box.y + 34 * s, w: box.w - 28 * s, h: box.h - 64 * s };
    const top = losses[0]?.efficiency ?? 0.34;
    const wide = chart.w / Math.max(1, losses.length);
    losses.forEach((item, at) => {
      const y = (value: number) => chart.y + chart.h * (1 - value / top);
      const whole = at === 0 || at === losses.length - 1;
      const from = whole ? item.efficiency : item.efficiency + item.loss;
      const to = whole ? 0 : item.efficiency;
      const shown = Math.min(1, Math.max(0, context.take.age * 1.6 - at * 0.12));
      fill(ink, { x: chart.x + at * wide + s, y: y(from), w: wide - 2 * s, h: Math.max(1, (y(to) - y(from)) * shown) }, whole ? shade.line : shade.second);
    });
    if (left) text(ink, `${percent(left.efficiency)} left of ${percent(top)}`, chart.x + chart.w, chart.y + 12 * s, { size: 14, weight: 600, align: "right" });
    return rowsOf(losses.length > 0 && `losses 1 to ${losses.length}`);
  },
};

const rowsOf = (...rows: (string | false | undefined)[]): string => {
  const list = rows.filter(Boolean);
  return list.length > 0 ? `from ${list.join(" · ")}` : "not in the record";
};

function along(story: Story, quantityName: string): ReadingRow[] {
  return story.readings.filter((row) => row.quantity === quantityName);
}

/** Readings of one quantity down the hero's roll, with where the web is now. */
function strip(context: Context, name: string, label: string, show: (value: number) => string): string {
  const { ink, story, tool } = context;
  const rows = along(story, name);
  const length = tool?.progress?.length ?? 300;
  const position = tool?.progress?.position ?? 0;
  const last = rows[Math.max(0, lastBefore(rows, Math.max(position, rows[0]?.position_m ?? 0), (row) => row.position_m))];
  const chart = head(context, label, last ? show(last.value) : "–", last ? `target ${show(last.target)}` : "");
  if (rows.length > 1) {
    const scale = spread([...rows.map((row) => row.value), rows[0].target], Math.abs(rows[0].target) * 0.04);
    level(ink, chart, rows[0].target, scale);
    curve(ink, chart, rows.map((row) => [row.position_m / length, row.value]), scale, shade.line, 1.5);
    marker(ink, chart, position / length);
  } else bar(context, chart, tool?.progress?.share ?? 0, "the roll");
  return rowsOf(last && `readings ${last.rowid}`, tool?.pass && `passes ${tool.pass.rowid}`);
}

function level(ink: Ink, box: Box, value: number, scale: { low: number; high: number }): void {
  const y = box.y + box.h * (1 - (value - scale.low) / (scale.high - scale.low));
  rule(ink, box.x, y, box.x + box.w, y, shade.faint, 1, [4, 4]);
}

function marker(ink: Ink, box: Box, share: number): void {
  const x = box.x + Math.min(1, Math.max(0, share)) * box.w;
  rule(ink, x, box.y, x, box.y + box.h, "rgba(255,255,255,0.65)", 1.2);
  dot(ink, x, box.y, 3, "#ffffff");
}

function bar({ ink }: Context, box: Box, share: number, of = ""): void {
  const s = ink.scale;
  fill(ink, { ...box, y: box.y + 14 * s, h: 10 * s }, shade.faint);
  fill(ink, { ...box, y: box.y + 14 * s, h: 10 * s, w: box.w * Math.min(1, Math.max(0, share)) }, shade.line);
  if (of) text(ink, `${percent(share, 1)} of ${of}`, box.x, box.y + 46 * s, { size: 12, colour: shade.quiet });
}

/** Modules by efficiency, of the day so far. */
function bars({ ink, view }: Context, box: Box, mark?: number): void {
  const s = ink.scale;
  const [low, width, classes] = [0.08, 0.0025, 18];
  const counts = histogram(view.day?.flashes ?? [], view.time, low, width, classes);
  const most = Math.max(1, ...counts);
  counts.forEach((count, at) => {
    const here = mark !== undefined && Math.floor((mark - low) / width) === at;
    const height = (box.h - 14 * s) * (count / most);
    fill(ink, { x: box.x + (at * box.w) / classes, y: box.y + box.h - 14 * s - height, w: box.w / classes - s, h: Math.max(height, s) }, here ? shade.second : shade.line);
  });
  text(ink, percent(low, 0), box.x, box.y + box.h, { size: 10, colour: shade.quiet });
  text(ink, percent(low + width * classes, 1), box.x + box.w, box.y + box.h, { size: 10, colour: shade.quiet, align: "right" });
}
