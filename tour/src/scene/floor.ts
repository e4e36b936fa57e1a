// SPDX-License-Identifier: Apache-2.0
// The hall's floor as one picture: walkways, lines, names of stations, and the soft shade under what stands on it, which
// costs nothing to draw afterwards.
import * as THREE from "three";
import { title } from "../format";
import type { Layout, Place, Size } from "./layout";
import type { Look } from "./materials";

const pixels = 2560; // along the hall: 35 mm a pixel, and every graphics unit takes a texture of 4096

export function floorTexture(layout: Layout, look: Look): THREE.CanvasTexture {
  const { hall } = layout;
  const [length, depth] = [hall.x1 - hall.x0, hall.z1 - hall.z0];
  const scale = pixels / length;
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = Math.round(depth * scale);
  const ink = canvas.getContext("2d")!;
  ink.scale(scale, scale);
  ink.translate(-hall.x0, -hall.z0);
  ground(ink, layout);
  lines(ink, layout);
  for (const station of layout.stations) for (const tool of station.tools) shade(ink, tool, station.size, scale);
  shade(ink, layout.sheeter, { length: 6, depth: 1.6, height: 2 }, scale);
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  // Sharp at a flat angle where a graphics unit does it for nothing.
  texture.anisotropy = look === "high" ? 8 : 1;
  return texture;
}

function ground(ink: CanvasRenderingContext2D, { hall, aisle }: Layout): void {
  ink.fillStyle = "#c6cbcd";
  ink.fillRect(hall.x0, hall.z0, hall.x1 - hall.x0, hall.z1 - hall.z0);
  // Joints of the slab every 6 m, hardly seen.
  ink.strokeStyle = "rgba(70,80,86,0.16)";
  ink.lineWidth = 0.03;
  ink.beginPath();
  for (let x = Math.ceil(hall.x0 / 6) * 6; x < hall.x1; x += 6) line(ink, x, hall.z0, x, hall.z1);
  for (let z = Math.ceil(hall.z0 / 6) * 6; z < hall.z1; z += 6) line(ink, hall.x0, z, hall.x1, z);
  ink.stroke();
  // The walkway, in the green-grey of factory floors.
  ink.fillStyle = "#aebcb9";
  ink.fillRect(hall.x0 + 1, -aisle + 0.3, hall.x1 - hall.x0 - 2, 2 * aisle - 0.6);
  // Lamps mirrored in the varnish: long soft streaks across.
  for (let x = hall.x0 + 5; x < hall.x1; x += 10) {
    const streak = ink.createLinearGradient(x - 2.4, 0, x + 2.4, 0);
    streak.addColorStop(0, "rgba(255,255,255,0)");
    streak.addColorStop(0.5, "rgba(255,255,255,0.2)");
    streak.addColorStop(1, "rgba(255,255,255,0)");
    ink.fillStyle = streak;
    ink.fillRect(x - 2.4, hall.z0, 4.8, hall.z1 - hall.z0);
  }
  // Darker towards the walls.
  const rim = 5;
  for (const [x0, z0, x1, z1] of [[hall.x0, 0, hall.x0 + rim, 0], [hall.x1, 0, hall.x1 - rim, 0], [0, hall.z0, 0, hall.z0 + rim], [0, hall.z1, 0, hall.z1 - rim]]) {
    const fade = ink.createLinearGradient(x0, z0, x1, z1);
    fade.addColorStop(0, "rgba(40,48,54,0.3)");
    fade.addColorStop(1, "rgba(40,48,54,0)");
    ink.fillStyle = fade;
    ink.fillRect(hall.x0, hall.z0, hall.x1 - hall.x0, hall.z1 - hall.z0);
  }
}

function lines(ink: CanvasRenderingContext2D, layout: Layout): void {
  const { hall, aisle } = layout;
  ink.strokeStyle = "#d9b23c";
  ink.lineWidth = 0.1;
  ink.beginPath();
  for (const z of [-aisle + 0.3, aisle - 0.3]) line(ink, hall.x0 + 1, z, hall.x1 - 1, z);
  ink.stroke();
  ink.textAlign = "center";
  ink.textBaseline = "middle";
  for (const station of layout.stations) {
    const z = station.side === "far" ? -aisle + 0.86 : aisle - 0.86;
    ink.fillStyle = "rgba(48,62,66,0.75)";
    ink.font = "600 0.62px 'Inter', 'Helvetica Neue', 'Liberation Sans', sans-serif";
    ink.fillText(title(station.plan.station).toUpperCase(), station.x, z);
    arrow(ink, station.x + (station.side === "far" ? station.size.length / 2 + 1 : -station.size.length / 2 - 1), z, station.side === "far" ? 1 : -1);
    // Where rolls or sheets wait.
    ink.strokeStyle = "rgba(70,86,92,0.6)";
    ink.lineWidth = 0.05;
    ink.strokeRect(station.rack.x - 1.2, station.rack.z - 0.75, 2.4, 1.5);
  }
  for (const bay of layout.bays) {
    ink.strokeStyle = "rgba(70,86,92,0.7)";
    ink.lineWidth = 0.06;
    ink.strokeRect(bay.x - 2.4, bay.z - 1.6, 6.6, 3.2);
    ink.fillStyle = "rgba(48,62,66,0.7)";
    ink.font = "600 0.5px 'Inter', 'Helvetica Neue', 'Liberation Sans', sans-serif";
    // Read by whoever comes from the hall.
    ink.save();
    ink.translate(bay.x + 3.7, bay.z);
    ink.rotate(-Math.PI / 2);
    ink.fillText(title(bay.segment).toUpperCase(), 0, 0);
    ink.restore();
  }
}

function shade(ink: CanvasRenderingContext2D, place: Place, size: Size, scale: number): void {
  ink.save();
  ink.translate(place.x, place.z);
  ink.rotate(-place.turn);
  // The canvas blurs shadows in pixels, whatever the scale.
  for (const [blur, dark] of [[1.3, 0.3], [0.35, 0.5]]) {
    ink.shadowBlur = blur * scale;
    ink.shadowColor = `rgba(22,28,32,${dark})`;
    ink.fillStyle = `rgba(40,47,52,${dark})`;
    ink.fillRect(-size.length / 2 + 0.1, -size.depth / 2 + 0.15, size.length - 0.2, size.depth - 0.3);
  }
  ink.restore();
}

function line(ink: CanvasRenderingContext2D, x0: number, z0: number, x1: number, z1: number): void {
  ink.moveTo(x0, z0);
  ink.lineTo(x1, z1);
}

function arrow(ink: CanvasRenderingContext2D, x: number, z: number, way: number): void {
  ink.beginPath();
  ink.moveTo(x - 0.35 * way, z - 0.22);
  ink.lineTo(x + 0.35 * way, z);
  ink.lineTo(x - 0.35 * way, z + 0.22);
  ink.fill();
}
