// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/report/ramp.hpp"
#include "terminal.hpp"

namespace heliofab::report {

namespace {

std::string number(double value, int decimals) {
  return std::isfinite(value) ? fixed(value, decimals) : std::string("-");
}

std::string band_text(const twin::Band& b, double scale, int decimals) {
  return fmt::format("{:>7} {:>7} {:>7}", number(b.low / scale, decimals),
                     number(b.median / scale, decimals), number(b.high / scale, decimals));
}

std::string without_kind(const std::string& path) {
  return path.starts_with("fab.") ? path.substr(4) : path;
}

// Medians of what is decided, bands of what comes of it.
void add_months(Terminal& out, const twin::RampStudy& study) {
  using Month = twin::RampMonth;
  const auto shifts = twin::bands(study, &Month::shifts);
  const auto demand = twin::bands(study, &Month::demand_W);
  const auto backlog = twin::bands(study, &Month::backlog_W);
  const auto output = twin::bands(study, &Month::output_W);
  const auto efficiency = twin::bands(study, &Month::efficiency);
  const auto yield = twin::bands(study, &Month::line_yield);
  const auto cost = twin::bands(study, &Month::cost_usd_per_W);
  out.heading("by month", "10 %, median and 90 %; shifts, demand and backlog: median");
  out.plain_line(
      fmt::format("{:>5} {:>6} {:>7} {:>8} {:^23} {:^23} {:^23} {:^23}", "month", "shifts",
                  "demand", "backlog", "output, kW", "efficiency, %", "line yield, %", "USD/W"),
      Terminal::Ink::dim);
  constexpr std::size_t most = 36;
  for (const std::size_t m : some_rows(shifts.size(), most)) {
    out.plain_line(fmt::format("{:>5} {:>6} {:>7} {:>8} {} {} {} {}", m + 1,
                               number(shifts[m].median, 1), number(demand[m].median / 1e3, 0),
                               number(backlog[m].median / 1e3, 0), band_text(output[m], 1e3, 0),
                               band_text(efficiency[m], 0.01, 2), band_text(yield[m], 0.01, 1),
                               band_text(cost[m], 1, 2)));
  }
}

void add_sum(Terminal& out, const twin::RampStudy& study, std::string_view name,
             double twin::RampTotals::*figure, double scale, int decimals) {
  const std::vector<double> sample = twin::sums(study, figure);
  if (sample.size() < 2) {
    return;
  }
  const Estimate mean = estimate(sample);
  const twin::Band band = twin::band_of(sample);
  constexpr double normal_95 = 1.96;
  out.row(name, number(mean.value / scale, decimals),
          fmt::format("mean, +- {} at 95 %; 80 % band {} .. {}",
                      number(normal_95 * mean.error / scale, decimals + 1),
                      number(band.low / scale, decimals), number(band.high / scale, decimals)));
}

void add_sums(Terminal& out, const Ramp& ramp) {
  out.heading("whole ramp");
  add_sum(out, ramp.study, "median efficiency, %", &twin::RampTotals::efficiency, 0.01, 2);
  add_sum(out, ramp.study, "line yield, %", &twin::RampTotals::line_yield, 0.01, 1);
  add_sum(out, ramp.study, "good modules, kW", &twin::RampTotals::output_W, 1e3, 0);
  add_sum(out, ramp.study, "cost, USD/W", &twin::RampTotals::cost_usd_per_W, 1, 2);
}

void add_influences(Terminal& out, const Ramp& ramp) {
  const twin::RampStudy& study = ramp.study;
  const std::size_t pairs = twin::sums(study, &twin::RampTotals::output_W).size();
  if (study.inputs.empty() || pairs < 3) {
    return;
  }
  out.heading("what matters most",
              fmt::format("rank correlation, standard error {:.2f}; {} inputs: below {:.2f} it may "
                          "be chance",
                          twin::rank_error(pairs), study.inputs.size(),
                          twin::chance_of_all(pairs, study.inputs.size())));
  const auto add = [&](std::string_view title, double twin::RampTotals::*figure) {
    out.plain_line(fmt::format("  {}", title), Terminal::Ink::dim);
    for (const twin::Influence& i : twin::influences(study, figure)) {
      out.row("", fmt::format("{:+.2f}", i.correlation),
              without_kind(i.path) + (i.is_certain ? "" : "  (may be chance)"));
    }
  };
  add("cost of a watt", &twin::RampTotals::cost_usd_per_W);
  add("median efficiency", &twin::RampTotals::efficiency);
  add("line yield", &twin::RampTotals::line_yield);
}

void add_costs(Terminal& out, const twin::RampStudy& study) {
  const std::vector<twin::CostShare> shares = twin::cost_shares(study);
  std::map<std::string, double> of_category;
  double sum = 0;
  for (const twin::CostShare& c : shares) {
    of_category[c.category] += c.usd_per_W;
    sum += c.usd_per_W;
  }
  out.heading("cost of a watt", fmt::format("mean over replications, {} USD/W", number(sum, 3)));
  std::string line;
  for (const auto& [category, usd] : of_category) {
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", category, number(usd, 3));
  }
  out.remark(line);
  constexpr std::size_t most = 12;
  for (std::size_t i = 0; i < std::min(most, shares.size()); ++i) {
    out.row(shares[i].step, number(shares[i].usd_per_W, 3), shares[i].category);
  }
  if (shares.size() > most) {
    out.remark(fmt::format("{} smaller ones", shares.size() - most));
  }
}

void add_tornado(Terminal& out, const Ramp& ramp) {
  if (ramp.tornado.empty()) {
    return;
  }
  out.heading("tornado of the cost", "USD/W of the plan's own path, one input at a time");
  constexpr std::size_t most = 10;
  for (std::size_t i = 0; i < std::min(most, ramp.tornado.size()); ++i) {
    const twin::TornadoBar& b = ramp.tornado[i];
    out.row("", fmt::format("{} .. {}", number(b.low, 3), number(b.high, 3)),
            fmt::format("{}, +- {:.0f} %", without_kind(b.path), 100 * b.spread));
  }
}

void add_pool(Terminal& out, const Ramp& ramp) {
  if (!ramp.pool_error) {
    return;
  }
  const twin::RampTotals& p = ramp.pool_error->pooled;
  const twin::RampTotals& s = ramp.pool_error->solved;
  out.heading(
      "error of the pool",
      fmt::format("{} days of the plan: {} rolls stand for all, against every module solved",
                  ramp.pool_error->days, ramp.request.pool.rolls));
  const twin::RollSpread& chance = ramp.pool_error->chance;
  const auto add = [&](std::string_view name, double twin::RampTotals::*figure, double by_chance,
                       double scale, int decimals) {
    out.row(name, number(p.*figure / scale, decimals),
            fmt::format("solved {}, {:+.1f} % (chance {:.1f} %)",
                        number(s.*figure / scale, decimals), 100 * (p.*figure / s.*figure - 1),
                        100 * by_chance));
  };
  using Totals = twin::RampTotals;
  add("median efficiency, %", &Totals::efficiency, chance.efficiency, 0.01, 2);
  add("line yield, %", &Totals::line_yield, chance.line_yield, 0.01, 1);
  add("good modules, kW", &Totals::output_W, chance.watts, 1e3, 1);
  add("cost, USD/W", &Totals::cost_usd_per_W, chance.watts, 1, 2);
  out.remark(fmt::format("chance, at 95 %: {} rolls of the pool and {} others of the run",
                         ramp.request.pool.rolls, chance.rolls));
  out.remark(
      fmt::format("cells of all replications come from one table; the worst of those held "
                  "out was {:.2f} % off",
                  100 * ramp.study.table_error));
}

void add_variants(Terminal& out, const Ramp& ramp) {
  for (const RampVariant& v : ramp.variants) {
    out.heading(v.change, "against the plan, by the same seeds and draws; +- at 95 %");
    const auto add = [&](std::string_view name, const std::optional<Estimate>& e, double scale,
                         int decimals) {
      constexpr double normal_95 = 1.96;
      if (e) {
        out.row(name, fmt::format("{:+.{}f}", e->value / scale, decimals),
                fmt::format("+- {}", number(normal_95 * e->error / scale, decimals)));
      }
    };
    add("median efficiency, points", v.efficiency, 0.01, 3);
    add("line yield, points", v.line_yield, 0.01, 2);
    add("good modules, kW", v.output_W, 1e3, 1);
    add("cost, USD/W", v.cost_usd_per_W, 1, 3);
  }
}

void add_failures(Terminal& out, const twin::RampStudy& study) {
  const auto failed =
      std::ranges::count_if(study.paths, [](const auto& p) { return !p.problem.empty(); });
  if (failed > 0) {
    const auto first =
        std::ranges::find_if(study.paths, [](const auto& p) { return !p.problem.empty(); });
    out.remark(fmt::format("{} of {} replications have no answer; the first: {}", failed,
                           study.paths.size(), clean(first->problem)));
  }
}

}  // namespace

std::string ramp_text(const Ramp& ramp, const TextStyle& style) {
  Terminal out(style);
  out.plain_line(
      fmt::format("{}: ramp of {} replications{}", clean(ramp.title), ramp.study.paths.size(),
                  ramp.request.solves_all ? ", every module solved" : ""),
      Terminal::Ink::bold);
  add_failures(out, ramp.study);
  if (twin::sums(ramp.study, &twin::RampTotals::output_W).empty()) {
    return out.text();
  }
  add_months(out, ramp.study);
  add_sums(out, ramp);
  add_variants(out, ramp);
  add_influences(out, ramp);
  add_costs(out, ramp.study);
  add_tornado(out, ramp);
  add_pool(out, ramp);
  return out.text();
}

}  // namespace heliofab::report
