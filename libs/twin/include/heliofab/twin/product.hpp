// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/module/module_design.hpp"
#include "heliofab/process/cut.hpp"

namespace heliofab::twin {

/// Which way the stripes lie on the web.
enum class Stripes : std::uint8_t { along, across };
constexpr std::array<std::string_view, 2> names_of(Stripes) { return {"along", "across"}; }

/// A module as it is laid out on the web. It spans the aperture width.
struct Product {
  std::string name;
  Stripes stripes = Stripes::along;
  double length = 5.0;           // [m] down-web
  double pitch = 5e-3;           // [m] stripe to stripe
  double margin = 0.02;          // [m] of web lost at the cut
  double laminate_ratio = 1.24;  // [-] laminate area over aperture area

  friend bool operator==(const Product&, const Product&) = default;
};

template <class Visit>
void describe(Visit& visit, Product& p) {
  visit(p.name, {"name", "of the product"});
  visit(p.stripes, {"stripes", "along the web or across it", "D"});
  visit(p.length, {"length", unit::m, 0.02, 20, "down-web, without the margin", "D"});
  visit(p.pitch, {"pitch", unit::mm, 0.5, 50, "stripe to stripe", "D"});
  visit(p.margin, {"margin", unit::mm, 0, 500, "web lost at each cut", "D"});
  visit(p.laminate_ratio,
        {"laminate_ratio", unit::one, 1, 3, "laminate area over aperture area", "B"});
}

/// The electrical design of a product on a web of the given aperture width [m]: as many whole
/// stripes as fit. @throws InputError when not even one fits
module::ModuleDesign module_design(const Product& product, const module::Scribes& scribes,
                                   double width, double tco_sheet_resistance,
                                   double mo_sheet_resistance);

/// A place on a roll.
struct WebPlace {
  double position = 0;  // [m] down-web
  double across = 0;    // [m]
};

/// Places on a line of a module that runs as its stripes do, at the middles of `count` equal parts.
/// @param offset, length  of the line from the edge of the module's web, and its own [m]
std::vector<WebPlace> places_on_line(const Product& product, const process::Footprint& footprint,
                                     double offset, double length, std::int64_t count);

/// From the edge of a module's web, as long and as wide [m], to its first stripe [m]: what the
/// pitch leaves over, in halves.
double border_of(const Product& product, const module::ModuleDesign& design, double length,
                 double width) noexcept;

}  // namespace heliofab::twin
