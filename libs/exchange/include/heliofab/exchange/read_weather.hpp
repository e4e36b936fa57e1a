// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/field/weather.hpp"

namespace heliofab::exchange {

/// Weather files of others. What a file is, its text says, not its name.
enum class WeatherFormat : std::uint8_t { epw, tmy3, tmy2, nsrdb, pvgis_csv, pvgis_json };
constexpr auto names_of(WeatherFormat) {
  return std::array<std::string_view, 6>{"epw", "tmy3", "tmy2", "nsrdb", "pvgis_csv", "pvgis_json"};
}

struct WeatherFile {
  field::Weather weather;
  WeatherFormat format = WeatherFormat::epw;
  std::vector<Diagnostic> warnings;  // W71xx: allowed, and worth a look
};

/// Reads a weather file: EPW, TMY3, TMY2, NSRDB (PSM 3 and 4) and PVGIS (typical year and hourly
/// series on the level, as CSV or JSON). Times become UTC with the label that the format has: EPW,
/// TMY3 and TMY2 name the end of an hour, NSRDB its middle, PVGIS the instant of the light. Columns
/// that a file leaves blank, or fills with its mark for what is missing, are empty; where some
/// values are missing the last one before stands, and a warning says how many.
///
/// @throws InputError  with the first 20 problems and the number of the others (E7199): a file that
///                     cannot be read (E7101), no text (E7102), no known format (E7103), a broken
///                     header (E7104), columns missing (E7105), rows of another width (E7106),
///                     cells that are no number or time (E7107), values that cannot be (E7108),
///                     missing light, air or wind (E7109), gaps (E7110), times given twice or going
///                     back (E7111), an end that comes too early (E7112), light of a slope (E7113),
///                     broken JSON (E7114), other units (E7115)
/// Formats and their traps: docs/formats/weather.md. A year of hours takes 20 to 45 ms.
WeatherFile read_weather(const std::string& path);
/// The same of a text; `name` stands in messages.
WeatherFile parse_weather(std::string_view text, std::string_view name);

}  // namespace heliofab::exchange
