// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/cell_analysis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "cell_slopes.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/optics/budget_spectra.hpp"

namespace heliofab::twin {

namespace {

constexpr double capacitance_frequency = 1e5;  // [Hz] of C-V, as most bridges measure

// Evenly spaced values, both ends among them.
std::vector<double> evenly(double from, double to, int count) {
  std::vector<double> values;
  values.reserve(static_cast<std::size_t>(count));
  for (int k = 0; k < count; ++k) {
    values.push_back(std::lerp(from, to, static_cast<double>(k) / (count - 1)));
  }
  return values;
}

// Absorptances of stack layers, those of one name together.
class NamedAbsorption {
 public:
  void add(const std::string& name, const std::vector<double>& absorbed) {
    auto place = std::ranges::find(names, name);
    if (place == names.end()) {
      names.push_back(name);
      sums.emplace_back(absorbed.size());
      place = std::prev(names.end());
    }
    std::vector<double>& sum = sums[static_cast<std::size_t>(place - names.begin())];
    std::ranges::transform(sum, absorbed, sum.begin(), std::plus<>());
  }

  std::vector<std::string> names;
  std::vector<std::vector<double>> sums;
};

// What lies behind the layers: a metal that takes what it gets, or light goes on in it.
std::string name_of_back(const CellPlan& plan, const materials::LayerStack& stack) {
  const bool is_clear = std::ranges::all_of(stack.back.k, [](double k) { return k == 0; });
  return is_clear ? "transmitted" : fmt::format("back contact, {}", plan.back_index);
}

void add_currents(const optics::Spectrum& spectrum, CellOptics& optics) {
  const std::vector<double> photons = optics::photon_flux(spectrum);
  const auto current_of = [&](const std::vector<double>& shares) {
    return constants::elementary_charge *
           std::inner_product(photons.begin(), photons.end(), shares.begin(), 0.0);
  };
  optics.incident_current = optics::photon_current(spectrum);
  optics.reflected_current = current_of(optics.reflected);
  std::ranges::transform(optics.absorbed, std::back_inserter(optics.currents), current_of);
}

CellOptics optics_of(const CellPlan& plan, const CellData& data,
                     const materials::LayerStack& stack) {
  const optics::Spectrum spectrum = cell_spectrum(plan, data);
  optics::BudgetSpectra spectra =
      optics::budget_spectra(stack, spectrum.wavelength, incidence_of(plan.light));
  NamedAbsorption absorption;
  for (std::size_t k = 0; k < stack.sheets.size(); ++k) {
    absorption.add(stack.sheets[k].name, spectra.sheets[k]);
  }
  for (std::size_t k = 0; k < stack.films.size(); ++k) {
    absorption.add(stack.films[k].name, spectra.films[k]);
  }
  absorption.add(name_of_back(plan, stack), spectra.transmitted);
  CellOptics result{.wavelength = std::move(spectra.wavelength),
                    .reflected = std::move(spectra.reflected),
                    .names = std::move(absorption.names),
                    .absorbed = std::move(absorption.sums)};
  add_currents(spectrum, result);
  return result;
}

// Of waves; rays have no reflectance of their own at the front but the one given.
void add_quantum_efficiency(const CellPlan& plan, const CellData& data,
                            const device::CellTask& task, CellAnalysis& analysis) {
  const std::vector<double>& wavelength = data.spectrum.wavelength;
  const device::Collection collection = device::solve_collection(task, {&analysis.bias, 1}).front();
  device::Probe probe{.wavelength = wavelength, .pairs = {}, .reflectance = {}};
  if (plan.light.model == LightModel::transfer_matrix) {
    const materials::LayerStack stack = layer_stack(plan, data);
    analysis.optics = optics_of(plan, data, stack);
    probe.reflectance = analysis.optics->reflected;
  } else {
    probe.reflectance.assign(wavelength.size(), plan.light.front_reflectance);
  }
  probe.pairs = pairs_of_photons(plan, data, collection.edges);
  analysis.quantum_efficiency = device::quantum_efficiency(collection, probe);
}

void add_bands(const device::CellTask& task, CellAnalysis& analysis) {
  const double zero = 0;
  analysis.profiles = device::solve_profiles(device::in_light(task, 0), {&zero, 1}).profiles;
  if (analysis.light.jsc > 0) {
    const std::array<double, 2> voltages{0, analysis.light.vmp};
    for (device::CellProfile& profile : device::solve_profiles(task, voltages).profiles) {
      analysis.profiles.push_back(std::move(profile));
    }
  }
}

void add_capacitance(const device::CellTask& task, CellAnalysis& analysis) {
  device::CellTask dark = device::in_light(task, 0);
  const double reach = analysis.light.voc > 0 ? 0.6 * analysis.light.voc : 0.4;
  dark.request = {.from = -1, .to = std::max(dark.request.step, reach), .step = 0.05};
  const double zero = 0;
  analysis.capacitance_voltage =
      device::solve_admittance(dark, evenly(-1, reach, 33), {&capacitance_frequency, 1});
  analysis.capacitance_frequency =
      device::solve_admittance(dark, {&zero, 1}, device::decades(1, 1e8, 33));
  // What is depleted is the most lightly doped layer.
  const auto doping = [](const device::Layer& layer) { return std::abs(layer.doping); };
  const auto lightest = std::ranges::min_element(task.design.layers, {}, doping);
  analysis.doping =
      device::doping_profile(analysis.capacitance_voltage, lightest->front.permittivity);
}

// Photons above the smallest gap that make no pair, where waves tell.
std::vector<device::LossTerm> optical_losses(const CellPlan& plan, const CellData& data,
                                             const device::CellTask& task) {
  std::vector<device::LossTerm> terms;
  if (plan.light.model != LightModel::transfer_matrix) {
    return terms;
  }
  const double edge = constants::photon_energy_wavelength / device::smallest_gap(task.design);
  const materials::LayerStack stack = layer_stack(plan, data);
  const optics::Photocurrents currents = optics::photocurrents(
      stack, optics::up_to(cell_spectrum(plan, data), edge), incidence_of(plan.light));
  terms.push_back({"reflection", currents.reflected});
  for (std::size_t k = 0; k < stack.sheets.size(); ++k) {
    terms.push_back({stack.sheets[k].name, currents.sheets[k]});
  }
  for (std::size_t k = 0; k < plan.coating.size(); ++k) {
    terms.push_back({stack.films[k].name, currents.films[k]});
  }
  const bool is_clear = name_of_back(plan, stack) == "transmitted";
  terms.push_back({is_clear ? "transmission" : "back contact", currents.transmitted});
  return terms;
}

void add_conditions(const device::CellTask& task, CellAnalysis& analysis) {
  analysis.temperatures = evenly(200, 400, 9);
  std::vector<device::Condition> conditions;
  for (const double temperature : analysis.temperatures) {
    conditions.push_back({.temperature = temperature});
  }
  analysis.at_temperatures = device::solve_conditions(task, conditions);
  analysis.coefficients = device::temperature_coefficients(task);
  analysis.suns_voc = device::suns_voc(task, device::decades(1e-3, 10, 17));
}

}  // namespace

CellAnalysis analyse_cell(const CellPlan& plan, const CellData& data,
                          const AnalysisRequest& request, Observer* observer) {
  const device::CellTask task = cell_task(plan, data);
  CellAnalysis analysis{.name = plan.name,
                        .temperature = plan.temperature,
                        .irradiance = plan.light.irradiance * plan.light.suns,
                        .bias = request.bias};
  for (const LayerPlan& layer : plan.layers) {
    analysis.layers.push_back(layer.name);
  }
  const bool is_lit = plan.light.model != LightModel::dark;
  const bool is_of_spectrum = !data.spectrum.wavelength.empty();
  if (is_lit) {
    analysis.light = certified_curve(task);
    analysis.terminals = at_terminals(plan, analysis.light);
  }
  const device::CellTask dark = device::in_light(task, 0);
  analysis.dark = is_lit ? device::solve_cells({&dark, 1}).front() : certified_curve(dark);

  const std::array<std::pair<bool, std::function<void()>>, 6> steps{
      {{request.quantum_efficiency && is_of_spectrum,
        [&] { add_quantum_efficiency(plan, data, task, analysis); }},
       {request.bands, [&] { add_bands(task, analysis); }},
       {request.capacitance, [&] { add_capacitance(task, analysis); }},
       {request.losses && is_of_spectrum,
        [&] {
          analysis.losses = device::solve_losses(
              task, cell_spectrum(plan, data),
              {.optical = optical_losses(plan, data, task), .layers = analysis.layers});
        }},
       {request.conditions && is_lit, [&] { add_conditions(task, analysis); }},
       {request.slopes && is_lit, [&] { analysis.slopes = input_slopes(plan, data, task); }}}};
  for (std::size_t k = 0; k < steps.size(); ++k) {
    if (!goes_on(observer, "analyses", k, steps.size())) {
      break;
    }
    if (steps[k].first) {
      steps[k].second();
    }
  }
  return analysis;
}

}  // namespace heliofab::twin
