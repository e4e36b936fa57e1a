// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "heliofab/module/solve_string.hpp"
#include "string_lanes.hpp"

// One module at a time in the form of string_lanes.hpp, in memory that all modules share.
namespace heliofab::module {

/// The points of one degree.
struct PointsWork {
  std::vector<double> weight, stiffness, place, from_coarser;
  std::vector<double> numbers;
  StringPoints points;
};

/// Degrees in the order in which they are solved. The first one is lumped.
constexpr std::array<std::size_t, 5> string_degrees{0, 3, 4, 6, 8};

class StringWork {
 public:
  StringWork(const ModuleDesign& design, std::size_t stripes);

  void load(std::span<const DiodeStripe> stripes);
  void load(std::span<const StripCell> stripes);

  /// From the open circuit at the lumped points.
  void limit();

  const StringStripes& stripes() const noexcept { return stripes_; }
  /// Of string_degrees[level].
  const StringPoints& points(std::size_t level) const noexcept { return levels_[level].points; }
  /// Current [A] of a stripe at 0 V: the mean over all, and the best one's.
  double light() const noexcept { return light_; }
  double most_light() const noexcept { return most_light_; }
  bool has_curves() const noexcept { return stripes_.has_curves; }

 private:
  double& number(StripeRow row, std::size_t stripe) noexcept {
    return numbers_[static_cast<std::size_t>(row) * stripes_.size + stripe];
  }
  void load_sheets(std::size_t stripe, double tco, double mo, double p2);
  void load_curve(std::size_t stripe, const MonotoneCubic& curve);
  void pad(std::size_t count);
  void unlimit();

  ModuleDesign design_;
  StringStripes stripes_;
  std::vector<double> numbers_;
  std::vector<double> curves_;
  std::array<PointsWork, string_degrees.size()> levels_;
  double light_ = 0;
  double most_light_ = 0;
};

}  // namespace heliofab::module
