// SPDX-License-Identifier: Apache-2.0
#include "node.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <utility>

namespace heliofab::io {

const Entry* YamlNode::find(std::string_view key) const noexcept {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &*found;
}

Entry* YamlNode::find(std::string_view key) noexcept {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &*found;
}

std::string_view name_of(NodeType type) noexcept {
  switch (type) {
    case NodeType::map:
      return "a map";
    case NodeType::list:
      return "a list";
    case NodeType::scalar:
      return "one value";
    case NodeType::null:
    case NodeType::broken:
      break;
  }
  return "nothing";
}

Place part_of(const YamlNode& scalar, std::size_t begin, std::size_t length) noexcept {
  Place place = scalar.place;
  if (place.source == nullptr || place.line < 1) {
    return place;
  }
  const std::string_view line = line_of(*place.source, place.line);
  const std::size_t at = static_cast<std::size_t>(place.column) - 1 + (scalar.is_quoted ? 1 : 0);
  if (at <= line.size() && line.substr(at).starts_with(scalar.text)) {
    place.column = static_cast<int>(at + begin) + 1;
    place.length = static_cast<int>(std::max<std::size_t>(length, 1));
  }
  return place;
}

void merge(YamlNode& base, YamlNode&& over) {
  if (base.type != NodeType::map || over.type != NodeType::map) {
    base = std::move(over);
    return;
  }
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < base.entries.size(); ++i) {
    at.emplace(base.entries[i].key, i);
  }
  for (Entry& entry : over.entries) {
    const auto found = at.find(entry.key);
    if (found == at.end()) {
      base.entries.push_back(std::move(entry));
      continue;
    }
    Entry& before = base.entries[found->second];
    before.place = entry.place;
    merge(before.value, std::move(entry.value));
  }
}

std::vector<PathStep> split_path(std::string_view path) {
  std::vector<PathStep> steps;
  for (std::size_t at = 0; at <= path.size();) {
    std::size_t end = std::min(path.find_first_of(".[", at), path.size());
    if (end == at) {
      return {};
    }
    steps.push_back(
        {.key = std::string(path.substr(at, end - at)), .begin = at, .length = end - at});
    while (end < path.size() && path[end] == '[') {
      PathStep step{.is_index = true, .begin = end};
      const char* const first = path.data() + end + 1;
      const auto [stop, error] = std::from_chars(first, path.data() + path.size(), step.index);
      end = static_cast<std::size_t>(stop - path.data());
      if (error != std::errc{} || end == path.size() || path[end] != ']') {
        return {};
      }
      step.length = ++end - step.begin;
      steps.push_back(std::move(step));
    }
    if (end < path.size() && path[end] != '.') {
      return {};
    }
    at = end + 1;
  }
  return steps;
}

}  // namespace heliofab::io
