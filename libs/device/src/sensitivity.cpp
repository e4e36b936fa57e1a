// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/sensitivity.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "check_inputs.hpp"
#include "design_numbers.hpp"
#include "design_slopes.hpp"
#include "linear_cell.hpp"
#include "problem_slopes.hpp"

namespace heliofab::device {

// A voltage at which figures are read.
struct BiasPoint {
  double voltage = 0;  // [V]
  LinearPoint point;
  Adjoint adjoint;
};

namespace {

// The biases at which the figures are read: short circuit, open circuit, the maximum power point
// and a little to either side of it, where the slope of the slope comes from.
enum Reading : std::size_t { at_zero, at_voc, below_mpp, at_mpp, above_mpp, n_readings };
using Readings = std::array<double, n_readings>;

// [kT/q] between the readings at the maximum power point. Parabolas leave 3e-6 of the third
// derivative; at half of it the digits of the solutions, 1e-10, begin to show.
constexpr double aside = 4e-3;

// A parabola through the readings around the maximum power point, in their spacing from the middle.
struct Parabola {
  double value = 0;
  double slope = 0;
};
Parabola around_mpp(const Readings& r, double x) {
  const double odd = (r[above_mpp] - r[below_mpp]) / 2;
  const double even = (r[above_mpp] + r[below_mpp]) / 2 - r[at_mpp];
  return {r[at_mpp] + x * (odd + x * even), odd + 2 * x * even};
}

// The mesh and light of a task, cut as often as the certificate cut those of the cell.
LitMesh cut_alike(const CellTask& task, const Mesh& wanted) {
  LitMesh lit{task.mesh, task.generation};
  while (lit.mesh.layer.size() < wanted.layer.size()) {
    lit.mesh = refine(lit.mesh);
  }
  if (lit.mesh.layer != wanted.layer) {
    throw InputError("E3123", "cell.mesh",
                     fmt::format("{} elements that do not become the {} of the solved cell",
                                 task.mesh.layer.size(), wanted.layer.size()));
  }
  if (lit.mesh.x.size() > task.mesh.x.size()) {
    if (!task.generation_at) {
      throw InputError("E3123", "cell.generation_at", "empty, wanted for the finer mesh");
    }
    lit.generation = task.generation_at(volume_edges(lit.mesh));
  }
  return lit;
}

Problem make_variant(const CellTask& task, const Mesh& wanted) {
  check_inputs(task.design, task.mesh, task.generation, task.request);
  const LitMesh lit = cut_alike(task, wanted);
  return make_problem(task.design, lit.mesh, lit.generation);
}

// Change of the current at a fixed voltage from one problem to another; theory (31).
double current_change(const BiasPoint& at, const Problem& minus, const Problem& plus,
                      std::array<System, 2>& memory) {
  const State& state = at.point.state;
  assemble(minus, state, at.voltage / minus.thermal_voltage, 1, memory[0]);
  assemble(plus, state, at.voltage / plus.thermal_voltage, 1, memory[1]);
  double change = front_current(plus, state.front()) - front_current(minus, state.front());
  for (std::size_t i = 0; i < state.size(); ++i) {
    change -= at.adjoint.weights[i].dot(memory[1][i].residual - memory[0][i].residual);
  }
  return change;
}

}  // namespace

struct CellSensitivity::Impl {
  Impl(const CellTask& task, const CertificateLimits& limits)
      : design(task.design), cell(task, limits) {}

  void read(Reading reading, double voltage);
  void find_mpp();
  FigureSlopes figures(const Readings& current_changes) const;

