// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/film_table.hpp"

#include <algorithm>
#include <cmath>

#include "strip_constants.hpp"

namespace heliofab::module {

FilmState table_state(const FilmTable& table, const FilmLaw& reference, const FilmLaw& law,
                      double voltage) {
  const double light = law.photocurrent / reference.photocurrent;
  // Where there is no film there is nothing to move.
  const double ratio = law.saturation > 0 ? law.saturation / reference.saturation : 1;
  const double shifted = voltage + law.diode_voltage * std::log(ratio);
  FilmState state{.junction = voltage};
  const auto add = [&](std::size_t k, double share) {
    state.current += share * table.curves[k].at(shifted);
    state.slope += share * table.curves[k].slope(shifted);
  };
  const double near = std::clamp(light, table.light.front(), table.light.back());
  state.current = (light - near) * reference.photocurrent;
  if (table.light.size() == 1) {
    add(0, 1);
  } else {
    const std::size_t k = find_interval(table.light, near);
    const double share = (near - table.light[k]) / (table.light[k + 1] - table.light[k]);
    add(k, 1 - share);
    add(k + 1, share);
  }
  state.slope = std::min(state.slope, 0.0) - least_slope;
  state.current -= least_slope * voltage;
  FilmLaw rest = law;
  rest.photocurrent = 0;
  rest.saturation = 0;
  const JunctionCurrent more = junction_current(rest, voltage);
  state.current += more.value;
  state.slope += more.slope;
  return state;
}

}  // namespace heliofab::module
