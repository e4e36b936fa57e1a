// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/module/plane_losses.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/twin/laminate_plan.hpp"
#include "heliofab/twin/module_heat_plan.hpp"
#include "heliofab/twin/module_parts_plan.hpp"
#include "heliofab/twin/population_plan.hpp"

// What a module designer writes: stripes, sheets, what the film does, and what differs from place
// to place. Stripes count from 1.
namespace heliofab::twin {

/// Scribes with the contact of P2 along its length or by its area.
struct ScribesPlan {
  module::Scribes scribes{.p2_contact = 0, .leakage = 0};
  double p2_resistivity = 0;  // [ohm m2]; 0: p2_contact says it

  friend bool operator==(const ScribesPlan&, const ScribesPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribesPlan& s) {
  const auto visit_scribes = [&visit](double& value, Field field) {
    if (field.key == "p2_contact") {
      field.note = "contact of P2 times its length; left out: p2_resistivity says it";
      field.grade = "D";
    }
    if (field.key == "leakage") {
      field.note = "conductance across P1 and P3 together, half of it over each";
    }
    visit(value, field);
  };
  describe(visit_scribes, s.scribes);
  visit(s.p2_resistivity, {"p2_resistivity", unit::ohm_cm2, 0, 10,
                           "contact of P2 times its area; left out: p2_contact says it", "D"});
}

/// How a module is cut into stripes: two of cells, pitch and width say the third.
struct LayoutPlan {
  std::int64_t cells = 0;    // [-]; 0: as many as fit into the width
  double pitch = 0;          // [m]; 0: so that they fill the width
  double width = 0;          // [m] of all stripes; 0: cells and pitch say it
  double cell_length = 0.3;  // [m]
  ScribesPlan scribes;
  double end_contact = 5e-5;  // [ohm m]

  friend bool operator==(const LayoutPlan&, const LayoutPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LayoutPlan& l) {
  constexpr bool required = true;
  visit(l.cells,
        {"cells", 0, 1000, "stripes in series; 0: as many of the pitch as the width holds", "D"});
  visit(l.pitch, {"pitch", unit::mm, 0, 50,
                  "stripe to stripe, scribes included; 0: so that the cells fill the width", "D"});
  visit(l.width, {"width", unit::mm, 0, 1e4,
                  "of all stripes, in place of cells or pitch; 0: both of these are given", "D"});
  visit(l.cell_length, {"cell_length", unit::m, 0.005, 10, "of a stripe", "D", required});
  visit(l.scribes, {"scribes", "P1, P2, P3 and the lands between them", "", required});
  visit(l.end_contact, {"end_contact", unit::ohm_cm, 0, 10,
                        "both bus bars together, times the length of a stripe", "D"});
}

/// The two contacts of the film.
struct SheetsPlan {
  double tco = 10;  // [ohm]
  double mo = 0.5;  // [ohm]

  friend bool operator==(const SheetsPlan&, const SheetsPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, SheetsPlan& s) {
  constexpr bool required = true;
  visit(s.tco, {"tco", unit::ohm_per_sq, 0.01, 1e4, "front contact", "D", required});
  visit(s.mo, {"mo", unit::ohm_per_sq, 1e-3, 1e3, "back contact", "D", required});
}

/// Current of a film far in reverse: current * exp(-slope * (junction voltage - onset)).
struct BreakdownPlan {
  double current = 0;  // [A/m2]
  double onset = -4;   // [V]
  double slope = 4;    // [1/V]

  friend bool operator==(const BreakdownPlan&, const BreakdownPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, BreakdownPlan& b) {
  visit(b.current,
        {"current", unit::mA_per_cm2, 0, 1e3, "at the onset; 0: the film does not break", "D"});
  visit(b.onset, {"onset", unit::V, -100, 0, "junction voltage where the current is known", "D"});
  visit(b.slope, {"slope", unit::per_V, 0.1, 100,
                  "of its logarithm: 2 in the dark, 4 in light, "
                  "6 at weak spots",
                  "C"});
}

/// What a film does at one place, as a diode.
struct DiodePlan {
  double photocurrent = 0;       // [A/m2]
  double saturation = 0;         // [A/m2]
  double ideality = 1.5;         // [-]
  double series_resistance = 0;  // [ohm m2]
  double shunt_resistance = 0;   // [ohm m2]; 0: none
  double shunt = 0;              // [S/m2]
  double shunt_exponent = 1;     // [-]
  BreakdownPlan breakdown;
  std::string table;  // a file; empty: the diode

