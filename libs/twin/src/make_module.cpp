// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/make_module.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>

#include "heliofab/core/grid.hpp"
#include "heliofab/module/point_fault.hpp"
#include "heliofab/module/solve_string.hpp"

namespace heliofab::twin {

namespace {

// Places along the middle of a stripe.
std::vector<WebPlace> places_of(const Product& product, const module::ModuleDesign& design,
                                const process::Footprint& footprint, double width, double spacing,
                                std::int64_t stripe) {
  const double offset = border_of(product, design, footprint.length, width) +
                        (static_cast<double>(stripe) + 0.5) * design.pitch;
  // Across the web the film changes over a fifth of the width, whatever the spacing.
  const double step = product.stripes == Stripes::along ? spacing : std::min(spacing, width / 5);
  const auto count = static_cast<std::int64_t>(std::max(3.0, std::ceil(design.cell_length / step)));
  return places_on_line(product, footprint, offset, design.cell_length, count);
}

process::Film mean_film(std::span<const process::Film> films) {
  process::Film mean;
  for (const auto member : process::film_members) {
    double sum = 0;
    for (const process::Film& film : films) {
      sum += film.*member;
    }
    mean.*member = sum / static_cast<double>(films.size());
  }
  return mean;
}

// Places in parallel under one voltage: current densities add. Each curve keeps its own voltages;
// the sum stands at their means.
MonotoneCubic mean_curve(std::span<const device::TableCurve> curves) {
  const std::size_t points = curves.front().voltage.size();
  const auto count = static_cast<double>(curves.size());
  std::vector<double> voltage(points, 0);
  for (const device::TableCurve& curve : curves) {
    // Curves from outside the table have other voltages; then the first one's serve.
    if (curve.voltage.size() != points) {
      voltage = curves.front().voltage;
      break;
    }
    for (std::size_t i = 0; i < points; ++i) {
      voltage[i] += curve.voltage[i] / count;
    }
  }
  std::vector<double> current(points, 0);
  for (const device::TableCurve& curve : curves) {
    const MonotoneCubic one(curve.voltage, curve.current_density);
    one.add_at(voltage, 1 / count, current);
  }
  return {std::move(voltage), std::move(current)};
}

struct StripeFault {
  std::size_t stripe = 0;
  module::PointFault fault;
};

// The faults under a module's stripes; one in the border does no harm.
std::vector<StripeFault> faults_of(const Product& product, const module::ModuleDesign& design,
                                   std::span<const process::Fault> faults,
                                   const process::Footprint& footprint, double width) {
  const bool along = product.stripes == Stripes::along;
  const double border = border_of(product, design, footprint.length, width);
  std::vector<StripeFault> found;
  const auto first =
      std::ranges::lower_bound(faults, footprint.position, {}, &process::Fault::position);
  for (auto fault = first;
       fault != faults.end() && fault->position < footprint.position + footprint.length; ++fault) {
    const double way = fault->position - footprint.position;
    const double offset = (along ? fault->across : way) - border;
    const double stripe = std::floor(offset / design.pitch);
    if (stripe >= 0 && stripe < static_cast<double>(design.cells)) {
      found.push_back({static_cast<std::size_t>(stripe),
                       {.x = offset - stripe * design.pitch,
                        .y = along ? way : fault->across,
                        .conductance = fault->conductance}});
    }
  }
  return found;
}

// The string of a module, in full where the fast way does not trust itself.
void solve(std::span<const module::StripCell> cells, MadeModule& made) {
  const module::StringSolutions solved = module::solve_strings(made.design, cells);
  made.is_solved_in_full = false;
  if (solved.modules[0].status && solved.modules[0].pmax_error <= most_solve_error) {
    made.curve = module::curve_of(solved, 0);
    made.solve_error = solved.modules[0].pmax_error;
    return;
  }
  // Of second order: the error is a third of the change to twice as many elements.
  made.is_solved_in_full = true;
  module::ModuleDesign fine = made.design;
  fine.strip_elements = full_elements / 2;
  const double before = module::solve_module(fine, cells).pmax();
  fine.strip_elements = full_elements;
  made.curve = module::solve_module(fine, cells);
  made.solve_error = before > 0 ? std::abs(made.curve.pmax() / before - 1) : 0;
}

std::vector<module::PointFault> on_stripe(std::span<const StripeFault> faults, std::size_t stripe) {
  std::vector<module::PointFault> here;
  for (const StripeFault& f : faults) {
    if (f.stripe == stripe) {
      here.push_back(f.fault);
    }
  }
  return here;
}

// Solves again with what faults that matter drain at their points. Of the others, spread over
// their stripes, the bound has all that they do. What bridges a stripe along its scribes is spread
// over it as it is.
void solve_faults(std::span<const StripeFault> faults, ModuleParts& parts, MadeModule& made) {
  std::vector<module::StripCell>& cells = parts.cells;
  if (made.marks.is_open || !(made.curve.pmax() > 0)) {
    return;
  }
  const double voltage = quantile(made.curve.cell_voltage_mp, 0.5);
  const auto share = [&](double conductance) {
    return conductance * voltage * voltage / made.curve.pmax();
  };
  std::vector<std::size_t> stripes;  // whose faults matter
  double weak = 0;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const double at_points = cells[k].fault - parts.bridges[k];
    if (share(at_points) > least_fault_share) {
      stripes.push_back(k);
    } else {
      weak += at_points;
    }
  }
  made.stripes_in_plane = static_cast<std::int64_t>(stripes.size());
  // Faults spread out may make the module's best current another one: then once more.
  double unsure = 0;
  double moved = stripes.empty() ? 0 : 1;
  for (int round = 0; round < 2 && moved > 2e-3; ++round) {
    const double current = made.curve.imp;
    unsure = 0;
    for (const std::size_t k : stripes) {
      const auto found = module::equivalent_fault(made.design, static_cast<std::int64_t>(k),
                                                  cells[k], on_stripe(faults, k), current);
      cells[k].fault = parts.bridges[k] + found.conductance;
      unsure += found.error + std::abs(found.per_current) * unsure_current * current;
    }
    solve(cells, made);
    moved = current > 0 ? std::abs(made.curve.imp / current - 1) : 0;
  }
  made.solve_error += share(weak + unsure);
}

}  // namespace

