// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/io/write.hpp"
#include "parse_yaml.hpp"
#include "reader.hpp"
#include "yaml_text.hpp"

namespace heliofab::io {

namespace {

class Writer final : public Visitor {
 public:
  Writer(std::string_view kind, std::span<const InputValue> known)
      : text_(fmt::format("heliofab: 1\n{}:", kind)), path_(kind) {
    for (const InputValue& input : known) {
      known_.emplace(input.path, &input);
    }
  }

  std::string write(const Body& body) {
    write_inside(body, 2, false);
    return std::move(text_);
  }

  void number(double& value, const Field& field) override {
    const InputValue* const known = find(field.key);
    const bool is_kept = known != nullptr && known->si == value;
    put(field.key, is_kept ? known->value : value_text(value, field.unit), grade_of(known, is_kept),
        comment(is_kept ? known : nullptr, field.note, range_text(field)));
  }
  void numbers(std::vector<double>& values, const Field& field) override {
    const InputValue* const known = find(field.key);
    std::vector<Fault> faults;
    const bool is_kept =
        known != nullptr &&
        (known->value == "[]" ? values.empty()
                              : parse_numbers(known->value, 0, field, faults) == values);
    put(field.key, is_kept ? known->value : numbers_text(values, field.unit),
        values.empty() ? Grade{} : grade_of(known, is_kept),
        comment(is_kept ? known : nullptr, field.note, range_text(field)));
  }
  void count(std::int64_t& value, const CountField& field) override {
    put_word(field.key, fmt::format("{}", value), true, field.note, range_text(field));
  }
  void flag(bool& value, const Key& key) override {
    put_word(key.key, value ? "true" : "false", !key.grade.empty(), key.note, "true or false");
  }
  void text(std::string& value, const Key& key) override {
    if (skips_name()) {
      return;
    }
    const InputValue* const known = find(key.key);
    const bool is_kept = known != nullptr && known->value == value;
    put(key.key, yaml_text(value), {}, comment(is_kept ? known : nullptr, key.note, ""));
  }
  void date(std::chrono::sys_days& value, const Key& key) override {
    put_word(key.key, date_text(value), !key.grade.empty(), key.note, "");
  }
  void choice(std::size_t& index, std::span<const std::string_view> names,
              const Key& key) override {
    if (skips_name()) {
      return;
    }
    HELIOFAB_CHECK(index < names.size());
    put_word(key.key, std::string(names[index]), !key.grade.empty(), key.note,
             fmt::format("{}", fmt::join(names, ", ")));
  }
  void group(const Body& body, const Key& key) override {
    is_first_ = false;
    begin(key.key, key.note);
    const std::string above = std::exchange(path_, fmt::format("{}.{}", path_, key.key));
    write_inside(body, indent_ + 2, false);
    path_ = above;
  }
  // Its values alone when there is nothing else to say.
  void profile(ProfileBody& body) override {
    const Profile& p = *body.profile;
    if (p == Profile{.values = p.values}) {
      numbers(body.profile->values, body.field);
      return;
    }
    is_first_ = false;
    begin(body.field.key, body.field.note);
    const std::string above = std::exchange(path_, fmt::format("{}.{}", path_, body.field.key));
    write_inside(body_of(body), indent_ + 2, false);
    path_ = above;
  }
  void list(const BodyList& list, const Key& key) override {
    is_first_ = false;
    begin(key.key, key.note);
    if (list.size() == 0) {
      text_.insert(end_of_key_, list.is_named ? " {}" : " []");
      text_ += '\n';
      return;
    }
    const std::string above = std::exchange(path_, fmt::format("{}.{}", path_, key.key));
    text_ += '\n';
    list.is_named ? write_named(list) : write_items(list);
    path_ = above;
  }

 private:
  const InputValue* find(std::string_view key) const {
    auto found = known_.find(fmt::format("{}.{}", path_, key));
    if (found == known_.end() && key == "values") {  // of a profile: they have its path
      found = known_.find(path_);
    }
    return found == known_.end() ? nullptr : found->second;
  }

