// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/sun.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <numbers>
#include <string_view>

#include <gtest/gtest.h>

namespace heliofab::field {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

double utc(year_month_day date, double hours, double minutes = 0, double seconds = 0) {
  const double days = static_cast<double>(sys_days(date).time_since_epoch().count());
  return 86400 * days + 3600 * hours + 60 * minutes + seconds;
}

Site place(double latitude, double longitude, double elevation = 0) {
  return {latitude * unit::deg, longitude * unit::deg, elevation};
}

// The worked example of [reda2004], table A5.1 and its appendix: 17 October 2003, 12:30:30 at
// -7 h, 39.742476 N, 105.1786 W, 1830.14 m, 820 mbar, 11 degC, delta T 67 s.
const Site golden = place(39.742476, -105.1786, 1830.14);
const Air golden_air{820 * unit::mbar, 11 * unit::degC};
const double golden_time = utc(2003y / 10 / 17, 19, 30, 30);

// Figures as printed there and, with more digits, in the tests of pvlib-python 6382338
// (tests/test_spa.py); the tolerance is half of the last digit printed.
TEST(SunPosition, ReproducesEveryIntermediateOfThePublishedExample) {
  const SunPosition s = sun_position(golden, golden_air, golden_time, 67);
  struct Printed {
    std::string_view name;
    double value;
    double wanted;
    double tolerance;
  };
  const auto in_deg = [](double angle) { return angle / unit::deg; };
  const std::array printed{
      Printed{"JD", s.julian_day, 2452930.312847, 5e-7},
      Printed{"JME", s.ephemeris_millennia, 0.003792781992, 1e-12},
      Printed{"L", in_deg(s.heliocentric_longitude), 24.0182616917, 5e-9},
      Printed{"B", in_deg(s.heliocentric_latitude), -0.0001011219, 5e-10},
      Printed{"R", s.radius, 0.9965422974, 5e-10},
      Printed{"X0", in_deg(s.arguments[0]), 17185.861179, 1e-5},
      Printed{"X1", in_deg(s.arguments[1]), 1722.893218, 5e-6},
      Printed{"X2", in_deg(s.arguments[2]), 18234.075703, 1e-5},
      Printed{"X3", in_deg(s.arguments[3]), 18420.071012, 1e-5},
      Printed{"X4", in_deg(s.arguments[4]), 51.686951, 5e-7},
      Printed{"delta psi", in_deg(s.nutation_longitude), -0.00399840, 5e-9},
      Printed{"delta epsilon", in_deg(s.nutation_obliquity), 0.00166657, 5e-9},
      Printed{"epsilon", in_deg(s.obliquity), 23.440465, 5e-7},
      Printed{"delta tau", in_deg(s.aberration), -0.005711, 5e-7},
      Printed{"lambda", in_deg(s.apparent_longitude), 204.0085519281, 5e-9},
      Printed{"nu", in_deg(s.sidereal_time), 318.511910, 2e-6},
      Printed{"alpha", in_deg(s.right_ascension), 202.227408, 5e-7},
      Printed{"delta", in_deg(s.declination), -9.31434, 5e-6},
      Printed{"H", in_deg(s.hour_angle), 11.10590, 5e-6},
      Printed{"xi", in_deg(s.parallax), 0.002451, 5e-7},
      Printed{"alpha'", in_deg(s.topocentric_ascension), 202.22704, 5e-6},
      Printed{"delta'", in_deg(s.topocentric_declination), -9.316179, 5e-7},
      Printed{"H'", in_deg(s.topocentric_hour_angle), 11.10627, 5e-6},
      Printed{"e0", in_deg(s.true_elevation), 39.872046, 1e-6},
      Printed{"e", in_deg(s.elevation), 39.888378, 1e-6},
      Printed{"zenith", in_deg(s.zenith), 50.11162, 5e-6},
      Printed{"azimuth", in_deg(s.azimuth), 194.34024, 5e-6},
      Printed{"equation of time, min", s.equation_of_time / 60, 14.64, 5e-3},
  };
  for (const Printed& p : printed) {
    EXPECT_NEAR(p.value, p.wanted, p.tolerance) << p.name;
  }
}

// The next day at the same time: pvlib/spa.py of pvlib-python 6382338, run for this.
TEST(SunPosition, MovesOnByADay) {
  const SunPosition s = sun_position(golden, golden_air, golden_time + 86400, 67);
  EXPECT_NEAR(s.true_elevation / unit::deg, 39.50519038406085, 1e-7);
  EXPECT_NEAR(s.azimuth / unit::deg, 194.31109511364022, 1e-7);
  EXPECT_NEAR(s.equation_of_time / 60, 14.839255743372632, 1e-7);
}

TEST(SunPosition, StandsOverTheTropicAtNoonOfTheSolstice) {
  const Site aswan = place(23.4367, 32.9);
  const SunDay day = sun_day(aswan, utc(2010y / 6 / 21, 10));
  EXPECT_NEAR(sun_position(aswan, {}, day.transit).zenith / unit::deg, 0, 0.01);
}

// From the calculator of NREL on the web, by way of pvlib 6382338 (tests/test_solarposition.py):
// whole seconds of the one step of [reda2004], which itself is off by up to a second. That step
// takes the sunset of the day of universal time: in Golden's August the one of the evening before.
TEST(SunDay, RisesTransitsAndSetsAsTheInstituteSays) {
  struct Said {
    double noon;
    double rise, transit, set;
    Site site;
  };
  const Site south = place(-35, 0);
  const auto mst = [](year_month_day d, double h, double m, double s) {
    return utc(d, h + 7, m, s);
  };
  const year_month_day winter = 2015y / 1 / 2;
  const year_month_day summer = 2015y / 8 / 2;
  const std::array said{
      Said{mst(winter, 12, 0, 0), mst(winter, 7, 21, 55), mst(winter, 12, 4, 45),
           mst(winter, 16, 47, 43), golden},
      Said{mst(summer, 12, 0, 0), mst(summer, 5, 0, 27), mst(summer, 12, 6, 58),
           mst(summer, 19, 13, 58), golden},
      Said{utc(1996y / 7 / 5, 12), utc(1996y / 7 / 5, 7, 8, 15), utc(1996y / 7 / 5, 12, 4, 36),
           utc(1996y / 7 / 5, 17, 1, 4), south},
      Said{utc(2004y / 12 / 4, 12), utc(2004y / 12 / 4, 4, 38, 57), utc(2004y / 12 / 4, 11, 50, 22),
           utc(2004y / 12 / 4, 19, 2, 3), south},
  };
  for (const Said& s : said) {
    const SunDay day = sun_day(s.site, s.noon);
    const SunDay before = sun_day(s.site, s.noon - 86400);
    const bool is_august = s.noon == said[1].noon;
    EXPECT_EQ(day.daylight, Daylight::rises_and_sets);
    EXPECT_NEAR(day.sunrise, s.rise, 1.5);
    EXPECT_NEAR(day.transit, s.transit, 1);
    EXPECT_NEAR(is_august ? before.sunset + 86400 : day.sunset, s.set, 1.5);
  }
}

// In a time zone, midnight and the small hours belong to the nearest noon's day.
TEST(SunDay, IsTheOneWhoseTransitIsNearest) {
  const double noon = utc(2010y / 5 / 12, 19);
  const SunDay wanted = sun_day(golden, noon);
  for (const double hours : {-11.0, -3.0, 5.0, 11.0}) {
    EXPECT_NEAR(sun_day(golden, noon + 3600 * hours).transit, wanted.transit, 0.01) << hours;
  }
  EXPECT_NEAR(sun_day(golden, noon + 86400).transit - wanted.transit, 86400, 30);
}

TEST(SunDay, TellsPolarDayFromPolarNight) {
  const Site tromso = place(69.65, 18.96);
  EXPECT_EQ(sun_day(tromso, utc(2010y / 6 / 21, 11)).daylight, Daylight::always_up);
  EXPECT_EQ(sun_day(tromso, utc(2010y / 12 / 21, 11)).daylight, Daylight::always_down);
  EXPECT_EQ(sun_day(tromso, utc(2010y / 3 / 21, 11)).daylight, Daylight::rises_and_sets);
  EXPECT_EQ(sun_day(place(90, 0), utc(2010y / 6 / 21, 12)).daylight, Daylight::always_up);
  EXPECT_EQ(sun_day(place(-90, 0), utc(2010y / 6 / 21, 12)).daylight, Daylight::always_down);
}

// At rise and set the true centre, seen from the Earth's, is at -0.8333 deg.
TEST(SunDay, CrossesTheHorizonWhereItSays) {
  for (const double latitude : {-60.0, -20.0, 0.0, 45.0, 65.0}) {
    const Site site = place(latitude, 13);
    const SunDay day = sun_day(site, utc(2011y / 6 / 21, 11));
    for (const double t : {day.sunrise, day.sunset}) {
      const SunPosition s = sun_position(site, {}, t);
      const double sine =
          std::sin(site.latitude) * std::sin(s.declination) +
          std::cos(site.latitude) * std::cos(s.declination) * std::cos(s.hour_angle);
      EXPECT_NEAR(std::asin(sine) / unit::deg, -0.8333, 1e-5) << latitude;
    }
  }
}

// Years and figures of pvlib 6382338, tests/test_spa.py, by the polynomials of [espenak2006].
TEST(DeltaT, FollowsThePolynomials) {
  struct Said {
    int year, month;
    double seconds;
  };
  for (const Said& s :
       {Said{-499, 1, 17184.831}, Said{500, 2, 5708.8051}, Said{1000, 3, 1573.0419},
        Said{1500, 4, 198.01820}, Said{1800, 5, 13.596506}, Said{1860, 6, 7.8316585},
        Said{1900, 6, -2.1171894}, Said{1950, 7, 29.289261}, Said{1970, 8, 40.824887},
        Said{1985, 9, 54.724581}, Said{1985, 2, 54.413442486}, Said{1990, 10, 57.426651},
        Said{2000, 11, 64.108015}, Said{2005, 12, 65.038015}, Said{2050, 12, 94.952955},
        Said{2150, 12, 330.50693}}) {
    EXPECT_NEAR(delta_t(s.year + (s.month - 0.5) / 12), s.seconds,
                1e-7 * std::abs(s.seconds) + 2e-6)
        << s.year;
  }
}

TEST(DeltaT, IsContinuousWhereItsPolynomialsMeet) {
  for (const double year : {1700, 1800, 1860, 1900, 1920, 1941, 1961, 1986, 2005, 2050, 2150}) {
    EXPECT_NEAR(delta_t(year - 1e-9), delta_t(year), 0.2) << year;
  }
}

TEST(DecimalYear, CountsFromJanuary) {
  EXPECT_NEAR(decimal_year(utc(2000y / 1 / 1, 0)), 2000, 1e-12);
  EXPECT_NEAR(decimal_year(utc(2010y / 7 / 2, 12)), 2010.5, 2e-3);
  EXPECT_NEAR(decimal_year(utc(1950y / 1 / 1, 0)), 1950, 2e-3);
}

}  // namespace
}  // namespace heliofab::field
