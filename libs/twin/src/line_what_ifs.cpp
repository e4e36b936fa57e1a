// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "heliofab/plant/line_study.hpp"
#include "heliofab/process/cut.hpp"
#include "heliofab/twin/line_plan.hpp"
#include "heliofab/twin/make_module.hpp"

namespace heliofab::twin {

namespace {

constexpr int replications = 8;

std::vector<WhatIfRow> rows_of(const plant::Line& line, const plant::BottleneckStudy& found) {
  std::vector<WhatIfRow> rows{{.change = std::string(line_as_it_is),
                               .station = line.stations[found.station].name,
                               .throughput_per_s = found.throughput}};
  for (const plant::Gain& g : found.gains) {
    rows.push_back({g.change, g.station, g.throughput, g.gain, g.half_width});
  }
  return rows;
}

// Modules of the first product, from what the line left of a roll.
plant::SheetSource modules_of(const FabPlan& plan) {
  const Product& product = plan.products.front();
  const module::ModuleDesign design = nominal_design(plan.process, product);
  const double aperture = module::aperture_area(design);
  return [aperture, scribes = 3 * static_cast<double>(design.cells) * design.cell_length,
          &product](const plant::RollHistory& roll) {
    std::vector<process::Stretch> bad;
    for (const plant::ScrapStretch& s : roll.scrap) {
      bad.push_back({s.position, s.length, {}, {}});
    }
    std::vector<plant::Sheet> sheets;
    for (const process::Footprint& f :
         process::cut(roll.length, std::move(bad), product.length, product.margin).footprints) {
      sheets.push_back({.position = f.position,
                        .length = f.length,
                        .aperture_area = aperture,
                        .laminate_area = aperture * product.laminate_ratio,
                        .scribe_length = scribes});
    }
    return sheets;
  };
}

}  // namespace

std::vector<WhatIfRow> what_if_rows(const LinePlan& plan, Observer* observer) {
  plant::Study study = study_of(plan);
  study.duration /= replications;
  return rows_of(plan.line, plant::study_bottleneck(plan.line, study, replications, observer));
}

std::vector<WhatIfRow> what_if_rows(const FabPlan& plan, Observer* observer) {
  const auto days = static_cast<double>(plan.days);
  const plant::Study study{.start = plan.start,
                           .warm_up = std::min(days, 10.0) * unit::d,
                           .duration = days * unit::d,
                           .seed = static_cast<std::uint64_t>(plan.seed),
                           .cut = modules_of(plan)};
  return rows_of(plan.line, plant::study_bottleneck(plan.line, study, replications, observer));
}

}  // namespace heliofab::twin
