// SPDX-License-Identifier: Apache-2.0
#include "heliofab/materials/effective_medium.hpp"

#include <cmath>
#include <complex>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab::materials {
namespace {

using Index = std::complex<double>;
constexpr std::array wavelength{500e-9, 600e-9};

Index mixed(Index a, Index b, double share) {
  const auto table = effective_medium(constant_index(a.real(), a.imag()),
                                      constant_index(b.real(), b.imag()), share, wavelength);
  return {table.n[0], table.k[0]};
}

Index any_index() {
  const double k = *rc::gen::arbitrary<bool>() ? 0 : *rc::gen::inRange(0, 5000) * 1e-3;
  return {*rc::gen::inRange(50, 5000) * 1e-3, k};
}

RC_GTEST_PROP(EffectiveMedium, BalancesThePolarisationOfItsParts, ()) {
  const Index a = any_index();
  const Index b = any_index();
  const double share = *rc::gen::inRange(0, 1001) * 1e-3;
  const Index n = mixed(a, b, share);
  const Index e = n * n;
  const auto part = [&](Index of) { return (of * of - e) / (of * of + 2.0 * e); };
  RC_ASSERT(n.real() > 0 && n.imag() >= 0);
  // Near the resonance of spheres in their mixture, of * of + 2 e = 0, both parts are huge.
  const double scale = std::abs(part(a)) + std::abs(part(b));
  RC_ASSERT(std::abs((1 - share) * part(a) + share * part(b)) < 1e-9 * (1 + scale * scale));
  RC_ASSERT(std::abs(n - mixed(b, a, 1 - share)) < 1e-12);
}

RC_GTEST_PROP(EffectiveMedium, EndsAreItsParts, ()) {
  const Index a = any_index();
  const Index b = any_index();
  RC_ASSERT(std::abs(mixed(a, b, 0) - a) < 1e-7);
  RC_ASSERT(std::abs(mixed(a, b, 1) - b) < 1e-7);
}

// Of clear media: between plates side by side (mean permittivity) and plates in a row.
RC_GTEST_PROP(EffectiveMedium, LiesWithinWienersBounds, ()) {
  const double a = *rc::gen::inRange(1000, 4000) * 1e-3;
  const double b = *rc::gen::inRange(1000, 4000) * 1e-3;
  const double share = *rc::gen::inRange(0, 1001) * 1e-3;
  const double e = std::norm(mixed(a, b, share));
  RC_ASSERT(e <= ((1 - share) * a * a + share * b * b) * (1 + 1e-12));
  RC_ASSERT(e >= 1 / ((1 - share) / (a * a) + share / (b * b)) * (1 - 1e-12));
}

// A few spheres: e = ea + 3 f ea (eb - ea) / (eb + 2 ea) + O(f^2).
TEST(EffectiveMedium, FewSpheresShiftThePermittivityAsTheirDipoles) {
  const Index ea = 2.25;
  const Index eb = Index(3, 0.5) * Index(3, 0.5);
  const double f = 1e-4;
  const Index n = mixed(1.5, {3, 0.5}, f);
  EXPECT_LT(std::abs(n * n - ea - 3 * f * ea * (eb - ea) / (eb + 2.0 * ea)), 10 * f * f);
}

TEST(EffectiveMedium, RefusesAShareBeyondTheWhole) {
  try {
    mixed(1, 2, 1.5);
    FAIL() << "no error";
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(), "error: share: 1.5 is outside 0 .. 1 [E2107]\n");
  }
}

}  // namespace
}  // namespace heliofab::materials
