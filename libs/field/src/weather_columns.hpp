// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "heliofab/field/weather.hpp"

namespace heliofab::field {

/// The columns of numbers by name: light first, then air and wind, which are always there, then
/// those that may be empty.
template <class Any>  // Weather, const or not
auto columns_of(Any& w) {
  using Column =
      std::conditional_t<std::is_const_v<Any>, const std::vector<double>*, std::vector<double>*>;
  using Named = std::pair<std::string_view, Column>;
  return std::array<Named, 10>{{{"global", &w.global},
                                {"beam", &w.beam},
                                {"diffuse", &w.diffuse},
                                {"air", &w.air},
                                {"wind", &w.wind},
                                {"pressure", &w.pressure},
                                {"humidity", &w.humidity},
                                {"dew_point", &w.dew_point},
                                {"albedo", &w.albedo},
                                {"water", &w.water}}};
}

inline bool has_equal_columns(const Weather& weather) {
  const auto columns = columns_of(weather);
  return std::ranges::all_of(columns, [&](const auto& named) {
    const bool is_needed = &named - columns.data() < 5;
    return named.second->size() == weather.size() || (!is_needed && named.second->empty());
  });
}

}  // namespace heliofab::field
