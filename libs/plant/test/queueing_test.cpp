// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// The line against closed forms of queueing theory; docs/validation/plant.md is made of these.
// Every estimate is a mean of independent replications, and its tolerance 4 standard errors.
namespace heliofab::plant {
namespace {

using testing_lines::after;
using testing_lines::line_of;
using testing_lines::monday;
using testing_lines::seconds;
using testing_lines::server;

constexpr std::int64_t plenty = 1'000'000'000;

struct Estimate {
  double mean = 0;
  double error = 0;  // standard error of the mean
};

Estimate estimate(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  Estimate e;
  for (const double v : values) {
    e.mean += v / n;
  }
  double square = 0;
  for (const double v : values) {
    square += (v - e.mean) * (v - e.mean);
  }
  e.error = std::sqrt(square / (n * (n - 1)));
  return e;
}

// Modules a second that leave the last station, behind a warm-up of a twentieth of the time.
double throughput(const Line& line, double horizon, std::uint64_t seed) {
  LineSimulator simulator(line, monday, seed, {});
  simulator.release_rolls(plenty);
  simulator.advance_to(after(horizon / 20));
  simulator.take_log();
  std::int64_t out = 0;
  const auto last = static_cast<std::int32_t>(line.stations.size()) - 1;
  constexpr int parts = 10;  // a log of the whole way would fill the memory
  for (int i = 1; i <= parts; ++i) {
    simulator.advance_to(after(horizon / 20 + horizon * i / parts));
    for (const Departure& d : simulator.take_log().departures) {
      out += d.station == last ? 1 : 0;
    }
  }
  return static_cast<double>(out) / horizon;
}

Estimate throughput(const Line& line, double horizon) {
  std::vector<double> values;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    values.push_back(throughput(line, horizon, seed));
  }
  return estimate(values);
}

// Mean time from the departure of the first station, which is a source, to that of the second.
double time_in_system(const Line& line, double horizon, std::uint64_t seed) {
  LineSimulator simulator(line, monday, seed, {});
  simulator.release_rolls(plenty);
  simulator.advance_to(after(horizon));
  std::unordered_map<std::int64_t, SimTime> arrived;
  double sum = 0;
  std::int64_t count = 0;
  for (const Departure& d : simulator.take_log().departures) {
    const auto id = static_cast<std::int64_t>(d.sheet);
    if (d.station == 0) {
      arrived[id] = d.time;
    } else if (seconds(arrived[id]) > horizon / 20) {
      sum += to_s(d.time - arrived[id]);
      ++count;
    }
  }
  return sum / static_cast<double>(count);
}

Estimate time_in_system(const Line& line, double horizon) {
  std::vector<double> values;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    values.push_back(time_in_system(line, horizon, seed));
  }
  return estimate(values);
}

void expect_near(const Estimate& obtained, double expected, double widest) {
  EXPECT_NEAR(obtained.mean, expected, 4 * obtained.error) << "standard error " << obtained.error;
  EXPECT_LT(4 * obtained.error, widest) << "too wide to tell anything";
}

// Source with rate lambda before one server: W = E[S] + lambda E[S^2] / (2 (1 - rho)).
TEST(Queue, WaitsAsLongAsTheoryOfOneServerSays) {
  Line line = line_of({server("source", 1 / 0.8, 0), server("server", 1, plenty)});
  expect_near(time_in_system(line, 1e5), 5.0, 0.6);
  line.stations[1].sheet.spread = Spread::fixed;
  expect_near(time_in_system(line, 1e5), 3.0, 0.3);
}

// Breakdowns at rate f of work, repair rate r: a module holds the server for C with
// E[C] = E[S] (1 + f/r), E[C^2] = E[S^2] (1 + f/r)^2 + 2 f E[S] / r^2; then as above with C.
TEST(Queue, WaitsAsLongAsTheorySaysWithBreakdowns) {
  Line line = line_of({server("source", 1 / 0.7, 0), server("server", 1, plenty)});
  line.stations[1].breakdowns = {.mtbf = 100, .mttr = 5};
  expect_near(time_in_system(line, 1e5), 4.62264, 0.5);
  line.stations[1].sheet.spread = Spread::fixed;
  expect_near(time_in_system(line, 1e5), 3.16651, 0.3);
}

// M/M/2 with rho 0.8: L_q = 2.844444, W = L_q / 1.6 + 1.
TEST(Queue, WaitsAsLongAsTheoryOfTwoServersSays) {
  Line line = line_of({server("source", 1 / 1.6, 0), server("server", 1, plenty)});
  line.stations[1].tools = 2;
  expect_near(time_in_system(line, 1e5), 2.844444 / 1.6 + 1, 0.3);
}

Line tandem(int stations, std::int64_t places) {
  std::vector<Station> list;
  for (int s = 0; s < stations; ++s) {
    list.push_back(server("s" + std::to_string(s), 1, places));
  }
  return line_of(list);
}

TEST(Tandem, BlocksAsTwoStationsDo) {
  expect_near(throughput(tandem(2, 0), 4e4), 2.0 / 3, 0.01);
  expect_near(throughput(tandem(2, 1), 4e4), 3.0 / 4, 0.01);
  expect_near(throughput(tandem(2, 5), 4e4), 7.0 / 8, 0.012);
}

TEST(Tandem, BlocksAsThreeStationsDo) {
  expect_near(throughput(tandem(3, 0), 4e4), 0.564103, 0.01);
  expect_near(throughput(tandem(3, 1), 4e4), 0.670466, 0.01);
}

TEST(Tandem, BlocksAsUnreliableStationsDo) {
  Line two = tandem(2, 5);
  Line three = tandem(3, 1);
  for (Line* line : {&two, &three}) {
    for (Station& s : line->stations) {
      s.breakdowns = {.mtbf = 100, .mttr = 5};
    }
  }
  expect_near(throughput(two, 4e4), 0.815225, 0.015);
  expect_near(throughput(three, 4e4), 0.617264, 0.015);
}

TEST(Tandem, PassesAsMuchWhenItIsReversed) {
  Line line = line_of({server("a", 1, 5), server("b", 1 / 0.9, 5)});
  line.stations[0].breakdowns = {.mtbf = 100, .mttr = 5};
  line.stations[1].breakdowns = {.mtbf = 50, .mttr = 10};
  expect_near(throughput(line, 4e4), 0.6858822, 0.02);
  std::swap(line.stations[0], line.stations[1]);
  expect_near(throughput(line, 4e4), 0.6858822, 0.02);
}

}  // namespace
}  // namespace heliofab::plant
