// SPDX-License-Identifier: Apache-2.0
#include "film_power.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/roots.hpp"

namespace heliofab::module {

namespace {

// Current of a junction with both derivatives: junction_current() and one more, above 0 V.
struct Junction {
  double current = 0;  // [A/m2]
  double slope = 0;    // [S/m2]
  double bend = 0;     // [S/m2/V]
};
Junction junction_at(const FilmLaw& law, double v) noexcept {
  const double per_volt = 1 / law.diode_voltage;
  const double forward = law.saturation * std::exp(v * per_volt);
  Junction j{law.photocurrent + law.saturation - forward, -forward * per_volt,
             -forward * per_volt * per_volt};
  const double exponent = law.shunt_exponent;
  const double shunt =
      exponent == 1 ? law.shunt : law.shunt * std::pow(v / 0.5, exponent - 1);  // [S/m2]
  j.current -= shunt * v;
  j.slope -= shunt * exponent;
  j.bend -= v > 0 ? shunt * exponent * (exponent - 1) / v : 0;
  if (law.breakdown_current > 0) {
    const double k = law.breakdown_slope;
    const double reverse = law.breakdown_current * std::exp(-k * (v - law.breakdown_onset));
    j.current += reverse;
    j.slope -= k * reverse;
    j.bend += k * k * reverse;
  }
  return j;
}

// Power over the voltage of the junction; Newton's method for the zero of its slope, kept between
// where it rises and where it falls.
FilmPower highest_of_diode(const FilmLaw& law) {
  const double rs = law.series_resistance;
  if (junction_at(law, 0).current <= 0) {
    return {};
  }
  double low = 0;
  double high = law.diode_voltage * std::log1p(law.photocurrent / law.saturation);
  // Without resistance and shunt, to some per cent.
  double v = high - law.diode_voltage * std::log1p(high / law.diode_voltage);
  while (junction_at(law, high).current > 0) {  // breakdown on top of the light
    high += law.diode_voltage;
  }
  for (int step = 0; step < 100; ++step) {
    const Junction j = junction_at(law, v);
    const double terminal = v - 2 * rs * j.current;
    const double slope = j.current + j.slope * terminal;
    const double bend = j.bend * terminal + 2 * j.slope * (1 - rs * j.slope);
    (slope > 0 ? low : high) = v;
    double next = v - slope / bend;
    if (!(next > low && next < high)) {
      next = (low + high) / 2;
    }
    const double change = std::abs(next - v);
    v = next;
    if (change < 1e-6) {  // then right to 1e-10 V, and power is flat there
      break;
    }
  }
  const double current = junction_at(law, v).current;
  return {v - current * rs, current * (v - current * rs)};
}

FilmPower highest_of_table(const LocalFilm& film) {
  const auto current = [&](double v) { return state_of(film, v, v).current; };
  double high = 0.5;
  while (current(high) > 0 && high < 100) {
    high *= 1.2;
  }
  const Maximum best = find_maximum([&](double v) { return v * current(v); }, 0, high, 1e-9);
  return best.value > 0 ? FilmPower{best.x, best.value} : FilmPower{};
}

// Current [A] and its slope [S] of all parts at one voltage.
FilmState together(std::span<const FilmPart> parts, double voltage) {
  FilmState sum;
  for (const FilmPart& p : parts) {
    const FilmState s = state_of(*p.film, voltage, voltage);
    sum.current += p.area * s.current;
    sum.slope += p.area * s.slope;
  }
  return sum;
}

}  // namespace

FilmState state_of(const LocalFilm& film, double voltage, double junction) {
  return film.table != nullptr ? table_state(*film.table, film.reference, film.law, voltage)
                               : film_state(film.law, voltage, junction);
}

FilmPower highest_power(const LocalFilm& film) {
  return film.table != nullptr ? highest_of_table(film) : highest_of_diode(film.law);
}

double highest_common_power(std::span<const FilmPart> parts) {
  const auto voltage = [](const FilmPart& p) { return p.highest.voltage; };
  const auto [first, last] = std::ranges::minmax_element(parts, {}, voltage);
  const double low = voltage(*first);
  const double high = voltage(*last);
  if (low == high) {
    double sum = 0;
    for (const FilmPart& p : parts) {
      sum += p.area * p.highest.value;
    }
    return sum;
  }
  const auto power_at = [&](double v) { return v * together(parts, v).current; };
  const auto slope = [&](double v) {
    const FilmState s = together(parts, v);
    return s.current + v * s.slope;
  };
  const auto best = find_root(slope, low, high, 1e-8);
  return best ? power_at(*best) : std::max(power_at(low), power_at(high));
}

double even_power(std::span<const FilmPart> parts, double current, double low, double high) {
  double v = (low + high) / 2;
  for (int step = 0; step < 100; ++step) {
    const FilmState s = together(parts, v);
    (s.current > current ? low : high) = v;
    double next = v - (s.current - current) / s.slope;
    if (!(next >= low && next <= high)) {
      next = (low + high) / 2;
    }
    const double change = std::abs(next - v);
    v = next;
    if (change < 1e-12) {
      break;
    }
  }
  return current * v;
}

}  // namespace heliofab::module
