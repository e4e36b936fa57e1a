// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "small_signal.hpp"

namespace heliofab::device {

namespace {

using Complex = std::complex<double>;

// What the static filling of a level with `density` states, whose electrons come and go at `rate`,
// is too much at an angular frequency, as a factor; theory (38).
Complex lacking(double density, double rate, double omega) {
  const Complex lag(0, omega * density);
  return -lag / (rate + lag);
}

void add_lag(const LevelRates& level, const Company& m, double omega, Lag<3>& lag) {
  if (!(level.density > 0)) {
    return;
  }
  const Transition t = transition(level, m);
  const double rate = t.filling + t.emptying;
  const double full = t.filling / rate;
  const double empty = t.emptying / rate;
  const Eigen::RowVector3d answer = (empty * t.d_filling - full * t.d_emptying).transpose() / rate;
  const Lag<3>::Row less = lacking(level.density, rate, omega) * answer;
  lag.charge -= level.density * less;
  lag.electrons -= level.capture_n * (m.n + level.n1 * m.gamma_n) * less;
  lag.holes += level.capture_p * (m.p + level.p1 * m.gamma_p) * less;
}

// Theory (70): the shares with no and with two electrons lag behind together. With M their rates,
// (M + i omega N) x = g at any frequency, so x falls short of M^-1 g by what is solved for here.
void add_lag(const AmphotericRates& level, const Company& m, double omega, Lag<3>& lag) {
  if (!(level.density > 0)) {
    return;
  }
  const Transition a = transition(level.first, m);
  const Transition b = transition(level.second, m);
  const double all =
      a.emptying * b.emptying + a.filling * b.emptying + a.filling * b.filling;  // det M
  const double none = a.emptying * b.emptying / all;
  const double one = a.filling * b.emptying / all;
  const double two = a.filling * b.filling / all;
  const Eigen::RowVector3d g_none = (one * a.d_emptying - none * a.d_filling).transpose();
  const Eigen::RowVector3d g_two = (one * b.d_filling - two * b.d_emptying).transpose();
  // M = (A1 + B1, B1; A2, A2 + B2). Its eigenvalues are real and positive: no resonance.
  const Complex turn(0, omega * level.density);
  const Complex m11 = a.filling + a.emptying + turn;
  const Complex m22 = b.filling + b.emptying + turn;
  const Complex determinant =  // of M + turn, without what would cancel
      all + turn * (a.filling + a.emptying + b.filling + b.emptying + turn);
  const Lag<3>::Row static_none =
      (((b.filling + b.emptying) * g_none - a.emptying * g_two) / all).cast<Complex>();
  const Lag<3>::Row static_two =
      (((a.filling + a.emptying) * g_two - b.filling * g_none) / all).cast<Complex>();
  const Complex factor = -turn / determinant;
  const Lag<3>::Row d_none = factor * (m22 * static_none - a.emptying * static_two);
  const Lag<3>::Row d_two = factor * (m11 * static_two - b.filling * static_none);
  const Lag<3>::Row d_one = -d_none - d_two;
  lag.charge += level.density * (d_none - d_two);
  const auto capture = [&](const LevelRates& t, const Lag<3>::Row& empty, const Lag<3>::Row& full) {
    lag.electrons += t.capture_n * (m.n * empty - t.n1 * m.gamma_n * full);
    lag.holes += t.capture_p * (m.p * full - t.p1 * m.gamma_p * empty);
  };
  capture(level.first, d_none, d_one);
  capture(level.second, d_one, d_two);
}

// Carriers beside a plane, films left and right.
struct Beside {
  std::array<double, 2> n{};
  std::array<double, 2> p{};
};

void add_lag(const SheetLevel& level, const Beside& at, double omega, std::array<Lag<5>, 2>& lag) {
  if (!(level.density > 0)) {
    return;
  }
  const double cn = level.capture_n;
  const double cp = level.capture_p;
  const double filling = cn * (at.n[0] + at.n[1]) + cp * (level.p1[0] + level.p1[1]);
  const double emptying = cn * (level.n1[0] + level.n1[1]) + cp * (at.p[0] + at.p[1]);
  const double rate = filling + emptying;
  const double by_n = cn * (emptying / rate) / rate;  // of the filling
  const double by_p = -cp * (filling / rate) / rate;
  Eigen::Matrix<double, 1, 5> answer;
  answer << by_n * (at.n[0] + at.n[1]) - by_p * (at.p[0] + at.p[1]), -by_n * at.n[0],
      by_p * at.p[0], -by_n * at.n[1], by_p * at.p[1];
  const Lag<5>::Row less = lacking(level.density, rate, omega) * answer;
  lag[0].charge -= level.density * less;
  for (const std::size_t s : {0U, 1U}) {
    lag[s].electrons -= cn * (at.n[s] + level.n1[s]) * less;
    lag[s].holes += cp * (at.p[s] + level.p1[s]) * less;
  }
}

}  // namespace

Lag<3> level_lag(const Element& e, std::size_t side, const NodeState& s, double omega) {
  Lag<3> lag;
  if (e.levels[side].empty() && e.amphoteric[side].empty()) {
    return lag;
  }
  const Trace& trace = e.end[side];
  const Company m = company(trace, s, electrons(trace, s), holes(trace, s));
  for (const LevelRates& level : e.levels[side]) {
    add_lag(level, m, omega, lag);
  }
  for (const AmphotericRates& level : e.amphoteric[side]) {
    add_lag(level, m, omega, lag);
  }
  return lag;
}

std::array<Lag<5>, 2> sheet_lag(const Sheet& sheet, const State& state, double omega) {
  const double psi = state[sheet.left].psi;
  Beside at;
  for (const std::size_t s : {0U, 1U}) {
    const NodeState& node = state[s == 0 ? sheet.left : sheet.right];
    at.n[s] = std::exp(psi + sheet.log_n[s] - node.phi_n);
    at.p[s] = std::exp(node.phi_p - psi + sheet.log_p[s]);
  }
  std::array<Lag<5>, 2> lag;
  for (const SheetLevel& level : sheet.levels) {
    add_lag(level, at, omega, lag);
  }
  return lag;
}

}  // namespace heliofab::device
