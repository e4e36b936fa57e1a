// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "heliofab/twin/record.hpp"

namespace heliofab::report {

/// A figure of every roll whose modules have all been flashed or scrapped, by the number of the
/// roll.
struct RollFigure {
  std::string unit;  // empty for a fraction
  std::map<twin::RollId, double> values;
};
using RollFigures = std::map<std::string, RollFigure>;  // by name

/// Yield, power, modules and time of each roll, and means over its flashed modules, if it has any.
RollFigures figures_by_roll(const twin::RunRecord& record);

/// "station: cause" of all scrap and of all modules rejected by the flash test, in either run.
std::set<std::string> causes_of_scrap(const twin::RunRecord& a, const twin::RunRecord& b);
/// Share of the aperture area of each roll that went for each cause; 0 where it did not.
RollFigures scrap_by_roll(const twin::RunRecord& record, const std::set<std::string>& causes);

}  // namespace heliofab::report
