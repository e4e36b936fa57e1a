// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/core/error.hpp"
#include "heliofab/core/parallel.hpp"
#include "heliofab/module/film_heat.hpp"
#include "heliofab/module/plane_losses.hpp"
#include "plane_everything.hpp"

// Any module, at any voltage and temperature: it is solved, or the error names voltage and what is
// left; what is returned keeps its charge and its power. HELIOFAB_RANDOM_MODULES says how many
// (10000 on the page of validation), HELIOFAB_RANDOM_FROM from which on, where machines share them;
// the tally is printed as it grows.
namespace heliofab::module {
namespace {

using namespace testing_planes;

// At -60 to 120 degC; every fourth with sheets and contacts far from those of today.
PlaneModule random_and_warm(std::uint64_t k) {
  static const Stream stream(20261127, "test.module.random");
  PlaneModule m = random_with_everything(k);
  const auto decades = [&](std::uint64_t draw, double from, double to) {
    return std::pow(10, from + (to - from) * stream.uniform(k, draw));
  };
  for (FilmLaw& law : m.films) {
    law = at_temperature(law, FilmHeat{}, 213 + 180 * stream.uniform(k, 0));
  }
  if (k % 4 == 0) {
    m.design.tco_sheet_resistance = decades(1, 0, 3);
    m.design.mo_sheet_resistance = decades(2, -1.5, 1.5);
    m.design.scribes.p2_contact = decades(3, -5, -1);
  }
  return m;
}

struct Tally {
  int solved = 0;
  int refused = 0;         // with an error that says where
  double imbalance = 0;    // the largest that any ended with
  int inexact = 0;         // with more than 1e-9 of it
  double unaccounted = 0;  // the largest power that no loss explains, over the ideal one
};

Tally solve_random(std::uint64_t k) {
  const PlaneModule m = random_and_warm(k);
  const auto n = static_cast<double>(m.design.cells);
  Tally tally;
  try {
    // From reverse far beyond open circuit, with steps that no one would ask for.
    const PlaneCurve curve = solve_plane(m, {-2 * n, 0, 0.45 * n, 0.9 * n});
    for (const PlanePoint& p : curve.points) {
      tally.imbalance = std::max(tally.imbalance, p.status.residual);
    }
    const PlaneLosses losses = solve_losses(m, 0.45 * n);
    double sum = losses.delivered();
    for (const PlaneLossItem& item : plane_loss_items()) {
      sum += losses.*item.power;
    }
    tally.unaccounted = std::abs(sum - losses.ideal) / losses.ideal;
    tally.solved = 1;
  } catch (const ModelError& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find(" V"), std::string::npos) << text;
    std::printf("%d: %s\n", static_cast<int>(k), text.c_str());
    tally.refused = 1;
  }
  return tally;
}

// Adds modules from..to to the tally of all before them.
void solve_modules(std::size_t from, std::size_t to, Tally& all) {
  std::vector<Tally> tallies(to - from);
  parallel_for(tallies.size(), [&](std::size_t k) { tallies[k] = solve_random(from + k); });
  for (std::size_t k = from; k < to; ++k) {
    const Tally& t = tallies[k - from];
    EXPECT_LT(t.unaccounted, 1e-7) << k;
    EXPECT_TRUE(std::isfinite(t.imbalance) && std::isfinite(t.unaccounted)) << k;
    all.solved += t.solved;
    all.refused += t.refused;
    all.imbalance = std::max(all.imbalance, t.imbalance);
    all.unaccounted = std::max(all.unaccounted, t.unaccounted);
    all.inexact += t.unaccounted < 1e-9 ? 0 : 1;
  }
}

TEST(PlaneRandom, KeepsChargeAndPowerInAnyModule) {
  const char* asked = std::getenv("HELIOFAB_RANDOM_MODULES");
  const std::size_t count = asked != nullptr ? std::stoul(asked) : 60;
  const char* first = std::getenv("HELIOFAB_RANDOM_FROM");
  Tally all;
  for (std::size_t from = first != nullptr ? std::stoul(first) : 0; from < count; from += 250) {
    solve_modules(from, std::min(from + 250, count), all);
    if (asked != nullptr) {
      std::printf("%d solved, %d refused; imbalance %.1e, unaccounted %.1e, beyond 1e-9 %d times\n",
                  all.solved, all.refused, all.imbalance, all.unaccounted, all.inexact);
      std::fflush(stdout);
    }
  }
  // Where rounding of what good sheets carry is as much as the light's current.
  EXPECT_LE(all.refused, static_cast<int>(count / 1000));
  EXPECT_LE(all.inexact, static_cast<int>(count / 1000));
  RecordProperty("solved", all.solved);
  RecordProperty("imbalance", std::to_string(all.imbalance));
}

}  // namespace
}  // namespace heliofab::module
