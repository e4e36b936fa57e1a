// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "cell_figures.hpp"
#include "cell_values.hpp"
#include "format.hpp"
#include "line_chart.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

using device::CellProfile;
using device::ProfileRow;
using twin::CellAnalysis;

constexpr double near_front = 0.5;  // [um] of a thick layer that is worth a scale of its own
constexpr double fine = 0.02;       // [um] above which the room for a part grows with its logarithm

// A part of the axis of depth: thin films get room to be seen, thick ones do not get all of it.
AxisPart part_of_depth(double from, double to) {
  return {from, to, std::log1p((to - from) / fine)};
}

// A chart over depth, with the layers of a profile and a second scale in thick ones.
LineChart chart_over_depth(const CellAnalysis& a, const CellProfile& profile) {
  LineChart chart{.x_title = "depth [µm], scaled layer by layer and anew behind a dashed line",
                  .x_unit = "µm"};
  for (std::size_t i = 0; i < profile.rows.size(); ++i) {
    const ProfileRow& row = profile.rows[i];
    const double x = row.x / unit::um;
    if (i == 0 || profile.rows[i - 1].layer != row.layer) {
      chart.zones.push_back({x, x, layer_name(a, row.layer)});
    }
    chart.zones.back().to = x;
  }
  for (const LineChart::Zone& zone : chart.zones) {
    const bool is_thick = zone.to - zone.from > 2 * near_front;
    const double middle = is_thick ? zone.from + near_front : zone.to;
    chart.x_parts.push_back(part_of_depth(zone.from, middle));
    if (is_thick) {
      chart.x_parts.push_back(part_of_depth(middle, zone.to));
    }
  }
  return chart;
}

template <class Value>
LineChart::Line line_over_depth(const CellProfile& profile, std::string name, int colour,
                                Value value, bool is_dashed = false) {
  LineChart::Line line{.name = std::move(name), .colour = colour, .is_dashed = is_dashed};
  for (const ProfileRow& row : profile.rows) {
    line.x.push_back(row.x / unit::um);
    line.y.push_back(value(row));
  }
  return line;
}

std::string bands_figure(const CellAnalysis& a, std::size_t k, std::string_view caption) {
  const CellProfile& profile = a.profiles[k];
  LineChart chart = chart_over_depth(a, profile);
  chart.label = fmt::format("Bands over depth, {}", state_text(a, k));
  chart.y_title = "energy [eV]";
  chart.measure = {"eV", 3};
  chart.height = 360;
  chart.lines = {
      line_over_depth(profile, "Ec", 1, [](const ProfileRow& r) { return r.conduction_eV; }),
      line_over_depth(profile, "Ev", 4, [](const ProfileRow& r) { return r.valence_eV; }),
      line_over_depth(
          profile, "EF of electrons", 1, [](const ProfileRow& r) { return r.fermi_n_eV; }, true),
      line_over_depth(
          profile, "EF of holes", 4, [](const ProfileRow& r) { return r.fermi_p_eV; }, true)};
  return figure_of(fmt::format("{}: {}", caption, state_text(a, k)), chart);
}

std::string densities_figure(const CellAnalysis& a) {
  const CellProfile& dark = a.profiles.front();
  LineChart chart = chart_over_depth(a, dark);
  chart.label = "Densities of electrons and holes over depth";
  chart.y_title = "density [1/cm³]";
  chart.measure = {"1/cm³", -1};
  chart.is_y_logarithmic = true;
  chart.y_from = 1;
  chart.joins_jumps = false;
  const auto n = [](const ProfileRow& r) { return r.n / unit::per_cm3; };
  const auto p = [](const ProfileRow& r) { return r.p / unit::per_cm3; };
  if (a.profiles.size() > 1) {
    chart.lines = {line_over_depth(a.profiles.back(), "electrons at maximum power", 1, n),
                   line_over_depth(a.profiles.back(), "holes at maximum power", 4, p)};
  }
  chart.lines.push_back(line_over_depth(dark, "electrons in the dark", 1, n, true));
  chart.lines.push_back(line_over_depth(dark, "holes in the dark", 4, p, true));
  return figure_of("Carriers", chart);
}

std::string field_figure(const CellAnalysis& a) {
  LineChart chart = chart_over_depth(a, a.profiles.front());
  chart.label = "Field over depth";
  chart.y_title = "field towards the back [V/µm]";
  chart.measure = {"V/µm", 4};
  constexpr std::array colours{8, 1, 2};
  for (std::size_t k = 0; k < a.profiles.size(); ++k) {
    chart.lines.push_back(line_over_depth(a.profiles[k], state_text(a, k), colours[k % 3],
                                          [](const ProfileRow& r) { return r.field * 1e-6; }));
  }
  return figure_of("Field", chart);
}

