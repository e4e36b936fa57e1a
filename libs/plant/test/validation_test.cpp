// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/plant/equipment_time.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// The line against closed forms of queueing theory. Each row of docs/validation/plant.md is an
// assertion here; set HELIOFAB_VALIDATION to a file name to write the table.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::monday;
using testing_lines::seconds;
using testing_lines::server;

constexpr std::int64_t plenty = 1'000'000'000;
constexpr int runs = 20;

struct Estimate {
  double mean = 0;
  double error = 0;  // standard error of the mean
};

// Mean of independent runs with the seeds 1, 2, ...
Estimate estimate(const std::function<double(std::uint64_t)>& value) {
  double sum = 0;
  double squares = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    const double v = value(seed);
    sum += v;
    squares += v * v;
  }
  const double mean = sum / runs;
  return {mean, std::sqrt((squares - sum * mean) / (runs * (runs - 1.0)))};
}

// Modules a second that leave the last station, behind a warm-up of a twentieth of the time.
Estimate throughput(const Line& line, double horizon) {
  return estimate([&](std::uint64_t seed) {
    LineSimulator simulator(line, monday, seed, {});
    simulator.release_rolls(plenty);
    simulator.advance_to(after(horizon / 20));
    simulator.take_log();
    simulator.advance_to(after(horizon / 20 + horizon));
    const auto last = static_cast<std::int32_t>(line.stations.size()) - 1;
    const EventLog log = simulator.take_log();
    return static_cast<double>(std::ranges::count(log.departures, last, &Departure::station)) /
           horizon;
  });
}

// Mean time of a module from the end of the first station, which is a source, to that of the next.
Estimate time_in_system(const Line& line, double horizon) {
  return estimate([&](std::uint64_t seed) {
    const EventLog log = testing_lines::run(line, horizon, plenty, seed);
    std::unordered_map<std::int64_t, SimTime> arrived;
    double sum = 0;
    double count = 0;
    for (const Departure& d : log.departures) {
      const auto id = static_cast<std::int64_t>(d.sheet);
      if (d.station == 0) {
        arrived[id] = d.time;
      } else if (seconds(arrived[id]) > horizon / 20) {
        sum += to_s(d.time - arrived[id]);
        ++count;
      }
    }
    return sum / count;
  });
}

// Uptime of the productive and down time of the only station.
Estimate uptime(const Line& line, double horizon) {
  return estimate([&](std::uint64_t seed) {
    const StateTimes t = state_times(testing_lines::run(line, horizon, plenty, seed).states, 0);
    return equipment_ratios(t, 1, 1).operational_uptime;
  });
}

Line queue(double arrivals, Spread spread, Breakdowns breakdowns = {}, std::int64_t tools = 1) {
  Line line = line_of({server("source", 1 / arrivals, 0), server("server", 1, plenty, spread)});
  line.stations[1].breakdowns = breakdowns;
  line.stations[1].tools = tools;
  return line;
}

Line tandem(int stations, std::int64_t places, Breakdowns breakdowns = {}) {
  std::vector<Station> list;
  for (int s = 0; s < stations; ++s) {
    list.push_back(server("s" + std::to_string(s), 1, places));
    list.back().breakdowns = breakdowns;
  }
  return line_of(list);
}

Line reversed(Line line) {
  std::swap(line.stations.front(), line.stations.back());
  return line;
}

struct Check {
  std::string what;
  double expected;
  Estimate obtained;
  std::string formula;
};

// Times in units of the mean service time.
std::vector<Check> queues() {
  constexpr Breakdowns breaks{.mtbf = 100, .mttr = 5};
  constexpr double horizon = 6e4;
  return {
      {"M/M/1, rho 0.8: time in system", 5,
       time_in_system(queue(0.8, Spread::exponential), horizon), "(1)"},
      {"M/D/1, rho 0.8", 3, time_in_system(queue(0.8, Spread::fixed), horizon), "(1)"},
      {"M/M/1, rho 0.5", 2, time_in_system(queue(0.5, Spread::exponential), horizon), "(1)"},
      {"M/M/1 with breakdowns, 0.7 arrivals", 4.62264,
       time_in_system(queue(0.7, Spread::exponential, breaks), horizon), "(2)"},
      {"M/D/1 with breakdowns, 0.7 arrivals", 3.16651,
       time_in_system(queue(0.7, Spread::fixed, breaks), horizon), "(2)"},
      {"M/M/2, rho 0.8", 2.844444 / 1.6 + 1,
       time_in_system(queue(1.6, Spread::exponential, {}, 2), horizon), "(3)"},
      {"M/M/4, rho 0.8", 2.385730 / 3.2 + 1,
       time_in_system(queue(3.2, Spread::exponential, {}, 4), horizon), "(3)"},
  };
}

