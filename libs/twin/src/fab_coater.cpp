// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/fab_coater.hpp"

#include "heliofab/plant/line.hpp"

namespace heliofab::twin {

namespace {

process::LineSpeeds speeds_of(const plant::Line& line) {
  const auto of = [&](std::size_t station) {
    return line.stations[plant::find_station(line, coating_stations[station])].web.web_speed;
  };
  return {.molybdenum = of(0), .cigs = of(1), .cds = of(2), .tco = of(3)};
}

}  // namespace

FabCoater::FabCoater(const FabPlan& plan)
    : process_(&plan.process), seed_(static_cast<std::uint64_t>(plan.seed)) {
  const Process& p = plan.process;
  if (p.film_from == FilmFrom::tools) {
    coater_ = std::make_unique<process::Coater>(p.recipe, p.physics, p.tools, speeds_of(plan.line),
                                                process::CoatedWidth{p.web_width, p.aperture_width},
                                                p.scribes.p2_contact, seed_);
  }
}

FabCoater::FabCoater(const FabCoater& tuned, const FabPlan& plan)
    : process_(&plan.process), seed_(tuned.seed_) {
  if (tuned.coater_) {
    coater_ = std::make_unique<process::Coater>(*tuned.coater_, plan.process.tools);
  }
}

CoatedRoll FabCoater::by_recipe(std::int64_t roll, double length) const {
  CoatedRoll coated = coat_roll(*process_, seed_, roll, length);
  coated.lost = process::make_web_events(process_->defects, seed_, roll, length);
  return coated;
}

CoatedRoll FabCoater::by_tools(std::int64_t roll, double length,
                               const process::LineMemory& before) const {
  CoatedRoll coated = coater_->coat(roll, length, before);
  process::add_variation(coated.map, process_->variation, seed_, roll);
  return coated;
}

CoatedRoll FabCoater::sample(std::int64_t roll, double length) const {
  return coater_ ? by_tools(roll, length, coater_->start()) : by_recipe(roll, length);
}

CoatedRoll FabCoater::coat(std::int64_t roll, double length, const ToolsOfRoll& tools) {
  if (!coater_) {
    return by_recipe(roll, length);
  }
  const auto memory = [&](std::size_t station) -> process::LineMemory& {
    return memory_.try_emplace({station, tools[station]}, coater_->start()).first->second;
  };
  CoatedRoll coated = by_tools(roll, length,
                               {.molybdenum = memory(0).molybdenum,
                                .cigs = memory(1).cigs,
                                .bath = memory(2).bath,
                                .bath_area = memory(2).bath_area,
                                .tco = memory(3).tco});
  for (std::size_t station = 0; station < coating_stations.size(); ++station) {
    memory(station) = coated.after;
  }
  return coated;
}

}  // namespace heliofab::twin
