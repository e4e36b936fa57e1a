// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/module/laminate.hpp"
#include "heliofab/process/recipe.hpp"
#include "heliofab/twin/bend_plan.hpp"

// What a module is wrapped in, as a designer writes it, and what it weighs and bears with it.
namespace heliofab::twin {

/// What a material is made of for a bender; 0 where it has no limit.
struct MechanicalMaterial {
  std::string name = "a material";
  double density = 0;       // [kg/m3]
  double modulus = 0;       // [Pa]
  double poisson = 0.3;     // [-]
  double crack_strain = 0;  // [-]
  double crush_strain = 0;  // [-]
  double crack_e_fold = 0;  // [-]
  bool is_soft = false;

  friend bool operator==(const MechanicalMaterial&, const MechanicalMaterial&) = default;
};

/// Visits the numbers that a material and a layer share.
template <class Visit, class Body>
void describe_mechanics(Visit& visit, Body& b) {
  visit(b.density, {"density", unit::g_per_cm3, 0, 25, "mass per volume", "D"});
  visit(b.modulus, {"modulus", unit::GPa, 0, 2000, "Young's modulus", "D"});
  visit(b.poisson, {"poisson", unit::one, 0, 0.499, "Poisson's ratio", "D"});
  visit(b.crack_strain, {"crack_strain", unit::percent, 0, 1000,
                         "tension at which it cracks or yields; 0: it bears any", "D"});
  visit(b.crush_strain,
        {"crush_strain", unit::percent, 0, 1000, "the same of compression; 0: it bears any", "D"});
  visit(
      b.crack_e_fold,
      {"crack_e_fold", unit::percent, 0, 100,
       "tension beyond crack_strain by which a contact's sheet resistance grows e-fold; 0: 0.156 %",
       "C ivanco2016"});
  visit(b.is_soft, {"soft", "shears between stiffer layers, which slide on it"});
}

template <class Visit>
void describe(Visit& visit, MechanicalMaterial& m) {
  visit(m.name, {"name"});
  describe_mechanics(visit, m);
}

/// Materials by name, from data/mechanics.
struct MechanicsTable {
  std::vector<MechanicalMaterial> materials;

  friend bool operator==(const MechanicsTable&, const MechanicsTable&) = default;
};

template <class Visit>
void describe(Visit& visit, MechanicsTable& t) {
  visit(t.materials, {"materials", "by name"});
}

/// Reads data/mechanics/materials.yaml. @throws InputError E1xxx
MechanicsTable read_mechanics(const std::filesystem::path& folder);

/// How far a layer reaches.
enum class Extent : std::uint8_t { laminate, aperture };
constexpr std::array<std::string_view, 2> names_of(Extent) { return {"laminate", "aperture"}; }

/// One layer of a module's stack. What is 0 is that of its material.
struct PlyPlan {
  std::string name = "a layer";
  std::string material;
  double thickness = 0;  // [m]; 0: that of the recipe
  Extent extent = Extent::laminate;
  double density = 0;          // [kg/m3]
  double modulus = 0;          // [Pa]
  double poisson = 0;          // [-]
  double crack_strain = 0;     // [-]
  double crush_strain = 0;     // [-]
  double crack_e_fold = 0;     // [-]
  double residual_strain = 0;  // [-]
  bool is_soft = false;
  ContactSheet sheet = ContactSheet::none;

  friend bool operator==(const PlyPlan&, const PlyPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, PlyPlan& l) {
  visit(l.name, {"name"});
  visit(l.material, {"material", "one of data/mechanics; left out: the numbers say all"});
  visit(l.thickness, {"thickness", unit::um, 0, 1e5,
                      "of the layer; 0: that of the film of this name in the recipe", "D"});
  visit(l.extent, {"extent", "all of the laminate, or its aperture alone", "D"});
  describe_mechanics(visit, l);
  visit(l.residual_strain, {"residual_strain", unit::percent, -10, 10,
                            "while flat, tension above 0: what deposition and cooling left", "D"});
  visit(l.sheet,
        {"sheet", "which of the module's sheets it is, whose resistance its cracks raise"});
}

/// The sheet that a module is. Without layers nothing is said of its mass.
struct LaminatePlan {
  std::vector<PlyPlan> stack;  // from the light side to the back
  double border = 0;           // [m]; 0: by the layout
  double extra_mass = 0;       // [kg]
  double bent_length = 0;      // [m]; 0: long
  BendPlan bend;

