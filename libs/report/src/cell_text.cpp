// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cell_values.hpp"
#include "format.hpp"
#include "heliofab/report/cell_tables.hpp"

namespace heliofab::report {

namespace {

using twin::AnalysisRequest;
using twin::CellAnalysis;

std::string efficiency_text(const CellAnalysis& a) {
  const device::QuantumEfficiency& q = *a.quantum_efficiency;
  std::string text = fmt::format(
      "\n  quantum efficiency at {:g} V, in the light of the cell\n"
      "    wavelength    external  internal\n",
      a.bias);
  for (const std::size_t k : some_rows(q.wavelength.size(), 11)) {
    text += fmt::format("    {:>7.0f} nm  {:>10.4f}{:>10.4f}\n", q.wavelength[k] / unit::nm,
                        q.external[k], q.internal[k]);
  }
  return text;
}

std::string photons_text(const twin::CellOptics& optics) {
  const auto line = [](const std::string& name, double current) {
    return fmt::format("    {}{:>10.3f}\n", to_width(name, 46), milliamperes_per_cm2(current));
  };
  std::string text = "\n  where the photons of the light go, as currents in mA/cm2\n" +
                     line("incident", optics.incident_current) +
                     line("  reflected", optics.reflected_current);
  for (std::size_t k = 0; k < optics.names.size(); ++k) {
    text += line("  " + optics.names[k], optics.currents[k]);
  }
  return text;
}

// The edges of each layer at the last state: at the maximum power point, or in the dark.
std::string bands_text(const CellAnalysis& a) {
  const device::CellProfile& profile = a.profiles.back();
  std::string text = fmt::format(
      "\n  bands {}, in eV above the Fermi level of the front contact\n"
      "    layer          depth        Ec       Ev      EFn      EFp    n, 1/cm3    p, 1/cm3\n",
      state_text(a, a.profiles.size() - 1));
  const std::vector<device::ProfileRow>& rows = profile.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool is_edge = i == 0 || i + 1 == rows.size() || rows[i - 1].layer != rows[i].layer ||
                         rows[i + 1].layer != rows[i].layer;
    if (is_edge) {
      const device::ProfileRow& r = rows[i];
      text += fmt::format("    {}{:>8.4g} um{:>10.4f}{:>9.4f}{:>9.4f}{:>9.4f}{:>12.3e}{:>12.3e}\n",
                          to_width(layer_name(a, r.layer), 9), r.x / unit::um, r.conduction_eV,
                          r.valence_eV, r.fermi_n_eV, r.fermi_p_eV, r.n / unit::per_cm3,
                          r.p / unit::per_cm3);
    }
  }
  return text;
}

std::string capacitance_text(const CellAnalysis& a) {
  std::string text =
      "\n  capacitance in the dark at 100 kHz, apparent doping\n"
      "        bias      capacitance     width          doping\n";
  for (const std::size_t k : some_rows(a.doping.size(), 7)) {
    text += fmt::format("    {:>6.3f} V  {:>8.3f} nF/cm2{:>7.3f} um{:>10.3e} 1/cm3\n",
                        a.capacitance_voltage[k].voltage,
                        a.capacitance_voltage[k].capacitance / nF_per_cm2,
                        a.doping[k].width / unit::um, a.doping[k].doping / unit::per_cm3);
  }
  text += "    at 0 V:";
  for (const std::size_t k : some_rows(a.capacitance_frequency.size(), 5)) {
    const device::AdmittancePoint& p = a.capacitance_frequency[k];
    text += fmt::format("{} {:.3f} nF/cm2 at {} Hz", k == 0 ? "" : ",", p.capacitance / nF_per_cm2,
                        four_digits(p.frequency));
  }
  return text + "\n";
}

std::string waterfall_text(std::string_view title, const device::Waterfall& w, double unit,
                           int decimals) {
  const double least = 0.5 * std::pow(10, -decimals);
  std::string text = fmt::format("    {:<46}{:>10.{}f}\n", title, w.start / unit, decimals);
  for (const device::LossTerm& term : w.losses) {
    if (std::abs(term.amount / unit) >= least) {
      text += fmt::format("      {:<44}{:>+10.{}f}\n", term.name, -term.amount / unit, decimals);
    }
  }
  return text + fmt::format("      {:<44}{:>10.{}f}\n", "left", w.end / unit, decimals);
}

std::string losses_text(const CellAnalysis& a) {
  const device::LossAnalysis& l = *a.losses;
  return fmt::format("\n  from the limit of Shockley and Queisser for {:.4f} eV to the cell\n",
                     l.gap_eV) +
         waterfall_text("current, mA/cm2", l.current, unit::mA_per_cm2.scale, 3) +
         waterfall_text("voltage, mV", l.voltage, unit::mV.scale, 1) +
         waterfall_text("fill factor", l.fill_factor, 1, 4) +
         waterfall_text("power, W/m2", l.power, 1, 2);
}

std::string conditions_text(const CellAnalysis& a) {
  std::string text = "\n  temperature       Jsc, mA/cm2      Voc, V  fill factor  efficiency\n";
  for (std::size_t k = 0; k < a.temperatures.size(); ++k) {
    const device::CertifiedCurve& c = a.at_temperatures[k];
    text += fmt::format("    {:>7.1f} K{:>17.3f}{:>12.4f}{:>13.4f}{:>12}\n", a.temperatures[k],
                        milliamperes_per_cm2(c.jsc), c.voc, c.fill_factor,
                        percent(c.pmax() / a.irradiance, 2));
  }
  if (a.coefficients) {
    const device::TemperatureCoefficients& t = *a.coefficients;
    text += fmt::format(
        "    at {:.2f} K, % of itself per K: Jsc {:+.4f}, Voc {:+.4f}, fill factor {:+.4f}, "
        "efficiency {:+.4f}\n",
        a.temperature, t.jsc / unit::percent, t.voc / unit::percent, t.fill_factor / unit::percent,
        t.pmax / unit::percent);
  }
  if (a.suns_voc) {
    text += "\n         suns      Voc, V    ideality\n";
    for (const std::size_t k : some_rows(a.suns_voc->points.size(), 9)) {
      const device::SunsVocPoint& p = a.suns_voc->points[k];
      text += fmt::format("    {:>9}{:>12.4f}{:>12.4f}\n", four_digits(p.suns), p.voc, p.ideality);
    }
    text += fmt::format("    without transport: fill factor {:.4f}, efficiency {}\n",
                        a.suns_voc->fill_factor, percent(a.suns_voc->pmax / a.irradiance, 2));
  }
  return text;
}

std::string slopes_text(const CellAnalysis& a) {
  constexpr std::size_t most = 20;
  const std::vector<Elasticity> all = elasticities_of(a);
  std::string text =
      "\n  % that a figure grows by when an input grows by 1 %\n"
      "    input                                    value         efficiency     Jsc     Voc      "
      "FF\n";
  for (std::size_t k = 0; k < std::min(all.size(), most); ++k) {
    const Elasticity& e = all[k];
    text += fmt::format("    {}{}{:>10.4f}{:>8.4f}{:>8.4f}{:>8.4f}\n",
                        to_width(std::string_view(e.input).substr(5), 40), to_width(e.value, 15),
                        e.efficiency, e.jsc, e.voc, e.fill_factor);
  }
  if (all.size() > most) {
    text += fmt::format("    and {} less important ones: --json and --out have them\n",
                        all.size() - most);
  }
  return text;
}

}  // namespace

std::string cell_text(const CellAnalysis& a, const AnalysisRequest& request) {
  std::string text;
  if (request.quantum_efficiency && a.quantum_efficiency) {
    text += efficiency_text(a);
    text += a.optics ? photons_text(*a.optics) : std::string();
  }
  if (request.bands && !a.profiles.empty()) {
    text += bands_text(a);
  }
  if (request.capacitance && !a.doping.empty()) {
    text += capacitance_text(a);
  }
  if (request.losses && a.losses) {
    text += losses_text(a);
  }
  if (request.conditions && !a.temperatures.empty()) {
    text += conditions_text(a);
  }
  if (request.slopes && !a.slopes.empty()) {
    text += slopes_text(a);
  }
  for (const LeftOut& part : left_out(a, request)) {
    text += fmt::format("\n  no {}: {}\n", part.part, part.why);
  }
  return text;
}

}  // namespace heliofab::report
