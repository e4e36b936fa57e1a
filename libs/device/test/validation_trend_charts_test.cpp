// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cigs_cell.hpp"
#include "heliofab/core/unit.hpp"
#include "sunlight.hpp"
#include "validation_rows.hpp"

// The trends of CIGS as pictures: the cells of validation_trends_test.cpp between the points whose
// differences are rows.
namespace heliofab::device::testing_cells {
namespace {

using line_chart::Axis;
using line_chart::Chart;
using line_chart::Look;

struct Family {
  std::string name;
  std::function<CigsCell(double)> cell;
};

// One line a family, of one figure over what changes.
Chart families(Chart chart, const std::vector<double>& x, double Figures::*figure,
               const std::vector<Family>& all) {
  const optics::Spectrum sun = am15g();
  for (const Family& family : all) {
    std::vector<CellTask> tasks;
    for (const double value : x) {
      tasks.push_back(family.cell(value).make(sun));
    }
    line_chart::Line line{family.name, x, {}, static_cast<int>(chart.lines.size())};
    for (const CertifiedCurve& curve : solve_cells(tasks)) {
      line.y.push_back(figures(curve).*figure);
    }
    chart.lines.push_back(std::move(line));
  }
  return chart;
}

// What a closed form says, through the first point of a line.
line_chart::Line expected(const std::string& name, const line_chart::Line& from,
                          const std::function<double(double)>& rise) {
  line_chart::Line line{name, from.x, {}, 7, Look::dashed};
  for (const double x : from.x) {
    line.y.push_back(from.y.front() + rise(x) - rise(from.x.front()));
  }
  return line;
}

std::vector<double> linear(double from, double to, int n) {
  std::vector<double> found;
  for (int k = 0; k <= n; ++k) {
    found.push_back(from + (to - from) * k / n);
  }
  return found;
}
std::vector<double> by_decades(double from, double to, int n) {
  std::vector<double> found;
  for (int k = 0; k <= n; ++k) {
    found.push_back(from * std::pow(to / from, static_cast<double>(k) / n));
  }
  return found;
}

constexpr double log_slope = constants::boltzmann_eV * 298.15;  // [V] kT/q
const Axis volts{"Voc, V", 0.4, 0.9, 0.1};

CigsCell even(double ggi, double lifetime) {
  return {.ggi = {{0, 1}, {ggi, ggi}}, .lifetime = lifetime};
}

std::vector<Chart> gallium_charts() {
  const std::vector<double> ggi = linear(0, 0.8, 16);
  const std::vector<Family> lives{{"20 ns", [](double g) { return even(g, 20 * unit::ns); }},
                                  {"1 ns", [](double g) { return even(g, 1 * unit::ns); }}};
  const Axis axis{"GGI, everywhere alike", 0, 0.8, 0.2};
  Chart voc = families({.title = "Gallium: voltage",
                        .x = axis,
                        .y = {"Voc, V", 0.4, 1.2, 0.2},
                        .legend = {0.05, 0.05}},
                       ggi, &Figures::voc, lives);
  voc.lines.push_back(expected("all of the gap", voc.lines[0], materials::cigs_gap));
  const auto back = [](double thickness) {
    return [thickness](double g) {
      return CigsCell{.ggi = {{0, 0.4, 1}, {0.3, 0.3, g}}, .thickness = thickness};
    };
  };
  return {voc,
          families({.title = "Gallium: efficiency",
                    .x = axis,
                    .y = {"efficiency, %", 10, 22, 2},
                    .legend = {0.6, 0.75}},
                   ggi, &Figures::pmax, lives),
          families({.title = "Gallium rising towards the back",
                    .x = {"GGI at the back, 0.3 in front", 0.3, 0.7, 0.1},
                    .y = {"Voc, V", 0.6, 0.8, 0.05},
                    .legend = {0.6, 0.7}},
                   linear(0.3, 0.7, 8), &Figures::voc,
                   {{"2 um", back(2 * unit::um)},
                    {"1 um", back(1 * unit::um)},
                    {"0.5 um", back(0.5 * unit::um)}})};
}

std::vector<Chart> interface_charts() {
  const auto offset = [](double velocity) {
    return [=](double spike) { return behind_spike(spike, velocity * unit::cm_per_s); };
  };
  const std::vector<Family> velocities{
      {"none", offset(0)}, {"1e3 cm/s", offset(1e3)}, {"1e5 cm/s", offset(1e5)}};
  const auto speed = [](double spike) {
    return [=](double velocity) { return behind_spike(spike, velocity * unit::cm_per_s); };
  };
  const std::vector<double> spikes = linear(-0.4, 0.6, 20);
  const Axis axis{"conduction band of CdS over CIGS, eV", -0.4, 0.6, 0.2};
  Chart at_cliff = families(
      {.title = "Velocity of recombination at the interface",
       .x = {"cm/s, both carriers", 1, 1e7, 0, true},
       .y = {"Voc, V", 0.3, 0.8, 0.1},
       .legend = {0.03, 0.66}},
      by_decades(1, 1e7, 14), &Figures::voc,
      {{"cliff of 0.2 eV", speed(-0.2)}, {"no step", speed(0)}, {"spike of 0.2 eV", speed(0.2)}});
  const line_chart::Line& cliff = at_cliff.lines[0];
  const double ideality = interface_ideality();
  const double middle = cliff.y[8];  // at 1e4 cm/s
  at_cliff.lines.push_back({"1.14 kT/q a factor e",
                            {1e2, 1e6},
                            {middle + ideality * log_slope * std::log(1e2),
                             middle - ideality * log_slope * std::log(1e2)},
                            7,
                            Look::dashed});
  return {families({.title = "Cliff and spike: voltage",
                    .x = axis,
                    .y = {"Voc, V", 0.3, 0.8, 0.1},
                    .legend = {0.55, 0.55}},
                   spikes, &Figures::voc, velocities),
          families({.title = "Cliff and spike: efficiency",
                    .x = axis,
                    .y = {"efficiency, %", 0, 20, 4},
                    .legend = {0.3, 0.55}},
                   spikes, &Figures::pmax, velocities),
          at_cliff};
}

std::vector<Chart> absorber_charts() {
  Chart lifetime = families(
      {.title = "Lifetime", .x = {"ns", 0.01, 1000, 0, true}, .y = volts, .legend = {0.42, 0.7}},
      by_decades(0.01, 1000, 15), &Figures::voc,
      {{"1e16 /cm3", [](double t) { return CigsCell{.lifetime = t * unit::ns}; }},
       {"1e17 /cm3", [](double t) {
          return CigsCell{.doping = 1e17 * unit::per_cm3, .lifetime = t * unit::ns};
        }}});
  lifetime.lines.push_back(expected("2 kT/q a factor e", lifetime.lines[0],
                                    [](double t) { return 2 * log_slope * std::log(t); }));
  const auto doped = [](double life) {
    return [life](double n) { return CigsCell{.doping = n * unit::per_cm3, .lifetime = life}; };
  };
  Chart doping = families({.title = "Doping",
                           .x = {"acceptors, 1/cm3", 1e14, 1e18, 0, true},
                           .y = volts,
                           .legend = {0.42, 0.74}},
                          by_decades(1e14, 1e18, 24), &Figures::voc,
                          {{"20 ns", doped(20 * unit::ns)}, {"1 ns", doped(1 * unit::ns)}});
  doping.lines.push_back(expected("kT/q a factor e", doping.lines[0],
                                  [](double n) { return log_slope * std::log(n); }));
  const auto back = [](double velocity) {
    return [velocity](double um) {
      return CigsCell{.thickness = um * unit::um, .back_velocity = velocity * unit::cm_per_s};
    };
  };
  const auto graded = [](double um) {
    return CigsCell{.ggi = {{0, 0.4, 1}, {0.3, 0.3, 0.5}}, .thickness = um * unit::um};
  };
  return {lifetime, doping,
          families({.title = "Thickness of CIGS",
                    .x = {"um", 0, 3, 1},
                    .y = {"efficiency, %", 8, 22, 2},
                    .legend = {0.3, 0.55}},
                   {0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 2, 2.5, 3}, &Figures::pmax,
                   {{"1e7 cm/s at the back", back(1e7)},
                    {"1e2 cm/s", back(1e2)},
                    {"GGI 0.5 at the back", graded}})};
}

}  // namespace

line_chart::Picture trend_picture() {
  line_chart::Sheet sheet{.columns = 3, .width = 265, .height = 230, .right = 24};
  for (const std::vector<Chart>& row : {gallium_charts(), interface_charts(), absorber_charts()}) {
    sheet.charts.insert(sheet.charts.end(), row.begin(), row.end());
  }
  return {"device-trends.svg",
          "CIGS when one thing changes. Voltage follows the gap while lifetimes last [hanna2001]; "
          "gallium at the back lifts the voltage [song2004], most in thin films [lundberg2003]; "
          "spikes are no obstacle up to 0.3 or 0.4 eV, cliffs cost voltage if the interface "
          "recombines [minemoto2015]; long lifetimes go with voltage [ohnesorge1998]; little is "
          "lost down to 1 um [lundberg2003], and below it the back matters [suresh2019].",
          line_chart::svg(sheet)};
}

}  // namespace heliofab::device::testing_cells
