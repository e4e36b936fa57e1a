// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/cut.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"

namespace heliofab::process {

namespace {

// Bad stretches clipped to the roll, by position, without overlap: an earlier start keeps its
// cause.
std::vector<Stretch> without_overlap(double length, std::vector<Stretch> bad) {
  std::ranges::stable_sort(bad, {}, &Stretch::position);
  std::vector<Stretch> clean;
  double reached = 0;
  for (Stretch& stretch : bad) {
    const double from = std::max(stretch.position, reached);
    const double to = std::min(stretch.position + stretch.length, length);
    if (to > from) {
      stretch.position = from;
      stretch.length = to - from;
      reached = to;
      clean.push_back(std::move(stretch));
    }
  }
  return clean;
}

}  // namespace

CutPlan cut(double length, std::vector<Stretch> bad, double module_length, double margin) {
  if (!(length > 0) || !(module_length > 0) || !(margin >= 0)) {
    throw InputError("E4301", "cut",
                     fmt::format("roll of {} m, module of {} m, margin of {} m; wanted lengths "
                                 "above 0 and a margin of 0 or more",
                                 length, module_length, margin));
  }
  CutPlan plan;
  const double pitch = module_length + margin;
  const auto cut_sound = [&](double from, double to) {
    // A hair of tolerance, so that 300 m hold sixty 5 m modules.
    const auto count = static_cast<std::int64_t>((to - from) / pitch + 1e-9);
    for (std::int64_t k = 0; k < count; ++k) {
      const double start = from + static_cast<double>(k) * pitch;
      plan.footprints.push_back({start, module_length});
      if (margin > 0) {
        plan.scrap.push_back({start + module_length, margin, "cut", "cut margin"});
      }
    }
    const double rest = to - from - static_cast<double>(count) * pitch;
    if (rest > 1e-9) {
      plan.scrap.push_back({to - rest, rest, "cut", "remnant"});
    }
  };
  double reached = 0;
  for (Stretch& stretch : without_overlap(length, std::move(bad))) {
    cut_sound(reached, stretch.position);
    reached = stretch.position + stretch.length;
    plan.scrap.push_back(std::move(stretch));
  }
  cut_sound(reached, length);
  return plan;
}

}  // namespace heliofab::process
