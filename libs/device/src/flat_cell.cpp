// SPDX-License-Identifier: Apache-2.0
#include "flat_cell.hpp"

#include <algorithm>
#include <cmath>

#include "equations.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::device {

namespace {

// The lanes take the densities of a flux from the first site of the node at its end, which is that
// of the film behind a joint: the lower density of the joint's higher barrier goes into the
// velocities.
void add_element_numbers(const Element& e, const Trace& behind, double thermal_voltage,
                         std::vector<double>& out) {
  out.resize(out.size() + element_size);
  double* const numbers = out.data() + out.size() - element_size;
  numbers[coupling] = e.permittivity * thermal_voltage / (constants::elementary_charge * e.length);
  numbers[velocity_n] = e.diffusion_n / e.length;
  numbers[velocity_p] = e.diffusion_p / e.length;
  if (e.is_joint()) {
    numbers[velocity_n] *= std::exp(e.end[1].log_n - behind.log_n);
    numbers[velocity_p] *= std::exp(e.end[1].log_p - behind.log_p);
  }
  numbers[step_log_n] = e.end[1].log_n - e.end[0].log_n;
  numbers[step_log_p] = e.end[1].log_p - e.end[0].log_p;
}

// One end of an element. `other` is the element beyond the node when both are of one film; its
// half volume belongs to the same site then.
void add_site_numbers(const Element& e, std::size_t end, const Element* other,
                      std::vector<double>& out) {
  const Trace& t = e.end[end];
  double size = t.volume;
  double pairs = t.generation;
  double radiative_sum = t.volume * e.radiative;
  double auger_n_sum = t.volume * e.auger_n;
  double auger_p_sum = t.volume * e.auger_p;
  double doping_sum = t.volume * e.doping;
  if (other != nullptr) {
    const Trace& o = other->end[1 - end];
    size += o.volume;
    pairs += o.generation;
    radiative_sum += o.volume * other->radiative;
    auger_n_sum += o.volume * other->auger_n;
    auger_p_sum += o.volume * other->auger_p;
    doping_sum += o.volume * other->doping;
  }
  const std::size_t first = out.size();
  out.resize(first + site_size + level_size * e.levels[end].size());
  double* numbers = out.data() + first;
  numbers[volume] = size;
  numbers[log_n] = t.log_n;
  numbers[log_p] = t.log_p;
  numbers[ni2] = t.ni2;
  numbers[generation] = pairs;
  numbers[fixed] = doping_sum / size;
  numbers[radiative] = radiative_sum / size;
  numbers[auger_n] = auger_n_sum / size;
  numbers[auger_p] = auger_p_sum / size;
  double* level = numbers + site_size;
  for (const LevelRates& l : e.levels[end]) {
    numbers[fixed] += l.charge_empty * l.density;
    level[capture_n] = l.capture_n;
    level[capture_p] = l.capture_p;
    level[emission] = l.capture_n * l.n1 + l.capture_p * l.p1;
    level[emission_p] = l.capture_p * l.p1;
    level[charged] = l.density;
    level += level_size;
  }
  for (const AmphotericRates& a : e.amphoteric[end]) {
    for (const LevelRates* l : {&a.first, &a.second}) {
      out.insert(out.end(),
                 {l->capture_n, l->capture_p, l->capture_n * l->n1, l->capture_p * l->p1});
    }
    out.push_back(a.density);
  }
}

bool is_degenerate(const Trace& t) { return std::isfinite(t.log_nc); }

// A plane at one node is a site so thin that its carriers do not count, with what is to count in
// proportion. Both carriers have one quasi-Fermi potential there, so their densities add.
void add_plane_site_numbers(const Sheet& sheet, std::vector<double>& out) {
  constexpr double thickness = 1e-30;  // [m]
  const std::size_t first = out.size();
  out.resize(first + site_size + level_size * sheet.levels.size());
  double* const numbers = out.data() + first;
  numbers[volume] = thickness;
  numbers[log_n] = std::log(std::exp(sheet.log_n[0]) + std::exp(sheet.log_n[1]));
  numbers[log_p] = std::log(std::exp(sheet.log_p[0]) + std::exp(sheet.log_p[1]));
  numbers[ni2] = std::exp(numbers[log_n] + numbers[log_p]);
  numbers[fixed] = sheet.charge / thickness;
  double* level = numbers + site_size;
  for (const SheetLevel& l : sheet.levels) {
    numbers[fixed] += l.charge_empty * l.density / thickness;
    level[capture_n] = l.capture_n / thickness;
    level[capture_p] = l.capture_p / thickness;
    level[emission_p] = level[capture_p] * (l.p1[0] + l.p1[1]);
    level[emission] = level[capture_n] * (l.n1[0] + l.n1[1]) + level[emission_p];
    level[charged] = l.density / thickness;
    level += level_size;
  }
}

void add_plane_numbers(const Sheet& sheet, std::vector<double>& out) {
  double charge = sheet.charge;
  for (const SheetLevel& l : sheet.levels) {
    charge += l.charge_empty * l.density;
  }
  out.insert(out.end(), {charge, sheet.log_n[0], sheet.log_n[1], sheet.log_p[0], sheet.log_p[1]});
  for (const SheetLevel& l : sheet.levels) {
    out.insert(out.end(),
               {l.capture_n, l.capture_p, l.n1[0], l.n1[1], l.p1[0], l.p1[1], l.density});
  }
}

bool has_graded_bands(const Layer& layer) {
  if (!layer.grading.empty()) {
    return true;
  }
  const materials::Semiconductor& a = layer.front;
  const materials::Semiconductor& b = layer.back;
  return a.gap_eV != b.gap_eV || a.affinity_eV != b.affinity_eV || a.nc != b.nc || a.nv != b.nv;
}

// The element that ends at node i, with the plane in it.
void add_element(const Problem& problem, std::size_t i, const Sheet* plane, FlatCell& cell) {
  const Element& e = problem.elements[i - 1];
  const Trace& behind = e.is_joint() ? problem.elements[i].end[0] : e.end[1];
  NodeShape& shape = cell.shape[i];
  add_element_numbers(e, behind, problem.thermal_voltage, cell.numbers);
  shape.is_joint = e.is_joint();
  shape.is_slowed = e.slowing_n > 0 || e.slowing_p > 0;
  if (shape.is_slowed) {
    cell.numbers.insert(cell.numbers.end(), {e.slowing_n, e.slowing_p});
  }
  shape.is_tunnelled = e.tip_n.is_open() || e.tip_p.is_open();
  if (shape.is_tunnelled) {
    for (const Tip& tip : {e.tip_n, e.tip_p}) {
      cell.numbers.insert(cell.numbers.end(), {tip.height, tip.thinness, tip.least, tip.curvature});
    }
  }
  if (plane != nullptr) {
    shape.has_plane = true;
    shape.has_charge_behind = plane->is_charge_behind;
    shape.plane_levels = static_cast<std::uint32_t>(plane->levels.size());
    add_plane_numbers(*plane, cell.numbers);
  }
}

// The films that meet at node i: one inside a film, two between films.
void add_sites(const std::vector<Element>& elements, bool is_inside, std::size_t i,
               FlatCell& cell) {
  NodeShape& shape = cell.shape[i];
  shape.is_degenerate = (i > 0 && is_degenerate(elements[i - 1].end[1])) ||
                        (i < elements.size() && is_degenerate(elements[i].end[0]));
  const auto add_site = [&](const Element& e, std::size_t end, const Element* other) {
    if (e.is_joint()) {
      return;
    }
    shape.levels[shape.sites] = static_cast<std::uint32_t>(e.levels[end].size());
    shape.amphoteric[shape.sites] = static_cast<std::uint32_t>(e.amphoteric[end].size());
    ++shape.sites;
    add_site_numbers(e, end, other, cell.numbers);
    if (shape.is_degenerate) {
      cell.numbers.insert(cell.numbers.end(), {e.end[end].log_nc, e.end[end].log_nv});
    }
  };
  if (i > 0) {
    add_site(elements[i - 1], 1, is_inside ? &elements[i] : nullptr);
  }
  if (i < elements.size() && !is_inside) {
    add_site(elements[i], 0, nullptr);
  }
}

// The plane between two films that meet at one node.
void add_plane_site(const Sheet& sheet, FlatCell& cell) {
  NodeShape& shape = cell.shape[sheet.left];
  shape.levels[shape.sites++] = static_cast<std::uint32_t>(sheet.levels.size());
  add_plane_site_numbers(sheet, cell.numbers);
  if (shape.is_degenerate) {  // theory (16) counts by Boltzmann
    cell.numbers.insert(cell.numbers.end(), {HUGE_VAL, HUGE_VAL});
  }
}

}  // namespace

