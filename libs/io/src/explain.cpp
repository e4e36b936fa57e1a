// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/explain.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "reader.hpp"
#include "yaml_text.hpp"

namespace heliofab::io {

namespace {

class Catalogue final : public Visitor {
 public:
  explicit Catalogue(std::string_view kind) : path_(kind) {
    all_.push_back({.path = path_, .type = "group"});
  }

  std::vector<Explanation> take() { return std::move(all_); }

  void number(double& value, const Field& field) override {
    add_field("number", value_text(value, field.unit), field);
  }
  void numbers(std::vector<double>& values, const Field& field) override {
    add_field("numbers", numbers_text(values, field.unit), field);
  }
  void count(std::int64_t& value, const CountField& field) override {
    Explanation& e = add(field.key, "count", field.note, field.grade, field.required);
    e.value = fmt::format("{}", value);
    e.range = range_text(field);
    e.low = static_cast<double>(field.low);
    e.high = static_cast<double>(field.high);
  }
  void flag(bool& value, const Key& key) override {
    add_key(key, "flag").value = value ? "true" : "false";
  }
  void text(std::string& value, const Key& key) override {
    add_key(key, "text").value = value.empty() ? "" : yaml_text(value);
  }
  void date(std::chrono::sys_days& value, const Key& key) override {
    add_key(key, "date").value = date_text(value);
  }
  void choice(std::size_t& index, std::span<const std::string_view> names,
              const Key& key) override {
    Explanation& e = add_key(key, "choice");
    e.value = names[index];
    e.choices.assign(names.begin(), names.end());
  }
  void profile(ProfileBody& profile) override {
    const Field& field = profile.field;
    add_field("profile", numbers_text(profile.profile->values, field.unit), field);
    const std::size_t values = all_.size();
    inside(body_of(profile), fmt::format("{}.{}", path_, field.key));
    all_.erase(all_.begin() + static_cast<std::ptrdiff_t>(values));  // they have its path
  }
  void group(const Body& body, const Key& key) override {
    add_key(key, "group");
    inside(body, fmt::format("{}.{}", path_, key.key));
  }
  void list(const BodyList& list, const Key& key) override {
    Explanation& e = add_key(key, list.is_named ? "named list" : "list");
    std::string names;
    for (std::size_t i = 0; list.is_named && i < list.size(); ++i) {
      names += (i == 0 ? "" : ", ") + yaml_text(name_of_element(list.at(i)));
    }
    e.value = list.is_named ? names : list.size() == 0 ? "" : fmt::format("{} items", list.size());
    list.resize(0);
    list.resize(1);  // a fresh element shows the defaults of its type
    inside(list.at(0), fmt::format("{}.{}{}", path_, key.key, list.is_named ? ".*" : "[*]"));
  }

 private:
  Explanation& add(std::string_view key, std::string_view type, std::string_view note,
                   std::string_view grade, bool is_required) {
    const Grade parsed = grade.empty() ? Grade{} : parse_grade(grade);
    all_.push_back({.path = fmt::format("{}.{}", path_, key),
                    .type = std::string(type),
                    .note = std::string(note),
                    .grade = parsed.letter,
                    .source = parsed.source,
                    .is_fitted = parsed.is_fitted,
                    .is_required = is_required});
    return all_.back();
  }
  Explanation& add_key(const Key& key, std::string_view type) {
    return add(key.key, type, key.note, key.grade, key.required);
  }
  void add_field(std::string_view type, std::string value, const Field& field) {
    Explanation& e = add(field.key, type, field.note, field.grade, field.required);
    e.value = std::move(value);
    e.unit = field.unit.symbol;
    e.units = units_text(field);
    e.range = range_text(field);
    e.low = field.low;
    e.high = field.high;
  }
  void inside(const Body& body, std::string path) {
    const std::string above = std::exchange(path_, std::move(path));
    body.accept(*this);
    path_ = above;
  }

  std::string path_;
  std::vector<Explanation> all_;
};

// "*" of a pattern stands for one name, "[*]" for one index.
bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty() && !path.empty()) {
    if (pattern.front() == '*') {
      const bool is_index = pattern.substr(1).starts_with(']');
      const std::size_t end = std::min(path.find(is_index ? ']' : '.'), path.size());
      if (end == 0) {
        return false;
      }
      path.remove_prefix(end);
    } else if (pattern.front() == path.front()) {
      path.remove_prefix(1);
    } else {
      return false;
    }
    pattern.remove_prefix(1);
  }
  return pattern.empty() && path.empty();
}

}  // namespace

std::vector<Explanation> catalogue_of(std::string_view kind, const Body& defaults) {
  Catalogue catalogue(kind);
  defaults.accept(catalogue);
  return catalogue.take();
}

const Explanation* find_at(const std::vector<Explanation>& catalogue,
                           std::string_view path) noexcept {
  const auto found =
      std::ranges::find_if(catalogue, [&](const Explanation& e) { return matches(e.path, path); });
  return found == catalogue.end() ? nullptr : &*found;
}

const Explanation& find_in(const std::vector<Explanation>& catalogue, std::string_view path) {
  const std::string full = fmt::format("{}.{}", catalogue.front().path, path);
  for (const std::string_view wanted : {path, std::string_view(full)}) {
    if (const Explanation* const found = find_at(catalogue, wanted)) {
      return *found;
    }
  }
  std::vector<std::string_view> known;
  known.reserve(catalogue.size());
  for (const Explanation& e : catalogue) {
    known.push_back(e.path);
  }
  std::string_view near = path.size() <= 200 ? nearest(path, known) : std::string_view{};
  if (near.empty() && path.size() <= 200) {
    near = nearest(full, known);
  }
  throw InputError("E1107", "", fmt::format("unknown key {}", in_quotes(path)),
                   near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

std::string format(const Explanation& e) {
  std::string text = e.path + "\n";
  const auto line = [&text](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      text += fmt::format("  {:<9} {}\n", name, value);
    }
  };
  line("meaning", e.note);
  line("type", e.type);
  line("choices", fmt::format("{}", fmt::join(e.choices, ", ")));
  line("units", e.units);
  line("range", e.range);
  line("default", e.is_required ? "none: the key must be given" : e.value);
  line("grade", fmt::format("{}{}{}", e.grade, e.source.empty() ? "" : " " + e.source,
                            e.is_fitted ? " fitted" : ""));
  return text;
}

}  // namespace heliofab::io
