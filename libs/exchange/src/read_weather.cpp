// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/read_weather.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "weather_rows.hpp"

namespace heliofab::exchange {

namespace {

constexpr std::size_t longest_line = 65536;  // bytes; of JSON any

bool is_tmy2(const TextSource& source) {
  const std::string_view first = source.line(1);
  const std::string_view row = source.line(2);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return first.size() >= 59 && first[0] == ' ' && (first[37] == 'N' || first[37] == 'S') &&
         row.size() >= 9 &&
         std::ranges::all_of(row.substr(1, 8), [&](char c) { return is_digit(c) || c == ' '; });
}

std::optional<WeatherFormat> format_of(const TextSource& source) {
  const std::string_view first = source.line(1);
  const std::size_t begin = source.text().find_first_not_of(" \t\r\n");
  if (begin != std::string_view::npos && source.text()[begin] == '{') {
    return WeatherFormat::pvgis_json;
  }
  if (first.starts_with("LOCATION,")) {
    return WeatherFormat::epw;
  }
  if (first.starts_with("Source,") && first.find("Latitude") != std::string_view::npos) {
    return WeatherFormat::nsrdb;
  }
  if (source.line(2).starts_with("Date (MM/DD/YYYY)")) {
    return WeatherFormat::tmy3;
  }
  if (first.starts_with("Latitude (decimal degrees)")) {
    return WeatherFormat::pvgis_csv;
  }
  return is_tmy2(source) ? std::optional(WeatherFormat::tmy2) : std::nullopt;
}

// Offset of the first byte that no text has; npos when there is none. Latin letters of any code
// are let through: names of places have them.
std::size_t find_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool is_line_end =
        byte == '\r' && (at + 1 == text.size() || text[at + 1] == '\n' || text[at + 1] == '\r');
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && !is_line_end) || byte == 0x7f) {
      return at;
    }
  }
  return std::string_view::npos;
}

void check_text(const TextSource& source, ProblemList& problems) {
  const std::size_t bad = find_bad_byte(source.text());
  if (bad != std::string_view::npos) {
    const auto [line, column] = source.place_of(bad);
    problems.add(source.at(
        line, static_cast<std::size_t>(column), 1, "E7102",
        fmt::format("byte 0x{:02x}, wanted text", static_cast<unsigned char>(source.text()[bad])),
        "the file is packed, binary or UTF-16: unpack it or save it as plain text"));
    problems.throw_any();
  }
}

void check_lines(const TextSource& source, ProblemList& problems) {
  for (int line = 1; line <= source.lines(); ++line) {
    if (source.line(line).size() > longest_line) {
      problems.add(source.at(line, longest_line, 1, "E7102",
                             fmt::format("a line of {} bytes, wanted at most {}",
                                         source.line(line).size(), longest_line),
                             "line ends are lost, or this is no weather file"));
    }
  }
  problems.throw_any();
}

void read_as(WeatherFormat format, Reading& reading) {
  switch (format) {
    case WeatherFormat::epw:
      return read_epw(reading);
    case WeatherFormat::tmy3:
      return read_tmy3(reading);
    case WeatherFormat::tmy2:
      return read_tmy2(reading);
    case WeatherFormat::nsrdb:
      return read_nsrdb(reading);
    case WeatherFormat::pvgis_csv:
      return read_pvgis_csv(reading);
    case WeatherFormat::pvgis_json:
      return read_pvgis_json(reading);
  }
}

}  // namespace

WeatherFile parse_weather(std::string_view text, std::string_view name) {
  const TextSource source{std::string(name), std::string(text)};
  ProblemList problems;
  check_text(source, problems);
  const std::optional<WeatherFormat> format = format_of(source);
  if (!format) {
    problems.add(source.at(1, 1, 1, "E7103",
                           source.text().find_first_not_of(" \t\r\n") == std::string_view::npos
                               ? "the file is empty"
                               : "no weather file that is known",
                           "EPW begins with LOCATION, NSRDB with Source, PVGIS with Latitude or {, "
                           "TMY3 and TMY2 with the number of a station"));
    problems.throw_any();
  }
  if (*format != WeatherFormat::pvgis_json) {
    check_lines(source, problems);
  }
  WeatherFile file{.format = *format};
  Reading reading{&source, &problems, &file};
  read_as(*format, reading);
  problems.throw_any();
  return file;
}

WeatherFile read_weather(const std::string& path) {
  return parse_weather(load_weather_text(path), path);
}

}  // namespace heliofab::exchange
