// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/store/query.hpp"

namespace heliofab::store {

/// A row of CSV as RFC 4180 has it, with a line feed. NULL is empty; doubles read back bit for bit.
void write_csv_row(std::ostream& out, const std::vector<Value>& row);
void write_csv_header(std::ostream& out, const std::vector<std::string>& columns);

/// {"column": value}; NULL and what is not finite are null. Of two columns of one name the last
/// counts, as in JSON itself.
io::Json row_json(const std::vector<std::string>& columns, const std::vector<Value>& row);

}  // namespace heliofab::store
