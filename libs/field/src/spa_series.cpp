// SPDX-License-Identifier: Apache-2.0
#include "spa_series.hpp"

#include <cmath>
#include <span>

#include "spa_terms.hpp"

namespace heliofab::field {
namespace {

constexpr double deg = unit::deg.scale;

double series(std::span<const spa::Term> terms, double t) noexcept {
  double sum = 0;
  for (const spa::Term& term : terms) {
    sum += term.amplitude * std::cos(term.phase + term.rate * t);
  }
  return 1e-8 * sum;
}

void fill_heliocentric(SunPosition& s) noexcept {
  const double t = s.ephemeris_millennia;
  const auto of = [t](const auto& terms) { return series(terms, t); };
  s.heliocentric_longitude = turned(
      of(spa::longitude0) +
      t * (of(spa::longitude1) +
           t * (of(spa::longitude2) +
                t * (of(spa::longitude3) + t * (of(spa::longitude4) + t * of(spa::longitude5))))));
  s.heliocentric_latitude = of(spa::latitude0) + t * of(spa::latitude1);
  s.radius = of(spa::radius0) +
             t * (of(spa::radius1) +
                  t * (of(spa::radius2) + t * (of(spa::radius3) + t * of(spa::radius4))));
}

void fill_nutation(SunPosition& s) noexcept {
  const double century = 10 * s.ephemeris_millennia;
  for (std::size_t k = 0; k < s.arguments.size(); ++k) {
    const spa::Cubic& c = spa::arguments[k];
    s.arguments[k] = deg * (c[0] + century * (c[1] + century * (c[2] + century * c[3])));
  }
  double longitude = 0;
  double obliquity = 0;
  for (const spa::NutationTerm& term : spa::nutation) {
    double angle = 0;
    for (std::size_t k = 0; k < s.arguments.size(); ++k) {
      angle += term.multiples[k] * s.arguments[k];
    }
    longitude += (term.sine + term.sine_rate * century) * std::sin(angle);
    obliquity += (term.cosine + term.cosine_rate * century) * std::cos(angle);
  }
  s.nutation_longitude = 1e-4 * arcsec * longitude;
  s.nutation_obliquity = 1e-4 * arcsec * obliquity;
}

double mean_obliquity(double millennia) noexcept {
  const double u = millennia / 10;
  double sum = 0;
  for (std::size_t k = spa::mean_obliquity.size(); k-- > 0;) {
    sum = sum * u + spa::mean_obliquity[k];
  }
  return arcsec * sum;
}

// Greenwich mean sidereal time; whole turns of whole days are left out before digits are lost.
double mean_sidereal_time(double days) noexcept {
  const double century = days / 36525;
  return deg * (sidereal_start + 360 * (days - std::floor(days)) + sidereal_rate * days +
                century * century * (sidereal_square - century / sidereal_cube));
}

double mean_longitude(double t) noexcept {
  return deg * (280.4664567 +
                t * (360007.6982779 +
                     t * (0.03032028 + t * (1.0 / 49931 + t * (-1.0 / 15300 - t / 2000000)))));
}

}  // namespace

double turned(double angle) noexcept {
  const double rest = std::fmod(angle, 2 * pi);
  return rest < 0 ? rest + 2 * pi : rest;
}

double half_turned(double angle) noexcept { return turned(angle + pi) - pi; }

Observer observer_at(const Site& site) noexcept {
  const double u = std::atan(flattening * std::tan(site.latitude));
  const double height = site.elevation / equator;
  return {std::cos(u) + height * std::cos(site.latitude),
          flattening * std::sin(u) + height * std::sin(site.latitude)};
}

void fill_geocentric(SunPosition& s, double time, double delta_t) noexcept {
  const double days = time / seconds_per_day - j2000;
  s.julian_day = days + 2451545;
  s.ephemeris_millennia = (days + delta_t / seconds_per_day) / 365250;
  fill_heliocentric(s);
  fill_nutation(s);
  s.obliquity = mean_obliquity(s.ephemeris_millennia) + s.nutation_obliquity;
  s.aberration = -aberration / s.radius;
  s.apparent_longitude =
      turned(s.heliocentric_longitude + pi + s.nutation_longitude + s.aberration);
  const double latitude = -s.heliocentric_latitude;
  s.sidereal_time = turned(mean_sidereal_time(days) + s.nutation_longitude * std::cos(s.obliquity));
  const double sine = std::sin(s.apparent_longitude);
  s.right_ascension =
      turned(std::atan2(sine * std::cos(s.obliquity) - std::tan(latitude) * std::sin(s.obliquity),
                        std::cos(s.apparent_longitude)));
  s.declination = std::asin(std::sin(latitude) * std::cos(s.obliquity) +
                            std::cos(latitude) * std::sin(s.obliquity) * sine);
  s.parallax = solar_parallax / s.radius;
  const double ahead = mean_longitude(s.ephemeris_millennia) - 0.0057183 * deg - s.right_ascension +
                       s.nutation_longitude * std::cos(s.obliquity);
  s.equation_of_time = half_turned(ahead) / (2 * pi) * seconds_per_day;
}

double refraction(const Air& air, double true_elevation) noexcept {
  if (true_elevation < lowest_lift) {
    return 0;
  }
  const double e0 = true_elevation / unit::deg;
  return deg * refraction_factor(air) / std::tan(deg * (e0 + 10.3 / (e0 + 5.11)));
}

}  // namespace heliofab::field
