// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "heliofab/core/field.hpp"

namespace heliofab::field {

// Incidence-angle modifiers: what of the light enters the module at a slant, relative to what
// enters head on. All take the cosine of the angle of incidence [-] and give 0 from behind.

/// A sheet by Fresnel and Snell, with absorption and perhaps a coating: [desoto2006], [sjerps1996].
struct GlassIam {
  double index = 1.526;      // [-] of the sheet
  double extinction = 4;     // [1/m]
  double thickness = 0.002;  // [m]
  double coating = 1;        // [-] index of an antireflective coating; 1 is none

  friend bool operator==(const GlassIam&, const GlassIam&) = default;
};

template <class Visit>
void describe(Visit& visit, GlassIam& g) {
  visit(g.index, {"index", unit::one, 1, 3, "of the sheet", "C desoto2006"});
  visit(g.extinction, {"extinction", unit::one, 0, 1000, "in 1/m", "C desoto2006"});
  visit(g.thickness, {"thickness", unit::mm, 0, 50, "of the sheet", "C desoto2006"});
  visit(g.coating, {"coating", unit::one, 1, 3, "index of an antireflective coating; 1 is none"});
}

/// One constant from measurement [martin2001]; 0.16 is clean glass, more is dirtier.
struct MartinRuizIam {
  double a_r = 0.16;              // [-] > 0
  double c1 = 0.4244;             // [-] 4 / (3 pi), of diffuse light
  std::optional<double> c2 = {};  // [-] of diffuse light; empty is 0.5 a_r - 0.154 [iec61853_3]

  friend bool operator==(const MartinRuizIam&, const MartinRuizIam&) = default;
};

/// 1 - b (1 / cos - 1), and 0 where that is less [souka1966].
struct AshraeIam {
  double b = 0.05;  // [-]

  friend bool operator==(const AshraeIam&, const AshraeIam&) = default;
};

/// Of the beam, equations (3.1) to (3.8) in docs/theory/field.md.
double iam(const GlassIam& model, double cosine);
double iam(const MartinRuizIam& model, double cosine);
double iam(const AshraeIam& model, double cosine);

/// Of diffuse light on a surface whose normal has the upward component `normal_up` [-].
struct DiffuseIam {
  double sky = 1;     // [-]
  double ground = 1;  // [-]; 0 where the surface sees no ground
};
/// [martin2001] with its corrigendum of 2013.
DiffuseIam diffuse_iam(const MartinRuizIam& model, double normal_up);
/// The beam's modifier at the angles at which diffuse light enters as if it were a beam
/// [brandemuehl1980].
DiffuseIam diffuse_iam(const GlassIam& model, double normal_up);
DiffuseIam diffuse_iam(const AshraeIam& model, double normal_up);

/// The same of the beam over arrays, in lanes, in place or not; within 1e-14 of the plain form.
/// @throws LogicError when sizes differ
void iam(const GlassIam& model, std::span<const double> cosine, std::span<double> modifier);
void iam(const MartinRuizIam& model, std::span<const double> cosine, std::span<double> modifier);
void iam(const AshraeIam& model, std::span<const double> cosine, std::span<double> modifier);

}  // namespace heliofab::field