  // A value that nobody graded is an estimate.
  static Grade grade_of(const InputValue* known, bool is_kept) {
    return is_kept ? Grade{known->grade, known->source, known->is_fitted} : Grade{.letter = "D"};
  }

  static std::string comment(const InputValue* known, std::string_view note,
                             std::string_view range) {
    std::string text;
    const auto add = [&text](std::string_view part) {
      text += part.empty() ? "" : fmt::format("{}{}", text.empty() ? "" : "; ", part);
    };
    add(known != nullptr && known->origin != Origin::file ? name_of(known->origin) : "");
    add(note);
    add(range);
    std::ranges::replace(text, '\n', ' ');
    return text;
  }

  bool skips_name() { return std::exchange(is_first_, false); }

  void put_word(std::string_view key, const std::string& word, bool is_graded,
                std::string_view note, std::string_view range) {
    const InputValue* const known = find(key);
    const bool is_kept = known != nullptr && known->value == word;
    put(key, word, is_graded ? grade_of(known, is_kept) : Grade{},
        comment(is_kept ? known : nullptr, note, range));
  }

  void put(std::string_view key, const std::string& value, const Grade& grade,
           const std::string& remark) {
    is_first_ = false;
    const std::string suffix = format(grade);
    std::string line =
        fmt::format("{:{}}{}: {}{}{}", "", indent_, key, value, suffix.empty() ? "" : " ", suffix);
    if (!remark.empty()) {
      line = fmt::format("{:<44}  # {}", line, remark);
    }
    text_ += line + "\n";
  }

  void begin(std::string_view key, std::string_view note) {
    text_ += fmt::format("{:{}}{}:", "", indent_, key);
    end_of_key_ = text_.size();
    text_ += note.empty() ? "" : fmt::format("  # {}", note);
  }

  // What belongs to the key just begun; "{}" when there is nothing.
  void write_inside(const Body& body, std::size_t indent, bool skips) {
    const std::size_t key_end = text_.back() == ':' ? text_.size() : end_of_key_;
    text_ += '\n';
    const std::size_t start = text_.size();
    const std::size_t above = std::exchange(indent_, indent);
    is_first_ = skips;
    body.accept(*this);
    is_first_ = false;
    indent_ = above;
    if (text_.size() == start) {
      text_.insert(key_end, " {}");
    }
  }

  void write_named(const BodyList& list) {
    std::set<std::string> names;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Body body = list.at(i);
      const std::string name = name_of_element(body);
      HELIOFAB_CHECK(names.insert(name).second);
      HELIOFAB_CHECK(name.size() <= most_key_bytes);
      text_ += fmt::format("{:{}}{}:", "", indent_ + 2, yaml_text(name));
      const std::string above =
          std::exchange(path_, fmt::format("{}.{}", path_, printable(name, 60)));
      write_inside(body, indent_ + 4, true);
      path_ = above;
    }
  }

  void write_items(const BodyList& list) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::size_t start = text_.size();
      const std::size_t above = std::exchange(indent_, indent_ + 4);
      const std::string path = std::exchange(path_, fmt::format("{}[{}]", path_, i));
      list.at(i).accept(*this);
      path_ = path;
      indent_ = above;
      if (text_.size() == start) {
        text_ += fmt::format("{:{}}  {{}}\n", "", indent_ + 2);
      }
      text_[start + indent_ + 2] = '-';
    }
  }

  std::string text_;
  std::string path_;
  std::size_t indent_ = 0;
  std::size_t end_of_key_ = 0;
  bool is_first_ = false;  // the next leaf is the name of an element, written as its key
  std::unordered_map<std::string, const InputValue*> known_;
};

}  // namespace

std::string write_body(std::string_view kind, const Body& body, const Body& defaults,
                       std::span<const InputValue> inputs) {
  const std::vector<InputValue> built_in =
      inputs.empty() ? leaves_of(defaults, kind) : std::vector<InputValue>{};
  return Writer(kind, inputs.empty() ? std::span(built_in) : inputs).write(body);
}

}  // namespace heliofab::io