  friend bool operator==(const DiodePlan&, const DiodePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, DiodePlan& d) {
  constexpr bool required = true;
  visit(d.photocurrent,
        {"photocurrent", unit::mA_per_cm2, 0, 1e3, "of the light; 0: dark", "D", required});
  visit(d.saturation, {"saturation", unit::mA_per_cm2, 1e-30, 1,
                       "current of the diode, at the module's temperature", "D", required});
  visit(d.ideality, {"ideality", unit::one, 0.5, 10, "of the diode", "D"});
  visit(d.series_resistance, {"series_resistance", unit::ohm_cm2, 0, 100,
                              "of the film itself; sheets and contacts come on top", "D"});
  visit(d.shunt_resistance,
        {"shunt_resistance", unit::ohm_cm2, 0, 1e12, "of the shunt at 0.5 V; 0: none", "D"});
  visit(d.shunt, {"shunt", unit::S_per_m2, 0, 1e5,
                  "conductance of the shunt at 0.5 V, in place of shunt_resistance", "D"});
  visit(d.shunt_exponent,
        {"shunt_exponent", unit::one, 1, 5, "current as a power of voltage; 1: ohmic", "D"});
  visit(d.breakdown, {"breakdown", "what the film does far in reverse"});
  visit(d.table, {"table",
                  "CSV beside this file, in place of the diode: voltage_V, "
                  "current_density_mA_cm2 and, for several lights, light"});
}

/// One stripe that differs from the others.
struct StripePlan {
  std::string name = "a stripe";
  std::int64_t stripe = 1;
  double photocurrent_factor = 1;  // [-]
  double saturation_factor = 1;    // [-]
  double shunt_factor = 1;         // [-]

  friend bool operator==(const StripePlan&, const StripePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, StripePlan& s) {
  visit(s.name, {"name"});
  visit(s.stripe, {"stripe", 1, 1000, "which one, from 1", "", true});
  visit(s.photocurrent_factor,
        {"photocurrent_factor", unit::one, 0, 100, "on that of the film", "D"});
  visit(s.saturation_factor,
        {"saturation_factor", unit::one, 1e-9, 1e9, "on that of the film", "D"});
  visit(s.shunt_factor, {"shunt_factor", unit::one, 0, 1e9, "on the shunt of the film", "D"});
}

/// How finely a module is cut for the solver.
struct MeshPlan {
  module::PlaneMesh mesh{.growth = 1.6};

  friend bool operator==(const MeshPlan&, const MeshPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, MeshPlan& m) {
  visit(m.mesh.degree,
        {"degree", 1, 12, "of the polynomials in an element; 1: finite volumes", "D"});
  visit(m.mesh.elements, {"elements", 1, 1000, "across an even stripe", "D"});
  visit(m.mesh.elements_flaw, {"elements_flaw", 1, 1000, "across a flaw", "D"});
  visit(m.mesh.growth,
        {"growth", unit::one, 1.05, 100, "of elements away from a flaw, one to the next", "D"});
  visit(m.mesh.longest, {"longest", unit::mm, 0.1, 1e4, "element along the stripes", "D"});
}

/// Voltages of a module's curve.
struct VoltagesPlan {
  double from = 0;          // [V]
  double to = 0;            // [V]; 0: open circuit
  double step = 0;          // [V]; 0: by points
  std::int64_t points = 0;  // 0: by the step, or 61

  friend bool operator==(const VoltagesPlan&, const VoltagesPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, VoltagesPlan& v) {
  visit(v.from, {"from", unit::V, -1000, 1000, "first voltage", "D"});
  visit(v.to, {"to", unit::V, -1000, 1000, "last voltage; 0: open circuit", "D"});
  visit(v.step, {"step", unit::V, 0, 100, "between voltages; 0: points says it", "D"});
  visit(v.points, {"points", 0, 100000, "number of voltages; 0: step says it, or 61", "D"});
}

/// Currents of a module's curve, in place of voltages.
struct CurrentsPlan {
  double from = 0;          // [A]
  double to = 0;            // [A]; as from: voltages
  double step = 0;          // [A]; 0: by points
  std::int64_t points = 0;  // 0: by the step, or 61

  bool is_given() const noexcept { return to != from; }

