// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/module/film_law.hpp"
#include "heliofab/module/film_table.hpp"
#include "heliofab/module/module_design.hpp"

// A module in its plane: what differs from place to place within its stripes. x runs across each
// stripe, from the P3 scribe on its far side, where the back sheet takes over from the stripe
// before, to its P1 scribe; y along it.
namespace heliofab::module {

/// A rectangle within one stripe.
struct Place {
  std::int64_t cell = 0;  // [-] of the module, the first is 0
  double x = 0;           // [m] of its nearer edge
  double y = 0;           // [m]
  double width = 0;       // [m] in x
  double length = 0;      // [m] in y

  friend bool operator==(const Place&, const Place&) = default;
};

/// An ohmic path from sheet to sheet, spread evenly over a place. The film there makes no current.
struct Flaw {
  Place place;
  double conductance = 0;  // [S] all together

  friend bool operator==(const Flaw&, const Flaw&) = default;
};

/// Less light, or more.
struct Shade {
  Place place;
  double light = 0;  // [-] factor on the light's current

  friend bool operator==(const Shade&, const Shade&) = default;
};

/// A place whose film or sheets differ from the stripe's: a weak diode, a non-ohmic shunt, a thin
/// window, a crack, a printed finger. Where patches overlap their factors multiply.
struct Patch {
  Place place;
  double photocurrent = 1;  // [-] factors
  double saturation = 1;
  double shunt = 1;
  double added_shunt = 0;  // [S/m2] at 0.5 V, with the film's exponent
  double front_sheet = 1;  // [-] factors on the resistance of the sheets
  double back_sheet = 1;

  friend bool operator==(const Patch&, const Patch&) = default;
};

/// What is uneven over the whole module, as a web gauge or a camera sees it: factors on a grid,
/// linear between its points; beyond them the nearest holds.
struct FilmMap {
  std::vector<double> x;  // [m] rising, from the outer edge of the first stripe, scribes included
  std::vector<double> y;  // [m] rising, along the stripes
  // [-] all y of the first x, then of the next; empty: 1 everywhere
  std::vector<double> photocurrent;
  std::vector<double> saturation;
  std::vector<double> shunt;
  std::vector<double> front_sheet;
  std::vector<double> back_sheet;

  friend bool operator==(const FilmMap&, const FilmMap&) = default;
};

/// A piece of a scribe that failed.
struct ScribeFault {
  enum class Line : std::uint8_t {
    p1,  // bridged: a path between the back sheets of both stripes
    p2,  // another contact, or none
    p3   // bridged: a path between their front sheets
  };
  Line line = Line::p1;
  std::int64_t cell = 0;   // [-] of the stripe before the scribe; the last one's leads to the pad
  double y = 0;            // [m]
  double length = 0;       // [m]
  double conductance = 0;  // [S] of P1 and P3, all together
  double p2_contact = 0;   // [ohm m] of P2, in place of the design's

  friend bool operator==(const ScribeFault&, const ScribeFault&) = default;
};

/// Film beside the scribes, along both edges of every stripe, which the scribing has hurt.
struct ScribeEdges {
  double width = 0;       // [m] 0: none
  double saturation = 1;  // [-] factors
  double shunt = 1;

  friend bool operator==(const ScribeEdges&, const ScribeEdges&) = default;
};

/// A diode across some stripes: it carries current where they are in reverse. Its ribbons lie along
/// the whole first and last of them.
struct Bypass {
  std::int64_t first = 0;       // [-] stripe
  std::int64_t last = 0;        // [-] stripe, this one included
  double saturation = 1e-6;     // [A]
  double diode_voltage = 0.03;  // [V] ideality times kT/q
  double resistance = 0.02;     // [ohm] in series, above 0

  friend bool operator==(const Bypass&, const Bypass&) = default;
};

/// How fine a module is cut. Elements grow away from flaws and from edges of shades.
struct PlaneMesh {
  std::int64_t degree = 4;         // [-] of the polynomials; 1 is finite volumes
  std::int64_t elements = 1;       // [-] across an even stripe
  std::int64_t elements_flaw = 2;  // [-] across a flaw
  double growth = 2;               // [-] from one element to the next
  double longest = 5e-2;           // [m] element along the stripes

  friend bool operator==(const PlaneMesh&, const PlaneMesh&) = default;
};

/// A module and all that is uneven in it.
struct PlaneModule {
  ModuleDesign design;
  std::vector<FilmLaw> films;     // one of each stripe, or one of all
  std::vector<FilmTable> tables;  // empty, or one of each film, in place of its diode
  std::vector<Flaw> flaws;
  std::vector<Shade> shades;
  std::vector<Patch> patches;
  std::vector<FilmMap> maps;
  std::vector<ScribeFault> scribe_faults;
  ScribeEdges edges;
  std::vector<Bypass> bypasses;
  PlaneMesh mesh;

  friend bool operator==(const PlaneModule&, const PlaneModule&) = default;
};

/// One voltage between the terminals.
struct PlanePoint {
  double voltage = 0;  // [V]
  double current = 0;  // [A] delivered
  // Residual: a bound of the sum of all points' imbalances, over the light's current of a stripe
  // [-].
  Status status;

  friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

/// What a solved module looks like inside, at the points of its mesh.
struct VoltageMap {
  double voltage = 0;              // [V] between the terminals
  std::vector<std::int64_t> cell;  // [-] of each column
  std::vector<double> x;           // [m] of each column, from the edge of its stripe
  std::vector<double> y;           // [m] of each row
  // Column by column, all rows of each.
  std::vector<double> back;      // [V] against the negative terminal
  std::vector<double> front;     // [V]
  std::vector<double> junction;  // [V] across the junction of the film
  std::vector<double> area;      // [m2] of film that the point stands for

  friend bool operator==(const VoltageMap&, const VoltageMap&) = default;
};

/// Currents at rising or falling voltages, and the map at the last.
struct PlaneCurve {
  std::vector<PlanePoint> points;
  VoltageMap map;
  std::int64_t nodes = 0;  // of each sheet
  std::int64_t newton_steps = 0;
  std::int64_t inner_steps = 0;  // of conjugate gradients

  friend bool operator==(const PlaneCurve&, const PlaneCurve&) = default;
};

/// Solves a module at terminal voltages [V], each from the one before: steps of some 0.02 V a
/// stripe go fastest.
///
/// @throws InputError  E4103 when films, places or mesh do not fit the design
/// @throws ModelError  E4202 names the voltage that did not converge
///
/// Equations (7) to (9) in docs/theory/module.md. Some 0.3 ms for a voltage and a thousand points,
/// 300 bytes a point (module_bench).
PlaneCurve solve_plane(const PlaneModule& module, const std::vector<double>& voltages);

/// The same at currents [A] that a string drives through the module: above the short circuit's it
/// is in reverse, below 0 beyond open circuit. Each point has the voltage at which the current is
/// that to some 1e-9 of the light's, looked for from the points before.
///
/// @throws InputError  E4103 as solve_plane()
/// @throws ModelError  E4204 names a current that no voltage within 30 V a stripe carries
PlaneCurve solve_plane_at_currents(const PlaneModule& module, const std::vector<double>& currents);

/// A voltage between the terminals at which no part of any film delivers current any more: at least
/// open circuit [V]. 0 in the dark.
double open_circuit_bound(const PlaneModule& module);

}  // namespace heliofab::module
