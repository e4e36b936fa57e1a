// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "heat_cases.hpp"
#include "heliofab/module/spice_netlist.hpp"
#include "ngspice.hpp"
#include "plane_everything.hpp"

// The same small network written as a netlist, from the mesh's coordinates alone, and solved by
// ngspice. Both solve it to some 1e-10 of its current.
namespace heliofab::module {
namespace {

// Finite volumes: between two points the sheet's conductance times the width that they share over
// their distance; a film of a quarter of each element at its corners.
class Netlist {
 public:
  Netlist(const PlaneModule& m, const VoltageMap& map)
      : m_(m), x_(map.x), y_(map.y), cell_(map.cell) {
    text_ = "three stripes with a flaw and a shade\n";
    for (std::size_t i = 0; i < x_.size(); ++i) {
      column(i);
    }
    for (std::size_t i = 0; i + 1 < x_.size(); ++i) {
      for (std::size_t j = 0; j + 1 < y_.size() && is_inside(i); ++j) {
        film(i, j);
      }
    }
    terminals();
  }
  const std::string& text() const { return text_; }

 private:
  bool is_inside(std::size_t i) const { return i + 1 < x_.size() && cell_[i + 1] == cell_[i]; }
  static std::string point(const char* sheet, std::size_t i, std::size_t j) {
    return fmt::format("{}{}_{}", sheet, i, j);
  }
  void resistor(const std::string& from, const std::string& to, double conductance) {
    text_ += fmt::format("R{} {} {} {:.17g}\n", ++elements_, from, to, 1 / conductance);
  }
  double height(std::size_t j) const {  // [m] of rows that a point stands for
    return ((j > 0 ? y_[j] - y_[j - 1] : 0) + (j + 1 < y_.size() ? y_[j + 1] - y_[j] : 0)) / 2;
  }

  void column(std::size_t i) {
    const Scribes& s = m_.design.scribes;
    const bool is_first = i == 0 || cell_[i - 1] != cell_[i];
    const double left = is_first ? 0 : (x_[i] - x_[i - 1]) / 2;
    const double right = is_inside(i) ? (x_[i + 1] - x_[i]) / 2 : 0;
    const double dead = s.p1_p2_gap + s.p2_width + s.p2_p3_gap;
    const double back = left + right + (is_first ? dead + s.p3_width : 0);
    const double front = left + right + (is_inside(i) ? 0 : dead + s.p1_width);
    for (std::size_t j = 0; j < y_.size(); ++j) {
      if (j + 1 < y_.size()) {
        const double step = y_[j + 1] - y_[j];
        resistor(point("b", i, j), point("b", i, j + 1),
                 back / step / m_.design.mo_sheet_resistance);
        resistor(point("f", i, j), point("f", i, j + 1),
                 front / step / m_.design.tco_sheet_resistance);
      }
      if (is_inside(i)) {
        const double shape = height(j) / (x_[i + 1] - x_[i]);
        resistor(point("b", i, j), point("b", i + 1, j), shape / m_.design.mo_sheet_resistance);
        resistor(point("f", i, j), point("f", i + 1, j), shape / m_.design.tco_sheet_resistance);
      }
    }
  }

  // A quarter of an element at each of its corners.
  void film(std::size_t i, std::size_t j) {
    const double dx = x_[i + 1] - x_[i];
    const double dy = y_[j + 1] - y_[j];
    const auto is_in = [&](const Place& p) {
      const double x = x_[i] + dx / 2;
      const double y = y_[j] + dy / 2;
      return p.cell == cell_[i] && x > p.x && x < p.x + p.width && y > p.y && y < p.y + p.length;
    };
    const Place& flaw = m_.flaws[0].place;
    const double light = is_in(m_.shades[0].place) ? m_.shades[0].light : 1;
    const double area = dx * dy / 4;
    for (const std::size_t a : {i, i + 1}) {
      for (const std::size_t b : {j, j + 1}) {
        if (is_in(flaw)) {
          resistor(point("b", a, b), point("f", a, b),
                   m_.flaws[0].conductance * area / (flaw.width * flaw.length));
        } else {
          diode(point("b", a, b), point("f", a, b), area, light);
        }
      }
    }
  }

