// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/process/chemical_bath.hpp"
#include "heliofab/process/cigs_tool.hpp"
#include "heliofab/process/finish_tools.hpp"
#include "heliofab/process/gauge.hpp"
#include "heliofab/process/point_defects.hpp"
#include "heliofab/process/run_to_run.hpp"
#include "heliofab/process/scribe_tool.hpp"
#include "heliofab/process/sputter.hpp"
#include "heliofab/process/watch.hpp"
#include "heliofab/process/web_events.hpp"

// The tools that coat the web and make modules of it: how each is set, strays and is kept. Their
// speeds are the line's.
namespace heliofab::process {

/// A sputter tool. Its power is such that a new target gives the recipe's thickness; from roll to
/// roll it follows what the four-point probe read.
struct SputterTool {
  Magnetrons magnetrons;
  Scatter power{.roll = 0.015, .drift = 0.01, .drift_length = 100, .cross = 0.02};
  Gauge four_point_probe = Gauges{}.four_point_probe;
  bool is_controlled = true;
  RunToRun control;

  friend bool operator==(const SputterTool&, const SputterTool&) = default;
};

template <class Visit>
void describe(Visit& visit, SputterTool& t) {
  visit(t.magnetrons, {"magnetrons", "cathodes and targets"});
  visit(t.power, {"power", "of the cathodes, relative; across, of gas and magnets"});
  visit(t.four_point_probe, {"four_point_probe", "sheet resistance behind the tool"});
  visit(t.is_controlled, {"is_controlled", "whether readings move the power of the next roll"});
  visit(t.control, {"control", "from readings of a roll to the power of the next"});
}

/// Back contact: its resistivity follows the pressure.
struct MolybdenumTool : SputterTool {
  double pressure = 0.19;  // [Pa] at which the film has the recipe's resistivity
  MolybdenumGrowth growth;
  Scatter gas{.roll = 0.02, .drift = 0.02, .drift_length = 100};

  MolybdenumTool() : SputterTool{.magnetrons = molybdenum_magnetrons()} {}
  friend bool operator==(const MolybdenumTool&, const MolybdenumTool&) = default;
};

template <class Visit>
void describe(Visit& visit, MolybdenumTool& t) {
  describe(visit, static_cast<SputterTool&>(t));
  visit(t.pressure,
        {"pressure", unit::Pa, 0.01, 10, "at which the film has the recipe's resistivity", "D"});
  visit(t.growth, {"growth", "resistivity over pressure"});
  visit(t.gas, {"gas", "pressure, relative"});
}

/// Front contact: its carriers follow the oxygen.
struct ZincOxideTool : SputterTool {
  OxygenControl oxygen;
  Scatter gas{.roll = 0.04, .drift = 0.04, .drift_length = 50};
  Watch transmission{.gauge = Gauges{}.transmission};

  ZincOxideTool() : SputterTool{.magnetrons = azo_magnetrons()} {}
  friend bool operator==(const ZincOxideTool&, const ZincOxideTool&) = default;
};

template <class Visit>
void describe(Visit& visit, ZincOxideTool& t) {
  describe(visit, static_cast<SputterTool&>(t));
  visit(t.oxygen, {"oxygen", "what oxygen does to carriers"});
  visit(t.gas, {"gas", "partial pressure of oxygen, relative"});
  visit(t.transmission, {"transmission", "watches the thickness"});
}

/// Buffer: a bath that is fed, at the temperature at which it gives the recipe's thickness once it
/// has come to rest.
struct BathTool {
  ChemicalBath bath;
  double dosing = 6e-3;        // [m] fresh solution per area of web
  double delivered = 1;        // [-] of that
  double change_after = 2000;  // [m2] of web that a filling coats
  TemperatureScatter temperature{{.roll = 0.3, .drift = 0.3, .drift_length = 50, .cross = 0.2}};
  Watch transmission{.gauge = Gauges{}.transmission};
  Watch luminescence{.gauge = Gauges{}.luminescence, .readings_per_point = 200};

  friend bool operator==(const BathTool&, const BathTool&) = default;
};

template <class Visit>
void describe(Visit& visit, BathTool& t) {
  visit(t.bath, {"bath", "trough and solution"});
  visit(t.dosing, {"dosing", unit::mm, 0, 100, "fresh solution per area; 1 mm is 1 l/m2", "D"});
  visit(t.delivered, {"delivered", unit::percent, 0, 200,
                      "of that dose, which the bath is set for, by its pump", "D"});
  visit(t.change_after,
        {"change_after", unit::m2, 1, 1e6, "of web, then the bath is filled anew", "D"});
  visit(t.temperature, {"temperature", "of the solution"});
  visit(t.transmission, {"transmission", "watches the thickness of the buffer"});
  visit(t.luminescence, {"luminescence", "watches what voltage absorber and junction would give"});
}

/// All of them, and what happens to the web on its way.
struct LineTools {
  MolybdenumTool molybdenum;
  CigsTool cigs;
  BathTool cds;
  ZincOxideTool tco;
  ScribeTool scribe;
  PrintTool busbar;
  LaminationTool lamination;
  std::vector<DefectLaw> defects = usual_defects();
  WebEventLaw events;

  LineTools();  // in one place: inlined into all who hold tools it costs them seconds to compile
  friend bool operator==(const LineTools&, const LineTools&) = default;
};

template <class Visit>
void describe(Visit& visit, LineTools& t) {
  visit(t.molybdenum, {"molybdenum", "sputters the back contact"});
  visit(t.cigs, {"cigs", "evaporates the absorber"});
  visit(t.cds, {"cds", "grows the buffer"});
  visit(t.tco, {"tco", "sputters the front contact"});
  visit(t.scribe, {"scribe", "cuts the film into stripes and joins them"});
  visit(t.busbar, {"busbar", "prints the bus bars"});
  visit(t.lamination, {"lamination", "presses the laminate"});
  visit(t.defects, {"defects", "at points of the film"});
  visit(t.events, {"events", "stretches of web that are lost"});
}

/// Everything that is wrong with how gauges watch: a plan without readings (E4320), a reaction that
/// nobody can carry out (E4341). @throws InputError
void check_watches(const LineTools& tools);

/// Every tool as it is set: nothing strays, nothing is spoilt, all gauges are right.
LineTools without_straying(LineTools tools);

}  // namespace heliofab::process
