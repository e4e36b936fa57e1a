// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "product_yield.hpp"

namespace heliofab::cli {

/// What a command writes beside what it prints.
struct ProductFiles {
  std::optional<std::string> report;  // HTML page; "": named after the input
  std::string series;                 // CSV file, or empty

  friend bool operator==(const ProductFiles&, const ProductFiles&) = default;
};

/// The page of a product that was read from `input`, as it was typed; empty when none is wanted.
std::filesystem::path page_of(const std::string& input, const ProductFiles& files);

/// Says before a product is solved what would hinder the files of it.
/// @throws StorageError E5104
void check_writable(const std::filesystem::path& page, const ProductFiles& files);

/// Writes the page and the series that are wanted.
/// @throws StorageError E5104; of the page of a portable product ModelError E3203
void write_product_files(const SolvedProduct& product, const io::Document& document,
                         const twin::ReferenceData& data, const std::string& weather_file,
                         const std::filesystem::path& page, const ProductFiles& files);

}  // namespace heliofab::cli