  void diode(const std::string& back, const std::string& front, double area, double light) {
    const FilmLaw& law = m_.films[0];
    const std::string inner = fmt::format("j{}", ++elements_);
    resistor(inner, back, area / law.series_resistance);
    resistor(inner, front, area * law.shunt);
    text_ += fmt::format("I{} {} {} {:.17g}\n", ++elements_, front, inner,
                         area * light * law.photocurrent);
    text_ += fmt::format("B{} {} {} I={:.17g}*(exp(V({},{})/{:.17g})-1)\n", ++elements_, inner,
                         front, law.saturation * area, inner, front, law.diode_voltage);
  }

  void terminals() {
    const ModuleDesign& d = m_.design;
    const double series = d.scribes.p2_contact +
                          d.tco_sheet_resistance * (d.scribes.p1_width + d.scribes.p1_p2_gap) +
                          d.mo_sheet_resistance * (d.scribes.p2_p3_gap + d.scribes.p3_width);
    for (std::size_t j = 0; j < y_.size(); ++j) {
      resistor("plus", point("b", 0, j), height(j) / (d.end_contact / 2));
      resistor(point("f", x_.size() - 1, j), "0", height(j) / (series + d.end_contact / 2));
      for (std::size_t i = 0; i + 1 < x_.size(); ++i) {
        if (!is_inside(i)) {
          resistor(point("f", i, j), point("b", i + 1, j), height(j) / series);
        }
      }
    }
  }

