// SPDX-License-Identifier: Apache-2.0
// The panel that shows a card: at the side on wide screens, from below on narrow ones.
import type { Api } from "../api";
import type { CardContext } from "../cards/card";
import { moduleCard } from "../cards/module";
import { marketCard, rollCard } from "../cards/others";
import { stationCard } from "../cards/station";
import { h } from "../dom";
import { stationOfTool } from "../record/plant";
import type { RunRecord } from "../record/record";
import type { PlantView } from "../record/view";
import type { Selection } from "./pick";

export interface Panel {
  element: HTMLElement;
  /** How much of the stage it covers, from the right or from below [px]. */
  covers(stage: HTMLElement): { right: number; bottom: number };
  open(selection: Selection, view: PlantView): Promise<void>;
  close(): void;
}

export function makePanel(api: Api, record: RunRecord, context: CardContext, onClose: () => void): Panel {
  const body = h("div", { class: "card" });
  const element = h("aside", { class: "panel", hidden: true, "aria-labelledby": "card-title" }, h("button", { type: "button", class: "close", "aria-label": "Close the card", onclick: () => {
    close();
    onClose();
  } }, "×"), body);
  let turn = 0;
  const close = () => {
    ++turn;
    element.hidden = true;
    body.replaceChildren();
  };
  return {
    element, close,
    covers(stage) {
      const [panel, picture] = [element.getBoundingClientRect(), stage.getBoundingClientRect()];
      if (element.hidden) return { right: 0, bottom: 0 };
      return panel.width > 0.7 * picture.width ? { right: 0, bottom: Math.max(0, picture.bottom - panel.top) } : { right: Math.max(0, picture.right - panel.left), bottom: 0 };
    },
    async open(selection, view) {
      const mine = ++turn;
      element.hidden = false;
      const made = await make(api, record, selection, view, context).catch((error: Error) => h("article", { class: "card-body" }, h("h2", { id: "card-title", tabindex: -1 }, "Not found"), h("p", {}, error.message)));
      // Somebody may have clicked on something else meanwhile.
      if (mine !== turn) return;
      body.replaceChildren(made);
      body.scrollTop = 0;
      body.querySelector<HTMLElement>("#card-title")?.focus({ preventScroll: true });
    },
  };
}

async function make(api: Api, record: RunRecord, selection: Selection, view: PlantView, context: CardContext): Promise<HTMLElement> {
  switch (selection.kind) {
    case "station": {
      const plan = record.plant.stations.find((item) => item.station === selection.station);
      if (!plan) throw new Error(`the plan has no station '${selection.station}'`);
      return stationCard(api, record, view, plan, undefined, context);
    }
    case "tool": {
      const plan = stationOfTool(record.plant, selection.tool);
      if (!plan) throw new Error(`the plan has no tool '${selection.tool}'`);
      return stationCard(api, record, view, plan, selection.tool, context);
    }
    case "roll": return rollCard(api, record, view, selection.roll, context);
    case "module": {
      const { serial } = selection;
      const flash = view.day?.flashes.find((row) => row.serial === serial)?.rowid;
      return moduleCard(api, record.id, serial, { module: view.day?.modules.get(serial)?.rowid, flash }, context);
    }
    case "market": return marketCard(api, record, view, selection.segment, context);
  }
}
