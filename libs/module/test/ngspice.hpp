// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace heliofab::module {

// Currents by ngspice; the netlist ends before its own commands.
inline std::vector<double> by_ngspice(const std::string& netlist, std::size_t count) {
  const std::filesystem::path folder = testing::TempDir();
  // Tests run side by side.
  const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::string deck = (folder / (name + ".cir")).string();
  const std::string table = (folder / (name + ".txt")).string();
  std::ofstream(deck) << netlist << ".control\nset numdgt=14\nset wr_singlescale\nrun\n"
                      << "wrdata " << table << " i(V1)\nquit\n.endc\n.end\n";
  std::filesystem::remove(table);
  EXPECT_EQ(std::system(("ngspice -b " + deck + " >" + table + ".log 2>&1").c_str()), 0);
  std::ifstream answer(table);
  std::vector<double> currents(count, std::nan(""));
  double voltage = 0;
  for (double& current : currents) {
    EXPECT_TRUE(answer >> voltage >> current) << "see " << table << ".log";
  }
  for (const char* end : {".cir", ".txt", ".txt.log"}) {
    std::filesystem::remove(folder / (name + end));
  }
  return currents;
}

inline bool has_ngspice() { return std::system("command -v ngspice >/dev/null 2>&1") == 0; }

}  // namespace heliofab::module
