// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk.hpp"

namespace heliofab::device {

/// What the charge [1/m3] and the recombination [1/m3/s] at one end of an element weigh.
struct BulkWeights {
  double charge = 0;
  double recombination = 0;
};

/// Carriers at one end of an element, what they weigh in charge and recombination, and the slopes
/// of the sum of both by them.
struct WeighedCarriers {
  Gas n;
  Gas p;
  double gamma_n = 1;  // on n1 and ni2, theory (22)
  double gamma_p = 1;
  double excess = 0;  // [1/m6] np - ni2
  BulkWeights weighed;
  double by_n = 0;
  double by_p = 0;
  double by_excess = 0;
  double by_log_gamma_n = 0;  // by way of n1
  double by_log_gamma_p = 0;

  // By what electrons or holes feel, and the part of it that degeneracy makes: -1 times that by the
  // edge of the band.
  double by_log_n() const noexcept { return by_n * n.density + above_n(); }
  double by_log_p() const noexcept { return by_p * p.density + above_p(); }
  double above_n() const noexcept {
    return (by_n * n.density + by_log_gamma_n + by_excess * excess) * (n.slope - 1);
  }
  double above_p() const noexcept {
    return (by_p * p.density + by_log_gamma_p + by_excess * excess) * (p.slope - 1);
  }
};

/// Charge and recombination at one end of an element, theory (4), (5), (9), (12), (19) and (22),
/// pulled back to its numbers.
WeighedCarriers add_bulk_slopes(const Element& e, std::size_t side, const NodeState& s,
                                const BulkWeights& w, Element& slopes);

/// Adds the derivatives of `weight` times the charge [1/m3] at one end of an element in equilibrium
/// at potential psi. Returns the one by psi.
double add_charge_slopes(const Element& element, std::size_t side, double psi, double weight,
                         Element& slopes);

}  // namespace heliofab::device