  const PlaneModule& m_;
  const std::vector<double>& x_;
  const std::vector<double>& y_;
  const std::vector<std::int64_t>& cell_;
  std::string text_;
  int elements_ = 0;
};

std::vector<double> halves(double from, int count) {
  std::vector<double> voltages;
  for (int k = 0; k < count; ++k) {
    voltages.push_back(from + 0.5 * k);
  }
  return voltages;
}

TEST(PlaneSpice, AgreesWithNgspiceOnTheSameNetwork) {
  if (!has_ngspice()) {
    GTEST_SKIP() << "ngspice is not on the PATH: tools/install-deps installs it";
  }
  PlaneModule m = testing_planes::m3_shunted();
  m.mesh.degree = 1;
  m.shades = {{{.cell = 2, .x = 0, .y = 15e-3, .width = 3e-3, .length = 15e-3}, 0.6}};
  const std::vector<double> voltages = halves(0, 5);
  const PlaneCurve curve = solve_plane(m, voltages);
  const std::vector<double> currents =
      by_ngspice(Netlist(m, curve.map).text() +
                     "V1 plus 0 DC 0\n"
                     ".options reltol=1e-10 abstol=1e-16 vntol=1e-12 gmin=1e-18 itl1=500\n"
                     ".dc V1 0 2 0.5\n",
                 voltages.size());
  for (std::size_t k = 0; k < voltages.size(); ++k) {
    EXPECT_NEAR(curve.points[k].current, currents[k], 1e-8 * std::abs(currents[k]) + 2e-9)
        << voltages[k] << " V";
  }
}

// All that may be uneven in a module, as the netlist that users get.
TEST(PlaneSpice, AgreesWithNgspiceOnEveryPart) {
  if (!has_ngspice()) {
    GTEST_SKIP() << "ngspice is not on the PATH: tools/install-deps installs it";
  }
  using Line = ScribeFault::Line;
  PlaneModule m = testing_planes::m3_shunted();
  m.mesh = {.degree = 1, .elements = 3, .elements_flaw = 1, .growth = 3, .longest = 6e-3};
  m.design.scribes.leakage = 0.02;
  m.films[0].shunt = 20;
  m.films[0].shunt_exponent = 1.6;
  m.films[0].breakdown_current = 100;
  m.shades = {{{.cell = 2, .x = 0, .y = 15e-3, .width = 3e-3, .length = 15e-3}, 0.1}};
  m.patches = {{.place = {.cell = 0, .x = 1e-3, .y = 4e-3, .width = 2e-3, .length = 9e-3},
                .photocurrent = 0.9,
                .saturation = 30,
                .added_shunt = 40},
               {.place = {.cell = 1, .x = 4e-3, .y = 0, .width = 0.1e-3, .length = 20e-3},
                .front_sheet = 1e5,
                .back_sheet = 3},
               {.place = {.cell = 2, .x = 0, .y = 1e-3, .width = 1e-3, .length = 4e-3},
                .front_sheet = 0.01}};
  m.maps = {{.x = {0, 10e-3, 18e-3},
             .y = {0, 30e-3},
             .photocurrent = {1, 0.95, 0.9, 1, 1.1, 1},
             .back_sheet = {1, 2, 1, 1, 1, 3}}};
  m.scribe_faults = {{.line = Line::p1, .cell = 0, .y = 3e-3, .length = 2e-3, .conductance = 0.05},
                     {.line = Line::p2, .cell = 1, .y = 8e-3, .length = 9e-3, .p2_contact = 1e3},
                     {.line = Line::p3, .cell = 1, .y = 2e-3, .length = 1e-3, .conductance = 0.03},
                     {.line = Line::p1, .cell = 2, .y = 9e-3, .length = 2e-3, .conductance = 0.02}};
  m.edges = {.width = 50e-6, .saturation = 100, .shunt = 3};
  m.bypasses = {{.first = 1, .last = 2}, {.first = 1, .last = 1, .saturation = 1e-9}, {0, 2}};
  const std::vector<double> voltages = halves(-1.5, 7);
  const PlaneCurve curve = solve_plane(m, voltages);
  std::string netlist = spice_netlist(m, {voltages.front(), voltages.back(), 0.5});
  netlist.resize(netlist.rfind(".print"));
  const std::vector<double> currents = by_ngspice(netlist, voltages.size());
  for (std::size_t k = 0; k < voltages.size(); ++k) {
    EXPECT_NEAR(curve.points[k].current, currents[k], 1e-6 * std::abs(currents[k]) + 1e-8)
        << voltages[k] << " V";
  }
}

// A module warmed by its light, uneven in warmth as well: at the voltage at which it was solved it
// carries the same current; elsewhere its films would have other temperatures.
TEST(PlaneSpice, AgreesWithNgspiceOnTheTemperaturesOfAHeatedModule) {
  if (!has_ngspice()) {
    GTEST_SKIP() << "ngspice is not on the PATH: tools/install-deps installs it";
  }
  PlaneModule m = testing_planes::m3_with_everything();
  m.mesh = {.degree = 1, .elements = 3, .elements_flaw = 1, .growth = 3, .longest = 6e-3};
  PlaneHeat heat = testing_planes::open_rack();
  heat.conductance = 2e-5;
  const double voltage = 1.25;
  const HeatedCurve curve = solve_heated(m, heat, {0, voltage});
  EXPECT_GT(curve.states[1].hottest, curve.states[1].mean + 3);
  std::string netlist = spice_netlist(m, heat, voltage, {0, voltage, voltage});
  EXPECT_NE(netlist.find("\n* each film as warm as light and currents make it at 1.25 V, "),
            std::string::npos);
  netlist.resize(netlist.rfind(".print"));
  const std::vector<double> currents = by_ngspice(netlist, 2);
  const double expected = curve.electric.points[1].current;
  EXPECT_NEAR(currents[1], expected, 1e-6 * expected);
  const double elsewhere = curve.electric.points[0].current;
  EXPECT_GT(std::abs(currents[0] - elsewhere), 1e-5 * elsewhere);
}

}  // namespace
}  // namespace heliofab::module
