// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <utility>

// The continuous line of two machines with a store between them (Gershwin and Schick 1980), solved
// from its stationary density equations by Runge and Kutta.
namespace heliofab::plant::fluid_line {

struct Machine {
  double speed = 1;    // [m/s]
  double fails = 0;    // [1/s] at this speed; less as it is slowed
  double repairs = 0;  // [1/s]
};

struct Answer {
  double rate = 0;       // [m/s]
  double imbalance = 0;  // [-] of the equation that the others leave over
};

namespace density {

struct State {
  double both = 0;    // density [1/m] of a store of x and both machines up, ...
  double first = 0;   // ... the first alone, ...
  double second = 0;  // ... the second
  double rate = 0;    // integrals: web out of the store, ...
  double all = 0;     // ... all states

  State plus(double h, const State& d) const {
    return {both + h * d.both, first + h * d.first, second + h * d.second, rate + h * d.rate,
            all + h * d.all};
  }
};

// Of a state `down` in which both stand nothing moves, so that it is in balance at each x.
inline State slope(const State& f, const Machine& a, const Machine& b) {
  const double down = (a.fails * f.first + b.fails * f.second) / (a.repairs + b.repairs);
  return {
      .both = (-(a.fails + b.fails) * f.both + a.repairs * f.second + b.repairs * f.first) /
              (a.speed - b.speed),
      .first = (-(a.fails + b.repairs) * f.first + b.fails * f.both + a.repairs * down) / a.speed,
      .second =
          -(-(a.repairs + b.fails) * f.second + a.fails * f.both + b.repairs * down) / b.speed,
      .rate = b.speed * (f.both + f.second),
      .all = f.both + f.first + f.second + down};
}

}  // namespace density

/// The first machine is the faster one here: the store is never empty while both run. One that is
/// slowed to the speed of the other fails in proportion. A line and its mirror image pass the same.
inline Answer solve(Machine a, Machine b, double store) {
  if (a.speed < b.speed) {
    std::swap(a, b);
  }
  // Empty: the second is starved, with weight 1, until the first is repaired.
  density::State f{.both = a.repairs / (a.speed - b.speed), .second = a.repairs / b.speed};
  constexpr int steps = 20'000;
  const double h = store / steps;
  for (int i = 0; i < steps; ++i) {
    const density::State k1 = slope(f, a, b);
    const density::State k2 = slope(f.plus(h / 2, k1), a, b);
    const density::State k3 = slope(f.plus(h / 2, k2), a, b);
    const density::State k4 = slope(f.plus(h, k3), a, b);
    f = f.plus(h / 6, k1).plus(h / 3, k2).plus(h / 3, k3).plus(h / 6, k4);
  }
  // Full: both at the speed of the slower one, or the first blocked.
  const double slowed = a.fails * b.speed / a.speed;
  const double full = f.second * b.speed / slowed;
  const double blocked = (a.speed * f.first + b.fails * full) / b.repairs;
  const double in = (a.speed - b.speed) * f.both + b.repairs * blocked;
  const double out = (slowed + b.fails) * full;
  return {.rate = (f.rate + b.speed * full) / (1 + f.all + full + blocked),
          .imbalance = std::abs(in / out - 1)};
}

}  // namespace heliofab::plant::fluid_line
