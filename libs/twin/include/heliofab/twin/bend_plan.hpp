// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/module/laminate.hpp"

// A module bent to a cylinder: what a module designer writes of it, and what it does to the
// contacts. Equations (18) to (22) in docs/theory/module.md.
namespace heliofab::module {

constexpr auto names_of(BendSense) { return std::array<std::string_view, 2>{"outward", "inward"}; }

}  // namespace heliofab::module

namespace heliofab::twin {

/// Which contact of the module a layer is.
enum class ContactSheet : std::uint8_t { none, tco, mo };
constexpr std::array<std::string_view, 3> names_of(ContactSheet) { return {"none", "tco", "mo"}; }

/// How the axis of the cylinder lies to the stripes.
enum class BendAxis : std::uint8_t { along, across };
constexpr std::array<std::string_view, 2> names_of(BendAxis) { return {"along", "across"}; }

/// The cylinder that a module is bent to while it is solved. Without a radius it is flat.
struct BendPlan {
  double radius = 0;  // [m] of the neutral plane; 0: flat
  module::BendSense sense = module::BendSense::outward;
  BendAxis axis = BendAxis::along;
  double from = 0;    // [m]
  double length = 0;  // [m]; 0: to the far edge

  friend bool operator==(const BendPlan&, const BendPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, BendPlan& b) {
  visit(b.radius, {"radius", unit::mm, 0, 1e6, "of the neutral plane; 0: flat", "D"});
  visit(b.sense, {"sense", "outward: the light side is convex and in tension; inward", "D"});
  visit(b.axis, {"axis",
                 "of the cylinder: along the stripes, so that strain runs with the current from "
                 "stripe to stripe; or across them",
                 "D"});
  visit(b.from, {"from", unit::mm, 0, 1e4,
                 "where the bent stretch begins: over all stripes from the edge of the first one, "
                 "scribes included; with an axis across along the stripes",
                 "D"});
  visit(b.length,
        {"length", unit::mm, 0, 1e4, "of the bent stretch; 0: to the far edge of the module", "D"});
}

/// A contact of a bent module.
struct BentContact {
  std::string layer;  // empty: no layer of the stack is said to be it
  double strain = 0;  // [-] the most, tension positive
  double factor = 1;  // [-] on its sheet resistance
};

/// A layer strained beyond what it bears, where no law says what that does.
struct OverstrainedLayer {
  std::string layer;
  double strain = 0;        // [-] in size
  double limit = 0;         // [-]
  bool is_tension = false;  // it cracks; otherwise it is crushed
};

/// What a bend does to a stack.
struct BendFigures {
  BentContact tco;
  BentContact mo;
  std::vector<OverstrainedLayer> beyond;
};

}  // namespace heliofab::twin
