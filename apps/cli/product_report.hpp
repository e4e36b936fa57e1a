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

/// What a product was solved from.
struct ProductSources {
  const io::Document& document;
  const twin::ReferenceData& data;
  std::string weather;  // file in place of the product's, or empty
  RunChoice run;        // with the run as it was read, where one is given
};

/// Writes the page and the series that are wanted.
/// @throws StorageError E5104; of the page of a product that works indoors ModelError E3203
void write_product_files(const SolvedProduct& product, const ProductSources& sources,
                         const std::filesystem::path& page, const ProductFiles& files);

}  // namespace heliofab::cli
