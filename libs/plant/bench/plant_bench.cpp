// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "../test/lines.hpp"

// Counters: what is logged (passes, departures and state changes) a second, and months or modules
// a second.
namespace heliofab::plant {
namespace {

using benchmark::Counter;
using testing_lines::after;
using testing_lines::line_of;
using testing_lines::modules_of;
using testing_lines::monday;
using testing_lines::server;

double entries(const EventLog& log) {
  return static_cast<double>(log.states.size() + log.departures.size() + log.events.size());
}

// One month of FAB 2 from an empty line, cut into modules of the given length in centimetres.
void month_of_fab2(benchmark::State& state) {
  const Line line = fab2_line();
  const double length = static_cast<double>(state.range(0)) / 100;
  double logged = 0;
  for (auto _ : state) {
    LineSimulator simulator(line, monday, 1, modules_of(length));
    simulator.release_rolls(1000);
    simulator.advance_to(after(30 * 86400.0));
    logged += entries(simulator.take_log());
  }
  state.counters["entries"] = Counter(logged, Counter::kIsRate);
  state.counters["months"] = Counter(static_cast<double>(state.iterations()), Counter::kIsRate);
}
BENCHMARK(month_of_fab2)->Arg(500)->Arg(30)->Unit(benchmark::kMillisecond);

// Twelve unreliable stations with ten places between them, all times exponential: the common
// benchmark of line simulators. A million modules take 1,340,000 s of it.
void twelve_stations(benchmark::State& state) {
  std::vector<Station> stations;
  for (int s = 0; s < 12; ++s) {
    stations.push_back(server("s" + std::to_string(s), 1, 10));
    stations.back().breakdowns = {.mtbf = 100, .mttr = 5};
  }
  const Line line = line_of(std::move(stations));
  double logged = 0;
  double modules = 0;
  for (auto _ : state) {
    LineSimulator simulator(line, monday, 1, {});
    simulator.release_rolls(1'000'000'000);
    for (int part = 1; part <= 10; ++part) {
      simulator.advance_to(after(part * 1e4));
      const EventLog log = simulator.take_log();
      logged += entries(log);
      modules += static_cast<double>(std::ranges::count(log.departures, 11, &Departure::station));
    }
  }
  state.counters["entries"] = Counter(logged, Counter::kIsRate);
  state.counters["modules"] = Counter(modules, Counter::kIsRate);
  state.counters["modules_per_s_of_line"] = modules / 1e5 / static_cast<double>(state.iterations());
}
BENCHMARK(twelve_stations)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace heliofab::plant
