// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "heliofab/module/plane_module.hpp"

namespace heliofab::module {

/// How the current of a module at one terminal voltage answers to everything it is made of. At
/// maximum power the power changes by the voltage times that: where power is highest it does not
/// matter that the voltage moves too.
///
/// Solved once, with one linear system more: the changes u of the potentials with the voltage. For
/// any change of the module the current changes by -u F, with F the imbalances that the changed
/// module has at the potentials of this one. Equation (17) in docs/theory/module.md.
class PlaneSensitivity {
 public:
  /// @param voltage  [V] between the terminals
  /// @throws InputError  E4103 as solve_plane()
  /// @throws ModelError  E4202
  PlaneSensitivity(const PlaneModule& module, double voltage);
  ~PlaneSensitivity();
  PlaneSensitivity(PlaneSensitivity&&) noexcept;
  PlaneSensitivity& operator=(PlaneSensitivity&&) noexcept;

  double voltage() const noexcept;        // [V]
  double current() const noexcept;        // [A] delivered
  double current_slope() const noexcept;  // [A/V] negative

  /// By how much the current at this voltage is higher in `plus` than in `minus` [A], both near the
  /// solved module, to first order. Nothing is solved: a fifth of the time of one voltage.
  /// @return nothing when a mesh has other elements than that of the solved module, or elements of
  ///         other lengths by more than 0.1 %: where edges part that lay on each other, or a
  ///         number of elements changes
  std::optional<double> current_change(const PlaneModule& minus, const PlaneModule& plus) const;

 private:
  struct Solved;
  std::unique_ptr<const Solved> solved_;
};

}  // namespace heliofab::module
