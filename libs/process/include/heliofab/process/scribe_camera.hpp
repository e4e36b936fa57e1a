// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"
#include "heliofab/process/scribe_tool.hpp"

namespace heliofab::process {

/// What the camera measures, in the order of ScribeDimensions.
inline constexpr std::array<std::string_view, 5> scribe_quantities{
    "p1_width", "p1_p2_gap", "p2_width", "p2_p3_gap", "p3_width"};

/// Of each of them.
using ScribeReading = std::array<std::optional<double>, scribe_quantities.size()>;  // [m]
using ScribeBaselines = std::array<Baseline, scribe_quantities.size()>;             // [m]

/// Looks at scribed sheets as its tool's camera does. Immutable; thread-safe.
class ScribeInspector {
 public:
  ScribeInspector(const ScribeCamera& camera, const ScribeDesign& design, std::uint64_t seed);

  /// The scribes at the places that the camera will read: by time, and at one time by head. A
  /// place across is a line of the sheet, the first at 0, the last at 1.
  std::vector<ScribeDimensions> look(const ScribedStripes& stripes,
                                     const ScribedSheet& sheet) const;
  /// The mean of the readings of a sheet. @param start  as GaugeChannel::read() has it [s]
  /// @param seen  what look() returned
  ScribeReading read(const ScribedStripes& stripes, double start,
                     std::span<const ScribeDimensions> seen) const;

 private:
  ScribeCamera camera_;
  std::vector<GaugeChannel> channels_;
};

/// What charts of such sheets expect: the design, and how sheets scatter about it when the beams
/// are set right. @throws InputError as SheetScriber
ScribeBaselines scribe_baselines(const ScribeTool& tool, const ScribeDesign& design,
                                 ScribedStripes like, std::uint64_t seed);

}  // namespace heliofab::process
