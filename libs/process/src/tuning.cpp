// SPDX-License-Identifier: Apache-2.0
#include "tuning.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/process/film.hpp"

namespace heliofab::process {

namespace {

// How little the stated shares count against front, notch and back; theory/evaporation.md (13).
constexpr double share_weight = 1e-5;
constexpr int most_iterations = 60;
constexpr double longest_step = 0.5;  // of a log emission
constexpr double close_enough = 1e-9;

std::string_view word_of(Evaporant e) noexcept { return names_of(e)[static_cast<std::size_t>(e)]; }

// One step: least squares of front, notch and back and, faintly, of the way from the start, while
// the totals of indium and gallium stand still.
Eigen::VectorXd shape_step(const Eigen::MatrixXd& slopes, const Eigen::Vector3d& misses,
                           const Eigen::VectorXd& way, const Eigen::MatrixXd& totals) {
  const Eigen::Index n = slopes.cols();
  const Eigen::Index m = totals.rows();
  Eigen::MatrixXd system = Eigen::MatrixXd::Zero(n + m, n + m);
  system.topLeftCorner(n, n) =
      slopes.transpose() * slopes + share_weight * Eigen::MatrixXd::Identity(n, n);
  system.topRightCorner(n, m) = totals.transpose();
  system.bottomLeftCorner(m, n) = totals;
  Eigen::VectorXd right = Eigen::VectorXd::Zero(n + m);
  right.head(n) = -slopes.transpose() * misses - share_weight * way;
  return system.fullPivLu().solve(right).head(n);
}

}  // namespace

bool is_tuned(const EvaporationSource& s) noexcept { return !(s.temperature > 0); }

double wanted_notch(const Absorber& a) noexcept {
  const double depth = notch_depth(a.front_ratio, a.notch_ratio, a.back_ratio);
  return std::isfinite(depth) ? std::clamp(depth, 0.05, 0.95) : 0.5;
}

Tuning::Tuning(const Evaporator& e, const Absorber& recipe, double web_speed)
    : e_(e),
      recipe_(recipe),
      speed_(web_speed),
      track_(make_mean_track(e)),
      wanted_(atoms_of(recipe.thickness, recipe.cgi, recipe.ggi, recipe.naf_thickness)),
      emissions_(e.sources.size()) {
  const std::size_t nodes = track_.nodes_of_zone();
  for (std::size_t s = 0; s < e_.sources.size(); ++s) {
    double sum = 0;
    for (std::size_t k = 0; k < nodes; ++k) {
      sum += track_.weight[track_.zone[s] * nodes + k] * track_.impinging[s * nodes + k];
    }
    brought_.push_back(sum / speed_);
    const EvaporationSource& source = e_.sources[s];
    // What is tuned starts from its share and is scaled to the recipe below.
    emissions_[s] = is_tuned(source) ? source.share / std::max(brought_[s], 1e-300)
                                     : emission(source, source.temperature);
  }
  for (const Evaporant kind :
       {Evaporant::copper, Evaporant::indium, Evaporant::gallium, Evaporant::sodium_fluoride}) {
    meet_total(kind);
  }
}

GrownFilm Tuning::film_of(std::span<const double> emissions) const {
  return grow_film(e_, track_,
                   {.emissions = emissions,
                    .web_speed = speed_,
                    .web_temperature = recipe_.substrate_temperature});
}

// Front, notch and back less the recipe's.
Eigen::Vector3d Tuning::misses(std::span<const double> emissions) const {
  // Were the notch looked for anew each time, it would jump among the ripples of the sources.
  const Grading g = fit_grading_at(film_of(emissions).profile, wanted_notch(recipe_));
  return {g.front - recipe_.front_ratio, g.notch - recipe_.notch_ratio,
          g.back - recipe_.back_ratio};
}

// Scales the tuned sources of an evaporant so that with the others they bring what is wanted.
void Tuning::meet_total(Evaporant kind) {
  double stated = 0;
  double tuned = 0;
  for (std::size_t s = 0; s < e_.sources.size(); ++s) {
    if (e_.sources[s].evaporant == kind) {
      (is_tuned(e_.sources[s]) ? tuned : stated) += emissions_[s] * brought_[s];
    }
  }
  const double wanted = wanted_[static_cast<std::size_t>(kind)];
  if (!(tuned > 0)) {
    return;
  }
  if (stated > wanted) {
    throw InputError(
        "E4312", "evaporator.sources",
        fmt::format("sources of {} with a stated temperature bring {:.4g} % of what the recipe "
                    "wants, wanted at most 100 %",
                    word_of(kind), 100 * stated / wanted),
        "lower their temperatures, or leave them out to have them tuned");
  }
  for (std::size_t s = 0; s < e_.sources.size(); ++s) {
    if (e_.sources[s].evaporant == kind && is_tuned(e_.sources[s])) {
      emissions_[s] *= (wanted - stated) / tuned;
    }
  }
}

std::vector<std::size_t> Tuning::shaping_sources() const {
  std::vector<std::size_t> found;
  for (std::size_t s = 0; s < e_.sources.size(); ++s) {
    const Evaporant kind = e_.sources[s].evaporant;
    if (is_tuned(e_.sources[s]) && emissions_[s] > 0 &&
        (kind == Evaporant::indium || kind == Evaporant::gallium)) {
      found.push_back(s);
    }
  }
  return found;
}

// Slopes of front, notch and back in the log emissions of some sources.
Eigen::MatrixXd Tuning::slopes(std::span<const std::size_t> sources,
                               const Eigen::Vector3d& here) const {
  constexpr double step = 1e-5;
  Eigen::MatrixXd j(3, sources.size());
  for (std::size_t k = 0; k < sources.size(); ++k) {
    std::vector<double> moved = emissions_;
    moved[sources[k]] *= std::exp(step);
    j.col(static_cast<Eigen::Index>(k)) = (misses(moved) - here) / step;
  }
  return j;
}

// Slopes of the totals of indium and gallium, over those wanted, in the same.
Eigen::MatrixXd Tuning::totals(std::span<const std::size_t> sources) const {
  Eigen::MatrixXd slopes = Eigen::MatrixXd::Zero(2, static_cast<Eigen::Index>(sources.size()));
  for (std::size_t k = 0; k < sources.size(); ++k) {
    const std::size_t s = sources[k];
    const Evaporant kind = e_.sources[s].evaporant;
    slopes(kind == Evaporant::indium ? 0 : 1, static_cast<Eigen::Index>(k)) =
        emissions_[s] * brought_[s] / wanted_[static_cast<std::size_t>(kind)];
  }
  return slopes;
}

Status Tuning::meet_shape() {
  const std::vector<std::size_t> sources = shaping_sources();
  const auto n = static_cast<Eigen::Index>(sources.size());
  if (sources.empty()) {
    return {.outcome = Convergence::converged};
  }
  Eigen::VectorXd start(n);
  for (Eigen::Index k = 0; k < n; ++k) {
    start[k] = std::log(emissions_[sources[static_cast<std::size_t>(k)]]);
  }
  Status status{.outcome = Convergence::damped};
  while (status.iterations < most_iterations) {
    ++status.iterations;
    const Eigen::Vector3d here = misses(emissions_);
    Eigen::VectorXd way(n);
    for (Eigen::Index k = 0; k < n; ++k) {
      way[k] = std::log(emissions_[sources[static_cast<std::size_t>(k)]]) - start[k];
    }
    Eigen::VectorXd step = shape_step(slopes(sources, here), here, way, totals(sources));
    status.residual = step.cwiseAbs().maxCoeff();
    step *= std::min(1.0, longest_step / status.residual);
    for (Eigen::Index k = 0; k < n; ++k) {
      emissions_[sources[static_cast<std::size_t>(k)]] *= std::exp(step[k]);
    }
    meet_total(Evaporant::indium);
    meet_total(Evaporant::gallium);
    if (status.residual < close_enough) {
      status.outcome = Convergence::converged;
      break;
    }
  }
  return status;
}

void Tuning::meet_selenium() {
  std::vector<Diagnostic> problems;
  for (std::size_t z = 0; z < e_.zones.size(); ++z) {
    double metals = 0;
    double stated = 0;
    double tuned = 0;
    const std::string* name = nullptr;
    for (std::size_t s = 0; s < e_.sources.size(); ++s) {
      const EvaporationSource& source = e_.sources[s];
      if (track_.zone[s] != z || source.evaporant == Evaporant::sodium_fluoride) {
        continue;
      }
      const double here = emissions_[s] * brought_[s];
      if (source.evaporant != Evaporant::selenium) {
        metals += here;
      } else if (is_tuned(source)) {
        tuned += here;
        name = &source.name;
      } else {
        stated += here;
      }
    }
    if (name == nullptr) {
      continue;
    }
    if (!(metals > 0)) {
      problems.push_back({.code = "E4313",
                          .path = "evaporator.sources." + *name,
                          .message = fmt::format("no metal arrives in its zone '{}', wanted some "
                                                 "to tune the selenium to",
                                                 e_.zones[z].name),
                          .note = "state its temperature"});
      continue;
    }
    const double factor = std::max(0.0, e_.selenium_ratio * metals - stated) / tuned;
    for (std::size_t s = 0; s < e_.sources.size(); ++s) {
      const EvaporationSource& source = e_.sources[s];
      if (track_.zone[s] == z && source.evaporant == Evaporant::selenium && is_tuned(source)) {
        emissions_[s] *= factor;
      }
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

}  // namespace heliofab::process
