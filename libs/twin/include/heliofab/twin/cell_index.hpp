// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/unit.hpp"

// Indices of refraction that a cell brings along, by formula or by mixing others.
namespace heliofab::twin {

/// A resonance without loss.
struct SellmeierPlan {
  double strength = 0;    // [-]
  double wavelength = 0;  // [m]

  friend bool operator==(const SellmeierPlan&, const SellmeierPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, SellmeierPlan& s) {
  visit(s.strength, {"strength", unit::one, 0, 100,
                     "B of B L^2 / (L^2 - wavelength^2) in the permittivity", "D", true});
  visit(s.wavelength, {"wavelength", unit::um, 1e-3, 1e3,
                       "of the resonance: the square root of the C of most tables", "D", true});
}

/// Free carriers, as their spectrum gives them or by what they are.
struct DrudePlan {
  double plasma_energy_eV = 0;
  double damping_eV = 0;
  double density = 0;   // [1/m3]
  double mobility = 0;  // [m2/V/s]
  double mass = 0;      // [-] of free electrons

  friend bool operator==(const DrudePlan&, const DrudePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, DrudePlan& d) {
  visit(d.plasma_energy_eV, {"plasma_energy", unit::eV, 0, 50, "unscreened", "D"});
  visit(d.damping_eV, {"damping", unit::eV, 0, 50, "width of the absorption at no energy", "D"});
  visit(d.density, {"density", unit::per_cm3, 0, 1e24, "in place of plasma_energy", "D"});
  visit(d.mobility, {"mobility", unit::cm2_per_V_s, 0, 1e6,
                     "as light sees it, in place of damping; often above that of a current", "D"});
  visit(d.mass, {"mass", unit::one, 0, 100, "effective, over that of a free electron", "D"});
}

/// Absorption across a gap.
struct TaucLorentzPlan {
  double amplitude_eV = 0;
  double energy_eV = 0;
  double width_eV = 0;
  double gap_eV = 0;

  friend bool operator==(const TaucLorentzPlan&, const TaucLorentzPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, TaucLorentzPlan& t) {
  visit(t.amplitude_eV, {"amplitude", unit::eV, 0, 1e5, "A", "D", true});
  visit(t.energy_eV, {"energy", unit::eV, 0.01, 100, "E0, of the transition", "D", true});
  visit(t.width_eV, {"width", unit::eV, 1e-4, 200, "C, below twice the energy", "D", true});
  visit(t.gap_eV, {"gap", unit::eV, 0, 100, "Eg; nothing is absorbed below it", "D", true});
}

/// How an index is said.
enum class IndexModel : std::uint8_t { oscillators, cauchy, constant, mixture, azo, doped };
constexpr std::array<std::string_view, 6> names_of(IndexModel) {
  return {"oscillators", "cauchy", "constant", "mixture", "azo", "doped"};
}

/// An index of refraction by its name.
struct IndexPlan {
  std::string name = "an index";
  IndexModel model = IndexModel::oscillators;
  double permittivity = 1;  // [-]
  std::vector<SellmeierPlan> sellmeier;
  std::vector<DrudePlan> drude;
  std::vector<TaucLorentzPlan> tauc_lorentz;
  double a = 0;  // [-]
  double b = 0;  // [m2]
  double c = 0;  // [m4]
  double n = 0;  // [-]
  double k = 0;  // [-]
  std::string of;
  std::string with;
  double share = 0.5;               // [-]
  double carriers = 0;              // [1/m3]
  double optical_mobility = 34e-4;  // [m2/V/s]

  friend bool operator==(const IndexPlan&, const IndexPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, IndexPlan& i) {
  visit(i.name, {"name"});
  visit(i.model, {"model",
                  "a permittivity by its terms, n = a + b/L^2 + c/L^4, one n and k, a mixture of "
                  "two indices, ZnO:Al with other carriers, or an index with free carriers more"});
  visit(i.permittivity, {"permittivity", unit::one, 0, 100,
                         "of oscillators: what stands beside the terms, from far above them", "D"});
  visit(i.sellmeier, {"sellmeier", "terms of oscillators: resonances without loss, a list"});
  visit(i.drude,
        {"drude", "terms of oscillators, or of doped: free carriers, whose light makes no pairs"});
  visit(i.tauc_lorentz, {"tauc_lorentz", "terms of oscillators: absorption across a gap, a list"});
  visit(i.a, {"a", unit::one, 0, 10, "of cauchy", "D"});
  visit(i.b, {"b", unit::um2, -10, 10, "of cauchy", "D"});
  visit(i.c, {"c", unit::um4, -10, 10, "of cauchy", "D"});
  visit(i.n, {"n", unit::one, 0, 20, "of constant", "D"});
  visit(i.k, {"k", unit::one, 0, 20, "of constant", "D"});
  visit(i.of, {"of", "first medium of a mixture, or what is doped, by an index as of a layer"});
  visit(i.with, {"with", "second medium of a mixture"});
  visit(i.share,
        {"share", unit::percent, 0, 100,
         "of the volume that belongs to the second medium; half of each is a rough face", "D"});
  visit(i.carriers, {"carriers", unit::per_cm3, 0, 1e22, "of azo: electrons", "D"});
  visit(i.optical_mobility,
        {"optical_mobility", unit::cm2_per_V_s, 0.1, 1000,
         "of azo, as light sees it through the ratio of the tabulated film", "C treharne2011"});
}

}  // namespace heliofab::twin
