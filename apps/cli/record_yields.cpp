// SPDX-License-Identifier: Apache-2.0
#include "record_yields.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "common.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::cli {

namespace {

// 5, 50 and 95 %; of one module alone it is all of them.
std::array<double, 3> quantiles_of(const RunModules& modules, std::string_view key, double alone) {
  const auto found = std::ranges::find(modules.spreads, key, &Spread::key);
  return found == modules.spreads.end() ? std::array{alone, alone, alone}
                                        : std::array{found->p5, found->p50, found->p95};
}

std::string name_of(twin::ProductMarket market) {
  return std::string(twin::names_of(market)[static_cast<std::size_t>(market)]);
}

bool makes(const twin::FabPlan& fab, const std::string& layout) {
  return std::ranges::find(fab.products, layout, &twin::Product::name) != fab.products.end() ||
         std::ranges::find(fab.market.segments, layout, &market::Segment::name) !=
             fab.market.segments.end();
}

std::string layouts_of(const twin::FabPlan& fab) {
  std::string text;
  for (const twin::Product& product : fab.products) {
    text += (text.empty() ? "" : ", ") + product.name;
  }
  return text;
}

}  // namespace

twin::YieldRow yield_row(const SolvedProduct& p, const std::string& weather) {
  const Figures figures = figures_of(p);
  const double module = value_of(figures, "module_W");
  const double nominal = nominal_of(p, figures);
  const double energy = value_of(figures, "energy_kWh");
  const double yield = nominal > 0 ? energy * unit::kW / nominal : 0;
  const auto modules = quantiles_of(*p.made, "module_W", module);
  const auto yields = quantiles_of(*p.made, "yield_kWh_per_kWp", yield);
  return {.product = p.plan.name,
          .market = name_of(p.plan.market),
          .layout = p.made->layout,
          .bin = p.made->bin,
          .weather = weather.empty() ? p.plan.weather : weather,
          .period_days = p.period_days(),
          .modules = static_cast<std::int64_t>(p.made->count),
          .modules_solved = static_cast<std::int64_t>(p.made->solved),
          .module_W = module,
          .module_p5_W = modules[0],
          .module_p50_W = modules[1],
          .module_p95_W = modules[2],
          .energy_kWh = energy,
          .yield_kWh_per_kWp = yield,
          .yield_p5_kWh_per_kWp = yields[0],
          .yield_p50_kWh_per_kWp = yields[1],
          .yield_p95_kWh_per_kWp = yields[2],
          .poa_kWh_m2 = value_of(figures, "poa_kWh_m2"),
          .specific_power_W_per_kg = value_of(figures, "specific_power_W_per_kg"),
          .energy_per_orbit_Wh = value_of(figures, "energy_per_orbit_Wh"),
          .cost_usd_per_W = value_of(figures, "cost_usd_per_W"),
          .cost_usd_per_kWh_a = value_of(figures, "cost_usd_per_kWh_a"),
          .table_error = p.power.table.error,
          .command = command_line()};
}

std::vector<twin::DestinationRow> destination_rows(const SortedRun& sorted) {
  std::vector<twin::DestinationRow> rows;
  for (const SortedLayout& layout : sorted.layouts) {
    for (std::size_t m = 0; m < layout.serials.size(); ++m) {
      const std::size_t to = layout.sorted.by_readings.market[m];
      twin::DestinationRow& row =
          rows.emplace_back(twin::DestinationRow{.serial = layout.serials[m]});
      row.rsh_ohm_cm2 = rsh_ohm_cm2(layout.readings[m]);
      if (to < layout.markets.size()) {
        const SortedMarket& market = layout.markets[to];
        row.product = market.name;
        row.market = market.market;
        row.value_usd = layout.sorted.values.at(m, to);
        row.energy_kWh = market.energy[m] / unit::kWh;
      }
    }
  }
  return rows;
}

std::vector<ProductFile> read_products(const std::vector<std::string>& files,
                                       const twin::FabPlan& fab) {
  std::vector<ProductFile> products;
  for (const std::string& file : files) {
    io::Document document = read_input(file);
    twin::ProductPlan plan = twin::read_product_plan(document).value;
    if (!makes(fab, plan.module.layout)) {
      throw InputError(
          "E8107", "--yield",
          fmt::format("{} is of '{}', which the plan does not make", file, plan.module.layout),
          "it makes " + layouts_of(fab));
    }
    for (const ProductFile& other : products) {
      if (other.plan.name == plan.name) {
        throw InputError("E6204", "--yield", fmt::format("a second product '{}'", plan.name),
                         "a record has one row of a name: give it another one");
      }
    }
    weather_of(document, plan, {}, true);
    products.push_back({std::move(document), std::move(plan)});
  }
  return products;
}

RunYields solve_yields(const std::vector<ProductFile>& products, const ReadRun& run,
                       const twin::ReferenceData& data, Observer* observer) {
  RunYields yields;
  for (const ProductFile& product : products) {
    try {
      const ProductOptions options{.weather = {}, .years = {}, .run = {.run = &run}};
      const auto solved = solve_product(product.document, data, options, observer, false);
      if (!solved || wants_to_stop(observer)) {
        yields.is_stopped = true;
        break;
      }
      yields.rows.push_back(yield_row(*solved, {}));
    } catch (const InputError&) {
      yields.failed = std::current_exception();
    } catch (const ModelError&) {
      yields.failed = std::current_exception();
    }
  }
  return yields;
}

}  // namespace heliofab::cli
