// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

using twin::FlashRow;
using twin::RunRecord;
using twin::Summary;

// Bins from the poorest to the best, judged by the mean efficiency of their modules: the order of
// names would put "10" before "9".
std::vector<std::string> bins_by_efficiency(const RunRecord& record) {
  struct Mean {
    double sum = 0;
    double count = 0;
  };
  std::unordered_map<std::string, Mean> means;
  std::vector<std::string> bins;
  for (const FlashRow& flash : record.flashes) {
    if (flash.is_good && std::isfinite(flash.aperture_efficiency)) {
      Mean& mean = means[flash.bin];
      if (mean.count == 0) {
        bins.push_back(flash.bin);
      }
      mean.sum += flash.aperture_efficiency;
      ++mean.count;
    }
  }
  std::ranges::stable_sort(
      bins, {}, [&](const std::string& bin) { return means[bin].sum / means[bin].count; });
  return bins;
}

std::vector<Series> modules_by_bin(const RunRecord& record, const Histogram& histogram) {
  const std::vector<std::string> bins = bins_by_efficiency(record);
  std::vector<Series> series = {{"rejected", "bad", std::vector<double>(histogram.counts.size())}};
  for (std::size_t i = 0; i < bins.size(); ++i) {
    series.push_back({bins[i].empty() ? "no bin" : bins[i], scale_paint(i + 1, bins.size() + 2),
                      std::vector<double>(histogram.counts.size())});
  }
  for (const FlashRow& flash : record.flashes) {
    if (std::isfinite(flash.aperture_efficiency)) {
      const auto bin = std::ranges::find(bins, flash.bin) - bins.begin();
      const auto s = flash.is_good ? static_cast<std::size_t>(bin) + 1 : 0;
      ++series[s].values[class_of(histogram, flash.aperture_efficiency)];
    }
  }
  if (std::ranges::count(record.flashes, false, &FlashRow::is_good) == 0) {
    series.erase(series.begin());
  }
  return series;
}

// Edges of the bins, as the plan has them: "7.5, 8.5 %" or "7.5 %, 8.5 %".
std::vector<ColumnChart::Mark> bin_marks(const RunRecord& record) {
  constexpr std::string_view key = "fab.flash.bin_edges";
  const auto input = std::ranges::find(record.inputs, key, &twin::InputRow::path);
  std::vector<ColumnChart::Mark> marks;
  if (input == record.inputs.end()) {
    return marks;
  }
  std::istringstream list(input->value);
  for (std::string edge; std::getline(list, edge, ',');) {
    if (const double number = std::strtod(edge.c_str(), nullptr); number > 0) {
      marks.push_back({number, fmt::format("{:.4g} %", number), "base"});
    }
  }
  return marks;
}

// What was announced of the real fab, where the plan compares the run with it.
std::vector<ColumnChart::Mark> announced_marks(const RunRecord& record) {
  std::vector<ColumnChart::Mark> marks;
  for (const auto& [name, words] : {std::pair(twin::median_target, "announced median"),
                                    std::pair(twin::best_target, "announced best")}) {
    const auto target = std::ranges::find(record.targets, name, &twin::TargetRow::name);
    if (target != record.targets.end() && std::isfinite(target->expected)) {
      marks.push_back({target->expected * 100,
                       fmt::format("{} {:.4g} %", words, target->expected * 100), "announced"});
    }
  }
  return marks;
}

}  // namespace

std::string efficiency_section(const RunRecord& record, const Summary& s) {
  const std::vector<ColumnChart::Mark> announced = announced_marks(record);
  std::vector<double> places;
  for (const ColumnChart::Mark& mark : announced) {
    places.push_back(mark.x / 100);
  }
  const Histogram histogram = histogram_of(flashed_efficiencies(record), 40, places);
  if (histogram.counts.empty()) {
    return paragraph("No module was flashed in this run.");
  }
  ColumnChart chart;
  chart.label = fmt::format("Histogram of flashed aperture efficiency, median {}",
                            percent(s.aperture_efficiency.median, 2));
  chart.x_title = "flashed aperture efficiency [%], outermost classes open";
  chart.y_title = "modules";
  chart.measure = {"modules", 0};
  for (const double edge : histogram.edges) {
    chart.edges.push_back(edge * 100);
  }
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    chart.names.push_back(name_of_class(histogram, i));
  }
  chart.series = modules_by_bin(record, histogram);
  chart.marks = bin_marks(record);
  chart.marks.insert(chart.marks.end(), {{s.aperture_efficiency.median * 100, "median"},
                                         {s.aperture_efficiency.p10 * 100, "p10"},
                                         {s.aperture_efficiency.p90 * 100, "p90"}});
  chart.marks.insert(chart.marks.end(), announced.begin(), announced.end());
  Table table{{{"bin"}, {"modules", true}, {"share of good modules", true}, {"power", true}}, {}};
  for (const twin::BinCount& bin : s.bins) {
    const double share = static_cast<double>(bin.modules) / static_cast<double>(s.modules_good);
    table.rows.push_back({bin.bin, grouped(bin.modules), percent(share), power_text(bin.power_W)});
  }
  const Table classes = table_of("class", chart.names, chart.series, {"", 0});
  return html_figure("Modules by flashed efficiency and bin", legend_of(chart.series), draw(chart),
                     classes) +
         (table.rows.empty() ? "" : html_table(table));
}

}  // namespace heliofab::report
