// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "heliofab/module/plane_heat.hpp"
#include "heliofab/module/plane_module.hpp"

namespace heliofab::module {

/// Where the power of a module goes, from the nominal film on all of its aperture to its terminals.
/// Each term is computed from its own definition, none from what the others leave:
///
///   ideal = sum of all losses + delivered
///
/// by the balance of the currents alone, to 1e-9 of the ideal power. All in watts; what adds power
/// (more light than nominal, better diodes) is negative.
struct PlaneLosses {
  double voltage = 0;  // [V] between the terminals
  double current = 0;  // [A] delivered
  double ideal = 0;    // the nominal film everywhere at its own maximum power

  // Aperture without film, at the ideal density.
  double scribes = 0;
  double flaw_area = 0;
  // Highest power of the film at each place below the nominal one's, by causes.
  double shade = 0;       // light from place to place
  double light = 0;       // light from stripe to stripe
  double saturation = 0;  // weak diodes
  double shunt = 0;       // in stripes, patches, edges; another exponent
  double ideality = 0;    // voltage of the diode, but for its temperature
  double temperature = 0;
  double film = 0;  // other resistance, breakdown, table
  // Films off their own maximum.
  double within_stripes = 0;   // unlike films of a stripe at one voltage
  double between_stripes = 0;  // unlike stripes at one current, bypass diodes without loss
  double operating_point = 0;  // currents that resistances and flaws move off that one
  double uneven_voltage = 0;   // voltages that differ within a stripe
  // Resistances.
  double front_sheet = 0;    // over the film
  double front_scribes = 0;  // over the scribes
  double p2_contacts = 0;
  double back_sheet = 0;
  double back_scribes = 0;
  double end_contacts = 0;
  // Ways past the film.
  double flaws = 0;      // in their paths
  double p2_faults = 0;  // in contacts that faults left
  double leakage = 0;    // over P1 and P3
  double bridges = 0;    // over P1 and P3 at fault
  double bypasses = 0;   // in bypass diodes

  double delivered() const noexcept { return voltage * current; }

  friend bool operator==(const PlaneLosses&, const PlaneLosses&) = default;
};

/// One of the losses, by what it is called.
struct PlaneLossItem {
  std::string_view key;   // "front_sheet"
  std::string_view name;  // "front sheet over the film"
  double PlaneLosses::*power = nullptr;
};
/// All losses in the order of a waterfall.
std::span<const PlaneLossItem> plane_loss_items() noexcept;

/// What the film of a module was to be.
struct NominalFilm {
  FilmLaw law;
  std::optional<FilmTable> table;  // in place of its diode
  std::optional<FilmLaw> warm;     // the same film as warm as the module, where that differs
};

/// The losses of a module at a terminal voltage [V], most often that of maximum power.
///
/// @param nominal  without it the film of the stripes whose highest power is their median
/// @throws InputError  E4103 as solve_plane()
/// @throws ModelError  E4202
///
/// Equations (14) to (16) in docs/theory/module.md; [shapley1953]. One voltage solved from scratch
/// and 2^n highest powers for each film that n causes make unlike the nominal one: some 1.4 times
/// solve_plane() for few films, 7 times where each point has its own (module_bench).
PlaneLosses solve_losses(const PlaneModule& module, double voltage,
                         const std::optional<NominalFilm>& nominal = {});

/// The same of a module as warm as light and currents make it: the film of each place at its own
/// temperature, which is one of its causes.
///
/// @param nominal  at the reference of `heat.film`, as the module's films are; its `warm` is left
///                 aside
/// @throws InputError  E4103 as solve_heated()
/// @throws ModelError  E4202, E4203
///
/// One solve_heated() and the losses of points with films of their own.
PlaneLosses solve_losses(const PlaneModule& module, const PlaneHeat& heat, double voltage,
                         const std::optional<NominalFilm>& nominal = {});

}  // namespace heliofab::module
