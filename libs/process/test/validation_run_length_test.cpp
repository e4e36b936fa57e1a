// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/process/run_length.hpp"
#include "validation_rows.hpp"

// Mean run lengths of charts, beside figures published or made outside this program.
namespace heliofab::process::validation_rows {
namespace {

constexpr std::array<double, 5> shifts{0, 0.5, 1, 2, 3};

// A figure as it is printed.
struct Printed {
  const char* text;
  double value() const { return std::stod(text); }
  // Half of the last digit, and a hair.
  double tolerance() const {
    const std::string whole = text;
    return 0.51 * std::pow(10, -static_cast<double>(whole.size() - whole.find('.') - 1));
  }
};

struct Chart {
  std::string name;
  std::function<double(double shift)> length;
  std::array<Printed, 5> expected;                  // at the shifts
  enum { exact, simulated, chain } source = exact;  // of the expected ones
};

RunRules with_limits(RunRules rules) {
  rules.beyond_limits = true;
  return rules;
}

template <class Design>
std::function<double(double)> length_of(const Design& design) {
  return [design](double shift) { return run_length(design, shift); };
}

std::vector<Chart> charts() {
  return {{"Shewhart, 3 sigma",
           length_of(RunRules{}),
           {{{"370.40"}, {"155.22"}, {"43.89"}, {"6.30"}, {"2.00"}}}},
          {"... and 2 of 3",
           length_of(with_limits({.two_of_three = true})),
           {{{"224.7"}, {"77.6"}, {"20.1"}, {"3.64"}, {"1.68"}}},
           Chart::simulated},
          {"... and 4 of 5",
           length_of(with_limits({.four_of_five = true})),
           {{{"166.3"}, {"46.1"}, {"12.6"}, {"3.68"}, {"1.89"}}},
           Chart::simulated},
          {"... and 8 on one side",
           length_of(with_limits({.one_side = 8})),
           {{{"152.5"}, {"44.2"}, {"14.6"}, {"4.89"}, {"1.99"}}},
           Chart::simulated},
          {"Western Electric, all four",
           length_of(western_electric()),
           {{{"91.81"}, {"27.3"}, {"9.20"}, {"3.13"}, {"1.67"}}},
           Chart::simulated},
          {"CUSUM, k 0.5, h 4",
           length_of(CusumChart{.reference = 0.5, .decision = 4}),
           {{{"167.68"}, {"26.63"}, {"8.38"}, {"3.34"}, {"2.19"}}},
           Chart::chain},
          {"CUSUM, k 0.5, h 5",
           length_of(CusumChart{.reference = 0.5, .decision = 5}),
           {{{"465.43"}, {"38.00"}, {"10.38"}, {"4.01"}, {"2.57"}}},
           Chart::chain},
          {"EWMA, weight 0.1, width 2.814",
           length_of(EwmaChart{.weight = 0.1, .width = 2.814}),
           {{{"499.5"}, {"31.30"}, {"10.33"}, {"4.36"}, {"2.87"}}},
           Chart::chain},
          {"EWMA, weight 0.2, width 2.962",
           length_of(EwmaChart{.weight = 0.2, .width = 2.962}),
           {{{"499.7"}, {"41.76"}, {"10.54"}, {"3.74"}, {"2.38"}}},
           Chart::chain},
          {"EWMA, weight 0.05, width 2.615",
           length_of(EwmaChart{.weight = 0.05, .width = 2.615}),
           {{{"499.8"}, {"28.76"}, {"11.38"}, {"5.22"}, {"3.50"}}},
           Chart::chain}};
}

// Four standard errors of a run length that scatters as much as it is long.
double four_errors(double length, double runs) { return 4 * length / std::sqrt(runs); }

// What a reference leaves open beyond its last digit.
double doubt(int source, double length) {
  return source == Chart::simulated ? four_errors(length, 4e5)
         : source == Chart::chain   ? 3e-4 * length
                                    : 0;
}
constexpr std::array reasons{"digits printed", "4 standard errors of 400,000 runs",
                             "finite states of the reference: notes"};

// Simulated here against simulated there.
Check simulated_row(const std::string& name, const RunRules& rules, double shift, double expected,
                    double runs_there) {
  constexpr std::int64_t runs = 40'000;
  const Estimate e = simulate_run_length([&] { return fresh(rules); }, shift, runs, 1);
  return {name,     expected,
          e.value,  std::hypot(4 * e.error, four_errors(expected, runs_there)),
          "points", "4 standard errors of both"};
}

}  // namespace

Checks run_length_rows() {
  Checks rows;
  for (const Chart& chart : charts()) {
    for (std::size_t i = 0; i < shifts.size(); ++i) {
      const double expected = chart.expected[i].value();
      rows.push_back({i == 0 ? fmt::format("{}: in control", chart.name)
                             : fmt::format("... shift of {} sigma", shifts[i]),
                      expected, chart.length(shifts[i]),
                      chart.expected[i].tolerance() + doubt(chart.source, expected), "points",
                      reasons.at(chart.source)});
    }
  }
  const auto champ_woodall = [&](const std::string& name, const RunRules& rules, double expected) {
    rows.push_back({"Champ and Woodall: " + name, expected, run_length(rules, 0), 0.0051, "points",
                    "digits printed"});
  };
  champ_woodall("2 of 3", with_limits({.two_of_three = true}), 225.44);
  champ_woodall("4 of 5", with_limits({.four_of_five = true}), 166.05);
  champ_woodall("8 on one side", with_limits({.one_side = 8}), 152.73);
  champ_woodall("all four", western_electric(), 91.75);
  rows.push_back(simulated_row("Nelson, all eight: in control", nelson(), 0, 73.6, 4e5));
  rows.push_back(simulated_row("... shift of 1 sigma", nelson(), 1, 9.65, 4e5));
  const RunRules none{.beyond_limits = false};
  const auto alone = [&](const std::string& name, std::int64_t RunRules::*rule, std::int64_t length,
                         double expected) {
    RunRules rules = none;
    rules.*rule = length;
    if (rules.trend > 0 || rules.alternating > 0) {
      rows.push_back(simulated_row(name, rules, 0, expected, 1e4));
      return;
    }
    rows.push_back({name, expected, run_length(rules, 0), four_errors(expected, 1e4), "points",
                    "4 standard errors of 10,000 runs"});
  };
  alone("nine on one side, alone", &RunRules::one_side, 9, 514);
  alone("six that rise or fall, alone", &RunRules::trend, 6, 425);
  alone("fourteen alternating, alone", &RunRules::alternating, 14, 604);
  alone("fifteen within 1 sigma, alone", &RunRules::within_one_sigma, 15, 953);
  alone("eight beyond 1 sigma, alone", &RunRules::beyond_one_sigma, 8, 14286);
  return rows;
}

line_chart::Picture run_length_picture() {
  std::vector<line_chart::Line> lines;
  for (const std::size_t k : {std::size_t{0}, std::size_t{4}, std::size_t{6}, std::size_t{7}}) {
    const Chart chart = charts()[k];
    std::vector<double> x;
    std::vector<double> y;
    for (double shift = 0; shift <= 3.001; shift += 0.05) {
      x.push_back(shift);
      y.push_back(chart.length(shift));
    }
    const int colour = static_cast<int>(lines.size()) / 2;
    lines.push_back({chart.name, std::move(x), std::move(y), colour});
    line_chart::Line dots{"", {shifts.begin(), shifts.end()}, {}, colour, line_chart::Look::dots};
    for (const Printed& printed : chart.expected) {
      dots.y.push_back(printed.value());
    }
    lines.push_back(std::move(dots));
  }
  return {"process-run-lengths.svg",
          "Points until a chart signals, on average, over the shift that is there from the start. "
          "Dots: the references.",
          line_chart::svg(
              {.charts = {{.title = "mean run length",
                           .x = {.name = "shift [sigma]", .to = 3, .step = 0.5},
                           .y = {.name = "points", .from = 1, .to = 1000, .is_logarithmic = true},
                           .lines = lines}},
               .right = 260})};
}

}  // namespace heliofab::process::validation_rows
