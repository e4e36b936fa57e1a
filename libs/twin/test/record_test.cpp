// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/record.hpp"

#include <type_traits>
#include <utility>

#include <gtest/gtest.h>

#include "heliofab/twin/record_columns.hpp"

namespace heliofab::twin {
namespace {

RunRecord two_days() {
  RunRecord record;
  record.provenance = {.name = "a fab", .seed = 7};
  record.rolls = {{.roll = RollId{1}, .length_m = 300}, {.roll = RollId{2}, .length_m = 300}};
  record.modules = {{.serial = Serial{1}, .voc_V = 31.5}, {.serial = Serial{2}, .voc_V = 31.4}};
  record.inputs = {{.path = "fab.days", .value = "2", .where = "a.yaml:3"}};
  return record;
}

TEST(Fingerprint, DoesNotDependOnTheOrderOfRowsOrBatches) {
  RunRecord turned = two_days();
  std::swap(turned.rolls[0], turned.rolls[1]);
  std::swap(turned.modules[0], turned.modules[1]);
  EXPECT_EQ(fingerprint(turned), fingerprint(two_days()));

  RunRecord first = two_days();
  RunRecord second;
  second.rolls = {first.rolls[1]};
  first.rolls.pop_back();
  append(first, second);
  EXPECT_EQ(fingerprint(first), fingerprint(two_days()));
}

TEST(Fingerprint, IgnoresWhereInputsCameFromVersionAndCommand) {
  RunRecord elsewhere = two_days();
  elsewhere.inputs[0].where = "/home/someone/a.yaml:3";
  elsewhere.inputs[0].origin = "option";
  elsewhere.provenance.version = "9.9";
  elsewhere.provenance.command = "heliofab run /home/someone/a.yaml";
  EXPECT_EQ(fingerprint(elsewhere), fingerprint(two_days()));
}

// A change of any other column of any table that the run made must show.
TEST(Fingerprint, SeesEveryColumn) {
  const auto change = []<class T>(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      value += "x";
    } else if constexpr (std::is_same_v<T, bool>) {
      value = !value;
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(static_cast<std::int64_t>(value) + 1);
    } else if constexpr (std::is_same_v<T, SimTime>) {
      value += Duration(1);
    } else {
      value += 1;
    }
  };
  for_each_table([&]<class Row>() {
    RunRecord plain;
    (plain.*Table<Row>::rows).resize(1);
    for_each_column<Row>([&](std::string_view name, auto member) {
      RunRecord changed = plain;
      change((changed.*Table<Row>::rows)[0].*member);
      if (!is_of_run<Row> || name == "location" || name == "origin") {
        EXPECT_EQ(fingerprint(changed), fingerprint(plain));
      } else {
        EXPECT_NE(fingerprint(changed), fingerprint(plain)) << Table<Row>::name << "." << name;
      }
    });
  });
}

// The fingerprint of a record made before there were yields: it must stay what it was.
TEST(Fingerprint, IsThatOfRunsWithoutYields) {
  RunRecord delivered = two_days();
  delivered.yields = {{.product = "a roof", .energy_kWh = 120}};
  delivered.destinations = {{.serial = Serial{1}, .product = "a roof"}};
  EXPECT_EQ(fingerprint(delivered), fingerprint(two_days()));
  EXPECT_EQ(fingerprint(two_days()), "c450988b4f832024f89ba0a6c6b67c1e");
}

TEST(Record, KeepsEachRowOfItsBatches) {
  RunRecord record = two_days();
  RunRecord batch = two_days();
  batch.is_complete = true;
  append(record, batch);
  EXPECT_EQ(record.rolls.size(), 4U);
  EXPECT_EQ(record.modules.size(), 4U);
  EXPECT_EQ(record.rolls[2], batch.rolls[0]);
  EXPECT_TRUE(record.is_complete);
}

}  // namespace
}  // namespace heliofab::twin
