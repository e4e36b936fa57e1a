// SPDX-License-Identifier: Apache-2.0
// The card of a station or one of its tools: what it does, how it is set and by whose word, what it did, how well it ran.
import { figureOf } from "../answers";
import type { Api } from "../api";
import { limitsOf } from "../dashboards/data/spc";
import { h } from "../dom";
import { clockTime, day, duration, e10, number, percent, title, us } from "../format";
import type { StationPlan } from "../record/plant";
import type { RunRecord } from "../record/record";
import type { ReadingRow } from "../record/rows";
import { stateSeconds } from "../record/timeline";
import type { PlantView, ToolView } from "../record/view";
import { card, facts, folded, link, part, rowTag, table, type CardContext, type Fact } from "./card";
import { controlChart, shareBars, stateBar } from "./charts";
import { section } from "./sections";
import { meaning } from "./texts";

export function stationCard(api: Api, record: RunRecord, view: PlantView, plan: StationPlan, tool: string | undefined, context: CardContext): HTMLElement {
  const chosen = tool ?? plan.tools[0];
  const about = meaning[plan.kind];
  const waiting = h("p", { class: "quiet" }, "Loading readings …");
  void chartsOf(api, record, chosen).catch((error: Error) => [h("p", { role: "alert" }, `Readings could not be read: ${error.message}`)])
    .then((charts) => waiting.replaceWith(...charts));
  return card(tool ?? title(plan.station), `${about.heading} · station ${record.plant.stations.indexOf(plan) + 1} of ${record.plant.stations.length}`,
    toolTabs(plan, chosen, view, context), facts(nowFacts(view.tools.get(chosen))), rollOrModule(view.tools.get(chosen), context), h("p", {}, about.text), section(plan.kind), states(view, chosen), oee(record, plan), part("Control charts", waiting), settings(plan));
}

function toolTabs(plan: StationPlan, chosen: string, view: PlantView, context: CardContext): HTMLElement {
  return h("div", { class: "tabs", role: "group", "aria-label": "Tools of this station" }, ...plan.tools.map((tool) => {
    const state = view.tools.get(tool)?.state?.state ?? 6;
    return h("button", { type: "button", "aria-pressed": String(tool === chosen), onclick: () => context.select({ kind: "tool", tool }) }, h("span", { class: `lamp lamp-${state}`, "aria-hidden": "true" }), tool);
  }));
}

function nowFacts(tool: ToolView | undefined): (Fact | undefined)[] {
  if (!tool) return [];
  const { state, progress, pass } = tool;
  const row = state && `states ${state.rowid}`;
  return [
    { name: "State", value: state ? `${e10[state.state]}, ${state.reason}` : "no row for this moment", row },
    state && { name: "Since", value: `${clockTime(state.begins)} until ${clockTime(state.ends)}`, row },
    pass && progress && { name: "Roll", value: `${pass.roll}, ${number(progress.position, 4)} m of ${number(progress.length)} m`, row: `passes ${pass.rowid}` },
    pass && { name: "Stops so far in the pass", value: `${pass.stops}, ${duration(pass.stopped_s)} in all`, row: `passes ${pass.rowid}` },
    tool.work.length > 0 ? { name: "In work", value: `${tool.work.length} ${tool.work.length === 1 ? "module" : "modules"}, ${percent(tool.work[0].share, 0)} done`, row: `visits ${tool.work[0].visit.rowid}` } : undefined,
  ];
}

function rollOrModule(tool: ToolView | undefined, context: CardContext): HTMLElement | undefined {
  if (tool?.pass) return link(`Open roll ${tool.pass.roll}`, () => context.select({ kind: "roll", roll: tool.pass!.roll }));
  if (tool && tool.work.length > 0) return h("p", { class: "links" }, ...tool.work.slice(0, 6).map(({ visit }) => link(`Module ${visit.part}`, () => context.select({ kind: "module", serial: visit.part }))));
  return undefined;
}

function states(view: PlantView, tool: string): HTMLElement {
  const timeline = view.day?.states.get(tool) ?? [];
  if (!view.day) return part("States", h("p", { class: "quiet" }, "This day is not loaded yet."));
  const { from, to } = view.day;
  const seconds = stateSeconds(timeline, from, to);
  const reasons = new Map<string, number>();
  for (const row of timeline) {
    const overlap = (Math.min(row.ends, to) - Math.max(row.begins, from)) / us;
    if (overlap > 0) reasons.set(`${e10[row.state]}: ${row.reason}`, (reasons.get(`${e10[row.state]}: ${row.reason}`) ?? 0) + overlap);
  }
  return part(`States of ${day(from)}`, stateBar(timeline, from, to, view.time), legend(seconds),
    folded("By reason", table(["state: reason", "time"], [...reasons].sort((a, b) => b[1] - a[1]).map(([name, time]) => [name, duration(time)]))));
}

function legend(seconds: number[]): HTMLElement {
  return h("ul", { class: "legend" }, ...e10.flatMap((name, code) => (code > 0 && seconds[code] > 0 ? [h("li", {}, h("span", { class: `lamp lamp-${code}`, "aria-hidden": "true" }), `${name} ${duration(seconds[code])}`)] : [])));
}

function oee(record: RunRecord, plan: StationPlan): HTMLElement | undefined {
  const own = record.summary.stations.find((item) => item.station === plan.station);
  if (!own) return undefined;
  const rows: [string, number | null][] = [["OEE", own.oee], ["availability", own.availability], ["operational", own.operational], ["rate", own.rate], ["quality", own.quality]];
  return part("Overall equipment efficiency", shareBars(rows.map(([name, value]) => ({ name, value: value ?? 0, text: percent(figureOf(value)) }))), h("p", { class: "quiet" }, `SEMI E79 over the run; ${number(own.units)} units, ${own.failures} failures. `, rowTag("summary stations")));
}

const mostPoints = 240;

/** The last readings of each quantity behind a tool. */
async function chartsOf(api: Api, record: RunRecord, tool: string): Promise<Node[]> {
  const rows = await api.rows<ReadingRow>(record.id, "readings", { tool, order: "-rowid", limit: 4000 }, 4000);
  if (rows.length === 0) return [h("p", { class: "quiet" }, "No gauge behind this tool has readings in the record.")];
  return [...new Set(rows.map((row) => row.quantity))].slice(0, 5).flatMap((quantity) => {
    const own = rows.filter((row) => row.quantity === quantity).slice(0, mostPoints).reverse();
    const limits = limitsOf(own).sigma > 0 ? ", thin lines three sigma of the tool's own chart" : "; the record has no limits of this chart";
    return [h("h4", {}, `${quantity.replace(/_/g, " ")}, ${own[0].gauge.replace(/_/g, " ")}`), controlChart(own, quantity),
      h("p", { class: "quiet" }, `The last ${own.length} points; dashed the target${limits}. `, rowTag(`readings ${own[0].rowid} to ${own[own.length - 1].rowid}`))];
  });
}

const grades: Record<string, string> = { A: "stated by the source", B: "derived", C: "typical of the literature", D: "our estimate" };

function settings(plan: StationPlan): HTMLElement {
  return folded(`Settings and their sources (${plan.settings.length})`, table(["setting", "value", "grade", "source", "from"], plan.settings.map((item) => [
    item.path.replace(/^fab\./, ""), item.value, h("abbr", { title: grades[item.grade] ?? item.grade }, item.grade || "–"), item.source || "–", item.location || item.origin])));
}