bool is_lit(std::span<const double> generation) {
  return !generation.empty() && generation.back() > generation.front();
}

FlatCell make_flat_cell(const CellDesign& design, const Mesh& mesh,
                        std::span<const double> generation) {
  const Problem problem = make_problem(design, mesh, generation);
  FlatCell cell{.shape = std::vector<NodeShape>(mesh.x.size()),
                .numbers = {},
                .thermal_voltage = problem.thermal_voltage};
  const auto sheet_of = [&](std::size_t left, std::size_t right) {
    const auto found = std::ranges::find_if(problem.sheets, [=](const Sheet& sheet) {
      return sheet.left == left && sheet.right == right;
    });
    return found == problem.sheets.end() ? nullptr : &*found;
  };
  for (std::size_t i = 0; i < mesh.x.size(); ++i) {
    const bool is_first = i == 0;
    const bool is_last = i + 1 == mesh.x.size();
    if (!is_first) {
      cell.shape[i].is_graded = has_graded_bands(design.layers[mesh.layer[i - 1]]);
      add_element(problem, i, sheet_of(i - 1, i), cell);
    }
    const bool is_inside =
        !is_first && !is_last && mesh.layer[i - 1] == mesh.layer[i] && !mesh.is_joint(i - 1);
    add_sites(problem.elements, is_inside, i, cell);
    if (const Sheet* plane = sheet_of(i, i)) {
      add_plane_site(*plane, cell);
    }
  }
  const ContactData& f = problem.front;
  const ContactData& b = problem.back;
  cell.contacts[psi_front] = f.psi;
  cell.contacts[loss_n_front] = f.velocity_n * f.n;
  cell.contacts[loss_p_front] = f.velocity_p * f.p;
  cell.contacts[psi_back] = b.psi;
  cell.contacts[loss_n_back] = b.velocity_n * b.n;
  cell.contacts[loss_p_back] = b.velocity_p * b.p;
  cell.contacts[forward] = problem.forward;
  return cell;
}

std::vector<double> neutral_start(const CellDesign& design, const Mesh& mesh) {
  std::vector<double> start;
  for (const NodeState& s : neutral_state(make_problem(design, mesh, {}))) {
    start.insert(start.end(), {s.psi, s.phi_n, s.phi_p});
  }
  return start;
}

}  // namespace heliofab::device
