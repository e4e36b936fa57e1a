// SPDX-License-Identifier: Apache-2.0
#include "heliofab/optics/spectrum.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::optics {

namespace {

// Width of the trapezoid rule that belongs to row i.
double width(std::span<const double> x, std::size_t i) {
  const double from = i == 0 ? x[0] : x[i - 1];
  const double to = i + 1 == x.size() ? x[i] : x[i + 1];
  return (to - from) / 2;
}

// Power under the part of one hat function that runs from `foot` (0) to `top` (1), either order
// [W/m2]. Piecewise quadratic between the rows of the spectrum, so Simpson's rule is exact.
double under_slope(const Spectrum& s, double foot, double top) {
  const double low = std::min(foot, top);
  const double high = std::max(foot, top);
  const auto& x = s.wavelength;
  auto i = static_cast<std::size_t>(std::ranges::upper_bound(x, low) - x.begin());
  i = std::clamp<std::size_t>(i, 1, x.size() - 1) - 1;
  double sum = 0;
  for (double from = low; from < high; ++i) {
    const double to = i + 2 == x.size() ? high : std::min(high, x[i + 1]);
    const auto product = [&](double where) {
      const double t = (where - x[i]) / (x[i + 1] - x[i]);
      const double light = s.irradiance[i] + t * (s.irradiance[i + 1] - s.irradiance[i]);
      return light * (where - foot) / (top - foot);
    };
    sum += (to - from) / 6 * (product(from) + 4 * product((from + to) / 2) + product(to));
    from = to;
  }
  return sum;
}

}  // namespace

void check(const Spectrum& spectrum) {
  const std::size_t rows = spectrum.wavelength.size();
  std::vector<Diagnostic> found;
  const auto complain = [&](std::string message) {
    found.push_back({.code = "E2201", .path = "spectrum", .message = std::move(message)});
  };
  if (rows < 2 || spectrum.irradiance.size() != rows) {
    complain(fmt::format("{} wavelengths and {} irradiances, wanted the same number, two or more",
                         rows, spectrum.irradiance.size()));
    throw InputError(std::move(found));
  }
  for (std::size_t i = 0; i < rows; ++i) {
    const double nm = spectrum.wavelength[i] / unit::nm;
    if (!(std::isfinite(nm) && nm > (i == 0 ? 0 : spectrum.wavelength[i - 1] / unit::nm))) {
      complain(
          fmt::format("wavelength {:g} nm in row {}, wanted a larger one than before", nm, i + 1));
    }
    if (!(std::isfinite(spectrum.irradiance[i]) && spectrum.irradiance[i] >= 0)) {
      complain(fmt::format("irradiance {:g} W/m2/m at {:g} nm, wanted 0 or more",
                           spectrum.irradiance[i], nm));
    }
  }
  if (!found.empty()) {
    throw InputError(std::move(found));
  }
}

double total_irradiance(const Spectrum& spectrum) {
  check(spectrum);
  double sum = 0;
  for (std::size_t i = 0; i < spectrum.wavelength.size(); ++i) {
    sum += width(spectrum.wavelength, i) * spectrum.irradiance[i];
  }
  return sum;
}

std::vector<double> photon_flux(const Spectrum& spectrum) {
  check(spectrum);
  std::vector<double> flux(spectrum.wavelength.size());
  for (std::size_t i = 0; i < flux.size(); ++i) {
    flux[i] = width(spectrum.wavelength, i) * spectrum.irradiance[i] * spectrum.wavelength[i] /
              (constants::planck * constants::light_speed);
  }
  return flux;
}

double photon_current(const Spectrum& spectrum) {
  double sum = 0;
  for (const double flux : photon_flux(spectrum)) {
    sum += flux;
  }
  return constants::elementary_charge * sum;
}

Spectrum rebin(const Spectrum& spectrum, std::span<const double> wavelength) {
  check(spectrum);
  Spectrum result{.wavelength = {wavelength.begin(), wavelength.end()},
                  .irradiance = std::vector<double>(wavelength.size(), 0.0)};
  check(result);
  const double first = spectrum.wavelength.front();
  const double last = spectrum.wavelength.back();
  if (wavelength.front() < first * (1 - 1e-9) || wavelength.back() > last * (1 + 1e-9)) {
    throw InputError(
        "E2202", "spectrum",
        fmt::format("{:g} .. {:g} nm, wanted {:g} .. {:g} nm", first / unit::nm, last / unit::nm,
                    wavelength.front() / unit::nm, wavelength.back() / unit::nm));
  }
  for (std::size_t i = 0; i < wavelength.size(); ++i) {
    const double below = i == 0 ? 0 : under_slope(spectrum, wavelength[i - 1], wavelength[i]);
    const double above =
        i + 1 == wavelength.size() ? 0 : under_slope(spectrum, wavelength[i + 1], wavelength[i]);
    result.irradiance[i] = (below + above) / width(wavelength, i);
  }
  return result;
}

Spectrum up_to(const Spectrum& spectrum, double longest) {
  check(spectrum);
  const std::vector<double>& x = spectrum.wavelength;
  if (longest >= x.back()) {
    return spectrum;
  }
  if (!(longest > x.front())) {
    throw InputError("E2202", "spectrum",
                     fmt::format("begins at {:g} nm, wanted light below {:g} nm",
                                 x.front() / unit::nm, longest / unit::nm));
  }
  const auto k = std::ranges::lower_bound(x, longest) - x.begin();
  const auto& y = spectrum.irradiance;
  Spectrum part{{x.begin(), x.begin() + k}, {y.begin(), y.begin() + k}};
  const auto right = static_cast<std::size_t>(k);
  part.wavelength.push_back(longest);
  part.irradiance.push_back(
      std::lerp(y[right - 1], y[right], (longest - x[right - 1]) / (x[right] - x[right - 1])));
  return part;
}

}  // namespace heliofab::optics
