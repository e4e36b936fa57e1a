// SPDX-License-Identifier: Apache-2.0
#include "design_goal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::cli {

namespace {

std::vector<double> values_of(const std::vector<Figures>& samples, std::size_t figure) {
  std::vector<double> values;
  values.reserve(samples.size());
  for (const Figures& one : samples) {
    values.push_back(one[figure].value);
  }
  return values;
}

report::OptimumFigure figure_of(const report::SweepColumn& column, std::span<const double> start,
                                std::span<const double> best, const Statistic& statistic) {
  return {.column = column,
          .start = estimate(start, statistic),
          .optimum = estimate(best, statistic),
          .change = paired_difference(start, best, statistic)};
}

// "16", of a figure in percent "16 %", too: in the figure's own unit.
std::optional<double> limit_of(const std::string& text, const Figure& figure) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
  const bool is_percent = figure.unit == "%" && unit == "%";
  if (problem != std::errc() || !(unit.empty() || is_percent || unit == figure.unit)) {
    return {};
  }
  return is_percent ? number * unit::percent : number;
}

}  // namespace

Judge::Judge(Goal goal, const Kind& kind, const std::vector<Figures>& start)
    : goal_(std::move(goal)) {
  find_figure(kind, start.front());
  const Figure& figure = start.front()[index_];
  column_ = column_of(figure);
  read_statistic(figure, start.size());
  const double value = climb_value(start);
  if (!std::isfinite(value)) {
    throw InputError(
        "E6208", "--goal", fmt::format("'{}' has no value for the file as it stands", figure.key),
        "a module in the dark has no power; a cell without open circuit no efficiency");
  }
}

void Judge::find_figure(const Kind& kind, const Figures& figures) {
  const std::string_view wanted = goal_.figure.empty() ? kind.goal : std::string_view(goal_.figure);
  const auto found = std::ranges::find(figures, wanted, &Figure::key);
  if (found == figures.end()) {
    std::vector<std::string_view> keys;
    for (const Figure& figure : figures) {
      keys.push_back(figure.key);
    }
    const std::string_view near = nearest(wanted, keys);
    throw InputError("E6208", "--goal", fmt::format("no figure '{}'", wanted),
                     near.empty() ? fmt::format("there are {}", fmt::join(keys, ", "))
                                  : fmt::format("did you mean '{}'?", near));
  }
  index_ = static_cast<std::size_t>(found - figures.begin());
}

void Judge::read_statistic(const Figure& figure, std::size_t modules) {
  const bool is_share = !goal_.above.empty();
  if (!goal_.quantile && !is_share) {
    return;
  }
  const std::string_view option = is_share ? "--above" : "--quantile";
  if (modules < 2) {
    throw InputError("E6204", option, "the file has no population to be judged as a whole",
                     "give it one: --set population.modules=200");
  }
  if (!is_share) {
    statistic_ = {Statistic::Kind::quantile, *goal_.quantile};
    column_.label = fmt::format("{}, {:g} % quantile", column_.label, 100 * *goal_.quantile);
    return;
  }
  const std::optional<double> limit = limit_of(goal_.above, figure);
  if (!limit) {
    throw InputError(
        "E6204", option,
        fmt::format("found '{}', wanted a number{}", goal_.above,
                    figure.unit.empty() ? std::string() : fmt::format(", in {}", figure.unit)));
  }
  statistic_ = {Statistic::Kind::share_above, *limit};
  const double shown = *limit * column_.scale;
  column_ = {.key = column_.key,
             .label = fmt::format("{} from {:g}{}{} on", column_.label, shown,
                                  column_.unit.empty() ? "" : " ", column_.unit),
             .unit = "%",
             .scale = 100};
}

double Judge::climb_value(const std::vector<Figures>& samples) const {
  const double value = smooth_value(values_of(samples, index_), statistic_);
  return goal_.is_least ? -value : value;
}

std::string Judge::words(std::size_t modules) const {
  const std::string_view end = goal_.is_least ? "lowest" : "highest";
  switch (statistic_.kind) {
    case Statistic::Kind::share_above:
      return fmt::format("{} share of {} modules: {}", end, modules, column_.label);
    case Statistic::Kind::quantile:
      return fmt::format("{} {} of {} modules", end, column_.label, modules);
    case Statistic::Kind::mean:
      break;
  }
  return modules > 1 ? fmt::format("{} mean {} of {} modules", end, column_.label, modules)
                     : fmt::format("{} {}", end, column_.label);
}

void Judge::describe(report::Optimum& optimum, const std::vector<Figures>& start,
                     const std::vector<Figures>& best) const {
  optimum.goal = words(start.size());
  optimum.key = column_.key;
  optimum.modules = start.size() > 1 ? start.size() : 0;
  optimum.result =
      figure_of(column_, values_of(start, index_), values_of(best, index_), statistic_);
  for (std::size_t k = 0; k < start.front().size(); ++k) {
    optimum.figures.push_back(
        figure_of(column_of(start.front()[k]), values_of(start, k), values_of(best, k), {}));
  }
}

}  // namespace heliofab::cli
