// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include "database.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/twin/record_columns.hpp"

namespace heliofab::store {

/// SQLite would make NULL of it. No engine has NaN for an answer.
inline void check_number(std::string_view table, std::string_view column, double value) {
  if (std::isnan(value)) {
    throw LogicError(fmt::format("{}.{} is a number", table, column), __FILE__, __LINE__);
  }
}

/// Binds the columns of a row behind `parameter`, which counts on.
template <class Row>
void bind_row(Statement& insert, int& parameter, const Row& row) {
  twin::for_each_column<Row>([&](std::string_view name, auto member) {
    if constexpr (std::is_same_v<decltype(member), double Row::*>) {
      check_number(twin::Table<Row>::name, name, row.*member);
    }
    insert.bind(++parameter, row.*member);
  });
}

}  // namespace heliofab::store
