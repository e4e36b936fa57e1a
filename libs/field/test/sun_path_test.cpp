// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/sun_path.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "every_target.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab::field {
namespace {

constexpr double year_1950 = -20.0 * 365.25 * 86400;
constexpr double year_2050 = 80.0 * 365.25 * 86400;

struct Path {
  std::vector<double> zenith, azimuth, east, north, up, radius;

  explicit Path(std::size_t n) : zenith(n), azimuth(n), east(n), north(n), up(n), radius(n) {}
  SunPath spans() { return {zenith, azimuth, east, north, up, radius}; }
  friend bool operator==(const Path&, const Path&) = default;
};

std::vector<double> random_times(std::size_t n, double first, double last) {
  const Stream draw(1, "test.field.times");
  std::vector<double> time;
  for (std::size_t i = 0; i < n; ++i) {
    time.push_back(first + (last - first) * draw.uniform(0, i));
  }
  return time;
}

const Site places[] = {{39.74 * unit::deg, -105.18 * unit::deg, 1830},
                       {-33.9 * unit::deg, 151.2 * unit::deg, 20},
                       {0.01 * unit::deg, 36.8 * unit::deg, 1600},
                       {78.2 * unit::deg, 15.6 * unit::deg, 0},
                       {-90 * unit::deg, 0, 2835},
                       {51.5 * unit::deg, 179.99 * unit::deg, 0}};

// The bound of the header: 1e-6 deg over a century, at sites of all latitudes; what is found is a
// hundredth of it. Refraction multiplies errors of the elevation by 1 + its slope, at most 1.4. The
// azimuth of a sun a degree off the zenith is worth less: there the angle on the sphere counts.
TEST(SunPath, IsTheFullAlgorithmWithinAMillionthOfADegree) {
  const std::vector<double> time = random_times(4001, year_1950, year_2050);
  const SunTable table(year_1950, year_2050);
  const Air air{95000, 290};
  double worst = 0;
  double worst_radius = 0;
  for (const Site& site : places) {
    Path path(time.size());
    sun_path(table, site, air, time, path.spans());
    for (std::size_t i = 0; i < time.size(); ++i) {
      const SunPosition s = sun_position(site, air, time[i]);
      const double turn = std::remainder(path.azimuth[i] - s.azimuth, 2 * std::numbers::pi);
      worst = std::max(
          {worst, std::abs(path.zenith[i] - s.zenith), std::abs(turn * std::sin(s.zenith))});
      worst_radius = std::max(worst_radius, std::abs(path.radius[i] - s.radius));
    }
  }
  RecordProperty("worst_deg", std::to_string(worst / unit::deg));
  EXPECT_LT(worst / unit::deg, 1e-6);
  EXPECT_LT(worst_radius, 1e-9);
  EXPECT_LT(worst / unit::deg, 3e-8) << "no longer what the header says of its tests";
}

// Where two polynomials of delta T meet, up to 0.05 s apart, the cubics round the corner: the sun
// moves 6e-7 deg in that time.
TEST(SunPath, RoundsTheCornersOfDeltaT) {
  for (const double year : {1961, 1986, 2005}) {
    const double corner = (year - 2000) * 365.2425 * 86400 + 946684800;
    std::vector<double> time;
    for (double t = corner - 2 * 86400; t <= corner + 2 * 86400; t += 1800) {
      time.push_back(t);
    }
    Path path(time.size());
    sun_path(SunTable(time.front(), time.back()), places[0], {}, time, path.spans());
    for (std::size_t i = 0; i < time.size(); ++i) {
      const SunPosition s = sun_position(places[0], {}, time[i]);
      EXPECT_NEAR(path.zenith[i] / unit::deg, s.zenith / unit::deg, 1e-6) << year;
      EXPECT_NEAR(path.azimuth[i] / unit::deg, s.azimuth / unit::deg, 1e-6) << year;
    }
  }
}

TEST(SunPath, PointsWithItsVectorWhereItsAnglesSay) {
  const std::vector<double> time = random_times(1000, 1e9, 1.2e9);
  const SunTable table(1e9, 1.2e9);
  Path path(time.size());
  sun_path(table, places[0], {}, time, path.spans());
  for (std::size_t i = 0; i < time.size(); ++i) {
    EXPECT_NEAR(path.up[i], std::cos(path.zenith[i]), 1e-14);
    EXPECT_NEAR(path.east[i], std::sin(path.zenith[i]) * std::sin(path.azimuth[i]), 1e-14);
    EXPECT_NEAR(path.north[i], std::sin(path.zenith[i]) * std::cos(path.azimuth[i]), 1e-14);
  }
}

// Any number of instants, with the same figures as one alone; only what was asked for.
TEST(SunPath, ServesAnyNumberOfInstantsInAnyOrder) {
  const SunTable table(1.26e9, 1.29e9);
  const std::vector<double> time = random_times(40, 1.26e9, 1.29e9);
  Path all(time.size());
  sun_path(table, places[1], {}, time, all.spans());
  for (std::size_t n : {0U, 1U, 3U, 7U, 8U, 9U, 17U}) {
    std::vector<double> up(n);
    sun_path(table, places[1], {}, std::span(time).first(n), {.up = up});
    EXPECT_TRUE(std::equal(up.begin(), up.end(), all.up.begin())) << n;
  }
}

TEST(SunPath, HasTheSameBitsOnEveryInstructionSet) {
  const std::vector<double> time = random_times(501, 1.26e9, 1.29e9);
  Path wanted(time.size());
  sun_path(SunTable(1.26e9, 1.29e9), places[0], {}, time, wanted.spans());
  on_every_target([&] {
    Path path(time.size());
    sun_path(SunTable(1.26e9, 1.29e9), places[0], {}, time, path.spans());
    EXPECT_EQ(path, wanted);
  });
}

TEST(SunPath, RefusesInstantsThatItsTableDoesNotHold) {
  const SunTable table(1.26e9, 1.27e9);
  std::vector<double> up(1);
  for (const double t : {1.25e9, 1.28e9, std::numeric_limits<double>::quiet_NaN()}) {
    EXPECT_THROW(sun_path(table, {}, {}, std::vector{t}, {.up = up}), LogicError);
  }
  EXPECT_THROW(sun_path(table, {}, {}, std::vector{1.26e9, 1.27e9}, {.up = up}), LogicError);
  EXPECT_THROW(SunTable(1.27e9, 1.26e9), LogicError);
}

}  // namespace
}  // namespace heliofab::field
