import { openApi } from "./api";
import { openRecord } from "./record/record";
import { makeTheatre } from "./scene/theatre";
import { cues, takeAt, lengthOf } from "./tour/path";
import { resolveMoments } from "./tour/moments";
import { storyboard } from "./tour/storyboard";
const q = new URLSearchParams(location.search);
async function main() {
  const api = openApi();
  const record = await openRecord(api);
  const canvas = document.createElement("canvas");
  document.body.append(canvas);
  const theatre = makeTheatre(record, canvas, (q.get("look") ?? undefined) as never);
  const [w, h] = (q.get("size") ?? "1280x720").split("x").map(Number);
  theatre.resize(w, h);
  const list = cues(storyboard, "tour", theatre.stage.layout, theatre.markets);
  const moments = await resolveMoments(api, record, list);
  (globalThis as any).shot = (id: string, share = 0.7) => {
    const cue = list.find((c) => c.shot.id === id)!;
    const take = takeAt(list, theatre.stage.layout, cue.begins + share * cue.seconds);
    const t0 = performance.now();
    const time = moments[take.index] + take.age * take.cue.shot.pace * 1e6;
    theatre.render({ time, stage: cue.begins + take.age, pose: take.pose, pace: 1, market: cue.shot.anchor.startsWith("market:") ? cue.shot.anchor.slice(7) : undefined });
    theatre.renderer.getContext().readPixels(0, 0, 1, 1, 6408, 5121, new Uint8Array(4));
    return { ms: performance.now() - t0, calls: theatre.renderer.info.render.calls, tris: theatre.renderer.info.render.triangles, time, len: lengthOf(list) };
  };
  (globalThis as any).ready = true;
}
main().catch((e) => { console.error(e.stack ?? e); });
