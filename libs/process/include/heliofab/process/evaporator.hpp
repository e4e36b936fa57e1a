// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/core/field.hpp"
#include "heliofab/process/evaporant.hpp"

namespace heliofab::process {

/// A stretch of the web's path between two shields. The sources of a zone reach the web through
/// its opening and nowhere else.
struct DepositionZone {
  std::string name;
  double start = 0;               // [m] along the path
  double length = 0.2667;         // [m]
  double opening = 0.30;          // [m] across, about the web's middle
  double temperature_offset = 0;  // [K] of the web here over the recipe's substrate temperature

  friend bool operator==(const DepositionZone&, const DepositionZone&) = default;
};

template <class Visit>
void describe(Visit& visit, DepositionZone& z) {
  visit(z.name, {"name"});
  visit(z.start, {"start", unit::mm, 0, 20'000, "of the opening along the web's path", "D"});
  visit(z.length, {"length", unit::mm, 1, 20'000, "of the opening along the web's path", "D"});
  visit(z.opening,
        {"opening", unit::mm, 1, 5000, "of the shields across, about the web's middle", "D"});
  visit(z.temperature_offset,
        {"temperature_offset", unit::K, -300, 300,
         "of the web in this zone over the recipe's substrate temperature", "D"});
}

/// A crucible under the web: a row of nozzles across it.
struct EvaporationSource {
  std::string name;
  Evaporant evaporant = Evaporant::copper;
  std::string zone;               // whose opening it sees
  double position = 0;            // [m] along the path, of its nozzles
  double distance = 0.20;         // [m] from the nozzles up to the web
  std::int64_t nozzles = 3;       // across the web
  double spacing = 0.11;          // [m] of the nozzles across
  std::vector<double> across;     // [m] of each nozzle from the web's middle; empty: by spacing
  double nozzle_diameter = 0.01;  // [m]
  double nozzle_length = 0.01;    // [m]
  double exponent = 3;            // [-] of the cosine in its plume
  double tilt = 0;                // [rad] of its axis towards where the web goes
  double share = 1;               // [-] of its evaporant, against other sources, before tuning
  double temperature = 0;         // [K] of the melt; 0: found by tuning
  double limit = 1773.15;         // [K] what the crucible stands
  double charge = 2;              // [kg]

  friend bool operator==(const EvaporationSource&, const EvaporationSource&) = default;
};

template <class Visit>
void describe(Visit& visit, EvaporationSource& s) {
  visit(s.name, {"name"});
  visit(s.evaporant, {"evaporant", "what is in the crucible", "D"});
  visit(s.zone, {"zone", "whose opening the source sees", "D"});
  visit(s.position,
        {"position", unit::mm, -5000, 25'000, "of the nozzles along the web's path", "D"});
  visit(s.distance, {"distance", unit::mm, 10, 2000, "from the nozzles up to the web", "D"});
  visit(s.nozzles, {"nozzles", 1, 100, "in the row across the web", "C"});
  visit(s.spacing, {"spacing", unit::mm, 0, 1000, "of the nozzles, about the web's middle", "D"});
  visit(s.across, {"across", unit::mm, -2500, 2500,
                   "of each nozzle from the web's middle, in place of nozzles and spacing", "D"});
  visit(s.nozzle_diameter, {"nozzle_diameter", unit::mm, 0.1, 500, "inside", "D"});
  visit(s.nozzle_length, {"nozzle_length", unit::mm, 0, 500, "of the bore", "D"});
  visit(s.exponent, {"exponent", unit::one, 0.5, 50,
                     "n of the plume cos^n; 1 is a thin hole, 2 to 4 usual", "C graper1973"});
  visit(s.tilt, {"tilt", unit::deg, -60, 60, "of the axis towards where the web goes", "D"});
  visit(s.share, {"share", unit::percent, 0, 100,
                  "of this evaporant, against its other sources, before tuning", "D"});
  visit(s.temperature, {"temperature", unit::degC, -273.15, 2500,
                        "of the melt; left out, or 0 K: found by tuning", "D"});
  visit(s.limit, {"limit", unit::degC, 100, 2500, "what the crucible stands", "D"});
  visit(s.charge, {"charge", unit::g, 1, 1e6, "of a full crucible", "D"});
}

/// The zones of the tool in the plans that come with the program: one for sodium fluoride, then six
/// sub-layers over 1.6 m. theory/evaporation.md, table of the tool.
std::vector<DepositionZone> default_zones();
/// Its sources, none with a stated temperature.
std::vector<EvaporationSource> default_sources();

/// An in-line tool that evaporates CIGS from several sources onto the moving web.
///
/// Along is measured down the web's path, 0 where the first zone may begin; across from the web's
/// middle, as the tool stands, positive towards the web's right edge.
struct Evaporator {
  // The web's, not the tool's to say: who joins them sets both.
  double web_width = 0.33;       // [m]
  double aperture_width = 0.27;  // [m] of web used for modules, about the middle
  double web_limit = 753.15;     // [K] what the web stands
  double selenium_ratio = 4;     // [-] Se over metal atoms arriving in each zone, as tuned
  double selenium_alarm = 2.5;   // [-] below it anywhere the film is suspect
  double diffusivity = 2.5e-15;  // [m2/s] of Ga against In at `diffusion_temperature`
  double diffusion_energy_eV = 1.3;
  double diffusion_temperature = 923.15;  // [K]
  std::vector<DepositionZone> zones = default_zones();
  std::vector<EvaporationSource> sources = default_sources();

  friend bool operator==(const Evaporator&, const Evaporator&) = default;
};

template <class Visit>
void describe(Visit& visit, Evaporator& e) {
  visit(e.web_limit,
        {"web_limit", unit::degC, 100, 1500, "what the web stands for minutes", "C ube_upilex"});
  visit(e.selenium_ratio, {"selenium_ratio", unit::one, 0.5, 50,
                           "Se over metal atoms arriving in a zone, for sources to be tuned", "C"});
  visit(e.selenium_alarm, {"selenium_alarm", unit::one, 0.5, 50,
                           "ratio below which the film is suspect, anywhere on the path", "C"});
  visit(e.diffusivity, {"diffusivity", unit::cm2_per_s, 0, 1e-6,
                        "of Ga against In at diffusion_temperature", "C marudachalam1997"});
  visit(e.diffusion_energy_eV,
        {"diffusion_energy", unit::eV, 0, 4, "activation energy of that diffusivity", "D"});
  visit(e.diffusion_temperature, {"diffusion_temperature", unit::degC, 100, 1000,
                                  "at which diffusivity is stated", "C marudachalam1997"});
  visit(e.zones, {"zones", "openings along the web's path, in its order"});
  visit(e.sources, {"sources", "crucibles under the web"});
}

/// Refuses a tool that makes no sense: zones that overlap, a source without a zone, shares that add
/// to nothing. @throws InputError E4310 with all that is wrong
void check_evaporator(const Evaporator& evaporator);

/// The zone in which the web is hottest; none of a tool without zones.
const DepositionZone* hottest_zone(const Evaporator& evaporator) noexcept;

/// W4314 when a recipe's substrate temperature [K] makes the web hotter in some zone than it
/// stands; its path is that of the temperature, from the recipe on. Expects a checked tool.
std::vector<Diagnostic> warnings_of(const Evaporator& evaporator, double substrate_temperature);

/// Index of the zone a source sees. Expects a checked tool.
std::size_t zone_of(const Evaporator& evaporator, const EvaporationSource& source);

/// Of each nozzle from the web's middle [m].
std::vector<double> nozzles_of(const EvaporationSource& source);

/// Share of what enters a round bore that leaves it at the other end, without collisions among
/// atoms; theory/evaporation.md (3) [berman1965].
/// @param ratio  length over radius [-], >= 0
double clausing_factor(double ratio) noexcept;

/// What a source emits at a temperature of its melt [K], through all nozzles [1/s]; atoms, of
/// sodium fluoride formula units. 0 at 0 K.
double emission(const EvaporationSource& source, double temperature) noexcept;

/// Ga against In at a temperature of the web [K]: [m2/s]. theory/evaporation.md (9).
double interdiffusivity(const Evaporator& evaporator, double temperature) noexcept;

}  // namespace heliofab::process
