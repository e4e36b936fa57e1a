// SPDX-License-Identifier: Apache-2.0
#include "modal_solver.hpp"

#include <algorithm>

namespace heliofab::module {

namespace {

// For a few modes a call takes longer than the sum.
void add_modes(double factor, const double* x, std::size_t count, double* y) {
  if (count >= 8) {
    add_scaled(factor, x, count, y);
    return;
  }
  for (std::size_t m = 0; m < count; ++m) {
    y[m] += factor * x[m];
  }
}

}  // namespace

double& ModalSolver::entry(std::size_t q, std::size_t other) {
  return even_[std::max(q, other) * (shape_.band + 1) + (q > other ? q - other : other - q)];
}

// A sheet across a stripe, whose first unknown is q.
void ModalSolver::add_across(const LineMesh& x, std::span<const double> sheet, std::size_t q) {
  for (std::size_t e = 0; e < x.elements(); ++e) {
    const std::size_t first = q + 2 * e * x.degree;
    for (std::size_t a = 0; a <= x.degree; ++a) {
      for (std::size_t b = 0; b <= a; ++b) {
        entry(first + 2 * a, first + 2 * b) += sheet[e] * x.stiff(e, a, b);
      }
    }
  }
}

void ModalSolver::add_link(std::size_t q, std::size_t other, double conductance) {
  entry(q, q) += conductance;
  entry(other, other) += conductance;
  entry(q, other) -= conductance;
}

void ModalSolver::add_links(const PlaneProblem& problem) {
  entry(0, 0) += problem.links.front().p2;
  entry(1, 1) += problem.links.front().p3;
  entry(shape_.size - 2, shape_.size - 2) += problem.links.back().p1;
  entry(shape_.size - 1, shape_.size - 1) += problem.links.back().p2;
  for (std::size_t c = 1; c < problem.cells.size(); ++c) {
    const std::size_t back = 2 * problem.cells[c].first_column;
    const ScribeLinks& links = problem.links[c];
    add_link(back - 2, back, links.p1);
    add_link(back - 1, back, links.p2);
    add_link(back - 1, back + 1, links.p3);
  }
}

ModalSolver::ModalSolver(const PlaneProblem& problem, const Modes& modes) : modes_(&modes) {
  shape_ = {.size = 2 * problem.columns(), .band = 2, .modes = modes.count()};
  for (const PlaneCell& cell : problem.cells) {
    shape_.band = std::max(shape_.band, 2 * cell.x.degree);
  }
  even_.assign(shape_.size * (shape_.band + 1), 0);
  along_.assign(shape_.size, 0);
  bands_.assign(even_.size() * shape_.modes, 0);
  active_.assign(shape_.size, shape_.modes);
  shape_.active = active_;
  for (const PlaneCell& cell : problem.cells) {
    const std::size_t base = 2 * cell.first_column;
    for (std::size_t i = 0; i < cell.x.points(); ++i) {
      const ColumnSheets along = along_column(cell, i);
      along_[base + 2 * i] = along.back;
      along_[base + 2 * i + 1] = along.front;
    }
    add_across(cell.x, cell.back_sheet, base);
    add_across(cell.x, cell.front_sheet, base + 1);
  }
  add_links(problem);
}

void ModalSolver::set_active(std::span<const std::size_t> active) {
  std::ranges::copy(active, active_.begin());
}

void ModalSolver::add_sheet_currents(std::span<const double> potential,
                                     std::span<double> current) const {
  const std::size_t modes = shape_.modes;
  const double* const rate = modes_->rates().data();
  for (std::size_t q = 0; q < shape_.size; ++q) {
    const double* const here = &potential[q * modes];
    double* const out = &current[q * modes];
    const double* const row = &even_[q * (shape_.band + 1)];
    for (std::size_t m = 0; m < active_[q]; ++m) {
      out[m] += (row[0] + along_[q] * rate[m]) * here[m];
    }
    for (std::size_t k = 1; k <= std::min(shape_.band, q); ++k) {
      if (row[k] == 0) {
        continue;
      }
      const double* const there = &potential[(q - k) * modes];
      double* const back = &current[(q - k) * modes];
      add_modes(row[k], there, active_[q - k], out);
      add_modes(row[k], here, active_[q], back);
    }
  }
}

void ModalSolver::factor(std::span<const double> conductance, std::size_t from, std::size_t to) {
  shape_.first = 2 * from;
  shape_.last = 2 * to;
  const std::size_t modes = shape_.modes;
  const double* const rate = modes_->rates().data();
  for (std::size_t q = 0; q < shape_.size; ++q) {
    const double g = conductance[q / 2];
    double* const diagonal = &bands_[q * (shape_.band + 1) * modes];
    for (std::size_t m = 0; m < active_[q]; ++m) {
      diagonal[m] = even_[q * (shape_.band + 1)] + along_[q] * rate[m] + g;
    }
    for (std::size_t k = 1; k <= std::min(shape_.band, q); ++k) {
      // Beside the back sheet of the same column lies its front sheet.
      const double coupling = even_[q * (shape_.band + 1) + k] - (q % 2 == 1 && k == 1 ? g : 0);
      const std::size_t both = std::min(active_[q], active_[q - k]);
      std::fill_n(diagonal + k * modes, both, coupling);
      std::fill(diagonal + k * modes + both, diagonal + k * modes + active_[q], 0.0);
    }
  }
  factor_bands(shape_, bands_);
}

void ModalSolver::solve(std::span<const double> current, std::span<double> potential) const {
  solve_bands(shape_, bands_, current, potential);
}

}  // namespace heliofab::module
