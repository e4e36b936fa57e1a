// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include <Eigen/Core>

#include "equations.hpp"

namespace heliofab::device {

/// What the levels of an interface take from both films [1/m2/s] and the charge of the sheet
/// [1/m2, units of q]; derivatives by (psi, phi_n and phi_p on the left, phi_n and phi_p on the
/// right).
struct SheetTerms {
  using Gradient = Eigen::Matrix<double, 5, 1>;
  double charge = 0;
  std::array<double, 2> loss_n{};  // of electrons, left and right film
  std::array<double, 2> loss_p{};
  Gradient d_charge = Gradient::Zero();
  std::array<Gradient, 2> d_loss_n{Gradient::Zero(), Gradient::Zero()};
  std::array<Gradient, 2> d_loss_p{Gradient::Zero(), Gradient::Zero()};
};

/// Theory (16). The potential is that of the node on the left.
SheetTerms sheet_terms(const Sheet& sheet, const State& state) noexcept;

/// Adds them to the rows of the sheet's nodes.
void add_sheet(const Sheet& sheet, const State& state, double thermal_voltage, System& system);

/// The two materials that meet at an interface.
struct Meeting {
  materials::Semiconductor left;
  materials::Semiconductor right;
  double doping_left = 0;  // [1/m3]
  double doping_right = 0;
};

/// Of the interface in front of a layer.
Meeting meeting_before(const CellDesign& design, std::size_t layer);

/// True when charge of the plane belongs to its right node: a carrier tunnels through the field of
/// its own film, which that charge ends.
bool is_charge_behind(const Interface& interface, const Meeting& meeting) noexcept;

/// The plane itself, without its nodes.
Sheet make_sheet(const Interface& interface, const Meeting& meeting, double kt_eV);

/// The barriers that electrons and holes meet.
struct Tips {
  TipShape n;
  TipShape p;
};
Tips tip_shapes(const Interface& interface, const Meeting& meeting);

/// The step of the bands as an element between two nodes at one place.
Element make_joint(const Interface& interface, const Meeting& meeting, double kt_eV);

}  // namespace heliofab::device
