// SPDX-License-Identifier: Apache-2.0
#include "heliofab/store/record_field.hpp"

#include <limits>
#include <vector>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "heliofab/core/error.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

using twin::DestinationRow;
using twin::RunRecord;
using twin::YieldRow;

// A finished run of three modules that knows of no product.
RunRecord plain_run() {
  RunRecord record = sample_record(1, 3);
  record.yields.clear();
  record.destinations.clear();
  record.is_complete = true;
  return record;
}

const std::vector<YieldRow> roof_and_bin{
    {.product = "roof", .bin = "", .modules = 3, .energy_kWh = 120},
    {.product = "roof", .bin = "9.5-10.5 %", .modules = 1, .energy_kWh = 118}};

TEST(RecordField, AddsRowsToAFinishedRunAndChangesNothingElse) {
  const Scratch scratch;
  RunRecord expected = plain_run();
  save(scratch.file(), expected);
  expected.yields = roof_and_bin;
  expected.destinations = {{.serial = twin::Serial{2}, .product = "roof", .value_usd = 30}};
  record_field(scratch.file(), expected.yields, expected.destinations);
  EXPECT_EQ(read_run(scratch.file()), expected);
  EXPECT_EQ(twin::fingerprint(read_run(scratch.file())), twin::fingerprint(plain_run()));
  EXPECT_EQ(scratch.names(), std::vector<std::string>{"run.sqlite"});
}

TEST(RecordField, ReplacesTheRowOfAProductAndBinAndOfAModule) {
  const Scratch scratch;
  save(scratch.file(), plain_run());
  record_field(scratch.file(), roof_and_bin, {{{.serial = twin::Serial{2}, .product = "roof"}}});
  record_field(scratch.file(), {{{.product = "roof", .energy_kWh = 121}}},
               {{{.serial = twin::Serial{2}, .product = "charger"},
                 {.serial = twin::Serial{3}, .product = "roof"}}});
  EXPECT_EQ(scratch.rows_of("SELECT product, bin, energy_kWh FROM yields ORDER BY bin"),
            (std::vector<std::string>{"roof||121.0", "roof|9.5-10.5 %|118.0"}));
  EXPECT_EQ(scratch.rows_of("SELECT serial, product FROM destinations ORDER BY serial"),
            (std::vector<std::string>{"2|charger", "3|roof"}));
}

TEST(RecordField, LeavesTheRunAsItWasForOneWrongRow) {
  const Scratch scratch;
  const RunRecord expected = plain_run();
  save(scratch.file(), expected);
  const std::vector<YieldRow> no_number{
      roof_and_bin[0], {.product = "mast", .energy_kWh = std::numeric_limits<double>::quiet_NaN()}};
  EXPECT_THROW(record_field(scratch.file(), no_number, {}), LogicError);
  const std::vector<DestinationRow> no_module{{.serial = twin::Serial{99}}};
  EXPECT_THROW(record_field(scratch.file(), roof_and_bin, no_module), LogicError);
  EXPECT_EQ(read_run(scratch.file()), expected);
}

TEST(RecordField, RefusesWhatIsNoRunStore) {
  const Scratch scratch;
  EXPECT_THROW(record_field(scratch.file(), roof_and_bin, {}), StorageError);
  scratch.write_text("not a database, but long enough to be taken for one at first sight");
  EXPECT_THROW(record_field(scratch.file(), roof_and_bin, {}), StorageError);
}

// The system kills the process at the write that makes a file too large: in the midst of the rows.
TEST(RecordField, LeavesAStoreThatOpensAfterADeathWhileWriting) {
  const Scratch scratch;
  const RunRecord expected = plain_run();
  save(scratch.file(), expected);
  const pid_t child = fork();
  if (child == 0) {
    const rlimit no_core{};
    setrlimit(RLIMIT_CORE, &no_core);
    const rlimit limit{.rlim_cur = 1'000'000, .rlim_max = 1'000'000};
    setrlimit(RLIMIT_FSIZE, &limit);
    std::vector<YieldRow> many(40'000);
    for (std::size_t i = 0; i < many.size(); ++i) {
      many[i].product = std::string(100, 'x') + std::to_string(i);
    }
    record_field(scratch.file(), many, {});
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status)) << "status " << status;
  ASSERT_EQ(WTERMSIG(status), SIGXFSZ);
  EXPECT_EQ(read_run(scratch.file()), expected);
}

}  // namespace
}  // namespace heliofab::store
