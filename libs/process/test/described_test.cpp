// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/process/alarm.hpp"
#include "heliofab/process/feedback.hpp"
#include "heliofab/process/gauge.hpp"
#include "heliofab/process/run_to_run.hpp"

namespace heliofab::process {
namespace {

// Holds every default to the range it is described with, and counts them.
class DefaultsInRange {
 public:
  explicit DefaultsInRange(std::string path) : path_(std::move(path)) {}

  void operator()(double& value, const Field& field) { hold(value, field); }
  void operator()(std::vector<double>& values, const Field& field) {
    for (const double value : values) {
      hold(value, field);
    }
  }
  void operator()(std::int64_t& value, const CountField& field) {
    EXPECT_TRUE(value >= field.low && value <= field.high) << path_ << field.key;
    EXPECT_FALSE(field.note.empty()) << path_ << field.key;
    ++count_;
  }
  template <class T>
  void operator()(T& part, const Key& key) {
    EXPECT_FALSE(key.note.empty()) << path_ << key.key;
    if constexpr (std::is_class_v<T>) {
      DefaultsInRange inner(path_ + std::string(key.key) + '.');
      describe(inner, part);
      count_ += inner.count_;
    } else {
      ++count_;
    }
  }
  int count() const { return count_; }

 private:
  void hold(double value, const Field& field) {
    const double shown = value / field.unit;
    const double slack = 1e-12 * std::max(std::abs(field.low), std::abs(field.high));
    EXPECT_TRUE(shown >= field.low - slack && shown <= field.high + slack)
        << path_ << field.key << " is " << shown;
    EXPECT_FALSE(field.note.empty()) << path_ << field.key;
    EXPECT_TRUE(field.grade[0] >= 'A' && field.grade[0] <= 'D') << path_ << field.key;
    ++count_;
  }

  std::string path_;
  int count_ = 0;
};

template <class T>
int described(T value, const char* name) {
  DefaultsInRange visit(std::string(name) + '.');
  describe(visit, value);
  return visit.count();
}

// A plan that says nothing must be one that may be said.
TEST(Described, DefaultsLieWithinTheirRanges) {
  EXPECT_GT(described(Gauges{}, "gauges"), 5 * 13);
  EXPECT_EQ(described(MonitorPlan{}, "monitor"), 8 + 2 + 3 + 3 + 9);
  EXPECT_EQ(described(FeedbackDesign{}, "feedback"), 7);
  EXPECT_EQ(described(RunToRun{}, "run_to_run"), 3);
}

}  // namespace
}  // namespace heliofab::process
