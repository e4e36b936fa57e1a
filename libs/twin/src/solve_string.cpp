// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <vector>

#include "heliofab/twin/population.hpp"

namespace heliofab::twin {

namespace {

// The law as the curve that the plain model takes: even steps, short enough for 1e-6 of the
// current.
MonotoneCubic curve_of_law(const module::FilmLaw& law) {
  constexpr double step = 2e-3;  // [V]
  const double top = law.diode_voltage * std::log1p(law.photocurrent / law.saturation) + 0.1;
  std::vector<double> voltage;
  std::vector<double> current;
  double junction = 0;
  for (double v = -0.3; v < top; v += step) {
    const module::FilmState state = module::film_state(law, v, junction);
    junction = state.junction;
    voltage.push_back(v);
    current.push_back(state.current);
  }
  return {std::move(voltage), std::move(current)};
}

}  // namespace

module::ModuleCurve solve_string(const module::ModuleDesign& design,
                                 const std::vector<LawStripe>& stripes) {
  module::ModuleDesign whole = design;
  whole.scribes.leakage = 0;  // a film law has none beside its shunt
  whole.strip_elements = 40;
  std::vector<module::StripCell> cells;
  for (const LawStripe& s : stripes) {
    cells.push_back({.curve = curve_of_law(s.film),
                     .tco_sheet_resistance = s.tco_sheet_resistance,
                     .mo_sheet_resistance = design.mo_sheet_resistance,
                     .p2_contact = s.p2_contact});
  }
  return module::solve_module(whole, cells);
}

}  // namespace heliofab::twin
