// SPDX-License-Identifier: Apache-2.0
// Maps of the web: all rolls stacked, one of them as it lay on the line, a module of it.
import { percent, quantity, um } from "../../format";
import { aggregateFitted } from "../ask";
import type { AlarmRow, RollRow, ScrapRow } from "../../record/rows";
import type { View, ViewContext } from "../context";
import {
  placeWidth,
  properties,
  propertyOf,
  propertyText,
  robustRange,
  rollGrid,
  touching,
  type PlacedModule,
  type PlacedScrap,
  type Property,
} from "../data/rollmap";
import { answer, empty, tiles } from "../kit/blocks";
import { figure, type Source } from "../kit/figure";
import { later } from "../kit/focus";
import { button, choice, options, segments } from "../kit/inputs";
import { count, countOf } from "../kit/scale";
import { moduleCard } from "./card";
import { rollBody, scaleLegend, type RollPicture } from "./rollpicture";
import { stackBody } from "./stack";

export const webView: View = {
  id: "web",
  title: "Web maps",
  group: "Quality",
  async draw(context) {
    const { api, run, state } = context;
    const rolls = await api.rows<RollRow>(run.id, "rolls");
    if (!rolls.length) return [answer("No roll has been cut yet"), empty("The table rolls has no rows.")];
    const property = propertyOf(state.get("prop"));
    const roll = rolls.find((row) => row.roll === state.number("roll")) ?? rolls[rolls.length - 1];
    const picture = await rollPicture(context, roll, property);
    const serial = state.number("module");
    const rejected = picture.modules.filter((item) => !item.isGood).length;
    return [
      answer(
        `Roll ${roll.roll}: ${countOf(roll.modules, "module")} from ${percent(roll.cut_m / roll.length_m)} of its web`,
        `${rejected ? countOf(rejected, "module was rejected", "modules were rejected") : "No module was rejected"}; ${countOf(picture.alarms.length, "alarm")} of the control charts.`,
      ),
      controls(context, rolls, roll, property),
      tiles([
        {
          label: "Web",
          value: `${roll.length_m.toFixed(0)} m`,
          note: `${quantity(roll.width_m, "m")} wide`,
          source: `rolls where roll = ${roll.roll}`,
        },
        { label: "Cut", value: `${roll.cut_m.toFixed(2)} m`, source: "rolls.cut_m" },
        { label: "Scrap", value: `${roll.scrap_m.toFixed(2)} m`, note: percent(roll.scrap_m / roll.length_m), source: "rolls.scrap_m" },
        { label: "Modules", value: count(roll.modules), note: `${picture.lanes} across`, source: "rolls.modules" },
      ]),
      rollFigure(context, roll, property, picture),
      ...(serial === undefined ? [] : [later(`module ${serial}`, context.signal, () => moduleCard(context, serial))]),
      later("all rolls", context.signal, () => stackFigure(context, rolls, roll.roll, property)),
    ];
  },
};

function controls({ set }: ViewContext, rolls: RollRow[], roll: RollRow, property: Property): HTMLElement {
  const at = rolls.indexOf(roll);
  const to = (step: number) => () => set({ roll: rolls[at + step].roll, mfrom: undefined, mto: undefined, module: undefined });
  const row = document.createElement("div");
  row.className = "row";
  row.append(
    button("roll-before", "‹", to(-1), at === 0),
    choice(
      "roll",
      "Roll",
      options(
        rolls.map((item) => item.roll),
        (text) => `roll ${text}`,
      ),
      String(roll.roll),
      (value) => set({ roll: value, mfrom: undefined, mto: undefined, module: undefined }),
    ),
    button("roll-after", "›", to(1), at === rolls.length - 1),
    choice(
      "prop",
      "Property",
      properties.map(({ id, name }) => ({ value: id, text: name })),
      property.id,
      (value) => set({ prop: value }),
    ),
  );
  row.querySelector("#roll-before")!.setAttribute("aria-label", "The roll before");
  row.querySelector("#roll-after")!.setAttribute("aria-label", "The roll after");
  return row;
}

const columnsOf = (property: Property) =>
  [...new Set(["serial", "position_m", "length_um", "lane", "flash.bin", "flash.is_good", "flash.cause", property.column])].join(",");

