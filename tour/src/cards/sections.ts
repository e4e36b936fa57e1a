// SPDX-License-Identifier: Apache-2.0
// A cross-section of each kind of station that anyone understands: what goes in, what happens, what comes out.
import { svg } from "../dom";
import type { Kind } from "../record/plant";

const wide = 340;
const high = 150;

type Part = SVGElement;
const box = (x: number, y: number, w: number, height: number, name: string, radius = 3): Part => svg("rect", { x, y, width: w, height, rx: radius, class: name });
const disc = (x: number, y: number, r: number, name: string): Part => svg("circle", { cx: x, cy: y, r, class: name });
const line = (points: string, name: string): Part => svg("polyline", { points, class: name });
const words = (x: number, y: number, text: string, anchor = "middle"): Part => svg("text", { x, y, "text-anchor": anchor, class: "s-text" }, text);
const shape = (points: string, name: string): Part => svg("polygon", { points, class: name });

const spools = (y: number): Part[] => [disc(26, y, 14, "s-roll"), disc(26, y, 4, "s-core"), disc(wide - 26, y, 14, "s-roll"), disc(wide - 26, y, 4, "s-core"), words(26, y + 30, "unwind"), words(wide - 26, y + 30, "rewind")];

function drum(target: string, film: string): Part[] {
  const [x, y, r] = [wide / 2, 72, 34];
  const targets = [-1, 0, 1].flatMap((at) => {
    const angle = Math.PI / 2 + at * 0.95;
    const [px, py] = [x + Math.cos(angle) * (r + 22), y + Math.sin(angle) * (r + 22)];
    const [gx, gy] = [x + Math.cos(angle) * (r + 10), y + Math.sin(angle) * (r + 10)];
    return [disc(gx, gy, 8, "s-plasma"), svg("rect", { x: px - 13, y: py - 4, width: 26, height: 8, class: "s-metal", transform: `rotate(${(-at * 54).toFixed(0)} ${px.toFixed(1)} ${py.toFixed(1)})` })];
  });
  return [box(88, 8, 164, 134, "s-chamber", 60), ...spools(40), line(`26,26 130,24 ${x - r},${y}`, "s-web"), line(`${x + r},${y} 210,24 ${wide - 26},26`, "s-film"),
    disc(x, y, r, "s-drum"), svg("path", { d: `M ${x - r} ${y} A ${r} ${r} 0 0 0 ${x + r} ${y}`, class: "s-film" }), ...targets, words(x, y + 4, "cooled drum"), words(102, 140, target, "start"), words(wide - 92, 140, film, "end")];
}

function evaporatorSection(): Part[] {
  const sources = [["Ga", "s-ga"], ["In", "s-in"], ["Cu", "s-cu"], ["In", "s-in"], ["Ga", "s-ga"]];
  return [box(60, 12, 220, 122, "s-chamber"), ...spools(52), line("26,38 66,36 274,36", "s-web"), line("150,38 274,38 314,38", "s-film"), box(74, 20, 192, 7, "s-heat"),
    ...sources.flatMap(([name, kind], at) => {
      const x = 86 + at * 42;
      return [shape(`${x - 5},102 ${x + 5},102 ${x + 20},42 ${x - 20},42`, `s-plume ${kind}`), box(x - 9, 102, 18, 20, "s-crucible"), words(x, 117, name)];
    }), words(170, 146, "Se vapour everywhere; the web runs face down")];
}

function bathSection(): Part[] {
  return [...spools(44), box(76, 70, 188, 56, "s-tank"), box(79, 84, 182, 40, "s-liquid"), line("26,30 88,40 96,104 244,104 252,40 314,30", "s-film"), ...[96, 133, 170, 207, 244].map((x) => disc(x, 99, 6, "s-drum")),
    words(170, 142, "Cd and S in water, 65 °C: a film grows on every surface")];
}

