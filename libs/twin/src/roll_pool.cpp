// SPDX-License-Identifier: Apache-2.0
#include "roll_pool.hpp"

#include <algorithm>

#include "heliofab/core/parallel.hpp"

namespace heliofab::twin {

namespace {

constexpr std::int64_t first_pool_roll = 3'000'000;  // far from those of a run
constexpr std::int64_t most_rolls = 10'000;          // of one filling

plant::RollHistory in_cigs_tool(const FabPlan& plan, std::int64_t roll) {
  plant::RollHistory history{.roll = static_cast<plant::RollId>(roll),
                             .length = plan.line.roll_length};
  if (plan.process.film_from == FilmFrom::tools) {
    history.passes.push_back({.station = static_cast<std::int32_t>(
                                  plant::find_station(plan.line, coating_stations[1]))});
  } else {
    history.passes.emplace_back();
  }
  return history;
}

}  // namespace

RollPool::RollPool(FabParts& parts, const PoolSize& size)
    : parts_(&parts),
      size_(size),
      draws_(static_cast<std::uint64_t>(parts.plan->seed), "twin.ramp.pool") {
  fill();
}

void RollPool::fill() {
  const FabPlan& plan = *parts_->plan;
  FabCoater coater(parts_->coater, plan);  // tools as tuned, which know no roll yet
  std::vector<CoatedRoll> coated;
  rolls_.assign(static_cast<std::size_t>(size_.rolls), {});
  for (std::int64_t r = -size_.warm_up; r < size_.rolls; ++r) {
    const std::int64_t id = first_pool_roll + filled_ * most_rolls + size_.warm_up + r;
    const plant::RollHistory history = in_cigs_tool(plan, id);
    std::vector<plant::AlarmStop> stops = coater.take_up(history);
    CoatedRoll roll = coater.coat(id, history.length, {});
    if (r >= 0) {
      Roll& kept = rolls_[static_cast<std::size_t>(r)];
      kept.stops = std::move(stops);
      kept.lost = roll.lost;
      kept.modules.resize(plan.products.size());
      coated.push_back(std::move(roll));
    }
  }
  parallel_for(rolls_.size(), [&](std::size_t r) {
    for (std::size_t p = 0; p < plan.products.size(); ++p) {
      const Product& product = plan.products[p];
      for (std::int64_t k = 0; k < size_.places; ++k) {
        const double position = (plan.line.roll_length - product.length) *
                                (static_cast<double>(k) + 0.5) / static_cast<double>(size_.places);
        rolls_[r].modules[p].push_back(
            parts_->maker.make(product, coated[r], {position, product.length}));
      }
    }
  });
  ++filled_;
  moved_ = 0;
}

std::size_t RollPool::drawn(plant::RollId roll) const {
  const double u = draws_.uniform(static_cast<std::uint64_t>(roll), 0);
  const auto count = static_cast<double>(rolls_.size());
  return std::min(static_cast<std::size_t>(u * count), rolls_.size() - 1);
}

FilmShop RollPool::shop() {
  return {.take_up =
              [this](const plant::RollHistory& h) {
                const bool is_cigs = h.passes.back().station == parts_->coater.cigs_station();
                return is_cigs ? rolls_[drawn(h.roll)].stops : std::vector<plant::AlarmStop>{};
              },
          .coat =
              [this](const plant::RollHistory& h) {
                const std::size_t r = drawn(h.roll);
                return CoatedRoll{.roll = static_cast<std::int64_t>(r), .lost = rolls_[r].lost};
              },
          .make =
              [this](const Product& product, const CoatedRoll& roll,
                     const process::Footprint& footprint) {
                const FabPlan& plan = *parts_->plan;
                const auto p = static_cast<std::size_t>(&product - plan.products.data());
                const auto& made = rolls_[static_cast<std::size_t>(roll.roll)].modules[p];
                const double share = footprint.position / plan.line.roll_length;
                const auto k = static_cast<std::size_t>(share * static_cast<double>(made.size()));
                return made[std::min(k, made.size() - 1)];
              },
          .makes_each = false,
          .renew =
              [this] {
                if (++moved_ >= size_.renewal) {
                  parts_->shop().renew();
                  fill();
                }
              }};
}

}  // namespace heliofab::twin
