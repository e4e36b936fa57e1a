// SPDX-License-Identifier: Apache-2.0
// Rows of the run store as the page reads them; docs/formats/run-store.md says what each column means.
// `rowid` names the row on the screen.

export interface StateRow { rowid: number; station: string; tool: string; state: number; begins: number; ends: number; reason: string }

export interface PassRow {
  rowid: number; roll: number; station: string; tool: string; started: number; finished: number; stops: number; stopped_s: number;
}

export interface RollRow { rowid: number; roll: number; started: number; finished: number; length_m: number; width_m: number;
  cut_m: number; scrap_m: number; modules: number }

export interface VisitRow { rowid: number; part: number; tool: string; began: number; done: number; gone: number }

export interface FlashRow { rowid: number; serial: number; flashed: number; pmax_W: number; aperture_efficiency: number;
  bin: string; is_good: number; cause: string; isc_A: number; voc_V: number; imp_A: number; vmp_V: number; fill_factor: number }

export interface ModuleRow { rowid: number; serial: number; roll: number; position_m: number; lane: number; product: string;
  segment: string; made: number; cells: number; aperture_m2: number; thickness_um: number; cgi: number; ggi: number;
  cds_nm: number; tco_ohm_sq: number; length_um: number; pmax_W: number; aperture_efficiency: number }

export interface EventRow { rowid: number; time: number; tool: string; kind: string; subject: string; detail: string }

export interface ReadingRow { rowid: number; roll: number; station: string; tool: string; gauge: string; quantity: string;
  position_m: number; value: number; target: number;
  /** 0 where no chart judges it; stores of earlier schemas have none. */
  sigma?: number }

export interface AlarmRow { rowid: number; roll: number; station: string; tool: string; quantity: string; position_m: number;
  rule: string; action: string }

export interface ScrapRow { rowid: number; roll: number; position_m: number; length_m: number; area_m2: number; station: string;
  cause: string }

export interface DemandRow { rowid: number; month: number; segment: string; product: string; demand_W: number; shipped_W: number;
  backlog_W: number; lost_W: number; stock_W: number; price_usd_per_W: number; revenue_usd: number }

export interface InputRow { rowid: number; path: string; value: string; grade: string }

export interface LossRow { rowid: number; position: number; cause: string; efficiency: number; loss: number }

export interface LayerRow { rowid: number; layer: string; thickness_um: number }

export interface ChargeRow { rowid: number; roll: number; station: string; tool: string; source: string; charge: number;
  began: number; ended: number }
