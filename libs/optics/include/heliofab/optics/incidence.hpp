// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace heliofab::optics {

/// Where the electric field points: across the plane of incidence (s), within it (p), or both ways
/// in equal parts. All the same at normal incidence.
enum class Polarisation : std::uint8_t { unpolarised, s, p };
constexpr std::array<std::string_view, 3> names_of(Polarisation) {
  return {"unpolarised", "s", "p"};
}

/// The direction from which parallel light comes.
struct Incidence {
  double angle = 0;  // [rad] from the normal, in the medium in front; from 0 to below pi / 2
  Polarisation polarisation = Polarisation::unpolarised;

  friend bool operator==(const Incidence&, const Incidence&) = default;
};

}  // namespace heliofab::optics
