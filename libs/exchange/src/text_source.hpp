// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "heliofab/core/error.hpp"

namespace heliofab::exchange {

/// A text of others by lines, without byte order mark; lines end with LF or CR LF.
class TextSource {
 public:
  TextSource(std::string name, std::string text);

  const std::string& name() const noexcept { return name_; }
  std::string_view text() const noexcept { return text_; }
  int lines() const noexcept { return static_cast<int>(starts_.size()); }
  /// 1-based, without its end; empty when there is no such line.
  std::string_view line(int number) const noexcept;
  /// Line and column, both 1-based, of a byte.
  std::pair<int, int> place_of(std::size_t offset) const noexcept;
  /// A problem with the line it is about; long lines are cut.
  Diagnostic at(int line, std::size_t column, std::size_t length, std::string_view code,
                std::string message, std::string note = {}) const;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> starts_;
};

/// The whole file. @throws InputError (E7101)
std::string load_weather_text(const std::string& path);

/// 'text' for a message: at most 60 bytes, nothing that a terminal would act on.
std::string quoted(std::string_view text);
/// Without blanks, tabs and quotes at its ends.
std::string_view stripped(std::string_view text) noexcept;

/// Gathers problems: the first 20 are kept, the others counted.
class ProblemList {
 public:
  static constexpr std::size_t most = 20;

  void add(Diagnostic problem);
  bool empty() const noexcept { return kept_.empty(); }
  std::size_t count() const noexcept { return kept_.size() + n_more_; }
  /// By lines and columns. @throws InputError when there are any
  void throw_any() const;

 private:
  std::vector<Diagnostic> kept_;
  std::size_t n_more_ = 0;
};

}  // namespace heliofab::exchange
