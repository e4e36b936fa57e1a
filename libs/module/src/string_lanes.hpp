// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// Newton's method for all stripes of a string at once, a stripe to a lane. All arithmetic is the
// same for every width of the registers.
namespace heliofab::module {

/// Stripes are padded to a multiple of this with copies of the last one, of no weight.
constexpr std::size_t string_block = 8;

/// Numbers of a stripe. Of a film given by a curve `light`, `saturation` and `resistance` are 0.
enum class StripeRow : std::size_t {
  weight,         // [-] 1, or 0 of a copy
  sheet,          // [ohm] both sheets together
  mo,             // [ohm]
  tco,            // [ohm]
  series,         // [ohm m] from stripe to stripe
  ohmic,          // [S/m2] beside the film
  light,          // [A/m2] photocurrent and saturation current
  saturation,     // [A/m2]
  per_volt,       // [1/V] at which the film's current bends
  resistance,     // [ohm m2]
  shunt,          // [S/m2] at 0.5 V
  exponent,       // [-] of its current
  reverse,        // [A/m2] breakdown at the onset
  reverse_slope,  // [1/V]
  reverse_onset,  // [V]
  floor,          // [V] of all points between open and short circuit of the string
  ceiling,        // [V]
  count
};

/// Curves of all stripes: piece k of stripe s at [s * stride + k]. A piece is a cubic of the
/// voltage from where it begins; the first one also serves below.
struct CurvePieces {
  const double* begin = nullptr;                // [V]
  std::array<const double*, 4> coefficients{};  // [A/m2], by the power of the voltage
  std::size_t stride = 0;                       // a power of 2
};

struct StringStripes {
  std::size_t size = 0;             // padded
  double width = 0;                 // [m] active
  double length = 0;                // [m]
  const double* numbers = nullptr;  // row by row, `size` each
  bool has_curves = false;
  bool has_power = false;    // a shunt that is not ohmic
  bool has_reverse = false;  // a breakdown
  CurvePieces curves;

  const double* row(StripeRow r) const noexcept {
    return numbers + static_cast<std::size_t>(r) * size;
  }
};

/// What is sought at the points of one degree across all stripes, point by point, `size` each.
/// Degree 0 is a lumped stripe: its mean voltage, its sheets a third of their resistance.
struct StringPoints {
  std::size_t degree = 0;
  const double* weight = nullptr;     // [m]
  const double* stiffness = nullptr;  // [1/m]
  const double* place = nullptr;         // [-] 0 to 1 across the stripe
  const double* from_coarser = nullptr;  // [-] from the points of the degree below, row by row
  double* junction = nullptr;         // [V] or the voltage itself, of films given by a curve
  double* step = nullptr;             // [V] by Newton's method at this current
  double* by_current = nullptr;       // [V/A] of the step
  std::array<double*, 3> voltage{};   // [V] of each stripe by powers of the current's change
};

/// A string around its current I: it has the voltage v[0] + v[1] x + v[2] x^2 at I + x, to second
/// order in the steps of its points. Ends are not in it.
struct StringModel {
  std::array<double, 3> voltage{};  // [V] [V/A] [V/A2]
  // What in it is of second order, all stripes by their absolute values.
  std::array<double, 3> size{};
  double lowest = 0;               // [V] across a film
  double least = 0;                // [A/m2] through a film
};

/// Moves all points by step + by_current * change, within floor and ceiling, and solves the equations once, linear around there, at `current` [A].
StringModel sweep_string(const StringStripes& stripes, const StringPoints& points, double current,
                         double change);

/// The longest way that a point would go with this change, counted where exponentials matter and in
/// their e-foldings [-].
double longest_step(const StringStripes& stripes, const StringPoints& points, double change);

/// Points of a higher degree from those of a lower one, moved likewise. Their steps are 0.
void refine_string(const StringStripes& stripes, const StringPoints& from, double change,
                   const StringPoints& to);
/// The same from lumped stripes, by the parabola of an even current [A].
void spread_string(const StringStripes& stripes, const StringPoints& lumped, double change,
                   double current, const StringPoints& to);

/// Floors and ceilings of open points, for currents up to `most` [A/m2]: no place of a stripe that
/// delivers current has more than its open circuit, or less than its breakdown needs.
void limit_points(const StringStripes& stripes, const StringPoints& open, double most,
                  double* floor, double* ceiling);

/// Open circuit of diodes without shunts.
void start_open(const StringStripes& stripes, const StringPoints& lumped);
/// From open circuit to where a diode leaves most power.
void start_power(const StringStripes& stripes, const StringPoints& lumped);

}  // namespace heliofab::module
