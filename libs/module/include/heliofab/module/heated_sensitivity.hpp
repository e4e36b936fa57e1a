// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "heliofab/module/plane_heat.hpp"
#include "heliofab/module/plane_module.hpp"

namespace heliofab::module {

/// A module and what warms it.
struct HeatedModule {
  PlaneModule module;
  PlaneHeat heat;

  friend bool operator==(const HeatedModule&, const HeatedModule&) = default;
};

/// PlaneSensitivity of a module as warm as light and currents make it: temperatures answer as well.
///
/// Solved once, with the answers of currents and heat to what is missing anywhere in the balances
/// of both. Equation (29) in docs/theory/module.md.
class HeatedSensitivity {
 public:
  /// @param voltage  [V] between the terminals
  /// @throws InputError  E4103 as solve_heated()
  /// @throws ModelError  E4202, E4203
  HeatedSensitivity(const HeatedModule& solved, double voltage);
  ~HeatedSensitivity();
  HeatedSensitivity(HeatedSensitivity&&) noexcept;
  HeatedSensitivity& operator=(HeatedSensitivity&&) noexcept;

  double voltage() const noexcept;  // [V]
  double current() const noexcept;  // [A] delivered

  /// As PlaneSensitivity::current_change(), for changes of module and heat. Nothing is solved.
  std::optional<double> current_change(const HeatedModule& minus, const HeatedModule& plus) const;

 private:
  struct Solved;
  std::unique_ptr<const Solved> solved_;
};

}  // namespace heliofab::module