  friend bool operator==(const CurrentsPlan&, const CurrentsPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, CurrentsPlan& c) {
  visit(c.from, {"from", unit::A, -1000, 1000, "first current, above 0 delivered", "D"});
  visit(c.to, {"to", unit::A, -1000, 1000, "last current; as from: voltages of sweep", "D"});
  visit(c.step, {"step", unit::A, 0, 100, "between currents; 0: points says it", "D"});
  visit(c.points, {"points", 0, 100000, "number of currents; 0: step says it, or 61", "D"});
}

/// A module by what its film does: what `heliofab module` solves in its plane.
struct PlaneModulePlan {
  std::string name = "a module";
  double temperature = 298.15;  // [K]
  LayoutPlan layout;
  SheetsPlan sheets;
  DiodePlan film;
  std::vector<StripePlan> stripes;
  std::vector<FlawPlan> flaws;
  std::vector<ShadePlan> shades;
  std::vector<PatchPlan> patches;
  std::vector<FilmMapPlan> maps;
  std::vector<ScribeFaultPlan> scribe_faults;
  ScribeEdgesPlan edges;
  std::vector<BypassPlan> bypasses;
  MeshPlan mesh;
  VoltagesPlan sweep;
  CurrentsPlan currents;
  LaminatePlan laminate;
  Operation operation = Operation::film;
  double operating_temperature = 298.15;  // [K]
  HeatPlan heat;
  StripePopulationPlan population;

  friend bool operator==(const PlaneModulePlan&, const PlaneModulePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, PlaneModulePlan& p) {
  constexpr bool required = true;
  visit(p.name, {"name", "shown with the results"});
  visit(p.temperature, {"temperature", unit::K, 150, 600, "at which the film's law is given", "D"});
  visit(p.layout, {"layout", "stripes and scribes", "", required});
  visit(p.sheets, {"sheets", "sheet resistance of both contacts", "", required});
  visit(p.film, {"film", "what the film does at every place, as a diode", "", required});
  visit(p.stripes, {"stripes", "stripes that differ from the others, by name"});
  visit(p.flaws, {"flaws", "ohmic patches in place of the film, by name"});
  visit(p.shades, {"shades", "rectangles in other light, by name"});
  visit(p.patches, {"patches", "rectangles of other film or contacts, by name"});
  visit(p.maps, {"maps", "tables of factors over the whole module, by name"});
  visit(p.scribe_faults, {"scribe_faults", "pieces of scribes that failed, by name"});
  visit(p.edges, {"edges", "film beside the scribes, hurt by them"});
  visit(p.bypasses, {"bypasses", "diodes across some stripes, by name"});
  visit(p.mesh, {"mesh", "how finely the module is cut"});
  visit(p.sweep, {"sweep", "voltages of the curve"});
  visit(p.currents, {"currents", "of the curve, in place of voltages: what a string drives"});
  visit(p.laminate, {"laminate", "layers that say what the module weighs and how far it bends"});
  visit(p.operation, {"operation",
                      "film: as warm as the film's law is given for; isothermal: at "
                      "operating_temperature; heated: by light and currents",
                      "D"});
  visit(p.operating_temperature,
        {"operating_temperature", unit::degC, -100, 300, "of an isothermal operation", "D"});
  visit(p.heat, {"heat", "how films change with temperature, where heat comes from and goes"});
  visit(p.population, {"population", "modules of this design whose stripes stray"});
}

/// True for a module by what its film does; one by the recipe of its film is a ModulePlan. Told by
/// the keys that the file gives.
bool is_plane_module(const io::Document& document);

/// Reads and checks a module; problems stand at their place in the file. Tables that it names get
/// their whole path.
/// @throws InputError E1xxx, E6119
io::Read<PlaneModulePlan> read_plane_module_plan(const io::Document& document);

/// What the film does where no stripe, flaw or shade says otherwise.
module::FilmLaw nominal_film(const PlaneModulePlan& plan);
/// The same with what the temperature of an isothermal operation makes of it.
module::NominalFilm nominal_state(const PlaneModulePlan& plan);

/// The module for the plane engine, with stripes from 0, its films at the temperature of an
/// isothermal operation.
/// @throws InputError E14xx, E6120 for tables that say no map or no J-V
module::PlaneModule plane_module(const PlaneModulePlan& plan);
/// Its heat; a dark module has no light that could warm it.
module::PlaneHeat plane_heat(const PlaneModulePlan& plan);

}  // namespace heliofab::twin
