// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace heliofab::device {

/// The tip of a barrier at an interface, through which carriers tunnel: a parabola of the field at
/// the plane and the doping of its film. In units of a = (3/4) hbar / sqrt(2 m kT), 0.7 nm.
struct Tip {
  double height = 0;  // [kT] from its top down to the band beyond the plane; 0: nothing tunnels
  // [-] slope of the band away from its top, a kT, per kT/q that the potential rises over the
  // joint. Negative where a falling potential makes the barrier thin.
  double thinness = 0;
  double least = 0;      // [-] slope of the weakest field, which smooths the start
  double curvature = 0;  // [-] twice what the slope loses on the way down, a^2 kT

  bool is_open() const noexcept { return height > 0; }
};

/// One carrier's side of an interface.
struct TipShape {
  double step_eV = 0;       // of the band, from the film on the left to that on the right
  double mass = 0;          // [-] over the free electron's; 0: nothing tunnels
  double permittivity = 0;  // [-] of the film with the barrier
  double doping = 0;        // [1/m3] of that film, donors minus acceptors
  double joint = 0;         // permittivity of the joint [-] over its length [m]
};

/// @param is_electron  with a positive step the barrier lies in the film on the right
Tip make_tip(const TipShape& shape, bool is_electron, double kt_eV);

/// By how much tunnelling multiplies emission, and its derivative by the step of the potential.
struct Gain {
  double value = 1;
  double slope = 0;
};

/// Theory (23): all that crosses the tip by Wentzel, Kramers and Brillouin, below its top and
/// above, over what goes above it.
/// @param step  of the potential over the joint, left to right [kT/q]
Gain tunnel_gain(const Tip& tip, double step) noexcept;

/// Derivatives of that factor: by the height and the curvature, by the logarithms of the thinness
/// and of the least slope.
Tip tunnel_slopes(const Tip& tip, double step) noexcept;

/// Pulls such derivatives back to the numbers of the shape, whose doping stands for itself, joint
/// and permittivity for their logarithms; and to the logarithm of kT.
struct TipShapeSlopes {
  TipShape shape;
  double warmth = 0;
};
TipShapeSlopes pull_tip(const TipShape& shape, const Tip& tip, const Tip& slopes, double kt_eV);

}  // namespace heliofab::device
