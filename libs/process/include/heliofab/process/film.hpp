// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "heliofab/core/field.hpp"
#include "heliofab/process/recipe.hpp"

namespace heliofab::process {

/// The film at one place of the web.
struct Film {
  double thickness = 0;              // [m] CIGS
  double cgi = 0;                    // [-]
  double ggi = 0;                    // [-] mean over the depth
  double sodium = 0;                 // [-] dose over the optimum dose
  double cds_thickness = 0;          // [m]
  double tco_sheet_resistance = 0;   // [ohm]
  double mo_sheet_resistance = 0;    // [ohm]
  double p2_contact = 0;             // [ohm m]
  double azo_carriers = 0;           // [1/m3] electrons in the ZnO:Al
  double substrate_temperature = 0;  // [K] of the web where the CIGS grew
  double selenium_ratio = 0;         // [-] Se supplied over metals supplied
  double front_ratio = 0;            // [-] GGI at the light side over the mean
  double notch_ratio = 0;            // [-] lowest GGI over the mean
  double back_ratio = 0;             // [-] GGI at the back over the mean
  double cds_pinholes = 0;           // [-] share of the area that no CdS covers
  double lifetime_factor = 1;        // [-] what scatters beside the causes above
  double shunt_factor = 1;           // [-] likewise
  double mo_thickness = 0;           // [m]

  friend bool operator==(const Film&, const Film&) = default;
};

/// All of a film, for what treats its members alike: blending, averaging.
inline constexpr std::array film_members{&Film::thickness,
                                         &Film::cgi,
                                         &Film::ggi,
                                         &Film::sodium,
                                         &Film::cds_thickness,
                                         &Film::tco_sheet_resistance,
                                         &Film::mo_sheet_resistance,
                                         &Film::p2_contact,
                                         &Film::azo_carriers,
                                         &Film::substrate_temperature,
                                         &Film::selenium_ratio,
                                         &Film::front_ratio,
                                         &Film::notch_ratio,
                                         &Film::back_ratio,
                                         &Film::cds_pinholes,
                                         &Film::lifetime_factor,
                                         &Film::shunt_factor,
                                         &Film::mo_thickness};

/// How film quality follows from film and recipe: theory/process.md (3)-(17), each with its grade.
struct FilmPhysics {
  double lifetime = 3e-9;                 // [s] of electrons in the film the recipe wants
  double doping = 8e21;                   // [1/m3] acceptors in the film the recipe wants
  double sodium_optimum = 20e-9;          // [m] NaF equivalent
  double sodium_doping_floor = 0.1;       // [-] of the doping without any sodium
  double sodium_lifetime_floor = 0.4;     // [-] of the lifetime without any sodium
  double cgi_low = 0.80;                  // [-] below it the lifetime falls
  double cgi_high = 0.93;                 // [-] above it the lifetime falls and shunts grow
  double cgi_low_scale = 0.14;            // [-] CGI per factor e of lifetime
  double cgi_high_scale = 0.033;          // [-]
  double cgi_shunt_scale = 0.012;         // [-] CGI per factor e of shunt
  double ggi_high = 0.35;                 // [-] above it the lifetime falls
  double ggi_scale = 0.08;                // [-] GGI per factor e of lifetime
  double temperature_reference = 713.15;  // [K]
  double temperature_scale = 40;          // [K] per factor e of lifetime
  double gradient_high = 0.7;             // [-] GGI over the whole depth; steeper costs lifetime
  double gradient_scale = 0.3;            // [-] gradient per factor e of lifetime
  double selenium_low = 2.5;              // [-] Se / metal below which the film lacks selenium
  double selenium_scale = 0.5;            // [-] Se / metal per factor e of lifetime
  double selenium_doping_scale = 1.0;     // [-] Se / metal per factor e of doping
  double selenium_shunt_scale = 0.4;      // [-] Se / metal per factor e of shunt
  double thin_junction = 26e-9;           // [m] CdS below which the junction recombines
  double thin_junction_scale = 8e-9;      // [m] CdS per factor e of lifetime
  double shunt = 2;                       // [S/m2] dark, at 0.5 V, in the film the recipe wants
  double shunt_exponent = 1.5;            // [-] of its current over voltage
  double thin_film = 0.9e-6;              // [m] below it shunts grow
  double thin_film_scale = 0.1e-6;        // [m] per factor e of shunt
  double thin_buffer = 20e-9;             // [m] CdS below which shunts grow
  double thin_buffer_scale = 4e-9;        // [m] CdS per factor e of shunt
  double pinhole_shunt = 1000;            // [S/m2] at 0.5 V, where ZnO touches the CIGS
  double back_barrier_eV = 0.2;           // [eV] EF - Ev at the Mo contact
  double back_velocity = 1e4;             // [m/s] electrons at the Mo contact

