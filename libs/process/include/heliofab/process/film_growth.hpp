// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "heliofab/process/evaporator.hpp"
#include "heliofab/process/grading.hpp"

namespace heliofab::process {

/// Atoms per area [1/m2]; of sodium fluoride, formula units. By `Evaporant`.
using ArealAtoms = std::array<double, n_evaporants>;

/// Volume of CIGS per In or Ga atom [m3]: chalcopyrite, with In2Se3 and Ga2Se3 where copper lacks
/// and Cu2Se where it is in excess. theory/evaporation.md (6).
double volume_per_site(double cgi, double ggi) noexcept;

/// Selenium that metals bind per In or Ga atom [-]: (cgi + 3) / 2.
double selenium_per_site(double cgi) noexcept;

/// Areal atoms of a film with its stoichiometric selenium, and the other way round.
/// @param naf_thickness  [m] of a dense layer of sodium fluoride
ArealAtoms atoms_of(double thickness, double cgi, double ggi, double naf_thickness) noexcept;
double naf_thickness_of(double formula_units) noexcept;

/// What passes over one place of the web while it crosses the tool: nodes along the path and what
/// each source brings to each node per emitted atom. Made once for a tool and a place.
///
/// Every zone is cut into the same number of steps with two points of Gauss each; its two ends are
/// nodes without weight, because there the least selenium may arrive.
struct WebTrack {
  std::size_t steps = 0;          // of a zone
  std::vector<double> along;      // [m] zones x nodes
  std::vector<double> weight;     // [m] of each of those
  std::vector<std::size_t> zone;  // of each source
  std::vector<double> impinging;  // [1/m2] sources x nodes, the nodes of the source's zone

  std::size_t nodes_of_zone() const noexcept { return 2 * steps + 2; }
};

inline constexpr std::size_t usual_steps = 24;  // of a zone; theory/evaporation.md tells the error

/// @param across  place of the web from its middle [m]
WebTrack make_track(const Evaporator& evaporator, double across, std::size_t steps = usual_steps);

/// The mean of the tracks over the aperture's width.
WebTrack make_mean_track(const Evaporator& evaporator, std::size_t steps = usual_steps);

/// How a tool is run, seen from the web.
struct Passage {
  std::span<const double> emissions;  // [1/s] of each source
  double web_speed = 0.006;           // [m/s]
  double web_temperature = 713.15;    // [K] the recipe's substrate temperature
  /// [-] sources x nodes of a zone: by which emissions differ while the place passes; empty: not at
  /// all
  std::span<const double> factors = {};
};

/// The film that one place of the web carries away.
struct GrownFilm {
  double thickness = 0;         // [m] CIGS
  double cgi = 0;               // [-]
  double ggi = 0;               // [-] of all atoms
  double naf_thickness = 0;     // [m] sodium as a dense layer of its fluoride
  ArealAtoms arrived{};         // [1/m2] all that fell on the web, also selenium that left again
  double selenium = 0;          // [1/m2] what the film kept
  double selenium_missing = 0;  // [1/m2] what its metals would have bound beyond
  double least_selenium_ratio = 0;  // [-] Se over metal atoms arriving, least along the path
  double least_selenium_along = 0;  // [m] where
  /// [-] the least of each zone; HUGE_VAL where no metal arrives
  std::vector<double> zone_selenium_ratio;
  double highest_cgi = 0;        // [-] of the film so far, highest along the path
  double highest_cgi_along = 0;  // [m] where
  GalliumProfile profile;
  Grading grading;
};

/// Grows the film at one place. Atoms stick, but for selenium: the film keeps what its metals bind,
/// at once or as soon as it comes; the rest leaves. Copper spreads evenly at once; gallium and
/// indium lie in the order of arrival and change places by diffusion.
/// theory/evaporation.md (5)-(11).
GrownFilm grow_film(const Evaporator& evaporator, const WebTrack& track, const Passage& passage);

/// By how much the hottest zone heats the web over what it stands [K]; above 0 it shrinks and
/// wrinkles.
double web_excess(const Evaporator& evaporator, double web_temperature) noexcept;

}  // namespace heliofab::process
