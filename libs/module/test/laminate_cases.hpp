// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <vector>

#include "heliofab/module/laminate.hpp"

/// Laminates with closed forms.
namespace heliofab::module::testing_laminates {

inline LaminateLayer polyimide(double thickness) {
  return {.thickness = thickness, .density = 1420, .modulus = 2.5e9, .poisson = 0.34};
}

inline double plate_of(const LaminateLayer& l) { return l.modulus / (1 - l.poisson * l.poisson); }

/// Strain on top of a film on a foil by the formula of [suo1999]; plate moduli.
inline double suo_strain(const std::vector<LaminateLayer>& film_on_foil, double radius) {
  const LaminateLayer& film = film_on_foil[0];
  const LaminateLayer& foil = film_on_foil[1];
  const double eta = film.thickness / foil.thickness;
  const double chi = plate_of(film) / plate_of(foil);
  return (film.thickness + foil.thickness) / (2 * radius) * (1 + 2 * eta + chi * eta * eta) /
         ((1 + eta) * (1 + chi * eta));
}

/// Two equal sheets and a soft joint so thin and soft that it does not stretch.
struct Sandwich {
  LaminateLayer sheet = polyimide(100e-6);
  LaminateLayer joint{.thickness = 1e-9, .modulus = 0.5, .poisson = 0, .is_soft = true};

  std::vector<LaminateLayer> layers() const { return {sheet, joint, sheet}; }
  double height() const { return 2 * sheet.thickness + joint.thickness; }
  /// [m] sqrt(E' t h / 2 G), shear modulus of the joint E / 2
  double coupling() const {
    return std::sqrt(plate_of(sheet) * sheet.thickness * joint.thickness / joint.modulus);
  }
  double one_stiffness() const { return plate_of(sheet) * std::pow(height(), 3) / 12; }
  double two_stiffness() const { return 2 * plate_of(sheet) * std::pow(sheet.thickness, 3) / 12; }
};

}  // namespace heliofab::module::testing_laminates
