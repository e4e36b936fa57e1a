// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/io/value_text.hpp"
#include "vary.hpp"

namespace heliofab::cli {

namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos
             ? text.substr(text.size())
             : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(trimmed(text.substr(at, end - at)));
    at = end + 1;
  }
  return parts;
}

// The unit at the end of "1.5 um", or null.
const Unit* unit_behind(std::string_view text) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    const Unit* const unit = find_unit(trimmed(text.substr(at)));
    if (unit != nullptr) {
      return unit;
    }
  }
  return nullptr;
}

// A profile takes one value for all of it.
bool is_number(std::string_view type) {
  return type == "number" || type == "count" || type == "profile";
}

// Reads one option after the other and gathers what is wrong.
class VariationReader {
 public:
  VariationReader(const Inputs& inputs, VariationForm form) : inputs_(&inputs), form_(form) {}

  void read(std::string_view text);
  std::vector<Variation> take() {
    if (!problems_.empty()) {
      throw InputError(std::move(problems_));
    }
    return std::move(variations_);
  }

 private:
  bool has_bounds() const { return form_ == VariationForm::bounds; }
  std::string_view option() const { return has_bounds() ? "--over" : "--vary"; }
  std::string_view form_note() const {
    return has_bounds() ? "write 'key=from:to', with ':log' behind it for equal factors"
                        : "write 'key=from:to:count', 'key=from:to:count:log' or 'key=[a, b, c]'";
  }
  bool can_be_varied(std::string_view type) const {
    return is_number(type) || (!has_bounds() && (type == "choice" || type == "flag"));
  }
  void report(std::string_view part, std::string_view code, std::string_view message,
              std::string_view note = {});
  const io::Explanation* find(std::string_view key);
  std::string nearest_input(std::string_view key) const;
  void read_range(std::string_view values, const io::Explanation& about, Variation& v);
  void read_list(std::string_view values, const io::Explanation& about, Variation& v);
  void read_numbers(const std::vector<std::string_view>& parts, const io::Explanation& about,
                    Variation& v);
  void check_range(std::string_view values, Variation& v);

  const Inputs* inputs_;
  VariationForm form_;
  std::string_view text_;                          // being read
  int line_ = 0;                                   // which option it is
  std::string path_;                               // of its input, once that is known
  std::map<std::string, int, std::less<>> lines_;  // of the keys so far
  std::vector<Variation> variations_;
  std::vector<Diagnostic> problems_;
};

void VariationReader::report(std::string_view part, std::string_view code, std::string_view message,
                             std::string_view note) {
  problems_.push_back({.code = std::string(code),
                       .path = path_,
                       .message = std::string(message),
                       .note = std::string(note),
                       .file = std::string(option()),
                       .line = line_,
                       .column = static_cast<int>(part.data() - text_.data()) + 1,
                       .length = std::max(static_cast<int>(part.size()), 1),
                       .source_line = std::string(text_)});
}

// Of the inputs that can be varied: one that ends with the key, or the nearest.
std::string VariationReader::nearest_input(std::string_view key) const {
  std::vector<std::string_view> known;
  for (const io::InputValue& input : *inputs_->values) {
    if (can_be_varied(io::find_in(*inputs_->catalogue, input.path).type)) {
      known.push_back(std::string_view(input.path).substr(inputs_->kind.size() + 1));
    }
  }
  const std::string ending = fmt::format(".{}", key);
  const auto longer =
      std::ranges::find_if(known, [&](std::string_view path) { return path.ends_with(ending); });
  return std::string(longer != known.end() ? *longer : nearest(key, known));
}

const io::Explanation* VariationReader::find(std::string_view key) {
  const std::string path = fmt::format("{}.{}", inputs_->kind, key);
  if (std::ranges::find(*inputs_->values, path, &io::InputValue::path) == inputs_->values->end()) {
    const std::string near = nearest_input(key);
    report(key, "E1107", fmt::format("unknown key '{}'", key),
           near.empty() ? "'heliofab check FILE --print' shows all keys of a file"
                        : fmt::format("did you mean '{}'?", near));
    return nullptr;
  }
  const io::Explanation& about = io::find_in(*inputs_->catalogue, path);
  if (!can_be_varied(about.type)) {
    report(key, "E6206",
           fmt::format("'{}' is {}, wanted a number{}", key,
                       about.type == "text"      ? "text"
                       : about.type == "numbers" ? "a list of numbers"
                                                 : "a " + about.type,
                       has_bounds() ? " or a count" : ", a count or a choice"));
    return nullptr;
  }
  return &about;
}

void VariationReader::read(std::string_view text) {
  text_ = text;
  path_.clear();
  ++line_;
  const std::size_t equals = text.find('=');
  std::string_view key = trimmed(text.substr(0, equals));
  if (equals == std::string_view::npos || key.empty()) {
    report(text, "E6205", fmt::format("'{}' has no key and '='", text), form_note());
    return;
  }
  const std::string kind = fmt::format("{}.", inputs_->kind);
  key.remove_prefix(key.starts_with(kind) ? kind.size() : 0);
  const auto [same, is_new] = lines_.emplace(key, line_);
  if (!is_new) {
    report(key, "E1110", fmt::format("key '{}' is given twice", key),
           fmt::format("first given at {}:{}", option(), same->second));
    return;
  }
  Variation& v = variations_.emplace_back();
  v.key = key;
  const io::Explanation* const about = find(key);
  if (about == nullptr) {
    return;
  }
  path_ = fmt::format("{}.{}", inputs_->kind, key);
  v.is_whole = about->type == "count";
  const std::string_view values = trimmed(text.substr(equals + 1));
  if (!has_bounds() && values.starts_with('[') && values.ends_with(']')) {
    read_list(values.substr(1, values.size() - 2), *about, v);
  } else {
    read_range(values, *about, v);
  }
}

