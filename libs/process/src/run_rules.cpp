// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/run_rules.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

namespace heliofab::process {

namespace {

// Whether this hit makes `wanted` of the last `window` points; keeps window - 1 of them.
bool is_often_enough(std::uint8_t& history, bool is_hit, int wanted, int window) noexcept {
  const unsigned bits = unsigned{history} << 1U | unsigned{is_hit};
  history = static_cast<std::uint8_t>(bits & ((1U << static_cast<unsigned>(window - 1)) - 1U));
  return is_hit && std::popcount(bits) >= wanted;
}

int sign_of(double x) noexcept { return (x > 0) - (x < 0); }

// One more in a row while the condition holds; true when there are `length`.
bool is_long_enough(std::int32_t& count, bool holds, std::int64_t length) noexcept {
  count = holds ? std::min(count + 1, static_cast<std::int32_t>(length)) : 0;
  return count >= length;
}

// The same of runs that have a sign.
bool is_long_enough_either_way(std::int32_t& count, int sign, std::int64_t length) noexcept {
  std::int32_t size = sign_of(count) == sign ? std::abs(count) : 0;
  const bool fired = is_long_enough(size, sign != 0, length);
  count = sign * size;
  return fired;
}

}  // namespace

RuleSet next_point(RunState& s, const RunRules& rules, double z) noexcept {
  RuleSet fired;
  fired.add(Rule::beyond_limits, rules.beyond_limits && std::abs(z) > 3);
  if (rules.two_of_three) {
    fired.add(Rule::two_of_three, is_often_enough(s.above_two, z > 2, 2, 3));
    fired.add(Rule::two_of_three, is_often_enough(s.below_two, z < -2, 2, 3));
  }
  if (rules.four_of_five) {
    fired.add(Rule::four_of_five, is_often_enough(s.above_one, z > 1, 4, 5));
    fired.add(Rule::four_of_five, is_often_enough(s.below_one, z < -1, 4, 5));
  }
  if (rules.one_side > 0) {
    fired.add(Rule::one_side, is_long_enough_either_way(s.one_side, sign_of(z), rules.one_side));
  }
  if (rules.within_one_sigma > 0) {
    fired.add(Rule::within_one_sigma,
              is_long_enough(s.within_one_sigma, std::abs(z) < 1, rules.within_one_sigma));
  }
  if (rules.beyond_one_sigma > 0) {
    fired.add(Rule::beyond_one_sigma,
              is_long_enough(s.beyond_one_sigma, std::abs(z) > 1, rules.beyond_one_sigma));
  }
  if (rules.trend > 0 || rules.alternating > 0) {
    const int direction = s.has_last ? sign_of(z - s.last) : 0;
    // So many points in a row are one step fewer.
    if (rules.trend > 0) {
      fired.add(Rule::trend,
                s.has_last && is_long_enough_either_way(s.trend, direction, rules.trend - 1));
    }
    if (rules.alternating > 0) {
      const bool turns = direction != 0 && direction == -s.direction;
      s.alternating = turns ? s.alternating : 0;
      fired.add(Rule::alternating,
                s.has_last && is_long_enough(s.alternating, direction != 0, rules.alternating - 1));
    }
    s.direction = direction;
    s.has_last = true;
    s.last = z;
  }
  return fired;
}

}  // namespace heliofab::process
