// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include <Eigen/Dense>

#include "heliofab/process/tune_evaporator.hpp"

namespace heliofab::process {

/// True for a source without a stated temperature.
bool is_tuned(const EvaporationSource& source) noexcept;

/// Where the recipe's notch lies [-], by the mean of its two lines: theory/twin.md (2). A film of
/// one composition has it anywhere.
double wanted_notch(const Absorber& recipe) noexcept;

/// Emissions on the way to the recipe. Made, they meet the totals of copper, indium, gallium and
/// sodium fluoride. @throws InputError E4312
class Tuning {
 public:
  Tuning(const Evaporator& evaporator, const Absorber& recipe, double web_speed);

  /// Front, notch and back by Newton; totals are met at every step.
  Status meet_shape();
  /// The tool's selenium ratio in every zone. @throws InputError E4313
  void meet_selenium();
  const std::vector<double>& emissions() const noexcept { return emissions_; }
  GrownFilm film() const { return film_of(emissions_); }

 private:
  GrownFilm film_of(std::span<const double> emissions) const;
  Eigen::Vector3d misses(std::span<const double> emissions) const;
  void meet_total(Evaporant kind);
  std::vector<std::size_t> shaping_sources() const;
  Eigen::MatrixXd slopes(std::span<const std::size_t> sources, const Eigen::Vector3d& here) const;
  Eigen::MatrixXd totals(std::span<const std::size_t> sources) const;

  const Evaporator& e_;
  const Absorber& recipe_;
  double speed_;
  WebTrack track_;
  ArealAtoms wanted_;
  std::vector<double> emissions_;
  std::vector<double> brought_;  // [1/m2] per emitted atom a second
};

}  // namespace heliofab::process
