// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

namespace heliofab::io {

/// A folder of its own for each test, gone afterwards.
class FolderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
  }

  // Tests run side by side.
  const testing::TestInfo& test_ = *testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) /
      (std::string("heliofab_") + test_.test_suite_name() + "_" + test_.name());
};

}  // namespace heliofab::io
