// SPDX-License-Identifier: Apache-2.0
// Cards of a roll and of a market.
import type { Api } from "../api";
import { h } from "../dom";
import { moment, number, percent, quantity, title } from "../format";
import type { RunRecord } from "../record/record";
import { placeOf } from "../record/rolls";
import type { FlashRow, ModuleRow, ScrapRow } from "../record/rows";
import type { PlantView } from "../record/view";
import { card, facts, folded, link, part, table, type CardContext } from "./card";
import { shareBars } from "./charts";

export async function rollCard(api: Api, record: RunRecord, view: PlantView, roll: number, context: CardContext): Promise<HTMLElement> {
  const item = record.rolls.find((entry) => entry.roll === roll);
  if (!item) return card(`Roll ${roll}`, "not in the record");
  const { row } = item;
  const place = placeOf(item, view.time);
  const where = { store: "waits for its first tool", tool: `runs through ${"pass" in place ? place.pass.tool : ""}`, buffer: `waits behind ${"before" in place ? place.before.tool : ""}`, cut: "is cut into sheets" }[place.at];
  const modules = row ? await api.rows<ModuleRow>(record.id, "modules", { roll, columns: "serial,position_m,segment,aperture_efficiency", limit: 400 }, 400) : [];
  const scrap = await api.rows<ScrapRow>(record.id, "scrap", { roll, columns: "station,cause,length_m" }, 2000);
  const causes = new Map<string, number>();
  for (const piece of scrap) causes.set(`${piece.station}: ${piece.cause}`, (causes.get(`${piece.station}: ${piece.cause}`) ?? 0) + piece.length_m);
  return card(`Roll ${roll}`, `Now it ${where}`,
    facts([
      row && { name: "Length", value: `${number(row.length_m)} m, aperture ${number(row.width_m)} m wide`, row: `rolls ${row.rowid}` },
      row && { name: "Became modules", value: `${number(row.cut_m)} m, ${row.modules} modules`, row: `rolls ${row.rowid}` },
      row && { name: "Scrap", value: `${number(row.scrap_m)} m`, row: `rolls ${row.rowid}` },
      row && { name: "Mounted first", value: moment(row.started), row: `rolls ${row.rowid}` }, row && { name: "Cut", value: moment(row.finished), row: `rolls ${row.rowid}` },
    ]),
    part("Its way", h("ol", { class: "way" }, ...item.passes.map((pass) => h("li", {}, link(pass.tool, () => context.select({ kind: "tool", tool: pass.tool })), " ", link(moment(pass.started), () => context.seek(pass.started)), h("span", { class: "quiet" }, ` until ${moment(pass.finished)}, ${pass.stops} stops, passes ${pass.rowid}`))))),
    causes.size > 0 && part("Web that became no module", shareBars([...causes].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([name, value]) => ({ name, value, text: `${number(value)} m` })))),
    modules.length > 0 && folded(`Modules cut from it (${modules.length}${row && row.modules > modules.length ? ` of ${row.modules}` : ""})`, table(["serial", "at", "market", "efficiency"], modules.map((module) => [link(String(module.serial), () => context.select({ kind: "module", serial: module.serial })), `${number(module.position_m, 4)} m`, module.segment, percent(module.aperture_efficiency)]))));
}

export async function marketCard(api: Api, record: RunRecord, view: PlantView, segment: string, context: CardContext): Promise<HTMLElement> {
  const product = record.plant.segments.find((item) => item.segment === segment)?.product ?? "";
  const plan = record.plant.products.find((item) => item.product === product);
  const demands = record.demands.filter((row) => row.segment === segment);
  const rows = await api.rows<ModuleRow>(record.id, "modules", { segment, columns: "serial", limit: 6 }, 6);
  const best = rows.length > 0 ? await api.rows<FlashRow>(record.id, "flashes", { "serial.from": rows[0].serial, "serial.to": rows[rows.length - 1].serial, columns: "serial,pmax_W,bin,is_good", limit: 200 }, 200) : [];
  const today = view.good.bySegment.get(segment);
  return card(title(segment), `Market · product ${product}`,
    facts([
      plan && { name: "Module", value: `${number(plan.length)} m long, stripes ${plan.stripes} the web`, row: `inputs fab.products.${product}` },
      today && { name: "Good today so far", value: `${today.count} modules, ${quantity(today.watts, "W")}`, row: "flashes of the day" },
      ...demands.slice(-1).flatMap((row) => [{ name: "Ordered in the month", value: quantity(row.demand_W, "W"), row: `demands ${row.rowid}` }, { name: "Shipped in the month", value: quantity(row.shipped_W, "W"), row: `demands ${row.rowid}` }, { name: "In stock at its end", value: quantity(row.stock_W, "W"), row: `demands ${row.rowid}` }, { name: "Unfilled at its end", value: quantity(row.backlog_W, "W"), row: `demands ${row.rowid}` }]),
    ]),
    rows.length > 0 && part("Some of its modules", h("p", { class: "links" }, ...rows.map((row) => {
      const flash = best.find((item) => item.serial === row.serial);
      return link(flash ? `${row.serial}: ${number(flash.pmax_W)} W` : String(row.serial), () => context.select({ kind: "module", serial: row.serial }));
    }))),
    plan && folded(`Settings of the product (${plan.settings.length})`, table(["setting", "value", "grade", "source"], plan.settings.map((item) => [item.path.replace(/^fab\./, ""), item.value, item.grade || "–", item.source || "–"]))));
}
