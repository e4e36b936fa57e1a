// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/io/read.hpp"

namespace heliofab::twin {

struct FabPlan;

enum class Likelihood : std::uint8_t { lognormal, uniform };
constexpr std::array<std::string_view, 2> names_of(Likelihood) { return {"lognormal", "uniform"}; }

/// What the plan says of how unsure it is of a number, in place of what its grade says.
struct Uncertainty {
  std::string name;
  std::string key;      // of a number below `fab`, or the beginning of several
  double spread = 0.3;  // [-] to either side; 0: held
  Likelihood shape = Likelihood::lognormal;

  friend bool operator==(const Uncertainty&, const Uncertainty&) = default;
};

template <class Visit>
void describe(Visit& visit, Uncertainty& u) {
  visit(u.name, {"name", "of the statement"});
  visit(u.key, {"key", "of a number below fab, or the beginning of several"});
  visit(u.spread, {"spread", unit::percent, 0, 95,
                   "to either side of the plan's value; 0 %: the number is held", "D"});
  visit(u.shape, {"shape", "lognormal: 90 % of draws within the spread; uniform: all", "D"});
}

/// A number of the plan that a ramp draws anew in every sample.
struct UncertainInput {
  std::string path;        // "fab.cost.wage"
  std::size_t number = 0;  // index in io::numbers_in(plan)
  double value = 0;        // [SI] of the plan
  double low = 0;          // [SI] no draw is outside
  double high = 0;         // [SI]
  double spread = 0;       // [-]
  Likelihood shape = Likelihood::lognormal;
  bool is_of_film = false;  // films, and the tables of their cells, depend on it
};

/// The graded numbers that a ramp samples: grade D by 30 %, C by 15 %, unless `plan.uncertainty`
/// says otherwise. Left alone are A and B, zeros, counts, temperatures (their zero means nothing)
/// and what the fab chooses rather than knows: recipe, products, settings and sizes of tools,
/// hours, policy, targets, bins. The last statement that fits a number counts; one that names such
/// a number alone makes it sampled after all. theory/market.md, "Uncertain inputs".
/// @throws InputError E6138 when a statement fits no number
std::vector<UncertainInput> uncertain_inputs(const FabPlan& plan,
                                             const std::vector<io::InputValue>& inputs);

/// The number at a quantile in (0, 1) of its distribution. A lognormal has the plan's value as
/// median and 90 % of its draws within a factor of 1 + spread.
double draw(const UncertainInput& input, double quantile) noexcept;

/// The plan with each input at a quantile of its own.
FabPlan drawn(const FabPlan& plan, std::span<const UncertainInput> inputs,
              std::span<const double> quantiles);

}  // namespace heliofab::twin
