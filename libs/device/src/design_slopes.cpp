// SPDX-License-Identifier: Apache-2.0
#include "design_slopes.hpp"

#include "bulk_slopes.hpp"
#include "design_numbers.hpp"
#include "interface_slopes.hpp"
#include "layer_slopes.hpp"

namespace heliofab::device {

namespace {

// Equilibrium potential and densities of a contact, pulled back to the element beside it: they
// follow from psi and the bands. What is left is the slope by psi.
double pull_densities(const ContactData& c, const ContactData& d, const Trace& t, Trace& slopes) {
  const NodeState s{.psi = c.psi};
  const double by_log_n = d.n * c.n;
  const double by_log_p = d.p * c.p;
  const double n_slope = electrons(t, s).slope;
  const double p_slope = holes(t, s).slope;
  slopes.log_n += by_log_n * n_slope;
  slopes.log_p += by_log_p * p_slope;
  slopes.log_nc -= by_log_n * (n_slope - 1);
  slopes.log_nv -= by_log_p * (p_slope - 1);
  return d.psi + by_log_n * n_slope - by_log_p * p_slope;
}

// Where psi makes an end of an element neutral, d(charge) = 0.
void pull_neutrality(const Element& e, std::size_t side, double psi, double by_psi,
                     Element& slopes) {
  Element scratch = slopes;
  const double charge_by_psi = add_charge_slopes(e, side, psi, 1, scratch);
  add_charge_slopes(e, side, psi, -by_psi / charge_by_psi, slopes);
}

// The contact at the front (side 0) or back (side 1). Returns the slope by the logarithm of the
// temperature that its film does not know.
double pull_contact(const Problem& problem, std::size_t side, ProblemSlopes& slopes,
                    LayerSlopes& film, Contact& out) {
  const bool is_front = side == 0;
  const double kt = problem.thermal_voltage;  // [eV]
  const ContactData& c = is_front ? problem.front : problem.back;
  const ContactData& d = is_front ? slopes.by.front : slopes.by.back;
  const Element& e = is_front ? problem.elements.front() : problem.elements.back();
  Element& by = is_front ? slopes.by.elements.front() : slopes.by.elements.back();
  out.velocity_n = d.velocity_n;
  out.velocity_p = d.velocity_p;
  const double by_psi = pull_densities(c, d, e.end[side], by.end[side]);
  if (out.kind == ContactKind::flat_band) {
    pull_neutrality(e, side, c.psi, by_psi, by);
    return 0;
  }
  PropertySlopes p;
  if (out.kind == ContactKind::work_function) {  // kT psi = -work function
    out.work_function_eV = -by_psi / kt;
  } else if (is_front == (problem.forward > 0)) {  // n side: -(barrier + affinity)
    p.material.affinity_eV = -by_psi / kt;
    out.barrier_eV = -by_psi / kt;
  } else {  // p side: barrier - affinity - gap
    p.material.affinity_eV = p.material.gap_eV = -by_psi / kt;
    out.barrier_eV = by_psi / kt;
  }
  film.spread(is_front ? 0 : 1, p);
  return -by_psi * c.psi;
}

// Everything between the films. Returns the slope by the logarithm of the temperature that these
// do not know.
double pull_interfaces(const CellDesign& design, const Mesh& mesh, const Problem& problem,
                       const ProblemSlopes& slopes, std::vector<LayerSlopes>& layers,
                       CellDesign& out) {
  double warmth = 0;
  std::size_t sheet = 0;
  for (std::size_t k = 1; k < mesh.layer.size(); ++k) {
    const std::size_t l = mesh.layer[k];
    if (l == mesh.layer[k - 1] || design.interfaces.empty()) {
      continue;
    }
    const Interface& interface = design.interfaces[l - 1];
    Interface& to = out.interfaces[l - 1];
    InterfaceSlopes pull(interface, layers[l - 1], layers[l], problem.thermal_voltage, to);
    const Meeting meeting = meeting_before(design, l);
    to.sheet_charge = slopes.sheet_charge[is_charge_behind(interface, meeting) ? k + 1 : k];
    if (sheet < problem.sheets.size() && problem.sheets[sheet].left == k) {
      pull.add_levels(slopes.sheets[sheet++]);
    }
    if (mesh.is_joint(k)) {
      pull.add_joint(problem.elements[k], slopes.by.elements[k]);
      pull.add_tips(problem.elements[k], slopes.by.elements[k], meeting);
    }
    warmth += pull.warmth();
  }
  return warmth;
}

}  // namespace

CellDesign design_slopes(const CellDesign& design, const Mesh& mesh, const Problem& problem,
                         ProblemSlopes slopes) {
  CellDesign out = design;
  visit_numbers(out, [](double& number) { number = 0; });
  std::vector<LayerSlopes> layers;
  for (std::size_t l = 0; l < design.layers.size(); ++l) {
    layers.emplace_back(design.layers[l], design.temperature, out.layers[l]);
  }
  // By the logarithm of the temperature.
  double warmth = slopes.by.thermal_voltage * problem.thermal_voltage;
  warmth += pull_contact(problem, 0, slopes, layers.front(), out.front);
  warmth += pull_contact(problem, 1, slopes, layers.back(), out.back);
  warmth += pull_interfaces(design, mesh, problem, slopes, layers, out);
  double start = 0;  // of the layer
  for (std::size_t k = 0; k < mesh.layer.size(); ++k) {
    start = k > 0 && mesh.layer[k] != mesh.layer[k - 1] ? mesh.x[k] : start;
    if (!mesh.is_joint(k)) {
      layers[mesh.layer[k]].add(problem.elements[k], slopes.by.elements[k], mesh.x[k] - start);
    }
  }
  for (const LayerSlopes& layer : layers) {
    warmth += layer.warmth();
  }
  out.temperature = warmth / design.temperature;
  return out;
}

}  // namespace heliofab::device
