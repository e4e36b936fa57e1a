// SPDX-License-Identifier: Apache-2.0
// What is said and shown in words, with the run's own name and day, as captions and as a WebVTT file.
import { day } from "../format";
import type { Cue } from "./path";

export interface Names { name: string; begins: number }

export function fill(text: string, names: Names): string {
  return text.replaceAll("{name}", names.name.replace(/,? \d{4}$/, "")).replaceAll("{day}", day(names.begins));
}

const stamp = (seconds: number): string => {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, "0")}`;
};

/** Reading speed of subtitles, in characters a second; short shots keep to their caption. */
const readable = 21;

/** The narrator's words over the first `seconds` as WebVTT; the caption stands in where a shot is too short to read them. */
export function vtt(cues: Cue[], seconds: number, names: Names): string {
  const blocks = cues.filter((cue) => cue.begins < seconds).map((cue) => {
    const narration = fill(cue.shot.narration, names);
    const text = narration.length <= readable * cue.seconds ? narration : fill(cue.shot.caption, names);
    return `${cue.shot.id}\n${stamp(cue.begins)} --> ${stamp(Math.min(cue.begins + cue.seconds, seconds))}\n${wrap(text, 42)}\n`;
  });
  return `WEBVTT\n\n${blocks.join("\n")}`;
}

/** Lines of at most so many characters, broken at spaces. */
export function wrap(text: string, width: number): string {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join("\n");
}
