// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "problems.hpp"
#include "source.hpp"

namespace heliofab::io {

struct CsvCell {
  std::string text;  // without quotes
  Place place;
};

/// The cells of a line of a table. A quote that is not closed is a problem (E1407).
std::vector<CsvCell> csv_cells(const Source& source, int line, Problems& problems);

/// Without blanks and tabs at its ends.
std::string_view trim(std::string_view text) noexcept;

}  // namespace heliofab::io
