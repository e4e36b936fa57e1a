// SPDX-License-Identifier: Apache-2.0
#include "operated_module.hpp"

#include <cmath>

namespace heliofab::cli {

double efficiency_of(const Operated& m, const twin::PlaneFigures& f) {
  return f.pmax() / (m.irradiance * module::aperture_area(m.module.design));
}

std::optional<module::HeatState> state_at(const Operated& m, double voltage) {
  if (!m.heat || std::isnan(voltage)) {
    return std::nullopt;
  }
  return module::solve_heated(m.module, *m.heat, {voltage}).states.front();
}

LaminatePower powers_of(const Operated& m, const twin::PlaneFigures& f, Observer* observer) {
  const bool is_lit = !std::isnan(f.isc);
  return {f.pmax(),
          m.flat && is_lit ? twin::solve_figures(*m.flat, observer, m.warmth()).pmax() : f.pmax()};
}

Figures figures_of(const Operated& m, const twin::PlaneFigures& f, const LaminatePower& power,
                   const std::optional<module::HeatState>& state) {
  const module::ModuleDesign& design = m.module.design;
  Figures figures{{"isc_A", f.isc, "Isc", "A"},
                  {"voc_V", f.voc, "Voc", "V"},
                  {"fill_factor", f.fill_factor(), "fill factor"},
                  {"pmax_W", f.pmax(), "Pmax", "W"},
                  {"aperture_efficiency", efficiency_of(m, f), "efficiency", "%"},
                  {"imp_A", f.imp, "Imp", "A"},
                  {"vmp_V", f.vmp, "Vmp", "V"},
                  {"cells", static_cast<double>(design.cells), "cells"},
                  {"aperture_m2", module::aperture_area(design), "aperture", "m2"}};
  add_laminate(figures, m.laminate, power.here);
  add_bend(figures, m.laminate, power);
  if (m.heat) {
    const double nothing = std::nan("");
    const module::HeatState s = state.value_or(module::HeatState{nothing, nothing});
    figures.insert(
        figures.end(),
        {{"temperature_degC", s.mean / unit::degC, "temperature", "degC"},
         {"hottest_degC", s.hottest / unit::degC, "hottest", "degC"},
         {"hottest_stripe", state ? static_cast<double>(s.cell + 1) : nothing, "hottest stripe"},
         {"loop_gain", state ? s.loop_gain : nothing, "loop gain"}});
  }
  return figures;
}

twin::PlaneFigures solved(const Operated& m, Observer* observer) {
  if (twin::is_lit(m.module)) {
    return twin::solve_figures(m.module, observer, m.warmth());
  }
  const double nothing = std::nan("");
  return {.isc = nothing, .voc = nothing, .vmp = nothing, .imp = nothing};
}

std::optional<twin::MeshErrors> mesh_errors_of(const Operated& m, const twin::PlaneFigures& f,
                                               const Bias& bias) {
  if (std::isnan(f.isc)) {
    return std::nullopt;
  }
  if (!bias.state) {
    return twin::solve_mesh_errors(m.module, f);
  }
  const twin::WarmPlace warm{m.warmth(), bias.voltage, bias.state->hottest};
  return twin::solve_mesh_errors(m.module, f, &warm);
}

Bias bias_of(const Operated& m, const std::optional<BiasPoint>& at, double best) {
  Bias bias{.voltage = at ? at->value : best};
  if (at && at->is_current) {
    bias.driven = twin::drive_module(m.module, at->value, m.warmth());
    bias.voltage = bias.driven->voltage;
  }
  bias.state = state_at(m, bias.voltage);
  return bias;
}

}  // namespace heliofab::cli
