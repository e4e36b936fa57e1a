// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "heliofab/materials/semiconductor.hpp"

namespace heliofab::device {

/// Charge of a recombination level. A donor is positive when empty, an acceptor negative when full,
/// an amphoteric state holds none, one or two electrons and is positive, neutral or negative.
enum class LevelKind : std::uint8_t { neutral, donor, acceptor, amphoteric };
constexpr std::array<std::string_view, 4> names_of(LevelKind) {
  return {"neutral", "donor", "acceptor", "amphoteric"};
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
  // Of an amphoteric level energy and lifetimes are those of its transition from + to 0; these are
  // the ones from 0 to -, each lifetime as if all states could make that transition.
  double second_energy_eV = 0;
  double second_tau_n = 1e-8;  // [s]
  double second_tau_p = 1e-8;  // [s]

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

/// How densities follow from quasi-Fermi levels.
enum class Statistics : std::uint8_t { boltzmann, fermi_dirac };
constexpr std::array<std::string_view, 2> names_of(Statistics) {
  return {"boltzmann", "fermi_dirac"};
}

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
  Statistics statistics = Statistics::boltzmann;

  friend bool operator==(const Layer&, const Layer&) = default;
};

/// States of one kind in the plane between two films. They exchange carriers with both.
struct InterfaceLevel {
  LevelKind kind = LevelKind::neutral;  // not amphoteric
  double density = 0;                   // [1/m2] of charged states; neutral ones act by velocities
  // Above its reference; the gap runs from the higher valence band to the lower conduction band.
  double energy_eV = 0;
  double velocity_n = 0;  // [m/s] cross section * thermal velocity * states per area, of electrons
  double velocity_p = 0;  // [m/s]
  LevelReference reference = LevelReference::mid_gap;

  friend bool operator==(const InterfaceLevel&, const InterfaceLevel&) = default;
};

/// What lies between two neighbouring films. By default nothing: quasi-Fermi levels are continuous.
struct Interface {
  std::vector<InterfaceLevel> levels;
  double sheet_charge = 0;  // [1/m2] of the elementary charge
  // [m/s] at which carriers cross the step of their band, see emission_velocity; both zero: the
  // quasi-Fermi levels are continuous. Else the mesh has two nodes there.
  double emission_n = 0;
  double emission_p = 0;
  // [-] effective masses, over the free electron's, with which carriers tunnel through the tip of
  // the barrier that the step of their band makes, theory (23); 0: they only go over it. With
  // emission only.
  double tunnel_mass_n = 0;
  double tunnel_mass_p = 0;

  bool has_emission() const noexcept { return emission_n > 0 || emission_p > 0; }
  friend bool operator==(const Interface&, const Interface&) = default;
};

/// Richardson's velocity [m/s] of carriers of `mass` [-] (effective, over the free electron's) at a
/// temperature [K]: sqrt(kT / (2 pi m)), theory (17).
double emission_velocity(double mass, double temperature) noexcept;

/// How a contact fixes its equilibrium densities.
enum class ContactKind : std::uint8_t { flat_band, barrier, work_function };
constexpr std::array<std::string_view, 3> names_of(ContactKind) {
  return {"flat_band", "barrier", "work_function"};
}

/// A metal with finite recombination velocities for both carriers.
struct Contact {
  ContactKind kind = ContactKind::flat_band;
  double barrier_eV = 0;    // Ec - EF at the contact of the n side, EF - Ev at that of the p side
  double velocity_n = 1e5;  // [m/s] surface recombination velocity of electrons
  double velocity_p = 1e5;  // [m/s]
  double work_function_eV = 4.5;  // of the metal

  friend bool operator==(const Contact&, const Contact&) = default;
};

/// A cell in one dimension, from the light side to the back. x grows into the cell. The n side is
/// in front unless has_p_in_front says otherwise.
struct CellDesign {
  std::vector<Layer> layers;
  Contact front;
  Contact back;
  double temperature = 298.15;        // [K]
  std::vector<Interface> interfaces;  // behind each layer but the last; empty: all by default

  friend bool operator==(const CellDesign&, const CellDesign&) = default;
};

/// True when the front contact is one of holes and the back contact one of electrons: its film is
/// doped that way, or (work_function) its Fermi level lies in that half of its film's gap. Forward
/// voltage then raises the front; voltage and current of all results are those of the terminals.
/// Expects a layer.
bool has_p_in_front(const CellDesign& design);

}  // namespace heliofab::device
