// SPDX-License-Identifier: Apache-2.0
// What tests and measurements may do with the page from outside: `heliofabTour` of the window.
import type { Theatre } from "../scene/theatre";
import { lengthOf, takeAt, type Cue } from "../tour/path";

export function exposeHooks(theatre: Theatre | undefined, list: Cue[], seekTour: (at: number) => void): void {
  /** Draws a shot so many times and waits for each picture. */
  const frames = (width: number, height: number, id: string, count: number): unknown => {
    const cue = list.find((item) => item.shot.id === id);
    if (!theatre || !cue) return undefined;
    theatre.resize(width, height);
    const gl = theatre.renderer.getContext();
    const pixel = new Uint8Array(4);
    for (let frame = 0; frame < count; ++frame) {
      const { pose } = takeAt(list, theatre.stage.layout, cue.begins + cue.seconds * (0.5 + 0.02 * frame));
      theatre.render({ time: cue.time, stage: cue.begins, pose, pace: 1, market: cue.shot.anchor.startsWith("market:") ? cue.shot.anchor.slice(7) : undefined });
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    }
    const { calls, triangles } = theatre.renderer.info.render;
    return { calls, triangles };
  };
  Object.assign(globalThis, { heliofabTour: { theatre, frames, seekTour, length: lengthOf(list), info: () => theatre?.renderer.info.render } });
}
