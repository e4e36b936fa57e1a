// SPDX-License-Identifier: Apache-2.0
#include "../src/newton.hpp"

#include <cmath>

#include <Eigen/LU>
#include <gtest/gtest.h>

#include "heliofab/core/stream.hpp"
#include "heliofab/core/unit.hpp"
#include "reference_cells.hpp"

namespace heliofab::device {
namespace {

// Against a dense solver with pivoting, on rows that differ by 30 decades as ours do. The condition
// number of the scaled random matrix stays below 1e3: 1e-12.
TEST(SolveTridiagonal, AgreesWithADenseSolver) {
  const Stream noise(1, "device.test.tridiagonal");
  const Eigen::Index n = 7;
  System system(n);
  Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(3 * n, 3 * n);
  Eigen::VectorXd right(3 * n);
  std::uint64_t draw = 0;
  const auto random = [&] { return 2 * noise.uniform(draw++, 0) - 1; };
  for (Eigen::Index i = 0; i < n; ++i) {
    NodeRows& rows = system[static_cast<std::size_t>(i)];
    for (int r = 0; r < 3; ++r) {
      const double scale = std::pow(10.0, -15 * r);
      for (int c = 0; c < 3; ++c) {
        rows.lower(r, c) = i > 0 ? scale * random() : 0;
        rows.upper(r, c) = i + 1 < n ? scale * random() : 0;
        rows.diagonal(r, c) = scale * (random() + (r == c ? 9 : 0));
      }
      rows.residual(r) = scale * random();
      right(3 * i + r) = -rows.residual(r) / scale;
      dense.row(3 * i + r).segment<3>(3 * i) = rows.diagonal.row(r) / scale;
      if (i > 0) {
        dense.row(3 * i + r).segment<3>(3 * i - 3) = rows.lower.row(r) / scale;
      }
      if (i + 1 < n) {
        dense.row(3 * i + r).segment<3>(3 * i + 3) = rows.upper.row(r) / scale;
      }
    }
  }
  const Eigen::VectorXd expected = dense.partialPivLu().solve(right);
  ASSERT_TRUE(solve_tridiagonal(system));
  for (Eigen::Index i = 0; i < n; ++i) {
    EXPECT_LT((system[static_cast<std::size_t>(i)].residual - expected.segment<3>(3 * i)).norm(),
              1e-12);
  }
}

TEST(SolveTridiagonal, RefusesASingularSystem) {
  System system(2);
  system[0].diagonal.setIdentity();
  EXPECT_FALSE(solve_tridiagonal(system));
}

// The field at an abrupt, symmetric junction in equilibrium. Integrating Poisson's equation once,
// E^2 = (2 q N vt / eps) (b / 2 - 1 + O(ni / N)), b the built-in potential in vt, 2 ln(N / ni).
// Its charge is q N times the depletion width. Elements of 1 nm against a Debye length of 14 nm
// leave (1 / 14)^2 / 12 = 4e-4.
TEST(Newton, FindsTheDepletionWidthOfAnAbruptJunction) {
  const double doping = 1e23;  // [1/m3]
  const materials::Semiconductor s = testing_cells::film(1.15, 4.5, 13.6);
  CellDesign d;
  d.temperature = 300;
  d.layers = {testing_cells::layer(400 * unit::nm, s, doping, {}, 100),
              testing_cells::layer(400 * unit::nm, s, -doping, {}, 100)};
  const Problem problem = make_problem(d, make_mesh(d), {});
  const double thermal = problem.thermal_voltage;
  const double built_in = -std::log(s.nc * s.nv * std::exp(-1.15 / thermal) / doping / doping);
  EXPECT_NEAR(problem.front.psi - problem.back.psi, built_in, 1e-9);

  State state = neutral_state(problem);
  System system;
  ASSERT_TRUE(solve_bias(problem, 0, 0, 1e-9, state, system));
  const double permittivity = 13.6 * constants::vacuum_permittivity;
  const double charge = constants::elementary_charge * doping;
  const double field_at_junction =
      std::sqrt(2 * charge * thermal / permittivity * (built_in / 2 - 1));
  const Element& e =
      problem
          .elements[100];  // first of the p side; the field falls by q N h / (2 eps) to its middle
  const double in_middle = -(state[101].psi - state[100].psi) * thermal / e.length;
  EXPECT_NEAR(in_middle + charge * e.length / 2 / permittivity, field_at_junction,
              1e-3 * field_at_junction);
}

// Newton's method is quadratic near the solution: from an update of 1e-3 it needs two more steps.
TEST(Newton, ConvergesQuadratically) {
  const auto cell = testing_cells::bm1();
  const Mesh mesh = make_mesh(cell.design);
  const Problem problem = make_problem(
      cell.design, mesh, testing_cells::beer(mesh, cell.lit_from, cell.flux, cell.absorption));
  State state = neutral_state(problem);
  System system;
  ASSERT_TRUE(solve_bias(problem, 0, 0, 1e-6, state, system));
  ASSERT_TRUE(solve_bias(problem, 0, 1e-8, 1e-3, state, system));
  ASSERT_TRUE(solve_bias(problem, 0, 1e-4, 1e-3, state, system));
  ASSERT_TRUE(solve_bias(problem, 0, 1, 1e-12, state, system));
  for (NodeState& s : state) {
    s.psi += 1e-4;
  }
  const Status status = solve_bias(problem, 0, 1, 1e-7, state, system);
  EXPECT_EQ(status.outcome, Convergence::converged);
  EXPECT_LE(status.iterations, 3);
}

}  // namespace
}  // namespace heliofab::device
