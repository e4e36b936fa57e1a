// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// What a module weighs and how far it bends: layers from the light side to the back, bent to a
// cylinder. Equations (18) to (22) in docs/theory/module.md.
namespace heliofab::module {

/// One homogeneous layer of the sheet.
struct LaminateLayer {
  double thickness = 0;        // [m] above 0
  double density = 0;          // [kg/m3] 0 or more
  double modulus = 0;          // [Pa] Young's, above 0
  double poisson = 0.3;        // [-] 0 to below 0.5
  double crack_strain = 0;     // [-] tension that it bears; 0: any
  double crush_strain = 0;     // [-] compression that it bears; 0: any
  double residual_strain = 0;  // [-] while flat, tension positive
  bool is_soft = false;        // shears where its neighbours slide on each other

  friend bool operator==(const LaminateLayer&, const LaminateLayer&) = default;
};

/// Outward: the light side is convex and in tension.
enum class BendSense : std::uint8_t { outward, inward };

/// Strains over a layer's faces, in the middle of the bent stretch and at its free ends.
struct LayerStrain {
  double least = 0;  // [-] residual strain included, tension positive
  double most = 0;   // [-]
};

/// What keeps a laminate from being bent further.
struct BendLimit {
  double radius = 0;        // [m] of the neutral plane; infinite: broken while flat
  std::size_t layer = 0;    // which, from the light side
  bool is_tension = false;  // it cracks; otherwise it is crushed

  friend bool operator==(const BendLimit&, const BendLimit&) = default;
};

// All of them:
// @param layers  from the light side to the back
// @param length  of the stretch that is bent [m]; 0: longer than any coupling length. It counts
//                only where soft layers lie between stiff ones.
// @throws InputError E4104 for no layers or numbers out of the bounds above

/// Mass per area [kg/m2].
double areal_mass(std::span<const LaminateLayer> layers);
/// Depth of the plane without strain below the light side [m], all layers moving together.
double neutral_plane(std::span<const LaminateLayer> layers);
/// Moment over curvature in the middle of the stretch, per width [N m].
double bending_stiffness(std::span<const LaminateLayer> layers, double length = 0);
/// From the ends of a bent stretch stiff layers slide on soft ones over this length [m] or a few of
/// it; 0 without soft layers between stiff ones.
double coupling_length(std::span<const LaminateLayer> layers);
/// @param curvature  [1/m] one over the radius; above 0 outward
std::vector<LayerStrain> bending_strains(std::span<const LaminateLayer> layers, double curvature,
                                         double length = 0);
/// The least radius in one sense; nothing where no layer has a limit in it.
std::optional<BendLimit> bend_limit(std::span<const LaminateLayer> layers, BendSense sense,
                                    double length = 0);

/// How the resistance of a brittle sheet grows where it is pulled beyond its onset of cracking: by
/// a factor e for each `e_fold`, across the cracks [ivanco2016].
struct CrackLaw {
  double onset = 0.01;      // [-] strain
  double e_fold = 1.56e-3;  // [-] strain, above 0

  friend bool operator==(const CrackLaw&, const CrackLaw&) = default;
};
/// Factor on the sheet resistance at the strain of `LayerStrain::most`, for current in the
/// direction of the strain; 1 up to the onset.
double sheet_resistance_factor(const CrackLaw& law, double strain) noexcept;

}  // namespace heliofab::module
