// SPDX-License-Identifier: Apache-2.0
#include "write_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::cli {

void write_file(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::path beside = file;
  beside += ".part";
  const auto fail = [&](const std::string& why) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw StorageError("E5104", fmt::format("{}: cannot be written: {}", file.string(), why));
  };
  errno = 0;
  std::ofstream out(beside, std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) {
    fail(errno != 0 ? std::generic_category().message(errno) : "the disk took only a part");
  }
  std::error_code failed;
  std::filesystem::rename(beside, file, failed);
  if (failed) {
    fail(failed.message());
  }
}

}  // namespace heliofab::cli
