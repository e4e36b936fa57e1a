// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "layer_slopes.hpp"
#include "problem_slopes.hpp"
#include "sheet.hpp"

namespace heliofab::device {

/// Pulls slopes by the numbers between two films back to those of the interface and of its films.
class InterfaceSlopes {
 public:
  /// @param left,right  of the films; adds to them
  /// @param slopes      of an interface of the same shape, zero; adds to it
  InterfaceSlopes(const Interface& interface, LayerSlopes& left, LayerSlopes& right, double kt_eV,
                  Interface& slopes);

  /// Of the levels in the plane.
  void add_levels(const SheetSlopes& d);
  /// Of the step between its nodes, theory (17).
  void add_joint(const Element& e, const Element& d);
  /// Of tunnelling through its barriers, theory (23).
  void add_tips(const Element& e, const Element& d, const Meeting& meeting);
  /// By the logarithm of the temperature, beyond that of the films.
  double warmth() const noexcept { return warmth_; }

 private:
  void add_edges(double by_conduction, double by_valence);

  const Interface* interface_;
  std::array<LayerSlopes*, 2> films_;
  double kt_;  // [eV]
  Interface* slopes_;
  double warmth_ = 0;
  // Depths below the vacuum level of the edges of both films [eV], and which of them bound the gap
  // of the plane: shares, halves where both are alike.
  std::array<double, 2> conduction_eV_{};
  std::array<double, 2> valence_eV_{};
  std::array<double, 2> is_lower_{};    // the lower conduction band
  std::array<double, 2> is_shallow_{};  // the higher valence band
};

}  // namespace heliofab::device
