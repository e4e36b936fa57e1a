// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "heliofab/device/cell_design.hpp"
#include "heliofab/device/mesh.hpp"
#include "tunnel.hpp"

namespace heliofab::device {

// Scaled unknowns of one node, in thermal voltages: potential and the quasi-Fermi potentials of
// electrons and holes. n = nc exp(psi + chi - phi_n), p = nv exp(phi_p - psi - chi - gap).
struct NodeState {
  double psi = 0;
  double phi_n = 0;
  double phi_p = 0;
};
using State = std::vector<NodeState>;

/// Material data of one end of an element, energies in thermal energies.
struct Trace {
  double log_n = 0;       // ln nc + chi: ln n = psi + log_n - phi_n
  double log_p = 0;       // ln nv - chi - gap: ln p = phi_p - psi + log_p
  double ni2 = 0;         // [1/m6]
  double volume = 0;      // [m] of the half cell at this end
  double generation = 0;  // [1/m2/s] in the half cell
  // ln nc and ln nv with Fermi-Dirac statistics; without, so large that nothing is degenerate.
  double log_nc = HUGE_VAL;
  double log_nv = HUGE_VAL;
};

/// Of a material with Boltzmann statistics, without volume and light. kt_eV [eV].
Trace make_trace(const materials::Semiconductor& s, double kt_eV);

/// A level as the rate equations use it.
struct LevelRates {
  double charge_empty = 0;  // [-] 1 for a donor
  double density = 0;       // [1/m3] charged density; 0 for a neutral level
  double capture_n = 0;     // [1/s] 1 / tau_n
  double capture_p = 0;     // [1/s]
  double n1 = 0;            // [1/m3]
  double p1 = 0;            // [1/m3]
  std::size_t level = 0;    // of Layer::levels
};

/// A state of up to two electrons: its transitions + / 0 and 0 / -. Their own charges do not count.
struct AmphotericRates {
  double density = 0;  // [1/m3]
  LevelRates first;
  LevelRates second;
  std::size_t level = 0;  // of Layer::levels
};

/// Matter between two nodes; or, without volume, the step between two nodes at one place: a film so
/// thin that it holds nothing, whose bands are the higher barriers of the two sides, theory (17),
/// (23).
struct Element {
  double length = 0;         // [m]
  double permittivity = 0;   // [F/m]
  double diffusion_n = 0;    // [m2/s] mobility times thermal voltage
  double diffusion_p = 0;    // [m2/s]
  double doping = 0;         // [1/m3]
  double radiative = 0;      // [m3/s]
  double auger_n = 0;        // [m6/s]
  double auger_p = 0;        // [m6/s]
  std::array<Trace, 2> end;  // left, right
  std::array<std::vector<LevelRates>, 2> levels;
  std::array<std::vector<AmphotericRates>, 2> amphoteric;
  double slowing_n = 0;  // drift over saturation velocity at a step of 1 kT; 0 without saturation
  double slowing_p = 0;
  Tip tip_n;  // of a joint
  Tip tip_p;

  bool is_joint() const noexcept { return end[0].volume == 0; }
};

/// A level of an interface as the rate equations use it.
struct SheetLevel {
  double charge_empty = 0;     // [-] 1 for a donor
  double density = 0;          // [1/m2] charged density; 0 for a neutral level
  double capture_n = 0;        // [m/s]
  double capture_p = 0;        // [m/s]
  std::array<double, 2> n1{};  // [1/m3] in the films on the left and on the right
  std::array<double, 2> p1{};  // [1/m3]
};

/// Charge and levels in the plane between two films.
struct Sheet {
  std::size_t left = 0;           // node with the carriers of the film on the left
  std::size_t right = 0;          // the same, or the next one when emission is limited
  double charge = 0;              // [1/m2, units of q] fixed
  std::array<double, 2> log_n{};  // as Trace, of the films
  std::array<double, 2> log_p{};
  std::vector<SheetLevel> levels;
  bool is_charge_behind = false;  // the charge belongs to the node on the right
};

/// A contact's equilibrium potential and densities.
struct ContactData {
  double psi = 0;         // in equilibrium, thermal voltages
  double n = 0;           // [1/m3]
  double p = 0;           // [1/m3]
  double velocity_n = 0;  // [m/s]
  double velocity_p = 0;  // [m/s]
};

/// A cell ready to be solved.
struct Problem {
  double thermal_voltage = 0;  // [V]
  std::vector<Element> elements;
  ContactData front;
  ContactData back;
  double forward = 1;         // -1 with p in front: what forward bias does to the back contact
  std::vector<Sheet> sheets;  // front to back; of interfaces that have charge or levels
};

/// A layer's properties at a share of its thickness. Densities of states are given at 300 K and
/// grow with the 3/2 power of temperature, as for all parabolic bands; theory (6).
LayerPoint properties(const Layer& layer, double depth, double temperature);

/// Expects inputs that check_inputs accepts.
Problem make_problem(const CellDesign& design, const Mesh& mesh,
                     std::span<const double> generation);

/// Charge [1/m3, units of q] at one end (0 or 1) of an element in equilibrium at potential psi.
double equilibrium_charge(const Element& element, std::size_t side, double psi) noexcept;

/// Local charge neutrality everywhere, quasi-Fermi potentials zero: the start of all solves.
State neutral_state(const Problem& problem);

/// The rows of one node (Poisson, electrons, holes) of a block-tridiagonal system:
/// lower x[i-1] + diagonal x[i] + upper x[i+1] = -residual.
struct NodeRows {
  Eigen::Matrix3d lower = Eigen::Matrix3d::Zero();
  Eigen::Matrix3d diagonal = Eigen::Matrix3d::Zero();
  Eigen::Matrix3d upper = Eigen::Matrix3d::Zero();
  Eigen::Vector3d residual = Eigen::Vector3d::Zero();
};
using System = std::vector<NodeRows>;

/// Residual and Jacobian of all nodes.
/// @param bias   applied forward voltage over thermal voltage
/// @param light  factor on the generation, 0 to 1
void assemble(const Problem& problem, const State& state, double bias, double light,
              System& system);

/// Current delivered [A/m2] from the balance of generation and recombination, which loses no digits
/// where the current is small; and the spread of J over the elements as its check.
struct TerminalCurrent {
  double current_density = 0;  // [A/m2]
  double imbalance = 0;        // [A/m2]
};
TerminalCurrent terminal_current(const Problem& problem, const State& state, double bias,
                                 double light);

}  // namespace heliofab::device
