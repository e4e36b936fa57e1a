// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/optical_constants.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::materials {

namespace {

// 300e-9 and 300 * unit::nm differ in the last bit; neither is outside a table that starts there.
constexpr double slack = 1e-9;  // [-] of the wavelength

[[noreturn]] void refuse_wavelength(const OpticalConstants& table, double where,
                                    std::string_view name) {
  throw InputError(
      "E2102", fmt::format("{}.wavelength", name),
      fmt::format("{:g} nm is outside the table of {:g} .. {:g} nm", where / unit::nm,
                  table.wavelength.front() / unit::nm, table.wavelength.back() / unit::nm),
      "restrict the spectrum to the table, or give a wider table");
}

bool covers(const OpticalConstants& table, double where) {
  return where >= table.wavelength.front() * (1 - slack) &&
         where <= table.wavelength.back() * (1 + slack);
}

std::complex<double> interpolate(const OpticalConstants& table, std::size_t i, double where) {
  const double width = table.wavelength[i + 1] - table.wavelength[i];
  const double t = std::clamp((where - table.wavelength[i]) / width, 0.0, 1.0);
  return {table.n[i] + t * (table.n[i + 1] - table.n[i]),
          table.k[i] + t * (table.k[i + 1] - table.k[i])};
}

}  // namespace

void check(const OpticalConstants& table, std::string_view name) {
  std::vector<Diagnostic> found;
  const auto complain = [&](std::string message) {
    found.push_back({.code = "E2101", .path = std::string(name), .message = std::move(message)});
  };
  const std::size_t rows = table.wavelength.size();
  if (rows < 2 || table.n.size() != rows || table.k.size() != rows) {
    complain(fmt::format("{} wavelengths, {} n and {} k, wanted the same number, two or more", rows,
                         table.n.size(), table.k.size()));
    throw InputError(std::move(found));
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const double length = table.wavelength[i];
    const double nm = length / unit::nm;
    if (!(std::isfinite(length) && length > (i == 0 ? 0 : table.wavelength[i - 1]))) {
      complain(
          fmt::format("wavelength {:g} nm in row {}, wanted a larger one than before", nm, i + 1));
    }
    if (!(std::isfinite(table.n[i]) && table.n[i] > 0)) {
      complain(fmt::format("n = {:g} at {:g} nm, wanted above 0", table.n[i], nm));
    }
    if (!(std::isfinite(table.k[i]) && table.k[i] >= 0)) {
      complain(fmt::format("k = {:g} at {:g} nm, wanted 0 or more", table.k[i], nm));
    }
  }
  if (!found.empty()) {
    throw InputError(std::move(found));
  }
}

std::complex<double> OpticalConstants::at(double where) const {
  if (wavelength.size() < 2 || n.size() != wavelength.size() || k.size() != wavelength.size()) {
    check(*this, "material");
  }
  if (!covers(*this, where)) {
    refuse_wavelength(*this, where, "material");
  }
  return interpolate(*this, find_interval(wavelength, where), where);
}

OpticalConstants constant_index(double n, double k) {
  return {.wavelength = {100 * unit::nm, 100 * unit::um}, .n = {n, n}, .k = {k, k}};
}

OpticalConstants resample(const OpticalConstants& table, std::span<const double> wavelength,
                          std::string_view name) {
  check(table, name);
  if (std::ranges::equal(table.wavelength, wavelength)) {
    return table;
  }
  OpticalConstants result{.wavelength = {wavelength.begin(), wavelength.end()}, .n = {}, .k = {}};
  result.n.reserve(wavelength.size());
  result.k.reserve(wavelength.size());
  std::size_t i = 0;
  for (const double where : wavelength) {
    if (!covers(table, where)) {
      refuse_wavelength(table, where, name);
    }
    while (i + 2 < table.wavelength.size() && table.wavelength[i + 1] <= where) {
      ++i;
    }
    const std::complex<double> index = interpolate(table, i, where);
    result.n.push_back(index.real());
    result.k.push_back(index.imag());
  }
  return result;
}

}  // namespace heliofab::materials
