// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <unordered_map>
#include <vector>

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

std::string losses_section(const RunRecord& record, const Summary& s) {
  const std::vector<EfficiencyStep> steps = efficiency_steps(record);
  if (steps.empty()) {
    return paragraph("The record has no loss waterfall.");
  }
  Waterfall chart{"Loss waterfall from the limit of one junction to the bin that is shipped",
                  "aperture efficiency [%]",
                  loss_points,
                  {}};
  Table table{{{"step"}, {"lost [points]", true}, {"left [%]", true}}, {}};
  double lost = 0;
  for (const EfficiencyStep& step : steps) {
    chart.steps.push_back({step.name, step.before * 100, step.after * 100, step.is_total});
    lost += step.is_total ? 0 : step.lost();
    table.rows.push_back(
        {step.name, step.is_total ? "" : fixed(step.lost(), 2), fixed(step.after * 100, 2)});
  }
  std::string html =
      html_figure("Where the efficiency of the median module goes", {}, draw(chart), table) +
      paragraph(fmt::format("The steps add up: {} less {} points are {}.",
                            percent(steps.front().after, 2), fixed(lost, 2),
                            percent(steps.back().after, 2)));
  const auto largest = std::ranges::max_element(s.bins, {}, &twin::BinCount::modules);
  if (largest != s.bins.end() && largest->modules > 0) {
    html += paragraph(fmt::format(
        "They are of the plan's first product; over all products the median is {} as flashed, and "
        "the largest bin is {}: {} of {} good modules.",
        percent(s.aperture_efficiency.median, 2), largest->bin, grouped(largest->modules),
        grouped(s.modules_good)));
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
