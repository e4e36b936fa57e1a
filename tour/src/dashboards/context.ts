// SPDX-License-Identifier: Apache-2.0
// What every view is given: the run, what the address says, and a way to ask the record.
import type { Summary } from "../answers";
import type { Api, PlantInfo, RunInfo } from "../api";
import { ownLink } from "../dom";
import type { DashState, Patch } from "./state";

export interface ViewContext {
  api: Api;
  run: RunInfo;
  runs: RunInfo[];
  summary: Summary;
  plant: PlantInfo;
  state: DashState;
  range: { from: number; to: number; isWhole: boolean };
  /** Ends when the view is drawn anew or left. */
  signal: AbortSignal;
  /** Writes into the address; the view is drawn anew unless it is quiet. */
  set(patch: Patch, isQuiet?: boolean): void;
  /** The address with some keys changed, for links. */
  link(patch: Patch): string;
}

/** A link to the same run with some keys of the address changed. */
export function viewLink(
  { link, set }: ViewContext,
  patch: Patch,
  text: string,
  attributes: Record<string, string | undefined> = {},
): HTMLElement {
  return ownLink({ ...attributes, href: link(patch) }, () => set(patch), text);
}

export interface View {
  id: string;
  title: string;
  group: string;
  /** Shows the choice of from and to. */
  usesTime?: boolean;
  draw(context: ViewContext): Promise<HTMLElement[]>;
}
