// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/groove.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace heliofab::process {

namespace {

// Full width where the logarithm of fluence over some threshold exceeds `logarithm` less than at
// the peak [m]; theory/tools.md (17), [liu1982].
double width_of(double spot_radius, double logarithm) noexcept {
  return logarithm > 0 ? spot_radius * std::sqrt(2 * logarithm) : 0;
}

// Logarithm that is used up before the overlapping pulses are through the film: theory/tools.md
// (19).
double used_up(const LaserBeam& b, const AblatedFilm& f) noexcept {
  return std::cbrt(std::pow(3 * std::numbers::sqrt2 / 4 * f.thickness * b.pulse_spacing /
                                (f.depth_per_pulse * b.spot_radius),
                            2));
}

// Radius to which a pulse melts the film, its heat spreading sideways: theory/tools.md (21).
double molten_radius(const LaserBeam& b, const AblatedFilm& f) noexcept {
  const double ratio = peak_fluence(b) / f.melting;
  return ratio > std::numbers::e ? b.spot_radius * std::sqrt(ratio / (2 * std::numbers::e))
                                 : width_of(b.spot_radius, std::log(ratio)) / 2;
}

}  // namespace

double peak_fluence(const LaserBeam& b) noexcept {
  return 2 * b.pulse_energy / (std::numbers::pi * b.spot_radius * b.spot_radius);
}

double energy_for(const LaserBeam& b, double threshold, double width) noexcept {
  const double hole2 = width * width + b.pulse_spacing * b.pulse_spacing;
  const double area = b.spot_radius * b.spot_radius;
  return threshold * std::exp(hole2 / (2 * area)) * std::numbers::pi * area / 2;
}

Groove laser_groove(const LaserBeam& b, const AblatedFilm& f) noexcept {
  const double over = std::log(peak_fluence(b) / f.threshold);
  const double hole = width_of(b.spot_radius, over);
  if (!(hole > b.pulse_spacing)) {
    return {};
  }
  return {.width = std::sqrt(hole * hole - b.pulse_spacing * b.pulse_spacing),
          .bottom_width = width_of(b.spot_radius, over - used_up(b, f)),
          .edge = std::max(0.0, molten_radius(b, f) - hole / 2)};
}

Groove needle_groove(const Needle& n, double scraped) noexcept {
  const double tip = n.tip_width + n.wear * scraped;
  return {.width = tip + 2 * n.chipping, .bottom_width = tip};
}

double edge_leakage(const EdgeLeakage& e, const Groove& groove) noexcept {
  return e.cold * std::exp(groove.edge / e.scale);
}

}  // namespace heliofab::process
