// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <Eigen/Core>

#include "equations.hpp"

namespace heliofab::device {

/// Carriers of one kind at one end of an element.
struct Gas {
  double density = 0;    // [1/m3]
  double log_gamma = 0;  // as Degeneracy
  double slope = 1;
};
Gas electrons(const Trace& trace, const NodeState& s) noexcept;
Gas holes(const Trace& trace, const NodeState& s) noexcept;

/// What levels meet: carriers, their excess np - ni2 (through expm1: exactly zero in equilibrium)
/// and what degeneracy makes of n1 and p1, each with its derivatives by (psi, phi_n, phi_p).
struct Company {
  double n, p, excess, gamma_n, gamma_p;
  Eigen::Vector3d d_n, d_p, d_excess, d_gamma_n, d_gamma_p;
};
Company company(const Trace& trace, const NodeState& s, const Gas& n, const Gas& p) noexcept;

/// How fast a transition fills, cn n + cp p1, and empties, cn n1 + cp p.
struct Transition {
  double filling, emptying;  // [1/m3/s]
  Eigen::Vector3d d_filling, d_emptying;
};
Transition transition(const LevelRates& level, const Company& m) noexcept;

/// Carriers, net recombination [1/m3/s] and charge [1/m3, units of q] at one end of an element,
/// with derivatives by (psi, phi_n, phi_p).
struct Bulk {
  Gas n;
  Gas p;
  double recombination = 0;
  double charge = 0;
  Eigen::Vector3d d_recombination = Eigen::Vector3d::Zero();
  Eigen::Vector3d d_charge = Eigen::Vector3d::Zero();
};
Bulk bulk_terms(const Element& element, std::size_t side, const NodeState& s) noexcept;

/// Net recombination at one end of an element by mechanism [1/m3/s].
struct BulkParts {
  struct One {
    std::size_t level = 0;     // of Layer::levels
    double weight = 0;         // goes with its states
    double recombination = 0;  // [1/m3/s]
    double occupation = 0;     // [-] by electrons, of the most that it holds
  };
  double radiative = 0;
  double auger = 0;
  std::vector<One> levels;
};
BulkParts bulk_parts(const Element& element, std::size_t side, const NodeState& s);

}  // namespace heliofab::device
