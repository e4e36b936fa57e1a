// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "plane_problem.hpp"

namespace heliofab::module {

/// Something of one sheet by where it is: over films, and over scribes, where it conducts along the
/// stripe only.
struct SheetPlaces {
  std::vector<double> film;     // by point
  std::vector<double> scribes;  // scribe by scribe, its rows; the first before the first stripe
};

/// Products of the slopes of potentials in the sheets of a module, at the points at which the
/// equations of the sheets were integrated: with what films and links take they add up to what the
/// terminals get.
class SheetProducts {
 public:
  enum class Sheet : std::uint8_t { back, front };

  explicit SheetProducts(const PlaneProblem& problem);

  /// Conductance times the product of the slopes of two potentials by point, integrated around each
  /// place [W]: a potential with itself burns that.
  SheetPlaces of(Sheet sheet, std::span<const double> a, std::span<const double> b) const;
  /// Its sum over all places with a weight of each [-], as currents out of the points of b [A].
  std::vector<double> currents(Sheet sheet, std::span<const double> a,
                               const SheetPlaces& weight) const;

 private:
  struct Element;
  template <class Body>
  void each_element(Sheet sheet, const Body& body) const;

  const PlaneProblem* problem_;
  std::vector<std::vector<ElementSheets>> sheets_;  // of each stripe
  const Lobatto& across_;
  const Lobatto& along_;
};

}  // namespace heliofab::module