CoatedRoll coat_roll(const Process& process, std::uint64_t seed, std::int64_t roll, double length) {
  return {
      .map = process::make_web_map(nominal_film(process), process.variation, seed,
                                   {roll, 0, length, process.aperture_width}),
      .faults = process::make_faults(process.defects, seed, roll, length, process.aperture_width)};
}

process::Film nominal_film(const Process& process) {
  return process::nominal_film(process.recipe, process.physics, process.scribes.p2_contact);
}

process::CellParameters cell_parameters(const Process& process, const process::Film& film) {
  return process::cell_parameters(process.recipe, process.physics, film);
}

module::StripCell nominal_stripe(const Process& process, const CellModel& model) {
  return nominal_stripe(process, model.solve(cell_parameters(process, nominal_film(process)),
                                             CellModel::full_sweep()));
}

module::StripCell nominal_stripe(const Process& process, const device::CellCurve& curve) {
  const process::Film film = nominal_film(process);
  return {.curve = curve_of(curve),
          .shunt = process::shunt_conductance(process.physics, film),
          .shunt_exponent = process.physics.shunt_exponent,
          .tco_sheet_resistance = film.tco_sheet_resistance,
          .mo_sheet_resistance = film.mo_sheet_resistance,
          .p2_contact = film.p2_contact};
}

module::ModuleDesign nominal_design(const Process& process, const Product& product) {
  const process::Film film = nominal_film(process);
  module::ModuleDesign design = module_design(product, process.scribes, process.aperture_width,
                                              film.tco_sheet_resistance, film.mo_sheet_resistance);
  if (process.film_from == FilmFrom::tools) {
    design.end_contact = bars_of(process, design, 0);
  }
  return design;
}

