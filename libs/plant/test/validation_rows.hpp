// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "heliofab/plant/line_simulator.hpp"
#include "lines.hpp"

// Lines with a known answer, simulated twenty times, and what is read off their logs.
namespace heliofab::plant::validation_lines {

inline constexpr int runs = 20;
inline constexpr std::int64_t plenty = 1'000'000'000;

struct Estimate {
  double mean = 0;
  double error = 0;  // standard error of the mean
};

/// What is read off the log of a run of so many seconds.
using Figure = std::function<double(const EventLog&, double horizon)>;

struct Row {
  std::string what;
  double expected = 0;
  Figure figure;
  std::string formula;
  double widest = 0.05;  // four standard errors over the expected figure, at most
  Estimate obtained = {};
};

/// A line, how long it is watched after a warm-up of a twentieth of that, and its figures.
struct Case {
  Line line;
  double horizon = 0;  // [s]
  std::vector<Row> rows;
};

struct Rows {
  std::string title;
  std::vector<Case> cases;
};

inline double throughput(const EventLog& log, double horizon) {
  return static_cast<double>(log.line.out) / horizon;
}
inline double wip(const EventLog& log, double horizon) { return to_s(log.line.in_line) / horizon; }
/// By Little's law, which holds for the long run of a line that is not drained.
inline double cycle_time(const EventLog& log, double /*horizon*/) {
  return to_s(log.line.in_line) / static_cast<double>(log.line.out);
}
inline double queue_length(const EventLog& log, double horizon) {
  return to_s(log.flow.at(0).waiting) / horizon;
}
inline double queue_time(const EventLog& log, double /*horizon*/) {
  return to_s(log.flow.at(0).waiting) / static_cast<double>(log.flow.at(0).entered);
}

inline Line queue(double arrivals, Spread spread, double cv = 1) {
  Line line = testing_lines::line_of({testing_lines::server("server", 1, 0, spread)});
  line.stations[0].sheet.cv = cv;
  line.arrivals = {.interval = 1 / arrivals};
  return line;
}

inline Line tandem(std::size_t stations, std::int64_t places, bool is_unreliable = false) {
  Line line = testing_lines::line_12(stations, places);
  for (Station& s : line.stations) {
    s.breakdowns = is_unreliable ? s.breakdowns : Breakdowns{};
  }
  return line;
}

inline void simulate(Case& c) {
  std::vector<double> sums(c.rows.size());
  std::vector<double> squares(c.rows.size());
  EventLog log;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    LineSimulator simulator(c.line, testing_lines::monday, seed, {});
    simulator.release_rolls(c.line.arrivals.interval > 0 ? 0 : plenty);
    simulator.advance_to(testing_lines::after(c.horizon / 20));
    simulator.take_log(log);
    simulator.advance_to(testing_lines::after(c.horizon / 20 + c.horizon));
    simulator.take_log(log);
    for (std::size_t r = 0; r < c.rows.size(); ++r) {
      const double value = c.rows[r].figure(log, c.horizon);
      sums[r] += value;
      squares[r] += value * value;
    }
  }
  for (std::size_t r = 0; r < c.rows.size(); ++r) {
    const double mean = sums[r] / runs;
    const double squared = squares[r] - sums[r] * mean;
    const bool is_rounding = squared < 1e-13 * squares[r];  // of a line without chance
    c.rows[r].obtained = {mean, is_rounding ? 0 : std::sqrt(squared / (runs * (runs - 1.0)))};
  }
}

}  // namespace heliofab::plant::validation_lines
