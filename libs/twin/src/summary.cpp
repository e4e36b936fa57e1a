// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/summary.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>

#include "heliofab/core/grid.hpp"
#include "heliofab/core/parallel.hpp"
#include "rate_stations.hpp"
#include "web_balance.hpp"

namespace heliofab::twin {

namespace {

constexpr std::size_t best_of = 1000;  // modules

void count_modules(Summary& summary, const RunRecord& record, const ModuleIndex& modules) {
  std::vector<double> efficiency;
  std::vector<double> fill_factor;
  std::vector<double> voc_per_cell;
  std::map<std::string, BinCount> bins;
  for (const FlashRow& f : record.flashes) {
    efficiency.push_back(f.aperture_efficiency);
    fill_factor.push_back(f.fill_factor);
    if (const auto m = modules.find(static_cast<std::int64_t>(f.serial)); m != modules.end()) {
      voc_per_cell.push_back(f.voc_V / static_cast<double>(m->second->cells));
    }
    if (f.is_good) {
      ++summary.modules_good;
      summary.power_good_W += f.pmax_W;
      BinCount& bin = bins[f.bin];
      bin.bin = f.bin;
      ++bin.modules;
      bin.power_W += f.pmax_W;
    }
  }
  summary.modules_made = static_cast<std::int64_t>(efficiency.size());
  summary.aperture_efficiency = distribution_of(efficiency);
  if (!efficiency.empty()) {
    summary.fill_factor_median = quantile(fill_factor, 0.5);
    summary.voc_per_cell_median_V = voc_per_cell.empty() ? 0 : quantile(voc_per_cell, 0.5);
  }
  for (auto& [name, bin] : bins) {
    summary.bins.push_back(std::move(bin));
  }
  // "above 11.5 %" is the last one, and 9.5 comes before 10.5.
  std::ranges::sort(summary.bins, {}, [](const BinCount& b) {
    return b.bin.starts_with("above") ? 1e9 : std::strtod(b.bin.c_str(), nullptr);
  });
}

// Rolls whose fate is sealed: all their modules are flashed or scrapped.
std::set<RollId> sealed_among(const RunRecord& record, const ModuleIndex& modules) {
  std::map<RollId, std::int64_t> flashed;
  for (const FlashRow& f : record.flashes) {
    if (const auto m = modules.find(static_cast<std::int64_t>(f.serial)); m != modules.end()) {
      ++flashed[m->second->roll];
    }
  }
  for (const ScrapRow& s : record.scrap) {
    flashed[s.roll] += s.serial > 0 ? 1 : 0;
  }
  std::set<RollId> sealed;
  for (const RollRow& r : record.rolls) {
    if (flashed[r.roll] == r.modules) {
      sealed.insert(r.roll);
    }
  }
  return sealed;
}

void account_for_area(Summary& summary, const RunRecord& record, const ModuleIndex& modules) {
  const std::set<RollId> sealed = sealed_among(record, modules);
  double whole = 0;
  for (const RollRow& r : record.rolls) {
    whole += sealed.contains(r.roll) ? r.length_m * r.width_m : 0;
  }
  double good = 0;
  double accounted = 0;
  std::map<std::pair<std::string, std::string>, AreaLoss> losses;
  const auto lose = [&](const std::string& station, const std::string& cause, double area,
                        std::int64_t count) {
    AreaLoss& loss = losses[{station, cause}];
    loss.station = station;
    loss.cause = cause;
    loss.area_m2 += area;
    loss.modules += count;
    accounted += area;
  };
  for (const ScrapRow& s : record.scrap) {
    if (sealed.contains(s.roll)) {
      lose(s.station, s.cause, s.area_m2, s.serial > 0 ? 1 : 0);
    }
  }
  for (const FlashRow& f : record.flashes) {
    const auto m = modules.find(static_cast<std::int64_t>(f.serial));
    if (m == modules.end() || !sealed.contains(m->second->roll)) {
      continue;
    }
    if (f.is_good) {
      good += m->second->aperture_m2;
    } else {
      lose("flash", f.cause, m->second->aperture_m2, 1);
    }
  }
  // A stripe's pitch seldom divides the web: what is left beside the apertures is lost as well.
  if (const double border = whole - good - accounted; border > 1e-9 * whole) {
    lose("scribe", "border beside the stripes", border, 0);
  }
  summary.rolls_finished = static_cast<std::int64_t>(record.rolls.size());
  summary.web_finished_m2 = whole;
  summary.line_yield = whole > 0 ? good / whole : 0;
  for (auto& [key, loss] : losses) {
    loss.share = whole > 0 ? loss.area_m2 / whole : 0;
    summary.area_losses.push_back(std::move(loss));
  }
  std::ranges::stable_sort(summary.area_losses, std::greater<>(), &AreaLoss::area_m2);
}

}  // namespace

std::set<RollId> sealed_rolls(const RunRecord& record) {
  return sealed_among(record, index_of(record.modules));
}

Distribution distribution_of(const std::vector<double>& sample) {
  if (sample.empty()) {
    return {};
  }
  const auto n = static_cast<double>(sample.size());
  Distribution d;
  d.mean = ordered_sum(sample) / n;
  std::vector<double> square(sample.size());
  std::ranges::transform(sample, square.begin(),
                         [&](double x) { return (x - d.mean) * (x - d.mean); });
  d.std = sample.size() > 1 ? std::sqrt(ordered_sum(square) / (n - 1)) : 0;
  d.median = quantile(sample, 0.5);
  d.p10 = quantile(sample, 0.1);
  d.p90 = quantile(sample, 0.9);
  const auto first = std::span(sample).first(std::min(best_of, sample.size()));
  d.best = *std::ranges::max_element(first);
  return d;
}

Summary summarize(const RunRecord& record) {
  Summary summary;
  const ModuleIndex modules = index_of(record.modules);
  count_modules(summary, record, modules);
  account_for_area(summary, record, modules);
  rate_stations(summary, record);
  measure_flow(summary, record);
  summary.web = balance_web(record, modules);
  for (const CostRow& c : record.costs) {
    summary.cost_usd += c.usd;
  }
  summary.cost_usd_per_W = summary.power_good_W > 0 ? summary.cost_usd / summary.power_good_W : 0;
  for (const DemandRow& d : record.demands) {
    summary.power_shipped_W += d.shipped_W;
    summary.lost_W += d.lost_W;
    summary.revenue_usd += d.revenue_usd;
  }
  if (!record.demands.empty()) {
    const SimTime last = record.demands.back().month;
    for (const DemandRow& d : record.demands) {
      summary.backlog_W += d.month == last ? d.backlog_W : 0;
      summary.stock_W += d.month == last ? d.stock_W : 0;
    }
  }
  summary.fingerprint = fingerprint(record);
  summary.is_complete = record.is_complete;
  return summary;
}

}  // namespace heliofab::twin
