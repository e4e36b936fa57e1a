// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace heliofab::cli {

/// Writes a file whole or not at all: beside its place first, then renamed.
/// @throws StorageError E5104
void write_file(const std::filesystem::path& file, std::string_view text);

}  // namespace heliofab::cli
