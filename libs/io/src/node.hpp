// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/document.hpp"
#include "heliofab/io/read.hpp"
#include "problems.hpp"
#include "source.hpp"

namespace heliofab::io {

/// `broken` stands for something already reported: readers pass over it in silence.
enum class NodeType : std::uint8_t { broken, null, scalar, list, map };

struct Entry;

/// A value of a document. Which of the members counts depends on `type`.
struct YamlNode {
  NodeType type = NodeType::broken;
  bool is_quoted = false;  // or a block of text: never null
  Origin origin = Origin::file;
  Place place = {};
  std::string text = {};             // of a scalar
  std::vector<Entry> entries;        // of a map, in the order written; Entry is incomplete here
  std::vector<YamlNode> items = {};  // of a list

  const Entry* find(std::string_view key) const noexcept;
  Entry* find(std::string_view key) noexcept;
};

struct Entry {
  std::string key;
  Place place;
  YamlNode value;
};

/// "a map", "a list", "nothing", "text": for messages.
std::string_view name_of(NodeType type) noexcept;

/// Place of a part of a scalar; of the whole value when the text is not as written (escapes,
/// several lines).
Place part_of(const YamlNode& scalar, std::size_t begin, std::size_t length) noexcept;

/// Lays `over` on `base`: maps merge key by key, anything else replaces.
void merge(YamlNode& base, YamlNode&& over);

/// One step of a dotted path such as `layers[0].thickness`.
struct PathStep {
  std::string key = {};  // empty for an index
  std::size_t index = 0;
  bool is_index = false;
  std::size_t begin = 0;  // bytes into the path
  std::size_t length = 0;
};

/// The steps of a dotted path; empty when it is none (an empty step, an index that is no number).
std::vector<PathStep> split_path(std::string_view path);

struct DocumentData {
  std::string kind;
  Place kind_place;
  YamlNode block;                                // what stands under the kind, merged
  std::vector<std::unique_ptr<Source>> sources;  // places point into these
  std::vector<std::string> files;
  Problems problems;
  std::vector<Diagnostic> listed;  // the problems, sorted
};

}  // namespace heliofab::io
