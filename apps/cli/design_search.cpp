// SPDX-License-Identifier: Apache-2.0
#include "design_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "design_goal.hpp"
#include "design_solver.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/twin/box_search.hpp"

namespace heliofab::cli {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t line_points = 12;  // to either side of the optimum
constexpr int most_rounds = 3;           // of search and lines
constexpr double is_better = 1e-6;       // of the goal: less is noise

using Point = DesignSolver::Point;

std::vector<twin::SearchAxis> axes_of(const VariedFile& varied) {
  std::vector<twin::SearchAxis> axes;
  for (const Variation& v : varied.variations) {
    axes.push_back(
        {v.is_whole ? static_cast<std::size_t>(v.numbers.back() - v.numbers.front()) + 1 : 0});
  }
  return axes;
}

// As the file says it; NaN where it says no number.
double start_of(const VariedFile& varied, const Variation& v) {
  const auto input = std::ranges::find(
      varied.inputs, fmt::format("{}.{}", varied.kind->name, v.key), &io::InputValue::path);
  return input == varied.inputs.end() || !input->si ? unknown : *input->si / v.unit;
}

Point point_at(const VariedFile& varied, std::span<const double> shares) {
  Point point;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    point.push_back(value_at(varied.variations[k], shares[k]));
  }
  return point;
}

std::vector<double> shares_of(const VariedFile& varied, const Point& point) {
  std::vector<double> shares;
  for (std::size_t k = 0; k < point.size(); ++k) {
    const double share = share_of(varied.variations[k], point[k]);
    shares.push_back(std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.5);
  }
  return shares;
}

// Places along one input, crowded towards the optimum, which is among them.
std::vector<double> line_values(const Variation& v, double optimum) {
  const double middle = std::clamp(share_of(v, optimum), 0.0, 1.0);
  std::vector<double> values{optimum};
  for (const double end : {0.0, 1.0}) {
    for (std::size_t i = 1; i <= line_points; ++i) {
      const double t = static_cast<double>(i) / line_points;
      values.push_back(value_at(v, std::lerp(middle, end, t * t)));
    }
  }
  std::ranges::sort(values);
  const auto same = std::ranges::unique(values);
  values.erase(same.begin(), same.end());
  return values;
}

struct Line {
  std::vector<double> values;
  std::vector<double> goal;  // as the search sees it; NaN where it is not known
};

// The goal along each input through the best point.
std::vector<Line> solve_lines(const VariedFile& varied, DesignSolver& solver) {
  const Point best = solver.best();
  std::vector<Line> lines;
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t k = 0; k < best.size(); ++k) {
    Line& line = lines.emplace_back();
    line.values = line_values(varied.variations[k], best[k]);
    line.goal.assign(line.values.size(), unknown);
    for (std::size_t i = 0; i < line.values.size(); ++i) {
      places.emplace_back(k, i);
    }
  }
  solver.for_each(places.size(), [&](std::size_t p) {
    const auto [k, i] = places[p];
    Point point = best;
    point[k] = lines[k].values[i];
    lines[k].goal[i] = solver.climb_value(point, false).value_or(unknown);
  });
  return lines;
}

// The best place on any line, if it is better than the one they go through by more than noise.
std::optional<Point> better_place(const std::vector<Line>& lines, const DesignSolver& solver) {
  std::optional<Point> better;
  double most = solver.best_value() + is_better * std::abs(solver.best_value());
  for (std::size_t k = 0; k < lines.size(); ++k) {
    for (std::size_t i = 0; i < lines[k].values.size(); ++i) {
      if (lines[k].goal[i] > most) {
        most = lines[k].goal[i];
        better = solver.best();
        (*better)[k] = lines[k].values[i];
      }
    }
  }
  return better;
}

// How far from its best value an input may go before the goal has lost a share of itself. Near its
// maximum a smooth goal falls as the square of the way, so the root of what it lost is straight.
std::array<double, 2> within(const Line& line, double best, double share) {
  const auto at =
      static_cast<std::ptrdiff_t>(std::ranges::find(line.values, best) - line.values.begin());
  const auto size = static_cast<std::ptrdiff_t>(line.values.size());
  const double top = line.goal[static_cast<std::size_t>(at)];
  const double most = std::sqrt(share * std::abs(top));
  std::array<double, 2> range{best, best};
  for (const std::ptrdiff_t step : {-1, 1}) {
    double& end = range[step < 0 ? 0 : 1];
    double lost = 0;
    for (std::ptrdiff_t i = at + step; i >= 0 && i < size; i += step) {
      const auto place = static_cast<std::size_t>(i);
      const double next = std::sqrt(std::max(0.0, top - line.goal[place]));
      if (!(next <= most)) {
        // Where there is no answer the range ends with the last place that has one.
        end = std::isnan(next) ? end
                               : std::lerp(end, line.values[place], (most - lost) / (next - lost));
        break;
      }
      end = line.values[place];
      lost = next;
    }
  }
  return range;
}

