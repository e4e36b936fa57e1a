// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/record.hpp"

#include <algorithm>
#include <iterator>
#include <type_traits>

#include "heliofab/core/hash.hpp"
#include "heliofab/twin/record_columns.hpp"

namespace heliofab::twin {

namespace {

void hash_value(ContentHash& hash, const std::string& text) { hash.add(std::string_view(text)); }
void hash_value(ContentHash& hash, double value) { hash.add(value); }
void hash_value(ContentHash& hash, bool value) { hash.add(static_cast<std::int64_t>(value)); }
void hash_value(ContentHash& hash, std::int64_t value) { hash.add(value); }
void hash_value(ContentHash& hash, SimTime time) { hash.add(time.time_since_epoch().count()); }
template <class E>
requires std::is_enum_v<E>
void hash_value(ContentHash& hash, E value) { hash.add(static_cast<std::int64_t>(value)); }

// Where a value was written, and whether it was written at all, does not change what was made.
bool is_of_no_effect(std::string_view column) { return column == "location" || column == "origin"; }

template <class Row>
std::string row_hash(const Row& row) {
  ContentHash hash;
  for_each_column<Row>([&](std::string_view name, auto member) {
    if (!is_of_no_effect(name)) {
      hash_value(hash, row.*member);
    }
  });
  return hash.hex();
}

}  // namespace

void append(RunRecord& record, RunRecord batch) {
  for_each_table([&]<class Row>() {
    auto& rows = record.*Table<Row>::rows;
    auto& more = batch.*Table<Row>::rows;
    rows.insert(rows.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
  });
  record.is_complete = record.is_complete || batch.is_complete;
}

std::string fingerprint(const RunRecord& record) {
  const Provenance& p = record.provenance;
  ContentHash hash;
  hash.add(std::string_view(p.name)).add(static_cast<std::int64_t>(p.seed));
  hash_value(hash, p.from);
  hash_value(hash, p.to);
  hash.add(std::string_view(p.plan_hash)).add(std::string_view(p.data_hash));
  hash_value(hash, record.is_complete);
  for_each_table([&]<class Row>() {
    const auto& rows = record.*Table<Row>::rows;
    std::vector<std::string> hashes(rows.size());
    std::ranges::transform(rows, hashes.begin(), row_hash<Row>);
    // The hash of a row is its key: any order of rows and batches ends in the same order here.
    std::ranges::sort(hashes);
    hash.add(Table<Row>::name).add(static_cast<std::int64_t>(hashes.size()));
    for (const std::string& one : hashes) {
      hash.add(std::string_view(one));
    }
  });
  return hash.hex();
}

}  // namespace heliofab::twin
