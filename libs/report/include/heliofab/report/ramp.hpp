// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "heliofab/core/estimate.hpp"
#include "heliofab/io/json.hpp"
#include "heliofab/report/text_summary.hpp"
#include "heliofab/twin/ramp_statistics.hpp"

namespace heliofab::report {

/// The same ramp of another plan, by the same seeds and draws.
struct RampVariant {
  std::string change;                  // as it was typed: "ramp.max_shifts=2"
  std::optional<Estimate> efficiency;  // by how much it exceeds the plan's, paired
  std::optional<Estimate> line_yield;
  std::optional<Estimate> output_W;
  std::optional<Estimate> cost_usd_per_W;
};

/// A ramp as it is told.
struct Ramp {
  std::string title;
  twin::RampRequest request;
  twin::RampStudy study;
  std::vector<twin::TornadoBar> tornado;
  std::optional<twin::PoolError> pool_error;
  std::vector<RampVariant> variants;
};

/// Bands by month, sums with their errors, what matters most, costs by step, the tornado, the
/// error of the pool. docs/cli.md.
std::string ramp_text(const Ramp& ramp, const TextStyle& style = {});

/// The same with all digits, and every path.
io::Json ramp_json(const Ramp& ramp);

/// A row for each month, three columns for each figure: 10 %, median, 90 %.
std::string ramp_csv(const Ramp& ramp);

/// One SVG file: shifts, tools and staff, output, demand and backlog, efficiency, yield and the
/// cost of a watt over the months, each as median and 80 % band.
std::string ramp_svg(const Ramp& ramp);

}  // namespace heliofab::report
