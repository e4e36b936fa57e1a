// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/process/gauge.hpp"
#include "heliofab/process/groove.hpp"
#include "heliofab/process/interconnect.hpp"
#include "heliofab/process/scribe_place.hpp"
#include "heliofab/process/watch.hpp"

namespace heliofab::process {

/// One of the three passes of beams over a sheet, and how it strays. Its pulses have the energy
/// that cuts the width of the recipe, times `energy`.
struct ScribePass {
  double spot_radius = 30e-6;       // [m] where the fluence is 1/e2 of its peak
  double pulse_spacing = 5e-6;      // [m] speed of the beam over its repetition rate
  double energy = 1;                // [-]
  double energy_spread = 0.01;      // [-] standard deviation from sheet to sheet
  double offset = 0;                // [m] of all lines from where the design has them, away from P1
  double registration = 4e-6;       // [m] standard deviation from sheet to sheet
  double encoder = 2e-6;            // [m] from line to line
  double wander = 3e-6;             // [m] along the lines of a sheet, all of them together
  double threshold = 0.1e4;         // [J/m2]
  double depth_per_pulse = 0.2e-6;  // [m]
  double melting = 0.09e4;          // [J/m2]
  WebLoad load;

  friend bool operator==(const ScribePass&, const ScribePass&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribePass& p) {
  visit(p.spot_radius,
        {"spot_radius", unit::um, 1, 1000, "where the fluence is 1/e2 of its peak", "D"});
  visit(p.pulse_spacing,
        {"pulse_spacing", unit::um, 0.01, 1000, "speed of the beam over its repetition rate", "D"});
  visit(p.energy, {"energy", unit::one, 0, 100,
                   "of a pulse, over that which cuts the width of the recipe", "D"});
  visit(p.energy_spread,
        {"energy_spread", unit::percent, 0, 100, "standard deviation from sheet to sheet", "D"});
  visit(p.offset,
        {"offset", unit::um, -2000, 2000,
         "of all lines from where the design has them, in the direction from P1 to P3", "D"});
  visit(p.registration, {"registration", unit::um, 0, 1000,
                         "standard deviation of the place from sheet to sheet", "D"});
  visit(p.encoder,
        {"encoder", unit::um, 0, 1000, "standard deviation of the place from line to line", "D"});
  visit(p.wander, {"wander", unit::um, 0, 1000,
                   "standard deviation of the place along the lines, of all lines together", "D"});
  visit(p.threshold, {"threshold", unit::J_per_cm2, 1e-3, 100,
                      "fluence above which a pulse takes something away", "D mo_polyimide"});
  visit(p.depth_per_pulse, {"depth_per_pulse", unit::um, 1e-3, 100,
                            "that a pulse takes per factor e of fluence over the threshold", "D"});
  visit(p.melting,
        {"melting", unit::J_per_cm2, 1e-3, 1000, "fluence whose heat melts the film", "D"});
  visit(p.load, {"load", "the web under the beams"});
}

/// A camera that looks at scribed sheets as they pass: a sheet is a point of its charts.
struct ScribeCamera {
  Gauge gauge = Gauges{}.camera;
  double speed = 0.5;  // [m/s] at which sheets pass
  MonitorPlan monitor = limits_alone();

  friend bool operator==(const ScribeCamera&, const ScribeCamera&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribeCamera& c) {
  visit(c.gauge, {"gauge", "how it reads; places across are lines, the first at 0"});
  visit(c.speed, {"speed", unit::m_per_s, 0.001, 100, "at which sheets pass", "D"});
  visit(c.monitor, {"monitor", "charts, whose alarms do nothing: the flash sorts modules"});
}

/// P1, P2 and P3 on a sheet that is coated already.
struct ScribeTool {
  ScribePass p1;
  ScribePass p2{
      .spot_radius = 45e-6, .threshold = 0.2e4, .depth_per_pulse = 0.5e-6, .melting = 0.2e4};
  ScribePass p3{
      .spot_radius = 42e-6, .threshold = 0.2e4, .depth_per_pulse = 0.5e-6, .melting = 0.2e4};
  double wander_length = 1;  // [m] along a line after which its wander forgets itself
  EdgeLeakage leakage;
  WebMechanics web;
  ScribeCamera camera;

