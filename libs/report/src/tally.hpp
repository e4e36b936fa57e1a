// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/report/summary_json.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

// Small sums over a record that more than one view shows.

struct Share {
  std::string name;
  double value = 0;
};

/// USD by step or by category, largest first.
std::vector<Share> cost_by(const twin::RunRecord& record, std::string twin::CostRow::*key);

/// A market over the whole run.
struct MarketTotal {
  std::string segment;
  std::string product;
  double demand_W = 0;
  double shipped_W = 0;
  double backlog_W = 0;  // at the end
  double lost_W = 0;
  double stock_W = 0;  // at the end
  double revenue_usd = 0;
};

/// One a segment and product, in the order of the record.
std::vector<MarketTotal> market_totals(const twin::RunRecord& record);
/// Markets and bins over the whole run; stock, price and month are those of the end.
std::vector<twin::SalesRow> sales_totals(const twin::RunRecord& record);
/// Of all markets together [W].
double total_demand(const twin::RunRecord& record);

/// Steps of the loss waterfall in their order.
std::vector<twin::LossRow> ordered_losses(const twin::RunRecord& record);
/// A step of the loss waterfall, or what is left at its ends and on its way.
struct EfficiencyStep {
  std::string name;
  double before = 0;  // [-]
  double after = 0;   // [-]
  bool is_total = false;

  /// As printed: points of efficiency, of levels that are rounded to hundredths, so that printed
  /// steps add up to printed levels.
  double lost() const;
};
std::vector<EfficiencyStep> efficiency_steps(const twin::RunRecord& record);
/// Causes of scatter in their order.
std::vector<twin::VarianceRow> ordered_variances(const twin::RunRecord& record);

/// The ten inputs that a figure follows most, the strongest first.
std::vector<twin::SensitivityRow> top_inputs(const twin::RunRecord& record,
                                             std::string_view figure);

/// Events of one kind, in the order of the record.
std::vector<twin::EventRow> events_of(const twin::RunRecord& record, std::string_view kind);

/// |obtained - expected| <= tolerance; false when a figure is not finite.
bool is_met(const twin::TargetRow& target);

/// Flashed aperture efficiencies [-] that are finite, in the order of the record.
std::vector<double> flashed_efficiencies(const twin::RunRecord& record);

/// Modules by class of efficiency or of another quantity: `counts[i]` lie in [edges[i], edges[i +
/// 1]).
struct Histogram {
  std::vector<double> edges;         // one more than counts; empty without modules
  std::vector<std::int64_t> counts;  // of all modules
};

/// About `classes` classes with round edges. What lies more than three interquartile ranges outside
/// the quartiles is counted in the outermost classes, so that dead modules do not flatten the rest.
/// @param places  that the classes reach, whatever the sample does; not finite or beyond 1: ignored
Histogram histogram_of(const std::vector<double>& sample, int classes,
                       std::span<const double> places = {});
/// The same of any quantity, by as many classes as fit the sample. @param sample  one or more
Histogram histogram_of_quantity(const std::vector<double>& sample, int classes);
/// The class of a value; values outside belong to the outermost. The histogram is not empty.
std::size_t class_of(const Histogram& histogram, double value);

/// "9.50 % to 10.00 %", "below 8.50 %", "12.50 % and more".
std::string name_of_class(const Histogram& histogram, std::size_t i);
/// The same of a quantity. @param text  of an edge
std::string class_text(const Histogram& histogram, std::size_t i,
                       const std::function<std::string(double)>& text);

/// Round numbers in [low, high], about `count` of them, spaced 1, 2 or 5 times a power of ten.
std::vector<double> round_numbers(double low, double high, int count);

}  // namespace heliofab::report
