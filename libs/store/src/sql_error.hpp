// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/store/query.hpp"

namespace heliofab::store {

/// Says where SQL stumbled and which name may have been meant.
/// @param reason  SQLite's words, such as "no such column: efficency"
/// @param offset  bytes before the place; below 0 where SQLite does not know it
InputError sql_error(const std::string& sql, const std::string& reason, int offset,
                     const std::vector<TableInfo>& tables);

}  // namespace heliofab::store