async function rollPicture({ api, run, state }: ViewContext, roll: RollRow, property: Property): Promise<RollPicture & { source: Source }> {
  const query = { columns: columnsOf(property), roll: roll.roll, join: "flashes" };
  const [modules, scrap, alarms] = await Promise.all([
    api.rows<Record<string, number | string>>(run.id, "modules", query),
    api.rows<ScrapRow>(run.id, "scrap", { roll: roll.roll }),
    api.rows<AlarmRow>(run.id, "alarms", { roll: roll.roll }),
  ]);
  const placed = modules.map((row): PlacedModule => ({
    serial: Number(row.serial),
    from: Number(row.position_m),
    to: Number(row.position_m) + Number(row.length_um) * um,
    lane: Number(row.lane),
    value: Number(row[property.column]),
    bin: String(row["flash.bin"]),
    isGood: !!row["flash.is_good"],
    cause: String(row["flash.cause"]),
    rowid: Number(row.rowid),
  }));
  const holes = scrap.map((row): PlacedScrap => ({
    from: row.position_m,
    to: row.position_m + row.length_m,
    station: row.station,
    cause: row.cause,
    area: row.area_m2,
    rowid: row.rowid,
  }));
  const from = Math.max(0, state.number("mfrom") ?? 0);
  const to = Math.min(roll.length_m, state.number("mto") ?? roll.length_m);
  return {
    length: roll.length_m,
    modules: placed,
    scrap: holes,
    alarms,
    property,
    lanes: 1 + placed.reduce((most, item) => Math.max(most, item.lane), 0),
    range: robustRange(placed.map((item) => item.value)),
    view: from < to ? { from, to } : { from: 0, to: roll.length_m },
    source: { run: run.id, what: "tables", table: "modules", query },
  };
}

function rollFigure(context: ViewContext, roll: RollRow, property: Property, picture: RollPicture & { source: Source }): HTMLElement {
  const { run, signal, set } = context;
  const largest = [...sumBy(picture.scrap)].sort((a, b) => b[1] - a[1])[0];
  const isWhole = picture.view.from === 0 && picture.view.to === roll.length_m;
  const zoom = (from: number, to: number) =>
    set({ mfrom: from > 0 ? from.toFixed(2) : undefined, mto: to < roll.length_m ? to.toFixed(2) : undefined });
  return figure({
    id: "roll",
    isWide: true,
    title: largest
      ? `Most web is lost to ${largest[0]}: ${largest[1].toFixed(2)} m² of roll ${roll.roll}`
      : `Nothing of roll ${roll.roll} was lost`,
    note: `${property.name} along the web, ${picture.view.from.toFixed(1)} to ${picture.view.to.toFixed(1)} m. Drag to look closer; a click opens a module. Hatched: no module. Triangles: alarms.`,
    sources: [
      picture.source,
      { run: run.id, what: "tables", table: "scrap", query: { roll: roll.roll } },
      { run: run.id, what: "tables", table: "alarms", query: { roll: roll.roll } },
    ],
    controls: [
      segments(
        "roll-zoom",
        "Zoom",
        [
          { value: "in", text: "Closer" },
          { value: "out", text: "Wider" },
        ],
        "",
        (way) => {
          const middle = (picture.view.from + picture.view.to) / 2;
          const half = ((picture.view.to - picture.view.from) / 2) * (way === "in" ? 0.4 : 2.5);
          zoom(Math.max(0, middle - half), Math.min(roll.length_m, middle + half));
        },
      ),
      button("roll-whole", "Whole roll", () => zoom(0, roll.length_m), isWhole),
    ],
    legend: scaleLegend(picture),
    table: () => ({
      columns: ["row", "serial", "position_m", "length_m", "lane", property.name, "bin", "good", "cause"],
      rows: touching(picture.modules, picture.view.from, picture.view.to).map((item) => [
        String(item.rowid),
        String(item.serial),
        item.from,
        item.to - item.from,
        String(item.lane),
        item.value,
        item.bin,
        item.isGood ? "yes" : "no",
        item.cause,
      ]),
    }),
    body: rollBody(picture, signal, { zoom, open: (serial) => set({ module: serial }) }),
  });
}

function sumBy(scrap: PlacedScrap[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const item of scrap) sums.set(`${item.station}: ${item.cause}`, (sums.get(`${item.station}: ${item.cause}`) ?? 0) + item.area);
  return sums;
}

async function stackFigure(
  { api, run, signal, set }: ViewContext,
  rolls: RollRow[],
  current: number,
  property: Property,
): Promise<HTMLElement> {
  const length = Math.max(...rolls.map((roll) => roll.length_m));
  const asked = await aggregateFitted(api, run.id, "modules", placeWidth(rolls.length, length), (width) => ({
    group: `roll,position_m:${width}`,
    values: `mean:${property.column},mean:length_um`,
    join: "flashes",
  }));
  const data = rollGrid(asked.answer.rows, asked.width);
  const range = robustRange(Array.from(data.values));
  return figure({
    id: "rolls",
    isWide: true,
    title: `All ${count(rolls.length)} rolls, one a row: what repeats from top to bottom is a place, what fills a row is a roll`,
    note: `${property.name}, means over ${asked.width} m, ${propertyText(property, range[0])} (dark) to ${propertyText(property, range[1])} (light). A click opens the roll.`,
    sources: [{ run: run.id, what: "aggregate", table: "modules", query: asked.query }],
    table: () => ({
      columns: ["roll", "position_m from", property.name],
      rows: asked.answer.rows.map((row) => [String(row[0]), Number(row[1]), Number(row[2])]),
    }),
    body: stackBody(data, range, property, length, current, signal, (roll) =>
      set({ roll, mfrom: undefined, mto: undefined, module: undefined }),
    ),
  });
}
