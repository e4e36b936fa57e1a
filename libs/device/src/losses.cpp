// SPDX-License-Identifier: Apache-2.0
#include "heliofab/device/losses.hpp"

#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "certificate.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/conditions.hpp"
#include "profiler.hpp"

namespace heliofab::device {

namespace {

double sum_of(const std::vector<LossTerm>& terms) {
  double sum = 0;
  for (const LossTerm& term : terms) {
    sum += term.amount;
  }
  return sum;
}

// Mechanisms that a cell has none of are no rows of a table.
void add_term(std::string name, double amount, std::vector<LossTerm>& terms) {
  if (amount != 0) {
    terms.push_back({std::move(name), amount});
  }
}

// Recombination by mechanism and place [A/m2].
struct Recombination {
  std::vector<LossTerm> radiative;
  std::vector<LossTerm> other;
};
Recombination recombination(const CellProfile& profile, const std::vector<std::string>& layers) {
  std::vector<double> radiative(layers.size());
  std::vector<double> auger(layers.size());
  std::vector<double> levels(layers.size());
  for (const ProfileRow& row : profile.rows) {
    const double scale = constants::elementary_charge * row.length;
    radiative[row.layer] += scale * row.radiative;
    auger[row.layer] += scale * row.auger;
    for (const double rate : row.levels) {
      levels[row.layer] += scale * rate;
    }
  }
  Recombination found;
  for (std::size_t k = 0; k < layers.size(); ++k) {
    add_term("radiative, " + layers[k], radiative[k], found.radiative);
    add_term("Auger, " + layers[k], auger[k], found.other);
    add_term("Shockley-Read-Hall, " + layers[k], levels[k], found.other);
  }
  add_term("interfaces", profile.losses.interfaces, found.other);
  add_term("front contact", profile.losses.front_contact, found.other);
  add_term("back contact", profile.losses.back_contact, found.other);
  return found;
}

// What the whole cell emits inside at zero volts [A/m2], B ni^2 of each row from its net rate;
// theory (55).
double inner_emission(const CellProfile& profile, double kt_eV) {
  double sum = 0;
  for (const ProfileRow& row : profile.rows) {
    if (row.radiative != 0) {
      sum += row.length * row.radiative / std::expm1((row.fermi_n_eV - row.fermi_p_eV) / kt_eV);
    }
  }
  return constants::elementary_charge * sum;
}

// `made`: one charge for every pair [A/m2]. Theory (53).
Waterfall current_waterfall(const LossAnalysis& a, double made,
                            const std::vector<LossTerm>& optical, const Recombination& lost) {
  Waterfall w{.start = a.limit.jsc, .losses = optical, .end = a.curve.jsc};
  add_term("other optical", a.limit.jsc - sum_of(optical) - made, w.losses);
  w.losses.insert(w.losses.end(), lost.radiative.begin(), lost.radiative.end());
  w.losses.insert(w.losses.end(), lost.other.begin(), lost.other.end());
  return w;
}

// Theory (54) to (57).
Waterfall voltage_waterfall(const LossAnalysis& a, double made, double emission,
                            const Recombination& lost, double vt) {
  Waterfall w{.start = a.limit.voc, .losses = {}, .end = a.curve.voc};
  const double of_light = vt * std::log1p(made / a.limit.j0);
  w.losses.push_back({"less light", a.limit.voc - of_light});
  double radiative = of_light;  // Voc with nothing but radiation
  double inside = a.curve.voc;  // mean splitting of the quasi-Fermi levels
  if (emission > 0) {
    radiative = vt * std::log1p(made / emission);
    inside = vt * std::log1p(sum_of(lost.radiative) / emission);
    w.losses.push_back({"own emission", of_light - radiative});
  }
  const double all = sum_of(lost.other);
  for (const LossTerm& term : lost.other) {
    w.losses.push_back({term.name, (radiative - inside) * term.amount / all});
  }
  add_term("quasi-Fermi slopes", inside - a.curve.voc, w.losses);
  return w;
}

// Theory (58).
Waterfall fill_factor_waterfall(const LossAnalysis& a, const SunsVoc& pseudo, double temperature) {
  const double vt = constants::boltzmann_eV * temperature;
  const double j0 = a.curve.jsc / std::expm1(a.curve.voc / vt);
  const double ideal = ideal_diode(a.curve.jsc, j0, temperature).fill_factor;
  return {.start = a.limit.fill_factor,
          .losses = {{"lower voltage", a.limit.fill_factor - ideal},
                     {"ideality", ideal - pseudo.fill_factor},
                     {"transport", pseudo.fill_factor - a.curve.fill_factor}},
          .end = a.curve.fill_factor};
}

double logarithmic_mean(double a, double b) {
  return a == b ? a : (a - b) / std::log1p((a - b) / b);
}

// Theory (59).
Waterfall power_waterfall(const LossAnalysis& a) {
  Waterfall w{.start = a.limit.pmax(), .losses = {}, .end = a.curve.pmax()};
  const double mean = logarithmic_mean(w.start, w.end);
  const std::array<std::pair<const char*, const Waterfall*>, 3> factors{
      {{"current: ", &a.current}, {"voltage: ", &a.voltage}, {"fill factor: ", &a.fill_factor}}};
  for (const auto& [prefix, factor] : factors) {
    const double scale = mean / logarithmic_mean(factor->start, factor->end);
    for (const LossTerm& term : factor->losses) {
      w.losses.push_back({prefix + term.name, scale * term.amount});
    }
  }
  return w;
}

std::vector<std::string> layer_names(const CellDesign& design, const LossRequest& request) {
  std::vector<std::string> names = request.layers;
  if (names.empty()) {
    for (std::size_t k = 0; k < design.layers.size(); ++k) {
      names.push_back(fmt::format("layer {}", k + 1));
    }
  }
  if (names.size() != design.layers.size()) {
    throw InputError("E3122", "losses.layers",
                     fmt::format("{} names of {} layers, wanted one of each or none", names.size(),
                                 design.layers.size()));
  }
  return names;
}

}  // namespace

LossAnalysis solve_losses(const CellTask& task, const optics::Spectrum& spectrum,
                          const LossRequest& request, const CertificateLimits& limits) {
  const std::vector<std::string> layers = layer_names(task.design, request);
  const double temperature = task.design.temperature;
  const double vt = constants::boltzmann_eV * temperature;
  const std::vector<double> suns = decades(1e-3, 1, 13);
  const SunsVoc pseudo = suns_voc(task, suns, limits);
  SolvedCell cell(under(task, {.temperature = temperature, .light = 1}), limits);
  const Profiler profiler(task.design, cell);
  const CellProfile closed = profiler.at(0);
  const CellProfile open = profiler.at(cell.curve().voc);
  const double made = photocurrent(task.generation);
  LossAnalysis a{.gap_eV = request.gap_eV.value_or(smallest_gap(task.design)),
                 .curve = cell.curve()};
  a.limit = shockley_queisser(spectrum, a.gap_eV, temperature);
  a.current = current_waterfall(a, made, request.optical, recombination(closed, layers));
  a.voltage = voltage_waterfall(a, made, inner_emission(open, vt), recombination(open, layers), vt);
  a.fill_factor = fill_factor_waterfall(a, pseudo, temperature);
  a.power = power_waterfall(a);
  return a;
}

}  // namespace heliofab::device