  friend bool operator==(const FilmPhysics&, const FilmPhysics&) = default;
};

template <class Visit>
void describe(Visit& visit, FilmPhysics& f) {
  visit(f.lifetime,
        {"lifetime", unit::ns, 0.01, 1000, "of electrons in the film the recipe wants", "D"});
  visit(f.doping,
        {"doping", unit::per_cm3, 1e13, 1e18, "acceptors in the film the recipe wants", "C"});
  visit(f.sodium_optimum,
        {"sodium_optimum", unit::nm, 1, 100, "NaF dose beyond which nothing is gained", "C"});
  visit(f.sodium_doping_floor,
        {"sodium_doping_floor", unit::one, 0, 1, "share of the doping without sodium", "C"});
  visit(f.sodium_lifetime_floor,
        {"sodium_lifetime_floor", unit::one, 0, 1, "share of the lifetime without sodium", "D"});
  visit(f.cgi_low, {"cgi_low", unit::one, 0.5, 1, "CGI below which the lifetime falls", "C"});
  visit(f.cgi_high,
        {"cgi_high", unit::one, 0.7, 1.05, "CGI above which lifetime falls and shunts grow", "C"});
  visit(f.cgi_low_scale,
        {"cgi_low_scale", unit::one, 1e-3, 1, "CGI per factor e of lifetime, below", "D"});
  visit(f.cgi_high_scale,
        {"cgi_high_scale", unit::one, 1e-3, 1, "CGI per factor e of lifetime, above", "D"});
  visit(f.cgi_shunt_scale,
        {"cgi_shunt_scale", unit::one, 1e-3, 1, "CGI per factor e of shunt, above", "D"});
  visit(f.ggi_high, {"ggi_high", unit::one, 0, 1, "GGI above which the lifetime falls", "C"});
  visit(f.ggi_scale, {"ggi_scale", unit::one, 1e-3, 1, "GGI per factor e of lifetime", "D"});
  visit(f.temperature_reference,
        {"temperature_reference", unit::degC, 200, 600, "at which `lifetime` holds", "D"});
  visit(f.temperature_scale,
        {"temperature_scale", unit::K, 1, 1000, "per factor e of lifetime", "D"});
  visit(f.gradient_high,
        {"gradient_high", unit::one, 0, 5,
         "GGI over the whole depth; the lifetime falls where it rises faster", "D chirila2011"});
  visit(f.gradient_scale,
        {"gradient_scale", unit::one, 1e-3, 5, "gradient per factor e of lifetime", "D"});
  visit(f.selenium_low, {"selenium_low", unit::one, 0, 20,
                         "Se per metal supplied below which the film lacks selenium", "C"});
  visit(f.selenium_scale,
        {"selenium_scale", unit::one, 0.01, 20, "Se per metal per factor e of lifetime", "D"});
  visit(f.selenium_doping_scale,
        {"selenium_doping_scale", unit::one, 0.01, 20, "Se per metal per factor e of doping", "D"});
  visit(f.selenium_shunt_scale,
        {"selenium_shunt_scale", unit::one, 0.01, 20, "Se per metal per factor e of shunt", "D"});
  visit(f.thin_junction,
        {"thin_junction", unit::nm, 0, 200,
         "CdS below which the junction recombines: shorter lifetime", "A cho2020"});
  visit(f.thin_junction_scale,
        {"thin_junction_scale", unit::nm, 0.1, 200, "CdS per factor e of lifetime", "D"});
  visit(f.shunt,
        {"shunt", unit::S_per_m2, 0, 1e4, "dark, at 0.5 V, in the film the recipe wants", "D"});
  visit(f.shunt_exponent,
        {"shunt_exponent", unit::one, 1, 3, "of shunt current over voltage; 1 is ohmic", "C"});
  visit(f.thin_film, {"thin_film", unit::um, 0, 5, "CIGS thickness below which shunts grow", "C"});
  visit(f.thin_film_scale, {"thin_film_scale", unit::um, 0.01, 5, "per factor e of shunt", "D"});
  visit(f.thin_buffer, {"thin_buffer", unit::nm, 0, 200, "CdS below which shunts grow", "C"});
  visit(f.thin_buffer_scale,
        {"thin_buffer_scale", unit::nm, 0.1, 200, "CdS per factor e of shunt", "D"});
  visit(f.pinhole_shunt,
        {"pinhole_shunt", unit::S_per_m2, 0, 1e6, "at 0.5 V, where ZnO touches the CIGS", "D"});
  visit(f.back_barrier_eV, {"back_barrier", unit::eV, 0, 0.6, "EF - Ev at the Mo contact", "C"});
  visit(f.back_velocity,
        {"back_velocity", unit::cm_per_s, 1, 1e8, "electrons at the Mo contact", "C"});
}

/// What the device engine needs to know of a film: the coordinates of shared cell curves. Any
/// values in reason are a film: front, back and depth of the notch leave its GGI to the mean.
struct CellParameters {
  double thickness = 0;      // [m] CIGS
  double ggi = 0;            // [-] mean over the depth
  double doping = 0;         // [1/m3] acceptors
  double lifetime = 0;       // [s] of electrons
  double cds_thickness = 0;  // [m]
  double azo_thickness = 0;  // [m]
  double azo_carriers = 0;   // [1/m3]
  double front_ratio = 0;    // [-] GGI at the light side over the mean
  double back_ratio = 0;     // [-] GGI at the back over the mean
  double notch_depth = 0;    // [-] share of the CIGS before the notch

