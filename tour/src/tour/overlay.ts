// SPDX-License-Identifier: Apache-2.0
// What is written over the picture: caption, panel, run and clock. Drawn into a canvas, so that a film carries it too.
import { clockTime, day } from "../format";
import type { PlantView } from "../record/view";
import { shade, text, type Ink } from "./draw";
import { fill, wrap } from "./captions";
import { drawInset, type Story } from "./insets";
import type { Take } from "./path";

export function inkOf(canvas: HTMLCanvasElement | OffscreenCanvas): Ink {
  const to = canvas.getContext("2d") as CanvasRenderingContext2D;
  const [width, height] = [canvas.width, canvas.height];
  // Upright pictures are read from nearer: text keeps a size that fits their width.
  return { to, width, height, scale: width >= height ? Math.max(width / 1280, height / 900) : width / 420 };
}

export function drawTake(ink: Ink, story: Story, view: PlantView, take: Take): void {
  const { shot } = take.cue;
  const names = { name: story.record.plant.name, begins: view.time };
  if (shot.inset === "title") titleCard(ink, story, take, fill("{day}, as simulated", names));
  else if (shot.inset === "end") endCard(ink, story, take);
  else {
    caption(ink, fill(shot.caption, names), take);
    drawInset(ink, story, view, take);
  }
  footer(ink, story, view);
  if (take.veil > 0) {
    ink.to.fillStyle = `rgba(12,17,21,${take.veil.toFixed(3)})`;
    ink.to.fillRect(0, 0, ink.width, ink.height);
  }
}

function caption(ink: Ink, words: string, take: Take): void {
  const s = ink.scale;
  const size = 25;
  const shown = Math.min(1, take.age / 0.4, Math.max(0, (take.cue.seconds - take.age) / 0.3));
  ink.to.save();
  ink.to.globalAlpha = shown;
  const lines = wrap(words, Math.floor(ink.width / (size * 0.56 * s))).split("\n");
  const bottom = ink.height - 56 * s;
  const veil = ink.to.createLinearGradient(0, bottom - 110 * s, 0, ink.height);
  veil.addColorStop(0, "rgba(10,14,18,0)");
  veil.addColorStop(0.6, "rgba(10,14,18,0.55)");
  veil.addColorStop(1, "rgba(10,14,18,0.75)");
  ink.to.fillStyle = veil;
  ink.to.fillRect(0, bottom - 110 * s, ink.width, ink.height - bottom + 110 * s);
  lines.forEach((line, at) => text(ink, line, ink.width / 2, bottom - (lines.length - 1 - at) * size * 1.25 * s, { size, weight: 600, align: "center", most: ink.width - 40 * s }));
  ink.to.restore();
}

function footer(ink: Ink, story: Story, view: PlantView): void {
  const s = ink.scale;
  const y = ink.height - 18 * s;
  const { info } = story.record;
  const quiet = { size: 12, colour: "rgba(243,246,247,0.86)" };
  ink.to.save();
  ink.to.shadowColor = "rgba(0,0,0,0.8)";
  ink.to.shadowBlur = 4 * s;
  text(ink, ink.width > ink.height ? `run ${info.id} · seed ${info.seed} · simulated` : `run ${info.id} · simulated`, 20 * s, y, quiet);
  text(ink, `${day(view.time)} ${clockTime(view.time)}`, ink.width - 20 * s, y, { ...quiet, align: "right" });
  ink.to.restore();
}

function titleCard(ink: Ink, story: Story, take: Take, line: string): void {
  const s = ink.scale;
  const shown = Math.min(1, take.age / 0.8, Math.max(0, (take.cue.seconds - take.age) / 0.5));
  ink.to.save();
  ink.to.globalAlpha = shown;
  const veil = ink.to.createLinearGradient(0, ink.height * 0.5, 0, ink.height);
  veil.addColorStop(0, "rgba(10,14,18,0)");
  veil.addColorStop(1, "rgba(10,14,18,0.72)");
  ink.to.fillStyle = veil;
  ink.to.fillRect(0, ink.height * 0.5, ink.width, ink.height * 0.5);
  const x = 44 * s;
  text(ink, "HELIOFAB", x, ink.height - 150 * s, { size: 15, weight: 600, colour: "#8fd0e0" });
  text(ink, fill("{name}", { name: story.record.plant.name, begins: 0 }), x, ink.height - 98 * s, { size: 52, weight: 700 });
  text(ink, line, x, ink.height - 62 * s, { size: 19, colour: shade.text, most: ink.width - 2 * x });
  ink.to.restore();
}

function endCard(ink: Ink, story: Story, take: Take): void {
  const s = ink.scale;
  const shown = Math.min(1, take.age / 0.6);
  ink.to.fillStyle = `rgba(10,14,18,${(0.78 * shown).toFixed(3)})`;
  ink.to.fillRect(0, 0, ink.width, ink.height);
  ink.to.save();
  ink.to.globalAlpha = shown;
  const [x, y] = [ink.width / 2, ink.height / 2];
  text(ink, "Heliofab", x, y - 26 * s, { size: 50, weight: 700, align: "center" });
  text(ink, "the open digital twin of a roll-to-roll solar fab", x, y + 12 * s, { size: 18, colour: shade.quiet, align: "center", most: ink.width - 40 * s });
  text(ink, `heliofab tour ${story.record.id} --video`, x, y + 58 * s, { size: 17, colour: "#8fd0e0", align: "center" });
  const { version } = story.record.summary.provenance;
  text(ink, `${story.record.plant.name} · seed ${story.record.info.seed} · ${version}`, x, y + 86 * s, { size: 13, colour: shade.quiet, align: "center", most: ink.width - 40 * s });
  ink.to.restore();
}
