// SPDX-License-Identifier: Apache-2.0
// The colour of a coated web: light of seven wavelengths through its films by transfer matrices, then to the screen.
// Indices are typical of the literature (grade C) and rough in wavelength: this is a picture, the twin's optics are
// the program's. What varies on screen are the thicknesses and the GGI of the record.

export type Rgb = [number, number, number];

export interface Film { n: (nm: number) => number; k: (nm: number) => number; nm: number }

// n and k between 420 and 660 nm are drawn by straight lines.
const line = (at420: number, at660: number) => (nm: number) => at420 + ((at660 - at420) * (nm - 420)) / 240;
const flat = (value: number) => () => value;

export const azo = (nm: number): Film => ({ n: line(2.05, 1.88), k: flat(0.002), nm });
export const izno = (nm: number): Film => ({ n: line(2.1, 1.95), k: flat(0), nm });
export const cds = (nm: number): Film => ({ n: line(2.7, 2.4), k: line(0.42, 0), nm });
/** More gallium opens the gap: less absorbed, and at longer wavelengths first. */
export const cigs = (nm: number, ggi: number): Film => ({
  n: line(2.75, 3.0), k: (at) => Math.max(0.15, line(0.95, 0.42)(at) * (1.25 - 0.8 * ggi)), nm,
});
const molybdenum = { n: line(3.0, 3.6), k: line(3.2, 3.5) };
const polyimide = { r: 0.62, g: 0.31, b: 0.07 };

// Wavelengths with how they stimulate red, green and blue of the screen; coarse, each column adds up to 1.
const samples: [number, number, number, number][] = [
  [420, 0.02, 0.0, 0.22], [460, 0.0, 0.03, 0.5], [500, 0.0, 0.2, 0.22], [540, 0.06, 0.42, 0.06],
  [580, 0.3, 0.27, 0.0], [620, 0.42, 0.07, 0.0], [660, 0.2, 0.01, 0.0],
];

/** Reflected share of light that falls straight on films upon molybdenum. */
export function reflectance(films: Film[], nm: number): number {
  // Characteristic matrices with complex entries as [re, im]; from the back (molybdenum) forward as admittances.
  let y: Complex = [molybdenum.n(nm), -molybdenum.k(nm)];
  for (let at = films.length - 1; at >= 0; --at) {
    const film = films[at];
    const index: Complex = [film.n(nm), -film.k(nm)];
    const phase = scale(index, (2 * Math.PI * film.nm) / nm);
    const tangent = complexTan(phase);
    // y' = (y + i n tan) / (1 + i (y / n) tan)
    const iTan: Complex = [-tangent[1], tangent[0]];
    y = divide(add(y, multiply(index, iTan)), add([1, 0], multiply(divide(y, index), iTan)));
  }
  const r = divide([1 - y[0], -y[1]], [1 + y[0], y[1]]);
  return r[0] * r[0] + r[1] * r[1];
}

/** Linear red, green and blue of a coated web, 0 to 1. */
export function stackColour(films: Film[]): Rgb {
  const rgb: Rgb = [0, 0, 0];
  for (const [nm, r, g, b] of samples) {
    const share = reflectance(films, nm);
    rgb[0] += share * r;
    rgb[1] += share * g;
    rgb[2] += share * b;
  }
  return rgb;
}

export const bareColour: Rgb = [polyimide.r, polyimide.g, polyimide.b];

export interface Coats { cigs?: { um: number; ggi: number }; cdsNm?: number; iznoNm?: number; azoNm?: number; isMetal: boolean }

/** The web as it looks with these films on; `isMetal` false is bare polyimide. */
export function webColour(coats: Coats): Rgb {
  if (!coats.isMetal) return bareColour;
  const films: Film[] = [];
  if (coats.azoNm) films.push(azo(coats.azoNm));
  if (coats.iznoNm) films.push(izno(coats.iznoNm));
  if (coats.cdsNm) films.push(cds(coats.cdsNm));
  if (coats.cigs) films.push(cigs(1000 * coats.cigs.um, coats.cigs.ggi));
  return roughened(stackColour(films), coats.cigs?.um ?? 0);
}

// Grown films are rough: from half a micrometre on they trap more than half of what a flat one would send back. Colours
// are drawn stronger than the eye would see them, so that a film is seen to change.
function roughened(colour: Rgb, cigsUm: number): Rgb {
  if (cigsUm === 0) return colour;
  const rough = Math.min(1, cigsUm / 0.5);
  const grey = (colour[0] + colour[1] + colour[2]) / 3;
  return colour.map((value) => Math.max(0, grey + (value - grey) * 2) * (1 - 0.62 * rough)) as Rgb;
}

type Complex = [number, number];
const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
const multiply = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const scale = (a: Complex, by: number): Complex => [a[0] * by, a[1] * by];

function divide(a: Complex, b: Complex): Complex {
  const size = b[0] * b[0] + b[1] * b[1];
  return [(a[0] * b[0] + a[1] * b[1]) / size, (a[1] * b[0] - a[0] * b[1]) / size];
}

function complexTan([re, im]: Complex): Complex {
  // Bounded by tanh: an opaque film is one whose tangent has reached +-i.
  const bound = Math.max(-20, Math.min(20, 2 * im));
  const below = Math.cos(2 * re) + Math.cosh(bound);
  return [Math.sin(2 * re) / below, Math.sinh(bound) / below];
}
