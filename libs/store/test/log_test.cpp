// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "heliofab/store/run_store.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

// 123 rows are three statements of forty and three of one.
TEST(RunStore, KeepsTheLogOfABatchAndDoesNotReadItBack) {
  const Scratch scratch;
  twin::RunRecord record;
  for (std::int64_t i = 0; i < 123; ++i) {
    const auto at = [&](std::int64_t us) { return SimTime(Duration(1000 * i + us)); };
    record.log.visits.push_back(
        {.part = i, .tool = "a-1", .began = at(1), .done = at(2), .left = at(3)});
  }
  record.log.repairs.push_back(
      {.tool = "a-1", .began = SimTime(Duration(5)), .ended = SimTime(Duration(9))});
  save(scratch.file(), record);
  EXPECT_EQ(scratch.text_of("SELECT count(*), sum(part), sum(done - began), sum(gone - done) "
                            "FROM visits"),
            "123|7503|123|123");
  EXPECT_EQ(scratch.rows_of("SELECT * FROM visits WHERE rowid IN (1, 41, 123)"),
            (std::vector<std::string>{"0|a-1|1|2|3", "40|a-1|40001|40002|40003",
                                      "122|a-1|122001|122002|122003"}));
  EXPECT_EQ(scratch.text_of("SELECT * FROM repairs"), "a-1|5|9");
  EXPECT_EQ(read_run(scratch.file()).log, twin::LineLog{});
}

// A roll of 10 m by 20 mm: 2 m scrap, a good module of 5 m whose stripes take 90,000 mm2, one of
// 2.999999 m in process. A micrometre is missing.
TEST(WebGaps, FindsTheRollWhoseBooksDoNotClose) {
  const Scratch scratch;
  twin::RunRecord record;
  record.rolls.push_back({.roll = twin::RollId{7}, .length_m = 10, .width_m = 0.02});
  record.scrap.push_back({.roll = twin::RollId{7}, .station = "cut", .length_um = 2'000'000});
  record.modules.push_back({.serial = twin::Serial{1},
                            .roll = twin::RollId{7},
                            .aperture_m2 = 0.09,
                            .length_um = 5'000'000});
  record.flashes.push_back({.serial = twin::Serial{1}, .bin = "best", .is_good = true});
  record.in_process.push_back({.roll = twin::RollId{7},
                               .serial = twin::Serial{2},
                               .length_um = 2'999'999,
                               .width_um = 20'000});
  save(scratch.file(), record);
  EXPECT_EQ(scratch.rows_of("SELECT * FROM web_gaps"), std::vector<std::string>{"7|1|20000"});
  EXPECT_EQ(scratch.rows_of("SELECT fate, cause, length_um, area_um2 FROM web_totals"),
            (std::vector<std::string>{"good||5000000|90000000000",
                                      "in process||2999999|"
                                      "59999980000",
                                      "scrap||2000000|40000000000",
                                      "scrap|border beside the stripes|0|10000000000"}));
}

}  // namespace
}  // namespace heliofab::store
