// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/hash.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/core/roots.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab {
namespace {

TEST(Unit, MakesSiValuesAndPrintsThemBack) {
  EXPECT_DOUBLE_EQ(2.1 * unit::um, 2.1e-6);
  EXPECT_DOUBLE_EQ(25 * unit::degC, 298.15);
  EXPECT_DOUBLE_EQ(298.15 / unit::degC, 25);
  EXPECT_DOUBLE_EQ(31 * unit::mA_per_cm2, 310);
  EXPECT_DOUBLE_EQ(0.3 * unit::m_per_min, 0.005);
  EXPECT_DOUBLE_EQ(1e16 * unit::per_cm3, 1e22);
  EXPECT_DOUBLE_EQ(std::sin(30 * unit::deg), 0.5);
  EXPECT_DOUBLE_EQ(1 * unit::rad / unit::deg, 57.29577951308232);
}

TEST(Unit, IsFoundByItsSymbolAndEverySymbolIsUnique) {
  for (const Unit& known : all_units()) {
    ASSERT_NE(find_unit(known.symbol), nullptr) << known.symbol;
    EXPECT_EQ(*find_unit(known.symbol), known) << known.symbol;
  }
  EXPECT_EQ(find_unit("furlong"), nullptr);
}

TEST(Error, ShowsTheLineWithACaretAndTheNote) {
  const Diagnostic d{.code = "E1301",
                     .path = "recipe.absorber.thickness",
                     .message = "21 um is outside 0.1 .. 10 um",
                     .note = "CIGS film as grown; 1 to 3 um is usual",
                     .file = "fab.yaml",
                     .line = 3,
                     .column = 16,
                     .length = 5,
                     .source_line = "    thickness: 21 um"};
  EXPECT_EQ(format(d),
            "fab.yaml:3:16: error: recipe.absorber.thickness: 21 um is outside 0.1 .. 10 um "
            "[E1301]\n"
            "    3 |     thickness: 21 um\n"
            "      |                ^~~~~\n"
            "      = note: CIGS film as grown; 1 to 3 um is usual\n");
}

TEST(Error, SuggestsTheNearestWordOnlyWhenItIsNear) {
  EXPECT_EQ(nearest("copper_ration", {"thickness", "copper_ratio"}), "copper_ratio");
  EXPECT_EQ(nearest("rnu", {"run", "cell"}), "run");
  EXPECT_EQ(nearest("banana", {"run", "cell"}), "");
}

TEST(Check, ThrowsWithExpressionAndPlace) {
  try {
    HELIOFAB_CHECK(1 + 1 == 3);
    FAIL();
  } catch (const LogicError& error) {
    EXPECT_NE(std::string(error.what()).find("core_test.cpp"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("1 + 1 == 3"), std::string::npos);
  }
}

TEST(Parallel, FillsEverySlotOnceAndReportsTheLowestFailure) {
  std::vector<int> slots(1000);
  parallel_for(slots.size(), [&](std::size_t i) { slots[i] += 1; });
  EXPECT_EQ(std::accumulate(slots.begin(), slots.end(), 0), 1000);
  try {
    parallel_for(1000, [](std::size_t i) {
      if (i % 2 == 1) {
        throw ModelError("E0000", std::to_string(i));
      }
    });
    FAIL();
  } catch (const ModelError& error) {
    EXPECT_STREQ(error.what(), "1 [E0000]");
  }
}

TEST(Parallel, LoopsWithinLoopsFillEverySlotAndReportTheLowestFailureOfAll) {
  std::vector<int> slots(64 * 64);
  parallel_for(
      64, [&](std::size_t i) { parallel_for(64, [&](std::size_t j) { slots[64 * i + j] += 1; }); });
  EXPECT_EQ(std::accumulate(slots.begin(), slots.end(), 0), 64 * 64);
  EXPECT_EQ(*std::max_element(slots.begin(), slots.end()), 1);
  try {
    parallel_for(64, [](std::size_t i) {
      parallel_for(64, [i](std::size_t j) {
        if (i >= 5 && j >= 7) {
          throw ModelError("E0000", std::to_string(100 * i + j));
        }
      });
    });
    FAIL();
  } catch (const ModelError& error) {
    EXPECT_STREQ(error.what(), "507 [E0000]");
  }
}

TEST(Parallel, SumsToTheSameBitsForAnyNumberOfThreads) {
  std::vector<double> values(100'000);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = std::sin(static_cast<double>(i)) * std::pow(10, static_cast<double>(i % 17));
  }
  double sums[2];
  for (const std::size_t threads : {1U, 2U}) {
    const ThreadLimit limit(threads);
    sums[threads - 1] = ordered_sum(values);
  }
  EXPECT_EQ(sums[0], sums[1]);
}

TEST(Hash, TellsContentsApartAndIgnoresTheSignOfZero) {
  EXPECT_EQ(ContentHash().add(0.0).hex(), ContentHash().add(-0.0).hex());
  EXPECT_NE(ContentHash().add("ab").add("c").hex(), ContentHash().add("a").add("bc").hex());
  EXPECT_EQ(ContentHash().hex().size(), 32U);
}

TEST(Roots, FindsZerosAndMaxima) {
  const auto zero = find_root([](double x) { return std::cos(x) - x; }, 0, 2, 1e-14);
  ASSERT_TRUE(zero.has_value());
  EXPECT_NEAR(*zero, 0.73908513321516064, 1e-14);
  EXPECT_FALSE(find_root([](double x) { return x * x + 1; }, -1, 1, 1e-9).has_value());
  const Maximum best =
      find_maximum([](double x) { return x * (1 - std::exp(10 * (x - 1))); }, 0, 1, 1e-8);
  // d/dx: 1 = exp(10 (x - 1)) (1 + 10 x)
  EXPECT_NEAR(std::exp(10 * (best.x - 1)) * (1 + 10 * best.x), 1, 1e-5);
}

// Four nodes carry every cubic: its value anywhere, and at a node that node's alone.
TEST(LagrangeWeights, CarryThePolynomialOfTheirDegree) {
  const std::array nodes{-1.0, 0.5, 2.0, 2.25};
  const auto cubic = [](double x) { return 1 - x + 3 * x * x * x; };
  std::array<double, 4> weights{};
  for (const double x : {-3.0, 0.1, 2.1, 7.0}) {
    lagrange_weights(nodes, x, weights);
    double value = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      value += weights[i] * cubic(nodes[i]);
    }
    EXPECT_NEAR(value, cubic(x), 1e-10 * std::abs(cubic(x)));
  }
  lagrange_weights(nodes, 2.0, weights);
  EXPECT_EQ(weights, (std::array{0.0, 0.0, 1.0, 0.0}));
}

TEST(MonotoneCubic, PassesThroughItsPointsWithoutOvershoot) {
  const MonotoneCubic curve({0, 1, 2, 3, 4}, {1, 1, 0.5, -3, -3.1});
  EXPECT_DOUBLE_EQ(curve.at(2), 0.5);
  for (double x = 0; x < 4; x += 0.01) {
    EXPECT_LE(curve.at(x + 0.01), curve.at(x) + 1e-15);
    EXPECT_NEAR(curve.slope(x + 0.005), (curve.at(x + 0.00501) - curve.at(x + 0.00499)) / 2e-5,
                2e-3);
  }
}

TEST(Quantile, InterpolatesBetweenOrderStatistics) {
  const std::vector<double> values{4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(quantile(values, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile(values, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(values, 1), 4);
}

}  // namespace
}  // namespace heliofab
