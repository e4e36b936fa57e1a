// SPDX-License-Identifier: Apache-2.0
// Modules sorted by market, in words and as JSON.

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/grid.hpp"
#include "heliofab/core/unit.hpp"
#include "sort_products.hpp"

namespace heliofab::cli {

double rsh_ohm_cm2(const twin::ModuleReading& read) { return 1 / read.shunt / unit::ohm_cm2; }

namespace {

// What one market gets.
struct Got {
  std::size_t modules = 0;
  double usd = 0;
  double power = 0;  // [W]
  double rsh = 0;    // [ohm cm2] median
};

Got got_by(const SortedLayout& layout, std::size_t market) {
  Got got;
  std::vector<double> resistances;
  for (std::size_t m = 0; m < layout.serials.size(); ++m) {
    if (layout.sorted.by_readings.market[m] == market) {
      ++got.modules;
      got.usd += layout.sorted.values.at(m, market);
      got.power += layout.power[m];
      resistances.push_back(rsh_ohm_cm2(layout.readings[m]));
    }
  }
  got.rsh = resistances.empty() ? 0 : quantile(resistances, 0.5);
  return got;
}

double gain(double value, double over) { return over > 0 ? value / over - 1 : 0; }

std::string market_line(const std::string& name, const Got& got) {
  return fmt::format("\n    {:<34} {:>8} {:>11.2f} {:>9.3f} {:>12.4g}", name, got.modules, got.usd,
                     got.modules > 0 ? got.power / static_cast<double>(got.modules) : 0, got.rsh);
}

std::string layout_text(const SortedLayout& layout) {
  const twin::MarketSort& s = layout.sorted;
  std::string text = fmt::format("\n\n  {}, {} good modules", layout.layout, layout.count);
  if (layout.serials.size() < layout.count) {
    text += fmt::format(", {} of them sorted", layout.serials.size());
  }
  text += fmt::format("\n    {:<34} {:>8} {:>11} {:>9} {:>12}", "", "modules", "USD", "W each",
                      "Rsh ohm cm2");
  for (std::size_t k = 0; k < layout.markets.size(); ++k) {
    text += market_line(layout.markets[k].name, got_by(layout, k));
  }
  if (s.counts.back() > 0) {
    text += market_line("not sold", got_by(layout, layout.markets.size()));
  }
  const auto way = [&](std::string_view name, double usd) {
    return fmt::format("\n    {:<34} {:>20.2f} {:>+9.3f} %", name, usd,
                       100 * gain(usd, s.in_turn.value));
  };
  text += way("as they are made", s.in_turn.value);
  text += way("by power as read", s.by_power.value);
  text += way("by power and Rsh as read", s.by_readings.value);
  return text + way("the best, were all known", s.best.value);
}

io::Json json_of(const SortedLayout& layout) {
  const twin::MarketSort& s = layout.sorted;
  io::Json markets = io::Json::array();
  for (std::size_t k = 0; k < layout.markets.size(); ++k) {
    const SortedMarket& market = layout.markets[k];
    const Got got = got_by(layout, k);
    markets.push(io::Json::object({{"product", market.name},
                                   {"file", market.file},
                                   {"market", market.market},
                                   {"price_usd_per_W", market.price},
                                   {"share", market.share},
                                   {"modules", static_cast<std::int64_t>(got.modules)},
                                   {"value_usd", got.usd},
                                   {"power_W", got.power},
                                   {"rsh_ohm_cm2", got.rsh},
                                   {"promise_error", s.promise_error[k]},
                                   {"rent_usd", s.best.rent[k]}}));
  }
  io::Json destinations = io::Json::array();
  for (std::size_t m = 0; m < layout.serials.size(); ++m) {
    const std::size_t market = s.by_readings.market[m];
    destinations.push(io::Json::object(
        {{"serial", static_cast<std::int64_t>(layout.serials[m])},
         {"product", market < layout.markets.size() ? io::Json(layout.markets[market].name)
                                                    : io::Json(nullptr)},
         {"value_usd", s.values.at(m, market)},
         {"module_W", layout.power[m]},
         {"rsh_ohm_cm2", rsh_ohm_cm2(layout.readings[m])}}));
  }
  return io::Json::object({{"layout", layout.layout},
                           {"modules", static_cast<std::int64_t>(layout.count)},
                           {"modules_sorted", static_cast<std::int64_t>(layout.serials.size())},
                           {"not_sold", static_cast<std::int64_t>(s.counts.back())},
                           {"as_made_usd", s.in_turn.value},
                           {"by_power_usd", s.by_power.value},
                           {"by_readings_usd", s.by_readings.value},
                           {"best_usd", s.best.value},
                           {"bound_usd", s.best.bound},
                           {"gain_over_as_made", gain(s.by_readings.value, s.in_turn.value)},
                           {"gain_over_power", gain(s.by_readings.value, s.by_power.value)},
                           {"markets", std::move(markets)},
                           {"destinations", std::move(destinations)}});
}

}  // namespace

std::string text_of(const SortedRun& run) {
  std::string text = fmt::format("run {}, good modules by market", run.run);
  for (const SortedLayout& layout : run.layouts) {
    text += layout_text(layout);
  }
  return text;
}

io::Json json_of(const SortedRun& run) {
  return io::Json::object(
      {{"run", run.run}, {"layouts", io::Json::array_of(run.layouts, [](const SortedLayout& l) {
                            return json_of(l);
                          })}});
}

}  // namespace heliofab::cli
