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

twin::LaminatePlan with_materials(const io::Document& document, const twin::LaminatePlan& plan) {
  return twin::with_materials(plan, twin::read_mechanics(data_folder()), document,
                              "module.laminate");
}

std::string contact_text(const char* name, const twin::BentContact& c) {
  return c.layer.empty()
             ? std::string()
             : fmt::format("\n    {} is strained by {:.3f} %: {} resists {:.4g} times as much",
                           c.layer, c.strain / unit::percent, name, c.factor);
}

std::string bend_text(const twin::BendFigures& bend, const LaminatePower& power) {
  std::string text = std::isfinite(power.flat)
                         ? fmt::format(
                               "\n  bent as it is {:>9.5f} W less than the {:.5f} W that it "
                               "would have flat",
                               power.flat - power.here, power.flat)
                         : std::string("\n  bent as it is");
  text += contact_text("tco", bend.tco) + contact_text("mo", bend.mo);
  for (const twin::OverstrainedLayer& l : bend.beyond) {
    text += fmt::format(
        "\n    {} {} at {:.3g} % and is at {:.3g} %: what that does is not in these "
        "figures",
        l.layer, l.is_tension ? "cracks" : "is crushed", l.limit / unit::percent,
        l.strain / unit::percent);
  }
  return text;
}

io::Json json_of(const twin::BentContact& c) {
  return c.layer.empty()
             ? io::Json()
             : io::Json::object(
                   {{"layer", c.layer}, {"strain", c.strain}, {"sheet_factor", c.factor}});
}

io::Json json_of(const twin::BendFigures& bend) {
  io::Json beyond = io::Json::array();
  for (const twin::OverstrainedLayer& l : bend.beyond) {
    beyond.push(io::Json::object({{"layer", l.layer},
                                  {"strain", l.strain},
                                  {"limit", l.limit},
                                  {"by", l.is_tension ? "tension" : "compression"}}));
  }
  return io::Json::object(
      {{"tco", json_of(bend.tco)}, {"mo", json_of(bend.mo)}, {"beyond", std::move(beyond)}});
}

}  // namespace

twin::PlaneModulePlan read_plane_module(const io::Document& document) {
  twin::PlaneModulePlan plan = twin::read_plane_module_plan(document).value;
  if (!plan.laminate.stack.empty()) {
    plan.laminate = with_materials(document, plan.laminate);
  }
  return plan;
}

Laminate laminate_of(const twin::PlaneModulePlan& plan, const module::ModuleDesign& design) {
  if (plan.laminate.stack.empty()) {
    return std::nullopt;
  }
  return twin::laminate_figures(
      plan.laminate, {static_cast<double>(design.cells) * design.pitch, design.cell_length});
}

Laminate laminate_of(const io::Document& document, const twin::ModulePlan& plan) {
  if (plan.laminate.stack.empty()) {
    return std::nullopt;
  }
  return twin::laminate_figures(
      with_materials(document, twin::with_recipe(plan.laminate, plan.recipe)),
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

void add_bend(Figures& figures, const Laminate& l, const LaminatePower& power) {
  if (!l) {
    return;
  }
  const twin::BendFigures bend = l->bend.value_or(twin::BendFigures{});
  figures.insert(figures.end(), {{"bend_loss_W", power.flat - power.here, "lost bent", "W"},
                                 {"bend_tco_factor", bend.tco.factor, "tco bent"},
                                 {"bend_mo_factor", bend.mo.factor, "mo bent"}});
}

std::string laminate_text(const Laminate& l, const LaminatePower& powers) {
  if (!l) {
    return {};
  }
  const double power = powers.here;
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
                                 : std::string()) +
         (l->bend ? bend_text(*l->bend, powers) : std::string());
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
                                    {"coupling_length_mm", in_mm(l->coupling_length)},
                                    {"bend", l->bend ? json_of(*l->bend) : io::Json()}}));
}

}  // namespace heliofab::cli
