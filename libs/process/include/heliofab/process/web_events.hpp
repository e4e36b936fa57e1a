// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/process/web_map.hpp"

namespace heliofab::process {

/// Wrinkles of one kind: stretches that begin at random and come more often in a hot web.
struct WrinkleLaw {
  std::string name = "wrinkle";       // cause of the stretch, and part of the purpose of its draws
  double rate = 1.0 / 300;            // [1/m] beginnings, in a web below `onset`
  double length = 1.5;                // [m] median
  double spread = 0.5;                // [-] standard deviation of its logarithm
  double onset_temperature = 733.15;  // [K] of the web, above which the rate grows
  double temperature_scale = 10;      // [K] per factor e of the rate

  friend bool operator==(const WrinkleLaw&, const WrinkleLaw&) = default;
};

template <class Visit>
void describe(Visit& visit, WrinkleLaw& w) {
  visit(w.name, {"name", "of this kind, unique"});
  visit(w.rate, {"rate", unit::per_m, 0, 10, "of beginnings, below the onset temperature", "D"});
  visit(w.length, {"length", unit::m, 0, 100, "median", "D"});
  visit(w.spread, {"spread", unit::one, 0, 3, "standard deviation of its logarithm", "D"});
  visit(w.onset_temperature, {"onset_temperature", unit::degC, 20, 600,
                              "of the web, above which wrinkles come more often", "D"});
  visit(w.temperature_scale,
        {"temperature_scale", unit::K, 0.1, 1000, "per factor e of the rate", "D"});
}

/// One kind, as by default.
std::vector<WrinkleLaw> usual_wrinkles();

/// What makes stretches of web useless beside the tools: 1 m in 100 m where the web stays cool.
struct WebEventLaw {
  std::vector<WrinkleLaw> wrinkles = usual_wrinkles();
  double splice_spacing = 600;  // [m] between splices of the supplied web; 0: none
  double splice_length = 1;     // [m] lost at each
  double end_length = 0.5;      // [m] lost to handling at either end of a roll

  friend bool operator==(const WebEventLaw&, const WebEventLaw&) = default;
};

template <class Visit>
void describe(Visit& visit, WebEventLaw& e) {
  visit(e.wrinkles, {"wrinkles", "by kind"});
  visit(e.splice_spacing,
        {"splice_spacing", unit::m, 0, 1e6,
         "between splices of the supplied web, the first anywhere; 0: none", "D"});
  visit(e.splice_length, {"splice_length", unit::m, 0, 100, "lost at each splice", "D"});
  visit(e.end_length,
        {"end_length", unit::m, 0, 100, "lost to handling at either end of a roll", "D"});
}

/// How much more often wrinkles begin in a web of some temperature [K] than in a cool one [-]:
/// theory/fields.md (8).
double wrinkle_factor(const WrinkleLaw& law, double temperature) noexcept;

/// Wrinkles, splices and handling marks of one roll, by position; they may overlap. Wrinkles are a
/// Poisson process metre by metre: more heat adds wrinkles and leaves those there were.
/// @param temperature  of the web in its hottest zone at a position [m] [K]
/// @param length       of the roll [m]
std::vector<Stretch> make_web_events(const WebEventLaw& law,
                                     const std::function<double(double)>& temperature,
                                     std::uint64_t seed, std::int64_t roll, double length);

}  // namespace heliofab::process
