// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "string_cases.hpp"
#include "validation_rows.hpp"

// Populations of modules: what strings bound and what they miss.
namespace heliofab::module::testing_planes {
namespace {

using namespace testing_strings;

constexpr std::int64_t cells = 10;
constexpr std::size_t modules = 400;

// Lumped stripes: an even film, and a third of the sheets' resistance in series. The power at the
// best current.
double lumped_power(const ModuleDesign& design, std::span<const DiodeStripe> stripes, double isc) {
  const double width = active_width(design);
  const Scribes& c = design.scribes;
  const auto voltage = [&](double current) {
    const double line = current / design.cell_length;
    double sum = -design.end_contact * line;
    for (const DiodeStripe& s : stripes) {
      const auto excess = [&](double v) {
        return film_state(s.film, v, v).current - s.ohmic * v - line / width;
      };
      const double sheet = s.tco_sheet_resistance + s.mo_sheet_resistance;
      sum +=
          find_root(excess, -20, 1, 1e-12).value_or(0) -
          (sheet * width / 3 + s.p2_contact + s.tco_sheet_resistance * (c.p1_width + c.p1_p2_gap) +
           s.mo_sheet_resistance * (c.p2_p3_gap + c.p3_width)) *
              line;
    }
    return sum;
  };
  return find_maximum([&](double i) { return i * voltage(i); }, 0.5 * isc, isc, 1e-6 * isc).value;
}

struct Population {
  StringErrors errors;
  std::vector<double> lumped;  // [-] errors of Pmax
};

// As it scatters in FAB 2: a percent or two of light, a tenth of sheets, a third of shunts.
const Population& population() {
  static const Population known = [] {
    const ModuleDesign design = testing_strings::hm50_design(cells);
    const auto stripes = random_stripes(modules, cells, {}, 2010);
    Population p{errors_of(design, stripes), {}};
    const StringSolutions solved = solve_strings(design, stripes);
    const auto n = static_cast<std::size_t>(cells);
    for (std::size_t m = 0; m < 40; ++m) {
      const StringFigures& f = solved.modules[m];
      const double lumped = lumped_power(design, std::span(stripes).subspan(m * n, n), f.isc);
      p.lumped.push_back(std::abs(lumped / f.pmax() - 1));
    }
    return p;
  }();
  return known;
}

// The share of values that lies below each.
line_chart::Line distribution(const std::string& name, std::vector<double> values, int colour) {
  std::ranges::sort(values);
  std::vector<double> share;
  for (std::size_t k = 0; k < values.size(); ++k) {
    share.push_back((static_cast<double>(k) + 0.5) / static_cast<double>(values.size()));
  }
  return {name, std::move(values), std::move(share), colour};
}

}  // namespace

Checks population_rows() {
  const StringErrors& e = population().errors;
  const StringFigures hm50 =
      solve_strings(testing_strings::hm50_design(50), std::vector(50, hm50_stripe())).modules[0];
  return {
      {"HM50: Isc", hm50_isc, hm50.isc, 6e-8, "A", "half the last digit"},
      {"... Voc", 34.2767066, hm50.voc, 1e-7, "V", "half the last digit"},
      {"... Pmax", 14.4965387, hm50.pmax(), 14.4965387 * 3e-6, "W", "its own bound"},
      {"400 random modules: without a solution", 0, static_cast<double>(e.failed), 0.5, "",
       "count"},
      {"... error of Pmax above its bound", 0, static_cast<double>(e.exceeded), 0.5, "", "count"},
      {"... median error of Pmax", 0, quantile(e.power, 0.5), 5e-4, "", "asked for: 0.05 %"},
      {"... largest error of Pmax", 0, quantile(e.power, 1), 3e-6, "",
       "asked for: 0.3 % of 99.9 %"},
      {"... median bound", 0, quantile(e.power_bound, 0.5), 5e-6, "", "of each module"},
      {"... largest bound", 0, quantile(e.power_bound, 1), 5e-5, "", "of each module"},
      {"... largest error of Isc", 0, quantile(e.shorted, 1), 1e-4, "", "asked of its degrees"},
      {"lumped stripes: median error of Pmax", 4.3e-3, quantile(population().lumped, 0.5), 1e-3, "",
       "0.32 / V2 (R w2 J)2"}};
}

line_chart::Picture population_picture() {
  const Population& p = population();
  return {"module-population.svg",
          "How many of 400 random modules of ten stripes around HM50 have an error of Pmax below "
          "what the axis says: against polynomials of degree 12 and brackets, as solve_strings "
          "bounds it for each, and of lumped stripes.",
          line_chart::svg({.charts = {{.title = "errors of a population",
                                       .x = {.name = "relative error of Pmax",
                                             .from = 1e-10,
                                             .to = 1e-1,
                                             .is_logarithmic = true},
                                       .y = {.name = "share of modules"},
                                       .lines = {distribution("error", p.errors.power, 0),
                                                 distribution("its bound", p.errors.power_bound, 1),
                                                 distribution("lumped stripes", p.lumped, 2)}}}})};
}

}  // namespace heliofab::module::testing_planes
