// SPDX-License-Identifier: Apache-2.0
#include "lane_block.hpp"

#include <algorithm>
#include <utility>

#include "heliofab/core/check.hpp"
#include "lane_kernel.hpp"

namespace heliofab::device {

namespace {

AlignedArray zeros(std::size_t count) {
  AlignedArray array = hwy::AllocateAligned<double>(count);
  std::fill_n(array.get(), count, 0.0);
  return array;
}

}  // namespace

LaneBlock::LaneBlock(std::vector<NodeShape> nodes, std::size_t n_numbers, std::size_t n_lanes)
    : lanes(n_lanes),
      shape(std::move(nodes)),
      is_rich(std::ranges::any_of(shape, &NodeShape::is_rich)),
      numbers(zeros(n_numbers * n_lanes)),
      contacts(zeros(contact_size * n_lanes)),
      unknowns(zeros(3 * shape.size() * n_lanes)),
      work(zeros(12 * shape.size() * n_lanes)),
      bias(zeros(n_lanes)),
      light(zeros(n_lanes)),
      largest(zeros(n_lanes)),
      measured(zeros(measurement_size * n_lanes)),
      n_numbers_(n_numbers) {
  HELIOFAB_CHECK(lanes == 1 || lanes == lane_width());
}

void LaneBlock::load(std::size_t lane, const FlatCell& cell) {
  HELIOFAB_CHECK(cell.numbers.size() == n_numbers_);
  for (std::size_t k = 0; k < n_numbers_; ++k) {
    numbers[k * lanes + lane] = cell.numbers[k];
  }
  for (std::size_t k = 0; k < contact_size; ++k) {
    contacts[k * lanes + lane] = cell.contacts[k];
  }
}

void LaneBlock::load_all(const FlatCell& cell) {
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    load(lane, cell);
  }
}

void LaneBlock::set_state(std::size_t lane, std::span<const double> state) {
  for (std::size_t k = 0; k < state.size(); ++k) {
    unknowns[k * lanes + lane] = state[k];
  }
}

std::vector<double> LaneBlock::state(std::size_t lane) const {
  std::vector<double> state(3 * shape.size());
  for (std::size_t k = 0; k < state.size(); ++k) {
    state[k] = unknowns[k * lanes + lane];
  }
  return state;
}

Measurement LaneBlock::measurement(std::size_t lane) const {
  Measurement m{};
  for (std::size_t k = 0; k < measurement_size; ++k) {
    m[k] = measured[k * lanes + lane];
  }
  return m;
}

}  // namespace heliofab::device
