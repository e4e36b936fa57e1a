// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "heliofab/field/diode_fit.hpp"

// The modules of one diode that other programs take, fitted to a module of the twin.
namespace heliofab::twin {

/// A module of one diode, and how far it is from what it was fitted to.
template <class Module>
struct Fitted {
  Module module;
  field::FitError error;
};

/// What is fitted to: figures at lights and temperatures, 1000 W/m2 and 25 degC among them, and how
/// many cells are in series.
struct FitTask {
  std::span<const field::FigurePoint> points;
  double cells = 1;  // [-]
};

// At 1000 W/m2 and 25 degC each has the module's own short circuit, open circuit and best point to
// rounding, with a flat power there; alpha_sc is the module's own. The other constants make the sum
// of squares of the relative errors of power, short circuit and open circuit at all points least,
// each weighed with its light. Theory: field.md (4.17) to (4.19).
// @throws ModelError E6142 when no diode has the module's figures, LogicError without these points

/// The CEC's six constants [dobos2012]: the sum is least over a, and of each a `adjust` gives the
/// module's own change of power with temperature at 1000 W/m2. Where none of -100 to 100 % does, as
/// of modules whose current hardly changes, it is 0.
Fitted<field::DeSotoModule> fit_cec(const FitTask& task);
/// De Soto's model [desoto2006] with a gap of its own, 0.5 to 2.5 eV.
Fitted<field::DeSotoModule> fit_de_soto(const FitTask& task);
/// PVsyst's [mermoud2010] with its gap of CIS, 1.03 eV: the sum is least over ideality and its
/// change with temperature, the shunt in the dark and its way there, and the recombination.
Fitted<field::PvsystModule> fit_pvsyst(const FitTask& task);

}  // namespace heliofab::twin
