// SPDX-License-Identifier: Apache-2.0
// The tour as one walks through it: picture, bar and card, by one clock and one camera; what visitors do, and what that changes.
import type { Api } from "../api";
import { advance, seek, type Clock } from "../clock";
import { h } from "../dom";
import { hourUs, us } from "../format";
import type { TourState } from "../query";
import { ensureDay } from "../record/record";
import type { EventRow } from "../record/rows";
import { viewAt, type PlantView } from "../record/view";
import type { Layout } from "../scene/layout";
import type { Theatre } from "../scene/theatre";
import { fill } from "../tour/captions";
import { lengthOf, type Cue, type Pose, type Take } from "../tour/path";
import type { Story } from "../tour/story";
import { makeAddress } from "./address";
import { makeDirector, type Director } from "./director";
import { exposeHooks } from "./hooks";
import { listen, type Held } from "./input";
import { makePanel, type Panel } from "./panel";
import { parseSelection, pick, selectionText, type Selection } from "./pick";
import { makePicture, type Picture } from "./picture";
import { makePlan2d, type Plan2d } from "./plan2d";
import { makeTip, type Tip } from "./tip";
import { makeTransport, type Transport } from "./transport";
import { tipText, welcome } from "./words";

/** A run that is open, and where it is shown. */
export interface OpenTour {
  into: HTMLElement;
  api: Api;
  theatre?: Theatre;
  layout: Layout;
  clock: Clock;
  story: Story;
  list: Cue[];
  signal: AbortSignal;
  /** As the address had it. */
  first: TourState;
}

export class TourView {
  private readonly isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  private readonly stage = h("div", { class: "stage", tabindex: 0, role: "application", "aria-label": "The fab in space. Arrow keys walk, T starts the tour, O shows all from above, Tab reaches the bar below." });
  private readonly words = h("p", { class: "sr", "aria-live": "polite" });
  private readonly director: Director;
  private readonly panel: Panel;
  private readonly transport: Transport;
  private readonly picture?: Picture;
  private readonly plan2d?: Plan2d;
  private readonly tip: Tip;
  private readonly held: Held;
  private readonly address = makeAddress(() => this.state());
  private selected?: Selection;
  private seconds = 0; // of the picture
  private shotShown = "";
  private view: PlantView;

  constructor(private readonly tour: OpenTour) {
    const { into, api, theatre, layout, clock, list, signal, story: { record } } = tour;
    this.view = viewAt(record, clock.time);
    if (theatre) this.picture = makePicture(this.stage, theatre, tour.story);
    else {
      this.plan2d = makePlan2d(layout, (selection) => this.select(selection));
      this.stage.append(h("p", { class: "notice" }, "This browser has no WebGL: the line is shown as a plan."), this.plan2d.element);
    }
    this.tip = makeTip(this.stage);
    this.stage.append(this.words);
    this.director = makeDirector(layout, list, () => this.stage.clientWidth / Math.max(1, this.stage.clientHeight), this.isCalm);
    this.panel = makePanel(api, record, { select: (selection) => this.select(selection), seek: (time) => this.seekTo(time) }, () => this.select(undefined));
    this.transport = makeTransport(clock, layout, record.plant.segments.map((item) => item.segment), theatre?.look, {
      play: () => this.play(), speed: (value) => (clock.speed = value), seek: (time) => this.seekTo(time), event: (way) => void this.toEvent(way), view: (name) => this.show(name),
      look: () => this.changeLook(), seekTour: (at) => (this.director.at = at),
    });
    into.append(h("h1", { class: "sr" }, `${record.plant.name}: a walk through the running fab`), this.stage, this.panel.element, this.transport.element);
    this.held = listen(this.stage, { drag: (dx, dy, second) => this.director.drag(dx, dy, second), pinch: (factor) => this.director.pinch(factor), tap: (x, y) => this.tap(x, y), hover: (x, y) => this.hover(x, y), key: (key) => this.key(key) }, signal);
    void this.loadMarks();
  }

