// SPDX-License-Identifier: Apache-2.0
#include "bend.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "heliofab/core/unit.hpp"

namespace heliofab::twin {

namespace {

// Beyond it a cracked contact is called broken: the law was measured over some 600.
constexpr double most_factor = 1e6;

// Of a contact, in a stack and in what a bend does to it.
constexpr std::array<std::pair<ContactSheet, BentContact BendFigures::*>, 2> contacts{
    {{ContactSheet::tco, &BendFigures::tco}, {ContactSheet::mo, &BendFigures::mo}}};

std::string_view name_of(ContactSheet sheet) {
  return names_of(sheet)[static_cast<std::size_t>(sheet)];
}

module::CrackLaw crack_law(const PlyPlan& l) {
  module::CrackLaw law{.onset = l.crack_strain};
  law.e_fold = l.crack_e_fold > 0 ? l.crack_e_fold : law.e_fold;
  return law;
}

BentContact bent_contact(const PlyPlan& l, const module::LayerStrain& strain) {
  BentContact c{.layer = l.name, .strain = strain.most};
  if (l.crack_strain > 0) {
    const module::CrackLaw law = crack_law(l);
    c.factor = std::max(1.0, module::sheet_resistance_factor(law, strain.most) /
                                 module::sheet_resistance_factor(law, l.residual_strain));
  }
  return c;
}

double in_percent(double strain) { return strain / unit::percent; }

// The rectangle of a stretch on the film of a stripe; of no width where it does not reach it.
module::Place place_on(std::int64_t cell, const BendPlan& bend, const BentStretch& stretch,
                       const module::ModuleDesign& design) {
  const double width = module::active_width(design);
  if (bend.axis == BendAxis::across) {
    return {cell, 0, stretch.from, width, stretch.to - stretch.from};
  }
  const double edge = static_cast<double>(cell) * design.pitch;
  const double from = std::clamp(stretch.from - edge, 0.0, width);
  const double to = std::clamp(stretch.to - edge, 0.0, width);
  return {cell, from, 0, to - from, design.cell_length};
}

}  // namespace

void check_contacts(const LaminatePlan& plan, const std::string& path, PlanProblems& problems) {
  std::ptrdiff_t known = 0;
  for (const ContactSheet sheet : {ContactSheet::tco, ContactSheet::mo}) {
    const std::ptrdiff_t n = std::ranges::count(plan.stack, sheet, &PlyPlan::sheet);
    problems.add_if(n > 1, path + ".stack",
                    fmt::format("{} layers with 'sheet: {}', wanted one", n, name_of(sheet)));
    known += n;
  }
  problems.add_if(plan.bend.radius > 0 && known == 0, path + ".bend",
                  "no layer of the stack is a contact, wanted one that the bend strains",
                  "say 'sheet: tco' at the layer of the front contact, 'sheet: mo' at the other");
}

void check_bend(const LaminatePlan& plan, const io::Document& document, const std::string& path) {
  const BendPlan& bend = plan.bend;
  if (!(bend.radius > 0)) {
    return;
  }
  double thickness = 0;
  for (const PlyPlan& l : plan.stack) {
    thickness += l.thickness;
  }
  PlanProblems problems;
  const std::string at = path + ".bend.radius";
  if (bend.radius <= thickness) {
    problems.add_if(
        true, at,
        fmt::format("{:.4g} mm, wanted more than the {:.4g} mm of the stack's thickness",
                    bend.radius / unit::mm, thickness / unit::mm));
    problems.throw_located(document);
  }
  const BendFigures figures = bend_figures(plan);
  for (const auto& [sheet, member] : contacts) {
    const BentContact& c = figures.*member;
    problems.add_if(
        c.factor > most_factor, at,
        fmt::format("{:.4g} mm strains '{}' by {:.3g} %: {} would resist {:.1e} times as much, "
                    "wanted {:.0e} times at most",
                    bend.radius / unit::mm, c.layer, in_percent(c.strain), name_of(sheet), c.factor,
                    most_factor),
        "its cracks leave no contact to speak of; bend it less, or bring it nearer to the neutral "
        "plane");
  }
  problems.throw_located(document);
}

BendFigures bend_figures(const LaminatePlan& plan) {
  const std::vector<module::LaminateLayer> layers = laminate_layers(plan);
  const double sign = plan.bend.sense == module::BendSense::outward ? 1 : -1;
  const std::vector<module::LayerStrain> strains =
      module::bending_strains(layers, sign / plan.bend.radius, plan.bent_length);
  BendFigures f;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const PlyPlan& l = plan.stack[i];
    for (const auto& [sheet, member] : contacts) {
      if (l.sheet == sheet) {
        f.*member = bent_contact(l, strains[i]);
      }
    }
    const bool is_counted = l.sheet != ContactSheet::none;
    if (l.crack_strain > 0 && strains[i].most > l.crack_strain && !is_counted) {
      f.beyond.push_back({l.name, strains[i].most, l.crack_strain, true});
    }
    if (l.crush_strain > 0 && -strains[i].least > l.crush_strain) {
      f.beyond.push_back({l.name, -strains[i].least, l.crush_strain, false});
    }
  }
  return f;
}

