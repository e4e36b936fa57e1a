// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>
#include <vector>

#include "bulk.hpp"
#include "heliofab/device/admittance.hpp"
#include "linear_cell.hpp"
#include "sheet.hpp"

namespace heliofab::device {

/// What filling levels takes beyond the static answer, for each unknown of `Size` that oscillates
/// with an amplitude of one kT/q.
template <int Size>
struct Lag {
  using Row = Eigen::Matrix<std::complex<double>, 1, Size>;
  Row charge = Row::Zero();     // [1/m3] of a film, [1/m2] of a plane
  Row electrons = Row::Zero();  // [1/m3/s] or [1/m2/s] taken out of the band
  Row holes = Row::Zero();
};

/// At one end of an element, by (psi, phi_n, phi_p): its levels, theory (38) and (70). Carriers
/// themselves are not in it.
/// @param omega  [1/s]
Lag<3> level_lag(const Element& e, std::size_t side, const NodeState& s, double omega);

/// Of the levels in a plane, theory (71), by the unknowns of SheetTerms. Each film gives its share:
/// `charge` is that of both and stands on the left only.
std::array<Lag<5>, 2> sheet_lag(const Sheet& sheet, const State& state, double omega);

/// As NodeRows, of the response to a bias that oscillates with an amplitude of one kT/q.
struct ComplexRows {
  Eigen::Matrix3cd lower = Eigen::Matrix3cd::Zero();
  Eigen::Matrix3cd diagonal = Eigen::Matrix3cd::Zero();
  Eigen::Matrix3cd upper = Eigen::Matrix3cd::Zero();
  Eigen::Vector3cd residual = Eigen::Vector3cd::Zero();
};

/// The answer around one state, without its voltage.
/// @param memory  of the blocks, to be kept from call to call
AdmittancePoint admittance_at(const Problem& problem, const LinearPoint& point, double frequency,
                              std::vector<ComplexRows>& memory);

}  // namespace heliofab::device
