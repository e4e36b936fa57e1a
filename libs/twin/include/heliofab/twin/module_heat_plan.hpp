// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/module/plane_heat.hpp"

// How warm a module is, and why: what a module designer writes of its heat.
namespace heliofab::twin {

/// What sets the temperatures of a module.
enum class Operation : std::uint8_t {
  film,        // its film's own, where its law is given
  isothermal,  // one that is given
  heated       // its light and its currents
};
constexpr std::array<std::string_view, 3> names_of(Operation) {
  return {"film", "isothermal", "heated"};
}

/// A layer of the laminate, as heat sees it.
struct HeatLayerPlan {
  std::string name = "a layer";
  double thickness = 0;      // [m]
  double conductivity = 0;   // [W/m/K]
  double heat_capacity = 0;  // [J/m3/K]

  friend bool operator==(const HeatLayerPlan&, const HeatLayerPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, HeatLayerPlan& l) {
  constexpr bool required = true;
  visit(l.name, {"name"});
  visit(l.thickness, {"thickness", unit::um, 1e-3, 1e5, "of the layer", "D", required});
  visit(l.conductivity, {"conductivity", unit::W_per_m_K, 1e-3, 1e4, "for heat", "D", required});
  visit(l.heat_capacity, {"heat_capacity", unit::J_per_cm3_K, 1e-3, 10,
                          "specific heat times density", "D", required});
}

/// The heat of a module.
struct HeatPlan {
  module::PlaneHeat heat{.conductance = 0, .heat_capacity = 0};  // 0: layers say it
  std::vector<HeatLayerPlan> layers;
  double frequency = 10;  // [1/s]

  friend bool operator==(const HeatPlan&, const HeatPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, HeatPlan& p) {
  module::PlaneHeat& h = p.heat;
  visit(h.film.activation_eV,
        {"activation", unit::eV, 0, 5,
         "energy of the saturation current times ideality; the film's gap", "C green2003"});
  visit(h.film.photocurrent_slope,
        {"photocurrent_slope", unit::pct_per_K, -1, 1,
         "of the film's photocurrent by its temperature", "B marion2014"});
  visit(h.ambient, {"ambient", unit::degC, -100, 300, "air on both sides", "D"});
  visit(h.irradiance, {"irradiance", unit::W_per_m2, 0, 1e6,
                       "that makes the film's photocurrent; a dark film has none", "D"});
  visit(h.absorptance,
        {"absorptance", unit::one, 0, 1, "share of the light that stays, scribes included", "C"});
  visit(h.front, {"front", "how heat leaves by the side of the light"});
  visit(h.back, {"back", "how heat leaves by the other side"});
  visit(h.conductance, {"conductance", unit::W_per_K, 0, 1e3,
                        "of a square of the laminate; 0: layers say it, or 3e-4 W/K", "D"});
  visit(h.heat_capacity, {"heat_capacity", unit::J_per_m2_K, 0, 1e9,
                          "of the laminate; 0: layers say it, or 1500 J/m2/K", "D"});
  visit(p.layers, {"layers", "of the laminate, by name"});
  visit(p.frequency, {"frequency", unit::per_s, 1e-6, 1e6,
                      "of the bias in pictures of lock-in thermography", "D"});
}

/// The same for the engine: conductance and heat capacity of the layers together, where no value
/// says them.
/// @param film_temperature  [K] at which the law of the film is given
module::PlaneHeat plane_heat(const HeatPlan& plan, double film_temperature);

}  // namespace heliofab::twin
