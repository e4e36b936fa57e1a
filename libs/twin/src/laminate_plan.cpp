// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/laminate_plan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "bend.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/process/azo.hpp"
#include "plan_problems.hpp"

namespace heliofab::twin {

namespace {

std::string layer_path(const std::string& path, const PlyPlan& layer) {
  return fmt::format("{}.stack.{}", path, layer.name);
}

double or_else(double own, double other) { return own > 0 ? own : other; }

PlyPlan of_material(PlyPlan l, const MechanicalMaterial& m) {
  l.density = or_else(l.density, m.density);
  l.modulus = or_else(l.modulus, m.modulus);
  l.poisson = or_else(l.poisson, m.poisson);
  l.crack_strain = or_else(l.crack_strain, m.crack_strain);
  l.crush_strain = or_else(l.crush_strain, m.crush_strain);
  l.crack_e_fold = or_else(l.crack_e_fold, m.crack_e_fold);
  l.is_soft = l.is_soft || m.is_soft;
  return l;
}

double area_of(const LaminatePlan& plan, const ApertureSize& a) {
  return plan.border > 0 ? (a.width + 2 * plan.border) * (a.length + 2 * plan.border)
                         : a.width * a.length * a.laminate_ratio;
}

std::optional<BendAnswer> answer_of(const LaminatePlan& plan,
                                    const std::vector<module::LaminateLayer>& layers,
                                    module::BendSense sense) {
  const auto limit = module::bend_limit(layers, sense, plan.bent_length);
  if (!limit) {
    return std::nullopt;
  }
  return BendAnswer{limit->radius, plan.stack[limit->layer].name, limit->is_tension};
}

}  // namespace

MechanicsTable read_mechanics(const std::filesystem::path& folder) {
  const io::Document document =
      io::read_document((folder / "mechanics" / "materials.yaml").string());
  return io::read<MechanicsTable>(document, "mechanics").value;
}

LaminatePlan with_recipe(LaminatePlan plan, const process::Recipe& recipe) {
  const process::Window& w = recipe.window;
  const std::array<std::pair<std::string_view, double>, 5> films{
      {{"cigs", recipe.absorber.thickness},
       {"cds", w.cds_thickness},
       {"izno", w.izno_thickness},
       {"azo", process::azo_thickness(w, w.sheet_resistance)},
       {"mo", w.mo_thickness}}};
  for (PlyPlan& layer : plan.stack) {
    const auto* film =
        std::ranges::find(films, layer.material, &std::pair<std::string_view, double>::first);
    if (layer.thickness == 0 && film != films.end()) {
      layer.thickness = film->second;
    }
  }
  return plan;
}

std::vector<Diagnostic> laminate_problems(const LaminatePlan& plan, const std::string& path) {
  PlanProblems problems;
  for (const PlyPlan& l : plan.stack) {
    const std::string at = layer_path(path, l);
    problems.add_if(l.thickness == 0, at + ".thickness", "0 um, wanted more");
    problems.add_if(l.material.empty() && (l.density == 0 || l.modulus == 0), at,
                    "wanted a material, or density and modulus above 0");
  }
  problems.add_if(plan.stack.empty() && (plan.extra_mass > 0 || plan.border > 0), path,
                  "no stack, wanted its layers beside border and extra_mass");
  check_contacts(plan, path, problems);
  return problems.take();
}

double LaminateFigures::least_radius() const noexcept {
  return std::max(outward ? outward->radius : 0, inward ? inward->radius : 0);
}

LaminatePlan with_materials(LaminatePlan plan, const MechanicsTable& table,
                            const io::Document& document, const std::string& path) {
  PlanProblems problems;
  for (PlyPlan& l : plan.stack) {
    const auto found = std::ranges::find(table.materials, l.material, &MechanicalMaterial::name);
    if (found != table.materials.end()) {
      l = of_material(std::move(l), *found);
    } else if (l.material.empty()) {
      l = of_material(std::move(l), {});
    } else {
      std::vector<std::string_view> names;
      for (const MechanicalMaterial& m : table.materials) {
        names.push_back(m.name);
      }
      problems.add("E2103", layer_path(path, l) + ".material",
                   fmt::format("'{}' is no material of data/mechanics", l.material),
                   fmt::format("known are {}; or leave it out and give density and modulus",
                               fmt::join(names, ", ")));
    }
  }
  problems.throw_located(document);
  check_bend(plan, document, path);
  return plan;
}

std::vector<module::LaminateLayer> laminate_layers(const LaminatePlan& plan) {
  std::vector<module::LaminateLayer> layers;
  for (const PlyPlan& l : plan.stack) {
    layers.push_back({.thickness = l.thickness,
                      .density = l.density,
                      .modulus = l.modulus,
                      .poisson = l.poisson,
                      .crack_strain = l.crack_strain,
                      .crush_strain = l.crush_strain,
                      .residual_strain = l.residual_strain,
                      .is_soft = l.is_soft});
  }
  return layers;
}

LaminateFigures laminate_figures(const LaminatePlan& plan, const ApertureSize& aperture) {
  const std::vector<module::LaminateLayer> layers = laminate_layers(plan);
  LaminateFigures f;
  f.aperture_area = aperture.width * aperture.length;
  f.laminate_area = area_of(plan, aperture);
  f.mass = plan.extra_mass;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const double per_area = layers[i].density * layers[i].thickness;
    const bool is_foil = plan.stack[i].extent == Extent::aperture;
    f.foil_areal_mass += is_foil ? per_area : 0;
    f.mass += per_area * (is_foil ? f.aperture_area : f.laminate_area);
    f.thickness += layers[i].thickness;
  }
  f.neutral_plane = module::neutral_plane(layers);
  f.bending_stiffness = module::bending_stiffness(layers, plan.bent_length);
  f.coupling_length = module::coupling_length(layers);
  f.outward = answer_of(plan, layers, module::BendSense::outward);
  f.inward = answer_of(plan, layers, module::BendSense::inward);
  if (plan.bend.radius > 0) {
    f.bend = bend_figures(plan);
  }
  return f;
}

}  // namespace heliofab::twin
