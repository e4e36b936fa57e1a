// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/core/field.hpp"
#include "heliofab/process/alarm.hpp"
#include "heliofab/process/evaporator.hpp"
#include "heliofab/process/feedback.hpp"
#include "heliofab/process/gauge.hpp"
#include "heliofab/process/recipe.hpp"

namespace heliofab::process {

/// As Scatter, in kelvin.
struct TemperatureScatter : Scatter {
  friend bool operator==(const TemperatureScatter&, const TemperatureScatter&) = default;
};

template <class Visit>
void describe(Visit& visit, TemperatureScatter& s) {
  visit(s.roll, {"roll", unit::K, 0, 200, "standard deviation from roll to roll", "D"});
  visit(s.drift, {"drift", unit::K, 0, 200, "standard deviation of the drift along the web", "D"});
  visit(s.drift_length,
        {"drift_length", unit::m, 0.5, 1000, "over which the drift forgets itself", "D"});
  visit(s.cross, {"cross", unit::K, 0, 200, "standard deviation across the web", "D"});
  visit(s.local, {"local", unit::K, 0, 200, "standard deviation from place to place", "D"});
}

/// Fluxes of all sources of an evaporant that are not what the tool was tuned to, relative: a melt
/// set wrong, a cold crucible.
struct FluxOffsets {
  double copper = 0;
  double indium = 0;
  double gallium = 0;
  double selenium = 0;
  double sodium = 0;

  friend bool operator==(const FluxOffsets&, const FluxOffsets&) = default;
};

template <class Visit>
void describe(Visit& visit, FluxOffsets& o) {
  const auto offset = [&](double& value, std::string_view key) {
    visit(value, {key, unit::percent, -99, 1000, "of all its sources from what was tuned", "D"});
  };
  offset(o.copper, "copper");
  offset(o.indium, "indium");
  offset(o.gallium, "gallium");
  offset(o.selenium, "selenium");
  offset(o.sodium, "sodium");
}

/// How the CIGS tool strays from its settings. Fluxes stray each source for itself, relative to
/// what its melt gives; across the web, by nozzles that clog.
struct CigsStraying {
  Scatter copper{.roll = 0.005, .drift = 0.012, .drift_length = 100, .cross = 0.01};
  Scatter indium{.roll = 0.005, .drift = 0.012, .drift_length = 100, .cross = 0.01};
  Scatter gallium{.roll = 0.005, .drift = 0.012, .drift_length = 100, .cross = 0.01};
  Scatter selenium{.roll = 0.03, .drift = 0.05, .drift_length = 50, .cross = 0.03};
  Scatter sodium{.roll = 0.03, .drift = 0.06, .drift_length = 50, .cross = 0.05};
  Scatter control{.drift = 0.006, .drift_length = 1};  // of each melt's own regulation
  FluxOffsets offsets;
  double temperature_offset = 0;  // [K] of the web in all zones, for good
  double depletion =
      0.04;  // [-] of the flux of a metal, from the first metre of a roll to the last
  TemperatureScatter temperature{{.roll = 3, .drift = 4, .drift_length = 40, .cross = 3}};
  Scatter web_speed{.drift = 0.003, .drift_length = 2};

  friend bool operator==(const CigsStraying&, const CigsStraying&) = default;
};

template <class Visit>
void describe(Visit& visit, CigsStraying& s) {
  visit(s.copper, {"copper", "flux of each copper source, relative"});
  visit(s.indium, {"indium", "flux of each indium source, relative"});
  visit(s.gallium, {"gallium", "flux of each gallium source, relative"});
  visit(s.selenium, {"selenium", "flux of each selenium source, relative"});
  visit(s.sodium, {"sodium", "flux of each source of sodium fluoride, relative"});
  visit(s.control,
        {"control", "flux of each metal source by the regulation of its melt, relative"});
  visit(s.offsets, {"offsets", "of fluxes, for good"});
  visit(s.temperature_offset,
        {"temperature_offset", unit::K, -300, 300,
         "of the web in all zones from what the recipe wants, for good", "D"});
  visit(s.depletion,
        {"depletion", unit::percent, 0, 90,
         "of the flux of a metal that a roll takes, before the crucible is filled up again", "D"});
  visit(s.temperature, {"temperature", "of the web in the zones"});
  visit(s.web_speed, {"web_speed", "relative"});
}

/// How film and recipe are kept together: in-line X-ray fluorescence moves the sources.
struct CigsControl {
  bool is_on = true;
  FeedbackDesign feedback{.dead_readings = 0};  // 0: from the path and the gauge's dead time
  std::int64_t readings_per_point = 20;         // of a control chart
  MonitorPlan monitor;

  friend bool operator==(const CigsControl&, const CigsControl&) = default;
};

template <class Visit>
void describe(Visit& visit, CigsControl& c) {
  visit(c.is_on, {"is_on", "whether readings move the sources"});
  visit(c.feedback, {"feedback",
                     "from readings to the fluxes of copper, indium and gallium; 0 dead readings: "
                     "as many as the path and the dead time of the gauge make"});
  visit(c.readings_per_point,
        {"readings_per_point", 1, 10'000, "whose mean is a point of a control chart", "D"});
  visit(c.monitor, {"monitor", "control charts of thickness, CGI and GGI"});
}

/// The CIGS tool, how it strays and how it is watched.
struct CigsTool {
  Evaporator evaporator;
  CigsStraying straying;
  Gauge xrf = Gauges{}.xrf;
  CigsControl control;

  friend bool operator==(const CigsTool&, const CigsTool&) = default;
};

template <class Visit>
void describe(Visit& visit, CigsTool& t) {
  visit(t.evaporator, {"evaporator", "zones and sources"});
  visit(t.straying, {"straying", "from its settings"});
  visit(t.xrf, {"xrf", "X-ray fluorescence behind the tool"});
  visit(t.control, {"control", "what is made of its readings"});
}

}  // namespace heliofab::process
