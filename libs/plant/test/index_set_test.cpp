// SPDX-License-Identifier: Apache-2.0
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "../src/station_state.hpp"

namespace heliofab::plant {
namespace {

// Against a set of the standard library, over the first word and those behind it.
TEST(IndexSet, IsAnOrderedSetOfAnyIndices) {
  std::mt19937 random(1);
  IndexSet indices;
  std::set<std::size_t> expected;
  for (int step = 0; step < 20'000; ++step) {
    const std::size_t index = random() % (step % 3 == 0 ? 64 : 300);
    const bool is_in = random() % 5 < 2;
    indices.set(index, is_in);
    if (is_in) {
      expected.insert(index);
    } else {
      expected.erase(index);
    }
    const std::size_t from = random() % 310;
    const auto next = expected.lower_bound(from);
    ASSERT_EQ(indices.next(from), next == expected.end() ? IndexSet::npos : *next) << step;
    ASSERT_EQ(indices.empty(), expected.empty()) << step;
    ASSERT_EQ(indices.has(index), is_in) << step;
  }
}

}  // namespace
}  // namespace heliofab::plant
