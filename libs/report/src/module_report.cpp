// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/module_report.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "chart.hpp"
#include "format.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::report {

namespace {

using module::PlaneLosses;
using twin::ModuleSlope;

// Digits behind the point so that a module's power has six of them.
int decimals_of(double power) {
  return power > 0 ? std::clamp(5 - static_cast<int>(std::floor(std::log10(power))), 0, 9) : 5;
}

double elasticity_of(const ModuleSlope& s, double pmax) {
  return s.power ? *s.power * s.value / pmax : std::nan("");
}

// The largest first, those without a slope last.
std::vector<ModuleSlope> sorted(std::vector<ModuleSlope> slopes, double pmax) {
  std::ranges::stable_sort(slopes, std::ranges::greater(), [pmax](const ModuleSlope& s) {
    return s.power ? std::abs(elasticity_of(s, pmax)) : -1;
  });
  return slopes;
}

}  // namespace

CellTable module_losses_table(const PlaneLosses& l) {
  CellTable table{"losses",
                  {{"key", {}, {}}, {"loss", {}, {}}, {"power_W", {}, {}}, {"share", {}, {}}},
                  {{"voltage_V", l.voltage}, {"ideal_W", l.ideal}, {"delivered_W", l.delivered()}}};
  for (const module::PlaneLossItem& item : module::plane_loss_items()) {
    table.columns[0].words.emplace_back(item.key);
    table.columns[1].words.emplace_back(item.name);
    table.columns[2].values.push_back(l.*item.power);
    table.columns[3].values.push_back(l.*item.power / l.ideal);
  }
  return table;
}

std::string module_losses_text(const PlaneLosses& l) {
  const int decimals = decimals_of(l.ideal);
  const auto line = [&](std::string_view name, const char* sign, double power) {
    return fmt::format("    {:<40}{}{:>10.{}f}{:>10.3f}\n", name, sign, power, decimals,
                       power / l.ideal / unit::percent);
  };
  std::string text =
      fmt::format("\n  where the power goes at {:.4f} V\n{:>54}{:>10}\n", l.voltage, "W", "%");
  text += line("the film everywhere at its best", "", l.ideal);
  for (const module::PlaneLossItem& item : module::plane_loss_items()) {
    const double power = l.*item.power;
    if (std::abs(power) >= 0.5 * std::pow(10, -decimals)) {
      text += line(fmt::format("  {}", item.name), "", -power);
    }
  }
  return text + line("left", "", l.delivered());
}

std::string module_losses_svg(std::string_view title, const PlaneLosses& l) {
  const int decimals = std::max(decimals_of(l.ideal) - 2, 0);
  Waterfall chart{.label = fmt::format("Where the power of {} goes", title),
                  .x_title = fmt::format("power of {} [W]", title),
                  .measure = {"W", decimals},
                  .steps = {{"the film at its best", 0, l.ideal, true}}};
  double left = l.ideal;
  for (const module::PlaneLossItem& item : module::plane_loss_items()) {
    const double power = l.*item.power;
    if (std::abs(power) >= 0.5 * std::pow(10, -decimals)) {
      chart.steps.push_back({std::string(item.name), left, left - power});
    }
    left -= power;
  }
  chart.steps.push_back({"left", 0, l.delivered(), true});
  return file_of(chart);
}

CellTable module_slopes_table(const std::vector<ModuleSlope>& slopes, double pmax) {
  CellTable table{"slopes",
                  {{"input", {}, {}},
                   {"value", {}, {}},
                   {"unit", {}, {}},
                   {"pmax_W", {}, {}},
                   {"pmax_elasticity", {}, {}}},
                  {}};
  for (const ModuleSlope& s : sorted(slopes, pmax)) {
    table.columns[0].words.push_back(s.path);
    table.columns[1].values.push_back(s.value / s.unit);
    table.columns[2].words.emplace_back(s.unit.symbol);
    table.columns[3].values.push_back(s.power ? *s.power * s.unit.scale : std::nan(""));
    table.columns[4].values.push_back(elasticity_of(s, pmax));
  }
  return table;
}

std::string module_slopes_text(const std::vector<ModuleSlope>& slopes, double pmax) {
  std::string text =
      "\n  % that the highest power grows by when an input grows by 1 %, W by its unit\n"
      "    input                                    value              %       W by unit\n";
  for (const ModuleSlope& s : sorted(slopes, pmax)) {
    const std::string value = fmt::format("{}{}{}", four_digits(s.value / s.unit),
                                          s.unit.symbol.empty() ? "" : " ", s.unit.symbol);
    text += fmt::format("    {}{}", to_width(std::string_view(s.path).substr(7), 40),
                        to_width(value, 15));
    text += s.power ? fmt::format("{:>10.5f}{:>16.6g}\n", elasticity_of(s, pmax),
                                  *s.power * s.unit.scale)
                    : "    none: edges that meet would part\n";
  }
  return text;
}

}  // namespace heliofab::report