  friend bool operator==(const LaminatePlan&, const LaminatePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LaminatePlan& l) {
  visit(l.stack, {"stack", "layers by name, from the light side to the back"});
  visit(l.border, {"border", unit::mm, 0, 1000,
                   "of laminate around the aperture; 0: by laminate_ratio, or none", "D"});
  visit(l.extra_mass,
        {"extra_mass", unit::g, 0, 1e6, "bus bars, tabs, junction box: what is no layer", "D"});
  visit(l.bent_length,
        {"bent_length", unit::mm, 0, 1e5,
         "of the stretch that is bent, on whose ends soft layers shear; 0: long", "D"});
  visit(l.bend, {"bend", "a cylinder that the module is bent to while it is solved"});
}

/// The rectangle that makes current, and how much more the laminate covers if it has no border.
struct ApertureSize {
  double width = 0;           // [m]
  double length = 0;          // [m]
  double laminate_ratio = 1;  // [-]
};

/// A stack with the thickness of the films of a recipe, where it leaves it out: those of the
/// materials cigs, cds, izno, azo and mo.
LaminatePlan with_recipe(LaminatePlan plan, const process::Recipe& recipe);

/// The stack with the numbers of its materials, where it has none of its own.
/// @param path  of the laminate, "module.laminate"
/// @throws InputError E2103 names a material that the table lacks; E6119 where the stack cannot be
///                    bent as it says
LaminatePlan with_materials(LaminatePlan plan, const MechanicsTable& table,
                            const io::Document& document, const std::string& path);

/// Whatever is wrong with a stack, E6119, at its places; materials are looked up later.
std::vector<Diagnostic> laminate_problems(const LaminatePlan& plan, const std::string& path);

/// A bend's limit in words.
struct BendAnswer {
  double radius = 0;        // [m] of the neutral plane
  std::string layer;        // which has the limit
  bool is_tension = false;  // it cracks; otherwise it is crushed
};

/// What a laminate weighs and bears.
struct LaminateFigures {
  double mass = 0;                    // [kg] of all
  double laminate_area = 0;           // [m2]
  double aperture_area = 0;           // [m2]
  double foil_areal_mass = 0;         // [kg/m2] of the layers of the aperture alone
  double thickness = 0;               // [m] in the aperture
  double neutral_plane = 0;           // [m] below the light side
  double bending_stiffness = 0;       // [N m] per width
  double coupling_length = 0;         // [m]; 0: nothing slides
  std::optional<BendAnswer> outward;  // light side convex; nothing: no limit
  std::optional<BendAnswer> inward;
  std::optional<BendFigures> bend;  // of the bend that it is solved in; nothing: flat

  double areal_mass() const noexcept { return mass / laminate_area; }
  /// The wider of both; 0 without a limit.
  double least_radius() const noexcept;
};

/// The layers for the engine, of a stack with its materials.
std::vector<module::LaminateLayer> laminate_layers(const LaminatePlan& plan);

/// Strains and factors in the bend of a plan. A contact resists more by (22), against what it
/// resists flat; cracks never help it.
/// @param plan  with its materials, a stack and a radius
/// @throws InputError E4104 where materials are missing
BendFigures bend_figures(const LaminatePlan& plan);

/// Mass and bends of a stack that is not empty.
/// @param plan  with its materials
LaminateFigures laminate_figures(const LaminatePlan& plan, const ApertureSize& aperture);

}  // namespace heliofab::twin
