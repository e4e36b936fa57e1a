// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/film_law.hpp"

#include <algorithm>
#include <cmath>

#include "shunt_growth.hpp"

namespace heliofab::module {

JunctionCurrent junction_current(const FilmLaw& law, double v) noexcept {
  const double forward = law.saturation * std::exp(v / law.diode_voltage);
  JunctionCurrent j{law.photocurrent + law.saturation - forward, -forward / law.diode_voltage};
  const double shunt = law.shunt * shunt_growth(law.shunt_exponent, v);
  j.value -= shunt * v;
  j.slope -= shunt * law.shunt_exponent;
  if (law.breakdown_current > 0) {
    const double reverse =
        law.breakdown_current * std::exp(-law.breakdown_slope * (v - law.breakdown_onset));
    j.value += reverse;
    j.slope -= law.breakdown_slope * reverse;
  }
  return j;
}

FilmState film_state(const FilmLaw& law, double voltage, double junction) noexcept {
  const bool is_start = law.series_resistance > 0 && std::isfinite(junction);
  FilmState s{.junction = is_start ? junction : voltage};
  for (int step = 0; step < 200; ++step) {
    const JunctionCurrent j = junction_current(law, s.junction);
    const double by_junction = 1 - law.series_resistance * j.slope;  // of the voltage, above 0
    s.current = j.value;
    s.slope = j.slope / by_junction;
    if (law.series_resistance == 0) {
      return s;
    }
    const double change = (voltage - s.junction + law.series_resistance * j.value) / by_junction;
    // Both exponentials grow by e^3 at most; backwards Newton's method never overshoots.
    const double up = 3 * law.diode_voltage;
    const double down = law.breakdown_current > 0 ? 3 / law.breakdown_slope : HUGE_VAL;
    s.junction += std::clamp(change, -down, up);
    if (std::abs(change) <= 4e-16 * std::abs(s.junction) + 1e-17) {
      // The current of the junction as it was, moved along its slope: to second order.
      s.current += j.slope * change;
      return s;
    }
  }
  return s;
}

}  // namespace heliofab::module
