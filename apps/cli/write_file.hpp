// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

namespace heliofab::cli {

/// Writes a file whole or not at all: beside its place first, then renamed.
/// @throws StorageError E5104
void write_file(const std::filesystem::path& file, std::string_view text);

/// Makes a folder, and those above it, unless it is there. @throws StorageError E5104
void make_folder(const std::filesystem::path& folder);

/// Refuses a file that is there, unless it may be replaced. @throws InputError E8140 with `note`
void check_free(const std::filesystem::path& file, bool may_replace, std::string_view note);

/// Says now what write_file would say after a long computation. @throws StorageError E5104
void check_writable(const std::filesystem::path& file);

}  // namespace heliofab::cli
