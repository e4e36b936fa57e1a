// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/web_field.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "heliofab/core/check.hpp"

namespace heliofab::process {

namespace {

// Draws 0 and 1 are the ends'. Node 2j + 1 of a level, half-way between nodes j and j + 1 of the
// level above, has draw 2^level + j: a stretch of a level is a row of draws.
std::uint64_t draw_of(int level, std::uint64_t j) noexcept { return (1ULL << level) + j; }

// The one formula of a node, so that every way to it gives the same bits.
double between(const BridgeWeights& w, double left, double right, double normal) noexcept {
  return w.parents * (left + right) + w.own * normal;
}

// Nodes [first, last] of a level from those of the level above, [first / 2, (last + 1) / 2], whose
// intervals have a draw each.
void refine(const BridgeWeights& w, std::uint64_t first, std::span<const double> parents,
            std::span<const double> draws, std::span<double> nodes) noexcept {
  const std::size_t skip = first % 2;  // an odd first node is the middle of the first interval
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::size_t k = (i + skip) / 2;
    nodes[i] = (i + skip) % 2 == 0 ? parents[k] : between(w, parents[k], parents[k + 1], draws[k]);
  }
}

}  // namespace

BridgeWeights bridge_weights(double ratio) noexcept {
  return {0.5 / std::cosh(ratio), std::sqrt(std::tanh(ratio))};
}

WebField::WebField(std::uint64_t seed, std::string_view purpose, double length, double span)
    : stream_(seed, purpose), span_(span), is_constant_(std::isinf(length)) {
  HELIOFAB_CHECK(length >= 0 && span > 0 && std::isfinite(span));
  right_ = {std::exp(-span / length), std::sqrt(-std::expm1(-2 * span / length))};
  double distance = span;
  for (BridgeWeights& weights : std::span(levels_).subspan(1)) {
    distance /= 2;
    weights = bridge_weights(distance / length);
  }
}

WebField::Ends WebField::ends(std::uint64_t entity) const noexcept {
  const double left = stream_.normal(entity, 0);
  return {left, right_.parents * left + right_.own * stream_.normal(entity, 1)};
}

double WebField::at(std::uint64_t entity, double position) const {
  HELIOFAB_CHECK(position >= 0 && position <= span_);
  auto [left, right] = ends(entity);
  if (is_constant_) {
    return left;
  }
  const auto node = static_cast<std::uint64_t>(std::llround(position / span_ * 0x1p32));
  std::uint64_t from = 0;
  std::uint64_t width = 1ULL << finest;
  if (node == width) {
    return right;
  }
  for (int level = 1; node != from; ++level) {
    width /= 2;
    const double middle =
        between(levels_[static_cast<std::size_t>(level)], left, right,
                stream_.normal(entity, draw_of(level, from >> (finest + 1 - level))));
    if (node >= from + width) {
      from += width;
      left = middle;
    } else {
      right = middle;
    }
  }
  return left;
}

void WebField::fill(std::uint64_t entity, const WebGrid& grid, std::span<double> values) const {
  int exponent = 0;
  const bool is_power = std::frexp(span_ / grid.step, &exponent) == 0.5;
  const int level = exponent - 1;
  const double halves = 2 * grid.first / grid.step;
  HELIOFAB_CHECK(is_power && level >= 0 && level < finest && halves == std::floor(halves));
  HELIOFAB_CHECK(values.size() == grid.count && grid.first >= 0);
  if (values.empty()) {
    return;
  }
  const bool is_centred = std::fmod(halves, 2) != 0;
  const auto first = static_cast<std::uint64_t>(halves / 2);
  const std::uint64_t last = first + grid.count - (is_centred ? 0 : 1);
  HELIOFAB_CHECK(last <= 1ULL << level);
  const Ends both = ends(entity);
  if (is_constant_) {
    std::ranges::fill(values, both.left);
    return;
  }

  const std::uint64_t root = first >> level;  // 1 for the right end alone
  std::vector<double> parents{root == 0 ? both.left : both.right, both.right};
  std::vector<double> nodes;
  std::vector<double> draws;
  for (int l = 1; l <= level; ++l) {
    const std::uint64_t from = first >> (level - l);
    const std::uint64_t to = (last + (1ULL << (level - l)) - 1) >> (level - l);
    draws.resize((to + 1) / 2 - from / 2);
    stream_.fill_normal(entity, draw_of(l, from / 2), draws);
    nodes.resize(to - from + 1);
    refine(levels_[static_cast<std::size_t>(l)], from, parents, draws, nodes);
    parents.swap(nodes);
  }
  if (!is_centred) {
    std::copy_n(parents.begin(), values.size(), values.begin());
    return;
  }
  draws.resize(values.size());
  stream_.fill_normal(entity, draw_of(level + 1, first), draws);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] =
        between(levels_[static_cast<std::size_t>(level) + 1], parents[i], parents[i + 1], draws[i]);
  }
}

}  // namespace heliofab::process
