// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/web_watch.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "heliofab/core/unit.hpp"
#include "heliofab/process/azo.hpp"

namespace heliofab::process {

namespace {

constexpr double least_share = 1e-6;  // [-] of a thickness, or of kT/q: less is rounding
constexpr double darkest = 1e-6;      // [-] noise may leave less than no light

double azo_of(const Window& window, const Film& film) {
  return azo_thickness(window, film.azo_carriers, film.tco_sheet_resistance);
}

double thermal_voltage() noexcept {
  return constants::boltzmann * 298.15 / constants::elementary_charge;
}

}  // namespace

double implied_voltage(double ratio) noexcept {
  return thermal_voltage() * std::log(std::max(darkest, ratio));
}

WatchedTargets watched_targets(const Recipe& recipe, const Film& film) {
  return {film.cds_thickness, 0, azo_of(recipe.window, film)};
}

WebWatch::WebWatch(const BathTool& cds, const ZincOxideTool& tco, WatchedRecipe wanted,
                   std::uint64_t seed)
    : wanted_(std::move(wanted)),
      targets_(watched_targets(wanted_.recipe, wanted_.film)),
      channels_{{{cds.transmission,
                  {cds.transmission, seed, "transmission", "cds", wanted_.film.cds_thickness,
                   wanted_.cds_speed}},
                 {cds.luminescence,
                  {cds.luminescence, seed, "luminescence", "signal", 1, wanted_.cds_speed}},
                 {tco.transmission,
                  {tco.transmission, seed, "transmission.tco", "azo",
                   azo_of(wanted_.recipe.window, wanted_.film), wanted_.tco_speed}}}} {
  const CellParameters cell = cell_parameters(wanted_.recipe, wanted_.physics, wanted_.film);
  light_ = cell.lifetime * cell.doping;
}

double WebWatch::truth(Watched quantity, const Film& film) const {
  switch (quantity) {
    case Watched::cds_thickness:
      return film.cds_thickness;
    case Watched::implied_voltage: {
      const CellParameters cell = cell_parameters(wanted_.recipe, wanted_.physics, film);
      return cell.lifetime * cell.doping / light_;
    }
    case Watched::azo_thickness:
      break;
  }
  return azo_of(wanted_.recipe.window, film);
}

const MonitorPlan& WebWatch::monitor(Watched quantity) const {
  return channels_[static_cast<std::size_t>(quantity)].watch.monitor;
}

void WebWatch::learn(std::span<const WatchedWeb> in_control) {
  for (std::size_t q = 0; q < watched_count; ++q) {
    std::vector<WatchPoint> points;
    for (const WatchedWeb& roll : in_control) {
      points.insert(points.end(), roll[q].points.begin(), roll[q].points.end());
    }
    channels_[q].sigma = about(targets_[q], points).sigma;
  }
}

WatchedWeb WebWatch::read(std::int64_t roll, const WatchClocks& clocks, const WebMap& map) const {
  const double length = map.frames > 0 ? static_cast<double>(map.frames - 1) * frame_length : 0;
  WatchedWeb watched;
  for (std::size_t q = 0; q < watched_count; ++q) {
    const auto quantity = static_cast<Watched>(q);
    const Channel& channel = channels_[q];
    const double start = watched_sources[q].station == "cds" ? clocks.cds : clocks.tco;
    watched[q].points = channel.watcher.read(roll, start, length, [&](const ReadingPlace& place) {
      return truth(quantity, map.at(map.first + place.position, place.across * map.width));
    });
    double scale = targets_[q];
    if (quantity == Watched::implied_voltage) {
      for (WatchPoint& point : watched[q].points) {
        point.value = point.value ? std::optional(implied_voltage(*point.value)) : std::nullopt;
      }
      scale = thermal_voltage();
    }
    const double least_sigma = least_share * scale;
    watched[q].sigma = channel.sigma > least_sigma ? channel.sigma : 0;
    watched[q].alarms =
        chart(channel.watch.monitor, {targets_[q], channel.sigma}, least_sigma, watched[q].points);
  }
  return watched;
}

}  // namespace heliofab::process
