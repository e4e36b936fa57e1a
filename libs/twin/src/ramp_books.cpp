// SPDX-License-Identifier: Apache-2.0
#include "ramp_books.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "heliofab/core/check.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {

std::span<const RampColumn> ramp_columns() noexcept {
  static constexpr std::array<RampColumn, 13> columns{{
      {"shifts", &RampMonth::shifts, ""},
      {"cigs_tools", &RampMonth::cigs_tools, ""},
      {"staff", &RampMonth::staff, ""},
      {"demand", &RampMonth::demand_W, "kW", 1e3},
      {"output", &RampMonth::output_W, "kW", 1e3},
      {"shipped", &RampMonth::shipped_W, "kW", 1e3},
      {"lost", &RampMonth::lost_W, "kW", 1e3},
      {"backlog", &RampMonth::backlog_W, "kW", 1e3},
      {"stock", &RampMonth::stock_W, "kW", 1e3},
      {"efficiency", &RampMonth::efficiency, "%", 0.01},
      {"line_yield", &RampMonth::line_yield, "%", 0.01},
      {"revenue", &RampMonth::revenue_usd, "MUSD", 1e6},
      {"cost_per_W", &RampMonth::cost_usd_per_W, "USD/W"},
  }};
  return columns;
}

void RampBooks::Flashed::add(const Flashed& other) {
  efficiencies.insert(efficiencies.end(), other.efficiencies.begin(), other.efficiencies.end());
  good_W += other.good_W;
  good_m2 += other.good_m2;
  web_m2 += other.web_m2;
}

// By area: a roll gives fifty modules of one product or two thousand of another, and by number a
// month's median would be that of a roll or two.
double RampBooks::Flashed::efficiency() const {
  auto sorted = efficiencies;
  std::ranges::sort(sorted);
  double half = 0;
  for (const auto& [efficiency, area] : sorted) {
    half += area / 2;
  }
  for (const auto& [efficiency, area] : sorted) {
    half -= area;
    if (half <= 0) {
      return efficiency;
    }
  }
  return 0;
}

void RampBooks::add(const RunRecord& batch) {
  for (const RollRow& roll : batch.rolls) {
    if (roll.modules > 0) {
      rolls_[roll.roll].web_of_module =
          roll.length_m * roll.width_m / static_cast<double>(roll.modules);
    }
  }
  HELIOFAB_CHECK(batch.modules.size() == batch.flashes.size());
  for (std::size_t i = 0; i < batch.flashes.size(); ++i) {
    const FlashRow& flash = batch.flashes[i];
    const ModuleRow& module = batch.modules[i];
    OfRoll& roll = rolls_.at(module.roll);
    ++roll.modules;
    roll.efficiency += flash.aperture_efficiency;
    month_.efficiencies.emplace_back(flash.aperture_efficiency, module.aperture_m2);
    month_.web_m2 += roll.web_of_module;
    if (flash.is_good) {
      roll.good_W += flash.pmax_W;
      roll.good_m2 += module.aperture_m2;
      month_.good_W += flash.pmax_W;
      month_.good_m2 += module.aperture_m2;
    }
  }
}

void RampBooks::close_month(const RunRecord& batch, const ClosedMonth& closed) {
  const MonthRow& row = batch.months.back();
  RampMonth m{.month = row.month,
              .shifts = static_cast<double>(row.shifts),
              .staff = closed.staff,
              .output_W = month_.good_W,
              .efficiency = month_.efficiency(),
              .line_yield = month_.line_yield()};
  for (const market::InstalledTools& t : closed.used.tools) {
    m.cigs_tools += t.step == coating_stations[1] ? t.tools : 0;
  }
  for (const DemandRow& d : batch.demands) {
    m.demand_W += d.demand_W;
  }
  for (const market::Delivery& d : closed.deliveries) {
    m.shipped_W += d.shipped_W;
    m.lost_W += d.lost_W;
    m.backlog_W += d.backlog_W;
    m.stock_W += d.stock_W;
    m.revenue_usd += d.revenue_usd;
  }
  for (const CostRow& c : batch.costs) {
    m.cost_usd += c.usd;
    costs_[{c.step, c.category}] += c.usd;
  }
  m.cost_usd_per_W = m.output_W > 0 ? m.cost_usd / m.output_W : 0;
  path_.totals.cost_usd += m.cost_usd;
  path_.months.push_back(m);
  path_.used.push_back(closed.used);
  whole_.add(month_);
  month_ = {};
}

RollSpread RampBooks::spread() const {
  std::vector<double> efficiency;
  std::vector<double> line_yield;
  std::vector<double> watts;
  for (const auto& [id, roll] : rolls_) {
    if (roll.modules > 0) {
      const double web = roll.modules * roll.web_of_module;
      efficiency.push_back(roll.efficiency / roll.modules);
      line_yield.push_back(roll.good_m2 / web);
      watts.push_back(roll.good_W / web);
    }
  }
  const auto relative = [](const std::vector<double>& sample) {
    const Distribution d = distribution_of(sample);
    return d.mean > 0 ? d.std / d.mean : 0;
  };
  return {.rolls = static_cast<std::int64_t>(efficiency.size()),
          .efficiency = relative(efficiency),
          .line_yield = relative(line_yield),
          .watts = relative(watts)};
}

RampPath RampBooks::take_path() {
  path_.spread = spread();
  RampTotals& t = path_.totals;
  t.efficiency = whole_.efficiency();
  t.line_yield = whole_.line_yield();
  t.output_W = whole_.good_W;
  t.cost_usd_per_W = t.output_W > 0 ? t.cost_usd / t.output_W : 0;
  for (const auto& [key, usd] : costs_) {
    path_.costs.push_back(
        {.month = plan_->start, .step = key.first, .category = key.second, .usd = usd});
  }
  return std::move(path_);
}

}  // namespace heliofab::twin
