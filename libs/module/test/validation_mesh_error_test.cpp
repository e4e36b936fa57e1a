// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heat_cases.hpp"
#include "heliofab/module/mesh_error.hpp"
#include "plane_cases.hpp"
#include "validation_rows.hpp"

// Errors of meshes beside what their estimates say.
namespace heliofab::module::testing_planes {
namespace {

// What a module is asked for.
struct MeshAnswer {
  std::vector<double> currents;  // [A] of each voltage
  double hottest = 0;            // [K] at the second one
};

struct MeshCase {
  std::string name;
  PlaneModule module;
  std::vector<double> voltages;  // [V] 0, of the highest power or a hot spot, near open circuit
  bool is_heated = false;
};

MeshAnswer answer_on(const MeshCase& c, const PlaneMesh& mesh) {
  PlaneModule m = c.module;
  m.mesh = mesh;
  const HeatedCurve curve = c.is_heated ? solve_heated(m, open_rack(), c.voltages)
                                        : HeatedCurve{.electric = solve_plane(m, c.voltages)};
  MeshAnswer found;
  for (const PlanePoint& p : curve.electric.points) {
    found.currents.push_back(p.current);
  }
  found.hottest = c.is_heated ? curve.states[1].hottest : 0;
  return found;
}

// Much finer than both that are compared.
PlaneMesh exact_mesh(PlaneMesh mesh) {
  mesh.degree = 6;
  mesh.elements *= 2;
  mesh.elements_flaw *= 2;
  mesh.longest /= 2;
  return mesh;
}

MeshCase with_mesh(std::string name, MeshCase c, std::int64_t degree, std::int64_t elements) {
  c.name = std::move(name);
  c.module.mesh.degree = degree;
  c.module.mesh.elements = elements;
  return c;
}

PlaneModule m10_cracked() {
  PlaneModule m = m10();
  m.patches = {
      {.place = {.cell = 6, .x = 2.9e-3, .width = 20e-6, .length = 40e-3}, .front_sheet = 1e5}};
  m.mesh.growth = 3;
  return m;
}

PlaneModule m10_faulty() {
  PlaneModule m = m10();
  m.patches = {{.place = {.cell = 2, .x = 2e-3, .y = 60e-3, .width = 1e-3, .length = 4e-3},
                .saturation = 200}};
  m.scribe_faults = {
      {.line = ScribeFault::Line::p1, .cell = 4, .y = 30e-3, .length = 0.3e-3, .conductance = 0.05},
      {.line = ScribeFault::Line::p2, .cell = 7, .y = 70e-3, .length = 20e-3, .p2_contact = 1e7}};
  m.mesh.growth = 2;
  return m;
}

PlaneModule hm50_shunted() {
  PlaneModule m = hm50();
  m.flaws = {{{.cell = 24, .x = 2.65e-3, .y = 149.8e-3, .width = 0.4e-3, .length = 0.4e-3}, 1}};
  return m;
}

std::vector<MeshCase> mesh_cases() {
  const MeshCase even{"HM50", hm50(), {0, 27.02, 34.27}};
  const MeshCase shunted{"HM50 with a shunt", hm50_shunted(), {0, 27.08, 34.16}};
  const MeshCase patch{"M10 with its patch", m10_shunted(), {0, 5.2, 6.75}};
  const MeshCase shaded{"M10S, half of a stripe dark", m10_shaded(0.5), {0, 4.8, 6.8}};
  const MeshCase crack{"M10 with a crack", m10_cracked(), {0, 5.4, 6.8}};
  const MeshCase faults{"M10 with faults of scribes", m10_faulty(), {0, 5.0, 6.1}};
  MeshCase warm{"M10S with its heat", m10_shaded(0.5), {0, 1, 6.2}};
  warm.is_heated = true;
  return {with_mesh("HM50, degree 4", even, 4, 1),
          with_mesh("HM50, degree 2", even, 2, 1),
          with_mesh("HM50, 10 finite volumes", even, 1, 10),
          with_mesh("HM50 with a shunt, degree 2", shunted, 2, 1),
          with_mesh("M10 with its patch, degree 4", patch, 4, 1),
          with_mesh("... degree 2", patch, 2, 1),
          with_mesh("... 10 finite volumes", patch, 1, 10),
          with_mesh("M10S, half of a stripe dark, degree 4", shaded, 4, 1),
          with_mesh("... 6 finite volumes", shaded, 1, 6),
          with_mesh("M10 with a crack, degree 3", crack, 3, 1),
          with_mesh("... 6 finite volumes", crack, 1, 6),
          with_mesh("M10 with faults of scribes, degree 3", faults, 3, 1),
          with_mesh("... 6 finite volumes", faults, 1, 6),
          with_mesh("M10S with its heat, degree 4", warm, 4, 1),
          with_mesh("... 4 finite volumes", warm, 1, 4)};
}

// Where the error is more than what balances leave.
void add_ratio(const std::string& what, double error, double estimate, double least, Checks& rows) {
  if (error > least) {
    rows.push_back({what, 1.505, error / estimate, 1.495, "", "0.01 to 3: an estimate, no bound"});
  }
}

}  // namespace

Checks mesh_error_rows() {
  Checks rows;
  for (const MeshCase& c : mesh_cases()) {
    const PlaneMesh& mesh = c.module.mesh;
    const MeshAnswer here = answer_on(c, mesh);
    const MeshAnswer better = answer_on(c, better_mesh(mesh, c.is_heated));
    const MeshAnswer exact = answer_on(c, exact_mesh(mesh));
    const double share = error_over_difference(mesh, c.is_heated);
    const double light = here.currents.front();
    for (std::size_t k = 0; k < here.currents.size(); ++k) {
      add_ratio(fmt::format("{}: current at {:g} V", c.name, c.voltages[k]),
                std::abs(here.currents[k] - exact.currents[k]),
                share * std::abs(here.currents[k] - better.currents[k]), 1e-8 * light, rows);
    }
    add_ratio(fmt::format("{}: hottest place at {:g} V", c.name, c.voltages[1]),
              std::abs(here.hottest - exact.hottest),
              share * std::abs(here.hottest - better.hottest), 1e-6, rows);
  }
  return rows;
}

}  // namespace heliofab::module::testing_planes
