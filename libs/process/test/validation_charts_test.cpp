// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "heliofab/process/control_chart.hpp"
#include "heliofab/process/memory_chart.hpp"
#include "spc_cases.hpp"
#include "validation_rows.hpp"

// EWMA, CUSUM and individuals of the NIST handbook.
namespace heliofab::process::validation_rows {
namespace {

using namespace spc_cases;

struct EwmaHistory {
  std::vector<double> average, lower, upper;
  double signals = 0;
};
EwmaHistory nist_ewma(bool has_exact_limits) {
  const EwmaChart chart{.weight = 0.3, .width = 3, .has_exact_limits = has_exact_limits};
  const Baseline baseline{ewma_target, ewma_sigma};
  EwmaHistory history;
  EwmaState state;
  for (const double x : ewma_data) {
    const EwmaPoint point = next_point(state, chart, baseline.z(x));
    history.average.push_back(ewma_target + ewma_sigma * point.average);
    history.lower.push_back(ewma_target - ewma_sigma * point.limit);
    history.upper.push_back(ewma_target + ewma_sigma * point.limit);
    history.signals += point.side == Side::none ? 0 : 1;
  }
  return history;
}

struct CusumHistory {
  std::vector<double> above, below;
  double first_signal = 0;
};
CusumHistory nist_cusum() {
  const CusumChart chart{.reference = 0.5, .decision = cusum_decision / cusum_sigma};
  const Baseline baseline{cusum_target, cusum_sigma};
  CusumHistory history;
  CusumState state = start_of(chart);
  for (const double x : cusum_data) {
    const CusumPoint point = next_point(state, chart, baseline.z(x));
    history.above.push_back(cusum_sigma * point.above);
    history.below.push_back(cusum_sigma * point.below);
    if (history.first_signal == 0 && point.side != Side::none) {
      history.first_signal = static_cast<double>(history.above.size());
    }
  }
  return history;
}

std::vector<double> counted(std::size_t n) {
  std::vector<double> numbers;
  for (std::size_t i = 1; i <= n; ++i) {
    numbers.push_back(static_cast<double>(i));
  }
  return numbers;
}

}  // namespace

Checks chart_rows() {
  const EwmaHistory ewma = nist_ewma(false);
  const EwmaHistory exact = nist_ewma(true);
  double worst = 0;
  for (std::size_t i = 0; i < ewma.average.size(); ++i) {
    worst = std::max(worst, std::abs(ewma.average[i] - ewma_printed[i]));
  }
  const CusumHistory cusum = nist_cusum();
  // The last ten values as individuals.
  const PhaseOne phase = individuals(std::span(ewma_data).last(10));
  const auto digit = "half the last digit";
  return {{"EWMA, 20 averages: largest distance from those printed", 0, worst, 0.0051, "", digit},
          {"... the last one", 51.99, ewma.average.back(), 0.005, "", digit},
          {"... upper limit after many points", 52.5884, ewma.upper.back(), 5e-5, "", digit},
          {"... lower limit", 47.4115, ewma.lower.back(), 1e-4, "", "its last digit is cut off"},
          {"... signals", 0, ewma.signals, 0.5, "", "count"},
          {"... exact limit of the first point", 50 + 3 * 0.3 * 2.0539, exact.upper.front(), 1e-12,
           "", "3 w s"},
          {"... exact limit of the last point over that after many", 1,
           (exact.upper.back() - 50) / (ewma.upper.back() - 50), 1e-6, "", "0.7^40 / 2"},
          {"CUSUM, upper sum at 13", 3.01, cusum.above[12], 0.0051, "", digit},
          {"... at 14", 4.94, cusum.above[13], 0.0051, "", digit},
          {"... first signal", 14, cusum.first_signal, 0.5, "", "index"},
          {"... at 15", 7.45, cusum.above[14], 0.0051, "", digit},
          {"... at 16", 10.63, cusum.above[15], 0.0051, "", digit},
          {"... at 20", 19.04, cusum.above[19], 0.0051, "", digit},
          {"... highest lower sum of the first ten", 0.72,
           *std::max_element(cusum.below.begin(), cusum.below.begin() + 10), 0.0051, "", digit},
          {"individuals, mean", 50.81, phase.mean.centre, 1e-9, "", "exact"},
          {"... mean moving range", 1.8778, phase.spread.centre, 5e-5, "", digit},
          {"... upper limit", 55.8041, phase.mean.upper, 0.002, "", "d2 of 1.128 there"},
          {"... lower limit", 45.8159, phase.mean.lower, 0.002, "", "d2 of 1.128 there"}};
}

line_chart::Picture chart_picture() {
  const EwmaHistory many = nist_ewma(false);
  const EwmaHistory exact = nist_ewma(true);
  const CusumHistory cusum = nist_cusum();
  const std::vector<double> at = counted(20);
  using line_chart::Look;
  const line_chart::Chart left{
      .title = "EWMA, weight 0.3",
      .x = {.name = "point", .from = 0, .to = 21, .step = 5},
      .y = {.name = "value", .from = 46, .to = 54, .step = 2},
      .lines = {{"value", at, {ewma_data.begin(), ewma_data.end()}, 7, Look::dots},
                {"average", at, many.average, 0},
                {"limits after many points", at, many.upper, 1, Look::dashed},
                {"", at, many.lower, 1, Look::dashed},
                {"exact limits", at, exact.upper, 1},
                {"", at, exact.lower, 1}}};
  const line_chart::Chart right{
      .title = "CUSUM, k 0.5, h 6.6 sigma",
      .x = {.name = "point", .from = 0, .to = 21, .step = 5},
      .y = {.name = "sum", .from = 0, .to = 20, .step = 5},
      .lines = {{"above", at, cusum.above, 0},
                {"below", at, cusum.below, 3},
                {"decision", {0, 21}, {cusum_decision, cusum_decision}, 1, Look::dashed}}};
  return {"process-charts.svg",
          "Data of the NIST handbook. Left: the average stays within its limits. Right: the shift "
          "at point 13 signals at 14.",
          line_chart::svg({.charts = {left, right}, .columns = 2, .width = 420})};
}

}  // namespace heliofab::process::validation_rows
