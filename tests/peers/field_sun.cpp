// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <vector>

#include "field_values.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/field/sun_path.hpp"

namespace heliofab::field {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year_month_day;

double midnight(year_month_day date) {
  return 86400 * static_cast<double>(sys_days(date).time_since_epoch().count());
}

// The worked example of [reda2004]: 17 October 2003, 12:30:30 at -7 h.
const Site golden{39.742476 * deg, -105.1786 * deg, 1830.14};
const Air golden_air{82000, 284.15};
const double golden_time = midnight(2003y / 10 / 17) + 19.5 * 3600 + 30;

io::Json example() {
  const SunPosition s = sun_position(golden, golden_air, golden_time, 67);
  io::Json out = io::Json::object({{"JD", s.julian_day},
                                   {"JME", s.ephemeris_millennia},
                                   {"L", s.heliocentric_longitude / deg},
                                   {"B", s.heliocentric_latitude / deg},
                                   {"R", s.radius}});
  for (std::size_t i = 0; i < s.arguments.size(); ++i) {
    out.set("X" + std::to_string(i), s.arguments[i] / deg);
  }
  const std::pair<const char*, double> angles[] = {{"delta_psi", s.nutation_longitude},
                                                   {"delta_epsilon", s.nutation_obliquity},
                                                   {"epsilon", s.obliquity},
                                                   {"delta_tau", s.aberration},
                                                   {"lambda", s.apparent_longitude},
                                                   {"nu", s.sidereal_time},
                                                   {"alpha", s.right_ascension},
                                                   {"delta", s.declination},
                                                   {"H", s.hour_angle},
                                                   {"xi", s.parallax},
                                                   {"alpha_topocentric", s.topocentric_ascension},
                                                   {"delta_topocentric", s.topocentric_declination},
                                                   {"H_topocentric", s.topocentric_hour_angle},
                                                   {"e0", s.true_elevation},
                                                   {"e", s.elevation},
                                                   {"zenith", s.zenith},
                                                   {"azimuth", s.azimuth}};
  for (const auto& [name, angle] : angles) {
    out.set(name, angle / deg);
  }
  out.set("equation_of_time_min", s.equation_of_time / 60);
  const SunPosition next = sun_position(golden, golden_air, golden_time + 86400, 67);
  out.set("next_zenith", next.zenith / deg);
  out.set("next_azimuth", next.azimuth / deg);
  const SunPosition own = sun_position(golden, golden_air, golden_time + 86400);
  out.set("next_zenith_own", own.zenith / deg);
  out.set("next_azimuth_own", own.azimuth / deg);
  return out;
}

// Seconds after midnight of the zone's clock.
io::Json days() {
  io::Json out = io::Json::array();
  for (const year_month_day date : {2015y / 1 / 2, 2015y / 8 / 2}) {
    const double start = midnight(date) + 7 * 3600;
    const SunDay day = sun_day(golden, start + 12 * 3600);
    const SunDay before = sun_day(golden, start - 12 * 3600);
    out.push(io::Json::object({{"rise", day.sunrise - start},
                               {"transit", day.transit - start},
                               {"set", day.sunset - start},
                               {"set_before", before.sunset - start + 86400}}));
  }
  return out;
}

struct Worst {
  double angle = 0;   // [rad]
  double radius = 0;  // [AU]
};

// 24,000 instants of a century over six places, a pole among them.
Worst worst_of_lanes(double first, double last, std::size_t n) {
  const Stream draw(1, "peers.field.times");
  std::vector<double> time;
  for (std::size_t i = 0; i < n; ++i) {
    time.push_back(first + (last - first) * draw.uniform(0, i));
  }
  const Site places[] = {{39.74 * deg, -105.18 * deg, 1830},
                         {-33.9 * deg, 151.2 * deg, 20},
                         {0.01 * deg, 36.8 * deg, 1600},
                         {78.2 * deg, 15.6 * deg, 0},
                         {-90 * deg, 0, 2835},
                         {51.5 * deg, 179.99 * deg, 0}};
  const SunTable table(first, last);
  const Air air{95000, 290};
  std::vector<double> zenith(n), azimuth(n), radius(n);
  Worst worst;
  for (const Site& site : places) {
    sun_path(table, site, air, time, {.zenith = zenith, .azimuth = azimuth, .radius = radius});
    for (std::size_t i = 0; i < n; ++i) {
      const SunPosition s = sun_position(site, air, time[i]);
      const double turn = std::remainder(azimuth[i] - s.azimuth, 2 * std::numbers::pi);
      worst.angle = std::max(
          {worst.angle, std::abs(zenith[i] - s.zenith), std::abs(turn * std::sin(s.zenith))});
      worst.radius = std::max(worst.radius, std::abs(radius[i] - s.radius));
    }
  }
  return worst;
}

}  // namespace

io::Json sun_values() {
  const Worst century = worst_of_lanes(midnight(1950y / 1 / 1), midnight(2050y / 1 / 1), 4000);
  return io::Json::object({{"example", example()},
                           {"days", days()},
                           {"lanes_deg", century.angle / deg},
                           {"lanes_AU", century.radius}});
}

}  // namespace heliofab::field
