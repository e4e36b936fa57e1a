// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/run_difference.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "heliofab/core/error.hpp"
#include "heliofab/core/estimate.hpp"
#include "heliofab/core/student.hpp"
#include "heliofab/report/summary_json.hpp"
#include "heliofab/store/run_store.hpp"
#include "roll_figures.hpp"

namespace heliofab::report {

namespace {

using twin::RunRecord;

constexpr double no_interval = std::numeric_limits<double>::quiet_NaN();

std::vector<InputDifference> compare_inputs(const RunRecord& a, const RunRecord& b) {
  std::map<std::string, InputDifference> by_path;
  for (const twin::InputRow& row : a.inputs) {
    InputDifference& input = by_path[row.path];
    input.path = row.path;
    input.a = row.value;
    input.grade = row.grade;
  }
  for (const twin::InputRow& row : b.inputs) {
    InputDifference& input = by_path[row.path];
    input.path = row.path;
    input.b = row.value;
    input.grade = row.grade;
  }
  std::vector<InputDifference> differing;
  for (const auto& [path, input] : by_path) {
    if (input.a != input.b) {
      differing.push_back(input);
    }
  }
  return differing;
}

std::vector<double> values_of(const std::map<twin::RollId, double>& by_roll) {
  std::vector<double> values;
  for (const auto& [roll, value] : by_roll) {
    values.push_back(value);
  }
  return values;
}

// How far the difference is from 0, counted in what chance does.
void judge(FigureDifference& figure, double error, double dof) {
  constexpr double rounding = 1e-12;
  if (std::abs(figure.difference) <= rounding * std::max(std::abs(figure.a), std::abs(figure.b))) {
    figure.difference = 0;
  }
  figure.half_width = student_half_width(error, dof);
  figure.probability = figure.difference == 0 ? 1
                       : error == 0           ? 0
                                              : student_tails(figure.difference / error, dof);
}

FigureDifference paired(const RollFigure& a, const RollFigure& b) {
  std::vector<double> before;
  std::vector<double> after;
  for (const auto& [roll, value] : a.values) {
    if (const auto other = b.values.find(roll); other != b.values.end()) {
      before.push_back(value);
      after.push_back(other->second);
    }
  }
  FigureDifference figure{.half_width = no_interval};
  if (before.empty()) {
    return figure;
  }
  const auto n = static_cast<std::int64_t>(before.size());
  const Estimate change = paired_difference(before, after);
  figure = {.a = estimate(before).value,
            .b = estimate(after).value,
            .difference = change.value,
            .half_width = no_interval,
            .rolls_a = n,
            .rolls_b = n};
  if (n > 1) {
    judge(figure, change.error, static_cast<double>(n - 1));
  }
  return figure;
}

FigureDifference unpaired(const RollFigure& a, const RollFigure& b) {
  FigureDifference figure{.half_width = no_interval,
                          .rolls_a = static_cast<std::int64_t>(a.values.size()),
                          .rolls_b = static_cast<std::int64_t>(b.values.size())};
  if (a.values.empty() || b.values.empty()) {
    return figure;
  }
  const Estimate of_a = estimate(values_of(a.values));
  const Estimate of_b = estimate(values_of(b.values));
  figure.a = of_a.value;
  figure.b = of_b.value;
  figure.difference = of_b.value - of_a.value;
  if (figure.rolls_a > 1 && figure.rolls_b > 1) {
    const double va = of_a.error * of_a.error;
    const double vb = of_b.error * of_b.error;
    // Degrees of freedom by Welch and Satterthwaite.
    const double dof = va + vb > 0 ? (va + vb) * (va + vb) /
                                         (va * va / static_cast<double>(figure.rolls_a - 1) +
                                          vb * vb / static_cast<double>(figure.rolls_b - 1))
                                   : 1;
    judge(figure, std::sqrt(va + vb), dof);
  }
  return figure;
}

std::vector<FigureDifference> compare_rolls(const RollFigures& a, const RollFigures& b,
                                            bool is_paired) {
  std::set<std::string> names;
  for (const RollFigures* figures : {&a, &b}) {
    for (const auto& [name, figure] : *figures) {
      names.insert(name);
    }
  }
  const RollFigure nothing;
  const auto find = [&](const RollFigures& figures, const std::string& name) -> const RollFigure& {
    const auto found = figures.find(name);
    return found == figures.end() ? nothing : found->second;
  };
  std::vector<FigureDifference> differences;
  for (const std::string& name : names) {
    const RollFigure& of_a = find(a, name);
    const RollFigure& of_b = find(b, name);
    differences.push_back(is_paired ? paired(of_a, of_b) : unpaired(of_a, of_b));
    differences.back().name = name;
    differences.back().unit = of_a.unit.empty() ? of_b.unit : of_a.unit;
  }
  return differences;
}

// Holm: the least probability is held against 5 % over all figures, the next against 5 % over all
// but one, until one fails.
void judge_together(std::vector<FigureDifference*> figures) {
  constexpr double level = 0.05;
  // What no roll shows a trace of is no question that was asked.
  std::erase_if(figures, [](const FigureDifference* f) {
    return std::isnan(f->half_width) || (f->difference == 0 && f->half_width == 0);
  });
  std::ranges::stable_sort(figures, {}, &FigureDifference::probability);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i]->probability * static_cast<double>(figures.size() - i) >= level) {
      return;
    }
    figures[i]->is_beyond_chance = true;
  }
}

