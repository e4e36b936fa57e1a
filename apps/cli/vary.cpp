// SPDX-License-Identifier: Apache-2.0
#include "vary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/sampling.hpp"
#include "heliofab/io/value_text.hpp"

namespace heliofab::cli {

namespace {

// Twelve digits: 0.1 + 0.2 reads 0.3, and what is written is what is solved.
double rounded(double number) { return std::stod(fmt::format("{:.12g}", number)); }

double between(const Variation& v, double share) {
  const double from = v.numbers.front();
  const double to = v.numbers.back();
  const double value =
      v.is_logarithmic ? from * std::pow(to / from, share) : from + share * (to - from);
  return v.is_whole ? std::round(value) : rounded(value);
}

}  // namespace

std::size_t size_of(const Variation& v) { return v.is_range ? v.count : v.numbers.size(); }

double value_at(const Variation& v, std::size_t index) {
  return v.is_range   ? between(v, static_cast<double>(index) / static_cast<double>(v.count - 1))
         : v.is_whole ? v.numbers[index]
                      : rounded(v.numbers[index]);
}

double value_at(const Variation& v, double share) {
  if (v.is_range) {
    return between(v, share);
  }
  const auto index = static_cast<std::size_t>(share * static_cast<double>(v.numbers.size()));
  return value_at(v, std::min(index, v.numbers.size() - 1));
}

double share_of(const Variation& v, double value) {
  const double from = v.numbers.front();
  const double to = v.numbers.back();
  return v.is_logarithmic ? std::log(value / from) / std::log(to / from)
                          : (value - from) / (to - from);
}

std::string text_of(const Variation& v, double value) {
  if (!v.words.empty()) {
    return v.words[static_cast<std::size_t>(value)];
  }
  const std::string_view symbol = v.unit.symbol;
  return fmt::format("{}{}{}", io::number_text(value), symbol.empty() ? "" : " ", symbol);
}

std::vector<std::vector<double>> points_of(const std::vector<Variation>& variations,
                                           std::optional<std::size_t> samples, std::uint64_t seed) {
  std::vector<std::size_t> sizes;
  for (const Variation& v : variations) {
    sizes.push_back(size_of(v));
  }
  const double count =
      samples ? static_cast<double>(*samples)
              : std::accumulate(sizes.begin(), sizes.end(), 1.0, [](double product, std::size_t n) {
                  return product * static_cast<double>(n);
                });
  if (count < 1 || count > static_cast<double>(most_points)) {
    throw InputError("E6207", samples ? "--samples" : "--vary",
                     fmt::format("{:.6g} points, wanted 1 .. {}", count, most_points),
                     samples ? "" : "take fewer values, or --samples N in place of the grid");
  }
  std::vector<std::vector<double>> points;
  const auto add = [&](const auto& place) {
    std::vector<double>& point = points.emplace_back();
    for (std::size_t k = 0; k < variations.size(); ++k) {
      point.push_back(value_at(variations[k], place[k]));
    }
  };
  if (samples) {
    std::ranges::for_each(latin_hypercube(*samples, variations.size(), seed), add);
  } else {
    std::ranges::for_each(grid_points(sizes), add);
  }
  return points;
}

}  // namespace heliofab::cli
