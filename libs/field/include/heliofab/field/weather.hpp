// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/time.hpp"
#include "heliofab/field/sun.hpp"

namespace heliofab::field {

/// Which moment of its interval a row's time names.
enum class IntervalLabel : std::uint8_t { start, centre, end };
constexpr auto names_of(IntervalLabel) {
  return std::array<std::string_view, 3>{"start", "centre", "end"};
}

/// What happened or might happen at a place, interval by interval. All columns have one length;
/// those that a source does not give are empty.
struct Weather {
  std::string place;
  Site site;
  Duration zone = Duration::zero();  // [us] the place's standard time less UTC: days and months
  Duration step = std::chrono::hours(1);        // [us] of an interval
  IntervalLabel label = IntervalLabel::centre;  // what `time` names
  std::optional<Duration> light_offset;  // [us] light is of one instant, so long after `time`;
                                         // empty: it is the mean of the interval
  bool is_typical = false;               // months may be of different years
  double wind_height = 10;               // [m] above the ground
  std::vector<SimTime> time;             // [us] UTC
  std::vector<double> global;            // [W/m2] GHI, on the level
  std::vector<double> beam;              // [W/m2] DNI, across the beam
  std::vector<double> diffuse;           // [W/m2] DHI, on the level
  std::vector<double> air;               // [K]
  std::vector<double> wind;              // [m/s] at `wind_height`
  std::vector<double> pressure;          // [Pa] or empty
  std::vector<double> humidity;          // [-] relative, or empty
  std::vector<double> dew_point;         // [K] or empty
  std::vector<double> albedo;            // [-] of the ground, or empty
  std::vector<double> water;             // [m] precipitable, or empty

  std::size_t size() const noexcept { return time.size(); }
  friend bool operator==(const Weather&, const Weather&) = default;
};

/// Middle of the interval of a row.
SimTime centre_of(const Weather& weather, std::size_t row);
/// Month of that moment on the place's clock; 0 is January.
std::size_t month_of(const Weather& weather, std::size_t row);
/// [s] since 1970 UTC at which the sun of each row is to be taken: the middle of its interval, or
/// the instant of its light.
std::vector<double> sun_times(const Weather& weather);
/// [Pa] of saturated vapour over water, by Magnus' formula [alduchov1996]: 0.4 % of -40 to 50 degC.
double saturation_pressure(double temperature);
/// Air that bends the sun's rays over a place: the pressure is the standard one of its elevation.
Air standard_air(const Site& site);
/// Relative humidity [-] of each row: as given, or from the dew point; empty when neither is
/// given.
std::vector<double> relative_humidity(const Weather& weather);
/// [-] by which wind at one height is multiplied for another above open ground: a power of 1/7
/// [irwin1979].
double wind_factor(double from_height, double to_height);

/// What may be wrong with weather.
enum class WeatherFault : std::uint8_t {
  gap,                   // `amount` intervals are missing before this row
  repeated,              // of the same time as the row before, or earlier
  not_a_number,          //
  negative,              // `amount` [W/m2] of light
  night_light,           // `amount` [W/m2] with the sun down all the interval
  diffuse_above_global,  // by `amount` [W/m2]
  leap_day_left_out,     // 29 February of a leap year
  slipped,               // light fits the sun far better `amount` [s] later than its times say
};

struct WeatherFinding {
  WeatherFault fault = WeatherFault::gap;
  std::size_t row = 0;
  std::string_view column = {};  // of the member: "beam"
  double amount = 0;

  friend bool operator==(const WeatherFinding&, const WeatherFinding&) = default;
};

/// Everything of the above, by rows; at most one `slipped`, at its end.
///
/// Diffuse light counts as above the global one where it is so by 5 % and 10 W/m2. Light slips when
/// global less diffuse light is by the beam and the sun's height half as badly off, or less, half
/// an hour or an hour earlier or later. Docs: docs/theory/field.md (7.1) to (7.3).
/// @throws LogicError when columns differ in length
std::vector<WeatherFinding> check_weather(const Weather& weather);

/// The same weather in intervals of 1 / `parts` of the step, named by their centres.
///
/// Global and diffuse light of an interval go with the sun's height at the centres of its parts and
/// keep their mean; the beam is what closes them, at most the light outside the atmosphere, and
/// then the rest is diffuse. Everything else is linear between the centres of intervals.
/// @throws LogicError when parts < 1 or columns differ in length
Weather resample(const Weather& weather, int parts);

/// A year of hours that never was: clear sky [ineichen2002] under a Markov chain of clear, broken
/// and overcast hours, with temperatures, wind and humidity by sines and noise. The constants are
/// ours (grade D), of a dry continental climate.
struct SyntheticClimate {
  Site site{39.9 * unit::deg, -105 * unit::deg, 1630};  // near Thornton, Colorado
  Duration zone = std::chrono::hours(-7);
  int year = 2010;       // no leap year
  double mean = 283.5;   // [K] of the air
  double yearly = 12;    // [K] amplitude
  double daily = 7;      // [K] amplitude under a clear sky
  double turbidity = 3;  // [-] of Linke
  double wind = 3.6;     // [m/s] mean
  std::uint64_t seed = 20100512;
};
Weather synthetic_weather(const SyntheticClimate& climate);

}  // namespace heliofab::field
