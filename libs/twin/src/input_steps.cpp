// SPDX-License-Identifier: Apache-2.0
#include "input_steps.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <unordered_map>

namespace heliofab::twin {

namespace {

constexpr double step_share = 0.01;  // [-]

// A difference of temperatures is in kelvin.
std::string unit_of_step(const Unit& unit) {
  return std::string(unit.offset == 0 ? unit.symbol : unit::K.symbol);
}

}  // namespace

std::optional<double> step_of(const io::NumberIn& number) {
  const double value = *number.value;
  const double step = step_share * (value != 0 ? std::abs(value) : number.high - number.low);
  const bool is_inside = value - step >= number.low && value + step <= number.high;
  return is_inside && step > 0 ? std::optional(step) : std::nullopt;
}

SensitivityRow sensitivity_row(std::string_view name, const io::NumberIn& number, double figure,
                               const AtShifts& at_shifts) {
  const auto& [lower, half_lower, half_upper, upper] = at_shifts;
  const double change = (upper - lower) / 2;
  const double by_halves = half_upper - half_lower;
  const double step = step_of(number).value_or(0);
  return {
      .figure = std::string(name),
      .path = number.path,
      .step = step / number.unit.scale,
      .unit = unit_of_step(number.unit),
      .change = change,
      .lower = lower,
      .upper = upper,
      .elasticity = *number.value != 0 && figure != 0 ? change / figure * *number.value / step : 0,
      // The error falls with the square of the step: halves have a quarter of it.
      .error = std::abs(change - by_halves) * 4 / 3};
}

std::vector<SensitivityRow> ranked(std::vector<SensitivityRow> rows,
                                   const std::vector<io::InputValue>& inputs) {
  std::erase_if(rows, [](const SensitivityRow& r) { return r.lower == 0 && r.upper == 0; });
  std::ranges::sort(rows, {}, [](const SensitivityRow& r) {
    return std::tuple(-std::abs(r.elasticity), -std::abs(r.change), r.path);
  });
  std::unordered_map<std::string_view, std::string_view> written;
  for (const io::InputValue& input : inputs) {
    written.emplace(input.path, input.value);
  }
  std::int64_t order = 0;
  for (SensitivityRow& row : rows) {
    row.order = ++order;
    const auto input = written.find(row.path);
    // A number of a list stands with all of it.
    const auto list = written.find(std::string_view(row.path).substr(0, row.path.find('[')));
    row.value = input != written.end()  ? input->second
                : list != written.end() ? list->second
                                        : std::string_view();
  }
  return rows;
}

}  // namespace heliofab::twin
