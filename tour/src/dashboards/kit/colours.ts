// SPDX-License-Identifier: Apache-2.0
// Colours that a canvas needs as values. The scale of maps gets steadily lighter, so that it reads in grey and to
// eyes that tell red from green badly.

/** A colour of the theme: `--data`, `--alarm`, ... */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#808080";
}

// Dark blue, teal, sand: lightness rises evenly, blue to yellow is seen by all common kinds of colour blindness.
const anchors: [number, number, number][] = [
  [20, 32, 74],
  [30, 77, 120],
  [52, 121, 137],
  [104, 160, 139],
  [172, 193, 136],
  [243, 228, 155],
];

/** Red, green, blue [0 to 255] of a share of the scale. */
export function mapColour(share: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, share)) * (anchors.length - 1);
  const at = Math.min(anchors.length - 2, Math.floor(place));
  const rest = place - at;
  return [0, 1, 2].map((c) => Math.round(anchors[at][c] + rest * (anchors[at + 1][c] - anchors[at][c]))) as [number, number, number];
}

export function mapCss(share: number): string {
  return `rgb(${mapColour(share).join(" ")})`;
}
