// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heliofab::cli {

/// An input file to start from: what a file of data/ says, with what the schema says of its keys.
struct Starter {
  std::string_view name;                        // "fab2"
  std::string_view about;                       // what it is, in a line
  std::string_view source;                      // below data/
  std::string_view command;                     // that takes it: "run"
  std::vector<std::string_view> keys = {};      // that it shows, with what is below; empty: all
  std::vector<std::string_view> defaults = {};  // where it leaves out what is a default anyway
};

std::span<const Starter> starters();

/// The file: its source and the bases of that as one, each key with its grade and, where it first
/// stands, its meaning and range. What the source leaves out stays a default.
std::string starter_text(const Starter& starter, const std::filesystem::path& data);

}  // namespace heliofab::cli
