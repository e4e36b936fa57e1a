// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "heliofab/device/cell_design.hpp"
#include "heliofab/device/mesh.hpp"

namespace heliofab::device {

/// What is alike in all cells of a block. A node inside a film is one site; a node between two
/// films is two, each with the half volume and the material of its side, and a third one for charge
/// and levels of the plane itself. When the plane has two nodes, its levels stand behind the
/// numbers of the element between them: the plane couples them.
struct NodeShape {
  std::uint32_t sites = 0;
  std::array<std::uint32_t, 3> levels{};  // of each site
  bool is_graded = false;                 // the bands of the element that ends here run
  bool has_plane = false;                 // that element has charge or levels of its own
  std::uint32_t plane_levels = 0;
  std::array<std::uint32_t, 3> amphoteric{};  // levels of each site, behind the others
  bool is_degenerate = false;                 // each site ends with its edge numbers
  bool is_slowed = false;                     // that element ends with its slowing numbers
  bool is_joint = false;                      // that element joins two nodes at one place
  bool is_tunnelled = false;                  // and ends with its tunnelling numbers
  bool has_charge_behind = false;             // charge of the plane belongs to this node

  /// True when Equations do not say all.
  bool is_rich() const noexcept {
    return has_plane || is_degenerate || is_slowed || is_tunnelled ||
           amphoteric != std::array<std::uint32_t, 3>{};
  }

  friend bool operator==(const NodeShape&, const NodeShape&) = default;
};

// Numbers of a cell in the order in which the kernel reads them: the sites of node 0; then for each
// further node the element that ends there, the plane of that element, and its sites. Energies in
// kT, the rest SI.
enum ElementNumber : std::size_t {
  coupling,     // [1/m2] permittivity times thermal voltage over q and length
  velocity_n,   // [m/s] mobility times thermal voltage over length
  velocity_p,   // [m/s]
  step_log_n,   // of log_n, left to right
  step_log_p,   // of log_p
  element_size  // count
};
enum SiteNumber : std::size_t {
  volume,      // [m]
  log_n,       // ln nc + chi: ln n = psi + log_n - phi_n
  log_p,       // ln nv - chi - gap: ln p = phi_p - psi + log_p
  ni2,         // [1/m6]
  generation,  // [1/m2/s] in the volume, full light
  fixed,       // [1/m3] doping plus donor levels
  radiative,   // [m3/s]
  auger_n,     // [m6/s]
  auger_p,     // [m6/s]
  site_size    // count; then for each level:
};
enum LevelNumber : std::size_t {
  capture_n,   // [1/s]
  capture_p,   // [1/s]
  emission,    // [1/m3/s] capture_n n1 + capture_p p1
  emission_p,  // [1/m3/s] capture_p p1
  charged,     // [1/m3] density of a charged level; 0 for a neutral one
  level_size   // count
};
enum AmphotericNumber : std::size_t {
  first_capture_n,   // [1/s] of the transition + / 0
  first_capture_p,   // [1/s]
  first_emission_n,  // [1/m3/s] capture_n n1
  first_emission_p,  // [1/m3/s] capture_p p1
  second_capture_n,  // of 0 / -
  second_capture_p,
  second_emission_n,
  second_emission_p,
  amphoteric_density,  // [1/m3]
  amphoteric_size      // count
};
enum EdgeNumber : std::size_t {
  log_nc,  // infinite without Fermi-Dirac statistics
  log_nv,
  edge_size  // count
};
enum SlowingNumber : std::size_t {
  slowing_n,  // drift over saturation velocity at a step of 1 kT
  slowing_p,
  slowing_size  // count
};
enum TunnelNumber : std::size_t {
  tip_height_n,  // as Tip, of electrons
  tip_thinness_n,
  tip_least_n,
  tip_curvature_n,
  tip_height_p,  // of holes
  tip_thinness_p,
  tip_least_p,
  tip_curvature_p,
  tunnel_size  // count
};
enum PlaneNumber : std::size_t {
  plane_charge,      // [1/m2] fixed, plus donor levels
  plane_log_n_left,  // as log_n, of the films
  plane_log_n_right,
  plane_log_p_left,
  plane_log_p_right,
  plane_size  // count; then for each level:
};
enum PlaneLevelNumber : std::size_t {
  plane_capture_n,  // [m/s]
  plane_capture_p,  // [m/s]
  n1_left,          // [1/m3]
  n1_right,
  p1_left,
  p1_right,
  plane_charged,    // [1/m2]
  plane_level_size  // count
};
enum ContactNumber : std::size_t {
  psi_front,     // [kT] in equilibrium
  loss_n_front,  // [1/m2/s] recombination velocity times equilibrium density
  loss_p_front,
  psi_back,
  loss_n_back,
  loss_p_back,
  forward,      // 1, or -1 with p in front
  contact_size  // count
};

/// What a state says of itself [A/m2].
enum MeasurementNumber : std::size_t {
  current,         // delivered, from the balance of generation and losses
  spread,          // of the total current over the elements
  balance,         // |current - its mean over the elements|
  residual,        // largest imbalance of one carrier in one volume
  rounding,        // what the last bits of the quasi-Fermi potentials make of it
  radiative_loss,  // by mechanism, over the cell
  auger_loss,
  level_loss,
  interface_loss,
  front_contact,  // minority carriers: holes, or electrons with p in front
  back_contact,
  measurement_size  // count
};
using Measurement = std::array<double, measurement_size>;

/// A cell as numbers for the kernel, one lane wide.
struct FlatCell {
  std::vector<NodeShape> shape;
  std::vector<double> numbers;
  std::array<double, contact_size> contacts{};
  double thermal_voltage = 0;  // [V]

  std::size_t nodes() const noexcept { return shape.size(); }
};

/// The plain engine's problem as the numbers of the lanes. Expects inputs that check_inputs
/// accepts.
FlatCell make_flat_cell(const CellDesign& design, const Mesh& mesh,
                        std::span<const double> generation);

/// psi, phi_n, phi_p of each node where all is neutral and dark: where the way of a cell begins.
std::vector<double> neutral_start(const CellDesign& design, const Mesh& mesh);

/// True when there is light at all.
bool is_lit(std::span<const double> generation);

}  // namespace heliofab::device
