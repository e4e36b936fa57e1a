// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "exact_string.hpp"
#include "heliofab/core/stream.hpp"
#include "plane_cases.hpp"

/// Strings of stripes that differ.
namespace heliofab::module::testing_strings {

/// The stripe of the fifty-cell benchmark.
inline DiodeStripe hm50_stripe() {
  const ModuleDesign design = testing_planes::hm50().design;
  return {.film = testing_planes::hm50_film(),
          .tco_sheet_resistance = design.tco_sheet_resistance,
          .mo_sheet_resistance = design.mo_sheet_resistance,
          .p2_contact = design.scribes.p2_contact};
}

inline ModuleDesign hm50_design(std::int64_t cells) {
  ModuleDesign design = testing_planes::hm50().design;
  design.cells = cells;
  return design;
}

/// By how much stripes differ, as standard deviations: relative, or of the logarithm.
struct Spread {
  double light = 0.01;
  double saturation = 0.2;
  double shunt = 0.5;
  double sheet = 0.05;
  double contact = 0.2;
};

/// Modules with means of their own, which differ three times as much, around HM50. Every second
/// one has a shunt that is not ohmic and breaks down in reverse.
inline std::vector<DiodeStripe> random_stripes(std::size_t modules, std::int64_t cells,
                                               const Spread& spread, std::uint64_t seed) {
  const Stream of_module(seed, "test.module.string.module");
  const Stream of_stripe(seed, "test.module.string.stripe");
  std::vector<DiodeStripe> all;
  for (std::size_t m = 0; m < modules; ++m) {
    for (std::int64_t k = 0; k < cells; ++k) {
      const auto draw = [&](std::uint64_t which) {
        const auto stripe = m * static_cast<std::size_t>(cells) + static_cast<std::size_t>(k);
        return 3 * of_module.normal(m, which) + of_stripe.normal(stripe, which);
      };
      DiodeStripe s = hm50_stripe();
      s.film.photocurrent *= std::exp(spread.light * draw(0));
      s.film.saturation *= std::exp(spread.saturation * draw(1));
      s.film.shunt *= std::exp(spread.shunt * draw(2));
      s.tco_sheet_resistance *= std::exp(spread.sheet * draw(3));
      s.mo_sheet_resistance *= std::exp(spread.sheet * draw(4));
      s.p2_contact *= std::exp(spread.contact * draw(5));
      s.film.series_resistance *= std::exp(spread.contact * draw(6));
      if (m % 2 == 1) {
        s.film.shunt_exponent = 1.5;
        s.film.breakdown_current = 100;
      }
      all.push_back(s);
    }
  }
  return all;
}

/// Errors of Pmax [-] of some modules: as they are and as they are bounded.
struct StringErrors {
  std::vector<double> power, power_bound;
  std::vector<double> shorted, short_bound;
  int exceeded = 0;  // bounds of the power
  int failed = 0;
};
template <class Stripe>
StringErrors errors_of(const ModuleDesign& design, const std::vector<Stripe>& stripes,
                       std::size_t elements = 1) {
  const StringSolutions solved = solve_strings(design, stripes);
  StringErrors errors;
  const auto cells = static_cast<std::size_t>(design.cells);
  for (std::size_t m = 0; m < solved.modules.size(); ++m) {
    const StringFigures& f = solved.modules[m];
    if (!f.status) {
      ++errors.failed;
      continue;
    }
    ExactString string(design, std::span(stripes).subspan(m * cells, cells), elements);
    errors.power.push_back(std::abs(f.pmax() / string.power(f.isc).value - 1));
    errors.power_bound.push_back(f.pmax_error);
    errors.shorted.push_back(string.short_error(f.isc));
    errors.short_bound.push_back(f.isc_error);
    errors.exceeded += errors.power.back() > f.pmax_error;
  }
  return errors;
}

}  // namespace heliofab::module::testing_strings
