// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/web_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "heliofab/core/stream.hpp"
#include "scatter_field.hpp"

namespace heliofab::process {

namespace {

// A relative deviation never takes a quantity below a twentieth of its recipe value.
double scaled(double value, double deviation) noexcept {
  return value * std::max(0.05, 1 + deviation);
}

Film blend(const Film& a, const Film& b, double t) noexcept {
  Film film;
  for (const auto member : film_members) {
    film.*member = a.*member + t * (b.*member - a.*member);
  }
  return film;
}

}  // namespace

Film WebMap::at(double position, double across) const noexcept {
  const double f =
      std::clamp((position - first) / frame_length, 0.0, static_cast<double>(frames - 1));
  const double z = std::clamp(across / width, 0.0, 1.0) * static_cast<double>(zones - 1);
  const std::size_t f0 = std::min(static_cast<std::size_t>(f), frames < 2 ? 0 : frames - 2);
  const std::size_t z0 = std::min(static_cast<std::size_t>(z), zones - 2);
  const std::size_t f1 = std::min(f0 + 1, frames - 1);
  const double tz = z - static_cast<double>(z0);
  const auto across_at = [&](std::size_t frame) {
    return blend(films[frame * zones + z0], films[frame * zones + z0 + 1], tz);
  };
  return blend(across_at(f0), across_at(f1), f - static_cast<double>(f0));
}

WebMap even_map(const RollPart& part, const Film& nominal) {
  const double begin = std::floor(part.from / frame_length);
  const double end = std::max(begin + 1, std::ceil(part.to / frame_length));
  WebMap map{.first = begin * frame_length,
             .frames = static_cast<std::size_t>(end - begin) + 1,
             .width = part.width};
  map.films.assign(map.frames * map.zones, nominal);
  return map;
}

void add_variation(WebMap& map, const Variation& variation, std::uint64_t seed, std::int64_t roll) {
  const WebGrid grid{map.first, frame_length, map.frames};
  const auto apply = [&](const Scatter& scatter, const char* name, auto&& change) {
    if (scatter == Scatter{}) {
      return;
    }
    const ScatterField field(scatter, seed, std::string("process.") + name);
    const std::vector<double> deviation = deviations(field, roll, grid, map.zones);
    for (std::size_t i = 0; i < map.films.size(); ++i) {
      change(map.films[i], deviation[i]);
    }
  };
  // The names are purposes of streams: never renamed.
  apply(variation.thickness, "thickness",
        [](Film& f, double d) { f.thickness = scaled(f.thickness, d); });
  apply(variation.cgi, "cgi", [](Film& f, double d) { f.cgi = std::max(0.0, f.cgi + d); });
  apply(variation.ggi, "ggi", [](Film& f, double d) { f.ggi = std::clamp(f.ggi + d, 0.0, 1.0); });
  apply(variation.sodium, "sodium", [](Film& f, double d) { f.sodium = scaled(f.sodium, d); });
  apply(variation.cds, "cds",
        [](Film& f, double d) { f.cds_thickness = scaled(f.cds_thickness, d); });
  apply(variation.tco, "tco",
        [](Film& f, double d) { f.tco_sheet_resistance = scaled(f.tco_sheet_resistance, d); });
  apply(variation.mo, "mo",
        [](Film& f, double d) { f.mo_sheet_resistance = scaled(f.mo_sheet_resistance, d); });
  apply(variation.p2, "p2", [](Film& f, double d) { f.p2_contact *= std::exp(d); });
  apply(variation.lifetime, "lifetime",
        [](Film& f, double d) { f.lifetime_factor *= std::exp(d); });
  apply(variation.shunt, "shunt", [](Film& f, double d) { f.shunt_factor *= std::exp(d); });
}

WebMap make_web_map(const Film& nominal, const Variation& variation, std::uint64_t seed,
                    const RollPart& part) {
  WebMap map = even_map(part, nominal);
  add_variation(map, variation, seed, part.roll);
  return map;
}

std::vector<Fault> make_faults(const Defects& defects, std::uint64_t seed, std::int64_t roll,
                               double length, double width) {
  const auto id = static_cast<std::uint64_t>(roll);
  const std::uint32_t count =
      Stream(seed, "process.fault.count").poisson(defects.fault_density * length * width, id, 0);
  const Stream position(seed, "process.fault.position");
  const Stream across(seed, "process.fault.across");
  const Stream size(seed, "process.fault.conductance");
  std::vector<Fault> faults;
  for (std::uint32_t k = 0; k < count; ++k) {
    faults.push_back(
        {position.uniform(id, k) * length, across.uniform(id, k) * width,
         defects.fault_conductance * std::exp(defects.fault_spread * size.normal(id, k))});
  }
  std::ranges::sort(faults, {}, &Fault::position);
  return faults;
}

std::vector<Stretch> make_web_events(const Defects& defects, std::uint64_t seed, std::int64_t roll,
                                     double length) {
  const auto id = static_cast<std::uint64_t>(roll);
  const std::uint32_t count =
      Stream(seed, "process.event.count").poisson(length / defects.event_spacing, id, 0);
  const Stream position(seed, "process.event.position");
  const Stream kind(seed, "process.event.kind");
  static constexpr std::array causes{"wrinkle", "splice", "handling"};
  std::vector<Stretch> events;
  for (std::uint32_t k = 0; k < count; ++k) {
    const auto which = static_cast<std::size_t>(kind.uniform(id, k) * causes.size());
    const double start = position.uniform(id, k) * length;
    events.push_back({start, std::min(defects.event_length, length - start), "web", causes[which]});
  }
  std::ranges::sort(events, {}, &Stretch::position);
  return events;
}

}  // namespace heliofab::process
