// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "source.hpp"

namespace heliofab::io {

/// Gathers what is wrong; keeps the first 50 and counts the rest, so that junk stays cheap.
class Problems {
 public:
  void add(const Place& place, std::string_view code, std::string_view path,
           std::string_view message, std::string_view note = {});
  void add(const Diagnostic& diagnostic, int rank);

  bool empty() const noexcept { return kept_.empty(); }
  /// True when nothing more is kept: costly suggestions can be left out.
  bool is_full() const noexcept { return kept_.size() >= most_kept; }
  /// In the order of files, lines and columns; E1199 says how many more there were.
  std::vector<Diagnostic> sorted() const;
  /// Throws them all if there are any.
  void throw_any() const;

  static constexpr std::size_t most_kept = 50;

 private:
  struct Kept {
    int rank = 0;
    Diagnostic diagnostic;
  };
  std::vector<Kept> kept_;
  std::size_t n_more_ = 0;
};

}  // namespace heliofab::io
