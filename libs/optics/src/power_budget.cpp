// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/power_budget.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "stack_solver.hpp"
#include "waves.hpp"

namespace heliofab::optics {

namespace {

bool is_passive(std::complex<double> index) {
  return std::isfinite(index.real()) && std::isfinite(index.imag()) && index.real() > 0 &&
         index.imag() >= 0;
}

void check_arguments(std::span<const Film> films, double front, std::complex<double> back,
                     double wavelength) {
  std::vector<Diagnostic> found;
  const auto complain = [&](std::string path, std::string message) {
    found.push_back({.code = "E2203", .path = std::move(path), .message = std::move(message)});
  };
  const auto check_index = [&](const std::string& path, std::complex<double> index) {
    if (!is_passive(index)) {
      complain(path, fmt::format("{:g} + {:g} i, wanted n above 0 and k 0 or more", index.real(),
                                 index.imag()));
    }
  };
  for (std::size_t j = 0; j < films.size(); ++j) {
    check_index(fmt::format("films[{}].index", j), films[j].index);
    if (!(std::isfinite(films[j].thickness) && films[j].thickness >= 0)) {
      complain(fmt::format("films[{}].thickness", j),
               fmt::format("{:g} m, wanted 0 or more", films[j].thickness));
    }
  }
  check_index("front", front);
  check_index("back", back);
  if (!(std::isfinite(wavelength) && wavelength > 0)) {
    complain("wavelength", fmt::format("{:g} m, wanted above 0", wavelength));
  }
  if (!found.empty()) {
    throw InputError(std::move(found));
  }
}

struct Solved {
  std::vector<FilmField> fields;
  Ends ends;
};

Solved solve(std::span<const Film> films, const Surroundings& around) {
  std::vector<std::complex<double>> index;
  std::vector<double> thickness;
  for (const Film& film : films) {
    index.push_back(film.index);
    thickness.push_back(film.thickness);
  }
  Solved solved{.fields = std::vector<FilmField>(films.size()), .ends = {}};
  solved.ends = solve_waves(index, thickness, around, solved.fields);
  return solved;
}

// Adds `share` of what one wave leaves between the front and each position.
void add_absorptance(std::span<const FilmField> fields, std::span<const double> positions,
                     double share, std::span<double> result) {
  std::size_t j = 0;
  double face = 0;    // front of film j
  double before = 0;  // absorbed in front of it
  for (std::size_t p = 0; p < positions.size() && !fields.empty(); ++p) {
    while (j + 1 < fields.size() && positions[p] > face + fields[j].thickness) {
      before += absorbed_before(fields[j], fields[j].thickness);
      face += fields[j].thickness;
      ++j;
    }
    const double depth = std::min(positions[p] - face, fields[j].thickness);
    result[p] += share * (before + absorbed_before(fields[j], depth));
  }
}

}  // namespace

PowerBudget power_budget(std::span<const Film> films, double front, std::complex<double> back,
                         double wavelength, const Incidence& incidence) {
  check_arguments(films, front, back, wavelength);
  const Tilts waves = tilts(incidence, front);
  const double share = waves.share();
  PowerBudget budget{.absorbed = std::vector<double>(films.size(), 0.0)};
  for (const Tilt& tilt : waves) {
    const Solved solved = solve(films, {front_admittance(tilt), back, wavelength, tilt});
    budget.reflected += share * solved.ends.reflected;
    budget.transmitted += share * solved.ends.transmitted;
    for (std::size_t j = 0; j < films.size(); ++j) {
      const FilmField& field = solved.fields[j];
      budget.absorbed[j] += share * absorbed_before(field, field.thickness);
    }
  }
  return budget;
}

std::vector<double> cumulative_absorptance(std::span<const Film> films, double front,
                                           std::complex<double> back, double wavelength,
                                           std::span<const double> positions,
                                           const Incidence& incidence) {
  check_arguments(films, front, back, wavelength);
  const Tilts waves = tilts(incidence, front);
  double end = 0;
  for (const Film& film : films) {
    end += film.thickness;
  }
  check_positions(positions, end);
  std::vector<double> result(positions.size(), 0.0);
  for (const Tilt& tilt : waves) {
    add_absorptance(solve(films, {front_admittance(tilt), back, wavelength, tilt}).fields,
                    positions, waves.share(), result);
  }
  return result;
}

}  // namespace heliofab::optics
