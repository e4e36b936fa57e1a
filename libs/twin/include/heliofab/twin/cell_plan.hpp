// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/profile.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/device/cell_design.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/materials/cigs_optics.hpp"
#include "heliofab/twin/cell_index.hpp"
#include "heliofab/twin/cell_parts.hpp"

// What a device physicist writes of a cell: layers with profiles, levels, contacts and light.
namespace heliofab::twin {

/// One semiconductor film; profiles run from the light side to the back.
struct LayerPlan {
  std::string name = "a layer";
  double thickness = 1e-6;  // [m]
  Profile composition = uniform(0);
  Profile cgi = uniform(materials::usual_cgi);
  Profile gap_eV;
  Profile affinity_eV;
  Profile permittivity;
  Profile nc;                      // [1/m3] at 300 K
  Profile nv;                      // [1/m3] at 300 K
  Profile mobility_n;              // [m2/V/s]
  Profile mobility_p;              // [m2/V/s]
  Profile donors = uniform(0);     // [1/m3] shallow, all ionised
  Profile acceptors = uniform(0);  // [1/m3]
  Profile radiative = uniform(0);  // [m3/s]
  Profile auger_n = uniform(0);    // [m6/s]
  Profile auger_p = uniform(0);    // [m6/s]
  double thermal_velocity = 1e5;   // [m/s]
  ScatteringPlan scattering_n;
  ScatteringPlan scattering_p;
  double saturation_n = 0;  // [m/s]
  double saturation_p = 0;  // [m/s]
  device::Statistics statistics = device::Statistics::boltzmann;
  std::vector<LevelPlan> levels;
  std::string index;           // of refraction
  double root_law = 0;         // [1/m]
  double pair_yield = 1;       // [-]
  std::int64_t elements = 40;  // [-]

  friend bool operator==(const LayerPlan&, const LayerPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LayerPlan& l) {
  constexpr bool required = true;
  visit(l.name, {"name"});
  visit(l.thickness, {"thickness", unit::um, 1e-4, 1e3, "of the film", "D", required});
  visit(l.composition, {"composition", unit::one, 0, 1,
                        "such as Ga / (Ga + In); properties and the index may follow it", "D"});
  visit(l.cgi, {"cgi", unit::one, 0.69, 1,
                "Cu / (Ga + In), which the index 'cigs' follows beside the composition", "D"});
  visit(l.gap_eV, {"gap", unit::eV, 0.1, 5, "band gap", "D", required});
  visit(l.affinity_eV,
        {"affinity", unit::eV, 0, 10, "vacuum level above the conduction band", "D", required});
  visit(l.permittivity, {"permittivity", unit::one, 1, 1000, "relative, static", "D", required});
  visit(l.nc, {"nc", unit::per_cm3, 1e14, 1e22,
               "effective density of states of the conduction band at 300 K", "D", required});
  visit(l.nv, {"nv", unit::per_cm3, 1e14, 1e22,
               "effective density of states of the valence band at 300 K", "D", required});
  visit(l.mobility_n, {"mobility_n", unit::cm2_per_V_s, 1e-8, 1e6, "of electrons", "D", required});
  visit(l.mobility_p, {"mobility_p", unit::cm2_per_V_s, 1e-8, 1e6, "of holes", "D", required});
  visit(l.donors, {"donors", unit::per_cm3, 0, 1e22, "shallow, all of them ionised", "D"});
  visit(l.acceptors, {"acceptors", unit::per_cm3, 0, 1e22, "shallow, all of them ionised", "D"});
  visit(l.radiative, {"radiative", unit::cm3_per_s, 0, 1e-4, "B of B (n p - ni2)", "D"});
  visit(l.auger_n, {"auger_n", unit::cm6_per_s, 0, 1e-24, "C of C n (n p - ni2)", "D"});
  visit(l.auger_p, {"auger_p", unit::cm6_per_s, 0, 1e-24, "C of C p (n p - ni2)", "D"});
  visit(l.thermal_velocity, {"thermal_velocity", unit::cm_per_s, 1e5, 1e9,
                             "of both carriers, for capture by cross section", "C"});
  visit(l.scattering_n, {"scattering_n", "how the mobility of electrons falls with doping"});
  visit(l.scattering_p, {"scattering_p", "how the mobility of holes falls with doping"});
  visit(l.saturation_n, {"saturation_n", unit::cm_per_s, 0, 1e9,
                         "drift velocity that no field exceeds, of electrons; 0: none", "D"});
  visit(l.saturation_p, {"saturation_p", unit::cm_per_s, 0, 1e9,
                         "drift velocity that no field exceeds, of holes; 0: none", "D"});
  visit(l.statistics, {"statistics", "fermi_dirac for films whose Fermi level is in a band"});
  visit(l.levels, {"levels", "states in the gap, by name"});
  visit(l.index, {"index",
                  "of refraction: one of cell.indices, a name in data/optics, a CSV file of its "
                  "own, or 'cigs' by composition and cgi"});
  visit(l.root_law,
        {"root_law", unit::per_cm, 0, 1e7,
         "A of an absorption A sqrt((photon energy - gap) / eV), without an index", "D"});
  visit(l.pair_yield, {"pair_yield", unit::one, 0, 1, "pairs per absorbed photon", "D"});
  visit(l.elements, {"elements", 2, 10000, "of the mesh, before it is refined", "D"});
}

/// Voltages of a curve.
struct SweepPlan {
  double from = 0;     // [V]
  double to = 1.5;     // [V]
  double step = 0.01;  // [V]
  bool stop_after_voc = true;