void VariationReader::read_list(std::string_view values, const io::Explanation& about,
                                Variation& v) {
  const std::vector<std::string_view> parts = split(values, ',');
  if (is_number(about.type)) {
    read_numbers(parts, about, v);
    const double low = v.numbers.empty() ? 0 : std::ranges::min(v.numbers);
    v.is_logarithmic = low > 0 && std::ranges::max(v.numbers) >= 100 * low;
    return;
  }
  const std::vector<std::string> known =
      about.type == "flag" ? std::vector<std::string>{"true", "false"} : about.choices;
  for (const std::string_view part : parts) {
    if (std::ranges::find(known, part) == known.end()) {
      const std::string_view near = nearest(part, {known.begin(), known.end()});
      report(part, "E1208",
             fmt::format("found '{}', wanted one of {}", part, fmt::join(known, ", ")),
             near.empty() ? about.note : fmt::format("did you mean '{}'?", near));
    }
    v.numbers.push_back(static_cast<double>(v.words.size()));
    v.words.emplace_back(part);
  }
}

void VariationReader::read_range(std::string_view values, const io::Explanation& about,
                                 Variation& v) {
  std::vector<std::string_view> parts = split(values, ':');
  v.is_range = true;
  v.is_logarithmic = parts.size() > 2 && parts.back() == "log";
  if (v.is_logarithmic) {
    parts.pop_back();
  }
  const bool is_choice = about.type == "choice" || about.type == "flag";
  if (is_choice || parts.size() < 2 || parts.size() > (has_bounds() ? 2 : 3)) {
    report(values, "E6205",
           has_bounds()
               ? fmt::format("'{}' is no range", values)
               : fmt::format("'{}' is no {}list", values, is_choice ? "" : "range and no "),
           form_note());
    return;
  }
  if (parts.size() == 3) {
    const std::string_view count = parts.back();
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), v.count);
    if (error != std::errc{} || end != count.data() + count.size() || v.count < 2 ||
        v.count > most_points) {
      report(count, "E6205",
             fmt::format("found '{}', wanted a count of values, 2 .. {}", count, most_points));
      return;
    }
    parts.pop_back();
  } else if (form_ == VariationForm::counted) {
    report(values, "E6205", fmt::format("'{}' does not say how many values", values),
           fmt::format("write '{}:9' for nine of them, or give --samples", values));
    return;
  }
  read_numbers(parts, about, v);
  check_range(values, v);
}

// What has no unit borrows that of the last part, or of the first when only that has one.
void VariationReader::read_numbers(const std::vector<std::string_view>& parts,
                                   const io::Explanation& about, Variation& v) {
  const Unit* const described = find_unit(about.unit);
  const Unit* lent = unit_behind(parts.back());
  lent = lent == nullptr ? unit_behind(parts.front()) : lent;
  v.unit = lent == nullptr ? unit::one : *lent;
  const Field field{.key = about.path,
                    .unit = described == nullptr ? unit::one : *described,
                    .low = about.low,
                    .high = about.high,
                    .note = about.note};
  for (const std::string_view part : parts) {
    const bool borrows = lent != nullptr && unit_behind(part) == nullptr;
    try {
      const double si = io::parse_value(
          borrows ? fmt::format("{} {}", part, lent->symbol) : std::string(part), field);
      if (v.is_whole && (v.unit != unit::one || si != std::floor(si))) {
        report(part, "E1207", fmt::format("'{}' is not a whole number", part),
               "write digits only, without a unit");
      }
      v.numbers.push_back(si / v.unit);
    } catch (const InputError& error) {
      for (const Diagnostic& d : error.diagnostics()) {
        report(part, d.code, d.message, d.note);
      }
    }
  }
}

void VariationReader::check_range(std::string_view values, Variation& v) {
  if (v.numbers.size() != 2) {
    return;  // said already
  }
  if (has_bounds()) {
    std::ranges::sort(v.numbers);
  }
  const auto [low, high] = std::minmax(v.numbers.front(), v.numbers.back());
  if (low == high) {
    report(values, "E6205", fmt::format("'{}' begins where it ends", values));
  } else if (v.is_logarithmic && low <= 0) {
    report(values, "E6205", fmt::format("'{}' has no equal factors from 0 or below", values),
           "leave ':log' away, or begin above 0");
  } else if (v.is_whole && v.count > 0) {
    std::set<double> different;
    for (std::size_t i = 0; i < v.count; ++i) {
      different.insert(value_at(v, i));
    }
    if (different.size() < v.count) {
      report(values, "E6205", fmt::format("'{}' has fewer whole numbers than that", values),
             "take a smaller count of values");
    }
  }
}

}  // namespace

std::vector<Variation> read_variations(const std::vector<std::string>& texts, const Inputs& inputs,
                                       VariationForm form) {
  VariationReader reader(inputs, form);
  for (const std::string& text : texts) {
    reader.read(text);
  }
  return reader.take();
}

}  // namespace heliofab::cli
