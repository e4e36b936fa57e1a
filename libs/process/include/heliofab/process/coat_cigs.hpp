// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "heliofab/process/cigs_tool.hpp"
#include "heliofab/process/film_response.hpp"
#include "heliofab/process/web_map.hpp"

namespace heliofab::process {

/// What X-ray fluorescence reads of the film, in this order.
inline constexpr std::array<std::string_view, 3> xrf_quantities{"thickness", "cgi", "ggi"};
using XrfValues = std::array<double, xrf_quantities.size()>;  // [m], [-], [-]

/// What a CIGS tool knows when a roll begins.
struct CigsMemory {
  std::vector<double> trims = {0, 0, 0};  // [-] ln of the fluxes of copper, indium, gallium
  double time = 0;                        // [s] since its gauge was first calibrated

  friend bool operator==(const CigsMemory&, const CigsMemory&) = default;
};

/// A point of the control charts: the mean of some readings in a row.
struct ChartPoint {
  double position = 0;  // [m] down-web, of the last reading
  XrfValues value{};

  friend bool operator==(const ChartPoint&, const ChartPoint&) = default;
};

/// A point that a chart did not expect.
struct ChartAlarm {
  double position = 0;       // [m]
  std::size_t quantity = 0;  // of xrf_quantities
  Alarm alarm;

  friend bool operator==(const ChartAlarm&, const ChartAlarm&) = default;
};

/// The tool stopped for alarms.
struct CigsStop {
  double position = 0;  // [m] of the web that left the tool then; the roll's end if all of it had
  double alarm = 0;     // [m] of the point that set them off

  friend bool operator==(const CigsStop&, const CigsStop&) = default;
};

/// A roll, or its beginning, in the tool: all that was read and done while it ran.
struct CigsPass {
  std::vector<double> log_fluxes;  // [-] sources x samples, over those of the tuned tool
  std::size_t samples = 0;
  std::vector<ChartPoint> points;
  std::vector<ChartAlarm> alarms;
  std::vector<CigsStop> stops;  // by position
  XrfValues sigma{};            // that the charts judge by; 0: nothing strays, they judge none
  CigsMemory after;

  friend bool operator==(const CigsPass&, const CigsPass&) = default;
};

class Skews;

/// Lays CIGS on rolls: sources that stray and run down, gauges, feedback, charts. Immutable.
class CigsCoater {
 public:
  /// @param width  of the web used for modules [m]
  /// @throws InputError as tune_evaporator() and Feedback do
  CigsCoater(const CigsTool& tool, const Absorber& recipe, double web_speed, double width,
             std::uint64_t seed);

  /// The same tool, tuned the same way, that strays, is read or is kept in another way.
  CigsCoater(const CigsCoater& tuned, const CigsStraying& straying, const Gauge& xrf,
             const CigsControl& control);

  /// Runs a roll from its first metre up to `length` [m]: what happens there depends on what was
  /// read before, on nothing behind.
  /// @param roll_length  [m] over which the crucibles run down
  CigsPass run(std::int64_t roll, double length, double roll_length,
               const CigsMemory& before) const;

  /// Puts the film that such a run laid down into a map of a stretch of it. Each place has the bits
  /// it has in the whole roll.
  /// @param sodium_optimum  [m] as FilmPhysics has it
  void lay_down(const CigsPass& pass, std::int64_t roll, double sodium_optimum, WebMap& map) const;

 private:
  struct Loop;

  void set_dead_readings();
  double emission_time(std::size_t sample) const noexcept;
  std::vector<double> strayed_fluxes(std::int64_t roll, std::size_t samples,
                                     double roll_length) const;
  XrfValues film_at(const CigsPass& pass, const Skews& skews, double position, double across) const;
  XrfValues learn_sigma(double roll_length) const;

  CigsTool tool_;
  double web_speed_;
  double width_;
  std::uint64_t seed_;
  EvaporatorRun setup_;
  std::shared_ptr<const FilmResponse> response_;  // shared by coaters that were tuned together
  XrfValues targets_{};
  std::array<XrfValues, web_zones> usual_{};  // of the tuned tool, across the web
  std::vector<double> sensitivity_;           // [unit of value] of each to each trim, row by row
  XrfValues sigma_{};                         // 0 where it is next to nothing
};

}  // namespace heliofab::process
