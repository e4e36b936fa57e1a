// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "errors.hpp"
#include "folder_test.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/io/csv.hpp"

// Files that are no plans, as people hand them over by mistake. What is wrong inside a text is in
// malformed_test.cpp.
namespace heliofab::io {
namespace {

namespace fs = std::filesystem;

class BrokenFile : public FolderTest {
 protected:
  // "LINE:COLUMN CODE" of the only problem of a file; its message otherwise.
  std::string problem_of(const std::string& name) {
    try {
      read<sample::Plan>(read_document(path(name)), "fab");
      return "none";
    } catch (const InputError& error) {
      const Diagnostic& first = error.diagnostics().front();
      EXPECT_EQ(first.file, path(name));
      return error.diagnostics().size() == 1 ? std::to_string(first.line) + ":" +
                                                   std::to_string(first.column) + " " + first.code
                                             : error.what();
    }
  }
};

TEST_F(BrokenFile, ThatIsEmptyOrHoldsOnlyCommentsIsRefused) {
  put("empty", "");
  put("comments", "# a plan\n\n# to be written\n");
  put("mark", "\xEF\xBB\xBF");
  EXPECT_EQ(problem_of("empty"), "1:1 E1104");
  EXPECT_EQ(problem_of("comments"), "1:1 E1104");
  EXPECT_EQ(problem_of("mark"), "1:1 E1104");
}

TEST_F(BrokenFile, ThatIsBinaryIsRefusedAtItsFirstOddByte) {
  using std::string_literals::operator""s;
  put("program",
      "\x7f"
      "ELF\2\1\1\0\0\0"s);
  put("picture", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s);
  put("archive", "PK\3\4\x14\0\6\0"s);
  put("utf16", "\xff\xfeh\0e\0l\0"s);
  put("latin1", "heliofab: 1\nfab:\n  title: caf\xe9\n");
  EXPECT_EQ(problem_of("program"), "1:1 E1101");
  EXPECT_EQ(problem_of("picture"), "1:1 E1101");
  EXPECT_EQ(problem_of("archive"), "1:3 E1101");
  EXPECT_EQ(problem_of("utf16"), "1:1 E1101");
  EXPECT_EQ(problem_of("latin1"), "3:13 E1101");
}

TEST_F(BrokenFile, OfTenMegabytesOfJunkIsRefused) {
  const Stream stream(20100512, "test.io.junk");
  std::string bytes;
  std::string letters;
  std::string keys = "heliofab: 1\nfab:\n";
  for (std::uint64_t i = 0; bytes.size() < 10'000'000; ++i) {
    const auto draw = static_cast<std::uint64_t>(stream.uniform(0, i) * 0x1p48);
    for (int shift = 0; shift < 48; shift += 8) {
      bytes += static_cast<char>(draw >> shift & 0xff);
      letters += " \n:-abcdefghijklmnopqrstuvwxyz012[]"[(draw >> shift & 0xff) % 35];
    }
  }
  for (int i = 0; keys.size() < 10'000'000; ++i) {
    keys += "  key_" + std::to_string(i) + ": 1\n";
  }
  put("bytes", bytes);
  put("letters", letters);
  put("keys", keys);
  EXPECT_EQ(problem_of("bytes"), "1:1 E1101");
  EXPECT_EQ(problem_of("letters"), "20:11 E1102");
  EXPECT_EQ(problem_of("keys"), "500001:15 E1103");
}

TEST_F(BrokenFile, ThatIsAFolderOrLeadsNowhereIsRefused) {
  fs::create_directory(path("folder.yaml"));
  fs::create_symlink("loop.yaml", path("loop.yaml"));
  fs::create_symlink("gone.yaml", path("dangling.yaml"));
  EXPECT_EQ(problem_of("folder.yaml"), "0:0 E1100");
  EXPECT_EQ(problem_of("loop.yaml"), "0:0 E1100");
  EXPECT_EQ(problem_of("dangling.yaml"), "0:0 E1100");
  EXPECT_THROW(read_csv(path("folder.yaml")), InputError);
  put("file", "heliofab: 1\n");
  EXPECT_EQ(problem_of("file/below.yaml"), "0:0 E1100");
}

// A shell's <(...) is one.
TEST_F(BrokenFile, ThatIsAPipeIsReadButIsNoBase) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  std::thread writer([&] { put("pipe", "heliofab: 1\nfab: {tools: 4}\n"); });
  EXPECT_EQ(read<sample::Plan>(read_document(path("pipe")), "fab").value.tools, 4);
  writer.join();
  put("a.yaml", "heliofab: 1\nfab: {based_on: pipe}\n");
  EXPECT_EQ(problem_of("a.yaml"), "2:17 E1117");  // and does not wait for a writer
}

TEST_F(BrokenFile, ThatNeverEndsIsRefused) {
  fs::create_symlink("/dev/zero", path("zero"));
  EXPECT_EQ(problem_of("zero"), "0:0 E1103");
}

TEST_F(BrokenFile, OfAnotherKindIsRefusedWithBothNames) {
  put("cell.yaml", "heliofab: 1\ncell: {gap: 1.1 eV}\n");
  EXPECT_EQ(problem_of("cell.yaml"), "2:1 E1106");
  put("no_head.yaml", "fab:\n  tools: 2\n");
  EXPECT_EQ(problem_of("no_head.yaml"), "1:1 E1105");
  put("table.csv", "wavelength_nm,n,k\n300,1.5,0\n");
  EXPECT_EQ(problem_of("table.csv"), "1:1 E1105");
}

}  // namespace
}  // namespace heliofab::io
