// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "heliofab/core/field.hpp"
#include "heliofab/module/plane_module.hpp"

// What a module designer writes of places, scribes and diodes that are other than the rest. Stripes
// count from 1.
namespace heliofab::module {

constexpr auto names_of(ScribeFault::Line) {
  return std::array<std::string_view, 3>{"p1", "p2", "p3"};
}

}  // namespace heliofab::module

namespace heliofab::twin {

/// A patch of a stripe with an ohmic path from contact to contact in place of the film.
struct FlawPlan {
  std::string name = "a flaw";
  std::int64_t stripe = 1;
  double x = 0;            // [m]
  double y = 0;            // [m]
  double width = 0;        // [m]
  double length = 0;       // [m]
  double resistance = 0;   // [ohm]; 0: conductance says it
  double conductance = 0;  // [S]

  friend bool operator==(const FlawPlan&, const FlawPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, FlawPlan& f) {
  constexpr bool required = true;
  visit(f.name, {"name"});
  visit(f.stripe, {"stripe", 1, 1000, "which one, from 1", "", required});
  visit(f.x,
        {"x", unit::mm, 0, 50, "nearer edge, across the stripe from its P3 side", "D", required});
  visit(f.y, {"y", unit::mm, 0, 1e4, "nearer edge, along the stripe", "D", required});
  visit(f.width, {"width", unit::mm, 1e-3, 50, "across the stripe", "D", required});
  visit(f.length, {"length", unit::mm, 1e-3, 1e4, "along the stripe", "D", required});
  visit(f.resistance, {"resistance", unit::ohm, 0, 1e12, "of all of it", "D"});
  visit(f.conductance,
        {"conductance", unit::S, 0, 1e6, "of all of it, in place of the resistance", "D"});
}

/// A rectangle of one stripe or several.
struct StripesPlace {
  std::int64_t first_stripe = 1;
  std::int64_t last_stripe = 0;  // 0: the first alone
  double x = 0;                  // [m]
  double y = 0;                  // [m]
  double width = 0;              // [m]; 0: to the far edge
  double length = 0;             // [m]; 0: to the far edge

  friend bool operator==(const StripesPlace&, const StripesPlace&) = default;
};

template <class Visit>
void describe_place(Visit& visit, StripesPlace& p) {
  visit(p.first_stripe, {"first_stripe", 1, 1000, "from 1", "", true});
  visit(p.last_stripe, {"last_stripe", 0, 1000, "0: the first alone", ""});
  visit(p.x, {"x", unit::mm, 0, 50, "nearer edge, across each stripe from its P3 side", "D"});
  visit(p.y, {"y", unit::mm, 0, 1e4, "nearer edge, along the stripes", "D"});
  visit(p.width, {"width", unit::mm, 0, 50, "across; 0: to the far edge", "D"});
  visit(p.length, {"length", unit::mm, 0, 1e4, "along; 0: to the far edge", "D"});
}

/// Stripes in other light.
struct ShadePlan : StripesPlace {
  std::string name = "a shade";
  double light = 0;  // [-]

  friend bool operator==(const ShadePlan&, const ShadePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ShadePlan& s) {
  visit(s.name, {"name"});
  describe_place(visit, s);
  visit(s.light, {"light", unit::one, 0, 100, "share of the light that is left; 0: dark", "D"});
}

/// Stripes whose film or contacts differ.
struct PatchPlan : StripesPlace {
  std::string name = "a patch";
  double photocurrent_factor = 1;  // [-]
  double saturation_factor = 1;    // [-]
  double shunt_factor = 1;         // [-]
  double added_shunt = 0;          // [S/m2]
  double tco_factor = 1;           // [-]
  double mo_factor = 1;            // [-]

