// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/estimate.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/process/run_to_run.hpp"
#include "validation_rows.hpp"

// Run-to-run control against its closed forms.
namespace heliofab::process::validation_rows {
namespace {

// A process whose measurements are known late, under control from the first run on.
struct Loop {
  RunToRun controller;
  double gain_ratio = 1;  // true slope over the believed one
  double noise = 1;
  double drift = 0;  // of the intercept in a run
};

// y of the runs behind a tenth of them, target 0.
std::vector<double> outputs(const Loop& loop, std::size_t runs, std::uint64_t number) {
  const Stream draw(1, "test.run_to_run");
  const ProcessModel model{.target = 0, .slope = 2};
  const auto delay = static_cast<std::size_t>(loop.controller.delay);
  RunToRunState state;
  std::vector<double> u;
  std::vector<double> y;
  for (std::size_t run = 0; run < runs; ++run) {
    u.push_back(setting(state, loop.controller, model));
    y.push_back(loop.drift * static_cast<double>(run) + loop.gain_ratio * model.slope * u.back() +
                loop.noise * draw.normal(number, run));
    if (run >= delay) {
      learn(state, loop.controller, model, y[run - delay], u[run - delay]);
    }
  }
  y.erase(y.begin(), y.begin() + static_cast<std::ptrdiff_t>(runs / 10));
  return y;
}

// Variance over that of the noise, from 20 loops.
Estimate variance(const Loop& loop) {
  std::vector<double> found;
  for (std::uint64_t k = 0; k < 20; ++k) {
    double squares = 0;
    const std::vector<double> y = outputs(loop, 20'000, k);
    for (const double value : y) {
      squares += value * value / static_cast<double>(y.size());
    }
    found.push_back(squares);
  }
  return estimate(found);
}

Check variance_row(const std::string& name, double expected, const Loop& loop) {
  const Estimate e = variance(loop);
  return {name, expected, e.value, 4 * e.error, "", "4 standard errors of 20 loops"};
}

Check offset_row(const std::string& name, double expected, Loop loop) {
  loop.noise = 0;
  loop.drift = 0.1;
  return {name, expected, outputs(loop, 2000, 0).back(), 1e-9, "", "without noise"};
}

double radius_at(double weight, std::int64_t delay) {
  return loop_radius(weight, stable_gain_ratio(weight, delay), delay);
}

}  // namespace

Checks control_rows() {
  return {variance_row("variance, weight 0.2", 1.1111, {.controller = {.weight = 0.2}}),
          variance_row("... 0.4", 1.25, {.controller = {.weight = 0.4}}),
          variance_row("... 0.6", 1.4286, {.controller = {.weight = 0.6}}),
          variance_row("... 0.4, slope twice the one believed: 2 / (2 - 0.8)", 2 / 1.2,
                       {.controller = {.weight = 0.4}, .gain_ratio = 2}),
          variance_row("... 0.4, known three runs late", 1.25,
                       {.controller = {.weight = 0.4, .delay = 3}}),
          offset_row("offset under a drift of 0.1 a run, weight 0.4: d / g", 0.25,
                     {.controller = {.weight = 0.4}}),
          offset_row("... known three runs late: d / g + 3 d", 0.55,
                     {.controller = {.weight = 0.4, .delay = 3}}),
          offset_row("... slope twice the one believed: d / (2 g)", 0.125,
                     {.controller = {.weight = 0.4}, .gain_ratio = 2}),
          offset_row("... drift followed", 0, {.controller = {.weight = 0.4, .drift_weight = 0.2}}),
          offset_row("... drift followed, known three runs late", 0,
                     {.controller = {.weight = 0.4, .drift_weight = 0.1, .delay = 3}}),
          {"stable gain ratio, weight 0.4: 2 / g", 5, stable_gain_ratio(0.4, 0), 1e-9, "",
           "closed form"},
          {"... known one run late: 1 + 1 / g", 3.5, stable_gain_ratio(0.4, 1), 1e-9, "",
           "closed form"},
          {"... two runs late, by Jury's conditions", 1 + (std::sqrt(4.36) - 0.6) / 0.8,
           stable_gain_ratio(0.4, 2), 1e-9, "", "closed form"},
          {"... five runs late: largest root there", 1, radius_at(0.4, 5), 1e-9, "", "definition"},
          {"integral of what is two readings old, stable gain", 0.6180339887,
           stable_integral_gain(2), 1e-9, "", "golden section"},
          {"... largest root there", 1, integral_loop_radius(stable_integral_gain(2), 2), 1e-9, "",
           "definition"}};
}

line_chart::Picture control_picture() {
  std::vector<line_chart::Line> lines;
  int colour = 0;
  for (const double ratio : {0.5, 1.0, 2.0}) {
    line_chart::Line closed{fmt::format("true slope {:g} of the believed", ratio), {}, {}, colour};
    line_chart::Line simulated{"", {}, {}, colour, line_chart::Look::dots};
    for (double weight = 0.01; weight < std::min(1.0, 1.9 / ratio); weight += 0.01) {
      closed.x.push_back(weight);
      closed.y.push_back(2 / (2 - weight * ratio));
    }
    for (double weight = 0.1; weight < std::min(1.01, 1.7 / ratio); weight += 0.1) {
      simulated.x.push_back(weight);
      simulated.y.push_back(
          variance({.controller = {.weight = weight}, .gain_ratio = ratio}).value);
    }
    lines.push_back(std::move(closed));
    lines.push_back(std::move(simulated));
    ++colour;
  }
  return {
      "process-run-to-run.svg",
      "Variance of a process under run-to-run control over that of its noise: what control "
      "costs where there is nothing to correct. Lines: closed form; dots: simulated.",
      line_chart::svg({.charts = {{.title = "variance over weight",
                                   .x = {.name = "weight of the newest run"},
                                   .y = {.name = "variance / noise", .from = 1, .to = 6, .step = 1},
                                   .lines = lines}},
                       .right = 250})};
}

}  // namespace heliofab::process::validation_rows
