// SPDX-License-Identifier: Apache-2.0
#include "made_row.hpp"

namespace heliofab::twin {

ModuleRow made_row(Serial serial, const MadeModule& made) {
  return {.serial = serial,
          .cells = made.design.cells,
          .thickness_um = made.film.thickness / unit::um,
          .cgi = made.film.cgi,
          .ggi = made.film.ggi,
          .sodium = made.film.sodium,
          .cds_nm = made.film.cds_thickness / unit::nm,
          .tco_ohm_sq = made.film.tco_sheet_resistance,
          .mo_ohm_sq = made.film.mo_sheet_resistance,
          .p2_ohm_cm = made.film.p2_contact / unit::ohm_cm,
          .shunt_S_m2 = made.shunt,
          .hard_shunts = made.hard_shunts,
          .dead_um = made.marks.dead_width / unit::um,
          .bridged = made.marks.bridged,
          .interrupted = made.marks.interrupted,
          .gel = made.marks.gel,
          .isc_A = made.curve.isc,
          .voc_V = made.curve.voc,
          .fill_factor = made.curve.fill_factor,
          .pmax_W = made.curve.pmax(),
          .aperture_efficiency = module::aperture_efficiency(made.design, made.curve),
          .curve_error = made.curve_error,
          .solve_error = made.solve_error,
          .solved_in_full = made.is_solved_in_full};
}

}  // namespace heliofab::twin
