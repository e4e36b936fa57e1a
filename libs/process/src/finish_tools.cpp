// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/finish_tools.hpp"

namespace heliofab::process {

EndContact print_bars(const PrintTool& t, const BarFilms& films, double draw) noexcept {
  const double cure = ink_cure(t.ink, t.temperature + t.temperature_spread * draw, t.time);
  EndContact both;
  for (const double film : {films.front, films.back}) {
    const EndContact one = end_contact(t.ink, cure,
                                       {.width = t.bar_width,
                                        .print_thickness = t.print_thickness,
                                        .ribbon_thickness = t.ribbon_thickness,
                                        .film_sheet_resistance = film,
                                        .way = t.way * films.length});
    both.resistance += one.resistance;
    both.is_interrupted = both.is_interrupted || one.is_interrupted;
  }
  return both;
}

Cure laminate(const LaminationTool& t, double draw) noexcept {
  PressSettings settings = t.press;
  settings.temperature += t.temperature_spread * draw;
  return press(t.encapsulant, settings);
}

}  // namespace heliofab::process
