// SPDX-License-Identifier: Apache-2.0
// Names over the stations, with how many of their tools run; those that would lie over another are left out.
import * as THREE from "three";
import { title } from "../format";
import type { PlantView } from "../record/view";
import type { Theatre } from "../scene/theatre";
import { font, type Ink } from "../tour/draw";

export function drawLabels(ink: Ink, theatre: Theatre, view: PlantView, selected?: string): void {
  const { stage, camera } = theatre;
  const s = ink.scale;
  const taken: { x: number; y: number; w: number; h: number }[] = [];
  const point = new THREE.Vector3();
  const spots = [
    ...stage.layout.stations.map((station) => {
      const tools = station.tools.map((place) => view.tools.get(place.tool));
      const running = tools.filter((tool) => tool?.isRunning).length;
      const alarm = tools.some((tool) => tool?.state?.state === 5);
      return { name: station.plan.station, words: title(station.plan.station), note: `${running}/${tools.length}`, alarm, at: [station.x, station.size.height + 0.9, station.tools[0].z] as const };
    }),
    ...stage.layout.bays.map((bay) => ({ name: bay.segment, words: title(bay.segment), note: "market", alarm: false, at: [stage.layout.hall.x0, 4.2, bay.z] as const })),
  ].map((spot) => ({ ...spot, away: point.set(...spot.at).distanceTo(camera.position) })).sort((a, b) => a.away - b.away);
  for (const spot of spots) {
    point.set(...spot.at).project(camera);
    if (point.z > 1 || Math.abs(point.x) > 1 || Math.abs(point.y) > 1 || spot.away > 110) continue;
    ink.to.font = font(ink, 12.5, 600);
    const wide = ink.to.measureText(`${spot.words} ${spot.note}`).width + 26 * s;
    const left = ((point.x + 1) / 2) * ink.width - wide / 2;
    const box = { x: Math.min(Math.max(left, 6 * s), ink.width - wide - 6 * s), y: ((1 - point.y) / 2) * ink.height - 13 * s, w: wide, h: 24 * s };
    if (taken.some((other) => box.x < other.x + other.w + 4 && other.x < box.x + box.w + 4 && box.y < other.y + other.h + 3 && other.y < box.y + box.h + 3)) continue;
    taken.push(box);
    label(ink, box, spot, spot.name === selected);
  }
}

function label(ink: Ink, box: { x: number; y: number; w: number; h: number }, spot: { words: string; note: string; alarm: boolean }, isSelected: boolean): void {
  const { to, scale: s } = ink;
  to.fillStyle = isSelected ? "rgba(29,107,134,0.95)" : "rgba(17,24,29,0.78)";
  to.beginPath();
  to.roundRect(box.x, box.y, box.w, box.h, 12 * s);
  to.fill();
  if (spot.alarm) {
    to.strokeStyle = "#ff6b5e";
    to.lineWidth = 2 * s;
    to.stroke();
  }
  to.textBaseline = "middle";
  to.textAlign = "left";
  to.font = font(ink, 12.5, 600);
  to.fillStyle = "#f3f6f7";
  to.fillText(spot.words, box.x + 10 * s, box.y + box.h / 2 + s);
  const wide = to.measureText(spot.words).width;
  to.font = font(ink, 11.5);
  to.fillStyle = "#b9c6cc";
  to.fillText(spot.note, box.x + 16 * s + wide, box.y + box.h / 2 + s);
}