  start(): void {
    const { first, clock, theatre, list, signal, story } = this.tour;
    clock.isPlaying = !(first.isPaused ?? this.isCalm);
    if (first.at !== undefined) this.director.at = first.at;
    if (!this.director.show(first.view ?? "overview", true)) this.director.show("overview", true);
    const selected = parseSelection(first.selected);
    if (selected) this.select(selected);
    else if (!first.view && theatre) this.stage.after(welcome(story.record.plant.name, (name) => this.show(name)));
    const resize = new ResizeObserver((sizes) => this.resize(sizes.some(({ target }) => target === this.stage)));
    resize.observe(this.stage);
    resize.observe(this.panel.element);
    this.resize(true);
    let [frame, last] = [0, 0];
    const loop = (now: number) => {
      if (signal.aborted) return;
      const seconds = (now - (last || now)) / 1000;
      // A tab that was away does not catch up.
      this.step(Math.min(0.1, seconds));
      this.picture?.sharpen(seconds);
      last = now;
      frame = requestAnimationFrame(loop);
    };
    frame = requestAnimationFrame(loop);
    signal.addEventListener("abort", () => {
      cancelAnimationFrame(frame);
      resize.disconnect();
      theatre?.renderer.dispose();
    });
    exposeHooks(theatre, list, (at) => (this.director.at = at));
  }

  private step(seconds: number): void {
    const { director, tour: { clock, api, list, story: { record } } } = this;
    const { pose, take } = director.step(seconds, this.held, clock.isPlaying);
    if (take) clock.time = Math.round(take.cue.time + take.age * take.cue.shot.pace * us);
    else advance(clock, seconds);
    if (clock.isPlaying) this.seconds += seconds;
    // At a day a second the next day must be under way before this one is over.
    void ensureDay(api, record, clock.time).catch(() => undefined);
    if (clock.isPlaying && !take) void ensureDay(api, record, clock.time + Math.max(hourUs, clock.speed * 2 * us)).catch(() => undefined);
    this.draw(pose, take);
    this.transport.show({ clock, isPlaying: clock.isPlaying, view: director.mode === "fixed" ? "" : director.mode, tour: director.mode === "tour" ? { at: director.at, length: lengthOf(list) } : undefined });
    this.say(take);
    if (take && director.at >= lengthOf(list)) {
      this.show("overview");
      this.stage.dataset.tour = "ended";
    }
    this.address.step(seconds);
  }

  private draw(pose: Pose, take: Take | undefined): void {
    const { picture, plan2d, seconds, selected, tour: { clock, story } } = this;
    if (picture) {
      const market = take?.cue.shot.anchor.startsWith("market:") ? take.cue.shot.anchor.slice(7) : take ? undefined : this.director.market;
      this.view = picture.show({ time: clock.time, stage: seconds, pose, take, market, pace: take ? take.cue.shot.pace : clock.speed, selected }, clock.isPlaying);
    } else {
      this.view = viewAt(story.record, clock.time, clock.speed);
      plan2d?.show(this.view);
    }
  }

  private say(take: Take | undefined): void {
    const id = take?.cue.shot.id ?? "";
    if (id === this.shotShown) return;
    this.shotShown = id;
    this.words.textContent = take ? fill(take.cue.shot.narration, { name: this.tour.story.record.plant.name, begins: this.tour.clock.time }) : "";
  }

  /** @param isStage else the card alone has another size */
  private resize(isStage: boolean): void {
    this.picture?.resize(this.panel.covers(this.stage));
    if (isStage && this.director.name === "overview" && this.director.mode === "overview") this.director.show("overview", true);
  }

  private play(): void {
    this.tour.clock.isPlaying = !this.tour.clock.isPlaying;
    this.address.hurry();
  }

  private show(name: string): void {
    const { director, tour: { clock, list } } = this;
    delete this.stage.dataset.tour;
    document.querySelector(".welcome")?.remove();
    if (name === "tour") {
      if (director.mode === "tour") return;
      director.at = director.at >= lengthOf(list) ? 0 : director.at;
      clock.isPlaying = true;
      this.select(undefined);
    }
    director.show(name);
    const [kind, ...rest] = name.split(":");
    if (kind === "station") this.select({ kind, station: rest.join(":") });
    if (kind === "market") this.select({ kind, segment: rest.join(":") });
    if (name === "walk") this.stage.focus();
    this.address.hurry();
  }

