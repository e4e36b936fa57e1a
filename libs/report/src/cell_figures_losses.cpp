// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <fmt/format.h>

#include "cell_figures.hpp"
#include "cell_values.hpp"
#include "chart.hpp"
#include "format.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using twin::CellAnalysis;

// A step as a chart has room for it.
std::string short_step(std::string name) {
  constexpr std::string_view mechanism = "Shockley-Read-Hall";
  const std::size_t at = name.find(mechanism);
  return at == std::string::npos ? name : name.replace(at, mechanism.size(), "SRH");
}

// A chain; steps too small to be seen are drawn together.
std::string waterfall_figure(std::string_view caption, const device::Waterfall& w,
                             const std::string& symbol, double unit, int decimals) {
  Waterfall chart{.label = fmt::format("{} from the limit to the cell", caption),
                  .x_title = symbol.empty() ? "" : fmt::format("[{}]", symbol),
                  .measure = {symbol, decimals},
                  .steps = {{"Shockley-Queisser limit", 0, w.start / unit, true}}};
  Table table{
      {{"step"}, {fmt::format("change [{}]", symbol.empty() ? "-" : symbol), true}, {"left", true}},
      {{"Shockley-Queisser limit", "", fixed(w.start / unit, decimals)}}};
  double left = w.start / unit;
  double small = 0;
  for (const device::LossTerm& term : w.losses) {
    const double amount = term.amount / unit;
    table.rows.push_back({term.name, fixed(-amount, decimals + 2), ""});
    if (std::abs(amount) < 1e-3 * w.start / unit) {
      small += amount;
    } else {
      chart.steps.push_back({short_step(term.name), left, left - amount});
      left -= amount;
    }
  }
  if (small != 0) {
    chart.steps.push_back({"all smaller ones", left, left - small});
  }
  chart.steps.push_back({"this cell", 0, w.end / unit, true});
  table.rows.push_back({"this cell", "", fixed(w.end / unit, decimals)});
  return html_figure(caption, {}, draw(chart), table);
}

}  // namespace

std::string cell_losses_section(const CellAnalysis& a) {
  if (!a.losses) {
    return paragraph("There is no comparison with the limit: it takes light with a spectrum.");
  }
  const device::LossAnalysis& l = *a.losses;
  return paragraph(fmt::format("The limit of Shockley and Queisser for {:.4f} eV, the smallest gap "
                               "of the cell, at {:.2f} K and in its light, less every loss. "
                               "SRH is recombination at levels in the gap, Shockley-Read-Hall.",
                               l.gap_eV, a.temperature)) +
         waterfall_figure("Power", l.power, "W/m²", 1, 2) +
         waterfall_figure("Current", l.current, "mA/cm²", unit::mA_per_cm2.scale, 3) +
         waterfall_figure("Voltage", l.voltage, "mV", unit::mV.scale, 1) +
         waterfall_figure("Fill factor", l.fill_factor, "%", unit::percent.scale, 2);
}

}  // namespace heliofab::report
