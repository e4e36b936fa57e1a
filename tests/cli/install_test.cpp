// SPDX-License-Identifier: Apache-2.0
// An installed program needs neither the sources nor the environment.
#include "program.hpp"

namespace heliofab::cli {
namespace {

class Installed : public Cli {};

TEST_F(Installed, program_finds_its_data_from_anywhere) {
  const std::string prefix = scratch.file("usr").string();
  Call install = call({"--install", HELIOFAB_BUILD_DIR, "--prefix", prefix});
  install.program = CMAKE_PROGRAM;
  const Outcome installed = run(install);
  ASSERT_EQ(installed.status, 0) << installed.err;

  Call cell = call({"cell", "-", "--json"});
  cell.program = prefix + "/bin/heliofab";
  cell.folder = "/";
  cell.input = "heliofab: 1\nfilm: {cover: bare}\n";
  cell.environment["HELIOFAB_DATA"] = "";
  const Outcome solved = run(cell);
  EXPECT_EQ(solved.status, 0) << solved.err;
  EXPECT_EQ(solved.out, heliofab_reading(cell.input, {"cell", "-", "--json"}).out);

  cell.words = {"check", "-"};
  cell.input = "heliofab: 1\nfab: {based_on: fab2-2010.yaml}\n";
  EXPECT_EQ(run(cell).status, 0) << "its fabs are not found by name";
}

}  // namespace
}  // namespace heliofab::cli
