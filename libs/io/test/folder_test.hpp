// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

namespace heliofab::io {

/// A folder of its own for each test, gone afterwards.
class FolderTest : public testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  const std::filesystem::path folder_ = fresh();

 private:
  static std::filesystem::path fresh() {
    std::string name = (std::filesystem::path(testing::TempDir()) / "heliofab-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no scratch folder");
    }
    return name;
  }
};

}  // namespace heliofab::io