  friend bool operator==(const ScribeTool&, const ScribeTool&) = default;
};

template <class Visit>
void describe(Visit& visit, ScribeTool& t) {
  visit(t.p1, {"p1", "cuts the back contact"});
  visit(t.p2, {"p2", "opens the film for the series contact"});
  visit(t.p3, {"p3", "cuts the front contact"});
  visit(t.wander_length, {"wander_length", unit::m, 0.01, 1000,
                          "along a line, after which its wander forgets itself", "D"});
  visit(t.leakage, {"leakage", "across P1 and P3, by their molten edges"});
  visit(t.web, {"web", "as something that stretches"});
  visit(t.camera, {"camera", "watches scribes and the lands between them"});
}

/// Scribes and the lands between them. A gap is below 0 where scribes overlap.
struct ScribeDimensions {
  double p1_width = 0;   // [m]
  double p1_p2_gap = 0;  // [m]
  double p2_width = 0;   // [m]
  double p2_p3_gap = 0;  // [m]
  double p3_width = 0;   // [m]

  friend bool operator==(const ScribeDimensions&, const ScribeDimensions&) = default;
};

/// What the recipe wants of the scribes, and the films they go through.
struct ScribeDesign {
  ScribeDimensions dimensions{.p1_width = 50e-6,
                              .p1_p2_gap = 50e-6,
                              .p2_width = 80e-6,
                              .p2_p3_gap = 50e-6,
                              .p3_width = 70e-6};
  double p2_contact = 2e-3;  // [ohm m] of P2 at that width
  double mo_thickness = 0.6e-6;
  double front_thickness = 0.4e-6;  // [m] of all on the CIGS
  double cigs_thickness = 2e-6;     // [m]

  friend bool operator==(const ScribeDesign&, const ScribeDesign&) = default;
};

/// The stripes of one sheet. Line k ends stripe k; the last one leads to the bus bar.
struct ScribedStripes {
  std::int64_t roll = 0;
  double position = 0;  // [m] of the sheet's beginning on that roll: both are its address
  std::int64_t cells = 1;
  double pitch = 5e-3;   // [m]
  double length = 5;     // [m] of a stripe
  bool is_along = true;  // the web, or across it
};

/// The sheet in the address of draws: a millimetre is less than any sheet is long.
std::uint64_t address_of(const ScribedStripes& stripes) noexcept;

/// What bridges one cell along a scribe: contacts alone, without the sheets that lead to them.
struct LineShort {
  double length = 0;       // [m] of the scribe that bridges
  double conductance = 0;  // [S]

  friend bool operator==(const LineShort&, const LineShort&) = default;
};

/// The scribes behind one stripe, along all of them.
struct ScribedLine {
  double p2_factor = 1;    // [-] resistance of P2 over that of the design; `open_contact` if none
  double interrupted = 0;  // [m] of it without any contact
  LineShort before;        // of the stripe itself
  LineShort behind;        // of the next stripe

  friend bool operator==(const ScribedLine&, const ScribedLine&) = default;
};

/// Stands for a P2 that joins nothing anywhere, so that currents stay finite [-].
inline constexpr double open_contact = 1e7;

/// A sheet as its scribes came out.
struct ScribedSheet {
  std::vector<ScribedLine> lines;        // of each stripe
  std::vector<ScribeDimensions> places;  // lines x places_along()
  ScribeDimensions mean;                 // over all places
  double leakage_factor = 1;             // [-] across P1 and P3, over that of the design

  friend bool operator==(const ScribedSheet&, const ScribedSheet&) = default;
};

/// Places along a line of that length [m] at which scribes are looked at, evenly.
std::int64_t places_along(double length) noexcept;

/// Scribes sheets with beams set to a design: theory/tools.md, "From scribes to modules". What a
/// sheet gets depends on its address and on nothing else.
class SheetScriber {
 public:
  /// @throws InputError E4340 when a beam at the energy that cuts the width leaves a residue below,
  ///         or none cuts it
  SheetScriber(const ScribeTool& tool, const ScribeDesign& design, std::uint64_t seed);

  /// @param cigs  thickness of the CIGS [m], lines x places_along()
  ScribedSheet scribe(const ScribedStripes& stripes, std::span<const double> cigs) const;

 private:
  struct Pass {
    ScribePass settings;
    LaserBeam beam;  // as set
    Stream draws;
  };
  struct Strays;

  Pass set(const ScribePass& pass, double width, double thickness, const char* name,
           std::uint64_t seed) const;
  double strain(const WebLoad& load, bool is_along) const noexcept;
  Strays strays_of(const Pass& pass, const ScribedStripes& stripes) const;
  Groove groove(const Pass& pass, double energy, double thickness) const noexcept;

  ScribeTool tool_;
  ScribeDesign design_;
  std::vector<Pass> passes_;  // P1, P2, P3
  ScribeContact contact_;
  Interconnect nominal_;
};

}  // namespace heliofab::process
