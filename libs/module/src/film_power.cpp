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
FilmState together(const StripeParts& parts, double voltage) {
  FilmState sum;
  for (const FilmShare& p : parts) {
    // Most of them near their light's current.
    const FilmLaw& law = p.film->law;
    const FilmState s =
        state_of(*p.film, voltage, voltage + law.series_resistance * law.photocurrent);
    sum.current += p.area * s.current;
    sum.slope += p.area * s.slope;
  }
  return sum;
}

// The power of a string over its current.
class StringPower {
 public:
  explicit StringPower(const StringParts& string) : string_(&string) {
    for (const StripeParts& parts : string.stripes) {
      Stripe stripe{.short_circuit = together(parts, 0).current};
      while (together(parts, stripe.highest).current > 0 && stripe.highest < 100) {
        stripe.highest *= 1.5;
      }
      most_ = std::max(most_, stripe.short_circuit);
      stripes_.push_back(stripe);
    }
  }

  double most() const noexcept { return most_; }  // [A] that any stripe delivers at 0 V
  double at(double current) {
    double voltage = 0;
    std::vector<double> bypassed;
    for (std::size_t k = 0; k < stripes_.size(); ++k) {
      const std::size_t diode = string_->bypass[k];
      if (diode == StringParts::none) {
        voltage += voltage_of(k, current);
      } else {
        bypassed.resize(std::max(bypassed.size(), diode + 1), 0);
        bypassed[diode] += voltage_of(k, current);
      }
    }
    for (const double across : bypassed) {
      voltage += std::max(across, 0.0);
    }
    return current * voltage;
  }

 private:
  struct Stripe {
    double short_circuit = 0;  // [A]
    double highest = 0.5;      // [V] beyond open circuit
    double last = 0.5;         // [V] at the current before
  };

  double voltage_of(std::size_t k, double current) {
    const StripeParts& parts = string_->stripes[k];
    Stripe& stripe = stripes_[k];
    if (parts.empty()) {
      return 0;
    }
    double low = 0;
    if (current > stripe.short_circuit) {
      low = -0.5;
      while (together(parts, low).current < current && low > -1e9) {
        low *= 1.5;
      }
    }
    stripe.last = even_voltage(parts, current, low, low < 0 ? 0 : stripe.highest, stripe.last);
    return stripe.last;
  }

  const StringParts* string_;
  std::vector<Stripe> stripes_;
  double most_ = 0;
};

}  // namespace

FilmState state_of(const LocalFilm& film, double voltage, double junction) {
  return film.table != nullptr ? table_state(*film.table, film.reference, film.law, voltage)
                               : film_state(film.law, voltage, junction);
}

FilmPower highest_power(const LocalFilm& film) {
  return film.table != nullptr ? highest_of_table(film) : highest_of_diode(film.law);
}

double highest_common_power(const StripeParts& parts) {
  const auto voltage = [](const FilmShare& p) { return p.highest.voltage; };
  const auto [first, last] = std::ranges::minmax_element(parts, {}, voltage);
  const double low = voltage(*first);
  const double high = voltage(*last);
  if (low == high) {
    double sum = 0;
    for (const FilmShare& p : parts) {
      sum += p.area * p.highest.value;
    }
    return sum;
  }
  const auto power_at = [&](double v) { return v * together(parts, v).current; };
  const auto slope = [&](double v) {
    const FilmState s = together(parts, v);
    return s.current + v * s.slope;
  };
  const auto best = find_root(slope, low, high, 1e-6);  // power is flat there
  return best ? power_at(*best) : std::max(power_at(low), power_at(high));
}

double even_voltage(const StripeParts& parts, double current, double low, double high,
                    double start) {
  double v = std::clamp(start, low, high);
  for (int step = 0; step < 100; ++step) {
    const FilmState s = together(parts, v);
    (s.current > current ? low : high) = v;
    double next = v - (s.current - current) / s.slope;
    if (!(next >= low && next <= high)) {
      next = (low + high) / 2;
    }
    const double change = std::abs(next - v);
    v = next;
    if (change < 1e-9) {  // squared by the step that follows it
      break;
    }
  }
  return v;
}

double highest_string_power(const StringParts& parts, double current) {
  StringPower string(parts);
  const double most = string.most();
  if (!(most > 0)) {
    return 0;
  }
  const auto power = [&](double i) { return string.at(std::clamp(i, 0.0, most)); };
  double at = std::clamp(current, 0.0, most);
  double best = power(at);
  const double step = 0.02 * most;
  for (const double way : {step, -step}) {
    while (true) {
      const double next = power(at + way);
      if (!(next > best)) {
        break;
      }
      best = next;
      at += way;
    }
  }
  const double low = std::max(at - step, 0.0);
  const double high = std::min(at + step, most);
  return std::max(best, find_maximum(power, low, high, 1e-5 * most).value);
}

}  // namespace heliofab::module
