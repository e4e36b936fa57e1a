// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include <Eigen/LU>
#include <gtest/gtest.h>

#include "../src/small_signal.hpp"
#include "reference_cells.hpp"

// How levels follow an oscillating state, against their rate equations.
namespace heliofab::device {
namespace {

using testing_cells::amphoteric;
using testing_cells::film;
using testing_cells::layer;

using Complex = std::complex<double>;

constexpr double lag_kt = constants::boltzmann_eV * 300;  // [eV]

const Level one_acceptor{LevelKind::acceptor, 1e22, 0.05, 1e-9, 4e-8};

// Charge and captures of one level, static and oscillating together.
struct Answer {
  Eigen::RowVector3cd charge, electrons, holes;
};

// Carriers as a level meets them: n, p and the factors of n1 and p1.
Eigen::Vector4d carriers(const Trace& t, const Eigen::Vector3d& u) {
  const NodeState s{u(0), u(1), u(2)};
  const Gas n = electrons(t, s);
  const Gas p = holes(t, s);
  return {n.density, p.density, std::exp(n.log_gamma), std::exp(p.log_gamma)};
}

// The rate equations of a chain of charge states, written down and solved: i omega N x = K x + dK
// x0, in which the shares add up to nothing.
Answer by_rate_equations(std::span<const LevelRates> chain, double density, double first_charge,
                         const Trace& t, const Eigen::Vector3d& u, double omega) {
  const auto states = static_cast<Eigen::Index>(chain.size()) + 1;
  const auto rates = [&](const Eigen::Vector4d& c) {
    Eigen::MatrixXd k = Eigen::MatrixXd::Zero(states, states);
    for (Eigen::Index j = 0; j + 1 < states; ++j) {
      const LevelRates& l = chain[static_cast<std::size_t>(j)];
      const double up = l.capture_n * c(0) + l.capture_p * l.p1 * c(3);
      const double down = l.capture_n * l.n1 * c(2) + l.capture_p * c(1);
      k(j, j) -= up;
      k(j + 1, j) += up;
      k(j, j + 1) += down;
      k(j + 1, j + 1) -= down;
    }
    return k;
  };
  // In the unit of the largest rate.
  const auto with_sum = [&](Eigen::MatrixXcd k, double unit) {
    k.row(0).setConstant(unit);
    return k;
  };
  const Eigen::Vector4d c = carriers(t, u);
  const Eigen::MatrixXd k = rates(c);
  Eigen::VectorXcd one = Eigen::VectorXcd::Zero(states);
  const double largest = k.cwiseAbs().maxCoeff() + omega * density;
  one(0) = largest;
  const Eigen::VectorXcd x0 = with_sum(k.cast<Complex>(), largest).partialPivLu().solve(one);
  Answer answer;
  for (int by = 0; by < 3; ++by) {
    const double h = 1e-4;
    const Eigen::Vector3d step = h * Eigen::Vector3d::Unit(by);
    const Eigen::Vector4d dc = (8 * (carriers(t, u + step) - carriers(t, u - step)) -
                                (carriers(t, u + 2 * step) - carriers(t, u - 2 * step))) /
                               (12 * h);
    const Eigen::MatrixXd dk = rates(dc);  // linear in the carriers
    Eigen::VectorXcd drive = -dk.cast<Complex>() * x0;
    drive(0) = 0;
    const Eigen::MatrixXcd turning =
        k.cast<Complex>() -
        Complex(0, omega * density) * Eigen::MatrixXcd::Identity(states, states);
    const Eigen::VectorXcd x = with_sum(turning, largest).partialPivLu().solve(drive);
    answer.charge(by) = answer.electrons(by) = answer.holes(by) = 0;
    for (Eigen::Index j = 0; j < states; ++j) {
      answer.charge(by) += density * (first_charge - static_cast<double>(j)) * x(j);
    }
    for (Eigen::Index j = 0; j + 1 < states; ++j) {
      const LevelRates& l = chain[static_cast<std::size_t>(j)];
      answer.electrons(by) += l.capture_n * (dc(0) * x0(j) + c(0) * x(j) -
                                             l.n1 * (dc(2) * x0(j + 1) + c(2) * x(j + 1)));
      answer.holes(by) += l.capture_p * (dc(1) * x0(j + 1) + c(1) * x(j + 1) -
                                         l.p1 * (dc(3) * x0(j) + c(3) * x(j)));
    }
  }
  return answer;
}

// Whatever the statistics, the number of charges and their order in energy (second transition below
// the first: no state is neutral), at frequencies below, within and above the rates. 1e-8 of the
// largest term is what differences leave.
TEST(LevelLag, SolvesTheRateEquations) {
  for (const Statistics statistics : {Statistics::boltzmann, Statistics::fermi_dirac}) {
    for (const Level& level :
         {one_acceptor, amphoteric(1e22, -0.05, 0.2), amphoteric(1e22, 0.1, -0.3)}) {
      CellDesign d;
      d.temperature = 300;
      materials::Semiconductor s = film(1.15, 4.5, 13.6);
      s.nc = 1e23;  // its electrons below are degenerate
      d.layers = {layer(1e-6, s, 0, {level}, 1)};
      d.layers[0].statistics = statistics;
      const Element with = make_problem(d, make_mesh(d), {}).elements[0];
      Element without = with;
      without.levels = {};
      without.amphoteric = {};
      const bool is_single = with.amphoteric[0].empty();
      const std::vector<LevelRates> chain =
          is_single
              ? with.levels[0]
              : std::vector<LevelRates>{with.amphoteric[0][0].first, with.amphoteric[0][0].second};
      for (const Eigen::Vector3d& u :
           {Eigen::Vector3d(-4.5 / lag_kt, -1, 6), Eigen::Vector3d(-5.1 / lag_kt, -4, 3),
            Eigen::Vector3d(-5.5 / lag_kt, 0, 0)}) {
        const NodeState at{u(0), u(1), u(2)};
        const Bulk a = bulk_terms(with, 0, at);
        const Bulk b = bulk_terms(without, 0, at);
        const Eigen::RowVector3d charge = (a.d_charge - b.d_charge).transpose();
        const Eigen::RowVector3d captured = (a.d_recombination - b.d_recombination).transpose();
        const Eigen::Vector4d c = carriers(with.end[0], u);
        double one_way = 0;  // what differences cancel of
        for (const LevelRates& l : chain) {
          one_way += l.capture_n * (c(0) + l.n1 * c(2)) + l.capture_p * (c(1) + l.p1 * c(3));
        }
        for (double omega = 1; omega < 1e16; omega *= 30) {
          const Answer wanted =
              by_rate_equations(chain, level.density, is_single ? 0 : 1, with.end[0], u, omega);
          const Lag<3> lag = level_lag(with, 0, at, omega);
          EXPECT_LT((lag.charge + charge - wanted.charge).norm(), 1e-8 * (charge.norm() + 1e22));
          EXPECT_LT((lag.electrons + captured - wanted.electrons).norm(), 1e-8 * one_way);
          EXPECT_LT((lag.holes + captured - wanted.holes).norm(), 1e-8 * one_way);
        }
      }
    }
  }
}

// Electrons that a level of a plane holds come from both films and go to both: i omega N f =
// electrons taken less holes taken, of all.
TEST(SheetLag, KeepsAccountOfEveryElectron) {
  const InterfaceLevel level{LevelKind::donor, 3e15, 0.1, 1e3, 3e2};
  Sheet sheet =
      make_sheet({.levels = {level}}, {film(2.4, 4.2, 10), film(1.15, 4.5, 13.6)}, lag_kt);
  for (const std::size_t right : {0U, 1U}) {
    sheet.right = right;
    const State state{{-4.9 / lag_kt, -2, 5}, {-4.9 / lag_kt, -1, 6}};
    const SheetTerms terms = sheet_terms(sheet, state);
    for (double omega = 1; omega < 1e16; omega *= 30) {
      const auto lag = sheet_lag(sheet, state, omega);
      const auto whole = [](const SheetTerms::Gradient& g, const Lag<5>::Row& less) {
        return Lag<5>::Row(g.transpose().cast<Complex>() + less);
      };
      const Lag<5>::Row charge = whole(terms.d_charge, lag[0].charge);
      Lag<5>::Row taken = Lag<5>::Row::Zero();
      double size = 0;
      for (const std::size_t s : {0U, 1U}) {
        const Lag<5>::Row n = whole(terms.d_loss_n[s], lag[s].electrons);
        const Lag<5>::Row p = whole(terms.d_loss_p[s], lag[s].holes);
        taken += n - p;
        size += n.norm() + p.norm();
      }
      EXPECT_LT((taken + Complex(0, omega) * charge).norm(),
                1e-12 * size + 1e-14 * omega * terms.d_charge.norm())
          << omega;
    }
  }
}

}  // namespace
}  // namespace heliofab::device
