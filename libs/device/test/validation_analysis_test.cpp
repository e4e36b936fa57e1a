// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "heliofab/device/quantum_efficiency.hpp"
#include "heliofab/device/sensitivity.hpp"
#include "validation_rows.hpp"
#include "wide_ensemble.hpp"

// What analyses of a solved state say, against what whole solves and closed forms say.
namespace heliofab::device::testing_cells {

namespace {

// BM-1 in light of its own and what a little more of another colour adds, by two more curves.
Checks efficiency_rows() {
  Checks rows;
  const CellTask lit = task(bm1(2));
  const Collection at = solve_collection(lit, std::vector<double>{0}, on_given_mesh).front();
  for (const double absorption : {3e5, 3e6}) {
    const std::vector<double> pairs = beer(at.edges, bm1().lit_from, 1, absorption);
    const auto jsc = [&](double photons) {
      CellTask more = lit;
      for (std::size_t k = 0; k < pairs.size(); ++k) {
        more.generation[k] += photons * pairs[k];
      }
      return solve_cells({&more, 1}, on_given_mesh).front().jsc;
    };
    const double photons = 1e-3 * bm1().flux;
    const double added =
        (jsc(photons) - jsc(-photons)) / (2 * constants::elementary_charge * photons);
    rows.push_back({"BM-1, probe of absorption " + std::to_string(std::lround(absorption / 100)) +
                        " /cm on its own light: EQE",
                    added,
                    quantum_efficiency(at, {.wavelength = {1e-6}, .pairs = pairs}).external.front(),
                    1e-6 * added, "", "what a thousandth more and less of it makes of Jsc"});
  }
  return rows;
}

// Relative change of the efficiency by that of an input.
Checks gradient_rows() {
  struct Row {
    std::string name;
    Case cell;
    std::function<void(CellDesign&, double)> scale;
  };
  const std::vector<Row> wanted{
      {"BM-1, d ln(efficiency) / d ln(...): doping of the absorber", bm1(2),
       [](CellDesign& d, double by) { d.layers[2].doping *= by; }},
      {"... its lifetime of electrons", bm1(2),
       [](CellDesign& d, double by) { d.layers[2].levels[0].tau_n *= by; }},
      {"... its mobility of electrons", bm1(2),
       [](CellDesign& d, double by) {
         d.layers[2].front.mobility_n *= by;
         d.layers[2].back.mobility_n *= by;
       }},
      {"... temperature", bm1(2), [](CellDesign& d, double by) { d.temperature *= by; }},
      {"BM-2, ... density of the buffer's level", bm2(2),
       [](CellDesign& d, double by) { d.layers[1].levels[0].density *= by; }},
      {"... barrier at the back", bm2(2),
       [](CellDesign& d, double by) { d.back.barrier_eV *= by; }}};
  Checks rows;
  for (const Row& row : wanted) {
    const auto scaled = [&](double by) {
      Case c = row.cell;
      row.scale(c.design, by);
      return c;
    };
    const auto log_power = [&](double by) {
      const CellTask t = task(scaled(by), {.to = 0.8});
      return std::log(solve_cells({&t, 1}, on_given_mesh).front().pmax());
    };
    const double h = 1e-3;
    const double differences = (8 * (log_power(1 + h) - log_power(1 - h)) -
                                (log_power(1 + 2 * h) - log_power(1 - 2 * h))) /
                               (12 * h);
    const CellSensitivity sensitivity(task(row.cell, {.to = 0.8}), on_given_mesh);
    const double tiny = 1e-6;
    const double stated = change(sensitivity.gradient(&FigureSlopes::pmax), scaled(1 - tiny).design,
                                 scaled(1 + tiny).design) /
                          (2 * tiny * sensitivity.curve().pmax());
    rows.push_back({row.name, differences, stated, 1e-6 * std::abs(differences) + 1e-7, "",
                    "differences of certified curves, whose own error is 1e-10 over the step"});
  }
  return rows;
}

}  // namespace

Checks analysis_rows() {
  Checks rows = efficiency_rows();
  const Checks more = gradient_rows();
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

}  // namespace heliofab::device::testing_cells
