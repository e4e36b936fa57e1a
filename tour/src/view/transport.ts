// SPDX-License-Identifier: Apache-2.0
// The bar below the picture: play and pause, how fast, which moment, which view.
import { speeds, speedText, type Clock } from "../clock";
import { h } from "../dom";
import { clockTime, day, moment } from "../format";
import type { Layout } from "../scene/layout";
import { title } from "../format";

export interface Acts {
  play(): void;
  speed(value: number): void;
  seek(time: number): void;
  event(way: -1 | 1): void;
  view(name: string): void;
  look(): void;
  seekTour(seconds: number): void;
}

export interface Transport { element: HTMLElement; show(state: { clock: Clock; isPlaying: boolean; view: string; tour?: { at: number; length: number } }): void; marks(rows: { time: number; kind: string }[]): void }

const steps = 2000; // of the scrubber over the whole run

export function makeTransport(clock: Clock, layout: Layout, markets: string[], look: string | undefined, acts: Acts): Transport {
  const play = h("button", { type: "button", class: "round pause", "aria-label": "Pause", onclick: acts.play });
  const time = h("output", { class: "clock", "aria-live": "off" });
  const scrub = h("input", { type: "range", min: 0, max: steps, step: 1, "aria-label": "Moment of the run", oninput: () => (isTour ? acts.seekTour((Number(scrub.value) / steps) * length) : acts.seek(clock.begins + (Number(scrub.value) / steps) * (clock.ends - clock.begins))) });
  const marks = h("canvas", { class: "marks", width: 1000, height: 10, "aria-hidden": "true" });
  const speed = h("select", { "aria-label": "Speed", onchange: () => acts.speed(Number(speed.value)) }, ...speeds.map((value) => h("option", { value }, speedText(value))));
  const goto = h("select", { "aria-label": "Go to", onchange: () => {
    if (goto.value) acts.view(goto.value);
    goto.value = "";
  } }, h("option", { value: "" }, "Go to …"), h("optgroup", { label: "Stations" }, ...layout.stations.map((station) => h("option", { value: `station:${station.plan.station}` }, title(station.plan.station)))),
    h("optgroup", { label: "Markets" }, ...markets.map((name) => h("option", { value: `market:${name}` }, title(name)))));
  const views = new Map<string, HTMLButtonElement>();
  for (const [name, words, hint] of [["tour", "Tour", "The guided tour (T)"], ["overview", "Overview", "From above (O)"], ["walk", "Walk", "On foot: arrow keys or W A S D (F)"]] as const) {
    views.set(name, h("button", { type: "button", title: hint, onclick: () => acts.view(name) }, words));
  }
  const element = h("div", { class: "transport", role: "group", "aria-label": "Time and view" },
    h("div", { class: "transport-line" }, h("div", { class: "scrub" }, marks, scrub)),
    h("div", { class: "transport-line" }, play,
      h("button", { type: "button", class: "small", "aria-label": "Event before", title: "Event before ([)", onclick: () => acts.event(-1) }, "‹"),
      h("button", { type: "button", class: "small", "aria-label": "Next event", title: "Next event (])", onclick: () => acts.event(1) }, "›"),
      speed, time, h("span", { class: "grow" }),
      // Without a picture there is one view alone.
      look && h("div", { class: "views", role: "group", "aria-label": "View" }, ...views.values()), goto,
      look && h("button", { type: "button", class: "look", title: "Shadows and reflections, or faster", onclick: acts.look }, look === "high" ? "Plain look" : "High look")));
  let isTour = false;
  let length = 1;
  let shown = "";
  return {
    element,
    show(state) {
      isTour = !!state.tour;
      length = state.tour?.length ?? 1;
      const words = state.isPlaying ? "Pause" : "Play";
      if (play.getAttribute("aria-label") !== words) {
        play.setAttribute("aria-label", words);
        play.className = `round ${state.isPlaying ? "pause" : "play"}`;
      }
      const text = `${day(state.clock.time)} ${clockTime(state.clock.time)}`;
      if (text !== shown) time.value = shown = text;
      // While a hand is on it the scrubber follows the hand.
      if (document.activeElement !== scrub || !scrub.matches(":active")) {
        const share = state.tour ? state.tour.at / state.tour.length : (state.clock.time - state.clock.begins) / (state.clock.ends - state.clock.begins);
        scrub.value = String(Math.round(share * steps));
      }
      scrub.setAttribute("aria-valuetext", state.tour ? `${Math.round(state.tour.at)} of ${Math.round(state.tour.length)} seconds of the tour` : moment(state.clock.time));
      scrub.setAttribute("aria-label", state.tour ? "Place in the tour" : "Moment of the run");
      speed.value = String(speeds.includes(state.clock.speed) ? state.clock.speed : 1);
      speed.disabled = isTour;
      for (const [name, button] of views) button.setAttribute("aria-pressed", String(state.view === name));
      marks.hidden = isTour;
    },
    marks(rows) {
      const ink = marks.getContext("2d")!;
      ink.clearRect(0, 0, 1000, 10);
      const style = getComputedStyle(marks);
      for (const { time: at, kind } of rows) {
        ink.fillStyle = style.getPropertyValue(/breakdown|stopped/.test(kind) ? "--alarm" : "--ink-quiet");
        ink.fillRect(((at - clock.begins) / (clock.ends - clock.begins)) * 1000 - 1, /breakdown|stopped/.test(kind) ? 0 : 5, 2, 10);
      }
    },
  };
}
