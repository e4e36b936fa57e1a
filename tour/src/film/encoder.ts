// SPDX-License-Identifier: Apache-2.0
// Frames in, bytes of a WebM or MP4 file out, by the browser's own encoders. The file is handed on in pieces as it grows.
import { Muxer as Mp4Muxer, StreamTarget as Mp4Target } from "mp4-muxer";
import { Muxer as WebmMuxer, StreamTarget as WebmTarget } from "webm-muxer";

export type Format = "webm" | "mp4";

export interface Encoder {
  /** Resolves when there is room for the next frame. */
  add(picture: HTMLCanvasElement, index: number): Promise<void>;
  finish(): Promise<void>;
}

export interface Options { format: Format; width: number; height: number; fps: number; write(bytes: Uint8Array, position: number): void }

// Bits a pixel and frame that keep thin lines and captions clean.
const bitsPerPixel = 0.16;
const waiting = 4; // frames in the encoder before the next is drawn
const keyEvery = 2; // seconds between frames that stand for themselves

export async function openEncoder(options: Options): Promise<Encoder> {
  const { format, width, height, fps } = options;
  const muxer = format === "webm"
    ? new WebmMuxer({ target: new WebmTarget({ onData: options.write }), video: { codec: "V_VP9", width, height, frameRate: fps } })
    : new Mp4Muxer({ target: new Mp4Target({ onData: options.write }), video: { codec: "avc", width, height, frameRate: fps }, fastStart: false });
  let failure: Error | undefined;
  const encoder = new VideoEncoder({
    output: (chunk, meta) => muxer.addVideoChunk(chunk, meta as never),
    error: (error) => (failure = error),
  });
  const config: VideoEncoderConfig = { codec: format === "webm" ? "vp09.00.40.08" : "avc1.640028", width, height, framerate: fps,
    bitrate: Math.round(bitsPerPixel * width * height * fps), latencyMode: "quality" };
  const { supported } = await VideoEncoder.isConfigSupported(config);
  if (!supported) throw new Error(`this browser cannot encode ${format} of ${width}x${height}`);
  encoder.configure(config);
  return {
    async add(picture, index) {
      if (failure) throw failure;
      const frame = new VideoFrame(picture, { timestamp: Math.round((index * 1e6) / fps), duration: Math.round(1e6 / fps) });
      encoder.encode(frame, { keyFrame: index % Math.round(keyEvery * fps) === 0 });
      frame.close();
      while (encoder.encodeQueueSize > waiting) await new Promise((done) => encoder.addEventListener("dequeue", done, { once: true }));
    },
    async finish() {
      await encoder.flush();
      if (failure) throw failure;
      muxer.finalize();
    },
  };
}
