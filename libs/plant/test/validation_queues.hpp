// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "heliofab/plant/equipment_time.hpp"
#include "mean_values.hpp"
#include "validation_rows.hpp"

// Single queues, parallel tools and crews. Times in units of the mean service time.
namespace heliofab::plant::validation_lines {

inline Rows single_queues() {
  Rows rows{"One queue", {}};
  Case markov{queue(0.8, Spread::exponential), 4e4, {}};
  markov.rows = {{"M/M/1, rho 0.8: time in system W", 5, cycle_time, "(1)"},
                 {"... modules in system L", 4, wip, "(1)", 0.08},
                 {"... modules waiting", 3.2, queue_length, "(1)", 0.08}};
  rows.cases.push_back(std::move(markov));
  for (const auto& [limit, share] :
       {std::pair{5.0, 0.294304}, {10.0, 0.108268}, {20.0, 0.014653}}) {
    Case late{queue(0.8, Spread::exponential), 4e4, {}};
    late.line.stations.insert(late.line.stations.begin(),
                              testing_lines::server("door", 0, plenty, Spread::fixed));
    late.line.stations[1].buffer = plenty;
    late.line.queue_limits = {{.name = "q", .from = "door", .to = "server", .limit = limit}};
    late.rows = {{"... share that waits longer than " + std::to_string(static_cast<int>(limit)),
                  share,
                  [](const EventLog& log, double) {
                    return static_cast<double>(log.flow.at(1).late) /
                           static_cast<double>(log.flow.at(1).left);
                  },
                  "(7)", 0.5}};
    rows.cases.push_back(std::move(late));
  }
  struct Service {
    std::string name;
    Spread spread;
    double cv;
    double wait;
  };
  for (const Service& s : {Service{"M/D/1", Spread::fixed, 0, 2},
                           {"M/E4/1, Erlang", Spread::gamma, 0.5, 2.5},
                           {"M/G/1, uniform from 0 to 2", Spread::uniform, 0.577350269, 8.0 / 3},
                           {"M/E2/1, Erlang", Spread::gamma, 0.70710678, 3},
                           {"M/G/1, lognormal of cv 1.5", Spread::lognormal, 1.5, 6.5},
                           {"M/H2/1, hyperexponential of cv 2", Spread::hyperexponential, 2, 10}}) {
    rows.cases.push_back({queue(0.8, s.spread, s.cv),
                          s.cv > 1 ? 8e4 : 4e4,
                          {{s.name + ", rho 0.8: wait in queue", s.wait, queue_time, "(1)",
                            s.cv > 1 ? 0.15 : 0.07}}});
  }
  const auto breaks = [&](Spread spread, double mtbf, double expected, const std::string& name) {
    Case c{queue(0.7, spread), 8e4, {{name, expected, cycle_time, "(2)", 0.12}}};
    c.line.stations[0].breakdowns = {.mtbf = mtbf, .mttr = 5};
    rows.cases.push_back(std::move(c));
  };
  breaks(Spread::exponential, 100, 4.62264, "M/M/1 with breakdowns, 0.7 arrivals: W");
  breaks(Spread::fixed, 100, 3.16651, "M/D/1 with breakdowns: W");
  breaks(Spread::exponential, 20, 17, "M/M/1 with five times as many: W");
  return rows;
}

// N machines that always work when they are up, and R people to repair them.
inline Case repair_crew(double repair, std::int64_t people, double up, double wait) {
  Line line = testing_lines::line_of({testing_lines::server("machines", 50, 0, Spread::fixed)});
  line.stations[0].tools = 12;
  line.stations[0].downtimes = {{.kind = StopKind::repair,
                                 .interval = 100,
                                 .interval_spread = Spread::exponential,
                                 .taking = Taking::immediate,
                                 .duration = repair,
                                 .duration_spread = Spread::exponential,
                                 .crew = "fitters"}};
  line.crews = {{.name = "fitters", .people = people}};
  const std::string name = std::to_string(static_cast<int>(repair)) + " s, " +
                           std::to_string(people) + (people == 1 ? " person" : " people");
  const auto time = [](const EventLog& log, Reason reason) {
    double sum = 0;
    for (const StateInterval& s : log.states) {
      sum += s.reason == reason ? to_s(s.to - s.from) : 0;
    }
    return sum;
  };
  return {line,
          2e4,
          {{"12 machines, repair of " + name + ": availability", up,
            [](const EventLog& log, double horizon) {
              return to_s(state_times(log.states, 0).productive) / (12 * horizon);
            },
            "chain"},
           {"... mean wait for someone", wait,
            [time](const EventLog& log, double) {
              return time(log, Reason::no_crew) /
                     static_cast<double>(
                         std::ranges::count(log.events, EventKind::breakdown, &Event::kind));
            },
            "chain", 0.6},
           {"... share of their time at work", 0.12 * up * repair / static_cast<double>(people),
            [time, people](const EventLog& log, double horizon) {
              return time(log, Reason::repair) / (static_cast<double>(people) * horizon);
            },
            "chain", 0.1}}};
}

inline Rows parallel_tools() {
  Rows rows{"Parallel tools and crews", {}};
  for (const auto& [tools, waiting] :
       {std::pair{2, 2.844444}, {3, 2.588764}, {4, 2.385730}, {5, 2.216450}}) {
    Case c{queue(0.8 * tools, Spread::exponential),
           4e4 / tools * 2,
           {{"M/M/" + std::to_string(tools) + ", rho 0.8: modules waiting", waiting, queue_length,
             "(3)", 0.1}}};
    c.line.stations[0].tools = tools;
    rows.cases.push_back(std::move(c));
  }
  rows.cases.push_back(repair_crew(5, 1, 0.913686, 4.44682));
  rows.cases.push_back(repair_crew(5, 2, 0.949457, 0.32334));
  rows.cases.push_back(repair_crew(5, 3, 0.952140, 0.02652));
  rows.cases.push_back(repair_crew(10, 1, 0.733551, 26.3232));
  rows.cases.push_back(repair_crew(10, 2, 0.888498, 2.54948));
  return rows;
}

// Three nodes, a tenth of what leaves the last goes back to the first.
inline Rows networks() {
  Rows rows{"Rework and constant work in process", {}};
  Case jackson{testing_lines::line_of({testing_lines::server("a", 1 / 1.2, plenty),
                                       testing_lines::server("b", 1 / 1.5, plenty),
                                       testing_lines::server("c", 1 / 1.4, plenty)}),
               8e4,
               {}};
  jackson.line.arrivals = {.interval = 1 / 0.9};
  jackson.line.stations[2].rework = {.share = 0.1, .to = "a", .at_most = plenty};
  const auto inside = [](std::size_t s) {
    return [s](const EventLog& log, double horizon) { return to_s(log.flow.at(s).stay) / horizon; };
  };
  jackson.rows = {{"open network, 10 % rework: time in system", 9.5 / 0.9, cycle_time, "(8)", 0.08},
                  {"... modules at the first node", 5, inside(0), "(8)", 0.15},
                  {"... at the second", 2, inside(1), "(8)"},
                  {"... at the third", 2.5, inside(2), "(8)"},
                  {"... passes of a module", 1 / 0.9,
                   [](const EventLog& log, double) {
                     return static_cast<double>(log.flow.at(2).entered) /
                            static_cast<double>(log.line.out);
                   },
                   "(8)"}};
  rows.cases.push_back(std::move(jackson));
  for (const std::int64_t w : {1, 4, 8, 12, 20}) {
    Case penny{tandem(4, plenty), 2e4, {}};
    penny.line.wip_limit = w;
    const auto n = static_cast<double>(w);
    penny.rows = {{"4 exponential stations, " + std::to_string(w) + " modules in the line: out",
                   n / (n + 3), throughput, "(9)"},
                  {"... cycle time", n + 3, cycle_time, "(9)"}};
    rows.cases.push_back(std::move(penny));
  }
  return rows;
}

// The penny fabs of Hopp and Spearman, in hours.
inline Line penny_fab(const std::vector<double>& hours, const std::vector<std::int64_t>& tools,
                      Spread spread, std::int64_t pennies) {
  std::vector<Station> stations;
  for (std::size_t s = 0; s < hours.size(); ++s) {
    stations.push_back(testing_lines::server(std::string(1, static_cast<char>('a' + s)), hours[s],
                                             plenty, spread));
    stations.back().tools = tools[s];
  }
  Line line = testing_lines::line_of(std::move(stations));
  line.wip_limit = pennies;
  return line;
}

// All pennies of the line move in one batch: each waits at each station for all of them.
inline Case worst_case(std::int64_t pennies) {
  Line line = penny_fab({2, 2, 2, 2}, {1, 1, 1, 1}, Spread::fixed, pennies);
  for (Station& s : line.stations) {
    s.kind = StationKind::batch;
    s.batch = {.platen_area = 100,
               .cycle_time = 2 * static_cast<double>(pennies),
               .max_wait = 1e6,
               .capacity = pennies};
  }
  const std::string name = "penny fab 1, worst case, " + std::to_string(pennies) +
                           (pennies == 1 ? " penny" : " pennies");
  return {line,
          19'200,  // a multiple of each period of 8 w
          {{name + ": out", 1.0 / 8, throughput, "(13)"},
           {"... cycle time", 8 * static_cast<double>(pennies), cycle_time, "(13)"}}};
}

inline Rows penny_fabs() {
  Rows rows{"Penny fabs", {}};
  for (const std::int64_t w : {1, 4, 8, 12, 20}) {
    rows.cases.push_back(worst_case(w));
  }
  const std::vector<double> hours{2, 5, 10, 3};
  const std::vector<std::int64_t> tools{1, 2, 6, 2};
  for (const std::int64_t w : {1, 2, 4, 6, 8, 12, 16}) {
    const double out = std::min(static_cast<double>(w) / 20, 0.4);
    rows.cases.push_back({penny_fab(hours, tools, Spread::fixed, w),
                          20'000,
                          {{"penny fab 2 without chance, " + std::to_string(w) + " in it: out", out,
                            throughput, "(14)"},
                           {"... cycle time", static_cast<double>(w) / out, cycle_time, "(14)"}}});
  }
  for (const auto& [w, practical] :
       {std::pair<std::int64_t, const char*>{4, "0.1455"}, {8, "0.2133"}, {16, "0.2783"}}) {
    const double out = mean_values::throughput(hours, tools, w);
    rows.cases.push_back({penny_fab(hours, tools, Spread::exponential, w),
                          8e4,
                          {{"penny fab 2, exponential, " + std::to_string(w) +
                                " in it (practical worst case: " + practical + "): out",
                            out, throughput, "(15)"},
                           {"... cycle time", static_cast<double>(w) / out, cycle_time, "(15)"}}});
  }
  return rows;
}

}  // namespace heliofab::plant::validation_lines
