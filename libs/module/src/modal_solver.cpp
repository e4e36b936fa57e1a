// SPDX-License-Identifier: Apache-2.0
#include "modal_solver.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <Eigen/Dense>

namespace heliofab::module {

using Matrix = Eigen::MatrixXd;

// Modes of the rows: V^T M V = 1 and V^T K V = diag(rate).
struct Modes {
  Matrix vectors;
  Eigen::VectorXd rate;  // [1/m2]
};

namespace {

Modes modes_of(const LineMesh& y) {
  const auto n = static_cast<Eigen::Index>(y.points());
  const auto degree = static_cast<Eigen::Index>(y.degree);
  Matrix stiffness = Matrix::Zero(n, n);
  for (std::size_t e = 0; e < y.elements(); ++e) {
    const auto first = static_cast<Eigen::Index>(e) * degree;
    for (Eigen::Index a = 0; a <= degree; ++a) {
      for (Eigen::Index b = 0; b <= degree; ++b) {
        stiffness(first + a, first + b) +=
            y.stiff(e, static_cast<std::size_t>(a), static_cast<std::size_t>(b));
      }
    }
  }
  const Eigen::VectorXd scale =
      Eigen::Map<const Eigen::VectorXd>(y.weight.data(), n).cwiseSqrt().cwiseInverse();
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(scale.asDiagonal() * stiffness *
                                                     scale.asDiagonal());
  return {scale.asDiagonal() * solver.eigenvectors(), solver.eigenvalues().cwiseMax(0.0)};
}

}  // namespace

struct ModalSolver::Impl {
  explicit Impl(const PlaneProblem& p) : problem(&p), rows(p.rows()), modes(modes_of(p.y)) {
    for (const PlaneCell& cell : p.cells) {
      band = std::max(band, 2 * cell.x.degree);
    }
    factors.resize(2 * p.columns() * (band + 1) * rows);
    work.resize(static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(2 * p.columns()));
  }

  // Entry (q, q - d) of all modes.
  double* entry(std::size_t q, std::size_t d) { return &factors[(q * (band + 1) + d) * rows]; }
  void add(std::size_t q, std::size_t other, double value) {
    double* const e = q > other ? entry(q, q - other) : entry(other, other - q);
    for (std::size_t m = 0; m < rows; ++m) {
      e[m] += value;
    }
  }

  void assemble(std::span<const double> conductance);
  void eliminate();

