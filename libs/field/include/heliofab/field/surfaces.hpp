// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/field/irradiance.hpp"
#include "heliofab/field/tracking.hpp"

namespace heliofab::field {

/// How the cells of a string lie where light varies over a module: each across all of it, so that
/// all have the mean, or each along one light, so that the darkest limits the string.
enum class CellRun : std::uint8_t { across, along };
constexpr auto names_of(CellRun) { return std::array<std::string_view, 2>{"across", "along"}; }

/// An awning, a balcony or an eave above a module on a wall.
struct Overhang {
  double depth = 0;     // [m] out from the wall; 0 is none
  double gap = 0;       // [m] from the module's upper edge up to it
  double height = 1;    // [m] of the module
  double width = 1;     // [m] of the module
  double beyond = 1e3;  // [m] that it reaches beyond the module on each side

  friend bool operator==(const Overhang&, const Overhang&) = default;
};

template <class Visit>
void describe(Visit& visit, Overhang& o) {
  visit(o.depth, {"depth", unit::m, 0, 20, "out from the wall; 0 is none"});
  visit(o.gap, {"gap", unit::m, 0, 50, "from the module's upper edge up to it"});
  visit(o.height, {"height", unit::m, 0.01, 50, "of the module"});
  visit(o.width, {"width", unit::m, 0.01, 50, "of the module"});
  visit(o.beyond, {"beyond", unit::m, 0, 1e4, "that it reaches beyond the module on each side"});
}

/// Profile angle [rad] of the sun before a wall that faces `azimuth` [rad]: the sun's height in the
/// section across the wall. 0 from behind or below the horizon. docs/theory/field.md (10.1).
double profile_angle(double azimuth, const Direction& sun);
/// How much of the module's height is in the overhang's shadow [m], where its side edges do not
/// count; (10.2).
double shaded_height(const Overhang& overhang, double azimuth, const Direction& sun);
/// [-] of the module's area in the shadow, its side edges counted for the middle of the shadow.
double shaded_share(const Overhang& overhang, double azimuth, const Direction& sun);
/// Isotropic sky [-] that a point of a wall sees a distance [m] below a long overhang; 0.5 without
/// one; (10.4).
double sky_view_below(double depth, double distance);
/// The mean over the module, over 0.5.
double sky_share(const Overhang& overhang);

/// A module bent to a part of a cylinder, its outside lit. Its cells run around the arc (`across`)
/// or along the axis (`along`).
struct Cylinder {
  double arc = 0;   // [rad] in all; 0 is flat
  double axis = 0;  // [rad] of the cylinder's axis in the apex plane, from its line of
                    // steepest rise, clockwise as seen from outside

  friend bool operator==(const Cylinder&, const Cylinder&) = default;
};

template <class Visit>
void describe(Visit& visit, Cylinder& c) {
  visit(c.arc, {"arc", unit::deg, 0, 180, "of the bend in all; 0 is flat"});
  visit(c.axis, {"axis", unit::deg, -180, 180, "of the bend, from the line of steepest rise"});
}

/// Normal at an angle [rad] from the apex, whose plane is given; (10.5).
Direction normal_on(const Cylinder& cylinder, const Plane& apex, double angle);
/// Normals in the middle of n strips of one width along the axis.
std::vector<Direction> strip_normals(const Cylinder& cylinder, const Plane& apex, int strips);

/// Beam on a cylinder over that across it [-]: closed forms of the mean over the arc and of the
/// worst place, which is an edge; (10.6).
struct CylinderBeam {
  double mean = 0;   // [-]
  double worst = 0;  // [-]
};
CylinderBeam cylinder_beam(const Cylinder& cylinder, const Plane& apex, const Direction& sun);

/// One panel of a charger that is folded out.
struct FoldedPanel {
  std::string name;
  Plane plane;
  double area = 0.05;  // [m2]
  double shade = 0;    // [-] of the beam that does not reach it

  friend bool operator==(const FoldedPanel&, const FoldedPanel&) = default;
};

template <class Visit>
void describe(Visit& visit, FoldedPanel& p) {
  visit(p.name, {"name", "of the panel"});
  visit(p.plane, {"plane", "how it lies"});
  visit(p.area, {"area", unit::m2, 1e-4, 10, "of its aperture"});
  visit(p.shade, {"shade", unit::one, 0, 1, "of the beam that does not reach it"});
}

/// Panels in a zigzag about a line: n of them, tilted by turns to one side and the other.
std::vector<FoldedPanel> zigzag(int panels, double fold, const Plane& lying, double area);

/// How panels are joined: side by side behind diodes, or in a row with bypasses.
enum class Wiring : std::uint8_t { parallel, series };
constexpr auto names_of(Wiring) { return std::array<std::string_view, 2>{"parallel", "series"}; }

/// [-] of a row's width that the row before it shades, at a rotation [rad] of all rows; (10.7),
/// [anderson2024]. 0 for the first row, which nothing shades.
double row_shade(const Tracker& tracker, double rotation, const Direction& sun);

}  // namespace heliofab::field
