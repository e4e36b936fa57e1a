// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/losses.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "heliofab/core/unit.hpp"
#include "heliofab/device/radiative_limit.hpp"
#include "heliofab/materials/semiconductor.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

constexpr double temperature = 298.15;  // [K]

double module_efficiency(const module::ModuleDesign& design, const module::StripCell& cell) {
  return module::aperture_efficiency(design, module::solve_module(design, cell));
}

class Waterfall {
 public:
  explicit Waterfall(std::vector<LossRow> rows = {}) : rows_(std::move(rows)) {}

  void start(std::string cause, double efficiency) { push(std::move(cause), efficiency, 0); }
  void step(std::string cause, double efficiency) {
    push(std::move(cause), efficiency, rows_.back().efficiency - efficiency);
  }
  std::vector<LossRow> rows() && { return std::move(rows_); }

 private:
  void push(std::string cause, double efficiency, double loss) {
    rows_.push_back({static_cast<std::int64_t>(rows_.size()), std::move(cause), efficiency, loss});
  }
  std::vector<LossRow> rows_;
};

// Photons step by step at the limit's voltage, then what the carriers lose.
void cell_steps(Waterfall& fall, const Process& process, const CellModel& model,
                const ReferenceData& data, const module::StripCell& film) {
  const process::CellParameters parameters = cell_parameters(process, nominal_film(process));
  const process::Absorber& a = process.recipe.absorber;
  const double lowest = std::min({a.front_ratio, a.notch_ratio, a.back_ratio}) * parameters.ggi;
  const double gap = materials::cigs_gap(lowest);
  const CellFigures limit = shockley_queisser(gap, data.am15g);
  fall.start("Shockley-Queisser limit", limit.efficiency());

  const double per_current = limit.efficiency() / limit.jsc;
  // The stack under the light above the gap alone, so that nothing beyond it counts as lost.
  const optics::Photocurrents light = model.photocurrents(
      parameters, optics::up_to(data.am15g, constants::photon_energy_wavelength / gap));
  double current = limit.jsc;
  const auto take = [&](const char* cause, double lost) {
    current -= lost;
    fall.step(cause, current * per_current);
  };
  take("reflection", light.reflected);
  if (!light.sheets.empty()) {
    take("front sheet", std::accumulate(light.sheets.begin(), light.sheets.end(), 0.0));
  }
  take("ZnO:Al", light.films[0]);
  take("i-ZnO and CdS", light.films[1] + light.films[2]);
  take("not absorbed, back contact", light.transmitted);

  const CellFigures cell = cell_figures({.curve = film.curve});
  const double limit_fill = limit.fill_factor();
  fall.step("carrier collection", cell.jsc * limit.voc * limit_fill / 1000);
  fall.step("recombination (voltage)", cell.jsc * cell.voc * limit_fill / 1000);
  fall.step("fill factor of the film", cell.efficiency());
}

}  // namespace

CellFigures shockley_queisser(double gap_eV, const optics::Spectrum& spectrum) {
  const device::RadiativeLimit limit = device::shockley_queisser(spectrum, gap_eV, temperature);
  return {.jsc = limit.jsc, .voc = limit.voc, .vmp = limit.vmp, .jmp = limit.jmp};
}

std::vector<LossRow> loss_waterfall(const Process& process, const Product& product,
                                    const ReferenceData& data) {
  const CellModel model(process.recipe, process.physics, process.cover, data);
  const module::StripCell real = nominal_stripe(process, model);
  module::StripCell cell = real;
  cell.shunt = 0;
  cell.tco_sheet_resistance = 1e-6;
  cell.mo_sheet_resistance = 1e-6;
  cell.p2_contact = 0;
  Waterfall fall;
  cell_steps(fall, process, model, data, cell);

  // The module, with one parasitic after the other switched on.
  module::ModuleDesign design = nominal_design(process, product);
  const double leakage = design.scribes.leakage;
  const double end_contact = design.end_contact;
  design.scribes.leakage = 0;
  design.end_contact = 0;
  fall.step("dead area of the scribes", module_efficiency(design, cell));
  cell.tco_sheet_resistance = real.tco_sheet_resistance;
  fall.step("sheet resistance of the ZnO:Al", module_efficiency(design, cell));
  cell.mo_sheet_resistance = real.mo_sheet_resistance;
  cell.p2_contact = real.p2_contact;
  design.end_contact = end_contact;
  fall.step("P2 contact, Mo, bus bars", module_efficiency(design, cell));
  cell.shunt = real.shunt;
  design.scribes.leakage = leakage;
  fall.step("dark shunts, scribe leakage", module_efficiency(design, cell));
  return std::move(fall).rows();
}

void add_line_losses(std::vector<LossRow>& losses, const FlashTest& test, double median) {
  if (!(median > 0)) {
    return;
  }
  Waterfall fall(std::move(losses));
  fall.step(std::string(flashed_step), median);
  if (const auto bin = bin_index(test, median)) {
    fall.step(std::string(shipped_step) + bin_name(test, *bin), test.bin_edges[*bin]);
  }
  losses = std::move(fall).rows();
}

}  // namespace heliofab::twin
