// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every stripe of a film given by a curve has.
namespace heliofab::module {

// Reverse breakdown of illuminated CIGS, theory (4): slope and onset as published for pristine
// cells [nardone2016].
constexpr double breakdown_current = 100;  // [A/m2] at the onset
constexpr double breakdown_slope = 4;      // [1/V]
constexpr double breakdown_onset = -4;     // [V]
// A film without any shunt still has this slope, so that every current has one voltage.
constexpr double least_slope = 1e-3;  // [S/m2]

}  // namespace heliofab::module
