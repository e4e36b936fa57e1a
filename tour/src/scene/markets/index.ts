// SPDX-License-Identifier: Apache-2.0
// Where modules go: one small scene a market, with the product of the run in it.
import * as THREE from "three";
import type { RunRecord } from "../../record/record";
import type { Stage } from "../stage";

export interface MarketScene { scene: THREE.Scene; segment: string; show(stageTime: number): void }

export function makeMarket(segment: string, _record: RunRecord, _stage: Stage, _renderer: THREE.WebGLRenderer): MarketScene {
  return { scene: new THREE.Scene(), segment, show: () => undefined };
}
