// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/fab_coater.hpp"

#include <string>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/plant/line.hpp"

namespace heliofab::twin {

namespace {

constexpr std::size_t cigs_tools = 1;  // place in coating_stations

process::LineSpeeds speeds_of(const plant::Line& line) {
  const auto of = [&](std::size_t station) {
    return line.stations[plant::find_station(line, coating_stations[station])].web.web_speed;
  };
  return {.molybdenum = of(0), .cigs = of(1), .cds = of(2), .tco = of(3)};
}

// "alarm: thickness beyond limits; CGI two of three": all that one point set off.
std::string cause_of(const process::CigsPass& pass, const process::CigsStop& stop) {
  constexpr std::array<std::string_view, process::xrf_quantities.size()> names{"thickness", "CGI",
                                                                               "GGI"};
  std::string text = "alarm: ";
  std::string_view between;
  for (const process::ChartAlarm& a : pass.alarms) {
    if (a.position == stop.alarm && a.alarm.reaction == process::Reaction::stop) {
      text += fmt::format("{}{} {}", between, names[a.quantity], process::text_of(a.alarm));
      between = "; ";
    }
  }
  return text;
}

}  // namespace

FabCoater::FabCoater(const FabPlan& plan)
    : process_(&plan.process), seed_(static_cast<std::uint64_t>(plan.seed)) {
  const Process& p = plan.process;
  if (p.film_from == FilmFrom::tools) {
    coater_ = std::make_unique<process::Coater>(p.recipe, p.physics, p.tools, speeds_of(plan.line),
                                                process::CoatedWidth{p.web_width, p.aperture_width},
                                                p.scribes.p2_contact, seed_);
    cigs_station_ =
        static_cast<std::int32_t>(plant::find_station(plan.line, coating_stations[cigs_tools]));
  }
}

FabCoater::FabCoater(const FabCoater& tuned, const FabPlan& plan)
    : process_(&plan.process), seed_(tuned.seed_), cigs_station_(tuned.cigs_station_) {
  if (tuned.coater_) {
    coater_ = std::make_unique<process::Coater>(*tuned.coater_, plan.process.tools);
  }
}

void FabCoater::retool() {
  if (coater_) {
    coater_ = std::make_unique<process::Coater>(*coater_, process_->tools);
  }
}

CoatedRoll FabCoater::by_recipe(std::int64_t roll, double length) const {
  CoatedRoll coated = coat_roll(*process_, seed_, roll, length);
  coated.lost = process::make_web_events(process_->defects, seed_, roll, length);
  return coated;
}

// By tools, with what strays beside them.
CoatedRoll FabCoater::varied(CoatedRoll coated, std::int64_t roll) const {
  process::add_variation(coated.map, process_->variation, seed_, roll);
  return coated;
}

CoatedRoll FabCoater::sample(std::int64_t roll, double length) const {
  return coater_ ? varied(coater_->coat_unwatched(roll, length, coater_->start()), roll)
                 : by_recipe(roll, length);
}

process::LineMemory& FabCoater::memory(std::size_t station, std::int32_t tool) {
  return memory_.try_emplace({station, tool}, coater_->start()).first->second;
}

const process::CigsPass& FabCoater::run_cigs(std::int64_t roll, double length, std::int32_t tool) {
  process::CigsMemory& known = memory(cigs_tools, tool).cigs;
  const process::CigsPass& pass =
      passes_.emplace(roll, coater_->run_cigs(roll, length, known)).first->second;
  known = pass.after;
  return pass;
}

std::vector<plant::AlarmStop> FabCoater::take_up(const plant::RollHistory& history) {
  const plant::RollPass& begun = history.passes.back();
  std::vector<plant::AlarmStop> stops;
  if (begun.station == cigs_station_) {
    const process::CigsPass& pass =
        run_cigs(static_cast<std::int64_t>(history.roll), history.length, begun.tool);
    const double stop_time = process_->tools.cigs.control.monitor.policy.stop_time;
    for (const process::CigsStop& stop : pass.stops) {
      stops.push_back(
          {.position = stop.position, .duration = stop_time, .cause = cause_of(pass, stop)});
    }
  }
  return stops;
}

CoatedRoll FabCoater::coat(std::int64_t roll, double length, const ToolsOfRoll& tools) {
  if (!coater_) {
    return by_recipe(roll, length);
  }
  if (!passes_.contains(roll)) {  // no web tool took it up
    run_cigs(roll, length, tools[cigs_tools]);
  }
  CoatedRoll coated = coater_->coat(roll, length,
                                    {.molybdenum = memory(0, tools[0]).molybdenum,
                                     .cds = memory(2, tools[2]).cds,
                                     .tco = memory(3, tools[3]).tco},
                                    std::move(passes_.extract(roll).mapped()));
  for (std::size_t station = 0; station < coating_stations.size(); ++station) {
    if (station != cigs_tools) {
      memory(station, tools[station]) = coated.after;
    }
  }
  return varied(std::move(coated), roll);
}

}  // namespace heliofab::twin
