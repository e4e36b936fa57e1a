// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <deque>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"
#include "heliofab/process/feedback.hpp"
#include "heliofab/process/run_to_run.hpp"

namespace heliofab::process {
namespace {

// How far a loop without noise is from its target after many runs, over where it began. Its
// measurements are known `delay` runs late.
double distance_after(std::int64_t runs, const RunToRun& controller, double gain_ratio) {
  const ProcessModel model{.target = 0, .slope = 1};
  RunToRunState state;
  std::deque<std::array<double, 2>> on_the_way;
  double y = 0;
  for (std::int64_t run = 0; run < runs; ++run) {
    const double u = setting(state, controller, model);
    y = 1 + gain_ratio * u;
    on_the_way.push_back({y, u});
    if (static_cast<std::int64_t>(on_the_way.size()) > controller.delay) {
      learn(state, controller, model, on_the_way.front()[0], on_the_way.front()[1]);
      on_the_way.pop_front();
    }
  }
  return std::abs(y);
}

TEST(RunToRun, IsStableUpToTheRootOfItsPolynomialAndNoFurther) {
  for (const double weight : {0.2, 0.4, 1.0}) {
    for (const std::int64_t delay : {0, 1, 2, 5}) {
      const double limit = stable_gain_ratio(weight, delay);
      const RunToRun controller{.weight = weight, .delay = delay};
      EXPECT_LT(distance_after(4000, controller, 0.97 * limit), 1e-3) << weight << ' ' << delay;
      EXPECT_GT(distance_after(4000, controller, 1.03 * limit), 1e3) << weight << ' ' << delay;
    }
  }
}

// Without delay 2 / g. With one run the polynomial z^2 - (1 - g) z + g (r - 1) has its roots within
// the circle while g (r - 1) < 1 (Jury).
TEST(RunToRun, LosesItsRangeToDelay) {
  for (const double weight : {0.1, 0.3, 0.7}) {
    EXPECT_NEAR(stable_gain_ratio(weight, 0), 2 / weight, 1e-9);
    EXPECT_NEAR(stable_gain_ratio(weight, 1), 1 + 1 / weight, 1e-9);
    for (std::int64_t delay = 0; delay < 8; ++delay) {
      EXPECT_GT(stable_gain_ratio(weight, delay), stable_gain_ratio(weight, delay + 1));
    }
  }
}

TEST(RunToRun, OfAPlainIntegralHasItsKnownRange) {
  EXPECT_NEAR(stable_integral_gain(0), 2, 1e-15);
  EXPECT_NEAR(stable_integral_gain(1), 1, 1e-15);
  EXPECT_NEAR(stable_integral_gain(2), (std::sqrt(5.0) - 1) / 2, 1e-15);
  for (std::int64_t delay = 0; delay < 9; ++delay) {
    const double gain = stable_integral_gain(delay);
    EXPECT_NEAR(integral_loop_radius(gain, delay), 1, 1e-9);
    EXPECT_LT(integral_loop_radius(0.95 * gain, delay), 1);
    EXPECT_GT(integral_loop_radius(1.05 * gain, delay), 1);
  }
}

// One variable: the predictive feedback is the EWMA controller of the same delay, wrong slope or
// not; without prediction it is the plain integral.
TEST(Feedback, OfOneVariableIsTheRunToRunController) {
  const double gain_ratio = 1.7;
  const FeedbackDesign design{
      .integral = 0.35, .dead_readings = 3, .is_predictive = true, .range = 5, .rate = 5};
  Feedback feedback(design, {10}, {2});
  const RunToRun controller{.weight = 0.35, .delay = 3};
  const ProcessModel model{.target = 10, .slope = 2};
  // What the feedback believes at first is that 0 is on target.
  RunToRunState state{.intercept = 10};
  const Stream draw(1, "test.feedback");
  std::vector<double> u(4, 0.0);
  for (std::uint64_t run = 0; run < 60; ++run) {
    const double made_by = u[u.size() - 4];
    const double y = 11 + gain_ratio * 2 * made_by + draw.normal(0, run);
    learn(state, controller, model, y, made_by);
    const double next = feedback.step(std::array{std::optional{y}})[0];
    EXPECT_NEAR(next, setting(state, controller, model), 1e-12) << run;
    u.push_back(next);
  }
}

// Thickness [um], CGI and GGI of a film by the logarithms of its copper, indium and gallium fluxes.
// What goes in is what grows: CGI is Cu / (In + Ga), thickness goes with all metal by its volume.
std::vector<double> film_of(const std::vector<double>& u, const std::vector<double>& off) {
  const double copper = 0.88 * std::exp(u[0] + off[0]);
  const double indium = 0.68 * std::exp(u[1] + off[1]);
  const double gallium = 0.32 * std::exp(u[2] + off[2]);
  const double three = indium + gallium;
  return {2.0 * (0.4 * copper / 0.88 + 0.6 * three), copper / three, gallium / three};
}

const std::vector<double> film_targets{2.0, 0.88, 0.32};

// Slopes of the above at no change.
std::vector<double> film_sensitivity() {
  std::vector<double> slopes(9);
  for (std::size_t j = 0; j < 3; ++j) {
    std::vector<double> up(3, 0.0);
    std::vector<double> down(3, 0.0);
    up[j] = 1e-5;
    down[j] = -1e-5;
    for (std::size_t i = 0; i < 3; ++i) {
      slopes[i * 3 + j] = (film_of(up, {0, 0, 0})[i] - film_of(down, {0, 0, 0})[i]) / 2e-5;
    }
  }
  return slopes;
}

// The film that each reading sees, with fluxes that are off from the start.
std::vector<std::vector<double>> films_under(const FeedbackDesign& design,
                                             const std::vector<double>& off, int readings) {
  Feedback feedback(design, film_targets, film_sensitivity());
  std::vector<std::vector<double>> settings(static_cast<std::size_t>(design.dead_readings) + 1,
                                            std::vector<double>(3, 0.0));
  std::vector<std::vector<double>> films;
  for (int i = 0; i < readings; ++i) {
    films.push_back(film_of(settings[static_cast<std::size_t>(i)], off));
    std::vector<std::optional<double>> seen(films.back().begin(), films.back().end());
    settings.push_back(feedback.step(seen));
  }
  return films;
}

TEST(Feedback, BringsThicknessAndCompositionBackTogether) {
  const auto films = films_under({.rate = 1}, {0.05, -0.03, 0.08}, 40);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(films.back()[i], film_targets[i], 1e-4 * film_targets[i]);
    // From the fourth reading on each error falls by 0.7, but for what is not linear.
    EXPECT_NEAR((films[5][i] - film_targets[i]) / (films[4][i] - film_targets[i]), 0.7, 0.05);
  }
}

// An integral of 0.7 of what is two readings old oscillates away beyond 0.618.
TEST(Feedback, NeedsThePredictionForALargeGain) {
  const auto at_end = [](bool is_predictive) {
    const FeedbackDesign design{.integral = 0.7, .is_predictive = is_predictive, .rate = 1};
    return std::abs(films_under(design, {0.02, 0, 0}, 60).back()[1] - 0.88);
  };
  EXPECT_LT(at_end(true), 1e-6);
  EXPECT_GT(at_end(false), 0.05);
}

TEST(Feedback, ForgetsWhatTheRangeKeptItFrom) {
  Feedback feedback({.integral = 0.5, .dead_readings = 0, .range = 0.1, .rate = 1}, {1}, {1});
  for (int i = 0; i < 100; ++i) {
    feedback.step(std::array{std::optional{0.0}});  // would want +0.5 each time
  }
  EXPECT_DOUBLE_EQ(feedback.actuators()[0], 0.1);
  // Not 50 readings later but at once.
  EXPECT_NEAR(feedback.step(std::array{std::optional{1.1}})[0], 0.05, 1e-12);
}

TEST(Feedback, KeepsTheDirectionOfAMoveThatTheRateCuts) {
  Feedback feedback({.integral = 1, .dead_readings = 0, .range = 1, .rate = 0.05}, {0, 0},
                    {1, 0, 0, 1});
  const auto& u = feedback.step(std::array{std::optional{-0.4}, std::optional{0.2}});
  EXPECT_DOUBLE_EQ(u[0], 0.05);
  EXPECT_DOUBLE_EQ(u[1], -0.025);
}

TEST(Feedback, LeavesAloneWhatIsNearOrNotSeen) {
  Feedback feedback({.integral = 0.5, .dead_readings = 0, .deadband = 0.01, .rate = 1}, {2, 1},
                    {1, 0, 0, 1});
  feedback.step(std::array{std::optional{2.019}, std::optional<double>{}});
  EXPECT_EQ(feedback.actuators(), (std::vector<double>{0, 0}));
  feedback.step(std::array{std::optional{2.1}, std::optional<double>{}});
  EXPECT_NEAR(feedback.actuators()[0], -0.05, 1e-12);
  EXPECT_EQ(feedback.actuators()[1], 0);
}

TEST(Feedback, AddsAPartInProportionToTheChange) {
  Feedback feedback({.integral = 0.1, .proportional = 0.4, .dead_readings = 0, .rate = 1}, {0},
                    {2});
  EXPECT_NEAR(feedback.step(std::array{std::optional{1.0}})[0], -0.05, 1e-12);
  EXPECT_NEAR(feedback.step(std::array{std::optional{1.5}})[0], -0.05 - 0.075 - 0.1, 1e-12);
}

}  // namespace
}  // namespace heliofab::process
