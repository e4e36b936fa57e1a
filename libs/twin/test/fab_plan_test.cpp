// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/fab_plan.hpp"

#include <string>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/twin/fab_coater.hpp"

namespace heliofab::twin {
namespace {

std::string without_station(std::string_view name) {
  FabPlan plan = fab2::plan().value;
  std::erase_if(plan.line.stations, [&](const plant::Station& s) { return s.name == name; });
  std::erase_if(plan.cost.steps, [&](const market::CostStep& s) { return s.name == name; });
  try {
    check(plan);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

// Its tool is not also said to run at 0 m/min.
TEST(FabPlan, SaysOnceThatACoatingStationIsMissing) {
  for (const std::string_view name : coating_stations) {
    const std::string text = without_station(name);
    const std::string wanted = "error: fab.line.stations: no station named '" + std::string(name);
    EXPECT_EQ(text.substr(0, wanted.size()), wanted);
    EXPECT_EQ(text.find("error:", 1), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace heliofab::twin
