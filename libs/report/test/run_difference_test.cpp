// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/run_difference.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab::report {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

// Rolls of two modules each with the efficiencies given; a stop takes `stop_m2` of each roll.
SummarizedRun run_of(std::uint64_t seed, const std::vector<double>& efficiencies,
                     double stop_m2 = 0.1) {
  SummarizedRun run{"runs/" + std::to_string(seed), {}, {}};
  run.record.provenance.seed = seed;
  run.record.provenance.name = "made up";
  std::int64_t serial = 0;
  for (std::size_t i = 0; i < efficiencies.size(); ++i) {
    const twin::RollId roll{static_cast<std::int64_t>(i + 1)};
    run.record.rolls.push_back({.roll = roll, .length_m = 10, .width_m = 0.2, .modules = 2});
    run.record.scrap.push_back(
        {.roll = roll, .area_m2 = stop_m2, .station = "cigs", .cause = "stop"});
    for (int k = 0; k < 2; ++k) {
      twin::ModuleRow module{.serial = twin::Serial{++serial}, .roll = roll};
      module.cells = 4;
      module.aperture_m2 = 0.5;
      run.record.modules.push_back(module);
      twin::FlashRow flash{.serial = module.serial};
      flash.aperture_efficiency = efficiencies[i] + (k == 0 ? 0.001 : -0.001);
      flash.fill_factor = 0.65;
      flash.is_good = k == 0 || efficiencies[i] > 0.1;
      flash.cause = flash.is_good ? "" : "dim";
      run.record.flashes.push_back(flash);
    }
  }
  return run;
}

const FigureDifference& figure(const std::vector<FigureDifference>& figures,
                               const std::string& name) {
  const auto found = std::ranges::find(figures, name, &FigureDifference::name);
  EXPECT_NE(found, figures.end()) << name;
  return *found;
}

// Four rolls, changes of 3, 4, 5 and 4 thousandths: mean 4, standard deviation sqrt(2/3), error
// half of it, and Student's 3.182 of three degrees of freedom.
TEST(RunDifference, PairsRollsOfOneSeed) {
  const RunDifference d = compare_runs(run_of(7, {0.101, 0.112, 0.123, 0.114}),
                                       run_of(7, {0.104, 0.116, 0.128, 0.118}));
  EXPECT_TRUE(d.is_paired);
  const FigureDifference& f = figure(d.figures, "aperture efficiency");
  EXPECT_NEAR(f.a, 0.1125, 1e-12);
  EXPECT_NEAR(f.difference, 0.004, 1e-12);
  EXPECT_NEAR(f.half_width, 3.1824 * std::sqrt(2.0 / 3) * 1e-3 / 2, 1e-7);
  EXPECT_TRUE(f.is_beyond_chance);
  EXPECT_EQ(f.rolls_a, 4);
  EXPECT_FALSE(figure(d.figures, "fill factor").is_beyond_chance);
  EXPECT_EQ(figure(d.figures, "fill factor").half_width, 0);
}

// The same rolls under another seed are two samples, which the same change does not tell apart.
TEST(RunDifference, TakesRollsOfTwoSeedsForTwoSamples) {
  const RunDifference d = compare_runs(run_of(7, {0.101, 0.112, 0.123, 0.114}),
                                       run_of(8, {0.104, 0.116, 0.128, 0.118}));
  EXPECT_FALSE(d.is_paired);
  const FigureDifference& f = figure(d.figures, "aperture efficiency");
  EXPECT_NEAR(f.difference, 0.004, 1e-12);
  // Variances 81.67 and 97 in 1e-6 of four rolls: error 6.6833e-3, 5.956 degrees of freedom.
  EXPECT_NEAR(f.half_width / 6.6833e-3, 2.4514, 5e-4);
  EXPECT_FALSE(f.is_beyond_chance);
}

