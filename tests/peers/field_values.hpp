// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "heliofab/core/unit.hpp"
#include "heliofab/io/json.hpp"

// Figures of the field engine for tools/validate-field, each by a name; what they are held against
// stands in tools/validation.
namespace heliofab::field {

inline constexpr double deg = unit::deg.scale;
inline constexpr double zero_degC = 273.15;  // [K]
inline const std::string source_folder = HELIOFAB_SOURCE_DIR;

io::Json sun_values();
io::Json light_values();
io::Json module_values();
io::Json diode_values();
io::Json surface_values();
io::Json space_values();
io::Json indoor_values();

/// The bundled weather: its hours, minutes made of them, and hours made of these half an hour
/// later.
enum class YearOf : std::uint8_t { hours, minutes, shifted };
constexpr auto names_of(YearOf) {
  return std::array<std::string_view, 3>{"hours", "minutes", "shifted"};
}

/// That weather through every stage, by months.
/// @param rows  where every stage's rows are written, one after the other as doubles; or empty
io::Json year_values(YearOf kind, const std::string& rows);
/// Light on the roof in shifted hours in whose middle the sun is down, by their minutes [kWh/m2].
double light_from_below();

}  // namespace heliofab::field
