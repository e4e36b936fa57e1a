// SPDX-License-Identifier: Apache-2.0
#include "heated_solver.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "feedback.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"
#include "plane_mesh.hpp"

namespace heliofab::module {

namespace {

constexpr int most_rounds = 60;
constexpr double settled_heat = 1e-7;        // [K] the last change of temperatures
constexpr double longest_step = 30;          // [K]
constexpr double answer_of_currents = 1e-5;  // of conjugate gradients, within a round
constexpr double answer_of_heat = 1e-4;      // for the gain

// Powers are to add up to 1e-8 of the light.
constexpr PlaneLimits heated_limits{.residual = 1e-10};

double norm(std::span<const double> v) noexcept {
  return std::sqrt(std::transform_reduce(v.begin(), v.end(), v.begin(), 0.0));
}

double largest(std::span<const double> kelvins) noexcept {
  double most = 0;
  for (const double kelvin : kelvins) {
    most = std::max(most, std::abs(kelvin));
  }
  return most;
}

}  // namespace

HeatedSolver::HeatedSolver(const PlaneModule& module, const PlaneHeat& heat)
    : heat_(heat),
      problem_(make_plane(module)),
      photocurrent_(problem_.photocurrent),
      saturation_(problem_.saturation),
      mesh_(make_plate(problem_, module.design.pitch)),
      electric_(problem_, heated_limits),
      field_(problem_, mesh_),
      plate_(mesh_, problem_.y, modes(), heat),
      lit_(field_.lit_area(module.shades)),
      light_(field_.lit_plate(lit_)),
      temperature_(plate_.even(heat.ambient)),
      warmth_{heat.film, std::vector<double>(problem_.points())},
      films_(problem_.points()) {
  for (double& light : light_) {
    light *= heat.absorptance * heat.irradiance;
  }
}

// The films at the plate's temperatures.
void HeatedSolver::set_films() {
  const std::size_t rows = problem_.rows();
  const std::vector<double> plate = plate_.to_rows(temperature_);
  for (std::size_t k = 0; k < problem_.points(); ++k) {
    warmth_.temperature[k] = plate[mesh_.column[k / rows] * rows + k % rows];
  }
  problem_.photocurrent = photocurrent_;
  problem_.saturation = saturation_;
  warm_films(warmth_, problem_);
  electric_.system().note_films();
}

// What one kelvin more adds to the current of a point's film [A/m2/K], the mean of its parts.
double HeatedSolver::drift_at(const PlaneCell& cell, std::size_t point, const FilmLaw& cold) const {
  const FilmDrift mean = film_drift(cold, heat_.film, warmth_.temperature[point]);
  const std::span<const FilmPart> parts = parts_of(problem_, point);
  if (parts.empty()) {
    return current_drift(law_at(problem_, cell, point), mean, electric_.junction()[point]);
  }
  double sum = 0;
  for (const FilmPart& part : parts) {
    FilmDrift drift = mean;
    drift.photocurrent *= part.photocurrent;
    drift.saturation *= part.saturation;
    const FilmLaw here = law_of(problem_, cell, part);
    const double junction =
        film_state(here, sheets_.back[point] - sheets_.front[point], electric_.junction()[point])
            .junction;
    sum += part.area / problem_.area[point] * current_drift(here, drift, junction);
  }
  return sum;
}

// Potentials, films and heat where the currents balance.
void HeatedSolver::settle(double voltage) {
  if (!status_) {
    throw ModelError(
        "E4202",
        fmt::format("module: did not converge at {:.6g} V and {:.1f} K; an imbalance of {:.2g} of "
                    "the light's current is left after {} iterations, most of it at {}",
                    voltage, *std::ranges::max_element(warmth_.temperature), status_.residual,
                    status_.iterations, electric_.worst_place()));
  }
  const std::size_t rows = problem_.rows();
  sheets_ = {electric_.potential(0), electric_.potential(1), voltage};
  for (const PlaneCell& cell : problem_.cells) {
    FilmLaw law = cell.law;
    const std::size_t first = cell.first_column * rows;
    for (std::size_t k = first; k < first + cell.x.points() * rows; ++k) {
      law.photocurrent = photocurrent_[k];
      law.saturation = saturation_[k];
      const double across = sheets_.back[k] - sheets_.front[k];
      const FilmState state = film_at(problem_, cell, k, across, electric_.junction()[k]);
      films_[k] = {.current = state.current, .slope = state.slope, .drift = drift_at(cell, k, law)};
    }
  }
  dissipation_ = field_.dissipation(sheets_, films_);
}

// Changes of the potentials that carry currents into the points, the terminals held.
PlaneField HeatedSolver::answer(const PlaneField& currents, double tolerance) {
  const std::size_t rows = problem_.rows();
  const std::size_t n = problem_.points();
  // Where a point of the back sheet stands; that of the front sheet stands behind its column.
  const auto at = [rows](std::size_t k) { return 2 * (k / rows) * rows + k % rows; };
  std::vector<double> values(2 * n);
  for (std::size_t k = 0; k < n; ++k) {
    values[at(k)] = currents.back[k];
    values[at(k) + rows] = currents.front[k];
  }
  std::vector<double> amplitudes(2 * n);
  modes().to_modes(values.data(), 2 * problem_.columns(), amplitudes.data());
  std::vector<double> change(2 * n);
  electric_.system().answer(amplitudes, tolerance, change);
  modes().to_rows(change.data(), rows, 2 * problem_.columns(), values.data());
  PlaneField by{std::vector<double>(n), std::vector<double>(n)};
  for (std::size_t k = 0; k < n; ++k) {
    by.back[k] = values[at(k)];
    by.front[k] = values[at(k) + rows];
  }
  return by;
}

// Heat by points of the plate that its temperatures' change, in rows, brings forth: warmer films,
// other currents, other heat.
std::vector<double> HeatedSolver::heat_of(std::span<const double> plate) {
  const std::size_t rows = problem_.rows();
  const std::size_t n = problem_.points();
  std::vector<double> warmer(n);
  PlaneField driven{std::vector<double>(n), std::vector<double>(n)};  // [A] more from each film
  for (std::size_t k = 0; k < n; ++k) {
    warmer[k] = plate[mesh_.column[k / rows] * rows + k % rows];
    driven.back[k] = problem_.area[k] * films_[k].drift * warmer[k];
    driven.front[k] = -driven.back[k];
  }
  const PlaneField by = answer(driven, answer_of_currents);
  return field_.on_plate(field_.change(sheets_, by, films_, warmer));
}

// What a change makes of itself. What it loses above the columns' mean is part of that: a step of
// Newton's method is the same wherever it is.
std::vector<double> HeatedSolver::loop(std::span<const double> change) {
  const std::vector<double> plate = plate_.to_rows(change);
  std::vector<double> heat = heat_of(plate);
  plate_.subtract_unevenness(plate, heat);
  heat = plate_.to_modes(heat);
  plate_.answer_evenly(heat, heat);
  return heat;
}

// Of the loop without that.
double HeatedSolver::gain() {
  // From the mode as it was, and some of all the plate in case another takes over: even, and uneven
  // in the first modes of the rows as no module is, for an even one shows nothing uneven by itself.
  std::vector<double> start = plate_.even(mode_.empty() ? 1 : 0.1 * norm(mode_));
  const std::size_t rows = modes().count();
  for (std::size_t q = 0; q < start.size(); q += rows) {
    for (std::size_t m = 1; m < std::min<std::size_t>(rows, 3); ++m) {
      start[q + m] = start[q] * std::cos(static_cast<double>(q / rows * m));
    }
  }
  mode_.resize(start.size(), 0);
  std::ranges::transform(start, mode_, start.begin(), std::plus<>());
  const auto around = [this](std::span<const double> change) {
    const std::vector<double> heat = plate_.to_modes(heat_of(plate_.to_rows(change)));
    std::vector<double> back(heat.size());
    plate_.answer(heat, answer_of_heat, back);
    return back;
  };
  Feedback found = loop_gain(around, start);
  mode_ = std::move(found.change);
  return found.gain;
}

// Where to begin at a voltage: along the states before, as long as they are near.
void HeatedSolver::predict(double voltage) {
  std::array<double, 3> nodes{};
  std::array<double, 3> weights{};
  std::size_t used = std::min<std::size_t>(solved_, 3);
  for (std::size_t k = 0; k < used; ++k) {
    nodes.at(k) = known_.at(k).voltage;
  }
  while (used > 1 &&
         std::abs(voltage - nodes[0]) > 2 * std::abs(nodes.at(used - 2) - nodes.at(used - 1))) {
    --used;
  }
  if (used > 1) {
    lagrange_weights(std::span(nodes).first(used), voltage, std::span(weights).first(used));
    for (std::size_t i = 0; i < temperature_.size(); ++i) {
      temperature_[i] = 0;
      for (std::size_t k = 0; k < used; ++k) {
        temperature_[i] += weights.at(k) * known_.at(k).temperature[i];
      }
    }
  }
}

// The change of the temperatures that the heat as it is asks for.
HeatedSolver::Change HeatedSolver::next_change() {
  std::vector<double> heat = field_.on_plate(dissipation_);
  std::ranges::transform(heat, light_, heat.begin(), std::plus<>());
  heat = plate_.to_modes(heat);
  std::vector<double> left(heat.size());
  plate_.losses(temperature_, left);
  std::ranges::transform(heat, left, left.begin(), std::minus<>());
  plate_.linearise();
  plate_.answer_evenly(left, left);
  electric_.system().linearise();
  Change change{.amplitudes = std::move(left)};
  change.largest = largest(plate_.to_rows(change.amplitudes));
  if (change.largest > settled_heat) {
    // As exact as the next change is anyway, which squares what is left, and no more than wanted.
    const double tolerance =
        std::max(0.3 * settled_heat / change.largest, std::min(1e-3 * change.largest, 1e-3));
    Feedback newton = settle_loop([this](std::span<const double> c) { return loop(c); },
                                  change.amplitudes, tolerance);
    change.gain = newton.gain;
    if (newton.gain < 1) {  // else follow the heat: more comes back than goes
      change.amplitudes = std::move(newton.change);
      change.largest = largest(plate_.to_rows(change.amplitudes));
    }
  }
  return change;
}

HeatState HeatedSolver::solve(double voltage) {
  predict(voltage);
  for (int round = 1; round <= most_rounds; ++round) {
    set_films();
    status_ = round == 1 ? electric_.solve(voltage) : electric_.settle(voltage);
    settle(voltage);
    const Change change = next_change();
    const double share = std::min(1.0, longest_step / change.largest);
    for (std::size_t k = 0; k < temperature_.size(); ++k) {
      temperature_[k] += share * change.amplitudes[k];
    }
    HeatState now = state(round);
    now.loop_gain = change.gain;
    const bool is_settled = change.largest < settled_heat;
    if (is_settled) {
      complete(now, voltage);
    }
    if (is_settled && now.loop_gain < 1) {
      std::rotate(known_.begin(), known_.end() - 1, known_.end());
      known_[0] = {voltage, temperature_};
      ++solved_;
      return now;
    }
    if (is_settled || !(now.hottest < beyond_laminates)) {
      run_away(now, voltage);
    }
  }
  throw ModelError(
      "E4203", fmt::format("module: temperatures did not settle at {:.6g} V in {} rounds", voltage,
                           most_rounds));
}

}  // namespace heliofab::module