  private select(selection: Selection | undefined): void {
    const { director, tour: { api, clock, theatre, story: { record } } } = this;
    this.selected = selection;
    this.address.hurry();
    if (!selection) return this.panel.close();
    document.querySelector(".welcome")?.remove();
    if (director.mode === "tour") clock.isPlaying = false;
    if (selection.kind === "market" && director.market !== selection.segment && theatre) director.show(`market:${selection.segment}`);
    else if (selection.kind !== "market" && director.market) director.show("overview", true);
    void ensureDay(api, record, clock.time).then(() => this.panel.open(selection, viewAt(record, clock.time)));
  }

  private seekTo(time: number): void {
    if (this.director.mode === "tour") this.director.show("overview", true);
    seek(this.tour.clock, time);
    this.address.hurry();
  }

  private async toEvent(way: -1 | 1): Promise<void> {
    const { api, clock: { time }, story: { record } } = this.tour;
    const range = way > 0 ? { "time.from": time + 1, order: "time" } : { "time.to": time - 1, order: "-time" };
    const [event] = await api.rows<EventRow>(record.id, "events", { ...range, limit: 1 }, 1);
    if (!event) return;
    this.seekTo(event.time);
    const words = `${event.tool}: ${event.kind} ${event.subject} ${event.detail}`;
    this.words.textContent = words;
    this.tip.show(`${words} · events ${event.rowid}`, this.stage.clientWidth / 2, 60);
    if (record.plant.stations.some((station) => station.tools.includes(event.tool))) this.select({ kind: "tool", tool: event.tool });
  }

  private tap(x: number, y: number): void {
    const { theatre } = this.tour;
    if (!theatre) return;
    this.stage.focus({ preventScroll: true });
    if (this.director.market) return;
    const selection = pick(theatre, x / this.stage.clientWidth, y / this.stage.clientHeight);
    if (selection) this.select(selection);
  }

  private hover(x: number, y: number): void {
    const { theatre, story } = this.tour;
    if (!theatre || this.director.mode === "tour" || this.director.market) return this.tip.hide();
    const selection = pick(theatre, x / this.stage.clientWidth, y / this.stage.clientHeight);
    this.stage.classList.toggle("can-open", !!selection);
    if (selection) this.tip.show(tipText(story.record, this.view, selection), x, y);
    else this.tip.hide();
  }

  private key(key: string): boolean {
    const acts: Record<string, () => void> = { " ": () => this.play(), t: () => this.show("tour"), o: () => this.show("overview"), f: () => this.show("walk"), Escape: () => this.select(undefined), "[": () => void this.toEvent(-1), "]": () => void this.toEvent(1), "+": () => this.director.pinch(0.9), "-": () => this.director.pinch(1.1) };
    acts[key]?.();
    return key in acts;
  }

  private changeLook(): void {
    // Textures, lights and shaders are made for one look: the page begins anew in the other.
    const query = new URLSearchParams(location.search);
    query.set("look", this.tour.theatre?.look === "high" ? "plain" : "high");
    location.search = query.toString();
  }

  private async loadMarks(): Promise<void> {
    const { api, story } = this.tour;
    this.transport.marks(await api.rows<EventRow>(story.record.id, "events", { columns: "time,kind", limit: 4000 }, 4000).catch(() => []));
  }

  private state(): TourState {
    const { director, selected, tour: { clock, first } } = this;
    const isTour = director.mode === "tour";
    return { run: first.run, look: first.look, time: isTour ? undefined : clock.time, speed: clock.speed === 1 ? undefined : clock.speed, isPaused: !clock.isPlaying || undefined,
      view: director.name, at: isTour ? director.at : undefined, selected: selectionText(selected) };
  }
}