  friend bool operator==(const SweepPlan&, const SweepPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, SweepPlan& s) {
  visit(s.from, {"from", unit::V, -20, 20, "first voltage; below 0 is reverse bias", "D"});
  visit(s.to, {"to", unit::V, -20, 20, "last voltage", "D"});
  visit(s.step, {"step", unit::V, 1e-4, 1, "between voltages", "D"});
  visit(s.stop_after_voc, {"stop_after_voc", "in light, end one step beyond open circuit", "D"});
}

/// Resistances outside the films.
struct CircuitPlan {
  double series_resistance = 0;  // [ohm m2]
  double shunt_resistance = 0;   // [ohm m2]; 0: none

  friend bool operator==(const CircuitPlan&, const CircuitPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, CircuitPlan& c) {
  visit(c.series_resistance, {"series_resistance", unit::ohm_cm2, 0, 1e6, "to the terminals", "D"});
  visit(c.shunt_resistance,
        {"shunt_resistance", unit::ohm_cm2, 0, 1e12, "beside the junction; 0: none", "D"});
}

/// A cell by its layers: what `heliofab cell` solves.
struct CellPlan {
  std::string name = "a cell";
  double temperature = 298.15;  // [K]
  LightPlan light;
  std::vector<FilmOfLight> cover;    // thick, incoherent
  std::vector<FilmOfLight> coating;  // thin, before the first layer
  ContactPlan front;
  std::vector<LayerPlan> layers;
  std::vector<InterfacePlan> interfaces;
  ContactPlan back;
  std::string back_index = "mo";
  std::vector<IndexPlan> indices;
  CircuitPlan circuit;
  SweepPlan sweep;

  friend bool operator==(const CellPlan&, const CellPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, CellPlan& c) {
  visit(c.name, {"name", "shown with the results"});
  visit(c.temperature, {"temperature", unit::K, 150, 600, "of the cell", "D"});
  visit(c.light, {"light", "what falls on the cell and where it makes pairs"});
  visit(c.cover, {"cover", "thick sheets in front, without interference, by name"});
  visit(c.coating, {"coating", "thin films in front that only light sees, by name"});
  visit(c.front, {"front", "contact on the light side"});
  visit(c.layers, {"layers", "films from the light side to the back, by name", "", true});
  visit(c.interfaces, {"interfaces", "what lies behind a layer, by the name of that layer"});
  visit(c.back, {"back", "contact on the far side"});
  visit(c.back_index, {"back_index", "index of the back contact; as of a layer"});
  visit(c.indices, {"indices", "indices of refraction by formula or by mixing, by name"});
  visit(c.circuit, {"circuit", "resistances around the cell"});
  visit(c.sweep, {"sweep", "voltages of the curve"});
}

/// Reads and checks a cell; problems stand at their place in the file.
/// @throws InputError E1xxx, E3xxx, E62xx
io::Read<CellPlan> read_cell_plan(const io::Document& document);

}  // namespace heliofab::twin
