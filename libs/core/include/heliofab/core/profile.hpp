// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/field.hpp"

namespace heliofab {

/// How a profile runs between its values.
enum class ProfileShape : std::uint8_t { linear, logarithmic, parabolic, exponential };
constexpr std::array<std::string_view, 4> names_of(ProfileShape) {
  return {"linear", "logarithmic", "parabolic", "exponential"};
}

/// What a profile is a function of.
enum class ProfileAxis : std::uint8_t { depth, composition };
constexpr std::array<std::string_view, 2> names_of(ProfileAxis) { return {"depth", "composition"}; }

/// A quantity that may change through a film: one value, or several from the front to the back or
/// over the film's composition.
struct Profile {
  std::vector<double> values;  // [SI] one: the same everywhere
  std::vector<double> at;      // [-] where the values stand, rising; empty: evenly from 0 to 1
  ProfileShape shape = ProfileShape::linear;
  ProfileAxis over = ProfileAxis::depth;
  double decay = 0.1;  // [-] of an exponential, over the whole axis; below 0 it clings to the end

  friend bool operator==(const Profile&, const Profile&) = default;
};

/// One value everywhere.
inline Profile uniform(double value) { return {.values = {value}}; }

/// A point of a film.
struct ProfilePlace {
  double depth = 0;        // [-] of the thickness, from the light side
  double composition = 0;  // [-]
};

/// The value at a place; beyond the first and the last `at` the value there. 0 without values.
///
/// linear and logarithmic run from value to value, the second in the logarithm; parabolic is the
/// parabola through three values; exponential goes from the first of two values to the second as
/// exp(-t / decay), t being 0 at the first and 1 at the second.
/// Expects a profile without problems.
double value_at(const Profile& profile, const ProfilePlace& place);

/// Where value_at bends and how finely it has to be sampled to be followed by straight lines:
/// shares of the depth, or compositions, rising, from 0 to 1.
std::vector<double> corners_of(const Profile& profile);

/// True when all places have one value.
bool is_uniform(const Profile& profile) noexcept;

/// What is wrong with a profile, for people; empty when nothing is.
std::string problem_of(const Profile& profile);

/// A profile with the field of its values, as a described struct: its first key is `values`, which
/// may stand for all of it.
struct ProfileBody {
  Profile* profile = nullptr;
  Field field;
};

template <class Visit>
void describe(Visit& visit, ProfileBody& b) {
  Field values = b.field;
  values.key = "values";
  visit(b.profile->values, values);
  visit(b.profile->at,
        {"at", unit::one, 0, 1, "where the values stand; left out: evenly from 0 to 1", "D"});
  visit(b.profile->shape, {"shape", "between the values", "D"});
  visit(b.profile->over, {"over", "what the values run over, and `at` counts", "D"});
  visit(
      b.profile->decay,
      {"decay", unit::one, -10, 10,
       "share of the axis over which an exponential falls to 1/e; below 0: towards the end", "D"});
}

}  // namespace heliofab
