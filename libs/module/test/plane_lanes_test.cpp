// SPDX-License-Identifier: Apache-2.0
#include "../src/plane_lanes.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"

// The loops in registers against the plain ones, at every remainder that registers leave.
namespace heliofab::module {
namespace {

// Numbers from -1 to 1.
std::vector<double> numbers(std::size_t count, std::uint64_t which) {
  static const Stream stream(4, "test.module.lanes");
  std::vector<double> v(count);
  for (std::size_t k = 0; k < count; ++k) {
    v[k] = 2 * stream.uniform(which, k) - 1;
  }
  return v;
}

TEST(PlaneLanes, MultiplyAsSumsDo) {
  for (std::size_t rows = 1; rows <= 60; ++rows) {
    const std::size_t inner = 5;
    const std::vector<double> a = numbers(rows * (inner + 1), rows);  // its last column unused
    const Panels panels(a, rows);
    for (const std::size_t columns : {1U, 3U, 4U, 9U, 16U}) {
      const std::vector<double> b = numbers(7 * columns, 100 + rows);  // two rows of it unused
      for (const std::size_t wanted : {rows, (rows + 1) / 2}) {
        std::vector<double> c(rows * columns, 9);
        multiply(panels, wanted, {b.data(), inner, 7}, columns, c.data(), rows);
        for (std::size_t k = 0; k < columns; ++k) {
          for (std::size_t r = 0; r < rows; ++r) {
            double sum = 0;
            for (std::size_t m = 0; m < inner; ++m) {
              sum += a[m * rows + r] * b[k * 7 + m];
            }
            EXPECT_NEAR(c[k * rows + r], r < wanted ? sum : 9, 1e-15)
                << wanted << " of " << rows << " rows, " << columns << " columns";
          }
        }
      }
    }
  }
}

// Of random banded matrices, made positive by their diagonals.
TEST(PlaneLanes, SolveBands) {
  for (const std::size_t band : {2U, 4U, 8U}) {
    for (std::size_t modes = 1; modes <= 40; ++modes) {
      const BandShape shape{.size = 13, .band = band, .modes = modes};
      std::vector<double> bands = numbers(shape.size * (band + 1) * modes, modes);
      const auto entry = [&](std::size_t q, std::size_t k, std::size_t m) -> double& {
        return bands[(q * (band + 1) + k) * modes + m];
      };
      for (std::size_t q = 0; q < shape.size; ++q) {
        for (std::size_t m = 0; m < modes; ++m) {
          entry(q, 0, m) = 2.0 * static_cast<double>(band) + 1;
        }
      }
      const std::vector<double> x = numbers(shape.size * modes, 200 + modes);
      std::vector<double> b(x.size());
      for (std::size_t q = 0; q < shape.size; ++q) {
        for (std::size_t m = 0; m < modes; ++m) {
          b[q * modes + m] += entry(q, 0, m) * x[q * modes + m];
          for (std::size_t k = 1; k <= std::min(band, q); ++k) {
            b[q * modes + m] += entry(q, k, m) * x[(q - k) * modes + m];
            b[(q - k) * modes + m] += entry(q, k, m) * x[q * modes + m];
          }
        }
      }
      for (const auto& [first, last] :
           {std::pair{0U, 1U}, {3U, 3 + static_cast<unsigned>(band)}, {1U, 12U}, {12U, 13U}}) {
        BandShape between = shape;
        between.first = first;
        between.last = last;
        std::vector<double> eliminated = bands;
        std::vector<double> answer = b;
        factor_bands(between, eliminated);
        reduce_bands(between, eliminated, answer);
        solve_bands(between, eliminated, answer, answer);
        extend_bands(between, eliminated, answer);
        for (std::size_t k = 0; k < x.size(); ++k) {
          EXPECT_NEAR(answer[k], x[k], 1e-13) << first << " to " << last << ", " << modes;
        }
      }
      factor_bands(shape, bands);
      std::vector<double> apart(b.size());
      solve_bands(shape, bands, b, apart);
      solve_bands(shape, bands, b, b);  // in place
      EXPECT_EQ(apart, b);
      for (std::size_t k = 0; k < x.size(); ++k) {
        EXPECT_NEAR(b[k], x[k], 1e-13) << band << " beside the diagonal, " << modes << " modes";
      }
    }
  }
}

// Each point as if it were alone, to the last digits; shunts that are not ohmic go the plain way.
TEST(PlaneLanes, SolveFilmsAsThePlainLawDoes) {
  FilmLaw law{.photocurrent = 340,
              .saturation = 2e-6,
              .diode_voltage = 0.0362,
              .series_resistance = 2e-5,
              .shunt = 5};
  for (const double resistance : {0.0, 2e-5, 5e-3}) {
    for (const double breakdown : {0.0, 100.0}) {
      for (const double exponent : {1.0, 1.7}) {
        law.series_resistance = resistance;
        law.breakdown_current = breakdown;
        law.shunt_exponent = exponent;
        for (const std::size_t count : {1U, 5U, 23U}) {
          std::vector<double> voltage = numbers(count, 300 + count);
          std::vector<double> light = numbers(count, 400 + count);
          std::vector<double> dark(count);
          std::vector<double> shunt(count);
          std::vector<double> diode(count);
          for (std::size_t k = 0; k < count; ++k) {
            voltage[k] = breakdown > 0 ? 3 * voltage[k] - 2.2 : 0.75 * voltage[k];
            light[k] = 170 * (1 + light[k]);
            dark[k] = 1e-6 * static_cast<double>(1 + k % 4);
            shunt[k] = static_cast<double>(k % 3) * 5;
            diode[k] = 0.0362 + 1e-3 * static_cast<double>(k % 5);
          }
          std::vector<double> junction(count);
          std::vector<double> current(count);
          std::vector<double> slope(count);
          film_states(law, {.voltage = voltage.data(),
                            .photocurrent = light.data(),
                            .saturation = dark.data(),
                            .shunt = shunt.data(),
                            .diode_voltage = diode.data(),
                            .junction = junction.data(),
                            .current = current.data(),
                            .slope = slope.data(),
                            .count = count});
          for (std::size_t k = 0; k < count; ++k) {
            FilmLaw here = law;
            here.photocurrent = light[k];
            here.saturation = dark[k];
            here.shunt = shunt[k];
            here.diode_voltage = diode[k];
            const FilmState plain = film_state(here, voltage[k], 0);
            const double size = std::abs(plain.current) + light[k];
            EXPECT_NEAR(current[k], plain.current, 1e-11 * size) << voltage[k] << " V";
            EXPECT_NEAR(junction[k], plain.junction, 1e-12) << voltage[k] << " V";
            EXPECT_NEAR(slope[k] / plain.slope, 1, 1e-6) << voltage[k] << " V";
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace heliofab::module
