// SPDX-License-Identifier: Apache-2.0
// Talks to the program that films: who draws, how far it is, the bytes of the file in the order in which they are made.
import type { Api } from "../api";

export interface Upload {
  hello(renderer: string): Promise<void>;
  progress(frame: number, frames: number): void;
  chunk(bytes: Uint8Array, position: number): void;
  done(captions: string): Promise<void>;
  failed(message: string): Promise<void>;
}

/** @param secret of the process that started this browser; it stands in the fragment of the address, which no server sees */
export function openUpload(api: Api, secret: string): Upload {
  const headers = { "x-film": secret };
  const json = (path: string, body: unknown) => api.post(path, JSON.stringify(body), { ...headers, "content-type": "application/json" });
  let queue: Promise<void> = Promise.resolve();
  const next = (send: () => Promise<void>) => (queue = queue.then(send));
  return {
    hello: (renderer) => json("/film/hello", { renderer }),
    progress: (frame, frames) => void next(() => json("/film/progress", { frame, frames })),
    // The muxer may use its buffer again: a copy is sent.
    chunk: (bytes, position) => {
      const copy = bytes.slice();
      void next(() => api.post(`/film/chunk?at=${position}`, copy, { ...headers, "content-type": "application/octet-stream" }));
    },
    done: async (captions) => {
      await queue;
      await json("/film/done", { captions });
    },
    failed: (message) => json("/film/failed", { message }),
  };
}
