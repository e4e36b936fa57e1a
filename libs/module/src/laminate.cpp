// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/laminate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/Eigenvalues>
#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::module {

namespace {

// A layer, or the half of one, that moves with one sheet. Depths below the light side [m].
struct LaminateSlice {
  std::size_t layer = 0;
  std::size_t sheet = 0;
  double top = 0;
  double bottom = 0;
  double plate_modulus = 0;  // [Pa]
};

// Stiff layers that move together, joined by soft ones that shear.
struct LaminateSheets {
  std::vector<LaminateSlice> slices;
  Eigen::VectorXd stretch;  // [N/m] of each sheet
  Eigen::VectorXd centre;   // [m] depth of its neutral plane
  Eigen::VectorXd shear;    // [Pa/m] of the joint below each sheet but the last
  double neutral = 0;       // [m] of all together
  Eigen::VectorXd decay;    // [1/m2] squared, rising, the first 0
  Eigen::MatrixXd modes;    // of the symmetric problem, by columns
};

void refuse_if(bool is_wrong, std::size_t layer, const char* what, double found,
               const char* wanted) {
  if (is_wrong) {
    throw InputError("E4104", fmt::format("laminate[{}].{}", layer, what),
                     fmt::format("{:g}, wanted {}", found, wanted));
  }
}

void check_laminate(std::span<const LaminateLayer> layers, double length) {
  if (layers.empty()) {
    throw InputError("E4104", "laminate", "no layer");
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LaminateLayer& l = layers[i];
    refuse_if(!(l.thickness > 0), i, "thickness", l.thickness, "above 0");
    refuse_if(!(l.density >= 0), i, "density", l.density, "0 or more");
    refuse_if(!(l.modulus > 0), i, "modulus", l.modulus, "above 0");
    refuse_if(!(l.poisson >= 0 && l.poisson < 0.5), i, "poisson", l.poisson, "0 to below 0.5");
    refuse_if(!(l.crack_strain >= 0), i, "crack_strain", l.crack_strain, "0 or more");
    refuse_if(!(l.crush_strain >= 0), i, "crush_strain", l.crush_strain, "0 or more");
  }
  if (!(length >= 0)) {
    throw InputError("E4104", "length", fmt::format("{:g} m, wanted 0 or more", length));
  }
}

double plate_modulus(const LaminateLayer& l) { return l.modulus / (1 - l.poisson * l.poisson); }

// A run of soft layers between stiff ones is cut at half its depth: each half stretches with the
// sheet beside it, and all of it shears between the two.
LaminateSheets cut_into_sheets(std::span<const LaminateLayer> layers) {
  LaminateSheets out;
  std::vector<double> joints;  // [m/Pa]
  const auto is_stiff = [](const LaminateLayer& l) { return !l.is_soft; };
  double depth = 0;
  for (std::size_t i = 0; i < layers.size();) {
    const auto rest = layers.subspan(i);
    const auto stiff = std::ranges::find_if(rest, is_stiff);
    const auto end = i + static_cast<std::size_t>(stiff - rest.begin());
    const bool is_joint = end > i && i > 0 && end < layers.size();
    double run = 0;
    double compliance = 0;
    for (std::size_t k = i; k < end; ++k) {
      run += layers[k].thickness;
      compliance += layers[k].thickness * 2 * (1 + layers[k].poisson) / layers[k].modulus;
    }
    const double cut = is_joint ? depth + run / 2 : std::numeric_limits<double>::infinity();
    for (std::size_t k = i; k < end; ++k) {
      const double bottom = depth + layers[k].thickness;
      const double plate = plate_modulus(layers[k]);
      if (depth < cut) {
        out.slices.push_back({k, joints.size(), depth, std::min(bottom, cut), plate});
      }
      if (bottom > cut) {
        out.slices.push_back({k, joints.size() + 1, std::max(depth, cut), bottom, plate});
      }
      depth = bottom;
    }
    if (is_joint) {
      joints.push_back(compliance);
    }
    if (end < layers.size()) {
      out.slices.push_back(
          {end, joints.size(), depth, depth + layers[end].thickness, plate_modulus(layers[end])});
      depth += layers[end].thickness;
    }
    i = end + 1;
  }
  out.shear = Eigen::Map<Eigen::ArrayXd>(joints.data(), std::ssize(joints)).inverse();
  return out;
}

// Stretching of the sheets against the shear of their joints, as one symmetric problem.
void solve_modes(LaminateSheets& s) {
  const Eigen::Index n = s.shear.size() + 1;
  Eigen::MatrixXd joints = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index i = 0; i + 1 < n; ++i) {
    joints.block<2, 2>(i, i) += s.shear[i] * (Eigen::Matrix2d() << 1, -1, -1, 1).finished();
  }
  const Eigen::VectorXd scale = s.stretch.cwiseSqrt().cwiseInverse();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(scale.asDiagonal() * joints *
                                                              scale.asDiagonal());
  s.decay = solver.eigenvalues();
  s.modes = solver.eigenvectors();
}

