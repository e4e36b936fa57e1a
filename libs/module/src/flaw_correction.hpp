// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <Eigen/Dense>

#include "modal_solver.hpp"

namespace heliofab::module {

/// What single ohmic paths do to the chains of columns, which know only what a column does on
/// average: with P the chains, E the paths and G their conductances, P + E G E^T has the inverse
/// P^-1 - P^-1 E (G^-1 + E^T P^-1 E)^-1 E^T P^-1 (Woodbury).
class FlawCorrection {
 public:
  FlawCorrection(const PlaneProblem& problem, const Modes& modes);

  /// Takes E^T P^-1 E from the chains as they are: one solve for each path.
  void refresh(const ModalSolver& chains, std::span<double> scratch);
  void forget() noexcept { is_fresh_ = false; }
  std::size_t paths() const noexcept { return paths_.size(); }
  /// False until then, and when there are no paths.
  bool is_fresh() const noexcept { return is_fresh_; }
  /// Takes from the currents what the paths will carry, given the chains' answer to them.
  void subtract(std::span<const double> answer, std::span<double> current) const;

 private:
  struct Path {
    std::size_t from = 0;  // where the amplitudes of the unknowns begin that it joins
    std::size_t to = 0;
    bool is_last = false;  // to the terminal at 0 V
    std::size_t row = 0;
    double conductance = 0;  // [S]
  };
  void add_flaws(const PlaneProblem& problem);
  void add_links(const PlaneProblem& problem);
  double voltage(const Path& path, std::span<const double> potential) const;
  void add(const Path& path, double current, std::span<double> currents) const;

  const Modes* modes_;
  std::vector<Path> paths_;
  Eigen::LDLT<Eigen::MatrixXd> carried_;
  bool is_fresh_ = false;
};

}  // namespace heliofab::module
