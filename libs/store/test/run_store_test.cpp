// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/run_store.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/twin/record_columns.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

using twin::RunRecord;

TEST(RunStore, GivesBackEveryTableAsItWasWritten) {
  const Scratch scratch;
  RunRecord record = sample_record(1, 40);
  record.is_complete = true;
  save(scratch.file(), record);
  const RunRecord read = read_run(scratch.file());
  twin::for_each_table([&]<class Row>() {
    EXPECT_EQ((read.*twin::Table<Row>::rows).size(), 40u) << twin::Table<Row>::name;
    EXPECT_EQ(read.*twin::Table<Row>::rows, record.*twin::Table<Row>::rows)
        << twin::Table<Row>::name;
  });
  EXPECT_EQ(read, record);
  EXPECT_EQ(twin::fingerprint(read), twin::fingerprint(record));
}

TEST(RunStore, KeepsTheOrderOfBatchesAndRows) {
  const Scratch scratch;
  RunRecord whole;
  {
    RunStore store = RunStore::create(scratch.file(), sample_provenance());
    // Rolls and serials of the second batch come before those of the first.
    for (const std::int64_t first : {101, 1, 201}) {
      const RunRecord batch = sample_record(first, 7);
      store.add(batch);
      twin::append(whole, batch);
    }
  }
  whole.provenance = sample_provenance();
  EXPECT_EQ(read_run(scratch.file()), whole);
}

TEST(RunStore, KeepsTheBitsOfEveryDouble) {
  const double smallest = std::numeric_limits<double>::denorm_min();
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<double> awkward = {0.1,
                                       1.0 / 3,
                                       -2.5e-300,
                                       smallest,
                                       -smallest,
                                       std::numeric_limits<double>::max(),
                                       4503599627370497.0,
                                       9007199254740993.0,
                                       9223372036854775808.0,
                                       1e22,
                                       infinity,
                                       -infinity,
                                       std::nextafter(1, 2),
                                       0};
  const Scratch scratch;
  RunRecord record;
  for (const double value : awkward) {
    record.costs.push_back({.usd = value});
  }
  save(scratch.file(), record);
  const RunRecord read = read_run(scratch.file());
  ASSERT_EQ(read.costs.size(), awkward.size());
  for (std::size_t i = 0; i < awkward.size(); ++i) {
    EXPECT_EQ(std::bit_cast<std::uint64_t>(read.costs[i].usd),
              std::bit_cast<std::uint64_t>(awkward[i]))
        << awkward[i];
  }
}

// The bits of -0.0 are lost, which the fingerprint does not see.
TEST(RunStore, ReadsANegativeZeroAsZero) {
  const Scratch scratch;
  RunRecord record;
  record.costs.push_back({.usd = -0.0});
  save(scratch.file(), record);
  EXPECT_FALSE(std::signbit(read_run(scratch.file()).costs[0].usd));
  EXPECT_EQ(twin::fingerprint(read_run(scratch.file())), twin::fingerprint(record));
}

TEST(RunStore, KeepsTheBytesOfEveryText) {
  const Scratch scratch;
  RunRecord record;
  for (const std::string& text : {std::string("Zn(O,S) \u00b5m \u2264 \"quoted\" 'twice'; -- no"),
                                  std::string("nul\0inside", 10), std::string("\xff\xfe not UTF-8"),
                                  std::string(100'000, 'x'), std::string()}) {
    record.events.push_back({.detail = text});
  }
  save(scratch.file(), record);
  EXPECT_EQ(read_run(scratch.file()).events, record.events);
}

TEST(RunStore, KeepsSeedsAndTimesOfFullWidth) {
  const Scratch scratch;
  RunRecord record;
  record.provenance.seed = std::numeric_limits<std::uint64_t>::max() - 4;
  record.provenance.from = SimTime(Duration(-1));
  record.provenance.to = SimTime::max();
  save(scratch.file(), record);
  EXPECT_EQ(read_run(scratch.file()).provenance, record.provenance);
}

TEST(RunStore, HoldsARunWithoutRows) {
  const Scratch scratch;
  { RunStore::create(scratch.file(), sample_provenance()); }
  RunRecord empty;
  empty.provenance = sample_provenance();
  EXPECT_EQ(read_run(scratch.file()), empty);
}

TEST(RunStore, SaysWhetherTheRunIsComplete) {
  const Scratch scratch;
  RunStore store = RunStore::create(scratch.file(), sample_provenance());
  store.add(sample_record(1, 3));
  EXPECT_FALSE(read_run(scratch.file()).is_complete);
  RunRecord last = sample_record(4, 3);
  last.is_complete = true;
  store.add(last);
  EXPECT_TRUE(read_run(scratch.file()).is_complete);
  EXPECT_THROW(store.add(sample_record(7, 1)), LogicError);
}

TEST(RunStore, CanBeReadWhileTheRunGoesOn) {
  const Scratch scratch;
  RunStore store = RunStore::create(scratch.file(), sample_provenance());
  RunRecord so_far;
  so_far.provenance = sample_provenance();
  for (const std::int64_t first : {1, 11, 21}) {
    store.add(sample_record(first, 10));
    twin::append(so_far, sample_record(first, 10));
    EXPECT_EQ(read_run(scratch.file()), so_far);
  }
}

TEST(RunStore, LeavesOnePlainFile) {
  const Scratch scratch;
  save(scratch.file(), sample_record(1, 5));
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"run.sqlite"});
  EXPECT_EQ(scratch.text_of("PRAGMA journal_mode"), "delete");
}

// The store is then left in two files, which belong together.
TEST(RunStore, ClosesWhileSomebodyReads) {
  const Scratch scratch;
  RunRecord record = sample_record(1, 50);
  record.is_complete = true;
  sqlite3* reader = nullptr;
  {
    RunStore store = RunStore::create(scratch.file(), record.provenance);
    ASSERT_EQ(sqlite3_open(scratch.file().c_str(), &reader), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(reader, "BEGIN; SELECT * FROM run", nullptr, nullptr, nullptr),
              SQLITE_OK);
    store.add(record);
  }
  EXPECT_EQ(read_run(scratch.file()), record);
  sqlite3_close(reader);
  EXPECT_EQ(read_run(scratch.file()), record);
}

// A batch that breaks a promise leaves nothing behind, and the store goes on.
TEST(RunStore, RefusesAWholeBatchForOneWrongRow) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  RunRecord with_nan = sample_record(11, 5);
  with_nan.flashes[3].pmax_W = nan;
  RunRecord without_roll = sample_record(11, 5);
  without_roll.modules[4].roll = twin::RollId{999};
  RunRecord without_module = sample_record(11, 5);
  without_module.flashes[4].serial = twin::Serial{999};
  RunRecord flashed_twice = sample_record(11, 5);
  flashed_twice.flashes.push_back(flashed_twice.flashes[0]);
  RunRecord without_state = sample_record(11, 5);
  without_state.states[0].state = twin::ToolState{7};

  const Scratch scratch;
  RunStore store = RunStore::create(scratch.file(), sample_provenance());
  store.add(sample_record(1, 5));
  for (const RunRecord& wrong :
       {with_nan, without_roll, without_module, flashed_twice, without_state}) {
    EXPECT_THROW(store.add(wrong), LogicError);
  }
  RunRecord expected = sample_record(1, 5);
  EXPECT_EQ(read_run(scratch.file()), expected);
  store.add(sample_record(11, 5));
  twin::append(expected, sample_record(11, 5));
  EXPECT_EQ(read_run(scratch.file()), expected);
}

}  // namespace
}  // namespace heliofab::store
