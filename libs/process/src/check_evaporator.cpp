// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "heliofab/process/evaporator.hpp"
#include "heliofab/process/film_growth.hpp"

namespace heliofab::process {

namespace {

class EvaporatorProblems {
 public:
  void add(const std::string& path, std::string message, std::string note = {}) {
    found_.push_back({.code = "E4310",
                      .path = "evaporator." + path,
                      .message = std::move(message),
                      .note = std::move(note)});
  }
  void throw_if_any() {
    if (!found_.empty()) {
      throw InputError(std::move(found_));
    }
  }

 private:
  std::vector<Diagnostic> found_;
};

void check_zones(const Evaporator& e, EvaporatorProblems& problems) {
  double reached = 0;
  for (std::size_t k = 0; k < e.zones.size(); ++k) {
    const DepositionZone& z = e.zones[k];
    const std::string path = "zones." + z.name;
    if (!(z.length > 0 && z.opening > 0)) {
      problems.add(path, fmt::format("opening of {:g} mm by {:g} mm, wanted above 0",
                                     z.length / unit::mm, z.opening / unit::mm));
    }
    // Zones that touch do so within rounding.
    if (z.start < reached - 1e-9) {
      problems.add(
          path + ".start",
          fmt::format("{:g} mm, wanted {:g} mm or more", z.start / unit::mm, reached / unit::mm),
          k == 0 ? "the web's path begins at 0" : "the zone before it reaches that far");
    }
    reached = std::max(reached, z.start + z.length);
    const auto first = std::ranges::find(e.zones, z.name, &DepositionZone::name);
    if (first != e.zones.begin() + static_cast<std::ptrdiff_t>(k)) {
      problems.add(path, fmt::format("two zones named '{}', wanted one", z.name));
    }
  }
}

void check_source(const Evaporator& e, const EvaporationSource& s, EvaporatorProblems& problems) {
  const std::string path = "sources." + s.name;
  const auto want_above_zero = [&](std::string_view key, double value, const Unit& unit) {
    if (!(value > 0)) {
      problems.add(fmt::format("{}.{}", path, key),
                   fmt::format("{:g} {}, wanted above 0", value / unit, unit.symbol));
    }
  };
  if (std::ranges::find(e.zones, s.zone, &DepositionZone::name) == e.zones.end()) {
    std::vector<std::string_view> names;
    for (const DepositionZone& z : e.zones) {
      names.push_back(z.name);
    }
    const std::string_view near = nearest(s.zone, names);
    problems.add(path + ".zone", fmt::format("no zone '{}'", s.zone),
                 near.empty() ? fmt::format("zones: {}", fmt::join(names, ", "))
                              : fmt::format("did you mean '{}'?", near));
  }
  want_above_zero("distance", s.distance, unit::mm);
  want_above_zero("nozzle_diameter", s.nozzle_diameter, unit::mm);
  want_above_zero("charge", s.charge, unit::g);
  if (s.across.empty() && s.nozzles < 1) {
    problems.add(path + ".nozzles", fmt::format("{}, wanted 1 or more", s.nozzles));
  }
  if (s.temperature > s.limit) {
    problems.add(path + ".temperature",
                 fmt::format("{:.0f} degC, wanted at most the crucible's limit of {:.0f} degC",
                             s.temperature / unit::degC, s.limit / unit::degC));
  }
}

}  // namespace

void check_evaporator(const Evaporator& e) {
  EvaporatorProblems problems;
  if (!(e.aperture_width > 0 && e.aperture_width <= e.web_width)) {
    problems.add("aperture_width",
                 fmt::format("{:g} mm, wanted above 0 and at most the web's {:g}",
                             e.aperture_width / unit::mm, e.web_width / unit::mm));
  }
  check_zones(e, problems);
  std::array<double, n_evaporants> shares{};
  std::array<bool, n_evaporants> is_tuned{};
  for (const EvaporationSource& s : e.sources) {
    check_source(e, s, problems);
    if (!(s.temperature > 0)) {
      shares[static_cast<std::size_t>(s.evaporant)] += s.share;
      is_tuned[static_cast<std::size_t>(s.evaporant)] = true;
    }
    if (std::ranges::count(e.sources, s.name, &EvaporationSource::name) > 1) {
      problems.add("sources." + s.name, "more than one source of this name, wanted one");
    }
  }
  for (std::size_t k = 0; k < n_evaporants; ++k) {
    if (is_tuned[k] && !(shares[k] > 0)) {
      problems.add("sources", fmt::format("shares of all sources of {} to be tuned add up to 0, "
                                          "wanted more",
                                          names_of(Evaporant{})[k]));
    }
  }
  problems.throw_if_any();
}

const DepositionZone* hottest_zone(const Evaporator& e) noexcept {
  return e.zones.empty()
             ? nullptr
             : &*std::ranges::max_element(e.zones, {}, &DepositionZone::temperature_offset);
}

std::vector<Diagnostic> warnings_of(const Evaporator& e, double substrate_temperature) {
  const double excess = web_excess(e, substrate_temperature);
  if (!(excess > 0)) {
    return {};
  }
  const DepositionZone* hottest = hottest_zone(e);
  const auto celsius = [](double t) { return fmt::format("{:.5g} degC", t / unit::degC); };
  std::string found = celsius(e.web_limit + excess);
  if (hottest->temperature_offset != 0) {
    found = fmt::format("{} and {:.5g} K in the zone '{}' are {}", celsius(substrate_temperature),
                        hottest->temperature_offset, hottest->name, found);
  }
  return {{.code = "W4314",
           .path = "recipe.absorber.substrate_temperature",
           .message = fmt::format("{}, wanted at most {}, what the web stands", found,
                                  celsius(e.web_limit)),
           .note = "a hotter web shrinks and wrinkles; evaporator.web_limit says what it stands"}};
}

}  // namespace heliofab::process
