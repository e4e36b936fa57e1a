// SPDX-License-Identifier: Apache-2.0
#include "plate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "heliofab/core/unit.hpp"

namespace heliofab::module {

namespace {

double inner(const std::vector<double>& a, const std::vector<double>& b) noexcept {
  return std::transform_reduce(a.begin(), a.end(), b.begin(), 0.0);
}

}  // namespace

PlateMesh make_plate(const PlaneProblem& problem, double pitch) {
  PlateMesh plate;
  const std::size_t p = problem.cells.front().x.degree;
  std::vector<double> breaks{0};
  std::size_t first = 0;  // column of the plate
  for (std::size_t c = 0; c < problem.cells.size(); ++c) {
    const LineMesh& x = problem.cells[c].x;
    const double offset = static_cast<double>(c) * pitch;
    for (std::size_t e = 1; e <= x.elements(); ++e) {
      breaks.push_back(offset + x.x[e * p]);
    }
    breaks.push_back(static_cast<double>(c + 1) * pitch);
    for (std::size_t i = 0; i < x.points(); ++i) {
      plate.column.push_back(first + i);
    }
    first += x.points() - 1;
    plate.scribe.push_back(first / p);
    first += p;
  }
  plate.x = make_line(breaks, p);
  return plate;
}

PlateLoss plate_loss(const PlaneHeat& h, double t) noexcept {
  const auto fourth = [](double x) { return x * x * x * x; };
  const double convection = h.front.convection + h.back.convection;
  const double radiation = constants::stefan_boltzmann * (h.front.emissivity + h.back.emissivity);
  const double surroundings =
      constants::stefan_boltzmann * (h.front.emissivity * fourth(h.front.surroundings) +
                                     h.back.emissivity * fourth(h.back.surroundings));
  return {convection * (t - h.ambient) + radiation * fourth(t) - surroundings,
          convection + 4 * radiation * t * t * t};
}

Plate::Plate(const PlateMesh& mesh, const LineMesh& y, const Modes& modes, const PlaneHeat& heat)
    : mesh_(&mesh), modes_(&modes), heat_(heat) {
  const LineMesh& x = mesh.x;
  shape_ = {.size = x.points(), .band = x.degree, .modes = modes.count()};
  across_.assign(shape_.size * (shape_.band + 1), 0);
  for (std::size_t e = 0; e < x.elements(); ++e) {
    for (std::size_t a = 0; a <= x.degree; ++a) {
      for (std::size_t b = 0; b <= a; ++b) {
        across_[(e * x.degree + a) * (shape_.band + 1) + a - b] +=
            heat.conductance * x.stiff(e, a, b);
      }
    }
  }
  bands_.resize(across_.size() * shape_.modes);
  for (const double wx : x.weight) {
    for (const double wy : y.weight) {
      area_.push_back(wx * wy);
    }
  }
  length_ = std::accumulate(y.weight.begin(), y.weight.end(), 0.0);
  for (std::vector<double>* v : {&slope_, &uneven_, &r_, &z_, &p_, &dp_}) {
    v->assign(area_.size(), 0);
  }
  mean_.assign(shape_.size, 0);
}

std::vector<double> Plate::to_rows(std::span<const double> amplitudes) const {
  std::vector<double> rows(amplitudes.size());
  modes_->to_rows(amplitudes.data(), shape_.modes, shape_.size, rows.data());
  return rows;
}

std::vector<double> Plate::to_modes(std::span<const double> heat) const {
  std::vector<double> amplitudes(heat.size());
  modes_->to_modes(heat.data(), shape_.size, amplitudes.data());
  return amplitudes;
}

std::vector<double> Plate::from_rows(std::span<const double> values) const {
  std::vector<double> weighted(values.begin(), values.end());
  for (std::size_t k = 0; k < weighted.size(); ++k) {
    weighted[k] *= area_[k] / mesh_->x.weight[k / shape_.modes];
  }
  return to_modes(weighted);
}

std::vector<double> Plate::even(double temperature) const {
  std::vector<double> amplitudes(area_.size(), 0);
  for (std::size_t q = 0; q < shape_.size; ++q) {
    amplitudes[q * shape_.modes] = temperature * modes_->even();
  }
  return amplitudes;
}

double Plate::mean(std::span<const double> values) const noexcept {
  return std::transform_reduce(values.begin(), values.end(), area_.begin(), 0.0) /
         std::reduce(area_.begin(), area_.end());
}

void Plate::losses(std::span<const double> temperature, std::span<double> heat) {
  const std::vector<double> rows = to_rows(temperature);
  std::vector<double> sides(rows.size());
  lost_ = 0;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const PlateLoss loss = plate_loss(heat_, rows[k]);
    sides[k] = area_[k] * loss.value;
    slope_[k] = loss.slope;
    lost_ += sides[k];
  }
  std::ranges::copy(to_modes(sides), heat.begin());
  const std::size_t modes = shape_.modes;
  const std::span<const double> rate = modes_->rates();
  for (std::size_t q = 0; q < shape_.size; ++q) {
    const double* const here = &temperature[q * modes];
    const double* const row = &across_[q * (shape_.band + 1)];
    const double along = heat_.conductance * mesh_->x.weight[q];
    for (std::size_t m = 0; m < modes; ++m) {
      heat[q * modes + m] += (row[0] + along * rate[m]) * here[m];
    }
    for (std::size_t k = 1; k <= std::min(shape_.band, q); ++k) {
      const double* const there = &temperature[(q - k) * modes];
      for (std::size_t m = 0; row[k] != 0 && m < modes; ++m) {
        heat[q * modes + m] += row[k] * there[m];
        heat[(q - k) * modes + m] += row[k] * here[m];
      }
    }
  }
}

