// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "heliofab/field/sun.hpp"
#include "spa_series.hpp"

namespace heliofab::field {
namespace {

// delta T [s] up to the year `until`: a polynomial of (year - from) / unit, lowest power first.
struct Era {
  double until;
  double from;
  double unit;  // [yr]
  std::array<double, 8> coefficients;
};

// [espenak2006]. The last but one is the parabola of the last less 0.5628 (2150 - year).
constexpr std::array eras{
    Era{-500, 1820, 100, {-20, 0, 32}},
    Era{500,
        0,
        100,
        {10583.6, -1014.41, 33.78311, -5.952053, -0.1798452, 0.022174192, 0.0090316521}},
    Era{1600,
        1000,
        100,
        {1574.2, -556.01, 71.23472, 0.319781, -0.8503463, -0.005050998, 0.0083572073}},
    Era{1700, 1600, 1, {120, -0.9808, -0.01532, 1.0 / 7129}},
    Era{1800, 1700, 1, {8.83, 0.1603, -0.0059285, 0.00013336, -1.0 / 1174000}},
    Era{1860,
        1800,
        1,
        {13.72, -0.332447, 0.0068612, 0.0041116, -0.00037436, 0.0000121272, -0.0000001699,
         0.000000000875}},
    Era{1900, 1860, 1, {7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1.0 / 233174}},
    Era{1920, 1900, 1, {-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197}},
    Era{1941, 1920, 1, {21.20, 0.84493, -0.076100, 0.0020936}},
    Era{1961, 1950, 1, {29.07, 0.407, -1.0 / 233, 1.0 / 2547}},
    Era{1986, 1975, 1, {45.45, 1.067, -1.0 / 260, -1.0 / 718}},
    Era{2005, 2000, 1, {63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599}},
    Era{2050, 2000, 1, {62.92, 0.32217, 0.005589}},
    Era{2150, 1820, 100, {-20 - 0.5628 * 330, 56.28, 32}},
    Era{1e9, 1820, 100, {-20, 0, 32}},
};

}  // namespace

double delta_t(double year) {
  const auto* const era =
      std::ranges::find_if(eras, [year](const Era& e) { return year < e.until; });
  const Era& e = era == eras.end() ? eras.back() : *era;
  const double t = (year - e.from) / e.unit;
  double sum = 0;
  for (std::size_t k = e.coefficients.size(); k-- > 0;) {
    sum = sum * t + e.coefficients[k];
  }
  return sum;
}

double decimal_year(double time) {
  return 2000 + (time / seconds_per_day - (j2000 - 0.5)) / 365.2425;
}

}  // namespace heliofab::field
