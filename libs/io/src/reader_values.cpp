// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "parse_time.hpp"
#include "reader.hpp"

namespace heliofab::io {

namespace {

// Keeps the first text it sees: the name of an element of a named list.
class NameFinder final : public Visitor {
 public:
  void number(double&, const Field&) override { is_over_ = true; }
  void numbers(std::vector<double>&, const Field&) override { is_over_ = true; }
  void count(std::int64_t& value, const CountField&) override { take(fmt::format("{}", value)); }
  void flag(bool&, const Key&) override { is_over_ = true; }
  void text(std::string& value, const Key&) override { take(value); }
  void date(std::chrono::sys_days&, const Key&) override { is_over_ = true; }
  void choice(std::size_t& index, std::span<const std::string_view> names, const Key&) override {
    take(std::string(names[index]));
  }
  void group(const Body&, const Key&) override { is_over_ = true; }
  void list(const BodyList&, const Key&) override { is_over_ = true; }
  void profile(ProfileBody&) override { is_over_ = true; }

  std::string take_name() { return std::move(name_); }

 private:
  void take(std::string name) {
    if (!is_over_) {
      name_ = std::move(name);
      is_over_ = true;
    }
  }

  std::string name_;
  bool is_over_ = false;
};

// The grade of several is that of the weakest; a source only when all share it.
void weaken(Grade& all, const Grade& one, bool is_first) {
  if (is_first) {
    all = one;
    return;
  }
  const std::string letter = one.letter.empty() ? "D" : one.letter;
  all.letter = std::max(all.letter.empty() ? "D" : all.letter, letter);
  all.source = all.source == one.source ? all.source : "";
  all.is_fitted = all.is_fitted || one.is_fitted;
}

}  // namespace

std::string name_of_element(const Body& body) {
  NameFinder finder;
  body.accept(finder);
  return finder.take_name();
}

std::string date_text(std::chrono::sys_days date) {
  const std::chrono::year_month_day day(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string numbers_text(const std::vector<double>& values, const Unit& unit) {
  std::string text;
  for (const double value : values) {
    text += (text.empty() ? "" : ", ") + value_text(value, unit);
  }
  return text.empty() ? "[]" : text;
}

// The word of a choice, flag or date without its grade.
GradedText Reader::word_of(const YamlNode& value, std::string_view path) {
  std::vector<Fault> faults;
  GradedText word = split_grade(value.text, faults);
  report(value, path, faults);
  return word;
}

void Reader::number(double& value, const Field& field) {
  const YamlNode* const given = take_scalar(field.key, field.required, field.note);
  if (given == nullptr) {
    InputValue leaf = leaf_of(field.key, field.grade);
    leaf.value = value_text(value, field.unit);
    leaf.si = value;
    inputs_.push_back(std::move(leaf));
    return;
  }
  std::vector<Fault> faults;
  const GradedText graded = split_grade(given->text, faults);
  const double si = parse_number(graded.body, graded.begin, field, faults);
  InputValue leaf{.path = path_of(field.key), .value = std::string(graded.body), .si = si};
  report(*given, leaf.path, faults);
  value = faults.empty() ? si : value;
  keep(std::move(leaf), *given, graded.grade, true);
}

void Reader::numbers(std::vector<double>& values, const Field& field) {
  const Entry* const entry = take(field.key, field.required, field.note);
  if (entry == nullptr) {
    keep_default(field.key, field.grade, numbers_text(values, field.unit));
    return;
  }
  const YamlNode& given = entry->value;
  InputValue leaf{.path = path_of(field.key)};
  if (given.type == NodeType::list) {
    values = read_items(*entry, field, leaf);
  } else if (given.type == NodeType::scalar) {
    std::vector<Fault> faults;
    const GradedText graded = split_grade(given.text, faults);
    values = parse_numbers(graded.body, graded.begin, field, faults);
    report(given, leaf.path, faults);
    leaf.value = graded.body;
    keep(std::move(leaf), given, graded.grade, true);
  } else {
    wrong_type(*entry, "a list of numbers", field.note);
  }
}

std::vector<double> Reader::read_items(const Entry& entry, const Field& field, InputValue& leaf) {
  std::vector<double> values;
  Grade grade;
  for (std::size_t i = 0; i < entry.value.items.size(); ++i) {
    const YamlNode& item = entry.value.items[i];
    const std::string path = fmt::format("{}[{}]", leaf.path, i);
    if (item.type != NodeType::scalar) {
      if (item.type != NodeType::broken) {
        problems_->add(item.place, "E1109", path,
                       fmt::format("found {}, wanted one value", name_of(item.type)), field.note);
      }
      continue;
    }
    std::vector<Fault> faults;
    const GradedText graded = split_grade(item.text, faults);
    values.push_back(parse_number(graded.body, graded.begin, field, faults));
    report(item, path, faults);
    weaken(grade, graded.grade, i == 0);
    leaf.value += (i == 0 ? "" : ", ") + std::string(graded.body);
  }
  leaf.value = leaf.value.empty() ? "[]" : leaf.value;
  keep(std::move(leaf), entry.value, grade, true);
  return values;
}

void Reader::count(std::int64_t& value, const CountField& field) {
  const YamlNode* const given = take_scalar(field.key, field.required, field.note);
  if (given == nullptr) {
    InputValue leaf = leaf_of(field.key, field.grade);
    leaf.value = fmt::format("{}", value);
    leaf.si = static_cast<double>(value);
    inputs_.push_back(std::move(leaf));
    return;
  }
  std::vector<Fault> faults;
  const GradedText graded = split_grade(given->text, faults);
  const std::int64_t read = parse_count(graded.body, graded.begin, field, faults);
  InputValue leaf{.path = path_of(field.key),
                  .value = fmt::format("{}", read),
                  .si = static_cast<double>(read)};
  report(*given, leaf.path, faults);
  value = faults.empty() ? read : value;
  keep(std::move(leaf), *given, graded.grade, true);
}

void Reader::flag(bool& value, const Key& key) {
  const YamlNode* const given = take_scalar(key.key, key.required, key.note);
  if (given == nullptr) {
    keep_default(key.key, key.grade, value ? "true" : "false");
    return;
  }
  InputValue leaf{.path = path_of(key.key)};
  const GradedText word = word_of(*given, leaf.path);
  if (word.body != "true" && word.body != "false") {
    constexpr std::array<std::string_view, 10> yes{"yes", "Yes", "YES", "on",   "On",
                                                   "ON",  "y",   "1",   "True", "TRUE"};
    constexpr std::array<std::string_view, 10> no{"no",  "No", "NO", "off",   "Off",
                                                  "OFF", "n",  "0",  "False", "FALSE"};
    const bool is_yes = std::ranges::find(yes, word.body) != yes.end();
    const bool is_no = std::ranges::find(no, word.body) != no.end();
    report(*given, leaf.path,
           {{"E1205", fmt::format("found {}, wanted true or false", in_quotes(word.body)),
             is_yes  ? "write 'true'"
             : is_no ? "write 'false'"
                     : std::string(key.note),
             word.begin, word.body.size()}});
    return;
  }
  value = word.body == "true";
  leaf.value = word.body;
  keep(std::move(leaf), *given, word.grade, !key.grade.empty());
}

void Reader::text(std::string& value, const Key& key) {
  const bool is_name = frames_.back().is_named && frames_.back().known.empty();
  const YamlNode* const given = take_scalar(key.key, key.required, key.note);
  if (given != nullptr) {
    value = given->text;
  }
  if (is_name) {
    return;  // it stands in the path of every other leaf
  }
  if (given == nullptr) {
    keep_default(key.key, key.grade, value);
    return;
  }
  InputValue leaf{.path = path_of(key.key), .value = value};
  keep(std::move(leaf), *given, {}, !key.grade.empty());
}

void Reader::date(std::chrono::sys_days& value, const Key& key) {
  const YamlNode* const given = take_scalar(key.key, key.required, key.note);
  if (given == nullptr) {
    keep_default(key.key, key.grade, date_text(value));
    return;
  }
  InputValue leaf{.path = path_of(key.key)};
  const GradedText word = word_of(*given, leaf.path);
  const auto date = parse_date(word.body);
  if (!date) {
    report(*given, leaf.path,
           {{"E1209", fmt::format("{} is not a date", in_quotes(word.body)),
             "write year, month and day: '2010-05-12'", word.begin, word.body.size()}});
    return;
  }
  value = *date;
  leaf.value = word.body;
  keep(std::move(leaf), *given, word.grade, !key.grade.empty());
}

void Reader::choice(std::size_t& index, std::span<const std::string_view> names, const Key& key) {
  const bool is_name = frames_.back().is_named && frames_.back().known.empty();
  const YamlNode* const given = take_scalar(key.key, key.required, key.note);
  if (given == nullptr) {
    if (!is_name) {
      keep_default(key.key, key.grade, std::string(names[index]));
    }
    return;
  }
  InputValue leaf{.path = path_of(key.key)};
  const GradedText word = word_of(*given, leaf.path);
  const auto found = std::ranges::find(names, word.body);
  if (found == names.end()) {
    const std::string_view near = word.body.size() <= 60
                                      ? nearest(word.body, {names.begin(), names.end()})
                                      : std::string_view{};
    report(
        *given, leaf.path,
        {{"E1208",
          fmt::format("found {}, wanted one of {}", in_quotes(word.body), fmt::join(names, ", ")),
          near.empty() ? std::string(key.note) : fmt::format("did you mean '{}'?", near),
          word.begin, word.body.size()}});
    return;
  }
  index = static_cast<std::size_t>(found - names.begin());
  leaf.value = word.body;
  if (!is_name) {
    keep(std::move(leaf), *given, word.grade, !key.grade.empty());
  }
}

}  // namespace heliofab::io
