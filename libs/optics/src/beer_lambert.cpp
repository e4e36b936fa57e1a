// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/beer_lambert.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "stack_solver.hpp"

namespace heliofab::optics {

namespace {

void check_films(std::span<const AbsorbingFilm> films, std::size_t n_wavelengths,
                 const RayFaces& faces) {
  std::vector<Diagnostic> wrong;
  const auto add = [&wrong](std::string path, std::string message) {
    wrong.push_back({.code = "E2203", .path = std::move(path), .message = std::move(message)});
  };
  for (std::size_t j = 0; j < films.size(); ++j) {
    const AbsorbingFilm& film = films[j];
    const std::string path = fmt::format("films[{}]", j);
    if (!(film.thickness >= 0 && film.thickness < 1)) {
      add(path + ".thickness", fmt::format("{:g} m, wanted 0 or more", film.thickness));
    }
    if (film.absorption.size() != n_wavelengths) {
      add(path + ".absorption", fmt::format("{} values, wanted one for each of {} wavelengths",
                                            film.absorption.size(), n_wavelengths));
    }
    const auto is_yield = [](double y) { return y >= 0 && y <= 1; };
    if (!film.pair_yield.empty() && !(film.pair_yield.size() == n_wavelengths &&
                                      std::ranges::all_of(film.pair_yield, is_yield))) {
      add(path + ".pair_yield", "wanted one value within 0 .. 1 for each wavelength");
    }
    if (!std::ranges::all_of(film.absorption, [](double a) { return a >= 0 && a < 1e12; })) {
      add(path + ".absorption", "a value below 0 or no number, wanted 0 1/m or more");
    }
  }
  for (const auto& [name, value] : {std::pair{"front_reflectance", faces.front_reflectance},
                                    std::pair{"back_reflectance", faces.back_reflectance}}) {
    if (!(value >= 0 && value <= 1)) {
      add(name, fmt::format("{:g}, wanted 0 .. 1", value));
    }
  }
  if (!wrong.empty()) {
    throw InputError(wrong);
  }
}

// For each position the metres of each film that lie before it.
std::vector<std::vector<double>> paths_before(std::span<const AbsorbingFilm> films,
                                              std::span<const double> positions) {
  std::vector<std::vector<double>> paths;
  for (const double x : positions) {
    double front = 0;
    paths.emplace_back();
    for (const AbsorbingFilm& film : films) {
      paths.back().push_back(std::clamp(x - front, 0.0, film.thickness));
      front += film.thickness;
    }
  }
  return paths;
}

// Rays of one wavelength.
struct RayOfColour {
  double entering = 0;      // photons
  double returning = 0;     // those that come back to the front
  double depth_of_all = 0;  // optical

  // Photons absorbed before an optical depth, on the way down or up: exp(-(all - depth)) -
  // exp(-all), without its cancellation where little lies before.
  double absorbed_before(double depth) const noexcept {
    return -(entering * std::expm1(-depth) +
             returning * std::exp(depth - depth_of_all) * std::expm1(-depth));
  }
};

// Pairs before the position whose paths through the films are given, at wavelength number i.
double pairs_before(std::span<const AbsorbingFilm> films, std::span<const double> paths,
                    std::size_t i, const RayOfColour& rays) noexcept {
  double pairs = 0;
  double depth = 0;
  for (std::size_t j = 0; j < films.size(); ++j) {
    const double end = depth + films[j].absorption[i] * paths[j];
    const double yield = films[j].pair_yield.empty() ? 1 : films[j].pair_yield[i];
    pairs += yield * (rays.absorbed_before(end) - rays.absorbed_before(depth));
    depth = end;
  }
  return pairs;
}

}  // namespace

std::vector<double> beer_lambert(std::span<const AbsorbingFilm> films, const Spectrum& spectrum,
                                 const RayFaces& faces, std::span<const double> positions) {
  check(spectrum);
  check_films(films, spectrum.wavelength.size(), faces);
  double end = 0;
  for (const AbsorbingFilm& film : films) {
    end += film.thickness;
  }
  check_positions(positions, end);
  const std::vector<double> flux = photon_flux(spectrum);
  const std::vector<std::vector<double>> paths = paths_before(films, positions);
  const bool all_make_pairs =
      std::ranges::all_of(films, [](const AbsorbingFilm& f) { return f.pair_yield.empty(); });
  std::vector<double> cumulative(positions.size(), 0.0);
  for (std::size_t i = 0; i < flux.size(); ++i) {
    RayOfColour rays{.entering = flux[i] * (1 - faces.front_reflectance)};
    for (const AbsorbingFilm& film : films) {
      rays.depth_of_all += film.absorption[i] * film.thickness;
    }
    rays.returning = rays.entering * faces.back_reflectance * std::exp(-rays.depth_of_all);
    for (std::size_t p = 0; p < positions.size(); ++p) {
      if (!all_make_pairs) {
        cumulative[p] += pairs_before(films, paths[p], i, rays);
        continue;
      }
      double depth = 0;
      for (std::size_t j = 0; j < films.size(); ++j) {
        depth += films[j].absorption[i] * paths[p][j];
      }
      cumulative[p] += rays.absorbed_before(depth);
    }
  }
  return cumulative;
}

}  // namespace heliofab::optics
