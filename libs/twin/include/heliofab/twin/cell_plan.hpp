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

// What a device physicist writes of a cell: layers with profiles, levels, contacts and light.
namespace heliofab::twin {

/// States in the gap of a layer, by cross sections and density or by lifetimes.
struct LevelPlan {
  std::string name = "a level";
  device::LevelKind kind = device::LevelKind::neutral;
  device::LevelShape shape = device::LevelShape::discrete;
  double energy_eV = 0;
  device::LevelReference reference = device::LevelReference::mid_gap;
  double spread_eV = 0;
  Profile density = uniform(0);  // [1/m3]
  double sigma_n = 0;            // [m2]
  double sigma_p = 0;            // [m2]
  double tau_n = 0;              // [s]
  double tau_p = 0;              // [s]

  friend bool operator==(const LevelPlan&, const LevelPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LevelPlan& l) {
  visit(l.name, {"name"});
  visit(l.kind, {"kind", "charge: a donor is positive when empty, an acceptor negative when full"});
  visit(l.shape, {"shape", "how its states spread over energy"});
  visit(l.energy_eV, {"energy", unit::eV, -5, 5, "above the reference; middle of a gaussian", "D"});
  visit(l.reference, {"reference", "from where the energy counts"});
  visit(l.spread_eV, {"spread", unit::eV, 0, 1,
                      "standard deviation of a gaussian, decay of a tail into the gap", "D"});
  visit(l.density, {"density", unit::per_cm3, 0, 1e22, "of states, all together", "D"});
  visit(l.sigma_n, {"sigma_n", unit::cm2, 0, 1e-8, "capture cross section of electrons", "D"});
  visit(l.sigma_p, {"sigma_p", unit::cm2, 0, 1e-8, "capture cross section of holes", "D"});
  visit(l.tau_n,
        {"tau_n", unit::ns, 0, 1e12, "lifetime of electrons, in place of the cross section", "D"});
  visit(l.tau_p,
        {"tau_p", unit::ns, 0, 1e12, "lifetime of holes, in place of the cross section", "D"});
}

/// One semiconductor film; profiles run from the light side to the back.
struct LayerPlan {
  std::string name = "a layer";
  double thickness = 1e-6;  // [m]
  Profile composition = uniform(0);
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
  visit(l.levels, {"levels", "states in the gap, by name"});
  visit(l.index, {"index",
                  "a table of n and k: a name in data/optics, a CSV file of its own, or "
                  "'cigs' by composition"});
  visit(l.root_law,
        {"root_law", unit::per_cm, 0, 1e7,
         "A of an absorption A sqrt((photon energy - gap) / eV), without an index", "D"});
  visit(l.pair_yield, {"pair_yield", unit::one, 0, 1, "pairs per absorbed photon", "D"});
  visit(l.elements, {"elements", 2, 10000, "of the mesh, before it is refined", "D"});
}

/// A film or sheet that only light sees.
struct FilmOfLight {
  std::string name = "a film";
  double thickness = 1e-7;  // [m]
  std::string index;
  double carriers = 0;              // [1/m3]
  double optical_mobility = 34e-4;  // [m2/V/s]

  friend bool operator==(const FilmOfLight&, const FilmOfLight&) = default;
};

template <class Visit>
void describe(Visit& visit, FilmOfLight& f) {
  visit(f.name, {"name"});
  visit(f.thickness, {"thickness", unit::um, 1e-4, 1e5, "of the film", "D", true});
  visit(f.index, {"index", "a table of n and k: a name in data/optics or a CSV file", "", true});
  visit(f.carriers, {"carriers", unit::per_cm3, 0, 1e22,
                     "electrons of ZnO:Al in place of those of the table; 0: those", "D"});
  visit(f.optical_mobility, {"optical_mobility", unit::cm2_per_V_s, 0.1, 1000,
                             "of these electrons, as light sees it", "C treharne2011"});
}

/// How light makes pairs.
enum class LightModel : std::uint8_t {
  dark,
  transfer_matrix,
  beer_lambert,
  exponential,
  uniform,
  table
};
constexpr std::array<std::string_view, 6> names_of(LightModel) {
  return {"dark", "transfer_matrix", "beer_lambert", "exponential", "uniform", "table"};
}

/// The light on a cell and how it makes pairs.
struct LightPlan {
  LightModel model = LightModel::transfer_matrix;
  std::string spectrum = "am15g";
  double suns = 1;                 // [-]
  double irradiance = 1000;        // [W/m2]
  double first_wavelength = 3e-7;  // [m]
  double last_wavelength = 1.3e-6;
  double wavelength_step = 5e-9;
  double front_reflectance = 0;  // [-]
  double back_reflectance = 0;   // [-]
  double flux = 0;               // [1/m2/s]
  double absorption = 0;         // [1/m]
  double rate = 0;               // [1/m3/s]
  std::string from;
  std::string file;