void Plate::linearise() {
  const std::size_t modes = shape_.modes;
  is_uneven_ = false;
  for (std::size_t q = 0; q < shape_.size; ++q) {
    double sum = 0;
    for (std::size_t j = q * modes; j < (q + 1) * modes; ++j) {
      sum += area_[j] * slope_[j];
    }
    mean_[q] = sum / (mesh_->x.weight[q] * length_);
    for (std::size_t j = q * modes; j < (q + 1) * modes; ++j) {
      uneven_[j] = area_[j] * (slope_[j] - mean_[q]);
      is_uneven_ = is_uneven_ || std::abs(slope_[j] - mean_[q]) > 1e-12 * mean_[q];
    }
    for (std::size_t k = 0; k <= shape_.band; ++k) {
      const std::size_t at = q * (shape_.band + 1) + k;
      std::fill_n(&bands_[at * modes], modes, across_[at]);
    }
    double* const diagonal = &bands_[q * (shape_.band + 1) * modes];
    for (std::size_t m = 0; m < modes; ++m) {
      diagonal[m] += mesh_->x.weight[q] * (heat_.conductance * modes_->rates()[m] + mean_[q]);
    }
  }
  factor_bands(shape_, bands_);
}

void Plate::answer_evenly(std::span<const double> heat, std::span<double> change) const {
  solve_bands(shape_, bands_, heat, change);
}

void Plate::subtract_unevenness(std::span<const double> change, std::span<double> heat) const {
  for (std::size_t k = 0; k < heat.size(); ++k) {
    heat[k] -= uneven_[k] * change[k];
  }
}

// Conjugate gradients: the chains with the columns' mean slopes stand for all but the unevenness of
// radiation, which a few steps bring in.
void Plate::answer(std::span<const double> heat, double tolerance, std::span<double> change) {
  answer_evenly(heat, change);
  if (!is_uneven_) {
    return;
  }
  std::ranges::copy(heat, r_.begin());
  std::ranges::copy(change, p_.begin());
  std::ranges::fill(change, 0.0);
  std::vector<double> chain = r_;  // the chains times p
  double rz = inner(r_, p_);
  const double wanted = tolerance * tolerance * rz;
  std::vector<double> rows(r_.size());
  while (rz > wanted) {
    std::ranges::fill(rows, 0.0);
    subtract_unevenness(to_rows(p_), rows);
    dp_ = to_modes(rows);
    std::ranges::transform(chain, dp_, dp_.begin(), std::minus<>());
    const double alpha = rz / inner(p_, dp_);
    for (std::size_t k = 0; k < p_.size(); ++k) {
      change[k] += alpha * p_[k];
      r_[k] -= alpha * dp_[k];
    }
    answer_evenly(r_, z_);
    const double next = inner(r_, z_);
    const double beta = next / rz;
    rz = next;
    for (std::size_t k = 0; k < p_.size(); ++k) {
      p_[k] = z_[k] + beta * p_[k];
      chain[k] = r_[k] + beta * chain[k];
    }
  }
}

}  // namespace heliofab::module
