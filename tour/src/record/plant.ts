// SPDX-License-Identifier: Apache-2.0
// The plant as the tour draws it, from the plan's stations and settings.
import type { PlantInfo, Setting } from "../api";
import { parseQuantity } from "../format";

/** What a station looks like; a name nobody foresaw still gets a machine. */
export type Kind = "molybdenum" | "evaporator" | "bath" | "window" | "scriber" | "printer" | "laminator" | "bench"
  | "flasher" | "packer" | "coater" | "worktable";

export interface StationPlan {
  station: string;
  kind: Kind;
  moves: "web" | "part";
  tools: string[];
  settings: Setting[];
  /** Of the web in the zone [m/s]; NaN where the plan states none. */
  webSpeed: number;
}

export interface ProductPlan { product: string; length: number; stripes: string; settings: Setting[] }

export interface Plant {
  name: string;
  begins: number;
  ends: number;
  stations: StationPlan[];
  products: ProductPlan[];
  segments: { segment: string; product: string }[];
  /** Of the coated web [m]. */
  apertureWidth: number;
  webWidth: number;
}

// In the order tried: first by what names say, since plans may name a station as they like.
const names: [RegExp, Kind][] = [
  [/cigs|absorber|evapor/i, "evaporator"],
  [/cds|bath|buffer/i, "bath"],
  [/molyb|^mo$|back_?contact/i, "molybdenum"],
  [/tco|window|front_?contact|azo|zno/i, "window"],
  [/scrib|laser/i, "scriber"],
  [/bus|print|ink/i, "printer"],
  [/lamin/i, "laminator"],
  [/flash|iv_?test/i, "flasher"],
  [/pack|bin|ship/i, "packer"],
  [/finish|junction|trim|solder/i, "bench"],
];

export function kindOf(station: string, moves: "web" | "part"): Kind {
  const kind = names.find(([pattern]) => pattern.test(station))?.[1];
  const webKinds: Kind[] = ["evaporator", "bath", "molybdenum", "window"];
  // A part never runs through a roll-to-roll tool, whatever its station is called, nor web over a bench.
  if (kind && webKinds.includes(kind) === (moves === "web")) return kind;
  return moves === "web" ? "coater" : "worktable";
}

const valueOf = (settings: Setting[], end: string): string =>
  settings.find((item) => item.path.endsWith(end))?.value ?? "";

// Where the plan is silent: the real fab's 0.27 m of a 0.33 m web (docs/formats/yaml.md has the same defaults).
const usualAperture = 0.27;
const usualWeb = 0.33;

export function readPlant(info: PlantInfo): Plant {
  const all = info.stations.flatMap((station) => station.settings);
  return {
    name: info.name,
    begins: info.begins,
    ends: info.ends,
    stations: info.stations.map((item) => ({
      station: item.station,
      kind: kindOf(item.station, item.moves),
      moves: item.moves,
      tools: item.tools,
      settings: item.settings,
      webSpeed: parseQuantity(valueOf(item.settings, ".web.web_speed")),
    })),
    products: info.products.map((item) => ({
      product: item.product,
      length: orElse(parseQuantity(valueOf(item.settings, ".length")), 1),
      stripes: valueOf(item.settings, ".stripes"),
      settings: item.settings,
    })),
    segments: info.segments,
    apertureWidth: orElse(parseQuantity(valueOf(all, ".aperture_width")), usualAperture),
    webWidth: orElse(parseQuantity(valueOf(all, ".web_width")), usualWeb),
  };
}

const orElse = (value: number, other: number): number => (Number.isFinite(value) ? value : other);

export function stationOfTool(plant: Plant, tool: string): StationPlan | undefined {
  return plant.stations.find((station) => station.tools.includes(tool));
}