FigureDifference total(std::string name, std::string unit, double a, double b) {
  return {.name = std::move(name),
          .unit = std::move(unit),
          .a = a,
          .b = b,
          .difference = b - a,
          .half_width = no_interval};
}

std::vector<FigureDifference> totals_of(const twin::Summary& a, const twin::Summary& b) {
  return {total("modules made", "modules", static_cast<double>(a.modules_made),
                static_cast<double>(b.modules_made)),
          total("modules good", "modules", static_cast<double>(a.modules_good),
                static_cast<double>(b.modules_good)),
          total("power shipped", "W", a.power_shipped_W, b.power_shipped_W),
          total("backlog at the end", "W", a.backlog_W, b.backlog_W),
          total("revenue", "USD", a.revenue_usd, b.revenue_usd),
          total("cost", "USD", a.cost_usd, b.cost_usd),
          total("cost of a watt", "USD/W", a.cost_usd_per_W, b.cost_usd_per_W)};
}

std::vector<FigureDifference> oee_of(const twin::Summary& a, const twin::Summary& b) {
  std::vector<FigureDifference> oee;
  for (const twin::StationOee& station : a.stations) {
    const auto other = std::ranges::find(b.stations, station.station, &twin::StationOee::station);
    if (other != b.stations.end()) {
      oee.push_back(total(station.station, "", station.oee, other->oee));
    }
  }
  return oee;
}

}  // namespace

SummarizedRun read_summarized(std::string name, const std::filesystem::path& store) {
  twin::RunRecord record = store::read_run(store);
  twin::Summary summary = twin::summarize(record);
  return {std::move(name), std::move(record), std::move(summary)};
}

RunDifference compare_runs(const SummarizedRun& a, const SummarizedRun& b) {
  if (a.summary.is_line || b.summary.is_line) {
    throw InputError("E8105", "diff", "a line alone has no rolls to compare, wanted two fabs",
                     "compare lines with heliofab run --what-if");
  }
  RunDifference d;
  d.is_paired = a.record.provenance.seed == b.record.provenance.seed;
  d.inputs = compare_inputs(a.record, b.record);
  d.figures = compare_rolls(figures_by_roll(a.record), figures_by_roll(b.record), d.is_paired);
  const auto causes = causes_of_scrap(a.record, b.record);
  d.scrap =
      compare_rolls(scrap_by_roll(a.record, causes), scrap_by_roll(b.record, causes), d.is_paired);
  std::vector<FigureDifference*> all;
  for (auto* list : {&d.figures, &d.scrap}) {
    for (FigureDifference& figure : *list) {
      all.push_back(&figure);
    }
  }
  judge_together(all);
  const auto larger = [](const FigureDifference& f) { return std::max(f.a, f.b); };
  std::ranges::stable_sort(d.scrap, std::ranges::greater(), larger);
  const twin::Summary of_a = with_gaps(a.summary);
  const twin::Summary of_b = with_gaps(b.summary);
  d.totals = totals_of(of_a, of_b);
  d.oee = oee_of(of_a, of_b);
  return d;
}

}  // namespace heliofab::report
