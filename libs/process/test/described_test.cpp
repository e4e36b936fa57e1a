// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/process/point_defects.hpp"
#include "heliofab/process/web_events.hpp"

namespace heliofab::process {
namespace {

// Visits all that a described value holds and compares each number with the range its field states.
struct RangeCheck {
  int numbers = 0;

  void operator()(double& value, const Field& field) {
    ++numbers;
    const double number = value / field.unit;
    EXPECT_GE(number, field.low) << field.key;
    EXPECT_LE(number, field.high) << field.key;
  }
  template <class T>
  void operator()(std::vector<T>& values, const Key&) {
    for (T& value : values) {
      describe(*this, value);
    }
  }
  template <class T>
  void operator()(T& value, const Key& key) {
    if constexpr (std::is_enum_v<T>) {
      EXPECT_LT(static_cast<std::size_t>(value), names_of(value).size()) << key.key;
    } else if constexpr (!std::is_same_v<T, std::string>) {
      describe(*this, value);
    }
  }
};

TEST(Described, DefaultsLieInTheirRanges) {
  RangeCheck check;
  std::vector<DefectLaw> laws = usual_defects();
  for (DefectLaw& law : laws) {
    describe(check, law);
  }
  WebEventLaw events;
  describe(check, events);
  EXPECT_EQ(check.numbers, 3 * 11 + 8);
}

}  // namespace
}  // namespace heliofab::process
