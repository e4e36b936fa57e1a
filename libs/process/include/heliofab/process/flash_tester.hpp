// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "heliofab/core/field.hpp"

// The flash test as it is: what a tester reports of a module is not what the module is.
namespace heliofab::process {

/// Electric figures of a module.
struct ModuleFigures {
  double isc = 0;  // [A]
  double voc = 0;  // [V]
  double imp = 0;  // [A]
  double vmp = 0;  // [V]

  double pmax() const noexcept { return imp * vmp; }  // [W]
  double fill_factor() const noexcept { return isc * voc > 0 ? pmax() / (isc * voc) : 0; }

  friend bool operator==(const ModuleFigures&, const ModuleFigures&) = default;
};

/// Relative changes per kelvin.
struct TemperatureCoefficients {
  double isc = 1e-4;           // [1/K]
  double voc = -3.5e-3;        // [1/K]
  double fill_factor = -9e-4;  // [1/K]

  friend bool operator==(const TemperatureCoefficients&, const TemperatureCoefficients&) = default;
};

template <class Visit>
void describe(Visit& visit, TemperatureCoefficients& c) {
  visit(c.isc, {"isc", unit::pct_per_K, -2, 2, "of short-circuit current", "C"});
  visit(c.voc, {"voc", unit::pct_per_K, -2, 2, "of open-circuit voltage", "C"});
  visit(c.fill_factor, {"fill_factor", unit::pct_per_K, -2, 2, "of the fill factor", "C"});
}

/// CIGS rests in the dark and wakes in light: voltage and fill factor rise, the current does not.
struct Metastability {
  double voc_loss = 0.015;          // [-] at rest, of what the module has after long light
  double fill_factor_loss = 0.025;  // [-]
  double waking = 600;              // [s] time constant at 1000 W/m2
  double resting = 3 * 3600.0;      // [s] time constant in the dark

  friend bool operator==(const Metastability&, const Metastability&) = default;
};

template <class Visit>
void describe(Visit& visit, Metastability& m) {
  visit(m.voc_loss,
        {"voc_loss", unit::percent, 0, 30,
         "of Voc at rest; together with the fill factor 3 to 5 % of the power", "C dunn2012"});
  visit(m.fill_factor_loss,
        {"fill_factor_loss", unit::percent, 0, 50, "of the fill factor at rest", "C dunn2012"});
  visit(m.waking, {"waking", unit::min, 0.01, 1e4, "time constant in light of 1000 W/m2", "D"});
  visit(m.resting, {"resting", unit::h, 1e-3, 1e3,
                    "time constant in the dark; at rest after 2 to 16 h", "C dunn2012"});
}

/// Light on a module that comes out of the dark, and the way from there to the flash.
struct LightSoak {
  double duration = 900;     // [s] 0: none
  double irradiance = 1000;  // [W/m2]
  double wait = 120;         // [s] median time from that light to the flash
  double wait_spread = 0.5;  // [-] standard deviation of its logarithm

  friend bool operator==(const LightSoak&, const LightSoak&) = default;
};

template <class Visit>
void describe(Visit& visit, LightSoak& s) {
  visit(s.duration, {"duration", unit::min, 0, 1e5, "of the light before the flash; 0: none", "D"});
  visit(s.irradiance, {"irradiance", unit::W_per_m2, 0, 2000, "of that light", "D"});
  visit(s.wait, {"wait", unit::min, 0, 1e5, "median time from that light to the flash", "D"});
  visit(s.wait_spread,
        {"wait_spread", unit::one, 0, 3, "standard deviation of the logarithm of the wait", "D"});
}

/// How warm modules are and how warm the tester holds them to be.
struct TesterTemperature {
  double room = 298.15;            // [K] mean
  double room_spread = 1;          // [K] from session to session
  double module_spread = 0.5;      // [K] of modules about the room
  double sensor_noise = 0.3;       // [K] of a reading
  double sensor_offset = 0;        // [K] by which the sensor reads too warm
  TemperatureCoefficients module;  // what modules do
  TemperatureCoefficients tester;  // what the tester takes out

