// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// Co-evaporated CIGS as the recipe wants it. Composition runs from the light side through a notch
/// to the back; the three ratios are relative to the mean, and the notch's depth follows from them.
struct Absorber {
  double thickness = 2.0e-6;              // [m]
  double cgi = 0.88;                      // [-] Cu / (Ga + In)
  double ggi = 0.32;                      // [-] Ga / (Ga + In), mean over the depth
  double front_ratio = 0.875;             // [-] GGI at the light side over the mean
  double notch_ratio = 0.78;              // [-] lowest GGI over the mean
  double back_ratio = 1.41;               // [-] GGI at the back over the mean
  double substrate_temperature = 713.15;  // [K]
  double selenium_ratio = 4;              // [-] Se supplied over metals supplied
  double naf_thickness = 20e-9;           // [m] equivalent

  friend bool operator==(const Absorber&, const Absorber&) = default;
};

template <class Visit>
void describe(Visit& visit, Absorber& a) {
  visit(a.thickness,
        {"thickness", unit::um, 0.3, 5, "CIGS film as grown; 1 to 3 um is usual", "D"});
  visit(a.cgi, {"cgi", unit::one, 0.5, 1.05, "Cu / (Ga + In) of the film", "D"});
  visit(a.ggi, {"ggi", unit::one, 0, 0.8, "Ga / (Ga + In), mean over the depth", "D"});
  visit(a.front_ratio,
        {"front_ratio", unit::one, 0.3, 3, "GGI at the light side over the mean", "D"});
  visit(a.notch_ratio, {"notch_ratio", unit::one, 0.1, 1, "lowest GGI over the mean", "D"});
  visit(a.back_ratio, {"back_ratio", unit::one, 0.3, 3, "GGI at the back over the mean", "D"});
  visit(a.substrate_temperature, {"substrate_temperature", unit::degC, 250, 550,
                                  "of the web in the zone; polyimide bears about 480 degC", "D"});
  visit(a.selenium_ratio,
        {"selenium_ratio", unit::one, 0.5, 20, "atoms of Se supplied per atom of metal", "C"});
  visit(a.naf_thickness,
        {"naf_thickness", unit::nm, 0, 100,
         "sodium supply on the sodium-free web, as NaF; 10 to 30 nm is usual", "C"});
}

/// Front and back contacts and buffer as the recipe wants them.
struct Window {
  double cds_thickness = 50e-9;         // [m]
  double izno_thickness = 60e-9;        // [m]
  double sheet_resistance = 15;         // [ohm] of ZnO:Al; its thickness follows
  double azo_thickness = 0;             // [m] of ZnO:Al; above 0 its sheet resistance follows
  double azo_carriers = 5.0e26;         // [1/m3]
  double azo_mobility = 22e-4;          // [m2/V/s]
  double azo_optical_mobility = 34e-4;  // [m2/V/s]
  double mo_thickness = 0.6e-6;         // [m]
  double mo_resistivity = 30e-8;        // [ohm m]

  friend bool operator==(const Window&, const Window&) = default;
};

template <class Visit>
void describe(Visit& visit, Window& w) {
  visit(w.cds_thickness, {"cds_thickness", unit::nm, 5, 200, "chemical-bath CdS", "C"});
  visit(w.izno_thickness, {"izno_thickness", unit::nm, 5, 300, "undoped ZnO", "C"});
  visit(w.sheet_resistance,
        {"sheet_resistance", unit::ohm_per_sq, 2, 200,
         "of the ZnO:Al; its thickness follows from carriers and mobility", "C"});
  visit(
      w.azo_thickness,
      {"azo_thickness", unit::nm, 0, 5000,
       "of the ZnO:Al, in place of sheet_resistance, which follows; 0: the other way round", "D"});
  visit(w.azo_carriers,
        {"azo_carriers", unit::per_cm3, 5e19, 2e21, "electrons in the ZnO:Al", "C"});
  visit(w.azo_mobility, {"azo_mobility", unit::cm2_per_V_s, 2, 80, "of those electrons", "C"});
  visit(w.azo_optical_mobility,
        {"azo_optical_mobility", unit::cm2_per_V_s, 2, 80,
         "within a grain, as infrared absorption feels it", "C treharne2011"});
  visit(w.mo_thickness, {"mo_thickness", unit::um, 0.05, 3, "sputtered back contact", "D"});
  visit(w.mo_resistivity,
        {"mo_resistivity", unit::ohm_cm, 5e-6, 1e-3, "dense 25e-6, porous 75e-6 ohm cm", "A"});
}

struct Recipe {
  Absorber absorber;
  Window window;

  friend bool operator==(const Recipe&, const Recipe&) = default;
};

