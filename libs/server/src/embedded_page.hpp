// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace heliofab::server {

/// A file of the built page, compressed with gzip; cmake/EmbedPage.cmake makes the list.
struct EmbeddedFile {
  std::string_view name;  // below the folder: "assets/app-1a2b3c.js"
  const char* begin = nullptr;
  const char* end = nullptr;

  std::string_view gzip() const noexcept { return {begin, static_cast<std::size_t>(end - begin)}; }
};

extern const std::span<const EmbeddedFile> embedded_files;

}  // namespace heliofab::server
