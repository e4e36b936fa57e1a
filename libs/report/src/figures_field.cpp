// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "chart.hpp"
#include "figures.hpp"
#include "format.hpp"
#include "heliofab/core/grid.hpp"

namespace heliofab::report {

namespace {

using twin::DestinationRow;
using twin::YieldRow;

std::string row_name(const YieldRow& row) {
  return row.bin.empty() ? row.product : row.product + ", " + row.bin;
}

// "-" where a product has no such figure.
std::string known(double value) { return value > 0 ? four_digits(value) : "-"; }

std::string solved_text(const YieldRow& row) {
  return row.modules_solved < row.modules
             ? fmt::format("{}, {} solved", grouped(row.modules), grouped(row.modules_solved))
             : grouped(row.modules);
}

Table yields_table(const std::vector<YieldRow>& yields) {
  Table table{{{"product"},
               {"market"},
               {"modules"},
               {"bin"},
               {"a module [W]", true},
               {"energy [kWh]", true},
               {"in days", true},
               {"yield [kWh/kWp]", true},
               {"5 % below", true},
               {"median", true},
               {"95 % below", true},
               {"light [kWh/m²]", true},
               {"power per mass [W/kg]", true},
               {"an orbit [Wh]", true},
               {"cost [USD/W]", true},
               {"cost by yearly energy [USD a/kWh]", true},
               {"table error", true},
               {"weather"}},
              {}};
  for (const YieldRow& row : yields) {
    table.rows.push_back(
        {row.product, row.market, solved_text(row), row.bin.empty() ? "all" : row.bin,
         four_digits(row.module_W), four_digits(row.energy_kWh), four_digits(row.period_days),
         four_digits(row.yield_kWh_per_kWp), four_digits(row.yield_p5_kWh_per_kWp),
         four_digits(row.yield_p50_kWh_per_kWp), four_digits(row.yield_p95_kWh_per_kWp),
         known(row.poa_kWh_m2), known(row.specific_power_W_per_kg), known(row.energy_per_orbit_Wh),
         known(row.cost_usd_per_W), known(row.cost_usd_per_kWh_a), percent(row.table_error, 2),
         row.weather.empty() ? "-" : row.weather});
  }
  return table;
}

std::string yields_figure(const std::vector<YieldRow>& yields) {
  RowChart chart;
  chart.label = "Energy of each product a year over nominal power";
  chart.x_title = "yield of a year [kWh/kWp]";
  chart.measure = {"kWh/kWp", 1};
  chart.shows_totals = true;
  chart.series = {{"below which 5 % of the modules stay", "s1", {}},
                  {"from there to the median module", "s2", {}},
                  {"from there to where 95 % stay below", "s3", {}}};
  for (const YieldRow& row : yields) {
    chart.names.push_back(row_name(row));
    chart.series[0].values.push_back(row.yearly(row.yield_p5_kWh_per_kWp));
    chart.series[1].values.push_back(
        row.yearly(row.yield_p50_kWh_per_kWp - row.yield_p5_kWh_per_kWp));
    chart.series[2].values.push_back(
        row.yearly(row.yield_p95_kWh_per_kWp - row.yield_p50_kWh_per_kWp));
  }
  return paragraph(
             "What products of the run's good modules deliver where they are used, of a mean "
             "module and over the modules; each bar ends where 95 % of the modules stay below. "
             "Every figure is of a row of the table yields in the record, found by its product "
             "and bin. Yields of the chart are of 365 days, those of the table of its period.") +
         html_figure("Yield by product (yields)", legend_of(chart.series), draw(chart),
                     yields_table(yields));
}

std::string destinations_table(const std::vector<DestinationRow>& destinations) {
  std::vector<std::string> products;
  for (const DestinationRow& row : destinations) {
    if (std::ranges::find(products, row.product) == products.end()) {
      products.push_back(row.product);
    }
  }
  std::ranges::stable_partition(products, [](const std::string& name) { return !name.empty(); });
  Table table{{{"product"},
               {"market"},
               {"modules", true},
               {"value [USD]", true},
               {"Rsh of a cell as read, median [Ω cm²]", true}},
              {}};
  for (const std::string& product : products) {
    std::int64_t modules = 0;
    double usd = 0;
    std::string market;
    std::vector<double> resistances;
    for (const DestinationRow& row : destinations) {
      if (row.product == product) {
        ++modules;
        usd += row.value_usd;
        market = row.market;
        resistances.push_back(row.rsh_ohm_cm2);
      }
    }
    table.rows.push_back({product.empty() ? "not sold" : product, market, grouped(modules),
                          fixed(usd, 2), four_digits(quantile(resistances, 0.5))});
  }
  return "<h3>Which module goes where</h3>\n" +
         paragraph(
             "Good modules sorted over products by the power and the leak that the tester read, "
             "valued by what each delivers there: rows of the table destinations in the record, "
             "summed by product.") +
         html_table(table);
}

}  // namespace

std::string field_section(const twin::RunRecord& record) {
  return (record.yields.empty() ? "" : yields_figure(record.yields)) +
         (record.destinations.empty() ? "" : destinations_table(record.destinations));
}

}  // namespace heliofab::report
