// SPDX-License-Identifier: Apache-2.0
#include "tally.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "format.hpp"

namespace heliofab::report {

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

void require(bool is_defined, double& figure) {
  if (!is_defined || !std::isfinite(figure)) {
    figure = undefined;
  }
}

template <class Row>
std::vector<Row> ordered(std::vector<Row> rows) {
  std::ranges::stable_sort(rows, {}, &Row::order);
  return rows;
}

// Spacing of round numbers: 1, 2 or 5 times a power of ten.
double round_step(double span, int count) {
  const double raw = span / std::max(count, 1);
  const double power = std::pow(10, std::floor(std::log10(raw)));
  const double lead = raw / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

}  // namespace

twin::Summary with_gaps(const twin::Summary& summary) {
  twin::Summary s = summary;
  const bool has_modules = s.modules_made > 0;
  require(s.web_finished_m2 > 0, s.line_yield);
  for (double* figure :
       {&s.aperture_efficiency.mean, &s.aperture_efficiency.median, &s.aperture_efficiency.p10,
        &s.aperture_efficiency.p90, &s.aperture_efficiency.best, &s.fill_factor_median,
        &s.voc_per_cell_median_V}) {
    require(has_modules, *figure);
  }
  require(s.modules_made > 1, s.aperture_efficiency.std);
  require(s.power_good_W > 0, s.cost_usd_per_W);
  require(!s.bottleneck.empty(), s.oee_e79);
  return s;
}

std::vector<Share> cost_by(const twin::RunRecord& record, std::string twin::CostRow::*key) {
  std::map<std::string, double> sums;
  for (const twin::CostRow& row : record.costs) {
    sums[row.*key] += row.usd;
  }
  std::vector<Share> shares;
  shares.reserve(sums.size());
  for (const auto& [name, usd] : sums) {
    shares.push_back({name, usd});
  }
  std::ranges::stable_sort(shares, std::ranges::greater(), &Share::value);
  return shares;
}

std::vector<MarketTotal> market_totals(const twin::RunRecord& record) {
  std::vector<MarketTotal> totals;
  std::vector<SimTime> latest;
  for (const twin::DemandRow& row : record.demands) {
    auto at = std::ranges::find_if(totals, [&](const MarketTotal& total) {
      return total.segment == row.segment && total.product == row.product;
    });
    if (at == totals.end()) {
      at = totals.insert(totals.end(), {row.segment, row.product});
      latest.push_back(row.month);
    }
    at->demand_W += row.demand_W;
    at->shipped_W += row.shipped_W;
    at->lost_W += row.lost_W;
    at->revenue_usd += row.revenue_usd;
    SimTime& last = latest[static_cast<std::size_t>(at - totals.begin())];
    if (row.month >= last) {
      last = row.month;
      at->backlog_W = row.backlog_W;
      at->stock_W = row.stock_W;
    }
  }
  return totals;
}

std::vector<twin::SalesRow> sales_totals(const twin::RunRecord& record) {
  std::vector<twin::SalesRow> totals;
  for (const twin::SalesRow& row : record.sales) {
    const auto at = std::ranges::find_if(totals, [&](const twin::SalesRow& total) {
      return total.segment == row.segment && total.bin == row.bin;
    });
    if (at == totals.end()) {
      totals.push_back(row);
      continue;
    }
    twin::SalesRow sum = row;
    sum.made_W += at->made_W;
    sum.shipped_W += at->shipped_W;
    sum.revenue_usd += at->revenue_usd;
    *at = sum;
  }
  return totals;
}

double total_demand(const twin::RunRecord& record) {
  double sum = 0;
  for (const twin::DemandRow& row : record.demands) {
    sum += row.demand_W;
  }
  return sum;
}

std::vector<twin::LossRow> ordered_losses(const twin::RunRecord& record) {
  return ordered(record.losses);
}

double EfficiencyStep::lost() const {
  const auto hundredths = [](double efficiency) { return std::round(1e4 * efficiency); };
  return (hundredths(before) - hundredths(after)) / 100;
}

std::vector<EfficiencyStep> efficiency_steps(const twin::RunRecord& record) {
  const std::vector<twin::LossRow> rows = ordered_losses(record);
  std::vector<EfficiencyStep> steps;
  for (const twin::LossRow& row : rows) {
    const bool is_last = &row == &rows.back();
    const bool is_total = &row == &rows.front() || (is_last && row.loss == 0);
    steps.push_back({row.cause, row.efficiency + row.loss, row.efficiency, is_total});
    std::string reached;
    if (row.cause == twin::flashed_step) {
      reached = "median module, flashed";
    } else if (row.cause.starts_with(twin::shipped_step)) {
      reached = "shipped as " + row.cause.substr(twin::shipped_step.size());
    } else if (is_last && !is_total) {
      reached = "left";
    }
    if (!reached.empty()) {
      steps.push_back({std::move(reached), 0, row.efficiency, true});
    }
  }
  return steps;
}

std::vector<twin::VarianceRow> ordered_variances(const twin::RunRecord& record) {
  return ordered(record.variances);
}

std::vector<twin::SensitivityRow> top_inputs(const twin::RunRecord& record,
                                             std::string_view figure) {
  constexpr std::size_t most = 10;
  std::vector<twin::SensitivityRow> rows;
  std::ranges::copy_if(record.sensitivities, std::back_inserter(rows),
                       [&](const twin::SensitivityRow& row) { return row.figure == figure; });
  rows = ordered(std::move(rows));
  rows.resize(std::min(rows.size(), most));
  return rows;
}

std::vector<twin::EventRow> events_of(const twin::RunRecord& record, std::string_view kind) {
  std::vector<twin::EventRow> events;
  std::ranges::copy_if(record.events, std::back_inserter(events),
                       [&](const twin::EventRow& row) { return row.kind == kind; });
  return events;
}

bool is_met(const twin::TargetRow& target) {
  // A comparison with NaN is false.
  return std::abs(target.obtained - target.expected) <= target.tolerance;
}

std::vector<double> flashed_efficiencies(const twin::RunRecord& record) {
  std::vector<double> sample;
  sample.reserve(record.flashes.size());
  for (const twin::FlashRow& row : record.flashes) {
    if (std::isfinite(row.aperture_efficiency)) {
      sample.push_back(row.aperture_efficiency);
    }
  }
  return sample;
}

namespace {

// The ends of a sample, or three interquartile ranges outside its quartiles where it goes further.
std::pair<double, double> reach_of(const std::vector<double>& sample) {
  std::vector<double> sorted = sample;
  std::ranges::sort(sorted);
  const std::size_t last = sorted.size() - 1;
  const double quartile = sorted[last / 4];
  const double upper_quartile = sorted[last - last / 4];
  const double reach = 3 * (upper_quartile - quartile);
  return {std::max(sorted.front(), quartile - reach),
          std::min(sorted.back(), upper_quartile + reach)};
}

Histogram histogram_between(const std::vector<double>& sample, double low, double high,
                            int classes) {
  Histogram histogram;
  // A small sample has few classes, or each module stands alone.
  const int fit = static_cast<int>(2 * std::sqrt(static_cast<double>(sample.size()))) + 3;
  const double step = round_step(high - low, std::min(classes, fit));
  const double first = std::floor(low / step);
  const auto count = static_cast<std::size_t>(std::floor(high / step) - first) + 1;
  for (std::size_t i = 0; i <= count; ++i) {
    histogram.edges.push_back((first + static_cast<double>(i)) * step);
  }
  histogram.counts.assign(count, 0);
  for (const double value : sample) {
    ++histogram.counts[class_of(histogram, value)];
  }
  return histogram;
}

}  // namespace

Histogram histogram_of(const std::vector<double>& sample, int classes,
                       std::span<const double> places) {
  Histogram histogram;
  if (sample.empty()) {
    return histogram;
  }
  auto [low, high] = reach_of(sample);
  // No efficiency is beyond 10; a class must not be so wide, or so fine, that it has no number.
  low = std::clamp(low, -10.0, 10.0);
  high = std::clamp(high, -10.0, 10.0);
  for (const double place : places) {
    if (place > 0 && place < 1) {
      low = std::min(low, place);
      high = std::max(high, place);
    }
  }
  if (!(high > low)) {  // one module, or all alike: a class of half a point around them
    low -= 0.0025;
    high += 0.0025;
  }
  return histogram_between(sample, low, high, classes);
}

Histogram histogram_of_quantity(const std::vector<double>& sample, int classes) {
  auto [low, high] = reach_of(sample);
  const double least = 1e-3 * std::max(std::abs(low), std::abs(high));
  if (!(high - low > least)) {  // all alike, to what can be told apart
    low -= least > 0 ? least : 1;
    high += least > 0 ? least : 1;
  }
  return histogram_between(sample, low, high, classes);
}

std::size_t class_of(const Histogram& histogram, double value) {
  const auto& edges = histogram.edges;
  const auto above = std::upper_bound(edges.begin() + 1, edges.end() - 1, value);
  return static_cast<std::size_t>(above - edges.begin()) - 1;
}

std::string name_of_class(const Histogram& histogram, std::size_t i) {
  return class_text(histogram, i, [](double edge) { return percent(edge, 2); });
}

std::string class_text(const Histogram& histogram, std::size_t i,
                       const std::function<std::string(double)>& text) {
  const bool is_first = i == 0;
  const bool is_last = i + 1 == histogram.counts.size();
  if (is_first && is_last) {
    return "all";
  }
  const std::string from = text(histogram.edges[i]);
  const std::string to = text(histogram.edges[i + 1]);
  return is_first ? "below " + to : is_last ? from + " and more" : from + " to " + to;
}

std::vector<double> round_numbers(double low, double high, int count) {
  std::vector<double> numbers;
  if (!(high > low) || !std::isfinite(high - low)) {
    return numbers;
  }
  const double step = round_step(high - low, count);
  // A hair of slack: 0.3 / 0.1 is just below 3.
  const double last = std::floor(high / step + 1e-9);
  const double first = std::ceil(low / step - 1e-9);
  for (int i = 0; i <= static_cast<int>(last - first); ++i) {
    numbers.push_back((first + i) * step);
  }
  return numbers;
}

}  // namespace heliofab::report
