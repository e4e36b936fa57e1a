// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/web_field.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab::process {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

std::vector<double> values_of(const WebField& field, std::uint64_t roll, const WebGrid& grid) {
  std::vector<double> values(grid.count);
  field.fill(roll, grid, values);
  return values;
}

// Shares below five limits; the standard error of a share p is sqrt(p (1 - p) / n).
TEST(WebField, IsNormalAtAnyPlace) {
  const WebField field(3, "test.normal", 30);
  constexpr int n = 40'000;
  for (const double limit : {-3.0, -1.0, 0.0, 0.5, 2.0}) {
    int below = 0;
    for (std::uint64_t roll = 0; roll < n; ++roll) {
      below += field.at(roll, 123.4567) < limit ? 1 : 0;
    }
    const double p = std::erfc(-limit / std::sqrt(2.0)) / 2;
    EXPECT_NEAR(static_cast<double>(below) / n, p, 4 * std::sqrt(p * (1 - p) / n)) << limit;
  }
}

// Any stretch of any grid, from the ends of the span to steps of 8 mm, holds what single places do.
RC_GTEST_PROP(WebField, IsTheSameForAnyStretchAndStep, ()) {
  const double length = *rc::gen::element(0.0, 0.7, 30.0, 1e4, infinite);
  const WebField field(*rc::gen::inRange(0, 9), "test.stretch", length);
  const int level = *rc::gen::inRange(0, 20);
  const auto roll = static_cast<std::uint64_t>(*rc::gen::inRange(0, 5000));
  const double step = web_span * std::pow(2.0, -level);
  const int intervals = 1 << level;
  const bool is_centred = *rc::gen::element(false, true);
  const int first = *rc::gen::inRange(0, intervals + (is_centred ? 0 : 1));
  const int most = intervals - first + (is_centred ? 0 : 1);
  const WebGrid grid{
      .first = (first + (is_centred ? 0.5 : 0)) * step,
      .step = step,
      .count = static_cast<std::size_t>(*rc::gen::inRange(0, std::min(most, 70) + 1))};
  const std::vector<double> values = values_of(field, roll, grid);
  for (std::size_t i = 0; i < values.size(); ++i) {
    RC_ASSERT(values[i] == field.at(roll, grid.first + static_cast<double>(i) * step));
  }
}

TEST(WebField, KeepsTheValuesOfACoarserGrid) {
  const WebField field(4, "test.nested", 30);
  const std::vector<double> coarse = values_of(field, 7, {.first = 10, .step = 2, .count = 50});
  const std::vector<double> fine = values_of(field, 7, {.first = 10, .step = 0.125, .count = 800});
  for (std::size_t i = 0; i < coarse.size(); ++i) {
    EXPECT_EQ(coarse[i], fine[16 * i]);
  }
}

TEST(WebField, IsAnotherForEachSeedPurposeAndEntity) {
  const WebField field(5, "test.a", 30);
  EXPECT_NE(field.at(1, 10), field.at(2, 10));
  EXPECT_NE(field.at(1, 10), WebField(6, "test.a", 30).at(1, 10));
  EXPECT_NE(field.at(1, 10), WebField(5, "test.b", 30).at(1, 10));
}

// Fixed for ever, as the draws are: a record must be made again years later.
TEST(WebField, NeverChangesItsValues) {
  const WebField field(20100512, "test.fixed", 30);
  EXPECT_NEAR(field.at(17, 0), -0.58417868655834204, 1e-12);
  EXPECT_NEAR(field.at(17, 150.125), 0.5236096338176004, 1e-12);
  EXPECT_NEAR(field.at(17, 4096), -0.0043367706190192016, 1e-12);
}

TEST(WebField, RefusesGridsThatItsNodesDoNotHold) {
  const WebField field(1, "test.refuse", 30);
  const auto fill = [&](const WebGrid& grid) { values_of(field, 1, grid); };
  EXPECT_THROW(fill({.first = 0, .step = 0.3, .count = 4}), LogicError);
  EXPECT_THROW(fill({.first = 0.1, .step = 0.25, .count = 4}), LogicError);
  EXPECT_THROW(fill({.first = -0.25, .step = 0.25, .count = 4}), LogicError);
  EXPECT_THROW(fill({.first = 4095.75, .step = 0.25, .count = 3}), LogicError);
  EXPECT_THROW(fill({.first = 4095.875, .step = 0.25, .count = 2}), LogicError);
  EXPECT_THROW(field.at(1, 4097), LogicError);
  EXPECT_THROW(field.at(1, std::nan("")), LogicError);
  EXPECT_THROW(WebField(1, "test.refuse", -1), LogicError);
}

}  // namespace
}  // namespace heliofab::process
