// SPDX-License-Identifier: Apache-2.0
#include "laminate.hpp"

#include <cmath>

#include <fmt/format.h>

#include "common.hpp"

namespace heliofab::cli {

namespace {

double in_mm(double length) { return length / unit::mm; }

std::string words_of(const std::optional<twin::BendAnswer>& bend) {
  return bend ? fmt::format("{:.4g} mm, where {} {}", in_mm(bend->radius), bend->layer,
                            bend->is_tension ? "cracks" : "is crushed")
              : "no limit";
}

io::Json json_of(const std::optional<twin::BendAnswer>& bend) {
  if (!bend) {
    return {};
  }
  return io::Json::object(
      {{"radius_mm", std::isfinite(bend->radius) ? io::Json(in_mm(bend->radius)) : io::Json()},
       {"layer", bend->layer},
       {"by", bend->is_tension ? "tension" : "compression"}});
}

// " and 12 W/kg", or nothing in the dark.
std::string per_mass(double power, double mass) {
  return std::isfinite(power) && mass > 0 ? fmt::format(", {:.1f} W/kg", power / mass)
                                          : std::string();
}

Laminate made_laminate(const io::Document& document, const twin::LaminatePlan& plan,
                       const twin::ApertureSize& aperture) {
  if (plan.stack.empty()) {
    return std::nullopt;
  }
  const auto layers =
      twin::laminate_layers(plan, twin::read_mechanics(data_folder()), document, "module.laminate");
  return twin::laminate_figures(plan, layers, aperture);
}

}  // namespace

Laminate laminate_of(const io::Document& document, const twin::PlaneModulePlan& plan,
                     const module::ModuleDesign& design) {
  return made_laminate(document, plan.laminate,
                       {static_cast<double>(design.cells) * design.pitch, design.cell_length});
}

Laminate laminate_of(const io::Document& document, const twin::ModulePlan& plan) {
  return made_laminate(document, twin::with_recipe(plan.laminate, plan.recipe),
                       {plan.aperture_width, plan.layout.length, plan.layout.laminate_ratio});
}

void add_laminate(Figures& figures, const Laminate& l, double power) {
  if (!l) {
    return;
  }
  const double nothing = std::nan("");
  figures.insert(
      figures.end(),
      {{"mass_kg", l->mass, "mass", "kg"},
       {"areal_mass_g_m2", l->areal_mass() / unit::g_per_m2, "mass per area", "g/m2"},
       {"specific_power_W_kg", power / l->mass, "power per mass", "W/kg"},
       {"foil_areal_mass_g_m2", l->foil_areal_mass / unit::g_per_m2, "foil", "g/m2"},
       {"foil_specific_power_W_kg",
        l->foil_areal_mass > 0 ? power / (l->foil_areal_mass * l->aperture_area) : nothing,
        "of the foil", "W/kg"},
       {"min_bend_radius_mm", in_mm(l->least_radius()), "bend radius", "mm"}});
}

std::string laminate_text(const Laminate& l, double power) {
  if (!l) {
    return {};
  }
  return fmt::format(
             "\n\n  mass         {:>10.4f} kg, {:.1f} g/m2 on {:.4g} m2 of laminate{}\n"
             "  foil         {:>10.4f} kg, {:.1f} g/m2 on the aperture{}\n",
             l->mass, l->areal_mass() / unit::g_per_m2, l->laminate_area, per_mass(power, l->mass),
             l->foil_areal_mass * l->aperture_area, l->foil_areal_mass / unit::g_per_m2,
             per_mass(power, l->foil_areal_mass * l->aperture_area)) +
         fmt::format(
             "  bent outward {}\n"
             "  bent inward  {}\n"
             "  neutral plane at {:.1f} of {:.1f} um below the light side, bending stiffness "
             "{:.4g} N mm",
             words_of(l->outward), words_of(l->inward), l->neutral_plane / unit::um,
             l->thickness / unit::um, l->bending_stiffness / unit::mm) +
         (l->coupling_length > 0 ? fmt::format("\n  stiff layers slide within {:.2g} mm of an end",
                                               in_mm(l->coupling_length))
                                 : std::string());
}

io::Json& set_laminate(io::Json& json, const Laminate& l) {
  if (!l) {
    return json;
  }
  return json.set("laminate",
                  io::Json::object({{"outward", json_of(l->outward)},
                                    {"inward", json_of(l->inward)},
                                    {"area_m2", l->laminate_area},
                                    {"thickness_um", l->thickness / unit::um},
                                    {"neutral_plane_um", l->neutral_plane / unit::um},
                                    {"bending_stiffness_N_mm", l->bending_stiffness / unit::mm},
                                    {"coupling_length_mm", in_mm(l->coupling_length)}}));
}

}  // namespace heliofab::cli
