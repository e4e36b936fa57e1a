// SPDX-License-Identifier: Apache-2.0
#include "starter.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/check.hpp"
#include "heliofab/io/value_text.hpp"
#include "kinds.hpp"

namespace heliofab::cli {

namespace {

constexpr std::size_t widest = 160;

// A key with its value, or with keys below it.
struct Entry {
  std::string key;
  std::string path;
  const io::InputValue* input = nullptr;
  const io::Explanation* meaning = nullptr;  // null of an element of a list
  std::vector<Entry> below;
};

// "stations.cigs" is "stations", then "cigs".
std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> words;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = path.find('.');
    words.push_back(path.substr(0, end));
    path.remove_prefix(end == std::string_view::npos ? 0 : end + 1);
  }
  return words;
}

void insert_input(Entry& root, const io::InputValue& input,
                  const std::vector<io::Explanation>& catalogue) {
  Entry* at = &root;
  for (const std::string_view word :
       split_path(std::string_view(input.path).substr(root.key.size() + 1))) {
    if (const io::InputValue* const values = std::exchange(at->input, nullptr)) {
      // Of a profile with places: its values have its path.
      at->below.push_back(
          {.key = "values", .path = at->path, .input = values, .meaning = at->meaning});
    }
    // Inputs come in the order of the schema: what belongs together stands together.
    if (at->below.empty() || at->below.back().key != word) {
      const std::string path = fmt::format("{}.{}", at->path, word);
      at->below.push_back(
          {.key = std::string(word), .path = path, .meaning = io::find_at(catalogue, path)});
    }
    at = &at->below.back();
  }
  HELIOFAB_CHECK(at->meaning != nullptr);
  at->input = &input;
}

class StarterWriter {
 public:
  void write(const Entry& entry, std::size_t indent) {
    if (entry.input != nullptr) {
      put(fmt::format("{:{}}{}: {}", "", indent, entry.key, value_of(entry, false)),
          remark(entry, true));
      return;
    }
    const std::string line = fmt::format("{:{}}{}: {}", "", indent, entry.key, flow(entry));
    if (line.size() <= widest && is_known(entry)) {
      put(line, remark(entry, false));
      return;
    }
    const std::string about = remark(entry, false);
    text_ +=
        fmt::format("{:{}}{}:{}{}\n", "", indent, entry.key, about.empty() ? "" : "  # ", about);
    for (const Entry& below : entry.below) {
      write(below, indent + 2);
    }
  }
  std::string take() { return std::move(text_); }

 private:
  // True when everything below has been explained: it can stand in one line.
  bool is_known(const Entry& entry) const {
    return entry.input != nullptr ? told_.contains(said_of(entry))
                                  : std::ranges::all_of(entry.below, [this](const Entry& below) {
                                      return is_known(below);
                                    });
  }

  static std::string value_of(const Entry& entry, bool in_flow) {
    const io::InputValue& input = *entry.input;
    const std::string grade = io::format({input.grade, input.source, input.is_fitted});
    if (entry.meaning->type == "text" || (in_flow && !grade.empty())) {
      return fmt::format("{:?}", grade.empty() ? input.value : input.value + " " + grade);
    }
    return grade.empty() ? input.value : input.value + " " + grade;
  }

  static std::string flow(const Entry& entry) {
    if (entry.input != nullptr) {
      return value_of(entry, true);
    }
    std::string text;
    for (const Entry& below : entry.below) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", below.key, flow(below));
    }
    return fmt::format("{{{}}}", text);
  }

  // Keys of one name that mean the same are explained once.
  static std::string said_of(const Entry& entry) {
    return fmt::format("{} {}", entry.key, entry.meaning->note);
  }

  std::string remark(const Entry& entry, bool with_range) {
    const io::Explanation* const e = entry.meaning;
    if (e == nullptr || !told_.insert(said_of(entry)).second) {
      return {};
    }
    std::string text = e->note;
    const std::string range =
        e->choices.empty() ? e->range : fmt::format("{}", fmt::join(e->choices, ", "));
    if (with_range && !range.empty()) {
      text += fmt::format("{}{}", text.empty() ? "" : "; ", range);
    }
    return text;
  }

  void put(const std::string& line, const std::string& about) {
    text_ += about.empty() ? line + "\n" : fmt::format("{:<44}  # {}\n", line, about);
  }

  std::string text_;
  std::set<std::string> told_;  // keys with their notes
};

