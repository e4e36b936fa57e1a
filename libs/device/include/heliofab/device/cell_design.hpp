// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "heliofab/materials/semiconductor.hpp"

namespace heliofab::device {

/// Charge of a recombination level. A donor is positive when empty, an acceptor negative when full.
enum class LevelKind : std::uint8_t { neutral, donor, acceptor };
constexpr std::array<std::string_view, 3> names_of(LevelKind) {
  return {"neutral", "donor", "acceptor"};
}

/// How the states of a level spread over energy.
enum class LevelShape : std::uint8_t { discrete, gaussian, conduction_tail, valence_tail };
constexpr std::array<std::string_view, 4> names_of(LevelShape) {
  return {"discrete", "gaussian", "conduction_tail", "valence_tail"};
}

/// From where the energy of a level counts.
enum class LevelReference : std::uint8_t { mid_gap, conduction_band, valence_band };
constexpr std::array<std::string_view, 3> names_of(LevelReference) {
  return {"mid_gap", "conduction_band", "valence_band"};
}

/// Shockley-Read-Hall states of one kind.
struct Level {
  LevelKind kind = LevelKind::neutral;
  double density = 0;    // [1/m3] of charged states, all together; neutral ones act by lifetimes
  double energy_eV = 0;  // above its reference; the middle of a gaussian; tails begin at their band
  double tau_n = 1e-8;   // [s] electron lifetime, 1 / (capture cross section * velocity * density)
  double tau_p = 1e-8;   // [s]
  LevelShape shape = LevelShape::discrete;
  double spread_eV = 0;  // standard deviation of a gaussian, decay of a tail into the gap
  LevelReference reference = LevelReference::mid_gap;

  friend bool operator==(const Level&, const Level&) = default;
};

/// Properties at one depth of a film.
struct LayerPoint {
  double depth = 0;  // [-] of the thickness, from the light side
  materials::Semiconductor material;
  double doping = 0;                 // [1/m3] donors minus acceptors, ionised
  std::vector<double> level_shares;  // [-] density of each level over Level::density; empty: all 1

  friend bool operator==(const LayerPoint&, const LayerPoint&) = default;
};

/// One semiconductor film. Properties run linearly from the light side to the back, or from point
/// to point of a grading; densities of states by their logarithm.
struct Layer {
  double thickness = 0;  // [m]
  materials::Semiconductor front;
  materials::Semiconductor back;
  double doping = 0;  // [1/m3] donors minus acceptors, ionised
  std::vector<Level> levels;
  std::int64_t elements = 40;       // [-] of the mesh
  std::vector<LayerPoint> grading;  // from depth 0 to 1, for front, back and doping; or empty

  friend bool operator==(const Layer&, const Layer&) = default;
};

/// How a contact fixes its equilibrium densities.
enum class ContactKind : std::uint8_t { flat_band, barrier };
constexpr std::array<std::string_view, 2> names_of(ContactKind) { return {"flat_band", "barrier"}; }

/// A metal with finite recombination velocities for both carriers.
struct Contact {
  ContactKind kind = ContactKind::flat_band;
  double barrier_eV = 0;    // Ec - EF at the front contact, EF - Ev at the back contact
  double velocity_n = 1e5;  // [m/s] surface recombination velocity of electrons
  double velocity_p = 1e5;  // [m/s]

  friend bool operator==(const Contact&, const Contact&) = default;
};

/// A cell in one dimension, from the light side (n) to the back (p). x grows into the cell.
struct CellDesign {
  std::vector<Layer> layers;
  Contact front;
  Contact back;
  double temperature = 298.15;  // [K]

  friend bool operator==(const CellDesign&, const CellDesign&) = default;
};

}  // namespace heliofab::device
