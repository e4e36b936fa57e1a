// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::io {

/// What stands in a column. A time is "2010-05-12 06:30" or "2010-05-12T06:30:15.25", in the
/// plant's own time, whatever the zone.
enum class CsvKind : std::uint8_t { number, text, time };

/// A column that a reader wants. In the file its header is the name and the unit it is given in:
/// `wavelength_nm` or `wavelength_um` for {"wavelength", unit::nm}, `n` for {"n"}.
/// A column of text or of times has no unit. Text may be empty, a number and a time may not.
struct CsvColumn {
  std::string_view name;
  Unit unit = unit::one;  // any unit of this quantity is taken; values become SI
  bool is_optional = false;
  CsvKind kind = CsvKind::number;
  double least = -std::numeric_limits<double>::infinity();  // [SI] of a number
  double most = std::numeric_limits<double>::infinity();    // [SI]
};

/// A table of numbers, and of text and times where they were asked for.
struct CsvTable {
  std::string file;
  std::vector<std::pair<std::string, std::string>>
      comments;                              // "# source: x2020" is {source, x2020}
  std::vector<std::string> names;            // of the columns
  std::vector<std::vector<double>> columns;  // [SI] one per name; all of one length but for those
                                             // of another kind, which stand in one of these:
  std::vector<std::vector<std::string>> texts;  // one per name
  std::vector<std::vector<SimTime>> times;      // one per name
  std::vector<int> lines;                       // in the file, one per row

  /// The text of the first comment with this key; empty when there is none.
  std::string_view comment(std::string_view key) const noexcept;
  /// @throws LogicError when there is no such column
  const std::vector<double>& column(std::string_view name) const;
  const std::vector<std::string>& text(std::string_view name) const;
  const std::vector<SimTime>& time(std::string_view name) const;
  bool has(std::string_view name) const noexcept;
};

/// Reads comments, one header line and rows of numbers.
///
/// @param wanted  the columns to have, in any order in the file and in this order in the result
///                (an optional one that is not there is left out); empty takes every column under
///                its own header, with values as they stand
/// @throws InputError  with all problems: ragged rows, cells that are no number, columns missing,
///                     unknown or given twice, no rows at all (E14xx)
CsvTable read_csv(const std::string& path, std::span<const CsvColumn> wanted = {});
CsvTable parse_csv(std::string_view text, std::string_view name,
                   std::span<const CsvColumn> wanted = {});

/// The ending of a header for a unit: "_nm", "_mA_cm2", "_per_cm3", "_percent"; empty for a number.
std::string csv_suffix(const Unit& unit);

/// The columns to have of a table with these names in its header. May throw InputError.
using ChooseColumns = std::function<std::vector<CsvColumn>(const std::vector<std::string>& header)>;
/// The same for a file whose kind its header tells.
CsvTable read_csv(const std::string& path, const ChooseColumns& choose);

/// Writes rows of text and numbers: quotes as in RFC 4180, lines end with a line feed, numbers are
/// the shortest text that reads back to the same double.
class CsvWriter {
 public:
  explicit CsvWriter(std::ostream& out) : out_(&out) {}

  /// A line "# text" before the header.
  CsvWriter& comment(std::string_view text);
  CsvWriter& cell(std::string_view text);
  CsvWriter& cell(const char* text) { return cell(std::string_view(text)); }
  /// @throws LogicError for NaN and infinity; use blank() for a value that is not there
  CsvWriter& cell(double number);
  CsvWriter& cell(std::int64_t count);
  CsvWriter& blank();
  /// @throws LogicError when the row has not as many cells as the first one
  CsvWriter& end_row();

 private:
  void separate();

  std::ostream* out_;
  std::int64_t cells_ = 0;   // in this row so far
  std::int64_t width_ = -1;  // of the first row
};

}  // namespace heliofab::io
