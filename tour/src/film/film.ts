// SPDX-License-Identifier: Apache-2.0
// Films the tour in this page: every frame is a pure function of its number, is drawn as fast as it can be, and goes
// through the browser's encoder to the program that asked. Nothing here reads a clock or a random number.
import { openApi, type Api } from "../api";
import { us } from "../format";
import { openRecord } from "../record/record";
import { makeTheatre, rendererName, type Theatre } from "../scene/theatre";
import { vtt } from "../tour/captions";
import { drawTake, inkOf } from "../tour/overlay";
import { cues, lengthOf, takeAt, type Cue } from "../tour/path";
import { openStory, type Story } from "../tour/story";
import { storyboard } from "../tour/storyboard";
import { openEncoder, type Format } from "./encoder";
import { openUpload, type Upload } from "./upload";

export interface FilmOptions { run?: string; width: number; height: number; fps: number; /** from its start */ seconds: number; look?: "plain" | "high"; format: Format; station?: string }

export function readOptions(search: string): FilmOptions {
  const query = new URLSearchParams(search);
  const [width, height] = /^(\d+)x(\d+)$/.exec(query.get("size") ?? "")?.slice(1).map(Number) ?? [1280, 720];
  const positive = (key: string, usual: number) => (Number(query.get(key)) > 0 ? Number(query.get(key)) : usual);
  const look = query.get("look");
  return {
    run: query.get("run") ?? undefined, width, height, fps: positive("fps", 30), seconds: positive("seconds", 60),
    look: look === "plain" || look === "high" ? look : undefined, format: query.get("format") === "mp4" ? "mp4" : "webm", station: query.get("station") ?? undefined,
  };
}

/** A theatre with its story, and the two canvases put together into one picture. */
export interface Studio { theatre: Theatre; story: Story; cues: Cue[]; picture: HTMLCanvasElement; renderAt(seconds: number): void }

export async function openStudio(api: Api, options: FilmOptions, kind: "film" | "tour" = "film"): Promise<Studio> {
  const record = await openRecord(api, options.run);
  const canvas = document.createElement("canvas");
  const theatre = makeTheatre(record, canvas, { look: options.look, isFilm: true });
  theatre.resize(options.width, options.height);
  const { story, cues: list } = await openStory(api, record, cues(storyboard, kind, theatre.stage.layout, theatre.markets));
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [options.width, options.height];
  const ink = inkOf(picture);
  return {
    theatre, story, cues: list, picture,
    renderAt(seconds) {
      const take = takeAt(list, theatre.stage.layout, seconds);
      const { shot } = take.cue;
      const time = take.cue.time + take.age * shot.pace * us;
      const view = theatre.render({ time, stage: seconds, pose: take.pose, pace: shot.pace, market: shot.anchor.startsWith("market:") ? shot.anchor.slice(7) : undefined });
      ink.to.drawImage(canvas, 0, 0, options.width, options.height);
      drawTake(ink, story, view, take);
    },
  };
}

/** The second of the tour that shows a station, a market or `overview` best. */
export function stillAt(list: Cue[], name: string, stations: { station: string; kind: string }[]): number | undefined {
  const kind = stations.find((item) => item.station === name)?.kind ?? name;
  const cue = list.find(({ shot }) => shot.id === kind || shot.id === name) ?? list.find(({ shot }) => shot.anchor === kind);
  // Of a flash the moment just after it went off.
  return cue && cue.begins + cue.seconds * (cue.shot.inset === "flash" ? 0.55 : 0.72);
}

export async function film(): Promise<void> {
  const api = openApi();
  const upload = openUpload(api, decodeURIComponent(location.hash.slice(1)));
  try {
    const gl = document.createElement("canvas").getContext("webgl2");
    if (!gl) throw new Error("this browser has no WebGL 2");
    await upload.hello(rendererName(gl));
    const options = readOptions(location.search);
    await (options.station ? filmStill(api, upload, options) : filmTour(api, upload, options));
  } catch (error) {
    await upload.failed(error instanceof Error ? error.message : String(error));
  }
}

async function filmStill(api: Api, upload: Upload, options: FilmOptions): Promise<void> {
  const studio = await openStudio(api, options, "tour");
  const at = stillAt(studio.cues, options.station!, studio.story.record.plant.stations);
  if (at === undefined) {
    const known = [...new Set(studio.cues.map(({ shot }) => shot.id))].join(", ");
    throw new Error(`nothing of the tour is called '${options.station}', wanted one of ${known}`);
  }
  studio.renderAt(at);
  const blob = await new Promise<Blob | null>((done) => studio.picture.toBlob(done, "image/png"));
  if (!blob) throw new Error("the browser made no picture");
  upload.chunk(new Uint8Array(await blob.arrayBuffer()), 0);
  await upload.done("");
}

async function filmTour(api: Api, upload: Upload, options: FilmOptions): Promise<void> {
  const studio = await openStudio(api, options);
  const seconds = Math.min(options.seconds, lengthOf(studio.cues));
  const frames = Math.round(seconds * options.fps);
  const encoder = await openEncoder({ ...options, write: upload.chunk });
  for (let frame = 0; frame < frames; ++frame) {
    studio.renderAt(frame / options.fps);
    await encoder.add(studio.picture, frame);
    // Ten reports a second of film are enough for a bar.
    if (frame % 10 === 0) upload.progress(frame, frames);
  }
  await encoder.finish();
  upload.progress(frames, frames);
  const { record } = studio.story;
  await upload.done(vtt(studio.cues, seconds, { name: record.plant.name, begins: studio.cues[0]?.time ?? record.info.begins }));
}
