// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/core/stream.hpp"

namespace heliofab::process {

/// When and where an in-line gauge reads the web. A head that stands reads at its place; one that
/// traverses goes to and fro between the first place and the last.
struct SamplingPlan {
  double interval = 60;            // [s] between readings
  double spacing = 0;              // [m] between readings; above 0 it counts in place of interval
  std::vector<double> heads{0.5};  // [-] places across the web over its width
  double crossing = 0;             // [s] of a traversing head from end to end; 0: heads stand
  double span = 0;                 // [m] of web before the place, whose mean a reading is

  friend bool operator==(const SamplingPlan&, const SamplingPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, SamplingPlan& p) {
  visit(p.interval, {"interval", unit::s, 0.01, 1e6, "between readings", "D"});
  visit(p.spacing,
        {"spacing", unit::m, 0, 1e4, "between readings, in place of interval; 0: interval", "D"});
  visit(p.heads, {"heads", unit::one, 0, 1, "places across over the width of the web", "D"});
  visit(p.crossing,
        {"crossing", unit::s, 0, 1e5,
         "of one head that traverses from the first place to the last; 0: heads stand", "D"});
  visit(p.span, {"span", unit::m, 0, 100, "of web whose mean a reading is", "D"});
}

/// An in-line gauge: what it reports of a true value; theory/control.md (1)-(2). Shares "of the
/// nominal" are absolute errors: of the value that the recipe wants, whatever the film is.
struct Gauge {
  SamplingPlan sampling;
  double dead_time = 0;             // [s] from a place leaving the tool to its reading being known
  double repeatability = 0;         // [-] standard deviation of a reading, of the true value
  double floor = 0;                 // [-] standard deviation of a reading, of the nominal
  double bias = 0;                  // [-] that no calibration finds, of the true value
  double calibration = 0;           // [-] standard deviation of what one calibration leaves
  double drift = 0;                 // [-] that the bias has gained by the next calibration
  double calibration_interval = 0;  // [s]; 0: one calibration, and no drift
  double resolution = 0;            // [-] step between values that it can show, of the nominal
  double missing = 0;               // [-] chance that there is no reading

  friend bool operator==(const Gauge&, const Gauge&) = default;
};

template <class Visit>
void describe(Visit& visit, Gauge& g) {
  visit(g.sampling, {"sampling", "when and where it reads"});
  visit(g.dead_time, {"dead_time", unit::s, 0, 1e6,
                      "from a place leaving the tool to its reading being known", "D"});
  visit(g.repeatability, {"repeatability", unit::percent, 0, 100,
                          "standard deviation of a reading, of the true value", "D"});
  visit(g.floor, {"floor", unit::percent, 0, 100,
                  "standard deviation of a reading, of the recipe's value; adds in squares", "D"});
  visit(g.bias, {"bias", unit::percent, -100, 100, "that no calibration finds", "D"});
  visit(g.calibration, {"calibration", unit::percent, 0, 100,
                        "standard deviation of the bias that a calibration leaves", "D"});
  visit(g.drift, {"drift", unit::percent, -100, 100,
                  "that the bias has gained by the next calibration", "D"});
  visit(g.calibration_interval, {"calibration_interval", unit::d, 0, 3650,
                                 "between calibrations; 0: one, and no drift", "D"});
  visit(g.resolution, {"resolution", unit::percent, 0, 100,
                       "step between values that it can show, of the recipe's value", "D"});
  visit(g.missing, {"missing", unit::percent, 0, 100, "chance that there is no reading", "D"});
}

/// The same gauge if it made no error.
inline Gauge without_error(const Gauge& gauge) {
  return {.sampling = gauge.sampling, .dead_time = gauge.dead_time};
}

/// The in-line gauges of a CIGS line by kind. All defaults are grade D, those of a tool of its
/// class; what each is: theory/control.md, "Gauges".
struct Gauges {
  /// X-ray fluorescence behind the CIGS tool: thickness, CGI, GGI.
  Gauge xrf{.sampling = {.interval = 60, .span = 0.15},
            .dead_time = 120,
            .repeatability = 0.005,
            .calibration = 0.005,
            .drift = 0.002,
            .calibration_interval = 7 * 86400.0,
            .missing = 0.01};
  /// Sheet resistance of molybdenum or ZnO:Al.
  Gauge four_point_probe{.sampling = {.spacing = 5, .heads = {0.1, 0.5, 0.9}},
                         .dead_time = 30,
                         .repeatability = 0.005,
                         .calibration = 0.005,
                         .drift = 0.002,
                         .calibration_interval = 30 * 86400.0,
                         .resolution = 0.001,
                         .missing = 0.02};
  /// Light through the film and back: thickness of CdS and ZnO:Al.
  Gauge transmission{.sampling = {.interval = 10, .heads = {0.05, 0.95}, .crossing = 30},
                     .dead_time = 10,
                     .floor = 0.01,
                     .calibration = 0.01,
                     .drift = 0.01,
                     .calibration_interval = 86400.0,
                     .missing = 0.001};
  /// Widths of scribes and of the lands between them.
  Gauge camera{.sampling = {.spacing = 0.3},
               .dead_time = 1,
               .floor = 0.02,
               .calibration = 0.01,
               .calibration_interval = 30 * 86400.0,
               .resolution = 0.005,
               .missing = 0.002};
  /// Photoluminescence of the absorber behind the buffer.
  Gauge luminescence{.sampling = {.interval = 10, .heads = {0.05, 0.95}, .crossing = 30},
                     .dead_time = 10,
                     .repeatability = 0.03,
                     .calibration = 0.02,
                     .drift = -0.02,
                     .calibration_interval = 7 * 86400.0,
                     .missing = 0.005};

