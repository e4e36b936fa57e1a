// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/module_slopes.hpp"

#include <array>
#include <string_view>

#include "heliofab/io/numbers.hpp"
#include "heliofab/module/heated_sensitivity.hpp"
#include "heliofab/module/plane_sensitivity.hpp"

namespace heliofab::twin {

namespace {

// Changes of an input by these shares of it, the smaller ones where a mesh does not bear more.
constexpr std::array steps{1e-5, 1e-6, 1e-7, 1e-8};

bool is_of_module(std::string_view path) {
  return !path.starts_with("module.mesh.") && !path.starts_with("module.sweep.") &&
         !path.starts_with("module.currents.");
}

// The module by a plan with one number of it changed.
template <class Sensitivity, class Make>
class Slope {
 public:
  Slope(const Sensitivity& solved, const Make& make, PlaneModulePlan& plan,
        const io::NumberIn& number)
      : solved_(&solved), make_(&make), plan_(&plan), number_(&number), value_(*number.value) {}

  // [A] by the number. Differences from both sides; from one side where the other has no value or
  // another mesh.
  std::optional<double> current() const {
    for (const double step : steps) {
      if (const auto change = between(-step, step)) {
        return *change / (2 * step * value_);
      }
    }
    for (const double step : steps) {
      for (const double sided : {step, -step}) {
        const auto one = between(0, sided);
        const auto two = between(0, 2 * sided);
        if (one && two) {
          return (4 * *one - *two) / (2 * sided * value_);
        }
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<double> between(double low, double high) const {
    const double from = value_ * (1 + low);
    const double to = value_ * (1 + high);
    const auto is_allowed = [&](double x) { return x >= number_->low && x <= number_->high; };
    if (!is_allowed(from) || !is_allowed(to)) {
      return std::nullopt;
    }
    return solved_->current_change(with(from), with(to));
  }

  auto with(double value) const {
    *number_->value = value;
    auto changed = (*make_)(*plan_);
    *number_->value = value_;
    return changed;
  }

  const Sensitivity* solved_;
  const Make* make_;
  PlaneModulePlan* plan_;
  const io::NumberIn* number_;
  double value_;
};

// Of the module that `make` makes of a plan.
template <class Sensitivity, class Make>
std::vector<ModuleSlope> slopes_of(const PlaneModulePlan& plan, double voltage, const Make& make) {
  const Sensitivity solved(make(plan), voltage);
  PlaneModulePlan changed = plan;
  std::vector<ModuleSlope> slopes;
  for (const io::NumberIn& number : io::numbers_in(changed, "module")) {
    if (*number.value == 0 || !is_of_module(number.path)) {
      continue;
    }
    ModuleSlope slope{
        .path = number.path, .value = *number.value, .unit = number.unit, .power = {}};
    slope.power = Slope(solved, make, changed, number).current();
    if (slope.power) {
      *slope.power *= voltage;
    }
    if (slope.power != 0.0) {
      slopes.push_back(std::move(slope));
    }
  }
  return slopes;
}

}  // namespace

std::vector<ModuleSlope> module_slopes(const PlaneModulePlan& plan, double voltage) {
  if (plan.operation == Operation::heated) {
    return slopes_of<module::HeatedSensitivity>(
        plan, voltage, [](const PlaneModulePlan& p) -> module::HeatedModule {
          return {plane_module(p), plane_heat(p)};
        });
  }
  return slopes_of<module::PlaneSensitivity>(plan, voltage, plane_module);
}

}  // namespace heliofab::twin
