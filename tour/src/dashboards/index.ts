// SPDX-License-Identifier: Apache-2.0
// The dashboards of a run: one page, a view at a time; what the address says is shown.
import type { Page } from "../pages";
import { cached } from "./cache";
import type { ViewContext } from "./context";
import { followRun } from "./live";
import { makeShell } from "./shell";
import { patched, rangeOf, readDashState, type Patch } from "./state";
import { views } from "./views/index";

export const dashboardsPage: Page = {
  id: "dashboards",
  title: "Dashboards",
  path: "/dashboards",
  mount(into, { api: plain }) {
    const stop = new AbortController();
    const { api, forget } = cached(plain);
    const shell = makeShell(into);
    let drawing = new AbortController();
    let isFirst = true;

    function set(patch: Patch, isQuiet = false): void {
      const search = patched(location.search, patch);
      if (isQuiet) history.replaceState(null, "", location.pathname + search);
      else {
        history.pushState(null, "", location.pathname + search);
        void draw(patch.view !== undefined || patch.run !== undefined);
      }
    }

    async function draw(isNew: boolean): Promise<void> {
      drawing.abort();
      const mine = (drawing = new AbortController());
      const began = performance.now();
      shell.busy(true);
      try {
        const context = await contextOf(mine.signal);
        const view = views.find((candidate) => candidate.id === context.state.get("view")) ?? views[0];
        shell.head(view, context);
        const parts = await view.draw(context);
        if (!mine.signal.aborted) shell.show(view, parts, isNew && !isFirst, performance.now() - began);
        isFirst = false;
      } catch (error) {
        if (!mine.signal.aborted) shell.fail(error as Error);
      }
    }

    async function contextOf(signal: AbortSignal): Promise<ViewContext> {
      const state = readDashState(location.search);
      const runs = await api.runs();
      const run = runs.find((item) => item.id === state.get("run")) ?? runs.find((item) => item.is_served) ?? runs[0];
      if (!run) throw new Error("no run is served");
      const [summary, plant] = await Promise.all([api.summary(run.id), api.plant(run.id)]);
      return {
        api,
        run,
        runs,
        summary,
        plant,
        state,
        range: rangeOf(state, run.begins, run.ends),
        signal,
        set,
        link: (patch) => location.pathname + patched(location.search, patch),
      };
    }

    const again = () => void draw(false);
    for (const query of ["(prefers-color-scheme: dark)"]) matchMedia(query).addEventListener("change", again, { signal: stop.signal });
    void draw(true);
    followRun(plain, stop.signal, () => {
      forget();
      again();
    });
    return () => {
      stop.abort();
      drawing.abort();
    };
  },
};
