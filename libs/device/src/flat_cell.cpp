// SPDX-License-Identifier: Apache-2.0
#include "flat_cell.hpp"

#include "equations.hpp"
#include "heliofab/core/unit.hpp"

namespace heliofab::device {

namespace {

void add_element_numbers(const Element& e, double thermal_voltage, std::vector<double>& out) {
  out.resize(out.size() + element_size);
  double* const numbers = out.data() + out.size() - element_size;
  numbers[coupling] = e.permittivity * thermal_voltage / (constants::elementary_charge * e.length);
  numbers[velocity_n] = e.diffusion_n / e.length;
  numbers[velocity_p] = e.diffusion_p / e.length;
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
}

bool has_graded_bands(const Layer& layer) {
  if (!layer.grading.empty()) {
    return true;
  }
  const materials::Semiconductor& a = layer.front;
  const materials::Semiconductor& b = layer.back;
  return a.gap_eV != b.gap_eV || a.affinity_eV != b.affinity_eV || a.nc != b.nc || a.nv != b.nv;
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
  const std::vector<Element>& elements = problem.elements;
  const auto add_site = [&](NodeShape& shape, const Element& e, std::size_t end,
                            const Element* other) {
    const std::size_t site = end == 1 || &shape == &cell.shape.front() ? 0 : 1;
    shape.sites = static_cast<std::uint32_t>(site + 1);
    shape.levels[site] = static_cast<std::uint32_t>(e.levels[end].size());
    add_site_numbers(e, end, other, cell.numbers);
  };
  add_site(cell.shape.front(), elements.front(), 0, nullptr);
  for (std::size_t i = 0; i < elements.size(); ++i) {  // and the node at its end
    NodeShape& shape = cell.shape[i + 1];
    shape.is_graded = has_graded_bands(design.layers[mesh.layer[i]]);
    add_element_numbers(elements[i], problem.thermal_voltage, cell.numbers);
    const bool is_last = i + 1 == elements.size();
    const bool is_inside = !is_last && mesh.layer[i] == mesh.layer[i + 1];
    add_site(shape, elements[i], 1, is_inside ? &elements[i + 1] : nullptr);
    if (!is_last && !is_inside) {
      add_site(shape, elements[i + 1], 0, nullptr);
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
