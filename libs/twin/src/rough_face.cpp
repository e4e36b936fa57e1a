// SPDX-License-Identifier: Apache-2.0
#include "rough_face.hpp"

#include <utility>

#include <fmt/format.h>

#include "heliofab/materials/effective_medium.hpp"

namespace heliofab::twin {

namespace {

// Of a mixture of two films, at each wavelength; those with a share of their own are on the same.
std::vector<double> mean_yield(const materials::Layer& a, const materials::Layer& b,
                               std::size_t n_wavelengths) {
  const auto half_of = [](const materials::Layer& film, std::size_t k) {
    return film.pair_yield * (film.pair_share.empty() ? 1 : film.pair_share[k]) / 2;
  };
  std::vector<double> yield(n_wavelengths);
  for (std::size_t k = 0; k < n_wavelengths; ++k) {
    yield[k] = half_of(a, k) + half_of(b, k);
  }
  return yield;
}

}  // namespace

void add_rough_face(double roughness, std::span<const double> wavelengths,
                    std::vector<materials::Layer>& before, std::vector<materials::Layer>& behind) {
  const materials::Layer& a = before.back();
  const materials::Layer& b = behind.front();
  materials::Layer mixed{fmt::format("rough {}/{}", a.name, b.name),
                         materials::effective_medium(a.constants, b.constants, 0.5, wavelengths),
                         roughness, 1, mean_yield(a, b, wavelengths.size())};
  double rest = roughness / 2;
  while (before.back().thickness <= rest) {
    rest -= before.back().thickness;
    before.pop_back();
  }
  before.back().thickness -= rest;
  rest = roughness / 2;
  while (behind.front().thickness <= rest) {
    rest -= behind.front().thickness;
    behind.erase(behind.begin());
  }
  behind.front().thickness -= rest;
  before.push_back(std::move(mixed));
}

}  // namespace heliofab::twin
