// SPDX-License-Identifier: Apache-2.0
#include "write_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::cli {

namespace {

namespace fs = std::filesystem;

fs::path part_of(const fs::path& file) {
  fs::path beside = file;
  beside += ".part";
  return beside;
}

[[noreturn]] void fail(const fs::path& file, const std::string& why) {
  std::error_code ignored;
  fs::remove(part_of(file), ignored);
  throw StorageError("E5104", fmt::format("{}: cannot be written: {}", file.string(), why));
}

// Writes the part beside the file.
void write_part(const fs::path& file, std::string_view text) {
  errno = 0;
  std::ofstream out(part_of(file), std::ios::binary);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) {
    fail(file, errno != 0 ? std::generic_category().message(errno) : "the disk took only a part");
  }
}

}  // namespace

void write_file(const fs::path& file, std::string_view text) {
  write_part(file, text);
  std::error_code failed;
  fs::rename(part_of(file), file, failed);
  if (failed) {
    fail(file, failed.message());
  }
}

void make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed) {
    throw StorageError(
        "E5104", fmt::format("{}: cannot make this folder: {}", folder.string(), failed.message()));
  }
}

void check_free(const fs::path& file, bool may_replace, std::string_view note) {
  std::error_code ignored;
  if (!may_replace && fs::exists(file, ignored)) {
    throw InputError("E8140", file.string(), "there is such a file already", note);
  }
}

void check_writable(const fs::path& file) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored)) {
    fail(file, "this is a folder, wanted a file");
  }
  write_part(file, "");
  fs::remove(part_of(file), ignored);
}

}  // namespace heliofab::cli
