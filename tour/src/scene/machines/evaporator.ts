// SPDX-License-Identifier: Apache-2.0
// The CIGS evaporator, its front wall of glass: the web runs face down over crucibles, zone by zone, under heaters.
import { polished, satin, type Kit } from "../kit";
import * as THREE from "three";
import { paint } from "../materials";
import { cabinet, louvres, pump, roller, spoolHousing, type Element, type Machine, type SourceSpot } from "./common";

const chamber = 8.6; // length of the zones together
const half = chamber / 2;
const webY = 1.9;
const mouthY = 0.98;
const webZ = 0.2; // close to the windows, so that the film is seen to grow

/** What a source holds, and its place along the zones, 0 to 1. */
export interface ZoneSource { element: Element; place: number }

/** Zones along the web as shares of the whole, and what evaporates in them. */
export interface ZonePlan { edges: number[]; sources: ZoneSource[] }

// Where a plan states no sources: six zones, gallium early, copper in the middle, indium late, selenium everywhere.
const usual: Element[][] = [["gallium", "indium"], ["gallium", "copper"], ["copper", "indium"], ["copper", "indium"], ["indium", "gallium"], ["indium", "gallium"]];

export const usualZones: ZonePlan = {
  edges: usual.map((_, zone) => zone / usual.length).concat(1),
  sources: usual.flatMap((pair, zone) => [...pair, "selenium" as Element].map((element, at) => ({
    element, place: (zone + 0.25 + 0.25 * at) / usual.length }))),
};

export function evaporator(plan: ZonePlan): Machine {
  const edges = plan.edges.map((share) => -half + chamber * share);
  const spots = plan.sources.map((source) => ({ at: [-half + chamber * source.place, mouthY, webZ] as [number, number, number],
    element: source.element }));
  return {
    webZ,
    lamp: [5.2, 2.62, 0.2],
    spools: { unwind: [-5.15, 1.3], rewind: [5.15, 1.3] },
    way: [
      { x: -5.15, y: 1.48, stage: 0 }, { x: -4.62, y: webY - 0.02, stage: 0 }, { x: -half, y: webY, stage: 0 },
      ...Array.from({ length: 24 }, (_, at) => ({ x: -half + (chamber * (at + 1)) / 24, y: webY, stage: (at + 1) / 24 })),
      { x: 4.62, y: webY - 0.02, stage: 1 }, { x: 5.15, y: 1.48, stage: 1 },
    ],
    sources: spots,
    glows: [
      ...spots.map((spot) => ({ at: [spot.at[0], spot.at[1] + 0.05, spot.at[2]] as [number, number, number], colour: mouthColours[spot.element],
        size: spot.element === "selenium" ? 0.3 : 0.62, when: "running" as const, strength: spot.element === "selenium" ? 0.35 : 0.9 })),
      ...edges.slice(1).map((edge, zone) => ({ at: [(edge + edges[zone]) / 2, 2.05, 0.1] as [number, number, number], colour: 0xff5a1e,
        size: 1.5, when: "running" as const, strength: 0.3 })),
    ],
    body: (kit) => build(kit, edges, spots),
  };
}

// How hot a mouth looks: copper near 1400 degC, gallium 1100, indium 1000, selenium 320 (which does not glow).
const mouthColours: Record<Element, number> = { copper: 0xffc27a, gallium: 0xff9444, indium: 0xff7430, selenium: 0x9a3c2a, sodium: 0xffb84a };

