// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/gates.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "heliofab/io/value_text.hpp"

namespace heliofab::twin {

namespace {

constexpr std::string_view gates_root = "fab.gates.";

constexpr std::array<GateFigure, fab_gate_count> of_fabs{{
    {"modules_good", unit::one, 1e12, "modules accepted into a bin",
     [](const Summary& s) { return static_cast<double>(s.modules_good); }},
    {"line_yield", unit::percent, 100, "good aperture area over that of finished web",
     [](const Summary& s) { return s.line_yield; }},
    {"efficiency_median", unit::percent, 100, "aperture, of all flashed modules",
     [](const Summary& s) { return s.aperture_efficiency.median; }},
    {"efficiency_p10", unit::percent, 100, "aperture, that nine of ten modules reach",
     [](const Summary& s) { return s.aperture_efficiency.p10; }},
    {"efficiency_best", unit::percent, 100, "aperture, of the first 1,000 flashed modules",
     [](const Summary& s) { return s.aperture_efficiency.best; }},
    {"efficiency_std", unit::percent, 100, "standard deviation in points of efficiency",
     [](const Summary& s) { return s.aperture_efficiency.std; }},
    {"fill_factor_median", unit::percent, 100, "of all flashed modules",
     [](const Summary& s) { return s.fill_factor_median; }},
    {"voc_per_cell_median", unit::V, 100, "of all flashed modules",
     [](const Summary& s) { return s.voc_per_cell_median_V; }},
    {"power_good", unit::kW, 1e9, "flashed power of good modules",
     [](const Summary& s) { return s.power_good_W; }},
    {"power_shipped", unit::kW, 1e9, "nameplate power shipped to all markets",
     [](const Summary& s) { return s.power_shipped_W; }},
    {"backlog", unit::kW, 1e9, "demanded and not shipped at the end",
     [](const Summary& s) { return s.backlog_W; }},
    {"cost_per_W", unit::USD_per_W, 1e6, "all costs over the flashed power of good modules",
     [](const Summary& s) { return s.cost_usd_per_W; }},
    {"oee", unit::percent, 100, "of the bottleneck, SEMI E79",
     [](const Summary& s) { return s.oee_e79; }},
    {"cycle_time", unit::h, 1e6, "mean, of modules from the cut to the door",
     [](const Summary& s) {
       return s.flow.parts > 0 ? s.flow.cycle_time_s.mean
                               : std::numeric_limits<double>::quiet_NaN();
     }},
}};

constexpr std::array<GateFigure, line_gate_count> of_lines{{
    {"parts", unit::one, 1e12, "that left the line in the measured time",
     [](const Summary& s) { return static_cast<double>(s.flow.parts); }},
    {"throughput", unit::per_h, 1e9, "parts that leave the line",
     [](const Summary& s) { return s.flow.throughput_per_s.mean; }},
    {"wip", unit::one, 1e9, "mean number of parts in the line",
     [](const Summary& s) { return s.flow.wip.mean; }},
    {"cycle_time", unit::s, 1e9, "mean, of parts that left",
     [](const Summary& s) {
       return s.flow.parts > 0 ? s.flow.cycle_time_s.mean
                               : std::numeric_limits<double>::quiet_NaN();
     }},
    {"oee", unit::percent, 100, "of the bottleneck, SEMI E79",
     [](const Summary& s) { return s.oee_e79; }},
}};

// ">= 80 %" of a figure; without what was observed.
GateResult parse_gate(const GateFigure& figure, const std::string& text) {
  const std::string path = fmt::format("{}{}", gates_root, figure.key);
  const std::string_view sign = std::string_view(text).substr(0, 2);
  if (sign != ">=" && sign != "<=") {
    throw InputError("E6150", path, fmt::format("'{}' begins with neither >= nor <=", text),
                     "write \">= 80 %\" or \"<= 5 USD/W\" in quotes, or none");
  }
  const std::size_t number = std::min(text.find_first_not_of(' ', 2), text.size());
  try {
    return {.figure = std::string(figure.key),
            .is_at_least = sign == ">=",
            .limit = io::parse_value(std::string_view(text).substr(number),
                                     {figure.key, figure.unit, 0, figure.high, figure.note}),
            .unit = figure.unit};
  } catch (const InputError& error) {
    std::vector<Diagnostic> problems = error.diagnostics();
    for (Diagnostic& problem : problems) {
      problem.path = path;
    }
    throw InputError(std::move(problems));
  }
}

std::vector<Diagnostic> problems_of_limits(std::span<const std::string> limits,
                                           std::span<const GateFigure> figures) {
  std::vector<Diagnostic> problems;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    try {
      if (limits[i] != no_gate) {
        parse_gate(figures[i], limits[i]);
      }
    } catch (const InputError& error) {
      problems.insert(problems.end(), error.diagnostics().begin(), error.diagnostics().end());
    }
  }
  return problems;
}

}  // namespace

std::span<const GateFigure> fab_gate_figures() noexcept { return of_fabs; }
std::span<const GateFigure> line_gate_figures() noexcept { return of_lines; }

std::vector<Diagnostic> gate_problems(const FabGates& gates) {
  return problems_of_limits(gates.limits, of_fabs);
}
std::vector<Diagnostic> gate_problems(const LineGates& gates) {
  return problems_of_limits(gates.limits, of_lines);
}

std::vector<GateResult> judge_gates(std::span<const InputRow> inputs, const Summary& summary) {
  const auto figures = summary.is_line ? line_gate_figures() : fab_gate_figures();
  std::vector<GateResult> gates;
  for (const InputRow& input : inputs) {
    if (!input.path.starts_with(gates_root) || input.value == no_gate) {
      continue;
    }
    const auto figure =
        std::ranges::find(figures, input.path.substr(gates_root.size()), &GateFigure::key);
    if (figure == figures.end()) {
      continue;  // of another version of the program
    }
    GateResult gate = parse_gate(*figure, input.value);
    gate.observed = figure->of(summary);
    gate.is_passed = gate.is_at_least ? gate.observed >= gate.limit : gate.observed <= gate.limit;
    gates.push_back(std::move(gate));
  }
  return gates;
}

}  // namespace heliofab::twin