report::OptimumInput input_of(const VariedFile& varied, std::size_t k, const Line& line,
                              double best, const Judge& judge) {
  const Variation& v = varied.variations[k];
  report::OptimumInput input{.column = column_of(varied, v),
                             .start = start_of(varied, v),
                             .optimum = best,
                             .from = v.numbers.front(),
                             .to = v.numbers.back(),
                             .close = {unknown, unknown},
                             .wide = {unknown, unknown}};
  if (std::ranges::none_of(line.goal, [](double goal) { return std::isfinite(goal); })) {
    return input;
  }
  input.close = within(line, best, 1e-3);
  input.wide = within(line, best, 1e-2);
  for (auto* const range : {&input.close, &input.wide}) {
    if (v.is_whole) {
      *range = {std::ceil((*range)[0]), std::floor((*range)[1])};
    }
  }
  input.line = {.title = varied.title, .inputs = {input.column}, .figures = {judge.column()}};
  input.line.inputs.front().values = line.values;
  for (const double goal : line.goal) {
    input.line.figures.front().values.push_back(judge.from_climb_value(goal));
  }
  input.line.problems.resize(line.values.size());
  return input;
}

InputError no_answer(const DesignSolver& solver) {
  return {
      "E6209", "--over",
      fmt::format("none of {} designs within the bounds has an answer", solver.problems().size()),
      "one says: " + solver.problems().begin()->second};
}

}  // namespace

std::optional<report::Optimum> find_design(const VariedFile& varied, const DesignRequest& request,
                                           const twin::ReferenceData& data) {
  const std::size_t n = varied.variations.size();
  DesignSolver solver(varied, data, request.starts * (5 + 10 * n) + 2 * line_points * n);
  if (!solver.solve_start()) {
    return {};
  }
  const Judge judge(request.goal, *varied.kind, solver.start());
  solver.judge_by(judge);
  const std::vector<twin::SearchAxis> axes = axes_of(varied);
  Point start;
  for (const Variation& v : varied.variations) {
    start.push_back(start_of(varied, v));
  }
  twin::SearchRequest search{.starts = request.starts,
                             .seed = request.seed,
                             .most_points = request.most_points,
                             .is_parallel = solver.is_parallel()};
  const auto climb = [&](std::span<const double> shares) {
    return solver.climb_value(point_at(varied, shares));
  };
  report::Optimum optimum{.title = varied.title};
  std::vector<Line> lines(n);
  for (int round = 0; round < most_rounds; ++round) {
    const std::vector<twin::SearchEnd> ends =
        twin::find_maxima(climb, axes, shares_of(varied, start), search);
    for (const twin::SearchEnd& end : ends) {
      optimum.ends.push_back(judge.from_climb_value(end.value));
    }
    optimum.is_converged = std::ranges::max_element(ends, {}, [](const twin::SearchEnd& end) {
                             return std::isnan(end.value) ? -HUGE_VAL : end.value;
                           })->is_converged;
    if (interrupted() || solver.best().empty()) {
      break;
    }
    lines = solve_lines(varied, solver);
    const std::optional<Point> better = better_place(lines, solver);
    if (!better || round + 1 == most_rounds || interrupted()) {
      break;
    }
    solver.forget(*better);
    start = *better;
    search.starts = 1;
  }
  if (solver.best().empty()) {
    if (interrupted()) {
      return {};
    }
    throw no_answer(solver);
  }
  optimum.is_complete = !interrupted();
  judge.describe(optimum, solver.start(), solver.best_samples());
  for (std::size_t k = 0; k < n; ++k) {
    optimum.inputs.push_back(input_of(varied, k, lines[k], solver.best()[k], judge));
  }
  optimum.points = solver.points();
  optimum.failed = solver.problems().size();
  optimum.problem = solver.problems().empty() ? std::string() : solver.problems().begin()->second;
  return optimum;
}

std::vector<double> best_point(const report::Optimum& optimum) {
  std::vector<double> point;
  for (const report::OptimumInput& input : optimum.inputs) {
    point.push_back(input.optimum);
  }
  return point;
}

}  // namespace heliofab::cli
