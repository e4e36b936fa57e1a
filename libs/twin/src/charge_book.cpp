// SPDX-License-Identifier: Apache-2.0
#include "charge_book.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "heliofab/plant/line.hpp"

namespace heliofab::twin {

namespace {

enum Coating : std::size_t { molybdenum, cigs, cds, tco };  // as coating_stations

}  // namespace

ChargeBook::ChargeBook(const FabPlan& plan) : plan_(&plan) {
  stations_.fill(-1);
  if (plan.process.film_from == FilmFrom::tools) {
    for (std::size_t s = 0; s < stations_.size(); ++s) {
      stations_[s] = static_cast<std::int32_t>(plant::find_station(plan.line, coating_stations[s]));
    }
  }
}

void ChargeBook::take_up(const plant::RollHistory& history) {
  const plant::RollPass& begun = history.passes.back();
  if (begun.station == stations_[cigs]) {
    filled_for_[history.roll] = ++fillings_[begun.tool];
  }
}

std::vector<ChargeRow> ChargeBook::coated(const plant::RollHistory& history,
                                          const process::LineMemory& after) {
  std::vector<ChargeRow> rows;
  for (const plant::RollPass& pass : history.passes) {
    const auto found = std::ranges::find(stations_, pass.station);
    if (found == stations_.end()) {
      continue;
    }
    const auto coating = static_cast<std::size_t>(found - stations_.begin());
    const std::string station(coating_stations[coating]);
    const auto add = [&](std::string source, std::int64_t charge) {
      rows.push_back({.roll = static_cast<RollId>(history.roll),
                      .station = station,
                      .tool = fmt::format("{}-{}", station, pass.tool + 1),
                      .source = std::move(source),
                      .charge = charge,
                      .began = pass.started,
                      .ended = pass.finished});
    };
    if (coating == cigs) {
      const std::int64_t filling = filled_for_[history.roll];
      for (const process::EvaporationSource& s : plan_->process.tools.cigs.evaporator.sources) {
        add(s.name, filling);
      }
      continue;
    }
    std::int64_t& charge = charge_of(coating, pass.tool);
    add(coating == cds ? "bath" : "targets", charge);
    const bool is_used_up = coating == cds          ? after.cds.area == 0
                            : coating == molybdenum ? after.molybdenum.energy == 0
                                                    : after.tco.energy == 0;
    charge += is_used_up ? 1 : 0;
  }
  filled_for_.erase(history.roll);
  return rows;
}

}  // namespace heliofab::twin
