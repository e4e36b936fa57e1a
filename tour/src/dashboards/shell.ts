// SPDX-License-Identifier: Apache-2.0
// What stands around every view: the list of views, the choice of run and time, and the place of the view itself.
import type { RunInfo } from "../api";
import { h } from "../dom";
import { iso, moment, parseIso } from "../format";
import { viewLink, type View, type ViewContext } from "./context";
import { empty } from "./kit/blocks";
import { keepFocus } from "./kit/focus";
import { choice } from "./kit/inputs";
import { count } from "./kit/scale";
import { rangePatch, type Patch } from "./state";
import { views } from "./views/index";

export interface Shell {
  head(view: View, context: ViewContext): void;
  busy(isBusy: boolean): void;
  show(view: View, parts: HTMLElement[], isNew: boolean, ms: number): void;
  fail(error: Error): void;
}

export function makeShell(into: HTMLElement): Shell {
  const content = h("div", { class: "d-content", id: "d-content" });
  const nav = h("nav", { class: "d-nav", "aria-label": "Views" });
  const tools = h("div", { class: "d-tools" });
  const body = h("div", { class: "d-body" }, tools, content);
  into.append(h("div", { class: "d-page" }, nav, body));
  content.append(empty("Reading the run …"));

  function busy(isBusy: boolean): void {
    body.classList.toggle("busy", isBusy);
    body.setAttribute("aria-busy", String(isBusy));
    if (isBusy) delete content.dataset.ready;
  }

  return {
    busy,
    head(view, context) {
      document.title = `${view.title} · ${context.run.name} · Heliofab`;
      document.getElementById("bar-run")!.textContent = `${context.run.name} · run ${context.run.id}`;
      nav.replaceChildren(...groupsOf(view, context));
      nav.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
      keepFocus(tools, () => tools.replaceChildren(runChoice(context), ...(view.usesTime ? timeChoice(context) : [])));
    },
    show(view, parts, isNew, ms) {
      keepFocus(content, () => content.replaceChildren(...parts));
      busy(false);
      if (isNew) {
        into.scrollTo(0, 0);
        content.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
      }
      [content.dataset.ready, content.dataset.ms] = [view.id, ms.toFixed(0)];
    },
    fail(error) {
      content.replaceChildren(h("p", { class: "empty", role: "alert" }, `This view could not be drawn: ${error.message}`));
      busy(false);
      content.dataset.ready = "failed";
    },
  };
}

function groupsOf(view: View, context: ViewContext): HTMLElement[] {
  const groups = [...new Set(views.map((item) => item.group))];
  const link = (item: View) => viewLink(context, { view: item.id }, item.title, { "aria-current": item === view ? "page" : undefined });
  return groups.map((group) =>
    h("div", { class: "d-group" }, h("p", {}, group), ...views.filter((item) => item.group === group).map(link)),
  );
}

function runChoice({ runs, run, set }: ViewContext): HTMLElement {
  const text = (item: RunInfo) => `${item.id} · ${item.name} · ${count(item.modules)} modules${item.is_complete ? "" : " · not complete"}`;
  const options = runs.map((item) => ({ value: item.id, text: text(item) }));
  return choice("d-run", "Run", options, run.id, (value) => set({ run: value, from: undefined, to: undefined }));
}

function timeChoice({ range, run, set }: ViewContext): HTMLElement[] {
  const minutes = (time: number) => iso(time).slice(0, 16);
  const input = (id: string, label: string, now: number, write: (time: number) => Patch) =>
    h(
      "label",
      { class: "field" },
      h("span", {}, label),
      h("input", {
        id,
        type: "datetime-local",
        value: minutes(now),
        min: minutes(run.begins),
        max: minutes(run.ends),
        "aria-label": `${label} ${moment(now)}`,
        onchange: (event) => {
          const value = parseIso(`${(event.target as HTMLInputElement).value}:00`);
          if (value !== undefined) set(write(value));
        },
      }),
    );
  const patch = (from: number, to: number) => rangePatch(Math.min(from, to), Math.max(from, to), run.begins, run.ends);
  return [
    input("d-from", "From", range.from, (time) => patch(time, range.to)),
    input("d-to", "To", range.to, (time) => patch(range.from, time)),
    h(
      "button",
      { type: "button", id: "d-whole", disabled: range.isWhole, onclick: () => set({ from: undefined, to: undefined }) },
      "Whole run",
    ),
  ];
}
