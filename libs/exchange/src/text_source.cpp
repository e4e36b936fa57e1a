// SPDX-License-Identifier: Apache-2.0
#include "text_source.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <tuple>

#include <fmt/format.h>

namespace heliofab::exchange {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;
constexpr std::size_t longest_shown = 160;  // bytes of a line

std::string printable(std::string_view text, std::size_t longest) {
  std::string shown;
  for (const char c : text.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(c);
    shown += c == '\t' ? ' ' : byte < 0x20 || byte >= 0x7f ? '?' : c;
  }
  return shown;
}

InputError unreadable(const std::string& path, std::string message, std::string note) {
  return InputError({{.code = "E7101",
                      .message = std::move(message),
                      .note = std::move(note),
                      .file = printable(path, 200)}});
}

}  // namespace

TextSource::TextSource(std::string name, std::string text)
    : name_(std::move(name)), text_(std::move(text)), starts_{0} {
  if (text_.starts_with("\xEF\xBB\xBF")) {
    text_.erase(0, 3);
  }
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    starts_.push_back(at + 1);
  }
  if (starts_.size() > 1 && starts_.back() == text_.size()) {
    starts_.pop_back();
  }
}

std::string_view TextSource::line(int number) const noexcept {
  const auto index = static_cast<std::size_t>(number) - 1;
  if (number < 1 || index >= starts_.size()) {
    return {};
  }
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] : text_.size();
  std::string_view line = std::string_view(text_).substr(starts_[index], end - starts_[index]);
  while (line.ends_with('\n') || line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

std::pair<int, int> TextSource::place_of(std::size_t offset) const noexcept {
  const auto next = std::ranges::upper_bound(starts_, offset);
  const auto line = next - starts_.begin();
  return {static_cast<int>(line),
          static_cast<int>(offset - starts_[static_cast<std::size_t>(line) - 1]) + 1};
}

Diagnostic TextSource::at(int number, std::size_t column, std::size_t length, std::string_view code,
                          std::string message, std::string note) const {
  Diagnostic problem{.code = std::string(code),
                     .message = std::move(message),
                     .note = std::move(note),
                     .file = name_,
                     .line = number,
                     .column = static_cast<int>(column)};
  if (column <= longest_shown) {
    problem.source_line = printable(line(number), longest_shown);
    problem.length = static_cast<int>(
        std::clamp<std::size_t>(length, 1, longest_shown - std::min(column, longest_shown) + 1));
  }
  return problem;
}

std::string load_weather_text(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) {
    throw unreadable(path, "there is no such file", "check the name and the folder");
  }
  if (!std::filesystem::is_regular_file(status)) {
    throw unreadable(path, "not a plain file", "name a weather file");
  }
  const auto bytes = std::filesystem::file_size(path, error);
  if (!error && bytes > most_bytes) {
    throw unreadable(path, fmt::format("{} MiB, wanted at most {}", bytes >> 20, most_bytes >> 20),
                     "a year of minutes has about 40 MiB: split the file by years");
  }
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in && text.empty()) {
    throw unreadable(path, "cannot be read", "check that you may read it");
  }
  return text;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  return "'" + printable(text, longest) + (text.size() > longest ? "...'" : "'");
}

std::string_view stripped(std::string_view text) noexcept {
  constexpr std::string_view outer = " \t\"";
  const std::size_t begin = text.find_first_not_of(outer);
  return begin == std::string_view::npos
             ? std::string_view{}
             : text.substr(begin, text.find_last_not_of(outer) + 1 - begin);
}

void ProblemList::add(Diagnostic problem) {
  if (kept_.size() < most) {
    kept_.push_back(std::move(problem));
  } else {
    ++n_more_;
  }
}

void ProblemList::throw_any() const {
  if (empty()) {
    return;
  }
  std::vector<Diagnostic> all = kept_;
  std::ranges::stable_sort(all, {},
                           [](const Diagnostic& d) { return std::tuple(d.line, d.column); });
  if (n_more_ > 0) {
    all.push_back({.code = "E7199",
                   .message = fmt::format("{} more problem{} after the first {}", n_more_,
                                          n_more_ == 1 ? "" : "s", most),
                   .note = "mend those above and read the file again",
                   .file = all.back().file});
  }
  throw InputError(std::move(all));
}

}  // namespace heliofab::exchange
