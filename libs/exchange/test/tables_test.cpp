// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/tables.hpp"

#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "sample_run.hpp"

namespace heliofab::exchange {
namespace {

using testing::HasSubstr;

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

TEST(Tables, WriteEveryTableAsCsv) {
  const SampleRun run;
  const auto written = write_tables(run.file(), run.folder(), TableFormat::csv);
  EXPECT_EQ(written.size(), 30u);  // all tables of the schema, no view
  EXPECT_THAT(text_of(run.folder() / "rolls.csv"),
              testing::StartsWith("roll,started,finished,length_m,width_m,cut_m,"));
  const std::string modules = text_of(run.folder() / "modules.csv");
  EXPECT_EQ(std::ranges::count(modules, '\n'), 1 + 5);
  EXPECT_THAT(modules, HasSubstr("\n2,1,1.25,1,\"strip, narrow\","));
}

TEST(Tables, WriteEveryTableAsJsonLines) {
  const SampleRun run;
  write_tables(run.file(), run.folder(), TableFormat::jsonl);
  const std::string flashes = text_of(run.folder() / "flashes.jsonl");
  EXPECT_EQ(std::ranges::count(flashes, '\n'), 4);
  EXPECT_THAT(flashes, testing::StartsWith("{\"serial\":1,\"flashed\":"));
}

TEST(Tables, DescribeThemselves) {
  const SampleRun run;
  write_tables(run.file(), run.folder(), TableFormat::csv);
  const std::string package = text_of(run.folder() / "datapackage.json");
  EXPECT_THAT(package, HasSubstr("\"title\": \"a sample\""));
  EXPECT_THAT(package, HasSubstr("            \"name\": \"length_m\",\n"
                                 "            \"type\": \"number\",\n"
                                 "            \"unit\": \"m\",\n"
                                 "            \"description\": \"as mounted\"\n"));
  EXPECT_THAT(package, HasSubstr("\"unit\": \"us since 1970-01-01 00:00:00\""));
}

TEST(Tables, SayWhereTheyCannotBeWritten) {
  const SampleRun run;
  EXPECT_THROW(write_tables(run.file(), run.folder() / "nowhere", TableFormat::csv), StorageError);
}

}  // namespace
}  // namespace heliofab::exchange
