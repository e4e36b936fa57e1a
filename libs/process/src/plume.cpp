// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/plume.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "quadrature.hpp"

namespace heliofab::process {

namespace {

using std::numbers::pi;

// A nozzle at a depth under the web's plane with its plume.
struct Nozzle {
  double along = 0;     // [m]
  double across = 0;    // [m]
  double depth = 0;     // [m]
  double exponent = 0;  // [-]
  double sine = 0;      // [-] of the tilt
  double cosine = 1;    // [-]
};

Nozzle nozzle_of(const EvaporationSource& s, double across) noexcept {
  return {s.position, across, s.distance, s.exponent, std::sin(s.tilt), std::cos(s.tilt)};
}

// theory/evaporation.md (4) for one nozzle.
double impingement_of(const Nozzle& n, const WebPlace& place) noexcept {
  const double x = place.along - n.along;
  const double y = place.across - n.across;
  const double r2 = x * x + y * y + n.depth * n.depth;
  const double r = std::sqrt(r2);
  const double from_axis = (n.sine * x + n.cosine * n.depth) / r;
  if (from_axis <= 0) {
    return 0;
  }
  return (n.exponent + 1) / (2 * pi) * std::pow(from_axis, n.exponent) * n.depth / (r * r2);
}

struct Rectangle {
  double along_low = 0;
  double along_high = 0;
  double across_low = 0;
  double across_high = 0;
};

constexpr double tolerance = 1e-12;  // of quadratures, as a share of what a nozzle emits

// Share of a nozzle's atoms that cross a rectangle of the web's plane.
double share_through(const Nozzle& n, const Rectangle& window) {
  const auto strip = [&](double along) {
    return integrate(
        [&](double across) {
          return impingement_of(n, {along, across});
        },
        window.across_low, window.across_high, tolerance);
  };
  // A tilted plume ends at a straight line across the web, where its integrand has a kink.
  double low = window.along_low;
  double high = window.along_high;
  if (n.sine != 0) {
    const double end = n.along - n.depth * n.cosine / n.sine;
    low = n.sine > 0 ? std::clamp(end, low, high) : low;
    high = n.sine < 0 ? std::clamp(end, low, high) : high;
  }
  return integrate(strip, low, high, tolerance);
}

struct Reach {
  double near = 0;  // [m] from the nozzle's foot
  double far = 0;   // [m]
};

// Where a ray from the nozzle's foot in the web's plane crosses a rectangle.
std::optional<Reach> crossing(const Nozzle& n, const Rectangle& w, double azimuth) noexcept {
  Reach reach{0, 1e300};
  const auto clip = [&reach](double start, double direction, double low, double high) {
    if (std::abs(direction) < 1e-300) {
      if (start < low || start > high) {
        reach.far = -1;
      }
      return;
    }
    const double a = (low - start) / direction;
    const double b = (high - start) / direction;
    reach.near = std::max(reach.near, std::min(a, b));
    reach.far = std::min(reach.far, std::max(a, b));
  };
  clip(n.along, std::cos(azimuth), w.along_low, w.along_high);
  clip(n.across, std::sin(azimuth), w.across_low, w.across_high);
  return reach.far > reach.near ? std::optional(reach) : std::nullopt;
}

// Density over polar angle [1/rad^2] of what a nozzle emits, integrated from one polar angle to
// another, both at one azimuth; the plume ends at `end`.
double between(const Nozzle& n, double azimuth, double from, double to, double end) {
  to = std::min(to, end);
  if (!(to > from)) {
    return 0;
  }
  // cos^n is not smooth at the plume's end; in u, with end - u^2 the angle, it is smoother.
  const double u_low = std::sqrt(std::max(0.0, end - to));
  const double u_high = std::sqrt(end - from);
  const auto density = [&](double u) {
    const double polar = end - u * u;
    const double from_axis =
        n.sine * std::sin(polar) * std::cos(azimuth) + n.cosine * std::cos(polar);
    return 2 * u * std::pow(std::max(0.0, from_axis), n.exponent) * std::sin(polar);
  };
  return (n.exponent + 1) / (2 * pi) * integrate(density, u_low, u_high, tolerance);
}

// Share of a nozzle's atoms in all directions that miss a rectangle of the web's plane.
double share_beside(const Nozzle& n, const Rectangle& window) {
  const auto at_azimuth = [&](double azimuth) {
    // cos(theta) = A cos(polar - lean): the plume ends a right angle beyond the lean.
    const double end = std::atan2(n.sine * std::cos(azimuth), n.cosine) + pi / 2;
    const std::optional<Reach> hit = crossing(n, window, azimuth);
    if (!hit) {
      return between(n, azimuth, 0, end, end);
    }
    return between(n, azimuth, 0, std::atan(hit->near / n.depth), end) +
           between(n, azimuth, std::atan(hit->far / n.depth), end, end);
  };
  // The window's edge bends at its corners, and an edge above the foot is crossed all at once.
  std::array<double, 9> bends{};
  std::size_t k = 0;
  for (const double along : {window.along_low, window.along_high}) {
    for (const double across : {window.across_low, window.across_high}) {
      bends[k++] = std::atan2(across - n.across, along - n.along);
    }
  }
  for (const double right_angle : {-pi / 2, 0.0, pi / 2, pi}) {
    bends[k++] = right_angle;
  }
  bends[k] = -pi;
  std::ranges::sort(bends);
  double sum = 0;
  for (std::size_t i = 0; i + 1 < bends.size(); ++i) {
    sum += integrate(at_azimuth, bends[i], bends[i + 1], tolerance);
  }
  return sum;
}

}  // namespace

double impingement(const EvaporationSource& source, const WebPlace& place) {
  const std::vector<double> nozzles = nozzles_of(source);
  double sum = 0;
  for (const double across : nozzles) {
    sum += impingement_of(nozzle_of(source, across), place);
  }
  return sum / static_cast<double>(nozzles.size());
}

PlumeShares plume_shares(const Evaporator& evaporator, const EvaporationSource& source) {
  const DepositionZone& zone = evaporator.zones[zone_of(evaporator, source)];
  const double web = std::min(zone.opening, evaporator.web_width) / 2;
  const double aperture = std::min(zone.opening, evaporator.aperture_width) / 2;
  const double end = zone.start + zone.length;
  PlumeShares shares;
  const std::vector<double> nozzles = nozzles_of(source);
  for (const double across : nozzles) {
    const Nozzle n = nozzle_of(source, across);
    shares.film += share_through(n, {zone.start, end, -aperture, aperture});
    if (web > aperture) {
      shares.margins += share_through(n, {zone.start, end, -web, -aperture}) +
                        share_through(n, {zone.start, end, aperture, web});
    }
    shares.walls += share_beside(n, {zone.start, end, -web, web});
  }
  const auto count = static_cast<double>(nozzles.size());
  return {shares.film / count, shares.margins / count, shares.walls / count};
}

}  // namespace heliofab::process
