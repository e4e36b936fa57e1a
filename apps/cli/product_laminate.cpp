// SPDX-License-Identifier: Apache-2.0
// What products weigh and how they bend.

#include "product_yield.hpp"

namespace heliofab::cli {

namespace {

void add_mass(const SolvedProduct& p, Figures& figures) {
  const double areal = p.plan.areal_mass;
  if (!(areal > 0)) {
    return;
  }
  if (!p.space) {  // there it is of what the module delivers
    figures.push_back({"specific_power_W_per_kg",
                       p.power.table.nominal / (areal * p.power.aperture), "power per mass",
                       "W/kg"});
  }
  figures.insert(figures.end(), {{"mass_kg_per_m2", areal, "mass", "kg/m2"},
                                 {"module_kg", areal * p.power.aperture, "module mass", "kg"}});
}

}  // namespace

void add_laminate(const SolvedProduct& p, Figures& figures) {
  add_mass(p, figures);
  if (!p.laminate) {
    return;
  }
  const twin::BendFigures bend = p.laminate->bend.value_or(twin::BendFigures{});
  const twin::BendPlan& plan = p.plan.laminate.bend;
  const bool is_along = plan.axis == twin::BendAxis::along;  // strain runs with the current
  figures.insert(figures.end(),
                 {{"bend_radius_mm", plan.radius / unit::mm, "bent to", "mm"},
                  {"bend_least_radius_mm", p.laminate->least_radius() / unit::mm, "bends to", "mm"},
                  {"bend_strain", bend.tco.strain, "tco strained", "%"},
                  {"bend_tco_factor", is_along ? bend.tco.factor : 1, "tco resists", "x"},
                  {"bend_mo_factor", is_along ? bend.mo.factor : 1, "mo resists", "x"},
                  {"bend_loss", p.power.bend_loss, "lost by bend", "%"}});
}

}  // namespace heliofab::cli