template <class Visit>
void describe(Visit& visit, Recipe& r) {
  visit(r.absorber, {"absorber", "co-evaporated CIGS"});
  visit(r.window, {"window", "buffer, front contact and back contact"});
}

/// How one quantity strays from the recipe: independent parts, each as a standard deviation.
struct Scatter {
  double roll = 0;           // [-] from roll to roll
  double drift = 0;          // [-] along the web
  double drift_length = 30;  // [m] over which the drift forgets itself
  double cross = 0;          // [-] across the web: tilt and bow, new for each roll
  double local = 0;          // [-] from place to place

  friend bool operator==(const Scatter&, const Scatter&) = default;
};

template <class Visit>
void describe(Visit& visit, Scatter& s) {
  visit(s.roll, {"roll", unit::one, 0, 2, "standard deviation from roll to roll", "D"});
  visit(s.drift, {"drift", unit::one, 0, 2, "standard deviation of the drift along the web", "D"});
  visit(s.drift_length,
        {"drift_length", unit::m, 0.5, 1000, "over which the drift forgets itself", "D"});
  visit(s.cross, {"cross", unit::one, 0, 2, "standard deviation across the web", "D"});
  visit(s.local, {"local", unit::one, 0, 2, "standard deviation from place to place", "D"});
}

/// Scatter of all quantities. Relative for thickness, sodium, CdS and sheet resistances; absolute
/// for CGI and GGI; of the natural logarithm for lifetime, shunt and P2 contact.
struct Variation {
  Scatter thickness{.drift = 0.03, .cross = 0.04};
  Scatter cgi{.drift = 0.016, .cross = 0.012};
  Scatter ggi{.drift = 0.012, .cross = 0.009};
  Scatter sodium{.drift = 0.08, .cross = 0.06};
  Scatter cds{.roll = 0.06, .drift = 0.04, .drift_length = 100};
  Scatter tco{.roll = 0.04, .drift = 0.04, .cross = 0.04};
  Scatter mo{.roll = 0.03, .cross = 0.03};
  Scatter p2{.roll = 0.15, .local = 0.15};
  Scatter lifetime{};
  Scatter shunt{};

  friend bool operator==(const Variation&, const Variation&) = default;
};

template <class Visit>
void describe(Visit& visit, Variation& v) {
  visit(v.thickness, {"thickness", "CIGS thickness, relative"});
  visit(v.cgi, {"cgi", "Cu / (Ga + In), absolute"});
  visit(v.ggi, {"ggi", "Ga / (Ga + In), absolute"});
  visit(v.sodium, {"sodium", "sodium dose, relative"});
  visit(v.cds, {"cds", "CdS thickness, relative"});
  visit(v.tco, {"tco", "sheet resistance of the front contact, relative"});
  visit(v.mo, {"mo", "sheet resistance of the back contact, relative"});
  visit(v.p2, {"p2", "P2 contact resistance, logarithm"});
  visit(v.lifetime, {"lifetime", "carrier lifetime beside what the film explains, logarithm"});
  visit(v.shunt, {"shunt", "dark shunt conductance beside what the film explains, logarithm"});
}

/// Every film as the recipe wants it.
constexpr Variation no_variation() noexcept { return {{}, {}, {}, {}, {}, {}, {}, {}, {}, {}}; }

/// Point-like faults and stretches of web that are lost.
struct Defects {
  double fault_density = 0.08;     // [1/m2] bridged scribe segments and metal flakes
  double fault_conductance = 0.3;  // [S] median
  double fault_spread = 1.0;       // [-] standard deviation of its logarithm
  double event_spacing = 150;      // [m] mean distance of wrinkles, splices, handling marks
  double event_length = 1.5;       // [m] scrapped each

  friend bool operator==(const Defects&, const Defects&) = default;
};

template <class Visit>
void describe(Visit& visit, Defects& d) {
  visit(d.fault_density, {"fault_density", unit::per_m2, 0, 100,
                          "bridged scribe segments and metal flakes per area", "D"});
  visit(d.fault_conductance,
        {"fault_conductance", unit::S, 1e-6, 1e3,
         "median conductance of a fault alone, without what the sheets around it resist", "D"});
  visit(d.fault_spread, {"fault_spread", unit::one, 0, 3,
                         "standard deviation of the logarithm of that conductance", "D"});
  visit(d.event_spacing, {"event_spacing", unit::m, 1, 1e6,
                          "mean distance of wrinkles, splices and handling marks", "D"});
  visit(d.event_length, {"event_length", unit::m, 0, 100, "web scrapped at each", "D"});
}

/// Neither faults nor lost stretches.
constexpr Defects no_defects() noexcept { return {.fault_density = 0, .event_length = 0}; }

}  // namespace heliofab::process
