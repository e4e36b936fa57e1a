// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "heat_cases.hpp"
#include "heliofab/core/roots.hpp"
#include "validation_rows.hpp"

// Heat: closed forms, balances, and a hot spot.
namespace heliofab::module::testing_planes {

namespace {

// 800 W/m2, air of 20 degC, 1 m/s, no current taken out.
PlaneHeat nominal() {
  PlaneHeat heat = open_rack();
  heat.irradiance = 800;
  heat.ambient = heat.front.surroundings = heat.back.surroundings = 293.15;
  return heat;
}

double nominal_by_hand() {
  return find_root(
             [](double t) {
               return 720 - 20 * (t - 293.15) -
                      1.7 * constants::stefan_boltzmann * (std::pow(t, 4) - std::pow(293.15, 4));
             },
             293, 400, 1e-9)
      .value_or(0);
}

// A module at one temperature, by the solver that knows no heat.
double power_at(const PlaneModule& m, double temperature) {
  PlaneModule there = m;
  there.films[0] = at_temperature(m.films[0], {.reference = 300}, temperature);
  double best = 0;
  std::vector<double> voltages;
  for (double v = 20; v < 32; v += 0.1) {
    voltages.push_back(v);
  }
  for (const PlanePoint& p : solve_plane(there, voltages).points) {
    best = std::max(best, p.voltage * p.current);
  }
  return best;
}

double open_circuit(const FilmLaw& law) {
  return find_root([&](double v) { return junction_current(law, v).value; }, 0, 1.2, 1e-13)
      .value_or(0);
}

}  // namespace

Checks heat_rows() {
  Checks rows;
  rows.push_back({"point of heat in a plate: largest error against K0(r / l), 2 to 5 mm", 0,
                  hot_spot(3e-4, 120).largest_error, 2e-4, "",
                  "a square of 0.4 mm seen from five sides away"});
  rows.push_back({"... modulated, 2 pi f C twice the loss: against Kelvin's functions", 0,
                  hot_spot(3e-4, {60, 120}).largest_error, 2e-4, "", "as above"});
  rows.push_back({"HM50 at 800 W/m2, 20 degC, nothing taken out: mean", nominal_by_hand() - 273.15,
                  solve_heated(hm50(), nominal(), {0}).states[0].mean - 273.15, 1e-3, "degC",
                  "the scalar balance; 0.3 K between places"});
  const FilmLaw film = hm50_film();
  const FilmHeat film_heat{.reference = 300};
  rows.push_back({"film of HM50: dVoc/dT", -2.0,
                  500 * (open_circuit(at_temperature(film, film_heat, 301)) -
                         open_circuit(at_temperature(film, film_heat, 299))),
                  0.3, "mV/K", "-1.7 to -2.3 of published CIGS"});
  rows.push_back(
      {"HM50: dPmax/dT over Pmax", -0.375,
       100 * (power_at(hm50(), 305) - power_at(hm50(), 295)) / (10 * power_at(hm50(), 300)), 0.075,
       "%/K", "-0.30 to -0.45 of published CIGS"});
  double worst = 0;
  for (const auto& m : {m10_shunted(), m10_shaded(0.5)}) {
    for (const HeatState& s : solve_heated(m, open_rack(), {0, 3, 5.4}).states) {
      worst = std::max(worst, std::abs(s.absorbed - s.delivered - s.lost) / s.absorbed);
    }
  }
  rows.push_back({"M10 with its patch, M10S: light less current and heat, over light", 0, worst,
                  1e-9, "", "the residual"});
  const HeatedCurve cold = solve_heated(m10_shaded(0.5), held_at(300), {0});
  double hottest = 0;
  for (std::size_t k = 0; k < cold.heat.film.size(); ++k) {
    hottest = cold.heat.light[k] > 0 ? hottest : std::max(hottest, cold.heat.film[k]);
  }
  rows.push_back({"M10S at 300 K, short circuit: hottest place in the shade", 0.112, hottest * 1e-4,
                  1e-3, "W/cm2", "three digits, half a volume from the edge"});
  return rows;
}

line_chart::Picture heat_picture() {
  const auto temperatures = [](const std::string& name, const PlaneModule& m, int colour) {
    line_chart::Line line{.name = name, .colour = colour};
    std::vector<double> voltages;
    for (double v = 0; v < 6.61; v += 0.3) {
      voltages.push_back(v);
    }
    const HeatedCurve curve = solve_heated(m, open_rack(), voltages);
    for (std::size_t k = 0; k < voltages.size(); ++k) {
      line.x.push_back(voltages[k]);
      line.y.push_back(curve.states[k].hottest - 273.15);
    }
    return line;
  };
  PlaneModule shade = m10_shaded(0.5);
  shade.mesh.degree = 3;
  PlaneModule shunt = m10_shunted();
  shunt.mesh.degree = 2;
  return {"module-hottest.svg",
          "Hottest place of M10 in full light, air of 25 degC, 10 W/m2/K and radiation on both "
          "sides. Half a dark stripe is hot as long as the others drive it in reverse, a patch of "
          "1 ohm where its stripe has voltage.",
          line_chart::svg({.charts = {{.title = "ten cells",
                                       .x = {.name = "V", .to = 7, .step = 1},
                                       .y = {.name = "degC", .from = 40, .to = 100, .step = 10},
                                       .lines = {temperatures("whole", m10(), 7),
                                                 temperatures("half a stripe dark", shade, 0),
                                                 temperatures("with the patch", shunt, 1)}}}})};
}

}  // namespace heliofab::module::testing_planes
