// SPDX-License-Identifier: Apache-2.0
// A chart as a picture and as a file of numbers, made in the browser from what is on the page.
import { colour } from "./colours";

const scale = 2; // pixels of the picture a point of the page
const border = 16;
const kept = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linecap",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
];

export function saveText(text: string, name: string, type: string): void {
  save(new Blob([text], { type }), name);
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** All canvases and drawings of a chart where they stand, its title above, its legend and where it comes from below. */
export async function savePng(body: HTMLElement, title: string, notes: string[], name: string): Promise<void> {
  const box = body.getBoundingClientRect();
  const picture = document.createElement("canvas");
  const top = border + 28;
  const ink = picture.getContext("2d")!;
  const lines = notes.flatMap((note) => wrap(ink, note, box.width));
  picture.width = Math.round((box.width + 2 * border) * scale);
  picture.height = Math.round((top + box.height + lines.length * 16 + 2 * border) * scale);
  ink.scale(scale, scale);
  ink.fillStyle = colour("--sheet");
  ink.fillRect(0, 0, picture.width, picture.height);
  ink.fillStyle = colour("--ink");
  ink.font = "600 15px system-ui, sans-serif";
  ink.fillText(title, border, border + 12, box.width);
  for (const part of body.querySelectorAll<HTMLCanvasElement | SVGSVGElement>("canvas, svg")) {
    const place = part.getBoundingClientRect();
    const image = part instanceof HTMLCanvasElement ? part : await rendered(part);
    if (place.width && place.height)
      ink.drawImage(image, border + place.left - box.left, top + place.top - box.top, place.width, place.height);
  }
  drawLegend(ink, body, box, top);
  ink.fillStyle = colour("--ink-quiet");
  ink.font = "11px system-ui, sans-serif";
  lines.forEach((line, at) => ink.fillText(line, border, top + box.height + 20 + 16 * at));
  const blob = await new Promise<Blob | null>((done) => picture.toBlob(done, "image/png"));
  if (blob) save(blob, name);
}

function drawLegend(ink: CanvasRenderingContext2D, body: HTMLElement, box: DOMRect, top: number): void {
  ink.font = "12px system-ui, sans-serif";
  for (const item of body.querySelectorAll(".legend li")) {
    const lamp = item.querySelector(".lamp");
    const place = item.getBoundingClientRect();
    const [x, y] = [border + place.left - box.left, top + place.top - box.top];
    if (lamp) {
      const style = getComputedStyle(lamp);
      ink.fillStyle = style.backgroundColor;
      ink.fillRect(x, y + 4, 10, 10);
    }
    ink.fillStyle = colour("--ink-quiet");
    ink.fillText(item.textContent ?? "", x + (lamp ? 16 : 0), y + 13);
  }
}

function wrap(ink: CanvasRenderingContext2D, text: string, width: number): string[] {
  ink.font = "11px system-ui, sans-serif";
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (ink.measureText(longer).width > width && lines[lines.length - 1]) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** A drawing with the styles of the page written into it: alone it knows no style sheet. */
async function rendered(drawing: SVGSVGElement): Promise<HTMLImageElement> {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [drawing, ...drawing.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, at) => {
    const style = getComputedStyle(from[at]);
    for (const name of kept) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute("class");
  });
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("width", String(width * scale));
  copy.setAttribute("height", String(height * scale));
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode().finally(() => URL.revokeObjectURL(url));
  return image;
}