bool is_below(std::string_view path, const std::vector<std::string_view>& keys) {
  const std::string_view key = path.substr(path.find('.') + 1);
  return std::ranges::any_of(keys, [&](std::string_view above) {
    return key.starts_with(above) && (key.size() == above.size() || key[above.size()] == '.');
  });
}

// Left out is only what the program says by itself.
bool is_shown(const Starter& starter, const io::InputValue& input, const io::Explanation* meaning) {
  if (input.origin == io::Origin::built_in ||
      !(starter.keys.empty() || is_below(input.path, starter.keys))) {
    return false;
  }
  const bool is_default = meaning != nullptr && meaning->value == input.value &&
                          meaning->grade == input.grade && meaning->source == input.source &&
                          meaning->is_fitted == input.is_fitted &&
                          meaning->path.find('*') == std::string::npos;
  return !(is_default && is_below(input.path, starter.defaults));
}

}  // namespace

std::span<const Starter> starters() {
  // Seldom changed, and long.
  static const std::vector<std::string_view> details{"process.physics",
                                                     "process.recipe.window",
                                                     "process.scribes",
                                                     "ramp",
                                                     "process.tools",
                                                     "process.variation",
                                                     "cost",
                                                     "flash"};
  static const std::vector<Starter> all{
      {"fab2",
       "FAB 2 of Ascent Solar as it began production in 2010",
       "fabs/fab2-2010.yaml",
       "run",
       {},
       details},
      {"fab1",
       "FAB 1 of Ascent Solar in the summer of 2009",
       "fabs/fab1-2009.yaml",
       "run",
       {},
       details},
      {"minimal",
       "a small fab; all that does not stand here is a default",
       "fabs/fab2-2010.yaml",
       "run",
       {"name", "start", "days", "seed", "products.building", "market.segments.building"}},
      {"line", "a line of stations alone", "fabs/line-12.yaml", "run"},
      {"cell", "a cell, layer by layer", "cells/fab2.yaml", "cell"},
      {"module", "a module by what its film does", "modules/hm50.yaml", "module"},
      {"product",
       "a product on a roof, in a year of weather",
       "products/building.yaml",
       "yield",
       {"name", "market", "module", "weather", "mass_per_area", "years", "installation",
        "ageing"}}};
  return all;
}

std::string starter_text(const Starter& starter, const std::filesystem::path& data) {
  const io::Document document = read_input((data / starter.source).string());
  const Kind& kind = kind_of(document);
  const std::vector<io::InputValue> inputs = kind.check(document).inputs;
  const std::vector<io::Explanation> catalogue = kind.catalogue();
  Entry root{.key = document.kind(), .path = document.kind(), .meaning = nullptr};
  for (const io::InputValue& input : inputs) {
    if (is_shown(starter, input, io::find_at(catalogue, input.path))) {
      insert_input(root, input, catalogue);
    }
  }
  StarterWriter writer;
  writer.write(root, 0);
  return fmt::format(
      "# Heliofab: {0}.\n"
      "# Made by `heliofab new {1}` from data/{2}; what is not here has its default.\n"
      "# Grades: [A] stated or cited, [B] derived from that, [C] typical of the literature, [D] "
      "estimate.\n"
      "# Try: heliofab {3} {1}.yaml; heliofab check {1}.yaml --print; heliofab explain KEY\n"
      "heliofab: 1\n{4}",
      starter.about, starter.name, starter.source, starter.command, writer.take());
}

}  // namespace heliofab::cli