  friend bool operator==(const PatchPlan&, const PatchPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, PatchPlan& p) {
  visit(p.name, {"name"});
  describe_place(visit, p);
  visit(p.photocurrent_factor,
        {"photocurrent_factor", unit::one, 0, 100, "on that of the film", "D"});
  visit(p.saturation_factor, {"saturation_factor", unit::one, 1e-9, 1e9,
                              "on that of the film; above 1 a weak diode", "D"});
  visit(p.shunt_factor, {"shunt_factor", unit::one, 0, 1e9, "on the shunt of the film", "D"});
  visit(p.added_shunt, {"added_shunt", unit::S_per_m2, 0, 1e9,
                        "conductance at 0.5 V beside that of the film, with its exponent", "D"});
  visit(p.tco_factor,
        {"tco_factor", unit::one, 1e-9, 1e12,
         "on the sheet resistance of the front contact: a crack, a printed finger", "D"});
  visit(p.mo_factor,
        {"mo_factor", unit::one, 1e-9, 1e12, "on the sheet resistance of the back contact", "D"});
}

/// A table of factors over the whole module.
struct FilmMapPlan {
  std::string name = "a map";
  std::string file;

  friend bool operator==(const FilmMapPlan&, const FilmMapPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, FilmMapPlan& m) {
  visit(m.name, {"name"});
  visit(m.file, {"file",
                 "CSV beside this file: x_mm, y_mm and any of photocurrent, saturation, "
                 "shunt, tco, mo, one row for each point of a grid",
                 "", true});
}

/// A piece of a scribe that failed.
struct ScribeFaultPlan {
  std::string name = "a fault";
  module::ScribeFault::Line scribe = module::ScribeFault::Line::p1;
  std::int64_t stripe = 1;
  double y = 0;            // [m]
  double length = 0;       // [m]
  double resistance = 0;   // [ohm]
  double conductance = 0;  // [S]
  double p2_contact = 0;   // [ohm m]

  friend bool operator==(const ScribeFaultPlan&, const ScribeFaultPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribeFaultPlan& f) {
  constexpr bool required = true;
  visit(f.name, {"name"});
  visit(f.scribe, {"scribe", "p1 or p3 bridged, p2 of another contact", "", required});
  visit(f.stripe, {"stripe", 1, 1000, "behind which one, from 1", "", required});
  visit(f.y, {"y", unit::mm, 0, 1e4, "where it begins, along the stripe", "D", required});
  visit(f.length, {"length", unit::mm, 1e-3, 1e4, "along the stripe", "D", required});
  visit(f.resistance,
        {"resistance", unit::ohm, 0, 1e12, "of a bridge over P1 or P3, all of it", "D"});
  visit(f.conductance, {"conductance", unit::S, 0, 1e6, "in place of the resistance", "D"});
  visit(f.p2_contact, {"p2_contact", unit::ohm_cm, 0, 1e9,
                       "contact of P2 there times its length; 1e9: interrupted", "D"});
}

/// Film along both edges of every stripe.
struct ScribeEdgesPlan {
  module::ScribeEdges edges;

  friend bool operator==(const ScribeEdgesPlan&, const ScribeEdgesPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribeEdgesPlan& e) {
  visit(e.edges.width, {"width", unit::um, 0, 1e4, "of hurt film on each side; 0: none", "D"});
  visit(e.edges.saturation,
        {"saturation_factor", unit::one, 1e-9, 1e9, "on that of the film: recombination", "D"});
  visit(e.edges.shunt, {"shunt_factor", unit::one, 0, 1e9, "on the shunt of the film", "D"});
}

/// A diode across some stripes.
struct BypassPlan {
  std::string name = "a diode";
  std::int64_t first_stripe = 1;
  std::int64_t last_stripe = 1;
  double saturation = 1e-6;   // [A]
  double ideality = 1.1;      // [-]
  double temperature = 300;   // [K]
  double resistance = 20e-3;  // [ohm]

  friend bool operator==(const BypassPlan&, const BypassPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, BypassPlan& b) {
  constexpr bool required = true;
  visit(b.name, {"name"});
  visit(b.first_stripe, {"first_stripe", 1, 1000, "that it bridges, from 1", "", required});
  visit(b.last_stripe,
        {"last_stripe", 1, 1000, "that it bridges, this one included", "", required});
  visit(b.saturation, {"saturation", unit::A, 1e-18, 1, "current of the diode", "D"});
  visit(b.ideality, {"ideality", unit::one, 0.5, 10, "of the diode", "D"});
  visit(b.temperature, {"temperature", unit::K, 150, 600, "of the diode", "D"});
  visit(b.resistance, {"resistance", unit::ohm, 1e-6, 1e3, "of diode and ribbons in series", "D"});
}

}  // namespace heliofab::twin