  friend bool operator==(const CellParameters&, const CellParameters&) = default;
};

/// All of them, for what treats them alike.
inline constexpr std::array cell_parameter_members{
    &CellParameters::thickness,    &CellParameters::ggi,           &CellParameters::doping,
    &CellParameters::lifetime,     &CellParameters::cds_thickness, &CellParameters::azo_thickness,
    &CellParameters::azo_carriers, &CellParameters::front_ratio,   &CellParameters::back_ratio,
    &CellParameters::notch_depth};

/// The film exactly as the recipe wants it.
Film nominal_film(const Recipe& recipe, const FilmPhysics& physics, double p2_contact);

/// Where a gap profile of two straight parts turns, as a share of the depth, so that its mean is
/// right: theory (12). Outside 0 .. 1, or not finite, when no notch gives that mean.
/// @param front,notch,back  GGI over the mean [-]
double notch_depth(double front, double notch, double back) noexcept;
/// GGI of the notch over the mean [-]: the inverse of notch_depth.
double notch_ratio(const CellParameters& film) noexcept;

/// Film to device: theory/process.md (3)-(8), (10)-(15).
CellParameters cell_parameters(const Recipe& recipe, const FilmPhysics& physics, const Film& film);

/// Dark shunt conductance at 0.5 V [S/m2], theory/process.md (9), (16), (17).
double shunt_conductance(const FilmPhysics& physics, const Film& film);

}  // namespace heliofab::process