  const PlaneProblem* problem;
  std::size_t rows;
  Modes modes;
  std::size_t band = 2;
  std::vector<double> factors;  // of L D L^T: D at distance 0, L elsewhere
  Matrix work;
};

void ModalSolver::Impl::assemble(std::span<const double> conductance) {
  std::ranges::fill(factors, 0.0);
  double length = 0;
  for (const double w : problem->y.weight) {
    length += w;
  }
  for (const PlaneCell& cell : problem->cells) {
    const std::size_t base = 2 * cell.first_column;
    const std::array<double, 2> sheet{cell.back_sheet, cell.front_sheet};
    for (std::size_t i = 0; i < cell.x.points(); ++i) {
      const std::size_t q = base + 2 * i;
      const ColumnWidths widths = widths_of(cell, i);
      for (std::size_t s = 0; s < 2; ++s) {
        double* const e = entry(q + s, 0);
        for (std::size_t m = 0; m < rows; ++m) {
          e[m] += modes.rate(static_cast<Eigen::Index>(m)) * sheet[s] *
                  (s == 0 ? widths.back : widths.front);
        }
      }
      double sum = 0;
      for (std::size_t j = 0; j < rows; ++j) {
        sum += conductance[(cell.first_column + i) * rows + j];
      }
      const double g = sum / length;
      add(q, q, g);
      add(q + 1, q + 1, g);
      add(q + 1, q, -g);
    }
    for (std::size_t e = 0; e < cell.x.elements(); ++e) {
      for (std::size_t s = 0; s < 2; ++s) {
        const std::size_t q = base + 2 * e * cell.x.degree + s;
        for (std::size_t a = 0; a <= cell.x.degree; ++a) {
          for (std::size_t b = 0; b <= a; ++b) {
            add(q + 2 * a, q + 2 * b, sheet[s] * cell.x.stiff(e, a, b));
          }
        }
      }
    }
  }
  add(0, 0, problem->links.front());
  const std::size_t end = 2 * problem->columns() - 1;
  add(end, end, problem->links.back());
  for (std::size_t c = 1; c < problem->cells.size(); ++c) {
    const std::size_t q = 2 * problem->cells[c].first_column;
    add(q, q, problem->links[c]);
    add(q - 1, q - 1, problem->links[c]);
    add(q, q - 1, -problem->links[c]);
  }
}

// L D L^T of all modes at once, row by row.
void ModalSolver::Impl::eliminate() {
  const std::size_t n = 2 * problem->columns();
  for (std::size_t q = 0; q < n; ++q) {
    double* const diagonal = entry(q, 0);
    for (std::size_t d = std::min(band, q); d > 0; --d) {
      const std::size_t p = q - d;  // column
      double* const here = entry(q, d);
      // Subtract what the columns before p, within both bands, share.
      for (std::size_t f = d + 1; f <= std::min(band, q); ++f) {
        const double* const left = entry(q, f);
        const double* const other = entry(p, f - d);
        for (std::size_t m = 0; m < rows; ++m) {
          here[m] -= left[m] * other[m];  // left still holds L D
        }
      }
    }
    for (std::size_t d = 1; d <= std::min(band, q); ++d) {
      double* const here = entry(q, d);
      const double* const pivot = entry(q - d, 0);
      for (std::size_t m = 0; m < rows; ++m) {
        const double scaled = here[m] / pivot[m];
        diagonal[m] -= here[m] * scaled;
        here[m] = scaled;
      }
    }
  }
}

ModalSolver::ModalSolver(const PlaneProblem& problem) : impl_(std::make_unique<Impl>(problem)) {}
ModalSolver::~ModalSolver() = default;

void ModalSolver::factor(std::span<const double> conductance) {
  impl_->assemble(conductance);
  impl_->eliminate();
}

void ModalSolver::solve(std::span<const double> current, std::span<double> potential) {
  Impl& s = *impl_;
  const auto rows = static_cast<Eigen::Index>(s.rows);
  const auto n = static_cast<Eigen::Index>(2 * s.problem->columns());
  const Eigen::Map<const Matrix> in(current.data(), rows, n);
  s.work.noalias() = s.modes.vectors.transpose() * in;
  for (Eigen::Index q = 0; q < n; ++q) {
    double* const here = s.work.col(q).data();
    const auto at = static_cast<std::size_t>(q);
    for (std::size_t d = 1; d <= std::min(s.band, at); ++d) {
      const double* const l = s.entry(at, d);
      const double* const before = s.work.col(q - static_cast<Eigen::Index>(d)).data();
      for (std::size_t m = 0; m < s.rows; ++m) {
        here[m] -= l[m] * before[m];
      }
    }
  }
  for (Eigen::Index q = n; q-- > 0;) {
    double* const here = s.work.col(q).data();
    const auto at = static_cast<std::size_t>(q);
    const double* const pivot = s.entry(at, 0);
    for (std::size_t m = 0; m < s.rows; ++m) {
      here[m] /= pivot[m];
    }
    // Rows below have been finished: theirs is what L^T takes.
    for (std::size_t d = 1; d <= s.band && at + d < static_cast<std::size_t>(n); ++d) {
      const double* const l = s.entry(at + d, d);
      const double* const after = s.work.col(q + static_cast<Eigen::Index>(d)).data();
      for (std::size_t m = 0; m < s.rows; ++m) {
        here[m] -= l[m] * after[m];
      }
    }
  }
  Eigen::Map<Matrix>(potential.data(), rows, n).noalias() = s.modes.vectors * s.work;
}

}  // namespace heliofab::module
