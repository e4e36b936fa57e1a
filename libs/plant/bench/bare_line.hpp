// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <queue>
#include <vector>

#include "heliofab/core/stream.hpp"
#include "heliofab/core/time.hpp"

/// A row of unreliable exponential servers written by hand, without states, logs or choices: what
/// such a line costs at least, and a second opinion on what comes out of it. It draws the same
/// numbers as LineSimulator and knows nothing else of it.
namespace heliofab::plant::bare {

struct Settings {
  std::size_t stations = 12;
  std::int64_t places = 10;  // [-] between two stations
  double work = 1;           // [s] mean
  double mtbf = 100;         // [s] of productive time
  double mttr = 5;           // [s]
};

struct Counts {
  std::int64_t out = 0;
  std::int64_t services = 0;
  std::int64_t failures = 0;
};

class Line {
 public:
  Line(const Settings& settings, std::uint64_t seed)
      : settings_(settings),
        work_(seed, "plant.work"),
        failure_(seed, "plant.failure"),
        repair_(seed, "plant.repair"),
        servers_(settings.stations) {
    for (std::size_t s = 0; s < servers_.size(); ++s) {
      servers_[s].to_failure = ticks(settings_.mtbf * draw(failure_, s, 0));
    }
    start(0, 0);
  }

  Counts run(std::int64_t end) {
    while (due_.top().time <= end) {
      const Due due = due_.top();
      due_.pop();
      step(due);
    }
    return counts_;
  }

 private:
  enum class State : std::uint8_t { idle, working, down, blocked };
  struct Server {
    State state = State::idle;
    std::int64_t waiting = 0;
    std::int64_t work = 0;  // to go
    std::int64_t to_failure = 0;
    std::uint64_t works = 0;
    std::uint64_t failures = 1;
  };
  struct Due {
    std::int64_t time;
    std::size_t server;
    friend bool operator>(const Due& a, const Due& b) {
      return a.time != b.time ? a.time > b.time : a.server > b.server;
    }
  };

  static std::int64_t ticks(double seconds) { return duration_from_s(seconds).count(); }
  static double draw(const Stream& stream, std::size_t server, std::uint64_t number) {
    return stream.exponential(static_cast<std::uint64_t>(server) << 32U, number);
  }
  void start(std::size_t s, std::int64_t now) {
    Server& server = servers_[s];
    server.work = ticks(settings_.work * draw(work_, s, server.works++));
    run_on(s, now);
  }
  void run_on(std::size_t s, std::int64_t now) {
    Server& server = servers_[s];
    server.state = State::working;
    due_.push({now + std::min(server.work, server.to_failure), s});
  }
  void step(const Due& due) {
    Server& server = servers_[due.server];
    if (server.state == State::down) {
      run_on(due.server, due.time);
      return;
    }
    const std::int64_t ran = std::min(server.work, server.to_failure);
    server.work -= ran;
    server.to_failure -= ran;
    if (server.work > 0) {
      ++counts_.failures;
      const std::uint64_t number = server.failures++;
      server.state = State::down;
      server.to_failure = ticks(settings_.mtbf * draw(failure_, due.server, number));
      due_.push({due.time + ticks(settings_.mttr * draw(repair_, due.server, number)), due.server});
      return;
    }
    ++counts_.services;
    server.state = State::blocked;
    hand_on(due.server, due.time);
  }
  // A blocked server hands on what it holds if there is a place; that may free the one before it.
  void hand_on(std::size_t s, std::int64_t now) {
    if (s + 1 == servers_.size()) {
      ++counts_.out;
    } else {
      Server& next = servers_[s + 1];
      if (next.state == State::idle) {
        start(s + 1, now);
      } else if (next.waiting < settings_.places) {
        ++next.waiting;
      } else {
        return;
      }
    }
    Server& server = servers_[s];
    if (s > 0 && server.waiting == 0) {
      server.state = State::idle;
    } else {
      server.waiting -= s > 0 ? 1 : 0;
      start(s, now);
    }
    if (s > 0 && servers_[s - 1].state == State::blocked) {
      hand_on(s - 1, now);
    }
  }

  Settings settings_;
  Stream work_, failure_, repair_;
  std::vector<Server> servers_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
  Counts counts_;
};

}  // namespace heliofab::plant::bare