ModuleMaker::ModuleMaker(const Process& process, const FilmCurves& curves, std::uint64_t seed)
    : process_(&process), curves_(&curves) {
  if (process.film_from == FilmFrom::tools) {
    tools_.emplace(process, seed);
  }
}

std::vector<module::StripCell> ModuleMaker::stripes(const Product& product, const CoatedRoll& roll,
                                                    const process::Footprint& footprint,
                                                    double spacing) const {
  const module::ModuleDesign layout = nominal_design(*process_, product);
  const double width = process_->aperture_width;
  std::vector<module::StripCell> cells;
  cells.reserve(static_cast<std::size_t>(layout.cells));
  for (std::int64_t k = 0; k < layout.cells; ++k) {
    std::vector<process::Film> films;
    std::vector<device::TableCurve> curves;
    double shunt = 0;
    for (const WebPlace& place : places_of(product, layout, footprint, width, spacing, k)) {
      films.push_back(roll.map.at(place.position, place.across));
      curves.push_back(curves_->at(cell_parameters(*process_, films.back())));
      shunt += process::shunt_conductance(process_->physics, films.back());
    }
    const process::Film film = mean_film(films);
    cells.push_back({.curve = mean_curve(curves),
                     .shunt = shunt / static_cast<double>(films.size()),
                     .shunt_exponent = process_->physics.shunt_exponent,
                     .tco_sheet_resistance = film.tco_sheet_resistance,
                     .mo_sheet_resistance = film.mo_sheet_resistance,
                     .p2_contact = film.p2_contact});
  }
  for (const StripeFault& f : faults_of(product, layout, roll.faults, footprint, width)) {
    cells[f.stripe].fault += f.fault.conductance;
  }
  return cells;
}

MadeModule ModuleMaker::make(const Product& product, const CoatedRoll& roll,
                             const process::Footprint& footprint) const {
  ModuleParts parts{.design = nominal_design(*process_, product),
                    .cells = stripes(product, roll, footprint)};
  std::vector<module::StripCell>& cells = parts.cells;
  parts.bridges.assign(cells.size(), 0);
  MadeModule made;
  if (tools_) {
    made.marks = tools_->apply(product, roll, footprint, parts);
  }
  made.design = parts.design;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    cells[k].fault += parts.bridges[k];
    made.worst_fault = std::max(made.worst_fault, cells[k].fault);
  }
  made.leak = made.marks.is_open ? 0 : module::dark_leak(made.design, cells, leak_voltage);
  solve(cells, made);
  solve_faults(faults_of(product, made.design, roll.faults, footprint, process_->aperture_width),
               parts, made);

  std::vector<process::Film> films;
  for (int f = 0; f < 5; ++f) {
    for (int z = 0; z < 5; ++z) {
      films.push_back(roll.map.at(footprint.position + (f + 0.5) / 5 * footprint.length,
                                  (z + 0.5) / 5 * process_->aperture_width));
    }
  }
  made.film = mean_film(films);
  if (tools_) {
    const auto of = [](double sum, const module::StripCell& cell) { return sum + cell.p2_contact; };
    made.film.p2_contact =
        std::accumulate(cells.begin(), cells.end(), 0.0, of) / static_cast<double>(cells.size());
  }
  std::vector<double> shunts;
  shunts.reserve(cells.size());
  for (const module::StripCell& cell : cells) {
    shunts.push_back(cell.shunt);
  }
  made.shunt = quantile(shunts, 0.5);
  if (!made.curve.cell_voltage_mp.empty()) {
    const double median = quantile(made.curve.cell_voltage_mp, 0.5);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      made.hard_shunts += cells[k].fault > 0 && made.curve.cell_voltage_mp[k] < 0.5 * median;
    }
  }
  made.curve_error = curves_->error().worst;
  return made;
}

}  // namespace heliofab::twin
