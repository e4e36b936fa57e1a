// SPDX-License-Identifier: Apache-2.0
// The page of the tour: picture, bar, card; what the address says is shown, and what is shown stands in the address.
import type { Api } from "../api";
import { advance, makeClock, seek, type Clock } from "../clock";
import { h } from "../dom";
import { us } from "../format";
import type { Page, PageContext } from "../pages";
import { readState, writeState, type TourState } from "../query";
import { dayAt, ensureDay, openRecord, type RunRecord } from "../record/record";
import type { EventRow } from "../record/rows";
import { viewAt, type PlantView } from "../record/view";
import { makeTheatre, type Theatre } from "../scene/theatre";
import { layOut } from "../scene/layout";
import { fill } from "../tour/captions";
import { drawTake, inkOf } from "../tour/overlay";
import { cues, lengthOf, type Cue, type Pose, type Take } from "../tour/path";
import { openStory, type Story } from "../tour/story";
import { storyboard } from "../tour/storyboard";
import { makeDirector, type Director } from "./director";
import { listen } from "./input";
import { drawLabels } from "./labels";
import { makePanel, type Panel } from "./panel";
import { parseSelection, pick, selectionText, type Selection } from "./pick";
import { makePlan2d } from "./plan2d";
import { exposeHooks } from "./hooks";
import { tipText, welcome } from "./words";
import { makeTransport, type Transport } from "./transport";

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

async function open(into: HTMLElement, context: PageContext, signal: AbortSignal, status: HTMLElement): Promise<void> {
  const state = readState(location.search);
  const record = await openRecord(context.api, state.run);
  document.getElementById("bar-run")!.textContent = `${record.plant.name} · run ${record.id}`;
  const canvas = h("canvas", { class: "picture", "aria-hidden": "true" });
  let theatre: Theatre | undefined;
  try {
    theatre = makeTheatre(record, canvas, { look: state.look });
  } catch {
    theatre = undefined; // no WebGL: the plan is shown
  }
  const layout = theatre?.stage.layout ?? layOut(record.plant);
  const plan = cues(storyboard, "tour", layout, record.plant.segments.map((item) => item.segment));
  const { story, cues: list } = await openStory(context.api, record, plan);
  if (signal.aborted) return;
  status.remove();
  const clock = makeClock(record.info.begins, record.info.ends);
  clock.time = state.time ?? list.find((cue) => cue.shot.moment === "busiest")?.time ?? clock.begins;
  clock.speed = state.speed ?? 1;
  new TourView(into, context.api, record, theatre, canvas, clock, story, list, signal, state).start();
}

class TourView {
  private readonly director: Director;
  private readonly panel: Panel;
  private readonly transport: Transport;
  private readonly overlay = h("canvas", { class: "overlay", "aria-hidden": "true" });
  private readonly words = h("p", { class: "sr", "aria-live": "polite" });
  private readonly tip = h("div", { class: "tip", hidden: true });
  private readonly stage: HTMLElement;
  private readonly isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  private readonly plan2d;
  private readonly held;
  private selected?: Selection;
  private seconds = 0; // of the picture
  private last = 0;
  private shotShown = "";
  private written = 0;
  private view: PlantView;
  private seen = "";
  private isRefined = false;
  private drawn?: { pose: Pose; take?: Take; market?: string };
  private sharpness = 1; // of the picture's pixels, less where drawing is slow
  private pause = 1 / 30; // between frames, smoothed [s]