std::string currents_figure(const CellAnalysis& a) {
  if (a.profiles.size() < 3) {
    return "";
  }
  LineChart chart = chart_over_depth(a, a.profiles.front());
  chart.label = "Currents of electrons and holes over depth";
  chart.y_title = "current [mA/cm²]";
  chart.measure = {"mA/cm²", 3};
  const auto jn = [](const ProfileRow& r) { return milliamperes_per_cm2(r.jn); };
  const auto jp = [](const ProfileRow& r) { return milliamperes_per_cm2(r.jp); };
  chart.lines = {line_over_depth(a.profiles[2], "electrons at maximum power", 1, jn),
                 line_over_depth(a.profiles[2], "holes at maximum power", 4, jp),
                 line_over_depth(a.profiles[1], "electrons at 0 V", 1, jn, true),
                 line_over_depth(a.profiles[1], "holes at 0 V", 4, jp, true)};
  return figure_of("Currents: both together are what the cell delivers, at every depth", chart);
}

double levels_of_row(const ProfileRow& row) {
  return std::accumulate(row.levels.begin(), row.levels.end(), 0.0);
}

std::string rates_figure(const CellAnalysis& a, std::size_t k) {
  const CellProfile& profile = a.profiles[k];
  LineChart chart = chart_over_depth(a, profile);
  chart.label = fmt::format("Rates over depth, {}", state_text(a, k));
  chart.y_title = "rate [1/cm³/s]";
  chart.measure = {"1/cm³/s", -1};
  chart.is_y_logarithmic = true;
  chart.joins_jumps = false;
  chart.height = 340;
  double most = 0;
  const auto add = [&](std::string name, int colour, auto rate) {
    LineChart::Line line =
        line_over_depth(profile, std::move(name), colour,
                        [&](const ProfileRow& r) { return rate(r) / unit::per_cm3_s; });
    const double largest = *std::ranges::max_element(line.y);
    if (largest > 0) {
      chart.lines.push_back(std::move(line));
      most = std::max(most, largest);
    }
  };
  add("generation", 2, [](const ProfileRow& r) { return r.generation; });
  add("levels (Shockley-Read-Hall)", 4, levels_of_row);
  add("radiative", 3, [](const ProfileRow& r) { return r.radiative; });
  add("Auger", 5, [](const ProfileRow& r) { return r.auger; });
  chart.y_from = most * 1e-8;
  chart.y_to = most * 3;
  return figure_of(fmt::format("Made and lost per volume, {}", state_text(a, k)), chart);
}

// Currents lost by mechanism, a row a state.
std::string lost_figure(const CellAnalysis& a) {
  RowChart chart{.label = "Pairs lost by mechanism, as currents",
                 .x_title = "pairs lost [mA/cm²]",
                 .measure = {"mA/cm²", 3},
                 .names = {},
                 .series = {{"levels (Shockley-Read-Hall)", "s4", {}},
                            {"radiative", "s3", {}},
                            {"Auger", "s5", {}},
                            {"interfaces", "s2", {}},
                            {"front contact", "s6", {}},
                            {"back contact", "s8", {}}},
                 .shows_totals = true};
  for (std::size_t k = 1; k < a.profiles.size(); ++k) {
    const device::LossCurrents& l = a.profiles[k].losses;
    chart.names.push_back(state_text(a, k));
    const std::array lost{l.shockley_read_hall, l.radiative,     l.auger,
                          l.interfaces,         l.front_contact, l.back_contact};
    for (std::size_t s = 0; s < lost.size(); ++s) {
      chart.series[s].values.push_back(milliamperes_per_cm2(lost[s]));
    }
  }
  return html_figure("Lost in the whole cell, as currents", legend_of(chart.series), draw(chart),
                     table_of("state", chart.names, chart.series, chart.measure));
}

std::string layers_table(const CellAnalysis& a, std::size_t k) {
  Table table{{{"layer"},
               {"made [mA/cm²]", true},
               {"lost by levels", true},
               {"radiative", true},
               {"Auger", true}},
              {}};
  const std::vector<LayerRates> rates = rates_of(a.profiles[k], a.layers.size());
  for (std::size_t i = 0; i < rates.size(); ++i) {
    table.rows.push_back({layer_name(a, i), fixed(milliamperes_per_cm2(rates[i].generation), 4),
                          fixed(milliamperes_per_cm2(rates[i].levels), 4),
                          fixed(milliamperes_per_cm2(rates[i].radiative), 4),
                          fixed(milliamperes_per_cm2(rates[i].auger), 4)});
  }
  return fmt::format("<h3>By layer, {}</h3>\n", state_text(a, k)) + html_table(table);
}

bool has_rows(const CellAnalysis& a) {
  return !a.profiles.empty() &&
         std::ranges::none_of(a.profiles, [](const CellProfile& p) { return p.rows.empty(); });
}

}  // namespace

std::string cell_bands_section(const CellAnalysis& a) {
  if (!has_rows(a)) {
    return paragraph("No state of the cell was looked into.");
  }
  std::string html = bands_figure(a, 0, "Equilibrium");
  if (a.profiles.size() > 2) {
    html += bands_figure(a, 1, "Short circuit") + bands_figure(a, 2, "Maximum power");
  }
  return html + densities_figure(a) + field_figure(a) + currents_figure(a);
}

std::string cell_rates_section(const CellAnalysis& a) {
  if (!has_rows(a) || a.profiles.size() < 2) {
    return paragraph("No state in light was looked into.");
  }
  std::string html = lost_figure(a);
  for (std::size_t k = 1; k < a.profiles.size(); ++k) {
    html += rates_figure(a, k);
  }
  return html + layers_table(a, a.profiles.size() - 1);
}

}  // namespace heliofab::report