  friend bool operator==(const Gauges&, const Gauges&) = default;
};

template <class Visit>
void describe(Visit& visit, Gauges& g) {
  visit(g.xrf, {"xrf", "X-ray fluorescence: CIGS thickness, CGI, GGI"});
  visit(g.four_point_probe, {"four_point_probe", "sheet resistance of molybdenum or ZnO:Al"});
  visit(g.transmission,
        {"transmission", "light through the film and back: CdS and ZnO:Al thickness"});
  visit(g.camera, {"camera", "widths of scribes and of their lands"});
  visit(g.luminescence, {"luminescence", "photoluminescence of the absorber"});
}

/// Where and when one reading is made.
struct ReadingPlace {
  std::int64_t number = 0;  // of the roll, by time, and at one time by head
  double time = 0;          // [s] since the roll's first metre left the tool
  double position = 0;      // [m] down the web; the span ends here
  double across = 0;        // [-] over the width

  friend bool operator==(const ReadingPlace&, const ReadingPlace&) = default;
};

/// The place of the reading with a number, on web at a constant speed [m/s] above 0.
/// @throws InputError E4320 when the plan has no head or its step is not above 0
ReadingPlace reading_place(const SamplingPlan& plan, double web_speed, std::int64_t number);

/// All readings of a roll of a length [m]. @throws InputError E4320 likewise
std::vector<ReadingPlace> reading_places(const SamplingPlan& plan, double web_speed, double length);

/// Mean of a quantity over the span of a reading, at 8 places under the path of the head.
/// @param value  of the quantity at a position [m] and a place across [-]
double span_mean(const SamplingPlan& plan, double web_speed, const ReadingPlace& place,
                 const std::function<double(double, double)>& value);

/// What a gauge said of a place.
struct Reading {
  ReadingPlace place;
  double known_at = 0;          // [s] on the clock of `place.time`
  std::optional<double> value;  // in the quantity's unit; none: missing

  friend bool operator==(const Reading&, const Reading&) = default;
};

/// One quantity as one gauge sees it. Draws are addressed: noise by (roll, reading), the gauge's
/// missing readings too, for all its quantities together; calibrations by their number.
class GaugeChannel {
 public:
  /// @param kind, quantity  name the streams: "xrf", "cgi"; fixed texts, never renamed
  /// @param nominal         of the quantity, not 0, in its unit
  GaugeChannel(Gauge gauge, std::uint64_t seed, std::string_view kind, std::string_view quantity,
               double nominal);

  /// @param start  when the roll's first metre left the tool, since the gauge's first calibration
  ///               [s], 0 or more
  Reading read(std::int64_t roll, double start, const ReadingPlace& place, double true_value) const;

  /// Relative error that readings at a time since the first calibration [s] have in common.
  double bias(double time) const noexcept;

 private:
  Gauge gauge_;
  double nominal_;
  Stream noise_, calibration_, missing_;
};

}  // namespace heliofab::process
