// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>
#include <string_view>
#include <vector>

namespace heliofab::materials {

/// Refractive index of one material as a table. All three lists have one length, two or more.
struct OpticalConstants {
  std::vector<double> wavelength;  // [m] in vacuum, strictly increasing
  std::vector<double> n;           // [-] > 0
  std::vector<double> k;           // [-] >= 0 absorbs: index = n + i k

  /// Index n + i k, linear between rows.
  /// @param where  vacuum wavelength [m], inside the table (a part in 1e9 beyond is forgiven)
  /// @throws InputError E2101 when the table is malformed, E2102 outside it
  /// O(log rows).
  std::complex<double> at(double where) const;

  friend bool operator==(const OpticalConstants&, const OpticalConstants&) = default;
};

/// A material without dispersion, valid for every wavelength from 100 nm to 100 um.
OpticalConstants constant_index(double n, double k = 0);

/// The table at other wavelengths [m], strictly increasing. One walk along both lists.
/// @param name  what to call the material in an error
/// @throws InputError E2101, E2102 as OpticalConstants::at
OpticalConstants resample(const OpticalConstants& table, std::span<const double> wavelength,
                          std::string_view name = "material");

/// Every reason why a table cannot be used, in one throw.
/// @throws InputError E2101
void check(const OpticalConstants& table, std::string_view name);

}  // namespace heliofab::materials
