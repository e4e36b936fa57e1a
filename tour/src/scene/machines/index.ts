// SPDX-License-Identifier: Apache-2.0
// Which machine stands for which kind of station; a new kind is a file beside this one and a line here.
import { parseQuantity } from "../../format";
import type { StationPlan } from "../../record/plant";
import { bench, flasher, packer, printer, scriber, worktable } from "./backend";
import { bath } from "./bath";
import { coater } from "./coater";
import type { Element, Machine } from "./common";
import { drumCoater } from "./drum";
import { evaporator, usualZones, type ZonePlan, type ZoneSource } from "./evaporator";
import { laminator } from "./laminator";

// Colours of the discharges, as argon looks over these targets.
const violet = 0x9a5cff;
const pale = 0x7fc0ff;

export function machineOf(station: StationPlan): Machine {
  switch (station.kind) {
    case "molybdenum": return drumCoater(3, violet);
    case "window": return drumCoater(4, pale);
    case "evaporator": return evaporator(zonesOf(station));
    case "bath": return bath();
    case "coater": return coater();
    case "scriber": return scriber();
    case "printer": return printer();
    case "laminator": return laminator();
    case "bench": return bench();
    case "flasher": return flasher();
    case "packer": return packer();
    case "worktable": return worktable();
  }
}

/** Zones and sources that the plan states for the evaporator. */
function zonesOf(station: StationPlan): ZonePlan {
  const zones = new Map<string, { start: number; length: number }>();
  const sources = new Map<string, { evaporant?: string; zone?: string; position?: number }>();
  for (const { path, value } of station.settings) {
    const zone = /\.evaporator\.zones\.([^.]+)\.(start|length)$/.exec(path);
    if (zone) zones.set(zone[1], { start: 0, length: 0, ...zones.get(zone[1]), [zone[2]]: parseQuantity(value) });
    const source = /\.evaporator\.sources\.([^.]+)\.(evaporant|zone|position)$/.exec(path);
    if (source) sources.set(source[1], { ...sources.get(source[1]), [source[2]]: source[2] === "position" ? parseQuantity(value) : value });
  }
  const order = [...zones].sort((a, b) => a[1].start - b[1].start);
  const total = Math.max(0, ...order.map(([, zone]) => zone.start + zone.length));
  if (order.length === 0 || total <= 0) return usualZones;
  const placed = [...sources].flatMap(([, source]): ZoneSource[] => {
    const element = elementOf(source.evaporant ?? "");
    if (!element || !source.zone || !zones.has(source.zone) || !Number.isFinite(source.position)) return [];
    return [{ element, place: (source.position as number) / total }];
  });
  return { edges: [...order.map(([, zone]) => zone.start / total), 1], sources: placed };
}

function elementOf(text: string): Element | undefined {
  return (["copper", "indium", "gallium", "selenium", "sodium"] as const).find((name) => text.toLowerCase().includes(name));
}