function scribeSection(): Part[] {
  const layers: [number, number, string, string][] = [[98, 22, "s-pi", "polyimide"], [84, 14, "s-metal", "molybdenum"], [54, 30, "s-absorber", "CIGS"], [40, 14, "s-window", "ZnO:Al"]];
  const cut = (x: number, y: number, w: number, height: number, name: string) => box(x, y, w, height, name, 0);
  return [...layers.map(([y, height, name]) => box(20, y, 300, height, name, 0)), cut(120, 84, 16, 14, "s-absorber"), cut(158, 54, 22, 30, "s-window"), cut(202, 40, 18, 44, "s-void"),
    ...([[128, "P1", "s-p1"], [169, "P2", "s-p2"], [211, "P3", "s-p3"]] as const).flatMap(([x, name, kind]) => [line(`${x},10 ${x},${name === "P1" ? 84 : name === "P2" ? 54 : 40}`, kind), words(x, 8, name)]),
    line("30,47 169,47 169,91 310,91", "s-current"), ...layers.map(([y, height, , name]) => words(26, y + height / 2 + 3.5, name, "start")), words(170, 138, "current of one cell goes down P2 into the next")];
}

function laminatorSection(): Part[] {
  return [box(60, 112, 220, 16, "s-metal"), box(60, 22, 220, 20, "s-drum"), line("170,2 170,22", "s-arrow"), ...([["front barrier", "s-glass", 56], ["encapsulant", "s-liquid", 67], ["module", "s-absorber", 78], ["encapsulant", "s-liquid", 89], ["back barrier", "s-pi", 100]] as const).flatMap(([name, kind, y]) => [box(80, y, 150, 9, kind, 1), words(238, y + 8, name, "start")]),
    words(170, 144, "heat, vacuum, then the lid presses")];
}

function flasherSection(): Part[] {
  return [box(50, 12, 240, 110, "s-dark"), ...[90, 130, 170, 210, 250].map((x) => disc(x, 28, 8, "s-flash")), ...[90, 130, 170, 210, 250].map((x) => line(`${x},38 ${x},92`, "s-ray")), box(84, 96, 172, 7, "s-absorber", 1), line("256,100 300,100 300,134", "s-wire"), words(170, 138, "10 ms of light; the voltage sweeps, the current is read")];
}

function printerSection(): Part[] {
  return [box(30, 96, 280, 10, "s-pi", 1), box(30, 88, 280, 8, "s-absorber", 1), shape("150,30 190,30 176,80 164,80", "s-drum"), line("170,80 170,88", "s-cu-line"), disc(70, 60, 18, "s-copper"), disc(270, 60, 18, "s-copper"), line("70,78 46,88", "s-cu-line"), line("270,78 294,88", "s-cu-line"), words(170, 24, "print head"), words(70, 36, "copper tape"), words(270, 36, "copper tape"), words(170, 130, "ink is dried in the oven, tape becomes the bus bars")];
}

function tableSection(note: string): Part[] {
  return [box(40, 96, 260, 10, "s-metal"), box(58, 106, 8, 30, "s-metal"), box(274, 106, 8, 30, "s-metal"), box(70, 89, 200, 6, "s-absorber", 1), line("24,80 60,80", "s-arrow"), line("280,80 316,80", "s-arrow"), words(170, 60, note)];
}

const drawings: Record<Kind, () => Part[]> = {
  molybdenum: () => drum("Mo targets", "silver film"), window: () => drum("ZnO targets", "clear film"), evaporator: evaporatorSection, bath: bathSection,
  coater: () => [box(90, 30, 160, 90, "s-chamber"), ...spools(60), line("26,46 170,46 314,46", "s-web"), line("170,46 314,46", "s-film"), words(170, 90, "coating section")],
  scriber: scribeSection, printer: printerSection, laminator: laminatorSection, flasher: flasherSection, bench: () => tableSection("edges, junction box, label"),
  packer: () => tableSection("one bin, one market, one carton"), worktable: () => tableSection("one module at a time"),
};

const described: Record<Kind, string> = {
  molybdenum: "The web is coated with molybdenum by three magnetrons round a drum", window: "The web is coated with zinc oxide by magnetrons round a drum", evaporator: "The web runs over crucibles of gallium, indium and copper in selenium vapour",
  bath: "The web dives through a tank of solution under five rollers", coater: "The web is coated between two spools", scriber: "Cut through the films at one interconnect with the scribes P1, P2 and P3", printer: "A print head and two reels of copper tape over a module",
  laminator: "Five sheets between a heated platen and a lid", flasher: "A module under a row of flash lamps in a dark box", bench: "A module on a bench", packer: "A module on a packing table", worktable: "A module on a table",
};

export function section(kind: Kind): SVGElement {
  return svg("svg", { viewBox: `0 0 ${wide} ${high}`, class: "section", role: "img", "aria-label": described[kind] }, ...drawings[kind]());
}
