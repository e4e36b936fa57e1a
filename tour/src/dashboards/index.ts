// SPDX-License-Identifier: Apache-2.0
// The dashboards of a run: one page, a view at a time; what the address says is shown.
import type { RunInfo } from "../api";
import { h } from "../dom";
import { iso, moment, parseIso } from "../format";
import type { Page } from "../pages";
import { cached } from "./cache";
import type { View, ViewContext } from "./context";
import type { Summary } from "./data/summary";
import { empty } from "./kit/blocks";
import { choice } from "./kit/inputs";
import { count } from "./kit/scale";
import { followRun } from "./live";
import { patched, rangeOf, rangePatch, readDashState, type Patch } from "./state";
import { views } from "./views/index";

export const dashboardsPage: Page = {
  id: "dashboards", title: "Dashboards", path: "/dashboards",
  mount(into, { api: plain }) {
    const stop = new AbortController();
    const { api, forget } = cached(plain);
    const shell = makeShell(into, (patch) => set(patch));
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
      return { api, run, runs, summary: summary as unknown as Summary, plant, state, range: rangeOf(state, run.begins, run.ends), signal, set, link: (patch) => location.pathname + patched(location.search, patch) };
    }

    const again = () => void draw(false);
    for (const query of ["(prefers-color-scheme: dark)"]) matchMedia(query).addEventListener("change", again, { signal: stop.signal });
    void draw(true);
    followRun(plain, stop.signal, () => { forget(); again(); });
    return () => { stop.abort(); drawing.abort(); };
  },
};

function makeShell(into: HTMLElement, set: (patch: Patch) => void) {
  const content = h("div", { class: "d-content", id: "d-content", "aria-live": "off" });
  const nav = h("nav", { class: "d-nav", "aria-label": "Views" });
  const tools = h("div", { class: "d-tools" });
  const body = h("div", { class: "d-body" }, tools, content);
  into.append(h("div", { class: "d-page" }, nav, body));
  content.append(empty("Reading the run …"));

  function head(view: View, context: ViewContext): void {
    document.title = `${view.title} · ${context.run.name} · Heliofab`;
    document.getElementById("bar-run")!.textContent = `${context.run.name} · run ${context.run.id}`;
    const groups = [...new Set(views.map((item) => item.group))];
    nav.replaceChildren(...groups.map((group) => h("div", { class: "d-group" }, h("p", {}, group), ...views.filter((item) => item.group === group).map((item) => navLink(item, item === view, context)))));
    nav.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    keepFocus(tools, () => tools.replaceChildren(runChoice(context), ...(view.usesTime ? timeChoice(context) : [])));
  }

  function navLink(item: View, isCurrent: boolean, context: ViewContext): HTMLElement {
    return h("a", { href: context.link({ view: item.id }), "aria-current": isCurrent ? "page" : undefined, onclick: (event) => {
      const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
      if (ctrlKey || metaKey || shiftKey) return;
      event.preventDefault();
      set({ view: item.id });
    } }, item.title);
  }

  function runChoice({ runs, run }: ViewContext): HTMLElement {
    const text = (item: RunInfo) => `${item.id} · ${item.name} · ${count(item.modules)} modules${item.is_complete ? "" : " · not complete"}`;
    return choice("d-run", "Run", runs.map((item) => ({ value: item.id, text: text(item) })), run.id, (value) => set({ run: value, from: undefined, to: undefined }));
  }

  function timeChoice({ range, run }: ViewContext): HTMLElement[] {
    const input = (id: string, label: string, time: number, write: (time: number) => Patch) => h("label", { class: "field" }, h("span", {}, label), h("input", { id, type: "datetime-local", value: iso(time).slice(0, 16), min: iso(run.begins).slice(0, 16), max: iso(run.ends).slice(0, 16), "aria-label": `${label} ${moment(time)}`,
      onchange: (event) => { const value = parseIso(`${(event.target as HTMLInputElement).value}:00`); if (value !== undefined) set(write(value)); } }));
    return [input("d-from", "From", range.from, (time) => rangePatch(time, Math.max(range.to, time), run.begins, run.ends)), input("d-to", "To", range.to, (time) => rangePatch(Math.min(range.from, time), time, run.begins, run.ends)),
      h("button", { type: "button", id: "d-whole", disabled: range.isWhole, onclick: () => set({ from: undefined, to: undefined }) }, "Whole run")];
  }

  return {
    head,
    busy(isBusy: boolean): void { body.classList.toggle("busy", isBusy); body.setAttribute("aria-busy", String(isBusy)); delete content.dataset.ready; },
    show(view: View, parts: HTMLElement[], isNew: boolean, ms: number): void {
      keepFocus(content, () => content.replaceChildren(...parts));
      this.busy(false);
      if (isNew) { into.scrollTo(0, 0); content.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true }); }
      [content.dataset.ready, content.dataset.ms] = [view.id, ms.toFixed(0)];
    },
    fail(error: Error): void {
      content.replaceChildren(h("p", { class: "empty", role: "alert" }, `This view could not be drawn: ${error.message}`));
      this.busy(false);
      content.dataset.ready = "failed";
    },
  };
}

/** Whoever works by keyboard stays where they were when a part of the page is made anew. */
function keepFocus(root: HTMLElement, change: () => void): void {
  const active = document.activeElement;
  const id = active && root.contains(active) ? active.id : "";
  change();
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
}
