// SPDX-License-Identifier: Apache-2.0
#include "roll_pool.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/process/cut.hpp"

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
      for (const process::Footprint& place : places_on(coated[r], plan.products[p])) {
        rolls_[r].modules[p].push_back(
            {place.position, parts_->maker.make(plan.products[p], coated[r], place)});
      }
    }
  });
  ++filled_;
  moved_ = 0;
}

// Evenly among the modules that the roll gives: where its web is lost the film may be out of
// control, and no module is cut from it.
std::vector<process::Footprint> RollPool::places_on(const CoatedRoll& roll,
                                                    const Product& product) const {
  const std::vector<process::Footprint> all =
      process::cut(parts_->plan->line.roll_length, roll.lost, product.length, product.margin)
          .footprints;
  const std::size_t count = std::min(static_cast<std::size_t>(size_.places), all.size());
  std::vector<process::Footprint> places;
  for (std::size_t k = 0; k < count; ++k) {
    places.push_back(all[(2 * k + 1) * all.size() / (2 * count)]);
  }
  return places;
}

// Rolls of the pool take turns, each turn in an order of its own: each stands for as many rolls of
// the run, and chance draws among the rolls that were coated alone.
std::size_t RollPool::drawn(plant::RollId roll) const {
  const std::uint64_t number = static_cast<std::uint64_t>(roll) - 1;
  const std::uint64_t turn = number / rolls_.size();
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t r = 0; r < rolls_.size(); ++r) {
    order.emplace_back(draws_.uniform(turn, r), r);
  }
  const auto place = order.begin() + static_cast<std::ptrdiff_t>(number % rolls_.size());
  std::ranges::nth_element(order, place);
  return place->second;
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
                const auto nearest = std::ranges::min_element(made, {}, [&](const Made& m) {
                  return std::abs(m.position - footprint.position);
                });
                HELIOFAB_CHECK(nearest != made.end());  // what the line loses comes on top
                return nearest->module;
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