  friend bool operator==(const TesterTemperature&, const TesterTemperature&) = default;
};

template <class Visit>
void describe(Visit& visit, TesterTemperature& t) {
  visit(t.room, {"room", unit::degC, -20, 60, "mean of the room", "D"});
  visit(t.room_spread,
        {"room_spread", unit::K, 0, 20, "standard deviation of the room between sessions", "D"});
  visit(t.module_spread,
        {"module_spread", unit::K, 0, 20, "standard deviation of modules about the room", "D"});
  visit(t.sensor_noise, {"sensor_noise", unit::K, 0, 20, "of a reading", "D"});
  visit(t.sensor_offset, {"sensor_offset", unit::K, -20, 20, "by which it reads too warm", "D"});
  visit(t.module, {"module", "what modules do"});
  visit(t.tester, {"tester", "what the tester takes out to report 25 degC"});
}

/// The golden module, of the same make, by which the light is set at the start of each session.
struct GoldenModule {
  double interval = 8 * 3600.0;  // [s] a session
  double repeatability = 0.002;  // [-] of its current, each time
  double drift = 0.005;          // [-] of its current that it loses in a year

  friend bool operator==(const GoldenModule&, const GoldenModule&) = default;
};

template <class Visit>
void describe(Visit& visit, GoldenModule& g) {
  visit(g.interval,
        {"interval", unit::h, 0.1, 1e4, "from one setting of the light to the next", "D"});
  visit(g.repeatability,
        {"repeatability", unit::percent, 0, 20, "standard deviation of a setting", "D"});
  visit(g.drift, {"drift", unit::percent, -50, 50,
                  "of its current that it loses in a year; modules then read too high", "D"});
}

/// The sweep of the voltage, from short circuit up: charging the junctions takes current.
struct FlashSweep {
  double duration = 10e-3;    // [s] to open circuit; 0: a slow tester
  double capacitance = 1e-3;  // [F/m2] of a junction around maximum power

  friend bool operator==(const FlashSweep&, const FlashSweep&) = default;
};

template <class Visit>
void describe(Visit& visit, FlashSweep& s) {
  visit(s.duration, {"duration", unit::ms, 0, 1e5, "to open circuit; 0: slow", "C sweeptime"});
  visit(s.capacitance,
        {"capacitance", unit::nF_per_cm2, 0, 1e5, "of a junction around maximum power", "D"});
}

struct FlashTester {
  Metastability metastability;
  LightSoak soak;
  TesterTemperature temperature;
  GoldenModule golden;
  FlashSweep sweep;
  double current_noise = 0.003;   // [-] of a reading
  double voltage_noise = 0.0015;  // [-]
  double leak_noise = 0.03;       // [-] of the leak in the dark

  friend bool operator==(const FlashTester&, const FlashTester&) = default;
};

template <class Visit>
void describe(Visit& visit, FlashTester& t) {
  visit(t.metastability, {"metastability", "what rest and light do to a module"});
  visit(t.soak, {"soak", "light before the flash"});
  visit(t.temperature, {"temperature", "of modules, and what is made of it"});
  visit(t.golden, {"golden", "the module by which the light is set"});
  visit(t.sweep, {"sweep", "of the voltage"});
  visit(t.current_noise,
        {"current_noise", unit::percent, 0, 20, "standard deviation of a reading", "D"});
  visit(t.voltage_noise,
        {"voltage_noise", unit::percent, 0, 20, "standard deviation of a reading", "D"});
  visit(
      t.leak_noise,
      {"leak_noise", unit::percent, 0, 50,
       "standard deviation of a reading of the leak in the dark, at 0.5 V in reverse a cell", "D"});
}

/// A tester that reports what the module is.
FlashTester ideal_tester() noexcept;

/// A module on the tester. Draws are addressed by `serial` and `flash`.
struct FlashedModule {
  ModuleFigures truth;     // at 25 degC and 1000 W/m2 after long light
  std::int64_t cells = 1;  // [-] in series
  double area = 0;         // [m2] of the aperture
  double leak = 0;         // [S/m2] of its string in the dark
  double mismatch = 1;     // [-] its current in the lamp's light over that in sunlight, both
                           // over the golden module's
  double time = 0;         // [s] since the golden module was measured elsewhere
  std::uint64_t serial = 0;
  std::uint64_t flash = 0;  // of this module, from 0: another one draws anew
};

/// What the tester reports, as if at 25 degC and 1000 W/m2.
struct FlashReading {
  ModuleFigures figures;
  double temperature = 298.15;  // [K] that the sensor read
  double awake = 1;             // [-] 1 after long light, 0 at rest
  double light = 1;             // [-] true irradiance over 1000 W/m2
  double leak = 0;              // [S/m2] of the string in the dark

  friend bool operator==(const FlashReading&, const FlashReading&) = default;
};

/// Flashes a module: theory/flash.md (1) to (6).
FlashReading flash(const FlashTester& tester, const FlashedModule& module, std::uint64_t seed);

}  // namespace heliofab::process
