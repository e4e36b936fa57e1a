// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"

// A small plan with every kind of member that `describe` knows.
namespace heliofab::io::sample {

enum class Stripes : std::uint8_t { along, across };
constexpr std::array<std::string_view, 2> names_of(Stripes) { return {"along", "across"}; }

struct Absorber {
  double thickness = 2e-6;      // [m]
  double cgi = 0.88;            // [-]
  double temperature = 713.15;  // [K]

  friend bool operator==(const Absorber&, const Absorber&) = default;
};

template <class Visit>
void describe(Visit& visit, Absorber& a) {
  visit(a.thickness, {"thickness", unit::um, 0.1, 10, "CIGS film as grown; 1 to 3 um is usual",
                      "C lundberg2003"});
  visit(a.cgi, {"cgi", unit::one, 0.5, 1.05, "Cu / (Ga + In) of the film", "D fitted"});
  visit(a.temperature, {"temperature", unit::degC, 20, 600, "of the web in the zone", "C"});
}

struct Product {
  std::string name;
  Stripes stripes = Stripes::along;
  double length = 5;  // [m]

  friend bool operator==(const Product&, const Product&) = default;
};

template <class Visit>
void describe(Visit& visit, Product& p) {
  visit(p.name, {"name", "of the product"});
  visit(p.stripes, {"stripes", "along the web or across it", "D"});
  visit(p.length, {"length", unit::m, 0.02, 20, "down-web", "D"});
}

struct Layer {
  double thickness = 1e-6;  // [m]
  std::string material;

  friend bool operator==(const Layer&, const Layer&) = default;
};

template <class Visit>
void describe(Visit& visit, Layer& l) {
  visit(l.thickness, {"thickness", unit::nm, 1, 1e5, "of the film", "C"});
  visit(l.material, {"material", "what it is made of"});
}

struct Plan {
  std::string title = "a plan";
  std::chrono::sys_days start = std::chrono::year(2010) / 5 / 12;
  bool has_metrology = true;
  std::int64_t tools = 2;
  double target = 0.105;                        // [-]
  double leakage = 2e-4;                        // [S/m]
  std::vector<double> bin_edges{0.075, 0.085};  // [-]
  Absorber absorber;
  std::vector<Product> products{{.name = "roof"}, {.name = "roll", .length = 2.5}};
  std::vector<Layer> layers{{.material = "CIGS"}};

  friend bool operator==(const Plan&, const Plan&) = default;
};

template <class Visit>
void describe(Visit& visit, Plan& p) {
  visit(p.title, {"title", "shown in reports"});
  visit(p.start, {"start", "first day"});
  visit(p.has_metrology, {"has_metrology", "the line measures what it makes", "D"});
  visit(p.tools, {"tools", 1, 9, "deposition tools in parallel", "A"});
  visit(p.target, {"target", unit::percent, 0, 30, "aperture efficiency wanted", "A"});
  visit(p.leakage, {"leakage", unit::S_per_cm, 0, 1, "across P1 and P3", "D"});
  visit(p.bin_edges, {"bin_edges", unit::percent, 0, 40, "lower edges of the bins", "D"});
  visit(p.absorber, {"absorber", "co-evaporated CIGS"});
  visit(p.products, {"products", "what is made"});
  visit(p.layers, {"layers", "films from the light side"});
}

/// A cell that cannot be read without its gap.
struct Cell {
  double gap = 0;  // [eV]
  Absorber absorber;

  friend bool operator==(const Cell&, const Cell&) = default;
};

template <class Visit>
void describe(Visit& visit, Cell& c) {
  visit(c.gap, {.key = "gap",
                .unit = unit::eV,
                .low = 0.5,
                .high = 3,
                .note = "gap of the absorber",
                .grade = "A",
                .required = true});
  visit(c.absorber, {"absorber", "co-evaporated CIGS"});
}

}  // namespace heliofab::io::sample
