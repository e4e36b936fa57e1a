// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/semiconductor.hpp"

#include <array>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::materials {

namespace {

constexpr double reference_ggi = 0.30;  // [-] at which the numbers of "cigs" stand

constexpr double gap(double ggi) {  // equation 1.8
  return 1.035 * (1 - ggi) + 1.68 * ggi - 0.264 * ggi * (1 - ggi);
}

constexpr std::string_view baseline = "gloeckler2003";

constexpr auto table = std::to_array<Datum>({
    {"cigs", "gap_eV", gap(reference_ggi), "eV", "C", "alonso2001",
     "end points 1.035 and 1.68 eV, bowing 0.264 eV as commonly used; at ggi 0.30"},
    {"cigs", "affinity_eV", 4.35, "eV", "D", "",
     "puts the conduction band of CdS 0.15 eV above the absorber's at ggi 0.30"},
    {"cigs", "permittivity", 13.6, "", "C", baseline, ""},
    {"cigs", "nc", 2.2e24, "1/m3", "C", baseline, ""},
    {"cigs", "nv", 1.8e25, "1/m3", "C", baseline, ""},
    {"cigs", "mobility_n", 100e-4, "m2/V/s", "C", baseline, ""},
    {"cigs", "mobility_p", 25e-4, "m2/V/s", "C", baseline, ""},
    {"cigs", "radiative", 1e-16, "m3/s", "C", "", "order of magnitude; rarely limits a cell"},
    {"cigs", "doping", 8e21, "1/m3", "D", "", "acceptors; 1e21 .. 2e22 is usual"},

    {"cds", "gap_eV", 2.4, "eV", "C", baseline, ""},
    {"cds", "affinity_eV", 4.2, "eV", "C", "", "sets the scale of all affinities here"},
    {"cds", "permittivity", 10, "", "C", baseline, ""},
    {"cds", "nc", 2.2e24, "1/m3", "C", baseline, ""},
    {"cds", "nv", 1.8e25, "1/m3", "C", baseline, ""},
    {"cds", "mobility_n", 100e-4, "m2/V/s", "C", baseline, ""},
    {"cds", "mobility_p", 25e-4, "m2/V/s", "C", baseline, ""},
    {"cds", "radiative", 0, "m3/s", "D", "", "left out: levels dominate"},
    {"cds", "doping", 1e23, "1/m3", "C", "", "donors; the baseline set has 1.1e24 and deep levels"},

    {"i_zno", "gap_eV", 3.3, "eV", "C", baseline, ""},
    {"i_zno", "affinity_eV", 4.4, "eV", "C", baseline, "conduction band 0.2 eV below that of CdS"},
    {"i_zno", "permittivity", 9, "", "C", baseline, ""},
    {"i_zno", "nc", 2.2e24, "1/m3", "C", baseline, ""},
    {"i_zno", "nv", 1.8e25, "1/m3", "C", baseline, ""},
    {"i_zno", "mobility_n", 100e-4, "m2/V/s", "C", baseline, ""},
    {"i_zno", "mobility_p", 25e-4, "m2/V/s", "C", baseline, ""},
    {"i_zno", "radiative", 0, "m3/s", "D", "", "left out: makes no difference in a window"},
    {"i_zno", "doping", 1e24, "1/m3", "C", baseline, "donors"},

    {"zno_al", "gap_eV", 3.3, "eV", "C", baseline, "without the Burstein-Moss shift"},
    {"zno_al", "affinity_eV", 4.4, "eV", "C", baseline, "as i_zno"},
    {"zno_al", "permittivity", 9, "", "C", baseline, ""},
    {"zno_al", "nc", 2.2e24, "1/m3", "C", baseline, ""},
    {"zno_al", "nv", 1.8e25, "1/m3", "C", baseline, ""},
    {"zno_al", "mobility_n", 22e-4, "m2/V/s", "C", "", "sputtered films: 20 .. 25 cm2/V/s"},
    {"zno_al", "mobility_p", 5e-4, "m2/V/s", "D", "", "holes do not matter here"},
    {"zno_al", "radiative", 0, "m3/s", "D", "", "left out"},
    {"zno_al", "doping", 1e26, "1/m3", "C", "", "donors; carriers_for gives the film's own"},
});

constexpr double number(std::string_view material, std::string_view quantity) {
  for (const Datum& datum : table) {
    if (datum.material == material && datum.quantity == quantity) {
      return datum.value;
    }
  }
  throw LogicError(quantity, __FILE__, __LINE__);
}

Semiconductor set_of(std::string_view material) {
  return {.gap_eV = number(material, "gap_eV"),
          .affinity_eV = number(material, "affinity_eV"),
          .permittivity = number(material, "permittivity"),
          .nc = number(material, "nc"),
          .nv = number(material, "nv"),
          .mobility_n = number(material, "mobility_n"),
          .mobility_p = number(material, "mobility_p"),
          .radiative = number(material, "radiative")};
}

}  // namespace

double cigs_gap(double ggi) {
  if (!(ggi >= 0 && ggi <= 1)) {
    throw InputError("E2104", "ggi", fmt::format("{:g} is outside 0 .. 1", ggi));
  }
  return gap(ggi);
}

Semiconductor cigs(double ggi) {
  Semiconductor result = set_of("cigs");
  const double added = cigs_gap(ggi) - result.gap_eV;
  result.gap_eV += added;
  result.affinity_eV -= (1 - cigs_valence_share) * added;
  return result;
}

Semiconductor cds() { return set_of("cds"); }
Semiconductor i_zno() { return set_of("i_zno"); }
Semiconductor zno_al() { return set_of("zno_al"); }

std::span<const Datum> semiconductor_data() noexcept { return table; }

}  // namespace heliofab::materials
