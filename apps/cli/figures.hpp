// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/module/solve_module.hpp"
#include "heliofab/twin/population.hpp"
#include "heliofab/twin/reference_data.hpp"

namespace heliofab::cli {

/// A figure as every command names it.
struct Figure {
  std::string_view key;        // "jsc_mA_cm2": in JSON and CSV; says the unit
  double value = 0;            // in that unit; NaN when it is not defined
  std::string_view label;      // "Jsc": for people
  std::string_view unit = {};  // "mA/cm2"; "%" when people read a fraction in percent
};
using Figures = std::vector<Figure>;

/// The value of a figure; 0 where there is none, or it is not defined.
double value_of(const Figures& figures, std::string_view key);

/// {"name": ..., "jsc_mA_cm2": ..., ...}
io::Json json_of(std::string_view name, const Figures& figures);

/// Of a film's curve, with its shunts.
Figures figures_of(const module::StripCell& cell);
Figures figures_of(const module::ModuleDesign& design, const module::ModuleCurve& curve);

// What `Kind::figures` calls: reads the document and solves it.
Figures layered_cell_figures(const io::Document& document, const twin::ReferenceData&, Observer*);
Figures film_figures(const io::Document& document, const twin::ReferenceData& data, Observer*);
Figures module_figures(const io::Document& document, const twin::ReferenceData& data, Observer*);
Figures plane_module_figures(const io::Document& document, const twin::ReferenceData&, Observer*);
Figures fab_figures(const io::Document& document, const twin::ReferenceData& data, Observer*);
Figures line_figures(const io::Document& document, const twin::ReferenceData&, Observer*);

// What `Kind::samples` calls.
std::vector<Figures> module_samples(const io::Document& document, const twin::ReferenceData& data,
                                    twin::FilmMemory& memory, Observer* observer);
std::vector<Figures> plane_module_samples(const io::Document& document, const twin::ReferenceData&,
                                          twin::FilmMemory&, Observer* observer);

}  // namespace heliofab::cli
