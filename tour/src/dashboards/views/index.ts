// SPDX-License-Identifier: Apache-2.0
// All views, in the order of the list at the left; the first is shown where the address names none.
import type { View } from "../context";
import { compareView } from "./compare";
import { efficiencyView } from "./efficiency";
import { genealogyView } from "./genealogy";
import { lineView } from "./line";
import { lossesView } from "./losses";
import { modulesView } from "./modules";
import { rampView } from "./ramp";
import { spcView } from "./spc";
import { webView } from "./web";
import { yieldView } from "./yield";

export const views: View[] = [
  lineView,
  yieldView,
  efficiencyView,
  lossesView,
  webView,
  spcView,
  modulesView,
  genealogyView,
  rampView,
  compareView,
];
