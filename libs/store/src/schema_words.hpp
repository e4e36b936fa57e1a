// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "heliofab/store/query.hpp"

namespace heliofab::store {

/// What the comments of the schema files say.
struct SchemaWords {
  std::map<std::string, std::string> tables;
  std::map<std::string, std::string> columns;  // by "table.column"
};

/// Read from the schema that is part of the program: SQLite keeps only some of the comments.
SchemaWords schema_words();

/// Fills in unit and meaning: `words` begin with the unit in brackets, or the name ends in it.
void describe_column(ColumnInfo& column, const std::string& words);

}  // namespace heliofab::store
