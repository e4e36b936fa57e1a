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
#include "heliofab/optics/incidence.hpp"

// What a cell is written with, beside its layers.
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
  // Of an amphoteric one, from 0 to -; those above are from + to 0.
  double second_energy_eV = 0;
  double second_sigma_n = 0;  // [m2]
  double second_sigma_p = 0;  // [m2]

  friend bool operator==(const LevelPlan&, const LevelPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, LevelPlan& l) {
  visit(l.name, {"name"});
  visit(l.kind, {"kind",
                 "charge: a donor is positive when empty, an acceptor negative when full, an "
                 "amphoteric state either"});
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
  visit(l.second_energy_eV,
        {"second_energy", unit::eV, -5, 5, "of an amphoteric state, from 0 to -", "D"});
  visit(l.second_sigma_n, {"second_sigma_n", unit::cm2, 0, 1e-8, "of electrons, from 0 to -", "D"});
  visit(l.second_sigma_p, {"second_sigma_p", unit::cm2, 0, 1e-8, "of holes, from 0 to -", "D"});
}

/// States in the plane between two layers, by cross sections and density or by velocities.
struct InterfaceLevelPlan {
  std::string name = "a level";
  device::LevelKind kind = device::LevelKind::neutral;
  double energy_eV = 0;
  device::LevelReference reference = device::LevelReference::mid_gap;
  double density = 0;     // [1/m2]
  double sigma_n = 0;     // [m2]
  double sigma_p = 0;     // [m2]
  double velocity_n = 0;  // [m/s]
  double velocity_p = 0;  // [m/s]

  friend bool operator==(const InterfaceLevelPlan&, const InterfaceLevelPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, InterfaceLevelPlan& l) {
  visit(l.name, {"name"});
  visit(l.kind, {"kind", "charge, as of a level in a layer; not amphoteric"});
  visit(l.energy_eV, {"energy", unit::eV, -5, 5, "above the reference", "D"});
  visit(l.reference, {"reference",
                      "from where the energy counts, in the gap from the higher valence to the "
                      "lower conduction band"});
  visit(l.density, {"density", unit::per_cm2, 0, 1e15, "of states", "D"});
  visit(l.sigma_n, {"sigma_n", unit::cm2, 0, 1e-8, "capture cross section of electrons", "D"});
  visit(l.sigma_p, {"sigma_p", unit::cm2, 0, 1e-8, "capture cross section of holes", "D"});
  visit(l.velocity_n, {"velocity_n", unit::cm_per_s, 0, 1e10,
                       "recombination velocity of electrons, in place of the cross section", "D"});
  visit(l.velocity_p, {"velocity_p", unit::cm_per_s, 0, 1e10,
                       "recombination velocity of holes, in place of the cross section", "D"});
}

/// What lies between a layer and the next one.
struct InterfacePlan {
  std::string name = "a layer";
  std::vector<InterfaceLevelPlan> levels;
  double sheet_charge = 0;        // [1/m2]
  double thermal_velocity = 1e5;  // [m/s]
  double emission_n = 0;          // [m/s]
  double emission_p = 0;          // [m/s]
  double tunnel_mass_n = 0;       // [-] over the free electron's
  double tunnel_mass_p = 0;       // [-]
  double roughness = 0;           // [m]

  friend bool operator==(const InterfacePlan&, const InterfacePlan&) = default;
};

template <class Visit>
void describe(Visit& visit, InterfacePlan& i) {
  visit(i.name, {"name"});
  visit(i.levels, {"levels", "states in the plane, which exchange carriers with both sides"});
  visit(i.sheet_charge,
        {"sheet_charge", unit::per_cm2, -1e15, 1e15, "fixed elementary charges", "D"});
  visit(i.thermal_velocity, {"thermal_velocity", unit::cm_per_s, 1e5, 1e9,
                             "of both carriers, for capture by cross section", "C"});
  visit(i.emission_n, {"emission_n", unit::cm_per_s, 0, 1e11,
                       "velocity at which electrons cross the step of their band; 0: freely", "D"});
  visit(i.emission_p, {"emission_p", unit::cm_per_s, 0, 1e11,
                       "velocity at which holes cross the step of their band; 0: freely", "D"});
  visit(i.tunnel_mass_n, {"tunnel_mass_n", unit::one, 0, 100,
                          "of electrons that also tunnel through the tip of that barrier, over the "
                          "free electron's; 0: none do",
                          "D"});
  visit(i.tunnel_mass_p, {"tunnel_mass_p", unit::one, 0, 100,
                          "of holes that also tunnel through the tip of that barrier, over the "
                          "free electron's; 0: none do",
                          "D"});
  visit(i.roughness, {"roughness", unit::nm, 0, 200,
                      "depth over which waves of light see the films half and half mixed", "D"});
}

/// How a mobility falls with doping: minimum + (mobility - minimum) / (1 + (N /
/// reference)^exponent).
struct ScatteringPlan {
  double minimum = 0;     // [m2/V/s]
  double reference = 0;   // [1/m3]
  double exponent = 0.7;  // [-]

  friend bool operator==(const ScatteringPlan&, const ScatteringPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ScatteringPlan& s) {
  visit(s.minimum, {"minimum", unit::cm2_per_V_s, 0, 1e5, "of the most heavily doped film", "D"});
  visit(s.reference, {"reference", unit::per_cm3, 0, 1e22,
                      "doping that takes half of the rest; 0: the mobility does not fall", "D"});
  visit(s.exponent, {"exponent", unit::one, 0.1, 5, "of doping over the reference", "C"});
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
  visit(f.index, {"index", "one of cell.indices, a name in data/optics or a CSV file", "", true});
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
  double suns = 1;           // [-]
  double irradiance = 1000;  // [W/m2]
  double angle = 0;          // [rad]
  optics::Polarisation polarisation = optics::Polarisation::unpolarised;
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
  visit(l.suns, {"suns", unit::one, 1e-9, 1000, "factor on all of the light", "D"});
  visit(l.irradiance,
        {"irradiance", unit::W_per_m2, 1e-3, 1e4,
         "of one sun on the plane of the cell, which the efficiency divides by", "D"});
  visit(l.angle,
        {"angle", unit::deg, 0, 89.9,
         "of transfer_matrix: from the normal of the cell to the direction of the light", "D"});
  visit(l.polarisation, {"polarisation",
                         "of light at an angle: its field across the plane of incidence (s), in "
                         "it (p) or both alike"});
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
  double work_function_eV = 4.5;
  double velocity_n = 1e5;  // [m/s]
  double velocity_p = 1e5;  // [m/s]

  friend bool operator==(const ContactPlan&, const ContactPlan&) = default;
};

template <class Visit>
void describe(Visit& visit, ContactPlan& c) {
  visit(c.kind, {"kind", "neutral up to the metal, or with a barrier, given or by the metal"});
  visit(c.barrier_eV, {"barrier", unit::eV, -1, 5,
                       "Ec - EF at the contact of the n side, EF - Ev at that of the p side", "D"});
  visit(c.work_function_eV, {"work_function", unit::eV, 1, 10, "of the metal", "D"});
  visit(c.velocity_n, {"velocity_n", unit::cm_per_s, 0, 1e14,
                       "surface recombination velocity of electrons", "D"});
  visit(c.velocity_p,
        {"velocity_p", unit::cm_per_s, 0, 1e14, "surface recombination velocity of holes", "D"});
}

}  // namespace heliofab::twin
