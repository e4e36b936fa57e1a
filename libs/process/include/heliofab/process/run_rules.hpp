// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// What a Shewhart chart can find unusual in its points.
enum class Rule : std::uint8_t {
  beyond_limits,
  two_of_three,
  four_of_five,
  one_side,
  trend,
  alternating,
  within_one_sigma,
  beyond_one_sigma
};
constexpr std::array<std::string_view, 8> names_of(Rule) {
  return {"beyond_limits", "two_of_three", "four_of_five",     "one_side",
          "trend",         "alternating",  "within_one_sigma", "beyond_one_sigma"};
}
constexpr std::string_view name_of(Rule r) { return names_of(r)[static_cast<std::size_t>(r)]; }

/// Some of the rules.
class RuleSet {
 public:
  void add(Rule rule, bool fired = true) noexcept {
    bits_ = static_cast<std::uint8_t>(bits_ | unsigned{fired} << static_cast<unsigned>(rule));
  }
  bool contains(Rule rule) const noexcept {
    return (bits_ >> static_cast<unsigned>(rule) & 1U) != 0;
  }
  bool is_empty() const noexcept { return bits_ == 0; }

  friend bool operator==(const RuleSet&, const RuleSet&) = default;

 private:
  std::uint8_t bits_ = 0;
};

/// Which rules a chart applies. Run lengths are points, the one that completes the run included;
/// 0 leaves a rule out. Equal points end a trend, and a point on the centre line a run on one side.
struct RunRules {
  bool beyond_limits = true;          // one point beyond 3 sigma
  bool two_of_three = false;          // beyond 2 sigma on the same side
  bool four_of_five = false;          // beyond 1 sigma on the same side
  std::int64_t one_side = 0;          // points in a row on one side of the centre
  std::int64_t trend = 0;             // points in a row, each above (or each below) the last
  std::int64_t alternating = 0;       // points in a row, up and down by turns
  std::int64_t within_one_sigma = 0;  // points in a row
  std::int64_t beyond_one_sigma = 0;  // points in a row, on either side

  friend bool operator==(const RunRules&, const RunRules&) = default;
};

template <class Visit>
void describe(Visit& visit, RunRules& r) {
  visit(r.beyond_limits, {"beyond_limits", "a point beyond 3 sigma"});
  visit(r.two_of_three, {"two_of_three", "beyond 2 sigma on the same side"});
  visit(r.four_of_five, {"four_of_five", "beyond 1 sigma on the same side"});
  visit(r.one_side,
        {"one_side", 0, 100, "points in a row on one side; Western Electric 8, Nelson 9; 0: none"});
  visit(r.trend, {"trend", 0, 100, "points in a row that rise or that fall; Nelson 6; 0: none"});
  visit(r.alternating, {"alternating", 0, 100, "points in a row up and down; Nelson 14; 0: none"});
  visit(r.within_one_sigma, {"within_one_sigma", 0, 100, "points in a row; Nelson 15; 0: none"});
  visit(r.beyond_one_sigma,
        {"beyond_one_sigma", 0, 100, "points in a row, either side; Nelson 8; 0: none"});
}

/// The four zone rules of the Western Electric handbook [westernelectric1956]: eight on one side.
constexpr RunRules western_electric() noexcept {
  return {.two_of_three = true, .four_of_five = true, .one_side = 8};
}

/// All eight tests of Nelson [nelson1984]: nine on one side, six that rise or fall.
constexpr RunRules nelson() noexcept {
  return {.two_of_three = true,
          .four_of_five = true,
          .one_side = 9,
          .trend = 6,
          .alternating = 14,
          .within_one_sigma = 15,
          .beyond_one_sigma = 8};
}

/// What the rules remember of earlier points. Counts stop at the length of their rule, so that a
/// run that goes on goes on firing.
struct RunState {
  std::uint8_t above_two = 0;  // of the last two points, one bit each
  std::uint8_t below_two = 0;
  std::uint8_t above_one = 0;  // of the last four
  std::uint8_t below_one = 0;
  std::int32_t one_side = 0;  // negative: below
  std::int32_t trend = 0;     // steps; negative: down
  std::int32_t alternating = 0;
  std::int32_t within_one_sigma = 0;
  std::int32_t beyond_one_sigma = 0;
  std::int32_t direction = 0;  // of the last step
  bool has_last = false;
  double last = 0;

  friend auto operator<=>(const RunState&, const RunState&) = default;
};

/// Takes the next point and says which rules it completes.
/// @param z  distance from the centre in standard deviations of what is plotted [-]
RuleSet next_point(RunState& state, const RunRules& rules, double z) noexcept;

}  // namespace heliofab::process
