// SPDX-License-Identifier: Apache-2.0
// The picture and what is written over it: drawn when something of it changes, with fewer pixels where drawing is slow.
import { h } from "../dom";
import { dayAt } from "../record/record";
import type { PlantView } from "../record/view";
import type { Frame, Theatre } from "../scene/theatre";
import { drawTake, inkOf } from "../tour/overlay";
import type { Take } from "../tour/path";
import type { Story } from "../tour/story";
import { drawLabels } from "./labels";
import { selectionText, type Selection } from "./pick";

/** A frame with what is written over it. */
export interface Sight extends Frame { take?: Take; selected?: Selection }

export interface Picture {
  /** Draws a sight unless it is there already; tells the plant as it is drawn. */
  show(sight: Sight, isPlaying: boolean): PlantView;
  /** To the size of the stage, of which something may be covered [px]: what is looked at stands in the middle of the rest. */
  resize(covered: { right: number; bottom: number }): void;
  /** Gives up pixels where frames come too slowly. @param pause since the frame before [s] */
  sharpen(pause: number): void;
}

const usualPause = 1 / 30; // between frames [s]
const slow = 1 / 14; // a pause from which on pixels are given up

/** Puts its canvases into the stage. */
export function makePicture(stage: HTMLElement, theatre: Theatre, story: Story): Picture {
  const overlay = h("canvas", { class: "overlay", "aria-hidden": "true" });
  stage.append(theatre.renderer.domElement, overlay);
  let view: PlantView;
  let seen = ""; // the sight that is drawn
  let sharpness = 1; // of the picture's pixels
  let isRefined = false;
  let covered = { right: 0, bottom: 0 };
  let pause = usualPause; // smoothed

  /** @param share of the pixels that the look is drawn with */
  function fit(share: number): void {
    const [width, height] = [Math.max(1, stage.clientWidth), Math.max(1, stage.clientHeight)];
    const fine = Math.min(2, devicePixelRatio);
    // On the processor every pixel costs; on a graphics unit two a point are enough.
    theatre.resize(width, height, (theatre.look === "high" ? fine : 1) * share);
    theatre.shift(covered.right / 2 / width, covered.bottom / 2 / height);
    [overlay.width, overlay.height] = [Math.round(width * fine), Math.round(height * fine)];
  }

  function paint(sight: Sight): void {
    const { take, market, selected } = sight;
    view = theatre.render(sight);
    const ink = inkOf(overlay);
    ink.to.clearRect(0, 0, ink.width, ink.height);
    if (take) drawTake(ink, story, view, take);
    else if (!market) drawLabels(ink, theatre, view, selected?.kind === "station" ? selected.station : undefined);
  }

  return {
    show(sight, isPlaying) {
      const { time, stage: seconds, pose, market, selected } = sight;
      const text = `${time} ${seconds} ${pose.eye} ${pose.look} ${market} ${dayAt(story.record, time) ? 1 : 0} ${selectionText(selected)}`;
      if (text !== seen) {
        if (isRefined) fit(sharpness);
        isRefined = false;
        seen = text;
        paint(sight);
      } else if (!isRefined && sharpness < 1 && !isPlaying) {
        // A picture that stands is drawn once more with all its pixels.
        isRefined = true;
        fit(1);
        paint(sight);
      }
      return view;
    },
    resize(now) {
      covered = now;
      fit(sharpness);
      seen = "";
    },
    sharpen(now) {
      if (now <= 0 || now > 2) return;
      pause += (now - pause) * 0.05;
      // What was given up is not taken back, which would flicker.
      if (pause < slow || sharpness <= 0.5) return;
      sharpness -= 0.25;
      pause = usualPause;
      fit(sharpness);
      seen = "";
    },
  };
}
