// SPDX-License-Identifier: Apache-2.0
// Modules of a run on the page of a product that is made of them.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "chart.hpp"
#include "format.hpp"
#include "markup.hpp"
#include "product_figures.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

ColumnChart histogram_chart(const ProductSpread& s) {
  const Histogram histogram = histogram_of_quantity(s.values, 24);
  const double step = histogram.edges[1] - histogram.edges[0];
  const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
  ColumnChart chart{.label = fmt::format("Histogram of {} over the modules, median {} {}", s.key,
                                         four_digits(s.p50), s.unit),
                    .x_title = fmt::format("{} [{}], outermost classes open", s.key, s.unit),
                    .y_title = "modules",
                    .measure = {"modules", 0},
                    .names = {},
                    .edges = histogram.edges,
                    .series = {{"modules", "s1", {}}},
                    .levels = {},
                    .marks = {{s.p5, "5 %"}, {s.p50, "50 %"}, {s.p95, "95 %"}},
                    .width = half_width,
                    .height = 280};
  for (std::size_t k = 0; k < histogram.counts.size(); ++k) {
    chart.names.push_back(
        class_text(histogram, k, [&](double edge) { return fixed(edge, decimals); }));
    chart.series[0].values.push_back(static_cast<double>(histogram.counts[k]));
  }
  return chart;
}

std::string figure_of_spread(const ProductModules& modules, std::string_view key,
                             std::string_view caption) {
  const auto found = std::ranges::find(modules.spreads, key, &ProductSpread::key);
  if (found == modules.spreads.end()) {
    return {};
  }
  const ColumnChart chart = histogram_chart(*found);
  return html_figure(caption, {}, draw(chart),
                     table_of(fmt::format("{} [{}]", found->key, found->unit), chart.names,
                              chart.series, {"", 0}));
}

Table spreads_table(const ProductModules& modules) {
  Table table{{{"figure"},
               {"key in the JSON"},
               {"unit"},
               {"5 % below", true},
               {"50 %", true},
               {"95 %", true}},
              {}};
  for (const ProductSpread& s : modules.spreads) {
    table.rows.push_back({s.label, "spread." + s.key, s.unit, four_digits(s.p5), four_digits(s.p50),
                          four_digits(s.p95)});
  }
  return table;
}

// Each module that was solved.
Table modules_table(const ProductModules& modules, const ProductDetails& details) {
  Table table{{{"serial", true}, {"its dark shunt [Ω cm²]", true}}, {}};
  for (const ProductSpread& s : modules.spreads) {
    table.columns.push_back({fmt::format("{} [{}]", s.label, s.unit), true});
  }
  for (std::size_t level = 0; level < modules.indoor.size(); ++level) {
    table.columns.push_back(
        {fmt::format("at {:g} lux [mW]", details.over_shunts->lux[level]), true});
  }
  for (std::size_t m = 0; m < modules.serials.size(); ++m) {
    std::vector<std::string>& row = table.rows.emplace_back();
    row = {std::to_string(modules.serials[m]), four_digits(shunt_resistance(modules.shunts[m]))};
    for (const ProductSpread& s : modules.spreads) {
      row.push_back(four_digits(s.values[m]));
    }
    for (const std::vector<double>& power : modules.indoor) {
      row.push_back(four_digits(power[m] / milliwatt));
    }
  }
  return table;
}

}  // namespace

std::string modules_text(const ProductModules& modules) {
  return modules.serials.size() < modules.count
             ? fmt::format("{}, {} of them solved, evenly by rank in power", modules.text,
                           modules.serials.size())
             : modules.text;
}

std::string modules_section(const ProductDetails& details) {
  const ProductModules& modules = *details.modules;
  return paragraph(
             fmt::format("What the product gives with each module in place of their mean: {}.",
                         modules_text(modules))) +
         with_origin(
             side_by_side(figure_of_spread(modules, "module_W", "Power of a module, module_W"),
                          figure_of_spread(modules, "yield_kWh_per_kWp",
                                           "Yield with it, yield_kWh_per_kWp")),
             "spread of the JSON. Each module has a table of its own, with isc_A, voc_V and pmax_W "
             "of its row in the table modules of the run's record under the cover and conditions "
             "of its test, docs/theory/field.md (15.1) to (15.4). Yield is energy over the nominal "
             "power of the same module.") +
         html_table(spreads_table(modules)) +
         fmt::format("<details><summary>{} modules, one by one</summary>\n",
                     modules.serials.size()) +
         html_table(modules_table(modules, details), "module-rows") + "</details>\n";
}

std::string film_remark(const ProductView& p, const ProductDetails& details) {
  if (!details.modules) {
    return {};
  }
  const std::string_view what =
      p.installed != nullptr && p.power.uneven.is_given()
          ? "what uneven light leaves of the power in even light (uneven_error)."
      : p.space != nullptr && p.plan.solves_current
          ? "how much more current the sun in space makes (current_factor)."
      : p.indoor != nullptr
          ? "sunlight of as much current as the lamp's light makes, and the power without shunts."
          : "";
  return what.empty() ? std::string()
                      : fmt::format(
                            "<p class=\"remark\">Of a nominal module by the run's plan, not of the "
                            "modules that the run made: {}</p>\n",
                            escape(what));
}

}  // namespace heliofab::report
