// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/ramp_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "heliofab/core/check.hpp"
#include "heliofab/core/grid.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/io/numbers.hpp"

namespace heliofab::twin {

namespace {

bool has_answer(const RampPath& path) { return path.is_done && path.problem.empty(); }

// A month without output has no efficiency, no yield and no cost of a watt.
bool needs_output(double RampMonth::*figure) {
  return figure == &RampMonth::efficiency || figure == &RampMonth::line_yield ||
         figure == &RampMonth::cost_usd_per_W;
}

std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    while (to < order.size() && values[order[to]] == values[order[from]]) {
      ++to;
    }
    for (std::size_t k = from; k < to; ++k) {
      ranks[order[k]] = (static_cast<double>(from + to) - 1) / 2;
    }
    from = to;
  }
  return ranks;
}

double watts_of(const RampPath& path) { return path.totals.output_W; }

double usd_of(const market::CostModel& model, const RampPath& path) {
  double usd = 0;
  for (const market::MonthQuantities& used : path.used) {
    usd += market::total_usd(market::month_costs(model, used));
  }
  return usd;
}

}  // namespace

Band band_of(const std::vector<double>& sample) {
  if (sample.empty()) {
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    return {nothing, nothing, nothing};
  }
  return {quantile(sample, 0.1), quantile(sample, 0.5), quantile(sample, 0.9)};
}

std::vector<Band> bands(const RampStudy& study, double RampMonth::*figure) {
  std::size_t months = 0;
  for (const RampPath& path : study.paths) {
    months = std::max(months, path.months.size());
  }
  std::vector<Band> result;
  for (std::size_t m = 0; m < months; ++m) {
    std::vector<double> sample;
    for (const RampPath& path : study.paths) {
      if (has_answer(path) && m < path.months.size() &&
          (path.months[m].output_W > 0 || !needs_output(figure))) {
        sample.push_back(path.months[m].*figure);
      }
    }
    result.push_back(band_of(sample));
  }
  return result;
}

std::vector<double> sums(const RampStudy& study, double RampTotals::*figure) {
  std::vector<double> sample;
  for (const RampPath& path : study.paths) {
    if (has_answer(path)) {
      sample.push_back(path.totals.*figure);
    }
  }
  return sample;
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  HELIOFAB_CHECK(a.size() == b.size());
  const std::vector<double> x = ranks_of(a);
  const std::vector<double> y = ranks_of(b);
  const double mean = (static_cast<double>(a.size()) - 1) / 2;
  double xy = 0;
  double xx = 0;
  double yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mean) * (y[i] - mean);
    xx += (x[i] - mean) * (x[i] - mean);
    yy += (y[i] - mean) * (y[i] - mean);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

double rank_error(std::size_t pairs) noexcept {
  return pairs > 1 ? 1 / std::sqrt(static_cast<double>(pairs) - 1) : 1;
}

double chance_of_all(std::size_t pairs, std::size_t inputs) noexcept {
  constexpr double risk = 0.05;
  const double each = risk / (2 * static_cast<double>(std::max<std::size_t>(inputs, 1)));
  return std::min(1.0, normal_quantile(1 - each) * rank_error(pairs));
}

std::vector<Influence> influences(const RampStudy& study, double RampTotals::*figure,
                                  std::size_t most) {
  const std::vector<double> outcome = sums(study, figure);
  const double chance = chance_of_all(outcome.size(), study.inputs.size());
  std::vector<Influence> all;
  for (std::size_t k = 0; k < study.inputs.size(); ++k) {
    std::vector<double> quantiles;
    for (const RampPath& path : study.paths) {
      if (has_answer(path)) {
        quantiles.push_back(path.quantiles[k]);
      }
    }
    const double r = rank_correlation(quantiles, outcome);
    all.push_back({study.inputs[k].path, r, std::abs(r) > chance});
  }
  std::ranges::stable_sort(all, std::greater<>(),
                           [](const Influence& i) { return std::abs(i.correlation); });
  all.resize(std::min(all.size(), most));
  return all;
}

std::vector<CostShare> cost_shares(const RampStudy& study) {
  std::map<std::pair<std::string, std::string>, double> sum;
  double paths = 0;
  for (const RampPath& path : study.paths) {
    if (!has_answer(path) || !(watts_of(path) > 0)) {
      continue;
    }
    ++paths;
    for (const CostRow& cost : path.costs) {
      sum[{cost.step, cost.category}] += cost.usd / watts_of(path);
    }
  }
  std::vector<CostShare> shares;
  for (const auto& [key, usd_per_W] : sum) {
    shares.push_back({key.first, key.second, usd_per_W / paths});
  }
  std::ranges::stable_sort(shares, std::greater<>(), &CostShare::usd_per_W);
  return shares;
}

std::vector<TornadoBar> tornado(const FabPlan& plan, const RampPath& path,
                                const std::vector<UncertainInput>& inputs) {
  constexpr double otherwise = 0.3;  // spread of what is no uncertain input
  constexpr double tenth = 0.1;      // of efficiency and yield
  std::vector<TornadoBar> bars;
  const double watts = watts_of(path);
  if (!(watts > 0)) {
    return bars;
  }
  FabPlan copy = plan;
  for (const io::NumberIn& n : io::numbers_in(copy, "fab")) {
    if (!n.path.starts_with("fab.cost.") || n.path == "fab.cost.target_utilisation" ||
        *n.value == 0) {
      continue;
    }
    const auto input = std::ranges::find(inputs, n.path, &UncertainInput::path);
    const double value = *n.value;
    TornadoBar bar{.path = n.path, .spread = input == inputs.end() ? otherwise : input->spread};
    *n.value = value / (1 + bar.spread);
    bar.low = usd_of(copy.cost, path) / watts;
    *n.value = value * (1 + bar.spread);
    bar.high = usd_of(copy.cost, path) / watts;
    *n.value = value;
    bars.push_back(std::move(bar));
  }
  // Both make more watts of the same web, in the same hours.
  const double cost = path.totals.cost_usd_per_W;
  for (const char* what : {"efficiency", "line yield"}) {
    bars.push_back({what, tenth, cost * (1 + tenth), cost / (1 + tenth)});
  }
  std::ranges::stable_sort(bars, std::greater<>(),
                           [](const TornadoBar& b) { return std::abs(b.high - b.low); });
  return bars;
}

PoolError pool_error(const FabPlan& plan, const ReferenceData& data, const PoolSize& pool,
                     std::int64_t days, Observer* observer) {
  constexpr double normal_95 = 1.96;
  FabPlan shorter = plan;
  shorter.days = std::min(plan.days, days);
  const RampPath solved = run_path(shorter, data, true, pool, observer);
  const RollSpread& s = solved.spread;
  const double share = s.rolls > 0 ? normal_95 * std::sqrt(1 / static_cast<double>(pool.rolls) +
                                                           1 / static_cast<double>(s.rolls))
                                   : 0;
  // (20), and half a roll as standard deviation: the time ends somewhere in one.
  const double last_roll = s.rolls > 0 ? normal_95 * 0.5 / static_cast<double>(s.rolls) : 0;
  return {.days = shorter.days,
          .pooled = run_path(shorter, data, false, pool, observer).totals,
          .solved = solved.totals,
          .chance = {.rolls = s.rolls,
                     .efficiency = share * s.efficiency,
                     .line_yield = share * s.line_yield,
                     .watts = std::hypot(share * s.watts, last_roll)}};
}

}  // namespace heliofab::twin