// Modules in a mean service time.
std::vector<Check> lines() {
  constexpr Breakdowns breaks{.mtbf = 100, .mttr = 5};
  constexpr double horizon = 2e4;
  Line uneven = tandem(2, 5);
  uneven.stations[0].breakdowns = breaks;
  uneven.stations[1].sheet.handling = 1 / 0.9;
  uneven.stations[1].breakdowns = {.mtbf = 50, .mttr = 10};
  Line slower = tandem(2, 5);
  slower.stations[1].sheet.handling = 1 / 0.9;
  const auto out = [](const Line& line) { return throughput(line, horizon); };
  return {
      {"2 stations, no place between: modules out", 2.0 / 3, out(tandem(2, 0)), "(4)"},
      {"... 1 place", 3.0 / 4, out(tandem(2, 1)), "(4)"},
      {"... 5 places", 7.0 / 8, out(tandem(2, 5)), "(4)"},
      {"... 5 places, rates 1 and 0.9", 0.824417, out(slower), "(5)"},
      {"3 stations, no place", 0.564103, out(tandem(3, 0)), "chain"},
      {"... 1 place", 0.670466, out(tandem(3, 1)), "chain"},
      {"... 10 places", 0.894419, out(tandem(3, 10)), "chain"},
      {"4 stations, no place", 0.514775, out(tandem(4, 0)), "chain"},
      {"6 stations, no place", 0.466713, out(tandem(6, 0)), "chain"},
      {"2 unreliable stations, 1 place", 0.701299, out(tandem(2, 1, breaks)), "chain"},
      {"... 5 places", 0.815225, out(tandem(2, 5, breaks)), "chain"},
      {"3 unreliable stations, 1 place", 0.617264, out(tandem(3, 1, breaks)), "chain"},
      {"2 unlike unreliable stations, 5 places", 0.6858822, out(uneven), "chain"},
      {"... the other way round", 0.6858822, out(reversed(uneven)), "chain"},
      {"one unreliable station: operational uptime", 1 / 1.05,
       uptime(tandem(1, 0, breaks), horizon), "(6)"},
  };
}

constexpr auto head = R"(# Validation of plant

Written by `HELIOFAB_VALIDATION=docs/validation/plant.md build/dev/libs/plant/plant_test --gtest_filter='Validation.*'`.
Each row is an assertion; nothing here was fitted. Obtained: mean of 20 runs with seeds 1 to 20, and the half width of its 95 % confidence
interval (Student). A row passes when it is within 4 standard errors of the expected figure and these are below 5 % of it. By chance one row
in 25 is outside its 95 % interval and one in 1,300 fails; the seeds are fixed.

| case | expected | obtained | 95 % ± | away, standard errors | formula |
|---|---|---|---|---|---|
)";

void write(const std::vector<Check>& rows, const char* path) {
  std::ofstream file(path);
  file.precision(6);
  file << head;
  for (const Check& r : rows) {
    const double away = (r.obtained.mean - r.expected) / r.obtained.error;
    file << "| " << r.what << " | " << r.expected << " | " << r.obtained.mean << " | ";
    file.precision(2);
    file << 2.093 * r.obtained.error << " | " << away << " | " << r.formula << " |\n";
    file.precision(6);
  }
  std::ifstream notes(HELIOFAB_SOURCE_DIR "/libs/plant/test/validation_notes.md");
  file << '\n' << notes.rdbuf();
}

TEST(Validation, EveryFigureIsWithinFourStandardErrors) {
  std::vector<Check> rows = queues();
  const std::vector<Check> more = lines();
  rows.insert(rows.end(), more.begin(), more.end());
  for (const Check& r : rows) {
    EXPECT_NEAR(r.obtained.mean, r.expected, 4 * r.obtained.error) << r.what;
    EXPECT_LT(4 * r.obtained.error, 0.05 * r.expected) << r.what << " tells too little";
  }
  if (const char* path = std::getenv("HELIOFAB_VALIDATION")) {
    write(rows, path);
  }
}

}  // namespace
}  // namespace heliofab::plant
