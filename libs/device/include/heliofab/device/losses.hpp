// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heliofab/device/radiative_limit.hpp"
#include "heliofab/device/solve_cells.hpp"

namespace heliofab::device {

/// One step down a waterfall; a gain is negative.
struct LossTerm {
  std::string name;
  double amount = 0;

  friend bool operator==(const LossTerm&, const LossTerm&) = default;
};

/// From an ideal to what is left of it: start - all losses == end, to rounding.
struct Waterfall {
  double start = 0;
  std::vector<LossTerm> losses;  // in the order in which they are taken
  double end = 0;

  friend bool operator==(const Waterfall&, const Waterfall&) = default;
};

/// What an analysis counts from and calls things.
struct LossRequest {
  std::optional<double> gap_eV;     // of the ideal; empty: the smallest gap of the cell
  std::vector<LossTerm> optical;    // [A/m2] photons above that gap that make no pair, as
                                    // optics::Photocurrents of such a spectrum has them
  std::vector<std::string> layers;  // names; empty: "layer 1" and so on

  friend bool operator==(const LossRequest&, const LossRequest&) = default;
};

/// What separates a cell from the limit of Shockley and Queisser.
struct LossAnalysis {
  double gap_eV = 0;
  RadiativeLimit limit;   // of that gap
  Waterfall current;      // [A/m2] from its jsc to that of the cell
  Waterfall voltage;      // [V] from its voc
  Waterfall fill_factor;  // [-] from its fill factor
  Waterfall power;        // [W/m2] from its pmax; the terms of the other three
  CertifiedCurve curve;   // of the cell

  friend bool operator==(const LossAnalysis&, const LossAnalysis&) = default;
};

/// Where current, voltage, fill factor and power of a cell in light go.
///
/// Current: the photons above the gap, less the optical losses given and what remains of them
/// unexplained ("other optical"), less recombination at short circuit by mechanism and layer.
/// Voltage: of Voc, what the missing light costs, what the cell's own emission costs beyond the
/// ideal one, non-radiative recombination at open circuit by mechanism and layer, in proportion to
/// its current, and the slope of the quasi-Fermi levels. Fill factor: what the lower voltage costs
/// a diode of ideality 1, what other idealities cost, and transport. Power: every one of these
/// terms, by logarithmic means [ang2004], in which no order is preferred. Rules and what depends on
/// order: equations (53) to (59) in docs/theory/device.md.
///
/// The spectrum is the one that makes the pairs of the task, from the ultraviolet to the gap at
/// least. Against a smallest gap the bottom of a graded absorber is the ideal; against edge_gap of
/// the quantum efficiency the cell is compared with what it absorbs.
/// @throws InputError as solve_cells, shockley_queisser; E3122 (names); ModelError E3203 when a
///         curve has a doubt or no open circuit, as in the dark
///
/// Fourteen curves and two states.
LossAnalysis solve_losses(const CellTask& task, const optics::Spectrum& spectrum,
                          const LossRequest& request = {}, const CertificateLimits& limits = {});

}  // namespace heliofab::device
