// SPDX-License-Identifier: Apache-2.0
#include "problems.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace heliofab::io {

void Problems::add(const Place& place, std::string_view code, std::string_view path,
                   std::string_view message, std::string_view note) {
  if (is_full()) {
    ++n_more_;
    return;
  }
  const int rank = place.source != nullptr ? place.source->rank : 0;
  kept_.push_back({rank, diagnostic_at(place, code, path, message, note)});
}

void Problems::add(const Diagnostic& diagnostic, int rank) {
  if (is_full()) {
    ++n_more_;
    return;
  }
  kept_.push_back({rank, diagnostic});
}

std::vector<Diagnostic> Problems::sorted() const {
  std::vector<Kept> all = kept_;
  std::ranges::stable_sort(all, {}, [](const Kept& k) {
    return std::tuple(k.rank, k.diagnostic.line, k.diagnostic.column);
  });
  std::vector<Diagnostic> result;
  result.reserve(all.size() + 1);
  for (Kept& kept : all) {
    result.push_back(std::move(kept.diagnostic));
  }
  if (n_more_ > 0) {
    result.push_back({.code = "E1199",
                      .message = fmt::format("{} more problem{} after the first {}", n_more_,
                                             n_more_ == 1 ? "" : "s", most_kept),
                      .note = "mend those above and check again",
                      .file = result.back().file});
  }
  return result;
}

void Problems::throw_any() const {
  if (!empty()) {
    throw InputError(sorted());
  }
}

}  // namespace heliofab::io
