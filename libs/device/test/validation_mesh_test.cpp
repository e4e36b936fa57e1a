// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "validation_rows.hpp"
#include "wide_ensemble.hpp"

// What meshes cost, and what certificates say of it.
namespace heliofab::device::testing_cells {
namespace {

// The engine in lanes, with its own statement of the error.
CertifiedCurve on_mesh(const Case& c, const CertificateLimits& limits = {.refinements = 0}) {
  const CellTask t = task(c, {.to = 0.8, .step = 0.01});
  return solve_cells({&t, 1}, limits).front();
}

Checks with_certificate() {
  const CertifiedCurve on_201 = on_mesh(bm1(2));
  const CertifiedCurve tight = on_mesh(bm1(), {.mesh = 2e-5, .refinements = 6});
  const CertifiedCurve charged = on_mesh(bm2(), {.mesh = 2e-5, .refinements = 6});
  const double error = on_201.pmax() / 10 - 15.39564;
  const std::string limit_why = "mesh to 2e-5 of Pmax by its certificate";
  return {
      {"BM-1 in lanes, 201 nodes: efficiency", 15.39564, on_201.pmax() / 10, 0.0031, "%",
       "0.02 % wanted"},
      {"... error of it by its certificate", error, on_201.mesh_error.pmax / 10, 0.2 * error, "%",
       "the next order"},
      {"BM-1 in lanes, mesh by certificate: Jsc", 32.32925, tight.jsc / 10, 1e-3, "mA/cm2",
       limit_why},
      {"... Voc", 0.623986, tight.voc, 2e-6, "V", limit_why},
      {"... FF", 76.3180, 100 * tight.fill_factor, 2e-3, "%", limit_why},
      {"... efficiency", 15.39564, tight.pmax() / 10, 4e-4, "%", limit_why},
      {"BM-2 in lanes, mesh by certificate: Jsc", 29.784, charged.jsc / 10, 1e-3, "mA/cm2",
       "half the last digit and the mesh"},
      {"... Voc; the 10 mV grid of the reference has 0.6346", 0.63504, charged.voc, 1e-4, "V",
       "0.1 mV wanted; our own digits"},
      {"... Pmax; the largest on its grid is 14.634", 14.6398, charged.pmax() / 10, 3e-3, "mW/cm2",
       "0.02 % wanted; our own digits"},
  };
}

// BM-1 on 101 nodes and on meshes each of which halves every element of the one before.
struct Refined {
  std::int64_t nodes = 0;
  Figures figures{};
};
const std::vector<Refined>& refined() {
  static const std::vector<Refined> meshes = [] {
    std::vector<Refined> found;
    for (std::int64_t fineness = 1; fineness <= 64; fineness *= 2) {
      found.push_back({100 * fineness + 1, figures(on_mesh(bm1(fineness)))});
    }
    return found;
  }();
  return meshes;
}

// Three meshes give an order without knowing the limit. Voc is solved for to 1e-9 V, which the
// finest meshes would need to be better.
Checks orders() {
  Checks rows;
  const std::vector<Refined>& m = refined();
  for (std::size_t k = 1; k + 2 < m.size(); ++k) {
    const Figures& coarse = m[k].figures;
    const Figures& middle = m[k + 1].figures;
    const Figures& fine = m[k + 2].figures;
    const std::string why = "1.9 wanted of any";
    rows.push_back({fmt::format("BM-1, order over {}, {} and {} nodes: Jsc", m[k].nodes,
                                m[k + 1].nodes, m[k + 2].nodes),
                    2, observed_order(coarse.jsc, middle.jsc, fine.jsc), 0.1, "", why});
    if (k + 3 < m.size()) {
      rows.push_back(
          {"... Voc", 2, observed_order(coarse.voc, middle.voc, fine.voc), 0.1, "", why});
    }
    rows.push_back(
        {"... efficiency", 2, observed_order(coarse.pmax, middle.pmax, fine.pmax), 0.1, "", why});
  }
  return rows;
}

// Errors of the efficiency of other programs [%], on BM-1; each against the reference with its own
// back contact.
const line_chart::Line gummel{"SIMsalabim 5.36",
                              {100, 200, 400, 1000},
                              {0.291, 0.322, 0.124, 0.016},
                              1,
                              line_chart::Look::dots};
const line_chart::Line gentle_gummel{
    "... grad = 2", {200, 400, 1000}, {0.040, 0.036, 0.021}, 4, line_chart::Look::dots};
const line_chart::Line uniform_gummel{
    "... grad = 0, uniform", {200, 400, 1000}, {0.85, 0.88, 0.33}, 3, line_chart::Look::dots};
const line_chart::Line python{
    "Sesame 1.0", {101, 201, 401, 801}, {0.233, 0.079, 0.030, 0.013}, 2, line_chart::Look::dots};

}  // namespace

Checks mesh_rows() {
  Checks rows = with_certificate();
  const Checks more = orders();
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

line_chart::Picture mesh_picture() {
  const std::vector<Refined>& m = refined();
  const double limit = limit_of(m[m.size() - 2].figures.pmax, m[m.size() - 1].figures.pmax);
  line_chart::Line efficiency{.name = "Heliofab", .colour = 0};
  for (std::size_t k = 0; k + 1 < m.size(); ++k) {
    efficiency.x.push_back(static_cast<double>(m[k].nodes));
    efficiency.y.push_back(100 * std::abs(m[k].figures.pmax / limit - 1));
  }
  line_chart::Line nodes = efficiency;
  nodes.name.clear();
  nodes.look = line_chart::Look::dots;
  const double start = efficiency.y.front() / 2;
  line_chart::Line slope{.name = "second order", .colour = 7, .look = line_chart::Look::dashed};
  slope.x = {101, 3201};
  slope.y = {start, start * std::pow(101.0 / 3201.0, 2)};
  return {"device-mesh.svg",
          fmt::format("BM-1, error of the efficiency over the nodes of the mesh, against the limit "
                      "of our two finest meshes ({:.5f} %; the reference is 15.39564 %). "
                      "SIMsalabim (mesh as shipped, grad = 4, and others) and Sesame "
                      "as measured by us on the same cell, SIMsalabim with "
                      "perfect contacts against 15.39367 %.",
                      limit),
          line_chart::svg(
              {.charts = {{.title = "BM-1, error of the efficiency",
                           .x = {"nodes", 80, 4000, 0, true, {101, 201, 401, 801, 1601, 3201}},
                           .y = {"error of the efficiency, %", 1e-5, 1, 0, true},
                           .lines = {efficiency, nodes, slope, gummel, gentle_gummel,
                                     uniform_gummel, python}}}})};
}

}  // namespace heliofab::device::testing_cells
