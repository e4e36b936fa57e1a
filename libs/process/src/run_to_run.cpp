// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/run_to_run.hpp"

#include <cmath>
#include <numbers>

#include <Eigen/Eigenvalues>

#include "heliofab/core/check.hpp"
#include "heliofab/core/roots.hpp"

namespace heliofab::process {

namespace {

// Size of the largest root of z^(k+1) + next z^k + last, as an eigenvalue of its companion matrix.
double largest_root(double next, double last, std::int64_t k) {
  HELIOFAB_CHECK(k >= 0);
  const auto size = static_cast<Eigen::Index>(k) + 1;
  Eigen::MatrixXd companion = Eigen::MatrixXd::Zero(size, size);
  companion.diagonal(-1).setOnes();
  companion(0, 0) -= next;
  companion(0, size - 1) -= last;
  return Eigen::EigenSolver<Eigen::MatrixXd>(companion, false).eigenvalues().cwiseAbs().maxCoeff();
}

}  // namespace

void learn(RunToRunState& state, const RunToRun& controller, const ProcessModel& model, double y,
           double u) noexcept {
  const double before = state.intercept;
  const double forecast = before + state.drift;
  state.intercept = forecast + controller.weight * (y - model.slope * u - forecast);
  state.drift += controller.drift_weight * (state.intercept - before - state.drift);
}

double setting(const RunToRunState& state, const RunToRun& controller,
               const ProcessModel& model) noexcept {
  const auto ahead = static_cast<double>(controller.delay + 1);
  return (model.target - state.intercept - ahead * state.drift) / model.slope;
}

double loop_radius(double weight, double gain_ratio, std::int64_t delay) {
  return largest_root(-(1 - weight), weight * (gain_ratio - 1), delay);
}

double stable_gain_ratio(double weight, std::int64_t delay) {
  HELIOFAB_CHECK(weight > 0 && weight <= 1);
  // With the right slope the loop is stable for any delay; without delay up to 2 / weight, and a
  // delay never widens that.
  const auto excess = [&](double ratio) { return loop_radius(weight, ratio, delay) - 1; };
  return find_root(excess, 1, 2 / weight * (1 + 1e-9), 1e-12).value();
}

double integral_loop_radius(double gain, std::int64_t delay) {
  return largest_root(-1, gain, delay);
}

double stable_integral_gain(std::int64_t delay) noexcept {
  return 2 * std::sin(std::numbers::pi / (2 * (2 * static_cast<double>(delay) + 1)));
}

}  // namespace heliofab::process
