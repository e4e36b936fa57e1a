// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/print.hpp"

#include <algorithm>
#include <cmath>

#include "arrhenius.hpp"

namespace heliofab::process {

namespace {

constexpr double copper_resistivity = 1.72e-8;  // [ohm m] annealed, 20 degC

// Both sides of the bar's own middle line lead to it; the current comes from one, over the way in
// which it changes over from film to print: theory/tools.md (32).
double contact_resistance(double resistivity, const BusBar& bar) noexcept {
  const double transfer = std::sqrt(resistivity / bar.film_sheet_resistance);
  return std::sqrt(resistivity * bar.film_sheet_resistance) / std::tanh(bar.width / transfer);
}

}  // namespace

double ink_cure(const SilverInk& ink, double temperature, double time) noexcept {
  return -std::expm1(-ink.cure_rate * time *
                     arrhenius(ink.activation_eV, temperature, ink.reference_temperature));
}

double ink_conductance(const SilverInk& ink, double cure) noexcept {
  return std::pow(std::max(0.0, (cure - ink.percolation) / (1 - ink.percolation)), ink.exponent);
}

EndContact end_contact(const SilverInk& ink, double cure, const BusBar& bar) noexcept {
  const double share = ink_conductance(ink, cure);
  if (!bar.is_printed || !(share > 0)) {
    return {.is_interrupted = true};
  }
  const double line = bar.width * (share * bar.print_thickness / ink.resistivity +
                                   bar.ribbon_thickness / copper_resistivity);  // [S m]
  // Current gathers evenly along the bar: on average it sees a third of the bar to the tap.
  return {.resistance = contact_resistance(ink.contact_resistivity / share, bar) +
                        bar.way * bar.way / (3 * line)};
}

}  // namespace heliofab::process
