// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/coat_contacts.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/roots.hpp"
#include "scatter_field.hpp"

namespace heliofab::process {

SputterRuns::SputterRuns(const SputterTool& tool, double thickness, double web_speed,
                         std::uint64_t seed, std::string purpose)
    : tool_(tool),
      // Thickness goes with the power.
      power_(thickness /
             sputtered_thickness(tool.magnetrons, {.power = 1, .web_speed = web_speed}, 0, 0)),
      web_speed_(web_speed),
      seed_(seed),
      purpose_(std::move(purpose)) {}

double SputterRuns::wear(double energy) const {
  const SputterSettings settings{.web_speed = web_speed_};
  return sputtered_thickness(tool_.magnetrons, settings, energy, 0) /
         sputtered_thickness(tool_.magnetrons, settings, 0, 0);
}

std::vector<double> SputterRuns::thickness_ratios(const SputterMemory& before, std::int64_t roll,
                                                  const WebMap& map) const {
  const WebGrid grid{map.first, frame_length, map.frames};
  std::vector<double> ratios =
      deviations(ScatterField(tool_.power, seed_, purpose_ + ".power"), roll, grid, map.zones);
  std::vector<double> profile;
  double mean = 0;
  for (std::size_t z = 0; z < map.zones; ++z) {
    const double y =
        map.width * (static_cast<double>(z) / static_cast<double>(map.zones - 1) - 0.5);
    profile.push_back(magnetron_profile(tool_.magnetrons, y));
    mean += profile.back() / static_cast<double>(map.zones);
  }
  const double level = wear(before.energy) * std::exp(before.log_power);
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    // A deviation never takes more than nineteen parts of twenty.
    ratios[i] = level * profile[i % map.zones] / mean * std::max(0.05, 1 + ratios[i]);
  }
  return ratios;
}

SheetReading SputterRuns::read(const SputterMemory& before, std::int64_t roll, const WebMap& map,
                               double Film::*sheet, double wanted) const {
  const GaugeChannel channel(tool_.four_point_probe, seed_, "four_point_probe", purpose_, wanted);
  const double length = static_cast<double>(map.frames - 1) * frame_length;
  SheetReading result;
  for (const ReadingPlace& place :
       reading_places(tool_.four_point_probe.sampling, web_speed_, length)) {
    const Film film = map.at(map.first + place.position, place.across * map.width);
    const Reading reading = channel.read(roll, before.time, place, film.*sheet);
    if (reading.value) {
      result.mean += *reading.value;
      ++result.count;
    }
  }
  result.mean /= static_cast<double>(std::max<std::int64_t>(1, result.count));
  return result;
}

SputterMemory SputterRuns::after(SputterMemory before, double length, const SheetReading& reading,
                                 double wanted) const {
  const double duration = length / web_speed_;
  before.energy += power_ * std::exp(before.log_power) * duration;
  before.time += duration;
  const double life = target_life(tool_.magnetrons);
  if (before.energy > life) {
    // New targets, and the power that goes with them.
    before.energy = 0;
    before.log_power = 0;
    before.learned = {};
    return before;
  }
  if (tool_.is_controlled && reading.count > 0) {
    const ProcessModel model{.target = 0, .slope = -1};
    learn(before.learned, tool_.control, model, std::log(reading.mean / wanted), before.log_power);
    before.log_power = setting(before.learned, tool_.control, model);
  }
  return before;
}

double bath_temperature(const BathTool& tool, double web_speed, double thickness) {
  const auto off = [&](double temperature) {
    const BathSettings settings{temperature, web_speed, tool.dosing};
    const BathState rest = use_bath(tool.bath, settings, {}, tool.change_after / 2);
    return bath_film(tool.bath, settings, rest).thickness - thickness;
  };
  const double low = 20 * unit::degC;
  const double high = 95 * unit::degC;
  // Hot solutions precipitate before they coat: the cold side of the maximum is the one to be on.
  const double best = find_maximum(off, low, high, 0.01).x;
  const auto root = find_root(off, low, best, 1e-6);
  if (!root) {
    throw InputError(
        "E4330", "cds",
        fmt::format("a bath at rest gives {:.3g} nm at most, at {:.3g} degC; wanted "
                    "{:.3g} nm",
                    (off(best) + thickness) / unit::nm, best / unit::degC, thickness / unit::nm),
        "run the web slower, dose more or begin with more cadmium");
  }
  return *root;
}

}  // namespace heliofab::process