  constructor(into: HTMLElement, private readonly api: Api, private readonly record: RunRecord, private readonly theatre: Theatre | undefined, canvas: HTMLCanvasElement,
    private readonly clock: Clock, private readonly story: Story, private readonly list: Cue[], private readonly signal: AbortSignal, private readonly first: TourState) {
    const layout = theatre?.stage.layout ?? layOut(record.plant);
    this.stage = h("div", { class: "stage", tabindex: 0, role: "application", "aria-label": "The fab in space. Arrow keys walk, T starts the tour, O shows all from above, Tab reaches the bar below." }, theatre ? canvas : undefined, theatre ? this.overlay : undefined, this.tip, this.words);
    this.view = viewAt(record, clock.time);
    this.director = makeDirector(layout, list, () => this.stage.clientWidth / Math.max(1, this.stage.clientHeight), this.isCalm);
    this.panel = makePanel(api, record, { select: (selection) => this.select(selection), seek: (time) => this.seekTo(time) }, () => this.select(undefined));
    this.transport = makeTransport(clock, layout, record.plant.segments.map((item) => item.segment), theatre?.look ?? "plain", {
      play: () => this.play(), speed: (value) => (clock.speed = value), seek: (time) => this.seekTo(time), event: (way) => void this.toEvent(way), view: (name) => this.show(name),
      look: () => this.changeLook(), seekTour: (at) => (this.director.at = at),
    });
    this.plan2d = theatre ? undefined : makePlan2d(layout, (selection) => this.select(selection));
    if (this.plan2d) this.stage.append(h("p", { class: "notice" }, "This browser has no WebGL: the line is shown as a plan."), this.plan2d.element);
    into.append(h("h1", { class: "sr" }, `${record.plant.name}: a walk through the running fab`), this.stage, this.panel.element, this.transport.element);
    this.held = listen(this.stage, { drag: (dx, dy, second) => this.director.drag(dx, dy, second), pinch: (factor) => this.director.pinch(factor), tap: (x, y) => this.tap(x, y), hover: (x, y) => this.hover(x, y), key: (key) => this.key(key) }, signal);
    void this.loadMarks();
  }

  start(): void {
    const { first } = this;
    this.clock.isPlaying = !(first.isPaused ?? this.isCalm);
    if (first.at !== undefined) this.director.at = first.at;
    if (!this.director.show(first.view ?? "overview", true)) this.director.show("overview", true);
    const selected = parseSelection(first.selected);
    if (selected) this.select(selected);
    else if (!first.view && this.theatre) this.stage.after(welcome(this.record.plant.name, (name) => this.show(name)));
    const resize = new ResizeObserver(() => this.resize());
    resize.observe(this.stage);
    this.resize();
    let frame = 0;
    const loop = (now: number) => {
      if (this.signal.aborted) return;
      // A tab that was away does not catch up.
      const seconds = (now - (this.last || now)) / 1000;
      this.step(Math.min(0.1, seconds));
      this.sharpen(seconds);
      this.last = now;
      frame = requestAnimationFrame(loop);
    };
    frame = requestAnimationFrame(loop);
    this.signal.addEventListener("abort", () => {
      cancelAnimationFrame(frame);
      resize.disconnect();
      this.theatre?.renderer.dispose();
    });
    exposeHooks(this.theatre, this.list, (at) => (this.director.at = at));
  }

  private step(seconds: number): void {
    const { director, clock, theatre } = this;
    const { pose, take } = director.step(seconds, this.held, clock.isPlaying);
    if (take) clock.time = Math.round(take.cue.time + take.age * take.cue.shot.pace * us);
    else advance(clock, seconds);
    if (clock.isPlaying) this.seconds += seconds;
    // At a day a second the next day must be under way before this one is over.
    void ensureDay(this.api, this.record, clock.time).catch(() => undefined);
    if (clock.isPlaying && !take) void ensureDay(this.api, this.record, clock.time + Math.max(3600, clock.speed * 2) * us).catch(() => undefined);
    this.draw(pose, take);
    this.transport.show({ clock, isPlaying: clock.isPlaying, view: director.mode === "fixed" ? "" : director.mode, tour: director.mode === "tour" ? { at: director.at, length: lengthOf(this.list) } : undefined });
    this.say(take);
    if (take && director.at >= lengthOf(this.list)) {
      this.show("overview");
      this.stage.dataset.tour = "ended";
    }
    this.writeAddress(seconds);
    if (!theatre) this.plan2d?.show(this.view);
  }

