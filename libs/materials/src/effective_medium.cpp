// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/effective_medium.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::materials {

OpticalConstants effective_medium(const OpticalConstants& a, const OpticalConstants& b,
                                  double share, std::span<const double> wavelength) {
  if (!(share >= 0 && share <= 1)) {
    throw InputError("E2107", "share", fmt::format("{:g} is outside 0 .. 1", share));
  }
  const OpticalConstants first = resample(a, wavelength, "first medium");
  const OpticalConstants second = resample(b, wavelength, "second medium");
  OpticalConstants mixture{.wavelength = {wavelength.begin(), wavelength.end()}};
  for (std::size_t i = 0; i < wavelength.size(); ++i) {
    const std::complex<double> na{first.n[i], first.k[i]};
    const std::complex<double> nb{second.n[i], second.k[i]};
    const auto ratio = nb / na;
    // In units of the product of both indices the principal root is the physical one.
    const auto half = ((3 * share - 1) * ratio + (2 - 3 * share) / ratio) / 4.0;
    const auto index = std::sqrt((half + std::sqrt(half * half + 0.5)) * na * nb);
    mixture.n.push_back(index.real());
    mixture.k.push_back(std::max(0.0, index.imag()));  // rounding where neither absorbs
  }
  return mixture;
}

}  // namespace heliofab::materials
