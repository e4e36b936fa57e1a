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

}  // namespace
}  // namespace heliofab::store
