// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/film.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/process/azo.hpp"

namespace heliofab::process {

namespace {

// How far the effect of sodium has come at a dose over the optimum, 0 to 1: theory (3). It
// saturates: the optimum is flat within +-40 % [rudmann2005].
double sodium_effect(double dose) noexcept {
  constexpr double steepness = 3;
  return std::min(1.0, std::expm1(-steepness * dose) / std::expm1(-steepness));
}

// [m] of a junction; what it costs to have less, thin_junction says.
constexpr double thinnest_buffer = 1e-9;

double above_zero(double x) noexcept { return std::max(0.0, x); }

// The notch of a film that strays may have no place at all: then it lies at the nearer end.
double depth_within(const Film& film) noexcept {
  constexpr double least = 0.02;
  const double depth = notch_depth(film.front_ratio, film.notch_ratio, film.back_ratio);
  return std::isfinite(depth) ? std::clamp(depth, least, 1 - least) : 0.5;
}

// Steepest change of GGI over the depth [-], of the two parts of the profile.
double steepest(const CellParameters& film) noexcept {
  const double notch = notch_ratio(film);
  return film.ggi * std::max(std::abs(film.front_ratio - notch) / film.notch_depth,
                             std::abs(film.back_ratio - notch) / (1 - film.notch_depth));
}

}  // namespace

Film nominal_film(const Recipe& recipe, const FilmPhysics& physics, double p2_contact) {
  return {.thickness = recipe.absorber.thickness,
          .cgi = recipe.absorber.cgi,
          .ggi = recipe.absorber.ggi,
          .sodium = recipe.absorber.naf_thickness / physics.sodium_optimum,
          .cds_thickness = recipe.window.cds_thickness,
          .tco_sheet_resistance = tco_sheet_resistance(recipe.window),
          .mo_sheet_resistance = recipe.window.mo_resistivity / recipe.window.mo_thickness,
          .p2_contact = p2_contact,
          .azo_carriers = recipe.window.azo_carriers,
          .substrate_temperature = recipe.absorber.substrate_temperature,
          .selenium_ratio = recipe.absorber.selenium_ratio,
          .front_ratio = recipe.absorber.front_ratio,
          .notch_ratio = recipe.absorber.notch_ratio,
          .back_ratio = recipe.absorber.back_ratio,
          .mo_thickness = recipe.window.mo_thickness};
}

double notch_depth(double front, double notch, double back) noexcept {
  return (notch + back - 2) / (back - front);
}

double notch_ratio(const CellParameters& film) noexcept {
  return 2 - film.notch_depth * film.front_ratio - (1 - film.notch_depth) * film.back_ratio;
}

CellParameters cell_parameters(const Recipe& recipe, const FilmPhysics& p, const Film& film) {
  const double sodium = sodium_effect(film.sodium);
  const auto floor_to_one = [sodium](double floor) { return floor + (1 - floor) * sodium; };
  const double selenium_lack = above_zero(p.selenium_low - film.selenium_ratio);
  CellParameters cell{
      .thickness = film.thickness,
      .ggi = film.ggi,
      .cds_thickness = std::max(film.cds_thickness, thinnest_buffer),
      .azo_thickness = azo_thickness(recipe.window, film.azo_carriers, film.tco_sheet_resistance),
      .azo_carriers = film.azo_carriers,
      .front_ratio = film.front_ratio,
      .back_ratio = film.back_ratio,
      .notch_depth = depth_within(film)};
  // theory (5)-(8), (13)-(15): the logarithm of the lifetime falls linearly outside the windows.
  const double log_factor =
      -above_zero(p.cgi_low - film.cgi) / p.cgi_low_scale -
      above_zero(film.cgi - p.cgi_high) / p.cgi_high_scale -
      above_zero(film.ggi - p.ggi_high) / p.ggi_scale +
      (film.substrate_temperature - p.temperature_reference) / p.temperature_scale -
      above_zero(steepest(cell) - p.gradient_high) / p.gradient_scale -
      selenium_lack / p.selenium_scale -
      above_zero(p.thin_junction - film.cds_thickness) / p.thin_junction_scale;
  cell.doping = p.doping * floor_to_one(p.sodium_doping_floor) *
                std::exp(-selenium_lack / p.selenium_doping_scale);
  cell.lifetime = p.lifetime * floor_to_one(p.sodium_lifetime_floor) * std::exp(log_factor) *
                  film.lifetime_factor;
  return cell;
}

double shunt_conductance(const FilmPhysics& p, const Film& film) {
  const double log_factor =
      above_zero(film.cgi - p.cgi_high) / p.cgi_shunt_scale +
      above_zero(p.thin_film - film.thickness) / p.thin_film_scale +
      above_zero(p.selenium_low - film.selenium_ratio) / p.selenium_shunt_scale +
      above_zero(p.thin_buffer - film.cds_thickness) / p.thin_buffer_scale;
  return p.shunt * film.shunt_factor * std::exp(log_factor) + p.pinhole_shunt * film.cds_pinholes;
}

}  // namespace heliofab::process
