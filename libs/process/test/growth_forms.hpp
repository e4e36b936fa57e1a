// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <vector>

#include "heliofab/process/evaporator.hpp"
#include "heliofab/process/film_diffusion.hpp"

/// Closed forms of growth and interdiffusion, and the cases that have them.
namespace heliofab::process::growth_forms {

using std::numbers::pi;

inline std::string word_of(Evaporant e) {
  std::string word(names_of(e)[static_cast<std::size_t>(e)]);
  std::ranges::replace(word, '_', ' ');
  return word;
}

/// A nozzle in the middle of a metre of path, that far below the web [m].
inline EvaporationSource one_nozzle(double exponent, double distance, double tilt = 0) {
  return {.name = "one",
          .zone = "open",
          .position = 0.5,
          .distance = distance,
          .nozzles = 1,
          .exponent = exponent,
          .tilt = tilt};
}

/// Integral of cos^m from 0 to an angle.
inline double cosine_power(int m, double angle) {
  if (m < 2) {
    return m == 0 ? angle : std::sin(angle);
  }
  return (std::pow(std::cos(angle), m - 1) * std::sin(angle) +
          (m - 1) * cosine_power(m - 2, angle)) /
         m;
}

/// Integral along the path of what one upright nozzle brings per emitted atom [1/m], of a plume
/// cos^n: (n + 1) / (2 pi) h^(n + 1) R^-(n + 2) times the integral of cos^(n + 1) over the angle
/// atan(x / R), R^2 = h^2 + y^2.
/// @param beside    y, from the nozzle across [m]
/// @param from, to  from the nozzle along [m]
inline double passed(int n, double height, double beside, double from, double to) {
  const double r = std::hypot(height, beside);
  return (n + 1) / (2 * pi) * std::pow(height, n + 1) * std::pow(r, -n - 2) *
         (cosine_power(n + 1, std::atan(to / r)) - cosine_power(n + 1, std::atan(from / r)));
}

/// One upright nozzle under a zone of 0.4 m that the web passes first thing.
inline EvaporationSource lone_source(Evaporant evaporant, double position, double exponent) {
  return {.name = std::string(names_of(evaporant)[static_cast<std::size_t>(evaporant)]),
          .evaporant = evaporant,
          .zone = "all",
          .position = position,
          .nozzles = 1,
          .exponent = exponent,
          .limit = 3000};
}
inline Evaporator lone_tool(std::vector<EvaporationSource> sources) {
  Evaporator e;
  e.zones = {{.name = "all", .start = 0, .length = 0.4}};
  e.sources = std::move(sources);
  return e;
}

inline constexpr double site_density = 1.1e28;  // [1/m3]
inline constexpr double film_depth = 1e-6;      // [m]

/// Means over layers of a profile f(z), 0 <= z <= 1 of the depth from the back, by its integral.
template <class Integral>
std::vector<double> layer_means(std::size_t layers, const Integral& integral) {
  std::vector<double> means;
  const auto n = static_cast<double>(layers);
  for (std::size_t i = 0; i < layers; ++i) {
    const auto k = static_cast<double>(i);
    means.push_back((integral((k + 1) / n) - integral(k / n)) * n);
  }
  return means;
}

/// A film that is there and then mixes: as many layers again join, each with a millionth of the
/// others' sites, and bring the time along. @param mixed  diffusivity times time over depth^2 [-]
inline std::vector<double> mix(const std::vector<double>& ggi, double mixed) {
  const std::size_t n = ggi.size();
  const double share = 1 / static_cast<double>(n);
  std::vector<GrowthLayer> layers(2 * n);
  for (std::size_t i = 0; i < n; ++i) {
    layers[i].sites = site_density * film_depth * share;
    layers[i].gallium = ggi[i] * layers[i].sites;
    layers[n + i] = {layers[i].sites * 1e-6, ggi.back() * layers[i].sites * 1e-6,
                     mixed * film_depth * film_depth * share};
  }
  std::vector<double> after = interdiffuse(layers, site_density);
  after.resize(n);
  return after;
}

/// Largest distance of the two from each other.
inline double farthest(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    most = std::max(most, std::abs(a[i] - b[i]));
  }
  return most;
}

/// All gallium in the lower half, then mixed: c = 1/2 + (2 / pi) sum over odd k of
/// (-1)^((k - 1) / 2) / k cos(k pi z) exp(-k^2 pi^2 D t / L^2), faces closed [crank1975].
struct HalfAndHalf {
  double mixed = 0.02;

  std::vector<double> exact(std::size_t layers) const {
    return layer_means(layers, [this](double z) {
      double sum = z / 2;
      for (int k = 1; k < 400; k += 2) {
        sum += 2 / (pi * pi) * ((k - 1) / 2 % 2 == 0 ? 1 : -1) / k / k * std::sin(k * pi * z) *
               std::exp(-k * k * pi * pi * mixed);
      }
      return sum;
    });
  }
  std::vector<double> obtained(std::size_t layers) const {
    std::vector<double> ggi(layers, 0);
    std::fill_n(ggi.begin(), layers / 2, 1.0);
    return mix(ggi, mixed);
  }
};

/// A mode that dies away while the film grows from nothing at a constant rate: c = 0.5 +
/// 0.4 cos(k z) exp(-k^2 D t / L^2) solves the diffusion below the moving face, z < t over the time
/// of growth, if what arrives is the growth of its integral: nothing crosses the back.
struct GrowingMode {
  double mixed = 0.1;  // in the whole time of growth
  double k = 2;

  /// Gallium over all sites when the share s of the film is there.
  double gallium(double s) const {
    return 0.5 * s + 0.4 / k * std::sin(k * s) * std::exp(-k * k * mixed * s);
  }
  std::vector<double> exact(std::size_t layers) const {
    return layer_means(layers, [this](double z) {
      return 0.5 * z + 0.4 / k * std::sin(k * z) * std::exp(-k * k * mixed);
    });
  }
  std::vector<double> obtained(std::size_t layers) const {
    const std::vector<double> arriving =
        layer_means(layers, [this](double s) { return gallium(s); });
    std::vector<GrowthLayer> film;
    for (const double ggi : arriving) {
      const double share = 1 / static_cast<double>(layers);
      const double sites = site_density * film_depth * share;
      film.push_back({sites, sites * ggi, mixed * film_depth * film_depth * share});
    }
    return interdiffuse(film, site_density);
  }
};

}  // namespace heliofab::process::growth_forms
