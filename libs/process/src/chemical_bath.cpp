// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/chemical_bath.hpp"

#include <cmath>

#include "arrhenius.hpp"

namespace heliofab::process {

namespace {

constexpr double cds_unit = 144.48e-3 / 6.02214076e23;  // [kg] of one CdS

// All rates of a bath, per area of web that runs through [1/m2].
struct PerArea {
  double exchange = 0;  // of the solution, by dosing
  double growth = 0;    // of the cadmium, by CdS on film and walls
  double colloids = 0;  // of the cadmium, by precipitation
  double filtered = 0;  // of the colloids
};

double warmth(const ChemicalBath& b, const BathSettings& s) noexcept {
  return arrhenius(b.activation_eV, s.temperature, b.reference_temperature);
}

// Thickness that fresh solution grows while a place of the web is immersed [m].
double fresh_thickness(const ChemicalBath& b, const BathSettings& s) noexcept {
  return b.rate * warmth(b, s) * b.immersed_length / s.web_speed;
}

PerArea rates(const ChemicalBath& b, const BathSettings& s) noexcept {
  const double volume = b.immersed_length * b.solution_depth * b.solution_width;
  const double time_per_area = 1 / (s.web_speed * b.solution_width);
  return {.exchange = s.dosing / volume,
          .growth = fresh_thickness(b, s) * (1 + b.wall_share) * cds_density / cds_unit /
                    (b.cadmium * volume),
          .colloids = b.colloid_rate * warmth(b, s) * time_per_area,
          .filtered = b.filter_rate * time_per_area};
}

// (exp(x a) - 1) / x, which is a where x vanishes.
double grown(double x, double a) noexcept { return x == 0 ? a : std::expm1(x * a) / x; }

}  // namespace

BathState use_bath(const ChemicalBath& b, const BathSettings& s, const BathState& state,
                   double area) noexcept {
  const PerArea r = rates(b, s);
  const double loss = r.exchange + r.growth + r.colloids;             // of the cadmium in solution
  const double clearing = r.exchange + r.filtered;                    // of the colloids
  const double rest = loss > 0 ? r.exchange / loss : state.strength;  // where it settles
  const double off = state.strength - rest;
  const double kept = std::exp(-clearing * area);
  return {.strength = rest + off * std::exp(-loss * area),
          .colloids = state.colloids * kept +
                      r.colloids * kept *
                          (rest * grown(clearing, area) + off * grown(clearing - loss, area))};
}

BathFilm bath_film(const ChemicalBath& b, const BathSettings& s, const BathState& state) noexcept {
  return {.thickness = fresh_thickness(b, s) * state.strength,
          .pinholes = -std::expm1(-b.pinhole_share * state.colloids)};
}

}  // namespace heliofab::process
