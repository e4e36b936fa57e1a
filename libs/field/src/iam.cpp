// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/iam.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "heliofab/core/check.hpp"
#include "module_models.hpp"

namespace heliofab::field {
namespace {

constexpr double square(double x) { return x * x; }

// Reflectance of a face from index n1 at cosine c1 into n2 at c2, and its two polarisations' ways.
struct Faces {
  double s;
  double p;
};
Faces reflectance(double n1, double c1, double n2, double c2) {
  return {square((n1 * c1 - n2 * c2) / (n1 * c1 + n2 * c2)),
          square((n1 * c2 - n2 * c1) / (n1 * c2 + n2 * c1))};
}

double transmittance(const GlassFacts& g, double cosine) {
  const double c2 = std::sqrt(1 - (1 - cosine * cosine) / square(g.outer));
  const Faces front = reflectance(1, cosine, g.outer, c2);
  double s = 1 - front.s;
  double p = 1 - front.p;
  double inside = c2;
  if (g.has_coating) {
    inside = std::sqrt(1 - (1 - cosine * cosine) / square(g.inner));
    const Faces back = reflectance(g.outer, c2, g.inner, inside);
    s *= (1 - back.s) / (1 - back.s * front.s);
    p *= (1 - back.p) / (1 - back.p * front.p);
  }
  return (s + p) / 2 * std::exp(-g.depth / inside);
}

template <class Model>
DiffuseIam at_equal_angles(const Model& model, double normal_up) {
  const double tilt = std::acos(std::clamp(normal_up, -1.0, 1.0)) / unit::deg;  // in degrees
  const double sky = 59.68 - 0.1388 * tilt + 0.001497 * tilt * tilt;
  const double ground = 90 - 0.5788 * tilt + 0.002693 * tilt * tilt;
  return {iam(model, std::cos(sky * unit::deg)), iam(model, std::cos(ground * unit::deg))};
}

void check_size(std::span<const double> from, std::span<double> to) {
  HELIOFAB_CHECK(from.size() == to.size());
}

}  // namespace

GlassFacts facts_of(const GlassIam& glass) {
  const bool has_coating = glass.coating != 1 && glass.coating != glass.index;
  GlassFacts g{.outer = has_coating ? glass.coating : glass.index,
               .inner = glass.index,
               .depth = glass.extinction * glass.thickness,
               .has_coating = has_coating};
  g.head_on = transmittance(g, 1);
  return g;
}

double iam(const GlassIam& model, double cosine) {
  const GlassFacts g = facts_of(model);
  return cosine > 0 ? transmittance(g, std::min(cosine, 1.0)) / g.head_on : 0;
}

double iam(const MartinRuizIam& model, double cosine) {
  return cosine > 0 ? std::expm1(-cosine / model.a_r) / std::expm1(-1 / model.a_r) : 0;
}

double iam(const AshraeIam& model, double cosine) {
  return cosine > 0 ? std::max(0.0, 1 - model.b * (1 / cosine - 1)) : 0;
}

DiffuseIam diffuse_iam(const MartinRuizIam& model, double normal_up) {
  const double c2 = model.c2.value_or(0.5 * model.a_r - 0.154);
  // Light of the half of the sky that a surface at the angle `beta` to it sees.
  const auto of = [&](double beta) {
    const double sine = std::sin(beta);
    const double sees = 1 + std::cos(beta);
    if (sees < 1e-9) {
      return 0.0;  // nothing of it
    }
    const double sum = sine + (std::numbers::pi - beta - sine) / sees;
    return -std::expm1(-(model.c1 + c2 * sum) * sum / model.a_r);
  };
  const double beta = std::acos(std::clamp(normal_up, -1.0, 1.0));
  return {of(beta), of(std::numbers::pi - beta)};
}

DiffuseIam diffuse_iam(const GlassIam& model, double normal_up) {
  return at_equal_angles(model, normal_up);
}

DiffuseIam diffuse_iam(const AshraeIam& model, double normal_up) {
  return at_equal_angles(model, normal_up);
}

void iam(const GlassIam& model, std::span<const double> cosine, std::span<double> modifier) {
  check_size(cosine, modifier);
  iam_lanes(facts_of(model), cosine, modifier);
}

void iam(const MartinRuizIam& model, std::span<const double> cosine, std::span<double> modifier) {
  check_size(cosine, modifier);
  iam_lanes(model, cosine, modifier);
}

void iam(const AshraeIam& model, std::span<const double> cosine, std::span<double> modifier) {
  check_size(cosine, modifier);
  iam_lanes(model, cosine, modifier);
}

}  // namespace heliofab::field
