// SPDX-License-Identifier: Apache-2.0
// While a run goes on its server tells how far it is; the page is drawn anew then, but not too often.
import type { Api } from "../api";

const pause = 15_000; // ms between two drawings

export function followRun(api: Api, signal: AbortSignal, again: () => void): void {
  void api
    .runs()
    .then((runs) => {
      const run = runs.find((item) => item.id === new URLSearchParams(location.search).get("run")) ?? runs.find((item) => item.is_served);
      if (!run || run.is_complete || signal.aborted) return;
      const source = new EventSource(`/api/v1/runs/${encodeURIComponent(run.id)}/live`);
      let last = performance.now();
      source.addEventListener("progress", () => {
        if (performance.now() - last < pause) return;
        last = performance.now();
        again();
      });
      source.addEventListener("complete", () => {
        source.close();
        again();
      });
      source.addEventListener("failed", () => source.close());
      signal.addEventListener("abort", () => source.close());
    })
    .catch(() => undefined);
}
