// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/scribe_camera.hpp"

#include <algorithm>

#include "heliofab/core/check.hpp"
#include "heliofab/process/watch.hpp"

namespace heliofab::process {

namespace {

// Sheets of their own from which charts learn.
constexpr std::int64_t sample_roll = 3'500'000;
constexpr std::int64_t sample_sheets = 60;

constexpr std::array dimensions{&ScribeDimensions::p1_width, &ScribeDimensions::p1_p2_gap,
                                &ScribeDimensions::p2_width, &ScribeDimensions::p2_p3_gap,
                                &ScribeDimensions::p3_width};

// The one of `count` equal pieces of 0 to 1 in which a share lies.
std::size_t piece_of(double share, std::int64_t count) noexcept {
  return static_cast<std::size_t>(std::clamp(
      static_cast<std::int64_t>(share * static_cast<double>(count)), std::int64_t{0}, count - 1));
}

}  // namespace

ScribeInspector::ScribeInspector(const ScribeCamera& camera, const ScribeDesign& design,
                                 std::uint64_t seed)
    : camera_(camera) {
  for (std::size_t q = 0; q < dimensions.size(); ++q) {
    channels_.emplace_back(camera.gauge, seed, "camera", scribe_quantities[q],
                           design.dimensions.*dimensions[q]);
  }
}

std::vector<ScribeDimensions> ScribeInspector::look(const ScribedStripes& stripes,
                                                    const ScribedSheet& sheet) const {
  const std::int64_t along = places_along(stripes.length);
  std::vector<ScribeDimensions> seen;
  for (const ReadingPlace& place :
       reading_places(camera_.gauge.sampling, camera_.speed, stripes.length)) {
    seen.push_back(
        sheet.places[piece_of(place.across, stripes.cells) * static_cast<std::size_t>(along) +
                     piece_of(place.position / stripes.length, along)]);
  }
  return seen;
}

ScribeReading ScribeInspector::read(const ScribedStripes& stripes, double start,
                                    std::span<const ScribeDimensions> seen) const {
  const std::vector<ReadingPlace> places =
      reading_places(camera_.gauge.sampling, camera_.speed, stripes.length);
  HELIOFAB_CHECK(seen.size() == places.size());
  const auto sheet = static_cast<std::int64_t>(address_of(stripes));
  ScribeReading reading;
  for (std::size_t q = 0; q < channels_.size(); ++q) {
    double sum = 0;
    double known = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (const auto value =
              channels_[q].read(sheet, start, places[i], seen[i].*dimensions[q]).value) {
        sum += *value;
        ++known;
      }
    }
    if (known > 0) {
      reading[q] = sum / known;
    }
  }
  return reading;
}

ScribeBaselines scribe_baselines(const ScribeTool& tool, const ScribeDesign& design,
                                 ScribedStripes like, std::uint64_t seed) {
  ScribeTool right = tool;
  for (ScribePass* pass : {&right.p1, &right.p2, &right.p3}) {
    pass->offset = 0;
    pass->energy = 1;
  }
  right.camera.gauge.bias = 0;
  const SheetScriber scriber(right, design, seed);
  const ScribeInspector inspector(right.camera, design, seed);
  const std::vector<double> film(static_cast<std::size_t>(like.cells * places_along(like.length)),
                                 design.cigs_thickness);
  std::array<std::vector<WatchPoint>, scribe_quantities.size()> points;
  like.roll = sample_roll;
  for (std::int64_t k = 0; k < sample_sheets; ++k) {
    like.position = static_cast<double>(k) * like.length;
    const double time = (static_cast<double>(k) + 0.5) * right.camera.gauge.calibration_interval;
    const ScribeReading reading =
        inspector.read(like, time, inspector.look(like, scriber.scribe(like, film)));
    for (std::size_t q = 0; q < reading.size(); ++q) {
      points[q].push_back({like.position, reading[q]});
    }
  }
  ScribeBaselines baselines;
  for (std::size_t q = 0; q < baselines.size(); ++q) {
    baselines[q] = about(design.dimensions.*dimensions[q], points[q]);
  }
  return baselines;
}

}  // namespace heliofab::process
