// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "load_document.hpp"
#include "parse_yaml.hpp"

namespace heliofab::io {

namespace {

constexpr std::string_view form_note =
    "write it as key.of.the.plan=value, such as "
    "process.absorber.thickness=\"1.5 um\"";

struct Override {
  std::vector<PathStep> steps;
  Place place;         // of the whole text
  int key_column = 1;  // 1-based, of the first step
  YamlNode value = {};

  Place place_of(const PathStep& step) const {
    return {place.source, place.line, key_column + static_cast<int>(step.begin),
            static_cast<int>(step.length)};
  }
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos
             ? std::string_view{}
             : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::optional<Override> parse_override(const Source& source, int line, Problems& problems) {
  const std::string_view text = line_of(source, line);
  const std::size_t equals = text.find('=');
  const std::string_view key = trimmed(text.substr(0, equals));
  Override result{.steps = split_path(key),
                  .place = {&source, line, 1, static_cast<int>(text.size())}};
  if (equals == std::string_view::npos || result.steps.empty()) {
    problems.add(result.place, "E1120", "", fmt::format("{} is not key=value", in_quotes(text)),
                 form_note);
    return std::nullopt;
  }
  result.key_column = static_cast<int>(key.data() - text.data()) + 1;
  for (const PathStep& step : result.steps) {
    if (step.key.size() > most_key_bytes) {
      report_long_key(result.place_of(step), step.key, "", problems);
      return std::nullopt;
    }
  }
  std::optional<YamlNode> value = parse_yaml({.source = &source,
                                              .text = text.substr(equals + 1),
                                              .line = line,
                                              .column = static_cast<int>(equals) + 2,
                                              .path = printable(key),
                                              .origin = Origin::option},
                                             problems);
  if (!value) {
    return std::nullopt;
  }
  result.value = std::move(*value);
  return result;
}

// Walks to the value at the path, making maps of what is not there yet.
bool apply(YamlNode& block, Override change, std::string_view kind, Problems& problems) {
  if (change.steps.front().key == kind) {
    change.steps.erase(change.steps.begin());
  }
  YamlNode* node = &block;
  for (const PathStep& step : change.steps) {
    if (step.is_index) {
      const std::size_t size = node->type == NodeType::list ? node->items.size() : 0;
      if (step.index >= size) {
        problems.add(change.place_of(step), "E1121", "",
                     fmt::format("no item {}, wanted one of the {} in this list", step.index, size),
                     "items are counted from 0");
        return false;
      }
      node = &node->items[step.index];
      continue;
    }
    if (node->type != NodeType::map) {
      *node = {.type = NodeType::map, .origin = Origin::option, .place = change.place_of(step)};
    }
    Entry* entry = node->find(step.key);
    if (entry == nullptr) {
      node->entries.push_back({.key = step.key, .place = change.place_of(step), .value = {}});
      entry = &node->entries.back();
    } else if (&step == &change.steps.back()) {
      entry->place = change.place_of(step);
    }
    node = &entry->value;
  }
  merge(*node, std::move(change.value));
  return true;
}

}  // namespace

bool apply_overrides(DocumentData& data, const std::vector<std::string>& overrides) {
  if (overrides.empty()) {
    return true;
  }
  std::string text;
  for (const std::string& change : overrides) {
    text += text.empty() ? "" : "\n";
    for (const char c : change) {
      text += c == '\n' ? '\r' : c;  // refused below: an override is one line
    }
  }
  data.sources.push_back(std::make_unique<Source>(
      make_source("--set", std::move(text), static_cast<int>(data.sources.size()))));
  const Source& source = *data.sources.back();
  if (!check_bytes(source, data.problems)) {
    return false;
  }
  bool is_good = true;
  for (int line = 1; line <= static_cast<int>(overrides.size()); ++line) {
    std::optional<Override> change = parse_override(source, line, data.problems);
    is_good = change && apply(data.block, std::move(*change), data.kind, data.problems) && is_good;
  }
  return is_good;
}

}  // namespace heliofab::io