LaminateSheets sheets_of(std::span<const LaminateLayer> layers, double length) {
  check_laminate(layers, length);
  LaminateSheets s = cut_into_sheets(layers);
  const Eigen::Index n = s.shear.size() + 1;
  s.stretch = Eigen::VectorXd::Zero(n);
  s.centre = Eigen::VectorXd::Zero(n);
  for (const LaminateSlice& c : s.slices) {
    const auto i = static_cast<Eigen::Index>(c.sheet);
    const double stretch = c.plate_modulus * (c.bottom - c.top);
    s.stretch[i] += stretch;
    s.centre[i] += stretch * (c.top + c.bottom) / 2;
  }
  s.neutral = s.centre.sum() / s.stretch.sum();
  s.centre = s.centre.cwiseQuotient(s.stretch);
  solve_modes(s);
  return s;
}

// Strain at each sheet's own neutral plane in the middle of the stretch, over the curvature [m]:
// (21) in docs/theory/module.md.
Eigen::VectorXd middle_strains(const LaminateSheets& s, double length) {
  Eigen::VectorXd together = s.neutral - s.centre.array();
  if (length == 0 || together.size() == 1) {
    return together;
  }
  const Eigen::ArrayXd root = s.stretch.cwiseSqrt();
  const Eigen::ArrayXd free = (s.decay.array().max(0).sqrt() * (length / 2)).cosh().inverse();
  const Eigen::VectorXd amplitude = s.modes.transpose() * (root * together.array()).matrix();
  const Eigen::VectorXd slides = s.modes * (free * amplitude.array()).matrix();
  return together.array() - slides.array() / root;
}

// Strain over curvature [m] at both faces of a layer, in the middle and at the ends.
std::vector<LayerStrain> unit_strains(const LaminateSheets& s, std::size_t n_layers,
                                      double length) {
  const Eigen::VectorXd middle = middle_strains(s, length);
  constexpr double far = std::numeric_limits<double>::infinity();
  std::vector<LayerStrain> strains(n_layers, {far, -far});
  for (const LaminateSlice& c : s.slices) {
    const auto i = static_cast<Eigen::Index>(c.sheet);
    LayerStrain& at = strains[c.layer];
    for (const double sheet : {middle[i], middle.size() == 1 ? middle[i] : 0.0}) {
      for (const double depth : {c.top, c.bottom}) {
        const double strain = sheet + s.centre[i] - depth;
        at.least = std::min(at.least, strain);
        at.most = std::max(at.most, strain);
      }
    }
  }
  return strains;
}

}  // namespace

double areal_mass(std::span<const LaminateLayer> layers) {
  check_laminate(layers, 0);
  double sum = 0;
  for (const LaminateLayer& l : layers) {
    sum += l.density * l.thickness;
  }
  return sum;
}

double neutral_plane(std::span<const LaminateLayer> layers) { return sheets_of(layers, 0).neutral; }

double bending_stiffness(std::span<const LaminateLayer> layers, double length) {
  const LaminateSheets s = sheets_of(layers, length);
  const Eigen::VectorXd middle = middle_strains(s, length);
  double sum = 0;
  for (const LaminateSlice& c : s.slices) {
    const auto i = static_cast<Eigen::Index>(c.sheet);
    const double height = c.bottom - c.top;
    const double depth = (c.top + c.bottom) / 2;
    const double strain = middle[i] + s.centre[i] - depth;
    sum += c.plate_modulus * height * (strain * (s.neutral - depth) + height * height / 12);
  }
  return sum;
}

double coupling_length(std::span<const LaminateLayer> layers) {
  const LaminateSheets s = sheets_of(layers, 0);
  return s.decay.size() == 1 ? 0 : 1 / std::sqrt(s.decay[1]);
}

std::vector<LayerStrain> bending_strains(std::span<const LaminateLayer> layers, double curvature,
                                         double length) {
  std::vector<LayerStrain> strains = unit_strains(sheets_of(layers, length), layers.size(), length);
  for (std::size_t i = 0; i < strains.size(); ++i) {
    const auto [least, most] =
        std::minmax({curvature * strains[i].least, curvature * strains[i].most});
    strains[i] = {layers[i].residual_strain + least, layers[i].residual_strain + most};
  }
  return strains;
}

std::optional<BendLimit> bend_limit(std::span<const LaminateLayer> layers, BendSense sense,
                                    double length) {
  const std::vector<LayerStrain> strains =
      unit_strains(sheets_of(layers, length), layers.size(), length);
  std::optional<BendLimit> limit;
  // What is left to the limit over the strain that a curvature of one brings.
  const auto bound = [&](std::size_t layer, double left, double strain, bool is_tension) {
    const double radius = left > 0 ? strain / left : std::numeric_limits<double>::infinity();
    if (radius > 0 && (!limit || radius > limit->radius)) {
      limit = {radius, layer, is_tension};
    }
  };
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LaminateLayer& l = layers[i];
    const bool is_outward = sense == BendSense::outward;
    if (l.crack_strain > 0) {
      bound(i, l.crack_strain - l.residual_strain, is_outward ? strains[i].most : -strains[i].least,
            true);
    }
    if (l.crush_strain > 0) {
      bound(i, l.crush_strain + l.residual_strain, is_outward ? -strains[i].least : strains[i].most,
            false);
    }
  }
  return limit;
}

double sheet_resistance_factor(const CrackLaw& law, double strain) noexcept {
  return std::exp(std::max(strain - law.onset, 0.0) / law.e_fold);
}

}  // namespace heliofab::module
