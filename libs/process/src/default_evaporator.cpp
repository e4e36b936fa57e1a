// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "heliofab/process/evaporator.hpp"

namespace heliofab::process {

namespace {

// Six sub-layers from the back contact to the light side, each between its own shields.
constexpr std::array<std::string_view, 6> sublayers{"back", "lower_base", "upper_base",
                                                    "turn", "notch",      "finish"};
constexpr double sodium_length = 0.2;        // [m]
constexpr double sublayer_length = 1.6 / 6;  // [m]

// Shares of each evaporant in the sublayers, before tuning: gallium falls from the back to the
// notch, copper makes the base Cu-rich and leaves the finish Cu-poor.
constexpr std::array<double, 6> gallium_shares{0.222, 0.194, 0.167, 0.140, 0.135, 0.142};
constexpr std::array<double, 6> indium_shares{0.141, 0.154, 0.166, 0.179, 0.182, 0.178};
constexpr std::array<double, 6> copper_shares{0, 0.30, 0.35, 0.20, 0.15, 0};

// What the crucibles of one evaporant have in common; places are from the middle of a zone.
struct Kind {
  Evaporant evaporant;
  double offset;    // [m] along the path
  double tilt;      // [rad] towards the middle of the zone
  double spacing;   // [m]
  double diameter;  // [m]
  double limit;     // [K]
  double charge;    // [kg]
};
constexpr double celsius = 273.15;  // [K]
constexpr Kind copper_kind{Evaporant::copper, -0.075, 0.60, 0.150, 0.014, 1550 + celsius, 3};
constexpr Kind indium_kind{Evaporant::indium, -0.025, 0.20, 0.143, 0.014, 1250 + celsius, 3};
constexpr Kind gallium_kind{Evaporant::gallium, 0.025, -0.20, 0.137, 0.012, 1300 + celsius, 1};
constexpr Kind selenium_kind{Evaporant::selenium, 0.075, -0.60, 0.140, 0.010, 450 + celsius, 10};
constexpr Kind sodium_kind{Evaporant::sodium_fluoride, 0, 0, 0.145, 0.006, 990 + celsius, 0.2};

EvaporationSource source_of(const Kind& kind, const DepositionZone& zone, double share) {
  return {.name = zone.name + "_" +
                  std::string(names_of(kind.evaporant)[static_cast<std::size_t>(kind.evaporant)]),
          .evaporant = kind.evaporant,
          .zone = zone.name,
          .position = zone.start + zone.length / 2 + kind.offset,
          .distance = 0.15,
          .spacing = kind.spacing,
          .nozzle_diameter = kind.diameter,
          .nozzle_length = kind.diameter,
          .tilt = kind.tilt,
          .share = share,
          .limit = kind.limit,
          .charge = kind.charge};
}

}  // namespace

std::vector<DepositionZone> default_zones() {
  std::vector<DepositionZone> zones{{.name = "sodium", .start = 0, .length = sodium_length}};
  for (std::size_t k = 0; k < sublayers.size(); ++k) {
    zones.push_back({.name = std::string(sublayers[k]),
                     .start = sodium_length + static_cast<double>(k) * sublayer_length,
                     .length = sublayer_length});
  }
  return zones;
}

std::vector<EvaporationSource> default_sources() {
  const std::vector<DepositionZone> zones = default_zones();
  std::vector<EvaporationSource> sources{source_of(sodium_kind, zones[0], 1)};
  for (std::size_t k = 0; k < sublayers.size(); ++k) {
    const DepositionZone& zone = zones[k + 1];
    if (copper_shares[k] > 0) {
      sources.push_back(source_of(copper_kind, zone, copper_shares[k]));
    }
    sources.push_back(source_of(indium_kind, zone, indium_shares[k]));
    sources.push_back(source_of(gallium_kind, zone, gallium_shares[k]));
    sources.push_back(source_of(selenium_kind, zone, 1.0 / 6));
  }
  return sources;
}

}  // namespace heliofab::process
