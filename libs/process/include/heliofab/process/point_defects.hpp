// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab::process {

enum class DefectKind : std::uint8_t { spit, pinhole, flake, scratch, dust };

constexpr std::array<std::string_view, 5> names_of(DefectKind) {
  return {"spit", "pinhole", "flake", "scratch", "dust"};
}

enum class SizeForm : std::uint8_t { log_normal, power_law };

constexpr std::array<std::string_view, 2> names_of(SizeForm) { return {"log_normal", "power_law"}; }

/// Sizes of the defects of one kind: the longest extent of each.
struct DefectSize {
  SizeForm form = SizeForm::log_normal;
  double median = 20e-6;   // [m] of a log-normal
  double spread = 0.3;     // [-] standard deviation of its logarithm
  double smallest = 5e-6;  // [m] of a power law
  double largest = 1e-3;   // [m]
  double exponent = 3;     // [-] its density falls as size to the minus exponent

  friend bool operator==(const DefectSize&, const DefectSize&) = default;
};

template <class Visit>
void describe(Visit& visit, DefectSize& s) {
  visit(s.form, {"form", "log_normal by median and spread, or power_law between two sizes"});
  visit(s.median, {"median", unit::um, 0.01, 1e5, "of a log-normal size", "D"});
  visit(s.spread, {"spread", unit::one, 0, 3, "standard deviation of its logarithm", "D"});
  visit(s.smallest, {"smallest", unit::um, 0.01, 1e5, "of a power law", "D"});
  visit(s.largest, {"largest", unit::um, 0.01, 1e6, "of a power law", "D"});
  visit(s.exponent,
        {"exponent", unit::one, 0, 10, "of the power law; 3 is usual for particles of a clean room",
         "C stapper1983"});
}

/// How often one kind of point defect comes, how it clusters, and what it does to the film.
struct DefectLaw {
  std::string name = "pinholes";  // part of the purpose of its draws
  DefectKind kind = DefectKind::pinhole;
  double density = 4;                // [1/m2] of defects
  double cluster_size = 0;           // [-] mean number in a cluster; 0: each comes alone
  double cluster_spread = 0;         // [-] of the logarithm of that mean, from cluster to cluster
  double cluster_radius = 0.05;      // [m] standard deviation of the offset along, and across
  DefectSize size;                   //
  double aspect = 1;                 // [-] longest over shortest extent
  double areal_conductance = 6.3e6;  // [S/m2] of the area it bridges

  friend bool operator==(const DefectLaw&, const DefectLaw&) = default;
};

template <class Visit>
void describe(Visit& visit, DefectLaw& d) {
  visit(d.name, {"name", "of this law, unique"});
  visit(d.kind,
        {"kind", "spit, pinhole, flake, scratch, or dust that keeps a scribe from being cut"});
  visit(d.density, {"density", unit::per_m2, 0, 1000, "of defects, in clusters or not", "D"});
  visit(d.cluster_size,
        {"cluster_size", unit::one, 0, 1000, "mean number in a cluster; 0: each alone", "D"});
  visit(d.cluster_spread,
        {"cluster_spread", unit::one, 0, 3,
         "standard deviation of the logarithm of that mean between clusters", "D"});
  visit(d.cluster_radius,
        {"cluster_radius", unit::m, 0, 1,
         "standard deviation of the offset from the middle, along and across", "D"});
  visit(d.size, {"size", "longest extent"});
  visit(d.aspect, {"aspect", unit::one, 1, 1e4, "longest over shortest extent", "D"});
  visit(d.areal_conductance, {"areal_conductance", unit::S_per_m2, 0, 1e12,
                              "of the bridged area; 6.3e6 S/m2 is ZnO:Al on Mo as in P2, 0.2 ohm "
                              "cm over 80 um; 0: no path",
                              "D"});
}

/// What a line makes without clusters of its own making: soft shunts, 6 a square metre of some 2 mS
/// in pinholes and spits of a copper source, and flakes of 0.3 S, 0.08 a square metre. Grade D.
std::vector<DefectLaw> usual_defects();

/// A point defect of a roll.
struct PointDefect {
  double position = 0;     // [m] down-web
  double across = 0;       // [m] from the left edge
  double size = 0;         // [m] longest extent
  double conductance = 0;  // [S] through the film; 0: it bridges nothing
  DefectKind kind = DefectKind::pinhole;

  friend bool operator==(const PointDefect&, const PointDefect&) = default;
};

/// Conductance through the film of a defect alone, without what the sheets around it resist [S]:
/// that of an ellipse, or none where its shortest extent is less than the film is thick [m].
/// theory/fields.md (7), grade D.
double bridge_conductance(const DefectLaw& law, double size, double film_thickness) noexcept;

/// Conductance of a scribe that a defect kept from being cut [S]: the sheet, `size` wide and a
/// scribe's width long.
/// @param sheet_resistance  of the sheet that the scribe should part [ohm], > 0
double uncut_conductance(double size, double sheet_resistance, double scribe_width) noexcept;

/// A stretch of web to look at: from <= position < to, 0 <= across < width [m].
struct WebPart {
  double from = 0;
  double to = 0;
  double width = 0;
};

/// The defects of one law on a part of a roll, by position: a Poisson process over the web, or
/// clusters whose middles are one and whose members are scattered about them [neyman1958].
/// theory/fields.md (5)-(6). Each metre of web has draws of its own and a part includes what
/// clusters beyond its ends reach into it, so that parts may be made alone and together give the
/// roll. The width of the web is part of the address.
/// @param film_thickness  for the conductance [m]
std::vector<PointDefect> make_point_defects(const DefectLaw& law, double film_thickness,
                                            std::uint64_t seed, std::int64_t roll,
                                            const WebPart& part);

}  // namespace heliofab::process