  CellDesign design;
  LinearCell cell;
  std::array<BiasPoint, n_readings> points;
  Readings slopes{};       // [S/m2] dJ/dV
  double gap = 0;          // [V] between the readings around the maximum power point
  double beside = 0;       // where it is, in gaps from the middle one
  double vmp = 0;          // [V]
  std::size_t n_read = 0;  // the others belong to figures that the curve lacks
};

void CellSensitivity::Impl::read(Reading reading, double voltage) {
  LinearPoint point = cell.at(voltage);
  Adjoint adjoint = make_adjoint(cell.problem(), point);
  slopes[reading] = adjoint.slope / cell.problem().thermal_voltage;
  points[reading] = {voltage, std::move(point), std::move(adjoint)};
}

// The curve has the maximum power point to 1e-6 V, by which dJ/dp would err by 4e-5: one step of
// Newton to where J + V dJ/dV = 0.
void CellSensitivity::Impl::find_mpp() {
  const double v = points[at_mpp].voltage;
  const double curvature = around_mpp(slopes, 0).slope / gap;
  const double step = -(points[at_mpp].point.current_density + v * slopes[at_mpp]) /
                      (2 * slopes[at_mpp] + v * curvature);
  beside = step / gap;
  vmp = v + step;
}

// From changes of the current at the readings; theory (34) and (35).
FigureSlopes CellSensitivity::Impl::figures(const Readings& changes) const {
  FigureSlopes d{.jsc = changes[at_zero]};
  if (n_read < n_readings) {
    return d;
  }
  const CertifiedCurve& c = cell.curve();
  const Parabola change = around_mpp(changes, beside);
  const Parabola slope = around_mpp(slopes, beside);
  d.voc = -changes[at_voc] / slopes[at_voc];
  d.pmax = vmp * change.value;
  d.fill_factor = c.fill_factor * (d.pmax / c.pmax() - d.voc / c.voc - d.jsc / c.jsc);
  d.vmp = -(change.value + vmp * change.slope / gap) / (2 * slope.value + vmp * slope.slope / gap);
  d.jmp = change.value + slope.value * d.vmp;
  return d;
}

CellSensitivity::CellSensitivity(const CellTask& task, const CertificateLimits& limits)
    : impl_(std::make_unique<Impl>(task, limits)) {
  if (!is_lit(task.generation)) {
    throw InputError("E3123", "cell.generation", "dark, wanted light for figures to have slopes");
  }
  const CertifiedCurve& c = curve();
  impl_->read(at_zero, 0);
  impl_->n_read = at_zero + 1;
  if (c.voc > 0) {
    impl_->gap = aside * impl_->cell.problem().thermal_voltage;
    impl_->read(at_voc, c.voc);
    impl_->read(below_mpp, c.vmp - impl_->gap);
    impl_->read(at_mpp, c.vmp);
    impl_->read(above_mpp, c.vmp + impl_->gap);
    impl_->find_mpp();
    impl_->n_read = n_readings;
  }
}
CellSensitivity::~CellSensitivity() = default;
CellSensitivity::CellSensitivity(CellSensitivity&&) noexcept = default;
CellSensitivity& CellSensitivity::operator=(CellSensitivity&&) noexcept = default;

const CertifiedCurve& CellSensitivity::curve() const noexcept { return impl_->cell.curve(); }

FigureSlopes CellSensitivity::slopes(const CellTask& minus, const CellTask& plus) const {
  const Mesh& mesh = impl_->cell.lit().mesh;
  const Problem low = make_variant(minus, mesh);
  const Problem high = make_variant(plus, mesh);
  Readings changes{};
  std::array<System, 2> memory;
  for (std::size_t k = 0; k < impl_->n_read; ++k) {
    changes[k] = current_change(impl_->points[k], low, high, memory);
  }
  return impl_->figures(changes);
}

FigureGradient CellSensitivity::gradient(double FigureSlopes::*figure) const {
  const Problem& problem = impl_->cell.problem();
  const Mesh& mesh = impl_->cell.lit().mesh;
  ProblemSlopes slopes = zero_like(problem);
  for (std::size_t k = 0; k < impl_->n_read; ++k) {
    Readings one{};
    one[k] = 1;
    const double share = impl_->figures(one).*figure;
    if (share != 0) {
      add_slopes(problem, impl_->points[k].point, impl_->points[k].adjoint, share, slopes);
    }
  }
  FigureGradient gradient{.design = {}, .edges = volume_edges(mesh), .pairs = {}};
  for (const Element& e : slopes.by.elements) {
    gradient.pairs.insert(gradient.pairs.end(), {e.end[0].generation, e.end[1].generation});
  }
  gradient.design = design_slopes(impl_->design, mesh, problem, std::move(slopes));
  return gradient;
}

std::vector<double> numbers_of(const CellDesign& design) {
  CellDesign copy = design;
  std::vector<double> all;
  visit_numbers(copy, [&](double number) { all.push_back(number); });
  return all;
}

double change(std::span<const double> slopes, std::span<const double> minus,
              std::span<const double> plus) {
  if (minus.size() != slopes.size() || plus.size() != slopes.size()) {
    throw InputError("E3123", "cell",
                     fmt::format("{} and {} numbers, wanted the {} of the solved cell",
                                 minus.size(), plus.size(), slopes.size()));
  }
  double sum = 0;
  for (std::size_t k = 0; k < slopes.size(); ++k) {
    sum += slopes[k] == 0 ? 0 : slopes[k] * (plus[k] - minus[k]);
  }
  return sum;
}

double change(const FigureGradient& gradient, const CellDesign& minus, const CellDesign& plus) {
  return change(numbers_of(gradient.design), numbers_of(minus), numbers_of(plus));
}

double change(const FigureGradient& gradient, std::span<const double> minus,
              std::span<const double> plus) {
  const std::size_t wanted = gradient.edges.size();
  if (minus.size() != wanted || plus.size() != wanted) {
    throw InputError(
        "E3123", "cell.generation",
        fmt::format("{} and {} values, wanted {}, one for each edge of the solved cell",
                    minus.size(), plus.size(), wanted));
  }
  double sum = 0;
  for (std::size_t k = 0; k + 1 < wanted; ++k) {
    sum += gradient.pairs[k] * ((plus[k + 1] - plus[k]) - (minus[k + 1] - minus[k]));
  }
  return sum;
}

}  // namespace heliofab::device
