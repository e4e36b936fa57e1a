// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/cell_report.hpp"

#include <fmt/format.h>

#include "cell_figures.hpp"
#include "figures.hpp"
#include "html_page.hpp"
#include "markup.hpp"

namespace heliofab::report {

std::string cell_report(const twin::CellAnalysis& a, std::span<const io::InputValue> inputs,
                        std::string_view version, std::string_view command) {
  std::vector<twin::InputRow> rows;
  for (const io::InputValue& input : inputs) {
    rows.push_back(twin::input_row(input));
  }
  const Table provenance{{{"what"}, {"value"}},
                         {{"cell", a.name},
                          {"version", std::string(version)},
                          {"command that repeats the page", std::string(command)}}};
  std::string layers;
  for (const std::string& layer : a.layers) {
    layers += (layers.empty() ? "" : " / ") + layer;
  }
  return html_page({.title = a.name.empty() ? "Cell" : a.name,
                    .subtitle = fmt::format("{} at {:.2f} K. Solved by Heliofab {}.", layers,
                                            a.temperature, version),
                    .footer = "Every figure is of the simulated cell, not of a real one.",
                    .sections = {{"answer", "In short", cell_answer_section(a)},
                                 {"curves", "Current and voltage", cell_curves_section(a)},
                                 {"photons", "Where every photon goes", cell_photons_section(a)},
                                 {"bands", "Inside the cell", cell_bands_section(a)},
                                 {"rates", "Pairs made and lost", cell_rates_section(a)},
                                 {"losses", "Where the efficiency goes", cell_losses_section(a)},
                                 {"capacitance", "Capacitance", cell_capacitance_section(a)},
                                 {"series", "Temperature and light", cell_series_section(a)},
                                 {"slopes", "What matters most", cell_slopes_section(a)},
                                 {"certificate", "Certificate", cell_certificate_section(a)},
                                 {"inputs", "Inputs", inputs_section(rows)},
                                 {"provenance", "Provenance", html_table(provenance)}}});
}

}  // namespace heliofab::report