TEST(RunDifference, CountsScrapByCauseWithRejectedModules) {
  const RunDifference d =
      compare_runs(run_of(7, {0.11, 0.12, 0.13}, 0.1), run_of(7, {0.09, 0.12, 0.13}, 0.3));
  const FigureDifference& stop = figure(d.scrap, "cigs: stop");
  EXPECT_NEAR(stop.a, 0.05, 1e-12);  // 0.1 m2 of 2 m2
  EXPECT_NEAR(stop.b, 0.15, 1e-12);
  EXPECT_TRUE(stop.is_beyond_chance);  // every roll by the same
  const FigureDifference& dim = figure(d.scrap, "flash: dim");
  EXPECT_EQ(dim.a, 0);
  EXPECT_NEAR(dim.b, 0.25 / 3, 1e-12);  // one module of 0.5 m2 on one of three rolls
  EXPECT_FALSE(dim.is_beyond_chance);
  EXPECT_EQ(d.scrap.front().name, "cigs: stop") << "largest first";
}

// Of twenty figures one is beyond 5 % by chance; Holm holds all of them to 5 % together.
TEST(RunDifference, JudgesAllFiguresTogether) {
  // Alone, the probability of this change is 0.03; two more figures change by chance.
  SummarizedRun a = run_of(1, {0.110, 0.111, 0.112, 0.113, 0.114, 0.115});
  SummarizedRun b = run_of(2, {0.1117, 0.1133, 0.1142, 0.1147, 0.1158, 0.1173});
  for (std::size_t i = 0; i < 12; ++i) {
    b.record.flashes[i].fill_factor = 0.65 + 0.001 * static_cast<double>(i % 5);
    a.record.flashes[i].fill_factor = 0.65 + 0.001 * static_cast<double>(i % 3);
  }
  const FigureDifference f = figure(compare_runs(a, b).figures, "aperture efficiency");
  EXPECT_LT(f.probability, 0.1);
  EXPECT_GT(f.probability, 0.025);
  EXPECT_FALSE(f.is_beyond_chance);
}

TEST(RunDifference, LeavesOutRollsThatAreStillInTheLine) {
  SummarizedRun a = run_of(7, {0.11, 0.12, 0.13});
  a.record.rolls[1].modules = 3;  // one is on its way
  a.record.in_process.push_back({.roll = twin::RollId{2}, .serial = twin::Serial{99}});
  const RunDifference d = compare_runs(a, run_of(7, {0.11, 0.12, 0.13}));
  EXPECT_EQ(figure(d.figures, "line yield").rolls_a, 2);
}

TEST(RunDifference, NamesInputsThatDiffer) {
  SummarizedRun a = run_of(7, {0.11, 0.12});
  SummarizedRun b = a;
  a.record.inputs = {{"fab.x", "1 um", "A"}, {"fab.y", "2"}, {"fab.only_a", "3", "C"}};
  b.record.inputs = {{"fab.x", "2 um", "B"}, {"fab.y", "2"}};
  const RunDifference d = compare_runs(a, b);
  ASSERT_THAT(d.inputs, SizeIs(2));
  EXPECT_EQ(d.inputs[0], (InputDifference{"fab.only_a", "3", "", "C"}));
  EXPECT_EQ(d.inputs[1], (InputDifference{"fab.x", "1 um", "2 um", "B"}));
  const std::string text = run_difference_text(a, b, d);
  EXPECT_THAT(text, HasSubstr("nothing: every roll is the same in both runs"));
  EXPECT_THAT(text, HasSubstr("  fab.x\n    1 um  ->  2 um  [B]\n"));
}

TEST(RunDifference, SaysInWordsWhatIsBeyondChance) {
  const SummarizedRun a = run_of(7, {0.101, 0.112, 0.123, 0.114});
  const SummarizedRun b = run_of(7, {0.104, 0.116, 0.128, 0.118});
  EXPECT_THAT(run_difference_text(a, b, compare_runs(a, b)),
              HasSubstr("  aperture efficiency is higher in B by 0.40 points (+- 0.13): 11.65 % "
                        "against\n  11.25 %\n"));
  const io::Json json = run_difference_json(a, b, compare_runs(a, b));
  EXPECT_EQ(json.find("unit_of_chance")->dump(), "\"roll\"");
}

TEST(RunDifference, NeedsTwoFabs) {
  SummarizedRun line = run_of(7, {});
  line.summary.is_line = true;
  EXPECT_THROW(compare_runs(line, line), InputError);
  EXPECT_THAT(run_difference_text(run_of(1, {0.1}), run_of(2, {0.1}),
                                  compare_runs(run_of(1, {0.1}), run_of(2, {0.1}))),
              HasSubstr("nothing can be said: it takes two finished rolls of each run"));
}

}  // namespace
}  // namespace heliofab::report
