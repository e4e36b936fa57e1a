// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/store/run_store.hpp"
#include "scratch.hpp"

namespace heliofab::store {
namespace {

// The message of the StorageError that `call` throws, with "FOLDER" for the scratch folder.
std::string trouble_of(const Scratch& scratch, const std::function<void()>& call) {
  try {
    call();
  } catch (const StorageError& error) {
    std::string text = error.what();
    const std::string folder = scratch.folder().string();
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
      text.replace(at, folder.size(), "FOLDER");
    }
    return text;
  }
  return "no StorageError";
}

std::string trouble_of_reading(const Scratch& scratch, const std::filesystem::path& file) {
  return trouble_of(scratch, [&] { read_run(file); });
}

std::string trouble_of_making(const Scratch& scratch, const std::filesystem::path& file) {
  return trouble_of(scratch, [&] { RunStore::create(file, sample_provenance()); });
}

TEST(ReadRun, SaysThatAFileIsMissing) {
  const Scratch scratch;
  EXPECT_EQ(trouble_of_reading(scratch, scratch.file()),
            "'FOLDER/run.sqlite' is not there, wanted the run.sqlite of a run; look for a spelling "
            "mistake [E5101]");
  EXPECT_TRUE(scratch.names().empty()) << "reading makes no file";
}

TEST(ReadRun, SaysThatAFolderIsNoFile) {
  const Scratch scratch;
  EXPECT_EQ(trouble_of_reading(scratch, scratch.folder()),
            "'FOLDER' is a folder, wanted the file of a run; name the run.sqlite in it [E5101]");
}

TEST(ReadRun, RefusesAFileThatIsNoDatabase) {
  const Scratch scratch;
  scratch.write_text(std::string(5000, 'x'));
  EXPECT_EQ(
      trouble_of_reading(scratch, scratch.file()),
      "'FOLDER/run.sqlite' is not a run store: file is not a database; name the run.sqlite of "
      "a run [E5101]");
}

TEST(ReadRun, RefusesAnEmptyFile) {
  const Scratch scratch;
  scratch.write_text("");
  EXPECT_EQ(trouble_of_reading(scratch, scratch.file()),
            "'FOLDER/run.sqlite' is not a run store: another program's database or an empty file; "
            "name the run.sqlite of a run [E5101]");
}

TEST(ReadRun, RefusesTheDatabaseOfAnotherProgram) {
  const Scratch scratch;
  scratch.rows_of(
      "CREATE TABLE run (id INTEGER); INSERT INTO run VALUES (1); PRAGMA user_version = 1");
  EXPECT_EQ(trouble_of_reading(scratch, scratch.file()),
            "'FOLDER/run.sqlite' is not a run store: another program's database or an empty file; "
            "name the run.sqlite of a run [E5101]");
}

TEST(ReadRun, RefusesANewerSchema) {
  const Scratch scratch;
  save(scratch.file(), sample_record(1, 3));
  const std::int64_t newer = schema_version() + 1;
  scratch.rows_of("PRAGMA user_version = " + std::to_string(newer));
  EXPECT_EQ(trouble_of_reading(scratch, scratch.file()),
            "'FOLDER/run.sqlite' has schema version " + std::to_string(newer) +
                ", this program reads version " + std::to_string(schema_version()) +
                "; read it with the program that wrote it, or run the plan again [E5102]");
}

// Cut anywhere, a file of many pages gives an error and never a shorter run.
TEST(ReadRun, RefusesATruncatedFile) {
  const Scratch scratch;
  save(scratch.file(), sample_record(1, 2000));
  const auto size = std::filesystem::file_size(scratch.file());
  for (const auto kept : {size - 1, size - 4096, size / 2, size / 7, std::uintmax_t{4096},
                          std::uintmax_t{1000}, std::uintmax_t{50}}) {
    std::filesystem::resize_file(scratch.file(), kept);
    EXPECT_NE(trouble_of_reading(scratch, scratch.file()).find("[E5101]"), std::string::npos)
        << kept << " of " << size << " bytes";
  }
}

TEST(ReadRun, SaysThatAFileIsDamaged) {
  const Scratch scratch;
  save(scratch.file(), sample_record(1, 2000));
  const auto size = std::filesystem::file_size(scratch.file());
  {
    std::fstream file(scratch.file(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096));
    file << std::string(40960, '\x55');
  }
  EXPECT_EQ(trouble_of_reading(scratch, scratch.file()),
            "'FOLDER/run.sqlite' is damaged: database disk image is malformed; copy it again from "
            "where it was whole, or run the plan again [E5101]");
}

TEST(ReadRun, RefusesAStoreThatLacksATable) {
  const Scratch scratch;
  save(scratch.file(), sample_record(1, 3));
  scratch.rows_of("DROP TABLE flashes");
  EXPECT_EQ(
      trouble_of_reading(scratch, scratch.file()),
      "'FOLDER/run.sqlite' is damaged: no such table: flashes; copy it again from where it was "
      "whole, or run the plan again [E5101]");
}

TEST(ReadRun, RefusesAStoreWithoutItsRun) {
  const Scratch scratch;
  save(scratch.file(), sample_record(1, 3));
  scratch.rows_of("DELETE FROM run");
  EXPECT_EQ(trouble_of_reading(scratch, scratch.file()),
            "'FOLDER/run.sqlite' is damaged: table run is empty; copy it again from where it was "
            "whole, or run the plan again [E5101]");
}

TEST(RunStore, NeverTouchesWhatIsThereAlready) {
  const Scratch scratch;
  save(scratch.file(), sample_record(1, 3));
  const std::string expected =
      "'FOLDER/run.sqlite' exists already, a new run was to be stored there; name another folder, "
      "or delete it if it is not wanted any more [E5103]";
  EXPECT_EQ(trouble_of_making(scratch, scratch.file()), expected);
  EXPECT_EQ(read_run(scratch.file()), sample_record(1, 3));
  scratch.write_text("notes");
  EXPECT_EQ(trouble_of_making(scratch, scratch.file()), expected);
  EXPECT_EQ(std::filesystem::file_size(scratch.file()), 5u);
}

TEST(RunStore, SaysThatItsFolderIsMissing) {
  const Scratch scratch;
  EXPECT_EQ(
      trouble_of_making(scratch, scratch.folder() / "none" / "run.sqlite"),
      "'FOLDER/none/run.sqlite' cannot be made: No such file or directory; see that its folder "
      "is there and that you may write in it [E5104]");
  EXPECT_TRUE(scratch.names().empty());
}

}  // namespace
}  // namespace heliofab::store