  private draw(pose: Pose, take: Take | undefined): void {
    const { theatre, clock, director } = this;
    const market = take?.cue.shot.anchor.startsWith("market:") ? take.cue.shot.anchor.slice(7) : take ? undefined : director.market;
    if (!theatre) {
      this.view = viewAt(this.record, clock.time, clock.speed);
      return;
    }
    // A picture that would be the same is not drawn again.
    const sight = `${clock.time} ${this.seconds} ${pose.eye} ${pose.look} ${market} ${dayAt(this.record, clock.time) ? 1 : 0} ${selectionText(this.selected)}`;
    if (sight === this.seen) return this.refine();
    this.seen = sight;
    if (this.isRefined) {
      this.isRefined = false;
      this.fit();
    }
    this.paint(pose, take, market);
  }

  /** A picture that stands is drawn once more with all its pixels. */
  private refine(): void {
    if (this.isRefined || this.sharpness === 1 || this.clock.isPlaying || !this.drawn) return;
    this.isRefined = true;
    const { pose, take, market } = this.drawn;
    this.theatre?.resize(Math.max(1, this.stage.clientWidth), Math.max(1, this.stage.clientHeight), 1);
    this.paint(pose, take, market);
  }

  private paint(pose: Pose, take: Take | undefined, market: string | undefined): void {
    const { theatre, clock } = this;
    if (!theatre) return;
    this.drawn = { pose, take, market };
    this.view = theatre.render({ time: clock.time, stage: this.seconds, pose, market, pace: take ? take.cue.shot.pace : clock.speed });
    const ink = inkOf(this.overlay);
    ink.to.clearRect(0, 0, ink.width, ink.height);
    if (take) drawTake(ink, this.story, this.view, take);
    else if (!market) drawLabels(ink, theatre, this.view, this.selected?.kind === "station" ? this.selected.station : undefined);
  }

  private say(take: Take | undefined): void {
    const id = take?.cue.shot.id ?? "";
    if (id === this.shotShown) return;
    this.shotShown = id;
    this.words.textContent = take ? fill(take.cue.shot.narration, { name: this.record.plant.name, begins: this.clock.time }) : "";
  }

  private resize(): void {
    this.fit();
    this.seen = "";
    if (this.director.name === "overview" && this.director.mode === "overview") this.director.show("overview", true);
  }

  private fit(): void {
    const [width, height] = [Math.max(1, this.stage.clientWidth), Math.max(1, this.stage.clientHeight)];
    // On the processor every pixel costs; on a graphics unit two a point are enough.
    const ratio = this.theatre?.look === "high" ? Math.min(2, devicePixelRatio) : 1;
    this.theatre?.resize(width, height, ratio * this.sharpness);
    const fine = Math.min(2, devicePixelRatio);
    [this.overlay.width, this.overlay.height] = [Math.round(width * fine), Math.round(height * fine)];
  }

  /** Fewer pixels where frames come too slowly; what was given up is not taken back, which would flicker. */
  private sharpen(seconds: number): void {
    if (seconds <= 0 || seconds > 2) return;
    this.pause += (seconds - this.pause) * 0.05;
    if (this.pause < 1 / 14 || this.sharpness <= 0.5) return;
    this.sharpness -= 0.25;
    this.pause = 1 / 30;
    this.fit();
    this.seen = "";
  }

  private play(): void {
    this.clock.isPlaying = !this.clock.isPlaying;
    this.written = 1;
  }

  private show(name: string): void {
    delete this.stage.dataset.tour;
    document.querySelector(".welcome")?.remove();
    if (name === "tour") {
      if (this.director.mode === "tour") return;
      this.director.at = this.director.at >= lengthOf(this.list) ? 0 : this.director.at;
      this.clock.isPlaying = true;
      this.select(undefined);
    }
    this.director.show(name);
    const [kind, ...rest] = name.split(":");
    if (kind === "station") this.select({ kind, station: rest.join(":") });
    if (kind === "market") this.select({ kind, segment: rest.join(":") });
    if (name === "walk") this.stage.focus();
    this.written = 1;
  }

