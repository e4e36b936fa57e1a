// SPDX-License-Identifier: Apache-2.0
// Brings all that the guided tour shows before its first frame: moments, the hero, readings down its roll, examples of
// what each market gets.
import type { Api } from "../api";
import { us } from "../format";
import { ensureDay, type RunRecord } from "../record/record";
import type { FlashRow, ModuleRow, ReadingRow } from "../record/rows";
import { exampleOf } from "../scene/markets/index";
import type { Story } from "./insets";
import { resolveMoments } from "./moments";
import type { Cue } from "./path";

export type { Story } from "./insets";

export async function openStory(api: Api, record: RunRecord, list: Cue[]): Promise<{ story: Story; cues: Cue[] }> {
  const { cues, hero } = await resolveMoments(api, record, list);
  const readings = hero ? await api.rows<ReadingRow>(record.id, "readings", { roll: hero.module.roll }) : [];
  // A shot may run past midnight; its last moment must be at hand as well.
  for (const cue of cues) await ensureDay(api, record, cue.time + cue.seconds * cue.shot.pace * us);
  for (const { segment } of record.plant.segments) {
    if (exampleOf(segment, record)) continue;
    // None of it was in the hall on the days at hand: the day of the first that was made.
    const [row] = await api.rows<ModuleRow>(record.id, "modules", { segment, limit: 1 }, 1);
    const [flash] = row ? await api.rows<FlashRow>(record.id, "flashes", { serial: row.serial, limit: 1 }, 1) : [];
    if (flash) await ensureDay(api, record, flash.flashed);
  }
  return { story: { record, hero, readings: readings.sort((a, b) => a.position_m - b.position_m) }, cues };
}
