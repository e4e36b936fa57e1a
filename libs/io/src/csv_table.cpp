// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "heliofab/core/check.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::io {

std::string_view CsvTable::comment(std::string_view key) const noexcept {
  const auto found = std::ranges::find(comments, key, &std::pair<std::string, std::string>::first);
  return found == comments.end() ? std::string_view{} : std::string_view(found->second);
}

namespace {

template <class Values>
const Values& of_name(const CsvTable& table, const std::vector<Values>& columns,
                      std::string_view name) {
  const auto found = std::ranges::find(table.names, name);
  HELIOFAB_CHECK(found != table.names.end());
  return columns[static_cast<std::size_t>(found - table.names.begin())];
}

}  // namespace

const std::vector<double>& CsvTable::column(std::string_view name) const {
  return of_name(*this, columns, name);
}

const std::vector<std::string>& CsvTable::text(std::string_view name) const {
  return of_name(*this, texts, name);
}

const std::vector<SimTime>& CsvTable::time(std::string_view name) const {
  return of_name(*this, times, name);
}

bool CsvTable::has(std::string_view name) const noexcept {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace heliofab::io