  private select(selection: Selection | undefined): void {
    this.selected = selection;
    this.seen = "";
    this.written = 1;
    if (!selection) return this.panel.close();
    document.querySelector(".welcome")?.remove();
    if (this.director.mode === "tour") this.clock.isPlaying = false;
    if (selection.kind === "market" && this.director.market !== selection.segment && this.theatre) this.director.show(`market:${selection.segment}`);
    else if (selection.kind !== "market" && this.director.market) this.director.show("overview", true);
    void ensureDay(this.api, this.record, this.clock.time).then(() => this.panel.open(selection, viewAt(this.record, this.clock.time)));
  }

  private seekTo(time: number): void {
    if (this.director.mode === "tour") this.director.show("overview", true);
    seek(this.clock, time);
    this.written = 1;
  }

  private async toEvent(way: -1 | 1): Promise<void> {
    const { time } = this.clock;
    const range = way > 0 ? { "time.from": time + 1, order: "time" } : { "time.to": time - 1, order: "-time" };
    const [event] = await this.api.rows<EventRow>(this.record.id, "events", { ...range, limit: 1 }, 1);
    if (!event) return;
    this.seekTo(event.time);
    this.words.textContent = `${event.tool}: ${event.kind} ${event.subject} ${event.detail}`;
    this.showTip(`${event.tool}: ${event.kind} ${event.subject} ${event.detail} · events ${event.rowid}`, this.stage.clientWidth / 2, 60);
    if (this.record.plant.stations.some((station) => station.tools.includes(event.tool))) this.select({ kind: "tool", tool: event.tool });
  }

  private tap(x: number, y: number): void {
    const { theatre } = this;
    if (!theatre) return;
    this.stage.focus({ preventScroll: true });
    if (this.director.market) return;
    const selection = pick(theatre, x / this.stage.clientWidth, y / this.stage.clientHeight);
    if (selection) this.select(selection);
  }

  private hover(x: number, y: number): void {
    const { theatre } = this;
    if (!theatre || this.director.mode === "tour" || this.director.market) return void (this.tip.hidden = true);
    const selection = pick(theatre, x / this.stage.clientWidth, y / this.stage.clientHeight);
    this.stage.classList.toggle("can-open", !!selection);
    if (!selection) return void (this.tip.hidden = true);
    this.showTip(tipText(this.record, this.view, selection), x, y);
  }

  private showTip(words: string, x: number, y: number): void {
    this.tip.textContent = words;
    this.tip.hidden = false;
    this.tip.style.left = `${Math.min(x + 14, this.stage.clientWidth - 320)}px`;
    this.tip.style.top = `${Math.max(8, y - 34)}px`;
  }

  private key(key: string): boolean {
    const acts: Record<string, () => void> = { " ": () => this.play(), t: () => this.show("tour"), o: () => this.show("overview"), f: () => this.show("walk"), Escape: () => this.select(undefined), "[": () => void this.toEvent(-1), "]": () => void this.toEvent(1), "+": () => this.director.pinch(0.9), "-": () => this.director.pinch(1.1) };
    acts[key]?.();
    return key in acts;
  }

  private changeLook(): void {
    // Textures, lights and shaders are made for one look: the page begins anew in the other.
    const query = new URLSearchParams(location.search);
    query.set("look", this.theatre?.look === "high" ? "plain" : "high");
    location.search = query.toString();
  }

  private async loadMarks(): Promise<void> {
    const rows = await this.api.rows<EventRow>(this.record.id, "events", { columns: "time,kind", limit: 4000 }, 4000).catch(() => []);
    this.transport.marks(rows);
  }

  private writeAddress(seconds: number): void {
    // Browsers allow some hundred changes of the address in half a minute; one a second is enough to share a moment.
    this.written -= seconds;
    if (this.written > 1 || (this.written > 0 && this.written !== 1)) return;
    this.written = 2;
    const { director, clock } = this;
    const state: TourState = { run: this.first.run, look: this.first.look, time: director.mode === "tour" ? undefined : clock.time, speed: clock.speed === 1 ? undefined : clock.speed, isPaused: !clock.isPlaying || undefined,
      view: director.name, at: director.mode === "tour" ? director.at : undefined, selected: selectionText(this.selected) };
    history.replaceState(null, "", location.pathname + writeState(state));
  }
}
