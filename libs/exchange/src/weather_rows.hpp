// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/exchange/read_weather.hpp"
#include "text_source.hpp"

namespace heliofab::exchange {

/// A piece of a line and the column where it begins, 1-based.
struct Cell {
  std::string_view text;
  std::size_t column = 1;
};
/// Pieces between commas that stand outside quotes, without blanks and quotes at their ends.
std::vector<Cell> cells_of(std::string_view line);

/// A finite number that fills the text.
std::optional<double> number_of(std::string_view text);
/// "wanted 0 to 2000 W/m2"
std::string range_text(double low, double high, std::string_view unit);

/// A column of weather in a file.
struct WeatherColumn {
  std::vector<double> field::Weather::*to;
  std::string_view name;  // that the format gives it
  Unit unit;              // of the file
  double low = 0;         // in `unit`: what can be
  double high = 0;
  double missing = std::numeric_limits<double>::quiet_NaN();  // the number that marks it
  bool is_needed = true;
  bool is_zero_missing = false;
  std::size_t cell = std::string_view::npos;  // of a row; npos when the file has none
};

/// What a format's reader works on.
struct Reading {
  const TextSource* source;
  ProblemList* problems;
  WeatherFile* file;
  Duration clock = Duration::zero();  // of the file less UTC

  void report(int line, const Cell& cell, std::string_view code, std::string message,
              std::string note = {}) const;
  /// A number of a header. @param name  for messages: "latitude"
  std::optional<double> header_number(int line, const Cell& cell, std::string_view name, double low,
                                      double high) const;
};

/// The cells of a header line that say what place it is.
struct PlaceCells {
  const Cell& name;
  const Cell& latitude;   // [deg]
  const Cell& longitude;  // [deg]
  const Cell& zone;       // [h]
  const Cell& elevation;  // [m]
};
/// Place and zone of the weather, which is the zone of the file's clock too.
void read_place(Reading& reading, int line, const PlaceCells& cells);

/// Finds columns by the names in a header; those that are needed and not there are reported.
void bind_columns(const Reading& reading, int line, std::span<const Cell> header,
                  std::vector<WeatherColumn>& columns);

/// Rows on their way into weather.
class WeatherRows {
 public:
  WeatherRows(const Reading& reading, std::vector<WeatherColumn> columns);

  /// A row that has its cells. Values that cannot be are reported; without a time, whose reader
  /// says why, the row counts as damaged.
  void add(int line, std::optional<SimTime> utc, std::span<const Cell> cells);
  /// A row whose width or names are wrong, reported already.
  void add_damaged() { ++n_damaged_, is_damaged_ = true; }
  std::size_t size() const noexcept { return lines_.size() + n_damaged_; }
  const std::vector<SimTime>& times() const noexcept { return time_; }

  /// Moves the columns into the weather of the reading, checks it, and reports what is wrong.
  /// @param wanted_rows  of the whole file; 0 wants whole days
  /// @param close        what the columns need before they are weather
  void finish(std::size_t wanted_rows, void (*close)(field::Weather&) = nullptr);

 private:
  double value_of(int line, const Cell& cell, const WeatherColumn& column, bool& is_missing) const;
  void fill_missing(std::size_t index);
  void report_findings();
  void report_time(const field::WeatherFinding& finding);
  void warn_of(const field::WeatherFinding& finding, std::size_t count);
  Diagnostic at_row(std::size_t row, std::string_view code, std::string message,
                    std::string note) const;
  void check_end(std::size_t wanted_rows);
  std::string time_text(std::size_t row) const;

  Reading reading_;
  std::vector<WeatherColumn> columns_;
  std::vector<std::vector<double>> values_;
  std::vector<std::vector<std::uint32_t>> missing_;  // rows of each column
  std::vector<SimTime> time_;
  std::vector<int> lines_;
  std::vector<char> follows_damage_;
  std::size_t n_damaged_ = 0;
  bool is_damaged_ = false;
  bool has_gaps_ = false;
};

/// A moment from a date and hours on the file's clock; empty when there is no such date.
std::optional<SimTime> moment(const Reading& reading, int year, int month, int day, Duration time);
/// A whole number that fills the text.
std::optional<int> whole_number(std::string_view text) noexcept;
/// Year, month, day, hour and minute of a row from the cells at `places`; the first that is no
/// whole number is reported (E7107), with this note.
std::optional<std::array<int, 5>> time_fields(const Reading& reading, int line,
                                              std::span<const Cell> cells,
                                              std::span<const std::size_t, 5> places,
                                              std::string note = {});

inline constexpr std::size_t hours_of_year = 8760;  // rows of a typical year

// The formats.
void read_epw(Reading& reading);
void read_tmy3(Reading& reading);
void read_tmy2(Reading& reading);
void read_nsrdb(Reading& reading);
void read_pvgis_csv(Reading& reading);
void read_pvgis_json(Reading& reading);

}  // namespace heliofab::exchange
