// SPDX-License-Identifier: Apache-2.0
// Rolls that stand for all others: which modules of them are solved, and how often each stands.
#include "../src/roll_pool.hpp"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/process/cut.hpp"

namespace heliofab::twin {
namespace {

// Films stray fast along the web, and a third of it is lost.
class RollPoolTest : public testing::Test {
 protected:
  static constexpr std::int64_t pool_rolls = 5;

  RollPoolTest()
      : plan_(fab2::small_plan({"process.film_from=recipe", "line.roll_length=60 m",
                                "process.defects.event_spacing=10 m",
                                "process.defects.event_length=4 m",
                                "process.variation.lifetime.local=10 %"})
                  .value),
        coater_(plan_),
        cells_(plan_.process, films_of(plan_, coater_, 4), fab2::data(), nullptr),
        parts_(plan_, FabCoater(coater_, plan_), cells_, fab2::data()),
        pool_(parts_, {.rolls = pool_rolls, .warm_up = 0, .places = 3}),
        shop_(pool_.shop()) {}

  CoatedRoll coat(std::int64_t roll) const {
    return shop_.coat({.roll = static_cast<plant::RollId>(roll), .length = plan_.line.roll_length});
  }

  FabPlan plan_;
  FabCoater coater_;
  FabCells cells_;
  FabParts parts_;
  RollPool pool_;
  FilmShop shop_;
};

// A module of the pool is one that could have been cut, bit for bit.
TEST_F(RollPoolTest, SolvesNoModuleOnWebThatIsLost) {
  constexpr std::int64_t first_pool_roll = 3'000'000;
  const Product& product = plan_.products.front();
  std::size_t lost = 0;
  for (std::int64_t r = 1; r <= pool_rolls; ++r) {
    const CoatedRoll drawn = coat(r);
    const CoatedRoll own =
        FabCoater(coater_, plan_).coat(first_pool_roll + drawn.roll, plan_.line.roll_length, {});
    EXPECT_EQ(own.lost, drawn.lost);
    lost += own.lost.size();
    const auto footprints =
        process::cut(plan_.line.roll_length, own.lost, product.length, product.margin).footprints;
    ASSERT_FALSE(footprints.empty());
    const std::size_t step = footprints.size() / 7 + 1;
    for (std::size_t i = 0; i < footprints.size(); i += step) {
      const MadeModule of_pool = shop_.make(product, drawn, footprints[i]);
      EXPECT_TRUE(std::ranges::any_of(footprints, [&](const process::Footprint& f) {
        return parts_.maker.make(product, own, f).film == of_pool.film;
      }));
    }
  }
  EXPECT_GT(lost, 5U);
}

TEST_F(RollPoolTest, LetsItsRollsTakeTurns) {
  std::map<std::int64_t, int> count;
  std::vector<std::vector<std::int64_t>> turns;
  for (std::int64_t turn = 0; turn < 20; ++turn) {
    turns.emplace_back();
    for (std::int64_t r = 1; r <= pool_rolls; ++r) {
      turns.back().push_back(coat(turn * pool_rolls + r).roll);
      ++count[turns.back().back()];
    }
  }
  EXPECT_EQ(count.size(), 5U);
  for (const auto& [roll, times] : count) {
    EXPECT_EQ(times, 20) << roll;
  }
  std::ranges::sort(turns);
  turns.erase(std::unique(turns.begin(), turns.end()), turns.end());
  EXPECT_GT(turns.size(), 10U) << "in an order of their own";
}

}  // namespace
}  // namespace heliofab::twin
