// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "heliofab/core/unit.hpp"
#include "heliofab/io/json.hpp"

// Figures of the field engine for tools/validate-field, each by a name; what they are held against
// stands in tools/field_validation.
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

/// The bundled weather in intervals of an hour over `parts` through every stage, by months.
/// @param rows  where every stage's rows are written, one after the other as doubles; or empty
io::Json year_values(int parts, const std::string& rows);

}  // namespace heliofab::field
