// SPDX-License-Identifier: Apache-2.0
// Where modules go: one small scene a market, with the product of the run in it.
import type * as THREE from "three";
import type { RunRecord } from "../../record/record";
import type { ModuleRow } from "../../record/rows";
import type { Look } from "../materials";
import type { Films } from "../web";
import { charger } from "./charger";
import type { MarketScene, Product } from "./common";
import { field } from "./field";
import { orbit } from "./orbit";
import { roof } from "./roof";

export type { MarketScene } from "./common";

type Make = (segment: string, look: Look, environment: THREE.Texture | null, product: Product) => MarketScene;

// By what the segment is called; one that nobody foresaw gets the field.
const kinds: [RegExp, Make][] = [[/build|roof|bipv|facade/i, roof], [/space|orbit|satell/i, orbit], [/portab|charg|consum|outdoor/i, charger]];

export function makeMarket(segment: string, record: RunRecord, films: Films, look: Look, environment: THREE.Texture | null): MarketScene {
  const make = kinds.find(([pattern]) => pattern.test(segment))?.[1] ?? field;
  return make(segment, look, environment, productOf(segment, record, films));
}

/** A module that was made for the market, of the days at hand. */
export function exampleOf(segment: string, record: RunRecord): ModuleRow | undefined {
  for (const day of record.days.values()) for (const row of day.modules.values()) if (row.segment === segment) return row;
  return undefined;
}

function productOf(segment: string, record: RunRecord, films: Films): Product {
  const name = record.plant.segments.find((item) => item.segment === segment)?.product;
  const plan = record.plant.products.find((item) => item.product === name);
  const row = exampleOf(segment, record);
  return { row, films, length: plan?.length ?? 1, width: record.plant.apertureWidth, isAlong: plan?.stripes !== "across", cells: row?.cells ?? 54 };
}
