// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "../src/due.hpp"
#include "../test/lines.hpp"
#include "bare_line.hpp"

// Counters: what is logged (passes, departures and state changes) a second, and months or modules
// a second.
namespace heliofab::plant {
namespace {

using benchmark::Counter;
using testing_lines::after;
using testing_lines::modules_of;
using testing_lines::monday;

double entries(const EventLog& log) {
  return static_cast<double>(log.states.size() + log.departures.size() + log.events.size());
}

double peak_MiB() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
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

// A year of FAB 2 at nameplate by the line alone, from an empty line, cut into modules of the given
// length in centimetres; a log a day.
void year_of_nameplate(benchmark::State& state) {
  Line line = fab2_line();
  Station& cigs = line.stations[find_station(line, "cigs")];
  cigs.tools = 10;
  cigs.web.web_speed = 0.36 / 60;
  cigs.breakdowns = {.mtbf = 80 * 3600.0, .mttr = 3 * 3600.0};
  line.shifts.count = 3;
  const double length = static_cast<double>(state.range(0)) / 100;
  double logged = 0;
  double rolls = 0;
  EventLog log;
  for (auto _ : state) {
    LineSimulator simulator(line, monday, 1, modules_of(length));
    simulator.release_rolls(10'000);
    for (int day = 1; day <= 365; ++day) {
      simulator.advance_to(after(day * 86400.0));
      simulator.take_log(log);
      logged += entries(log);
      rolls += static_cast<double>(log.rolls.size());
    }
  }
  state.counters["entries"] = Counter(logged, Counter::kIsRate);
  state.counters["rolls"] = rolls / static_cast<double>(state.iterations());
  state.counters["peak_MiB"] = peak_MiB();
}
BENCHMARK(year_of_nameplate)->Arg(500)->Arg(120)->Unit(benchmark::kMillisecond);

// Line-12, the common benchmark of line simulators: twelve unreliable stations with ten places
// between them, all times exponential; 1,340,000 s of it pass a million modules. One log in 134.
constexpr double line_12_horizon = 1.34e6;

void twelve_stations(benchmark::State& state) {
  const Line line = testing_lines::line_12();
  double logged = 0;
  double modules = 0;
  EventLog log;
  for (auto _ : state) {
    LineSimulator simulator(line, monday, 1, {});
    simulator.release_rolls(1'000'000'000);
    for (int part = 1; part <= 134; ++part) {
      simulator.advance_to(after(part * line_12_horizon / 134));
      simulator.take_log(log);
      logged += entries(log);
      modules += static_cast<double>(std::ranges::count(log.departures, 11, &Departure::station));
    }
  }
  state.counters["entries"] = Counter(logged, Counter::kIsRate);
  state.counters["modules"] = Counter(modules, Counter::kIsRate);
  state.counters["modules_per_s_of_line"] =
      modules / line_12_horizon / static_cast<double>(state.iterations());
  state.counters["peak_MiB"] = peak_MiB();
}
BENCHMARK(twelve_stations)->Unit(benchmark::kMillisecond);

// The same line written by hand: no states, no log.
void twelve_stations_bare(benchmark::State& state) {
  double modules = 0;
  double events = 0;
  for (auto _ : state) {
    bare::Line line({}, 1);
    const bare::Counts counts = line.run(duration_from_s(line_12_horizon).count());
    modules += static_cast<double>(counts.out);
    events += static_cast<double>(counts.services + 2 * counts.failures);
  }
  state.counters["events"] = Counter(events, Counter::kIsRate);
  state.counters["modules"] = Counter(modules, Counter::kIsRate);
}
BENCHMARK(twelve_stations_bare)->Unit(benchmark::kMillisecond);

// The hold model: of so many that are due, the first is taken and comes again later.
void hold(benchmark::State& state) {
  std::mt19937_64 random(1);
  const auto later = [&] { return Duration(static_cast<std::int64_t>(random() >> 44U)); };
  DueHeap heap;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    heap.push(Due::at(monday + later(), Due::activity_over, 0, static_cast<std::int32_t>(i), 0));
  }
  SimTime before = monday;
  for (auto _ : state) {
    Due due = heap.top();
    heap.pop();
    if (due.time < before) {
      state.SkipWithError("out of order");
    }
    before = due.time;
    due.time += later();
    heap.push(due);
  }
}
BENCHMARK(hold)->Arg(16)->Arg(128)->Arg(1024)->Arg(8192);

}  // namespace
}  // namespace heliofab::plant
