// SPDX-License-Identifier: Apache-2.0
// The page of the tour: opens the run that the address names and hands it to the view.
import { makeClock } from "../clock";
import { h } from "../dom";
import type { Page, PageContext } from "../pages";
import { readState, type TourState } from "../query";
import { openRecord, type RunRecord } from "../record/record";
import { layOut } from "../scene/layout";
import { makeTheatre, type Theatre } from "../scene/theatre";
import { cues } from "../tour/path";
import { openStory } from "../tour/story";
import { storyboard } from "../tour/storyboard";
import { TourView } from "./tour_view";

export const tourPage: Page = {
  id: "tour", title: "Tour", path: "/",
  mount(into, context) {
    const stop = new AbortController();
    const status = h("p", { class: "loading", role: "status" }, "Opening the run …");
    into.append(status);
    void open(into, context, stop.signal, status).catch((error: Error) => {
      into.replaceChildren(h("p", { class: "loading", role: "alert" }, `The run could not be opened: ${error.message}`));
      console.error(error);
    });
    return () => stop.abort();
  },
};

async function open(into: HTMLElement, { api }: PageContext, signal: AbortSignal, status: HTMLElement): Promise<void> {
  const first = readState(location.search);
  const record = await openRecord(api, first.run);
  document.getElementById("bar-run")!.textContent = `${record.plant.name} · run ${record.id}`;
  const theatre = theatreOf(record, first.look);
  const layout = theatre?.stage.layout ?? layOut(record.plant);
  const plan = cues(storyboard, "tour", layout, record.plant.segments.map((item) => item.segment));
  const { story, cues: list } = await openStory(api, record, plan);
  if (signal.aborted) return;
  status.remove();
  const clock = makeClock(record.info.begins, record.info.ends);
  clock.time = first.time ?? list.find((cue) => cue.shot.moment === "busiest")?.time ?? clock.begins;
  clock.speed = first.speed ?? 1;
  new TourView({ into, api, theatre, layout, clock, story, list, signal, first }).start();
}

/** Undefined without WebGL: the plan is shown then. */
function theatreOf(record: RunRecord, look: TourState["look"]): Theatre | undefined {
  try {
    return makeTheatre(record, h("canvas", { class: "picture", "aria-hidden": "true" }), { look });
  } catch {
    return undefined;
  }
}
