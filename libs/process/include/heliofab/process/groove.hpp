// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "heliofab/core/field.hpp"

namespace heliofab::process {

/// What a pulsed laser does along one line; theory/tools.md (17)-(22). The defaults cut P1.
struct LaserBeam {
  double spot_radius = 30e-6;     // [m] where the fluence is 1/e2 of its peak
  double pulse_energy = 5.65e-6;  // [J] on the film
  double pulse_spacing = 5e-6;    // [m] speed of the beam over its repetition rate

  friend bool operator==(const LaserBeam&, const LaserBeam&) = default;
};

template <class Visit>
void describe(Visit& visit, LaserBeam& b) {
  visit(b.spot_radius,
        {"spot_radius", unit::um, 1, 1000, "where the fluence is 1/e2 of its peak", "D"});
  visit(b.pulse_energy, {"pulse_energy", unit::uJ, 0.01, 1e5, "on the film", "D"});
  visit(b.pulse_spacing,
        {"pulse_spacing", unit::um, 0.01, 1000, "speed of the beam over its repetition rate", "D"});
}

/// A film as that laser finds it. The defaults are Mo on polyimide in short pulses.
struct AblatedFilm {
  double thickness = 0.6e-6;        // [m] that must go
  double threshold = 0.1e4;         // [J/m2] above which a pulse takes something away
  double depth_per_pulse = 0.2e-6;  // [m] per factor e of fluence over the threshold
  double melting = 0.09e4;          // [J/m2] of the pulse, at which its heat melts the film

  friend bool operator==(const AblatedFilm&, const AblatedFilm&) = default;
};

template <class Visit>
void describe(Visit& visit, AblatedFilm& f) {
  visit(f.thickness, {"thickness", unit::um, 0.01, 20, "that must go", "D"});
  visit(f.threshold, {"threshold", unit::J_per_cm2, 1e-3, 100,
                      "fluence above which a pulse takes something away", "A mo_polyimide"});
  visit(f.depth_per_pulse, {"depth_per_pulse", unit::um, 1e-3, 100,
                            "that a pulse takes per factor e of fluence over the threshold", "D"});
  visit(f.melting,
        {"melting", unit::J_per_cm2, 1e-3, 1000,
         "fluence whose heat melts the film; little of a short pulse stays as heat", "D"});
}

/// Beams and films of FAB 2: P1 through the Mo; P2 and P3 down to it, 80 and 70 um wide.
constexpr LaserBeam p1_beam() noexcept { return {}; }
constexpr LaserBeam p2_beam() noexcept { return {.spot_radius = 45e-6, .pulse_energy = 31e-6}; }
constexpr LaserBeam p3_beam() noexcept { return {.spot_radius = 42e-6, .pulse_energy = 22e-6}; }
constexpr AblatedFilm mo_film() noexcept { return {}; }
/// @param thickness  of CIGS and what lies on it [m]
constexpr AblatedFilm cigs_film(double thickness) noexcept {
  return {.thickness = thickness, .threshold = 0.2e4, .depth_per_pulse = 0.5e-6, .melting = 0.2e4};
}

/// A scribe through one film, wherever it lies.
struct Groove {
  double width = 0;         // [m] at the top, where it is narrowest
  double bottom_width = 0;  // [m] opened down to what lies below; 0: a residue is left everywhere
  double edge = 0;          // [m] molten or chipped on either side

  bool is_open() const noexcept { return bottom_width > 0; }
  friend bool operator==(const Groove&, const Groove&) = default;
};

/// Peak fluence of a pulse [J/m2].
double peak_fluence(const LaserBeam& beam) noexcept;

/// The energy of pulses [J] that cut a groove of that width [m] at the top: theory/tools.md (17),
/// (18). @param threshold  of the film [J/m2]
double energy_for(const LaserBeam& beam, double threshold, double width) noexcept;

/// The groove of pulses that overlap. A beam too weak, or pulses so far apart that holes do not
/// meet, leave none.
Groove laser_groove(const LaserBeam& beam, const AblatedFilm& film) noexcept;

/// A needle that scrapes: the other tool for P2 and P3. It heats nothing, wears and chips.
struct Needle {
  double tip_width = 60e-6;  // [m] of a new tip
  double wear = 1e-9;        // [-] growth of that width per length scraped
  double chipping = 10e-6;   // [m] of film that breaks off on either side

  friend bool operator==(const Needle&, const Needle&) = default;
};

template <class Visit>
void describe(Visit& visit, Needle& n) {
  visit(n.tip_width, {"tip_width", unit::um, 5, 1000, "of a new tip", "C"});
  visit(n.wear, {"wear", unit::one, 0, 1e-6, "growth of that width per length scraped", "D"});
  visit(n.chipping, {"chipping", unit::um, 0, 500, "of film that breaks off either side", "D"});
}

/// The groove of a needle after `scraped` [m].
Groove needle_groove(const Needle& needle, double scraped) noexcept;

/// Molten edges conduct: how leakage of a scribe follows from its edges. theory/tools.md (23).
struct EdgeLeakage {
  double cold = 4e-5;      // [S/m] of a scribe without molten edges
  double scale = 2.17e-6;  // [m] of edge per factor e

  friend bool operator==(const EdgeLeakage&, const EdgeLeakage&) = default;
};

template <class Visit>
void describe(Visit& visit, EdgeLeakage& e) {
  visit(e.cold, {"cold", unit::S_per_cm, 0, 1e-2, "along a scribe without molten edges", "D"});
  visit(e.scale,
        {"scale", unit::um, 0.01, 100, "molten edge per factor e of leakage", "D hermann2006"});
}

/// Leakage across a scribe per length [S/m].
double edge_leakage(const EdgeLeakage& leakage, const Groove& groove) noexcept;

}  // namespace heliofab::process