function build(kit: Kit, edges: number[], spots: SourceSpot[]): void {
  spoolHousing(kit, -5.15, 1.4, webZ, 1.45, 1.5);
  spoolHousing(kit, 5.15, 1.4, webZ, 1.45, 1.5);
  // Plinth, back wall, roof: the shell of the chamber.
  kit.box([chamber + 0.2, 0.5, 1.7], [0, 0.25, -0.1], { colour: paint.dark, chamfer: 0.04 });
  kit.box([chamber + 0.2, 0.12, 1.6], [0, 0.56, -0.1], { colour: paint.white, chamfer: 0.02 });
  kit.box([chamber + 0.2, 1.9, 0.1], [0, 1.5, -0.86], { colour: 0x4b5358 });
  kit.box([chamber + 0.3, 0.14, 1.65], [0, 2.42, -0.06], { colour: paint.white, chamfer: 0.03 });
  kit.box([chamber + 0.34, 0.16, 0.08], [0, 2.36, 0.76], { colour: paint.accent });
  for (const side of [-1, 1]) {
    kit.box([0.14, 1.9, 0.72], [side * (half + 0.02), 1.5, -0.5], { colour: paint.white });
    kit.box([0.14, 1.0, 0.86], [side * (half + 0.02), 1.07, 0.3], { colour: paint.white });
    kit.box([0.14, 0.42, 0.86], [side * (half + 0.02), 2.2, 0.3], { colour: paint.white });
  }
  // Ribs carry the walls against the air; between them stand the windows.
  edges.forEach((x, at) => {
    kit.box([0.1, 1.82, 0.14], [x, 1.5, 0.74], { colour: paint.white });
    kit.box([0.12, 0.16, 1.55], [x, 2.52, -0.06], { colour: paint.panel });
    if (at > 0 && at + 1 < edges.length) kit.box([0.03, 0.62, 1.3], [x, 0.95, -0.1], { colour: 0x7d868c, surface: satin, chamfer: 0.005 });
  });
  kit.box([chamber, 0.1, 0.1], [0, 0.68, 0.76], { colour: paint.white });
  edges.slice(1).forEach((edge, zone) => zoneBody(kit, edges[zone], edge, zone));
  for (const spot of spots) crucible(kit, spot);
  for (const x of edges) roller(kit, x, webY + 0.07, webZ, 0.05, 0.48);
  roller(kit, -4.62, webY - 0.07, webZ);
  roller(kit, 4.62, webY - 0.07, webZ);
  // Tray of cables behind the roof, and who runs it all.
  kit.box([chamber, 0.06, 0.24], [0, 2.62, -0.75], { colour: paint.grey });
  cabinet(kit, 6.35, 0.35);
}

function zoneBody(kit: Kit, from: number, to: number, zone: number): void {
  const x = (from + to) / 2;
  const width = to - from;
  kit.pane([width - 0.12, 1.58, 0.03], [x, 1.5, 0.78]);
  // Heater over the web, and the water-cooled deck below the crucibles.
  kit.box([width - 0.2, 0.07, 0.62], [x, 2.1, webZ], { colour: 0x59433a, surface: satin });
  for (let rod = -2; rod <= 2; ++rod) kit.glow([width - 0.26, 0.018, 0.02], [x, 2.05, webZ + rod * 0.11], 0xc8431a);
  kit.box([width - 0.12, 0.08, 1.1], [x, 0.66, -0.1], { colour: 0x6b7378, surface: satin });
  if (zone % 2 === 0) pump(kit, x, 2.49, -0.35);
  else {
    kit.rod(0.11, 0.5, "y", [x, 2.7, -0.4], { colour: paint.steel, surface: satin });
    kit.rod(0.06, 0.9, "x", [x + 0.3, 2.88, -0.4], { colour: paint.steel, surface: polished, sides: 10 });
  }
  louvres(kit, x, 0.14, 0.755, width - 0.4, 4);
}

function crucible(kit: Kit, spot: SourceSpot): void {
  const [x, y, z] = spot.at;
  const isLine = spot.element === "selenium";
  if (isLine) {
    kit.box([0.14, 0.1, 0.5], [x, y - 0.1, z], { colour: 0x8c3b2c, surface: satin });
    return;
  }
  kit.rod(0.112, 0.24, "y", [x, y - 0.15, z], { colour: 0x3a3f43, surface: satin, sides: 16 });
  kit.ring(0.09, 0.022, "y", [x, y - 0.02, z], { colour: 0xcfc6b8 });
  kit.shape(disc(0.078), [x, y - 0.025, z], { colour: mouthColours[spot.element] });
  kit.glow([0.1, 0.012, 0.1], [x, y - 0.018, z], mouthColours[spot.element]);
}

function disc(radius: number): THREE.BufferGeometry {
  return new THREE.CircleGeometry(radius, 14).rotateX(-Math.PI / 2);
}
