// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "heliofab/process/line_tools.hpp"
#include "heliofab/process/watch.hpp"
#include "heliofab/process/web_map.hpp"

namespace heliofab::process {

/// What is watched of coated web, beside what controls the tools.
enum class Watched : std::uint8_t { cds_thickness, implied_voltage, azo_thickness };
inline constexpr std::size_t watched_count = 3;

/// Of each.
using WatchedWeb = std::array<WatchedRoll, watched_count>;

/// What their charts are about: a thickness [m], 0 V, a thickness [m].
using WatchedTargets = std::array<double, watched_count>;
/// @param film  as the recipe wants it
WatchedTargets watched_targets(const Recipe& recipe, const Film& film);

/// Behind whose tool it is read, and by what.
struct WatchedSource {
  std::string_view station;
  std::string_view gauge;
};
constexpr std::array<WatchedSource, watched_count> watched_sources{
    {{"cds", "transmission"}, {"cds", "luminescence"}, {"tco", "transmission"}}};

/// Since the gauges behind a tool were first calibrated [s].
struct WatchClocks {
  double cds = 0;
  double tco = 0;
};

/// What the charts stand for: the recipe, what its film is, and how fast it passes the gauges.
struct WatchedRecipe {
  Recipe recipe;
  FilmPhysics physics;
  Film film;             // as the recipe wants it
  double cds_speed = 0;  // [m/s]
  double tco_speed = 0;  // [m/s]
};

/// The gauges that watch coated web. Immutable once it has learned.
class WebWatch {
 public:
  WebWatch(const BathTool& cds, const ZincOxideTool& tco, WatchedRecipe wanted, std::uint64_t seed);

  /// Learns how points scatter about what the recipe wants from rolls of tools that are set right.
  void learn(std::span<const WatchedWeb> in_control);

  /// Reads a roll; alarms where sigma has been learned.
  WatchedWeb read(std::int64_t roll, const WatchClocks& clocks, const WebMap& map) const;

  /// Of a film: the thickness [m] or, for the voltage, the light over that of the recipe's film
  /// [-].
  double truth(Watched quantity, const Film& film) const;
  const MonitorPlan& monitor(Watched quantity) const;

 private:
  struct Channel {
    Watch watch;
    Watcher watcher;
    double sigma = 0;
  };

  WatchedRecipe wanted_;
  WatchedTargets targets_;
  double light_ = 1;  // [s/m3] lifetime times doping of the recipe's film
  std::array<Channel, watched_count> channels_;
};

/// How much the two Fermi levels of a film under light lie further apart than those of the recipe's
/// film when it shines `ratio` times as bright, at 25 degC [V]: theory/control.md (22).
double implied_voltage(double ratio) noexcept;

}  // namespace heliofab::process