  friend bool operator==(const LightPlan&, const LightPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LightPlan& l) {
  visit(l.model, {"model", "waves, rays, a given profile, or none"});
  visit(l.spectrum, {"spectrum",
                     "a name in data/spectra or a CSV file of wavelength_nm and "
                     "irradiance_W_m2_nm"});
  visit(l.suns, {"suns", unit::one, 0, 1000, "factor on all of the light", "D"});
  visit(l.irradiance, {"irradiance", unit::W_per_m2, 1e-3, 1e4,
                       "of one sun, which the efficiency divides by", "D"});
  visit(l.first_wavelength, {"first_wavelength", unit::nm, 100, 1e4, "computed", "D"});
  visit(l.last_wavelength, {"last_wavelength", unit::nm, 100, 1e4, "computed", "D"});
  visit(l.wavelength_step, {"wavelength_step", unit::nm, 0.1, 100, "between those computed", "D"});
  visit(l.front_reflectance,
        {"front_reflectance", unit::percent, 0, 100, "of beer_lambert, at the front", "D"});
  visit(l.back_reflectance,
        {"back_reflectance", unit::percent, 0, 100, "of beer_lambert, at the back contact", "D"});
  visit(l.flux, {"flux", unit::per_cm2_s, 0, 1e22, "photons of an exponential profile", "D"});
  visit(l.absorption, {"absorption", unit::per_cm, 0, 1e8, "of an exponential profile", "D"});
  visit(l.rate, {"rate", unit::per_cm3_s, 0, 1e28, "of uniform generation", "D"});
  visit(l.from, {"from",
                 "layer at whose front an exponential or uniform profile begins; left "
                 "out: the first"});
  visit(l.file, {"file", "CSV file of a table: depth_um and generation_per_cm3_s"});
}

/// A contact of a cell.
struct ContactPlan {
  device::ContactKind kind = device::ContactKind::flat_band;
  double barrier_eV = 0;
  double velocity_n = 1e5;  // [m/s]
  double velocity_p = 1e5;  // [m/s]

  friend bool operator==(const ContactPlan&, const ContactPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ContactPlan& c) {
  visit(c.kind, {"kind", "neutral up to the metal, or with a barrier"});
  visit(c.barrier_eV, {"barrier", unit::eV, -1, 5,
                       "Ec - EF at the front contact, EF - Ev at the back contact", "D"});
  visit(c.velocity_n, {"velocity_n", unit::cm_per_s, 0, 1e14,
                       "surface recombination velocity of electrons", "D"});
  visit(c.velocity_p,
        {"velocity_p", unit::cm_per_s, 0, 1e14, "surface recombination velocity of holes", "D"});
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

/// A cell by its layers: what `heliofab cell` solves.
struct CellPlan {
  std::string name = "a cell";
  double temperature = 298.15;  // [K]
  LightPlan light;
  std::vector<FilmOfLight> cover;    // thick, incoherent
  std::vector<FilmOfLight> coating;  // thin, before the first layer
  ContactPlan front;
  std::vector<LayerPlan> layers;
  ContactPlan back;
  std::string back_index = "mo";
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
  visit(c.back, {"back", "contact on the far side"});
  visit(c.back_index, {"back_index", "index of the back contact; as of a layer"});
  visit(c.sweep, {"sweep", "voltages of the curve"});
}

/// Reads and checks a cell; problems stand at their place in the file.
/// @throws InputError E1xxx, E3xxx, E62xx
io::Read<CellPlan> read_cell_plan(const io::Document& document);

}  // namespace heliofab::twin
