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

Solved solve(std::span<const Film> films, double front, std::complex<double> back,
             double wavelength) {
  check_arguments(films, front, back, wavelength);
  std::vector<std::complex<double>> index;
  std::vector<double> thickness;
  for (const Film& film : films) {
    index.push_back(film.index);
    thickness.push_back(film.thickness);
  }
  Solved solved{.fields = std::vector<FilmField>(films.size()), .ends = {}};
  solved.ends = solve_waves(index, thickness, front, back, wavelength, solved.fields);
  return solved;
}

}  // namespace

PowerBudget power_budget(std::span<const Film> films, double front, std::complex<double> back,
                         double wavelength) {
  const Solved solved = solve(films, front, back, wavelength);
  PowerBudget budget{
      .reflected = solved.ends.reflected, .transmitted = solved.ends.transmitted, .absorbed = {}};
  for (const FilmField& field : solved.fields) {
    budget.absorbed.push_back(absorbed_before(field, field.thickness));
  }
  return budget;
}

std::vector<double> cumulative_absorptance(std::span<const Film> films, double front,
                                           std::complex<double> back, double wavelength,
                                           std::span<const double> positions) {
  const Solved solved = solve(films, front, back, wavelength);
  double end = 0;
  for (const Film& film : films) {
    end += film.thickness;
  }
  check_positions(positions, end);
  std::vector<double> result;
  std::size_t j = 0;
  double face = 0;    // front of film j
  double before = 0;  // absorbed in front of it
  for (const double x : positions) {
    while (j + 1 < films.size() && x > face + films[j].thickness) {
      before += absorbed_before(solved.fields[j], films[j].thickness);
      face += films[j].thickness;
      ++j;
    }
    result.push_back(
        films.empty()
            ? 0
            : before + absorbed_before(solved.fields[j], std::min(x - face, films[j].thickness)));
  }
  return result;
}

}  // namespace heliofab::optics
