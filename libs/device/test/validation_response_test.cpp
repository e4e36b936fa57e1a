// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "baselines.hpp"
#include "heliofab/device/admittance.hpp"
#include "heliofab/device/quantum_efficiency.hpp"
#include "reciprocity.hpp"
#include "validation_rows.hpp"
#include "wide_ensemble.hpp"

// How cells answer light of one colour, pairs at one depth and small voltages.
namespace heliofab::device::testing_cells {
namespace {

// A p film of 1e16 /cm3 beside a window of 1e18, which takes a hundredth of the field, in the dark.
CellTask junction_task() {
  Case junction = bm1(2);
  junction.design.layers[0].doping = junction.design.layers[1].doping = 1e24;
  junction.design.layers[1].front.affinity_eV = junction.design.layers[1].back.affinity_eV = 4.7;
  return in_light(task(junction, {.from = -1.2, .to = 0.3}), 0);
}
std::vector<double> junction_voltages() {
  std::vector<double> voltages;
  for (int k = 0; k <= 10; ++k) {
    voltages.push_back(-1 + 0.1 * k);
  }
  return voltages;
}

Checks admittance_rows() {
  Checks rows;
  const CellTask t = task(bm2(2), {.from = -1, .to = 0.6});
  const std::vector<double> bias{0.5};
  const double slope = -solve_collection(t, bias, on_given_mesh).front().slope;
  const double slow =
      solve_admittance(t, bias, std::vector<double>{1e-3}, on_given_mesh).front().conductance;
  rows.push_back({"BM-2 in light, 0.5 V, 1 mHz: conductance", slope, slow, 1e-7 * slope, "S/m2",
                  "-dJ/dV of the static curve"});
  const auto line = mott_schottky(
      solve_admittance(junction_task(), junction_voltages(), std::vector<double>{1e5}), 13.6, 300);
  rows.push_back({"p film of 1e16 /cm3 beside an n window of 1e18: doping by C-V", 1e16,
                  line.doping * 1e-6, 2e14, "/cm3", "the window's share"});
  return rows;
}

// What both sides of reciprocity say of BM-1, node by node.
struct Reciprocity {
  std::vector<double> depth;      // [m]
  std::vector<double> collected;  // [-] of pairs made there
  std::vector<double> injected;   // [-] splitting per volt
};
Reciprocity reciprocity_of(const CellDesign& design) {
  const Mesh mesh = make_mesh(design);
  Reciprocity found{mesh.x, {}, injected(design, mesh)};
  for (std::size_t node = 0; node < mesh.x.size(); ++node) {
    found.collected.push_back(collected(design, mesh, pulse(mesh, node)));
  }
  return found;
}

Checks reciprocity_rows() {
  Checks rows;
  for (const auto& [name, c] : {std::pair("BM-1", bm1()), std::pair("BM-2", bm2())}) {
    const Reciprocity r = reciprocity_of(c.design);
    double worst = 0;
    for (std::size_t node = 0; node < r.depth.size(); ++node) {
      worst = std::max(worst, std::abs(r.injected[node] - r.collected[node]));
    }
    rows.push_back({std::string(name) + ", dark, collection of a pair less splitting of the "
                                        "Fermi levels per volt at its depth: worst",
                    0, worst, 1e-7, "", "reciprocity [donolato1985]; 1e-5 V either way"});
  }
  return rows;
}

// Pairs of one photon of each wavelength from the front to each edge: down and, off the back, up.
std::vector<double> pairs_of_photon(const Baseline& b, std::span<const double> edges) {
  const std::vector<optics::AbsorbingFilm> films = b.films();
  std::vector<double> pairs;
  for (std::size_t k = 0; k < b.sun.wavelength.size(); ++k) {
    const auto depth = [&](double x) {  // optical
      double sum = 0;
      for (const optics::AbsorbingFilm& film : films) {
        const double inside = std::clamp(x, 0.0, film.thickness);
        sum += film.absorption[k] * inside;
        x -= inside;
      }
      return sum;
    };
    const double full = depth(edges.back());
    const double up = b.faces.back_reflectance * std::exp(-full);
    for (const double x : edges) {
      const double t = depth(x);
      pairs.push_back((1 - b.faces.front_reflectance) *
                      (-std::expm1(-t) + up * (std::exp(t - full) - std::exp(-full))));
    }
  }
  return pairs;
}

struct Spectrum {
  CertifiedCurve curve;
  QuantumEfficiency efficiency;
  std::vector<double> absorbed;  // [-] of each photon, in the absorber
};
Spectrum spectrum_of(const Baseline& b) {
  const CellTask t = b.task();
  const Collection at = solve_collection(t, std::vector<double>{0}).front();
  const std::vector<double> pairs = pairs_of_photon(b, at.edges);
  Spectrum found{b.curve(), quantum_efficiency(at, {b.sun.wavelength, pairs, {}}), {}};
  const double face = b.design.layers[0].thickness + b.design.layers[1].thickness;
  const auto first = std::ranges::lower_bound(at.edges, face - 1e-12) - at.edges.begin();
  for (std::size_t k = 1; k <= b.sun.wavelength.size(); ++k) {
    const std::size_t end = k * at.edges.size();
    found.absorbed.push_back(pairs[end - 1] -
                             pairs[end - at.edges.size() + static_cast<std::size_t>(first)]);
  }
  return found;
}

Checks spectrum_rows() {
  Checks rows;
  for (const auto& [name, b] :
       {std::pair("CIGS", cigs_baseline()), std::pair("CdTe", cdte_baseline())}) {
    const Spectrum s = spectrum_of(b);
    rows.push_back({std::string(name) + " baseline, EQE times the photons of the sun",
                    s.curve.jsc / unit::mA_per_cm2,
                    current_of(s.efficiency, optics::photon_flux(b.sun)) / unit::mA_per_cm2, 0.1,
                    "mA/cm2", "Jsc, were the cell linear in light"});
  }
  return rows;
}

line_chart::Chart spectrum_chart() {
  line_chart::Chart chart{.title = "Quantum efficiency under one sun",
                          .x = {"wavelength, nm", 300, 1200, 200},
                          .y = {"electrons or pairs for each photon"},
                          .legend = {0.13, 0.5}};
  chart.x.ticks = {300, 500, 700, 900, 1100};
  for (const auto& [name, b] :
       {std::pair("CIGS baseline", cigs_baseline()), std::pair("CdTe baseline", cdte_baseline())}) {
    const Spectrum s = spectrum_of(b);
    const int colour = chart.lines.empty() ? 0 : 3;
    std::vector<double> nm;
    for (const double wavelength : b.sun.wavelength) {
      nm.push_back(wavelength / unit::nm);
    }
    chart.lines.push_back({name, nm, s.efficiency.external, colour});
    chart.lines.push_back({"... absorbed", nm, s.absorbed, colour, line_chart::Look::dashed});
  }
  return chart;
}

line_chart::Chart reciprocity_chart() {
  line_chart::Chart chart{.title = "Reciprocity, dark",
                          .x = {"depth, um", 0, 3.4, 1},
                          .y = {"share of pairs; splitting per volt", 0, 1.1, 0.2},
                          .legend = {0.42, 0.05}};
  chart.x.ticks = {0, 1, 2, 3};
  for (const auto& [name, c] : {std::pair("BM-1", bm1()), std::pair("BM-2", bm2())}) {
    const Reciprocity r = reciprocity_of(c.design);
    const int colour = chart.lines.empty() ? 0 : 3;
    line_chart::Line split{std::string(name) + ", splitting", {}, r.injected, colour};
    line_chart::Line dots{
        .name = "... collected", .colour = colour, .look = line_chart::Look::dots};
    for (std::size_t node = 0; node < r.depth.size(); ++node) {
      split.x.push_back(r.depth[node] / unit::um);
      if (node % 4 == 0) {
        dots.x.push_back(split.x.back());
        dots.y.push_back(r.collected[node]);
      }
    }
    chart.lines.push_back(split);
    chart.lines.push_back(dots);
  }
  return chart;
}

// The closed form: 1/C2 = 2 (Vbi - V - kT/q) / q (1 / eps N of the film + the same of the window).
line_chart::Chart capacitance_chart() {
  const CellTask t = junction_task();
  const double unit_of_y = 1e15 * std::pow(1 * unit::cm, 4);  // [m4/F2]
  line_chart::Line dots{.name = "1e5 Hz", .colour = 0, .look = line_chart::Look::dots};
  for (const AdmittancePoint& p :
       solve_admittance(t, junction_voltages(), std::vector<double>{1e5})) {
    dots.x.push_back(p.voltage);
    dots.y.push_back(1 / (p.capacitance * p.capacitance) / unit_of_y);
  }
  const Layer& window = t.design.layers[1];
  const Layer& film = t.design.layers[2];
  const double vt = constants::boltzmann_eV * t.design.temperature;
  const double built_in = film.front.affinity_eV + film.front.gap_eV -
                          vt * std::log(film.front.nv / -film.doping) - window.front.affinity_eV -
                          vt * std::log(window.front.nc / window.doping);
  const double per_volt =
      2 / (constants::elementary_charge * constants::vacuum_permittivity * unit_of_y) *
      (1 / (film.front.permittivity * -film.doping) +
       1 / (window.front.permittivity * window.doping));
  const auto closed = [&](double v) { return per_volt * (built_in - v - vt); };
  return {.title = "Mott and Schottky, p film of 1e16 /cm3",
          .x = {"V", -1, 0.8, 0.4},
          .y = {"1/C2, 1e15 cm4/F2", 0, 2, 0.5},
          .lines = {dots,
                    {"depletion approximation",
                     {-1, built_in - vt},
                     {closed(-1), closed(built_in - vt)},
                     1,
                     line_chart::Look::dashed}},
          .legend = {0.3, 0.05}};
}

}  // namespace

Checks response_rows() {
  Checks rows = spectrum_rows();
  for (const Checks& part : {reciprocity_rows(), admittance_rows()}) {
    rows.insert(rows.end(), part.begin(), part.end());
  }
  return rows;
}

line_chart::Picture response_picture() {
  return {"device-response.svg",
          "Left: EQE of the two baselines at 0 V, and the pairs that one photon makes in the "
          "absorber. Middle: what is collected of a pair made at a depth (dots) is the splitting "
          "of the Fermi levels there for each volt applied (lines) [donolato1985]. Right: "
          "capacitance of a dark junction, and the depletion approximation.",
          line_chart::svg({.charts = {spectrum_chart(), reciprocity_chart(), capacitance_chart()},
                           .columns = 3,
                           .width = 270,
                           .height = 250,
                           .right = 24})};
}

}  // namespace heliofab::device::testing_cells
