// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/process/azo.hpp"
#include "heliofab/process/chemical_bath.hpp"
#include "heliofab/process/sputter.hpp"
#include "validation_rows.hpp"

// What magnetrons lay down, how ZnO:Al conducts, how a bath ages.
namespace heliofab::process::validation_rows {
namespace {

const Magnetrons molybdenum = molybdenum_magnetrons();
const ChemicalBath fresh_bath;
const BathSettings usual_bath;

constexpr double e_charge = 1.602176634e-19;  // [C]

// (1) of theory/tools.md [m3/J].
double loosened_volume(const Magnetrons& m) {
  return m.yield / (e_charge * m.target_atoms * m.voltage * 1.1);
}

void add_sputter_rates(Checks& rows) {
  for (const double speed : {0.9, 1.8, 3.6}) {  // [m/min]
    const double x = 0.3 * 0.07 / 0.25;         // thermal ways in the gas
    const double ends = 0.25 / std::hypot(0.25, 0.07);
    const double expected = 8 * 15e3 * loosened_volume(molybdenum) * 0.6 * (1 - std::exp(-x)) / x /
                            (0.5 * speed / 60) * ends;
    const SputterSettings settings{.web_speed = speed * unit::m_per_min};
    rows.push_back({fmt::format("molybdenum at {:g} m/min, 8 cathodes of 15 kW", speed),
                    expected / unit::nm, sputtered_thickness(molybdenum, settings, 0, 0) / unit::nm,
                    1e-9 * expected / unit::nm, "nm", "(4) to (6): power over speed"});
  }
  const auto at = [](double pressure) {
    return sputtered_thickness(molybdenum, {15e3, pressure, 0.03}, 0, 0);
  };
  rows.push_back({"... through one thermal way of gas, over that through none: 1 - 1 / e",
                  1 - std::exp(-1), at(0.25 / 0.07) / at(0), 1e-12, "", "rounding"});
  rows.push_back(
      {"... through a hundred: 1 / 100", 0.01, at(25 / 0.07) / at(0), 1e-12, "", "rounding"});
}

// Lambertian emitters along a line, over a web that moves past it: the integral over the web's way
// of h^2 / r^4 is pi / 2 h^2 / (h^2 + (y - s)^2)^1.5; the rest by the midpoint rule.
double line_of_emitters(double y) {
  constexpr int n = 2000;
  const double h = molybdenum.target_distance;
  double sum = 0;
  for (int i = 0; i < n; ++i) {
    const double s = molybdenum.target_length * ((i + 0.5) / n - 0.5);
    sum += molybdenum.target_length / n * h * h / std::pow(h * h + (y - s) * (y - s), 1.5);
  }
  return sum / 2;
}

// Energy that a groove takes, by Simpson's rule over d' = k / sqrt(1 + (2 d / w)^2).
double energy_by_simpson(double depth) {
  const Magnetrons& m = molybdenum;
  const double k = m.groove_peak * loosened_volume(m) / (m.racetrack_length * m.racetrack_width);
  constexpr int n = 100;
  double sum = 0;
  for (int i = 0; i <= n; ++i) {
    const double weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * std::hypot(1.0, 2 * depth * i / n / m.racetrack_width) / k;
  }
  return sum * depth / n / 3;
}

void add_targets(Checks& rows) {
  for (const double y : {0.0, 0.1, 0.2, 0.24}) {
    rows.push_back({fmt::format("... {:g} m beside the middle, over an endless target", y),
                    line_of_emitters(y), magnetron_profile(molybdenum, y), 1e-6, "",
                    "2000 emitters along a line"});
  }
  const double life = target_life(molybdenum);
  rows.push_back({"... energy through a target until 9 mm are gone",
                  energy_by_simpson(9e-3) / unit::kWh, life / unit::kWh, 1e-6 * life / unit::kWh,
                  "kWh", "Simpson's rule"});
  rows.push_back({"... depth of its groove then", 9, groove_depth(molybdenum, life) / unit::mm,
                  1e-6, "mm", "root of (3)"});
  rows.push_back(
      {"... film over that of a new target: 1 / sqrt(1 + 0.45^2)", 1 / std::hypot(1, 0.45),
       sputtered_thickness(molybdenum, {}, life, 0) / sputtered_thickness(molybdenum, {}, 0, 0),
       1e-6, "", "(2)"});
}

// Bilayers of [mo_bilayers2016], beside layers that conduct side by side.
void add_sheets(Checks& rows) {
  const auto sheet = [](double porous, double dense) {
    return molybdenum_sheet(
        {}, std::array{MolybdenumLayer{porous * 1e-9, 0.6}, MolybdenumLayer{dense * 1e-9, 0.15}});
  };
  rows.push_back({"molybdenum, 900 nm porous", 0.84, sheet(900, 0), 1e-9, "ohm", "the rule's own"});
  rows.push_back({"... 900 nm dense", 0.31, sheet(0, 900), 1e-9, "ohm", "the rule's own"});
  for (const auto& [porous, ohm] :
       {std::pair{90, 0.31}, {180, 0.32}, {270, 0.32}, {360, 0.36}, {450, 0.37}}) {
    rows.push_back(
        {fmt::format("... {} nm porous below {} nm dense, measured", porous, 900 - porous), ohm,
         sheet(porous, 900 - porous), 0.23 * ohm, "ohm", "up to 22 % too high: tools.md (8)"});
  }
  const Window window;
  rows.push_back({"ZnO:Al of 15 ohm, 5e20 1/cm3 and 22 cm2/Vs: 1 / (q n mu R)",
                  1 / (e_charge * 5e26 * 22e-4 * 15) / unit::nm,
                  azo_thickness(window, 15) / unit::nm, 1e-6, "nm", "Drude"});
  const auto grain = [](double n) { return 55 - 50 / (1 + 36e40 / (n * n)); };
  rows.push_back({"... mobility within a grain at 1e21 over that at 5e20",
                  grain(1e21) / grain(5e20),
                  azo_optical_mobility(window, 1e27) / window.azo_optical_mobility, 1e-12, "",
                  "(18) of process.md"});
  // Filled traps raise a barrier of q Q^2 / (8 eps n); grains that resist nothing leave it alone.
  Window coarse;
  coarse.azo_optical_mobility = 1e6;
  const double barrier = e_charge * 1e34 / (8 * 8.5 * 8.8541878128e-12);  // [V/m3]
  rows.push_back({"... at 1e20, boundaries alone, over that at 5e20",
                  std::exp(-barrier * (1 / 1e26 - 1 / 5e26) / 0.0258520),
                  azo_mobility(coarse, 1e26) / coarse.azo_mobility, 1e-5, "",
                  "(19), (20) of process.md"});
  const double half = OxygenControl{}.half_lost;
  rows.push_back({"... carriers at the oxygen that halves them, over those without", 0.5,
                  azo_carriers({}, window, half) / azo_carriers({}, window, 0), 1e-12, "",
                  "(9) of tools.md"});
}

// The bath by Runge and Kutta's fourth order, (11) and (12) of theory/tools.md written out, without
// dosing. Areas in m2.
BathState bath_by_steps(const BathSettings& settings, double area, int steps) {
  const ChemicalBath& b = fresh_bath;
  const double volume = b.immersed_length * b.solution_depth * b.solution_width;
  const double passing = settings.web_speed * b.solution_width;  // [m2/s]
  const double grown = b.rate * b.immersed_length / settings.web_speed * (1 + b.wall_share) *
                       (4.82e3 / 144.48e-3 * 6.02214076e23) / (b.cadmium * volume);
  const double falls = b.colloid_rate / passing;
  const double filtered = b.filter_rate / passing;
  const double dosed = settings.dosing / volume;
  const auto slope = [&](const BathState& s) {
    return BathState{dosed * (1 - s.strength) - (grown + falls) * s.strength,
                     falls * s.strength - (dosed + filtered) * s.colloids};
  };
  const auto moved = [](const BathState& s, const BathState& k, double h) {
    return BathState{s.strength + h * k.strength, s.colloids + h * k.colloids};
  };
  BathState s;
  const double h = area / steps;
  for (int i = 0; i < steps; ++i) {
    const BathState a = slope(s);
    const BathState c = slope(moved(s, a, h / 2));
    const BathState d = slope(moved(s, c, h / 2));
    const BathState e = slope(moved(s, d, h));
    s = moved(moved(moved(moved(s, a, h / 6), c, h / 3), d, h / 3), e, h / 6);
  }
  return s;
}

void add_baths(Checks& rows) {
  rows.push_back({"fresh bath: 8 min at 6.25 nm/min", 50,
                  bath_film(fresh_bath, usual_bath, {}).thickness / unit::nm, 1e-9, "nm",
                  "rounding"});
  BathSettings warm = usual_bath;
  warm.temperature += 5;
  rows.push_back({"... 5 K warmer: 0.88 eV",
                  50 * std::exp(0.88 / 8.617333e-5 * (1 / 338.15 - 1 / 343.15)),
                  bath_film(fresh_bath, warm, {}).thickness / unit::nm, 1e-4, "nm", "Arrhenius"});
  for (const double dosing : {0.0, 2e-3}) {
    BathSettings settings = usual_bath;
    settings.dosing = dosing;
    for (const double area : {10.0, 30.0, 100.0}) {  // [m2]
      const BathState by_steps = bath_by_steps(settings, area, 2000);
      const BathState found = use_bath(fresh_bath, settings, {}, area);
      const auto why = "Runge and Kutta, 2000 steps";
      rows.push_back({fmt::format("bath after {:g} m2, {:g} l/m2 dosed: cadmium over fresh", area,
                                  1000 * dosing),
                      by_steps.strength, found.strength, 1e-9, "", why});
      rows.push_back({"... colloids", by_steps.colloids, found.colloids, 1e-9, "", why});
    }
  }
  // 50 nm take 4.82 g/cm3 / 144.48 g/mol 50 nm = 1.66805 mmol/m2, walls 0.3 of that; there are
  // 71.28 mmol, and a litre brings 1.5.
  ChemicalBath clear = fresh_bath;
  clear.colloid_rate = 0;
  rows.push_back({"... without colloids and dosing, after 71.28 / (1.3 * 1.668) m2: 1 / e",
                  std::exp(-1), use_bath(clear, usual_bath, {}, 71.28 / (1.3 * 1.66805)).strength,
                  1e-5, "", "densities to six digits"});
  BathSettings fed = usual_bath;
  fed.dosing = 1e-3;
  rows.push_back({"... fed with 1 l/m2 for long: 1.5 / (1.5 + 1.3 * 1.668)",
                  1.5 / (1.5 + 1.3 * 1.66805), use_bath(clear, fed, {}, 1e4).strength, 1e-5, "",
                  "densities to six digits"});
}

}  // namespace

Checks contact_rows() {
  Checks rows;
  add_sputter_rates(rows);
  add_targets(rows);
  add_sheets(rows);
  add_baths(rows);
  return rows;
}

line_chart::Picture contact_picture() {
  using line_chart::Line;
  using line_chart::Look;
  const auto profile = [](double y) { return magnetron_profile(molybdenum, y); };
  Line groove{"Simpson's rule", {}, spaced(0, 9, 9), 0, Look::dots};
  for (const double depth : groove.y) {
    groove.x.push_back(energy_by_simpson(depth * unit::mm) / unit::kWh);
  }
  const auto depth = [](double energy) {
    return groove_depth(molybdenum, energy * unit::kWh) / unit::mm;
  };
  std::vector<Line> baths;
  for (const double dosing : {0.0, 2e-3}) {
    BathSettings settings = usual_bath;
    settings.dosing = dosing;
    const auto colour = static_cast<int>(baths.size()) / 2;
    baths.push_back(drawn(
        fmt::format("{:g} l/m2 dosed", 1000 * dosing), spaced(0, 100, 50),
        [&](double area) { return use_bath(fresh_bath, settings, {}, area).strength; }, colour));
    baths.push_back(drawn(
        "", spaced(0, 100, 10),
        [&](double area) { return bath_by_steps(settings, area, 200).strength; }, colour,
        Look::dots));
  }
  return {
      "process-contacts.svg",
      "Molybdenum across the web under a target of 0.5 m; the groove of a target; cadmium in the "
      "bath (dots: Runge and Kutta).",
      line_chart::svg(
          {.charts = {{.title = "film over that of an endless target",
                       .x = {.name = "from the middle of the web [m]",
                             .from = -0.3,
                             .to = 0.3,
                             .step = 0.1},
                       .lines = {drawn("closed form", spaced(-0.28, 0.28, 112), profile, 0),
                                 drawn("line of emitters", spaced(-0.28, 0.28, 16),
                                       line_of_emitters, 0, Look::dots)},
                       .legend = {0.3, 0.6}},
                      {.title = "depth of the groove",
                       .x = {.name = "energy through the target [kWh]", .to = 400, .step = 100},
                       .y = {.name = "mm", .to = 10, .step = 2},
                       .lines = {drawn("closed form", groove.x, depth, 0), groove},
                       .legend = {0.5, 0.6}},
                      {.title = "cadmium over fresh",
                       .x = {.name = "web through the bath [m2]", .to = 100, .step = 20},
                       .lines = baths,
                       .legend = {0.5, 0.05}}},
           .columns = 3,
           .width = 300,
           .right = 20})};
}

}  // namespace heliofab::process::validation_rows
