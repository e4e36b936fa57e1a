// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <fmt/format.h>

#include "source.hpp"

namespace heliofab::io {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_file(const std::string& name, std::string_view code,
                              std::string_view message, std::string_view note) {
  throw InputError({Diagnostic{.code = std::string(code),
                               .message = std::string(message),
                               .note = std::string(note),
                               .file = printable(name)}});
}

std::string nearby_file(const fs::path& path) {
  std::error_code error;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == path.extension()) {
      names.push_back(it->path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());  // a folder has no order of its own
  const std::string wanted = path.filename().string();
  const std::string_view found =
      nearest(wanted, std::vector<std::string_view>(names.begin(), names.end()));
  return found.empty() ? std::string{} : fmt::format("did you mean {}?", in_quotes(found));
}

std::string read_all(std::istream& in, const std::string& name) {
  std::string text;
  std::vector<char> block(std::size_t{1} << 16);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > most_bytes) {
      refuse_file(name, "E1103", "more than 64 MiB", "a plan is small; big tables are CSV files");
    }
  }
  if (in.bad()) {
    refuse_file(name, "E1100", "cannot be read", "");
  }
  return text;
}

}  // namespace

std::string load_text(const std::string& path) {
  if (path == "-") {
    return read_all(std::cin, "<stdin>");
  }
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    refuse_file(path, "E1100", "no such file", nearby_file(path));
  }
  if (status.type() == fs::file_type::directory) {
    refuse_file(path, "E1100", "this is a folder, wanted a file", "");
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const int reason = errno;
    refuse_file(path, "E1100",
                reason == EACCES ? "cannot be read: permission denied" : "cannot be read", "");
  }
  return read_all(file, path);
}

}  // namespace heliofab::io
