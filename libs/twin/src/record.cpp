// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/record.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <type_traits>
#include <vector>

#include "heliofab/core/hash.hpp"
#include "heliofab/core/parallel.hpp"
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

// Of each row, sorted: any order of rows and batches ends in the same one.
template <class Row>
std::vector<Digest> sorted_digests(const std::vector<Row>& rows) {
  constexpr std::size_t batch = 4096;
  std::vector<Digest> digests(rows.size());
  parallel_for((rows.size() + batch - 1) / batch, [&](std::size_t b) {
    ContentHash hash;
    for (std::size_t i = b * batch; i < std::min(rows.size(), (b + 1) * batch); ++i) {
      hash.clear();
      for_each_column<Row>([&](std::string_view name, auto member) {
        if (!is_of_no_effect(name)) {
          hash_value(hash, rows[i].*member);
        }
      });
      digests[i] = hash.digest();
    }
  });
  std::ranges::sort(digests);
  return digests;
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
    if (!is_of_run<Row>) {
      return;
    }
    const std::vector<Digest> digests = sorted_digests(record.*Table<Row>::rows);
    hash.add(Table<Row>::name).add(static_cast<std::int64_t>(digests.size()));
    for (const Digest& one : digests) {
      const std::array<char, 32> digits = one.digits();
      hash.add(std::string_view(digits.data(), digits.size()));
    }
  });
  return hash.hex();
}

}  // namespace heliofab::twin
