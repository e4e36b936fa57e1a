// SPDX-License-Identifier: Apache-2.0
// The curve through what a flash reported: short circuit, maximum power, open circuit. The record keeps these points and
// not the sweep; an exponential through them is drawn.

export interface Points { isc: number; voc: number; imp: number; vmp: number }

export function currentAt(points: Points, voltage: number): number {
  const { isc, voc, imp, vmp } = points;
  if (!(isc > 0) || !(voc > 0)) return 0;
  // I = isc (1 - a (exp(V / (b voc)) - 1)) with a and b from maximum power.
  const left = Math.max(1e-6, 1 - imp / isc);
  const b = (vmp / voc - 1) / Math.log(left);
  const a = left * Math.exp(-vmp / (b * voc));
  const at = isc * (1 - a * (Math.exp(voltage / (b * voc)) - 1));
  // Corrected by a straight line so that open circuit is met exactly.
  const end = isc * (1 - a * (Math.exp(1 / b) - 1));
  return at - (end * voltage) / voc;
}

export function ivCurve(points: Points, steps = 60, until = 1): [number, number][] {
  return Array.from({ length: steps + 1 }, (_, at) => {
    const voltage = (points.voc * until * at) / steps;
    return [voltage, currentAt(points, voltage)];
  });
}
