// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film.hpp"

#include <algorithm>
#include <cmath>

namespace heliofab::process {

namespace {

// How far the effect of sodium has come at a dose over the optimum, 0 to 1: theory (3). It
// saturates: the optimum is flat within +-40 % [rudmann2005].
double sodium_effect(double dose) noexcept {
  constexpr double steepness = 3;
  return std::min(1.0, std::expm1(-steepness * dose) / std::expm1(-steepness));
}

double above_zero(double x) noexcept { return std::max(0.0, x); }

}  // namespace

double azo_thickness(const Window& window, double sheet_resistance) noexcept {
  return 1 / (constants::elementary_charge * window.azo_carriers * window.azo_mobility *
              sheet_resistance);
}

double tco_sheet_resistance(const Window& window) noexcept {
  // Thickness and sheet resistance are each other's inverse but for one factor.
  return window.azo_thickness > 0 ? azo_thickness(window, window.azo_thickness)
                                  : window.sheet_resistance;
}

Film nominal_film(const Recipe& recipe, const FilmPhysics& physics, double p2_contact) {
  return {.thickness = recipe.absorber.thickness,
          .cgi = recipe.absorber.cgi,
          .ggi = recipe.absorber.ggi,
          .sodium = recipe.absorber.naf_thickness / physics.sodium_optimum,
          .cds_thickness = recipe.window.cds_thickness,
          .tco_sheet_resistance = tco_sheet_resistance(recipe.window),
          .mo_sheet_resistance = recipe.window.mo_resistivity / recipe.window.mo_thickness,
          .p2_contact = p2_contact};
}

CellParameters cell_parameters(const Recipe& recipe, const FilmPhysics& p, const Film& film) {
  const double sodium = sodium_effect(film.sodium);
  const auto floor_to_one = [sodium](double floor) { return floor + (1 - floor) * sodium; };
  // theory (4)-(7): the logarithm of the lifetime falls linearly outside the windows.
  const double log_factor =
      -above_zero(p.cgi_low - film.cgi) / p.cgi_low_scale -
      above_zero(film.cgi - p.cgi_high) / p.cgi_high_scale -
      above_zero(film.ggi - p.ggi_high) / p.ggi_scale +
      (recipe.absorber.substrate_temperature - p.temperature_reference) / p.temperature_scale;
  return {.thickness = film.thickness,
          .ggi = film.ggi,
          .doping = p.doping * floor_to_one(p.sodium_doping_floor),
          .lifetime = p.lifetime * floor_to_one(p.sodium_lifetime_floor) * std::exp(log_factor) *
                      film.lifetime_factor,
          .cds_thickness = film.cds_thickness,
          .azo_thickness = azo_thickness(recipe.window, film.tco_sheet_resistance)};
}

double shunt_conductance(const FilmPhysics& p, const Film& film) {
  const double log_factor = above_zero(film.cgi - p.cgi_high) / p.cgi_shunt_scale +
                            above_zero(p.thin_film - film.thickness) / p.thin_film_scale;
  return p.shunt * film.shunt_factor * std::exp(log_factor);
}

}  // namespace heliofab::process
