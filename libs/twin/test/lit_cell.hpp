// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <complex>
#include <string>

#include "cell_file.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/optics/budget_spectra.hpp"

// Cells of a film or two whose light is known by textbooks.
namespace heliofab::twin::lit_cells {

using cell_file::CellFile;
using Index = std::complex<double>;

inline const std::string electrics =
    "gap: 1.1 eV, affinity: 4 eV, permittivity: 10, nc: 1e18 1/cm3, nv: 1e19 1/cm3, "
    "mobility_n: 100 cm2/V/s, mobility_p: 25 cm2/V/s";

// A film of one index on itself under a coating, if any; `more` are other keys of the cell.
inline std::string lit_film(const std::string& indices, const std::string& light = "{}",
                            const std::string& more = "") {
  return "heliofab: 1\ncell:\n  light: " + light + "\n" + more +
         "  layers:\n    film: {thickness: 20 um, index: film, " + electrics +
         "}\n  back_index: film\n  indices:\n" + indices;
}

inline CellFile lit_cell(const std::string& text) {
  return cell_file::read(io::parse_document(text, "c.yaml"));
}

inline std::string problems_of(const std::string& text) {
  try {
    lit_cell(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

inline optics::BudgetSpectra budget_of(const CellFile& cell) {
  return optics::budget_spectra(layer_stack(cell.plan, cell.data), cell.data.spectrum.wavelength,
                                incidence_of(cell.plan.light));
}

// Pairs that a photon of each wavelength makes in all of the film.
inline double pairs_of_a_photon(const CellFile& cell) {
  const std::array<double, 2> ends{0, 20e-6};
  return pairs_of_photons(cell.plan, cell.data, ends)[1];
}

// Textbook reflectance of one face of a medium in air.
inline double fresnel(Index n, double angle, char polarisation) {
  const Index in = std::cos(angle);
  const Index out = std::sqrt(1.0 - std::sin(angle) * std::sin(angle) / (n * n));
  return std::norm(polarisation == 's' ? (in - n * out) / (in + n * out)
                                       : (n * in - out) / (n * in + out));
}

inline const std::string opaque = "    film: {model: constant, n: 3.5, k: 0.4}\n";

}  // namespace heliofab::twin::lit_cells
