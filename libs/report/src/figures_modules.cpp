// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include <fmt/format.h>

#include "chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

using twin::FlashRow;
using twin::ModuleRow;
using twin::RunRecord;
using twin::Summary;

const Measure loss_points{"%", 2};

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

std::vector<std::string> module_cells(const ModuleRow& module, const FlashRow* flash) {
  const double cells = module.cells > 0 ? static_cast<double>(module.cells) : std::nan("");
  return {std::to_string(static_cast<std::int64_t>(module.serial)),
          std::to_string(static_cast<std::int64_t>(module.roll)),
          fixed(module.position_m, 2),
          std::to_string(module.lane),
          module.product,
          flash == nullptr ? "not flashed"
          : flash->is_good ? flash->bin
                           : "rejected: " + flash->cause,
          flash == nullptr ? "-" : percent(flash->aperture_efficiency, 2),
          percent(module.aperture_efficiency, 2),
          fixed(module.pmax_W, 2),
          percent(module.fill_factor),
          fixed(module.voc_V / cells, 3),
          std::to_string(module.hard_shunts),
          fixed(module.thickness_um, 2),
          fixed(module.cgi, 3),
          fixed(module.ggi, 3),
          date_text(module.made)};
}

constexpr std::size_t most_modules = 600;     // in the table
constexpr std::size_t extreme_modules = 100;  // best and poorest that are always shown

// All, or the extremes and an even sample of them.
std::vector<bool> shown_modules(const std::vector<ModuleRow>& modules) {
  const std::size_t count = modules.size();
  std::vector<bool> is_shown(count, count <= most_modules);
  if (count <= most_modules) {
    return is_shown;
  }
  const std::size_t sampled = most_modules - 2 * extreme_modules;
  for (std::size_t i = 0; i < sampled; ++i) {
    is_shown[i * count / sampled] = true;
  }
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  // NaN has no order; count it as nothing made.
  std::ranges::stable_sort(order, {}, [&](std::size_t i) {
    const double efficiency = modules[i].aperture_efficiency;
    return std::isfinite(efficiency) ? efficiency : 0;
  });
  for (std::size_t i = 0; i < extreme_modules; ++i) {
    is_shown[order[i]] = true;
    is_shown[order[count - 1 - i]] = true;
  }
  return is_shown;
}

}  // namespace

std::string efficiency_section(const RunRecord& record, const Summary& s) {
  const Histogram histogram = histogram_of(flashed_efficiencies(record), 40);
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
  chart.marks = {{s.aperture_efficiency.median * 100, "median"},
                 {s.aperture_efficiency.p10 * 100, "p10"},
                 {s.aperture_efficiency.p90 * 100, "p90"}};
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

std::string losses_section(const RunRecord& record, const Summary& s) {
  const auto losses = ordered_losses(record);
  if (losses.empty()) {
    return paragraph("The record has no loss waterfall.");
  }
  Waterfall chart{"Loss waterfall from the limit of one junction to the flash test",
                  "aperture efficiency [%]",
                  loss_points,
                  {}};
  Table table{{{"step"}, {"lost [points]", true}, {"left [%]", true}}, {}};
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const twin::LossRow& row = losses[i];
    const bool is_total = i == 0 || (i + 1 == losses.size() && row.loss == 0);
    chart.steps.push_back(
        {row.cause, (row.efficiency + row.loss) * 100, row.efficiency * 100, is_total});
    table.rows.push_back({row.cause, fixed(row.loss * 100, 2), fixed(row.efficiency * 100, 2)});
  }
  if (losses.size() > 1 && losses.back().loss != 0) {
    chart.steps.push_back({"median module as made", 0, losses.back().efficiency * 100, true});
  }
  if (s.modules_made > 0) {
    chart.steps.push_back({"flash test, median", 0, s.aperture_efficiency.median * 100, true});
    table.rows.push_back({"flash test, median", "", fixed(s.aperture_efficiency.median * 100, 2)});
  }
  std::string html =
      html_figure("Where the efficiency of the median module goes", {}, draw(chart), table);
  const auto largest = std::ranges::max_element(s.bins, {}, &twin::BinCount::modules);
  if (largest != s.bins.end() && largest->modules > 0) {
    html += paragraph(fmt::format("The largest bin is {}: {} of {} good modules.", largest->bin,
                                  grouped(largest->modules), grouped(s.modules_good)));
  }
  return html;
}

std::string scatter_section(const RunRecord& record) {
  const auto variances = ordered_variances(record);
  if (variances.empty()) {
    return paragraph("The causes of scatter were not separated in this run.") +
           effects_table(record);
  }
  RowChart chart;
  chart.label = "Share of the variance of efficiency by cause";
  chart.x_title = "variance with this cause alone, share of the variance with all [%]";
  chart.measure = {"%", 1};
  chart.shows_totals = true;
  chart.series = {{"share", "s1", {}}};
  Table table{{{"cause, alone"},
               {"share of variance", true},
               {"median efficiency", true},
               {"standard deviation", true}},
              {}};
  for (const twin::VarianceRow& row : variances) {
    chart.names.push_back(row.cause);
    chart.series[0].values.push_back(row.variance_share * 100);
    table.rows.push_back({row.cause, percent(row.variance_share), percent(row.median_efficiency, 2),
                          percent(row.std_efficiency, 2)});
  }
  return html_figure("Scatter of efficiency with one cause alone", {}, draw(chart), table) +
         paragraph(
             "Each cause is switched on alone, on a sample of modules; shares need not sum to 100 "
             "%.") +
         effects_table(record);
}

std::string modules_section(const RunRecord& record) {
  const std::size_t count = record.modules.size();
  if (count == 0) {
    return paragraph("No module was made in this run.");
  }
  std::unordered_map<std::int64_t, const FlashRow*> flashes;
  for (const FlashRow& flash : record.flashes) {
    flashes[static_cast<std::int64_t>(flash.serial)] = &flash;
  }
  Table table{{{"serial", true},
               {"roll", true},
               {"position [m]", true},
               {"lane", true},
               {"product"},
               {"bin"},
               {"flashed", true},
               {"as made", true},
               {"Pmax [W]", true},
               {"fill factor", true},
               {"Voc/cell [V]", true},
               {"hard shunts", true},
               {"CIGS [µm]", true},
               {"cgi", true},
               {"ggi", true},
               {"made"}},
              {}};
  const std::vector<bool> is_shown = shown_modules(record.modules);
  for (std::size_t i = 0; i < count; ++i) {
    if (is_shown[i]) {
      const auto flash = flashes.find(static_cast<std::int64_t>(record.modules[i].serial));
      table.rows.push_back(
          module_cells(record.modules[i], flash == flashes.end() ? nullptr : flash->second));
    }
  }
  const std::string all = grouped(static_cast<std::int64_t>(count));
  const std::string what =
      count <= most_modules
          ? "All " + all + " modules."
          : fmt::format(
                "{} of {} modules: the {} best, the {} poorest and an even sample. "
                "The run store has all.",
                table.rows.size(), all, extreme_modules, extreme_modules);
  return paragraph(what) + html_table(table, "module-rows");
}

}  // namespace heliofab::report