bool BentStretch::is_whole() const noexcept {
  constexpr double hair = 1e-9;
  return from <= hair * whole && to >= whole * (1 - hair);
}

BentStretch bent_stretch(const BendPlan& bend, const module::ModuleDesign& design) {
  const double whole = bend.axis == BendAxis::across
                           ? design.cell_length
                           : static_cast<double>(design.cells) * design.pitch;
  return {bend.from, bend.length > 0 ? bend.from + bend.length : whole, whole};
}

void check_stretch(const PlaneModulePlan& plan, const module::ModuleDesign& design,
                   PlanProblems& problems) {
  const BendPlan& bend = plan.laminate.bend;
  if (!(bend.radius > 0)) {
    return;
  }
  const BentStretch stretch = bent_stretch(bend, design);
  constexpr double slack = 1 + 1e-9;
  problems.add_if(
      stretch.to > stretch.whole * slack || stretch.from >= stretch.whole,
      "module.laminate.bend.from",
      fmt::format("{:g} mm to {:g} mm, wanted within the {:g} mm of the module",
                  stretch.from / unit::mm, stretch.to / unit::mm, stretch.whole / unit::mm),
      bend.axis == BendAxis::across ? "along the stripes" : "across all stripes");
  problems.add_if(plan.population.of.modules > 0 && !stretch.is_whole(), "module.laminate.bend",
                  "a stretch and a population, wanted one of the two",
                  "a population is solved as strings of stripes that are even along; without from "
                  "and length all of each module is bent");
}

SheetsPlan bent_sheets(const PlaneModulePlan& plan, const module::ModuleDesign& design) {
  SheetsPlan sheets = plan.sheets;
  const BendPlan& bend = plan.laminate.bend;
  if (bend.radius > 0 && bent_stretch(bend, design).is_whole()) {
    const BendFigures figures = bend_figures(plan.laminate);
    sheets.tco *= figures.tco.factor;
    sheets.mo *= figures.mo.factor;
  }
  return sheets;
}

void add_bent_stretch(const PlaneModulePlan& plan, module::PlaneModule& m) {
  const BendPlan& bend = plan.laminate.bend;
  if (!(bend.radius > 0)) {
    return;
  }
  const BentStretch stretch = bent_stretch(bend, m.design);
  const BendFigures figures = bend_figures(plan.laminate);
  if (stretch.is_whole() || (figures.tco.factor == 1 && figures.mo.factor == 1)) {
    return;
  }
  const double hair = 1e-9 * stretch.whole;
  for (std::int64_t cell = 0; cell < m.design.cells; ++cell) {
    const module::Place place = place_on(cell, bend, stretch, m.design);
    if (place.width > hair && place.length > hair) {
      m.patches.push_back(
          {.place = place, .front_sheet = figures.tco.factor, .back_sheet = figures.mo.factor});
    }
  }
}

}  // namespace heliofab::twin
