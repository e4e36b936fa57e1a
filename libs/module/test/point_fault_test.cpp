// SPDX-License-Identifier: Apache-2.0
#include "heliofab/module/point_fault.hpp"

#include <gtest/gtest.h>

#include "fault_cases.hpp"

// Faults at points against whole modules in the plane.
namespace heliofab::module {
namespace {

using namespace testing_faults;

double conductance(const ModuleDesign& design, const std::vector<PointFault>& faults,
                   double current) {
  return equivalent_fault(design, 2, hm50_strip(), faults, current).conductance;
}

// Spread out, a strong fault takes ten times what it does.
TEST(PointFault, TakesWhatItTakesInThePlane) {
  const ModuleDesign design = fault_design(5, 0.27);
  const double width = active_width(design);
  for (const double g : {1e-3, 1e-2, 0.1, 1.0}) {
    for (const double x : {0.0, width / 2, width}) {
      const FaultLoss loss = fault_loss(design, {.x = x, .y = 0.1, .conductance = g});
      EXPECT_NEAR(loss.equivalent, loss.plane, 0.03 * loss.plane + 1e-5) << g << " S at " << x;
      if (g >= 0.1) {
        EXPECT_GT(loss.spread_out, 1.5 * loss.plane) << g << " S at " << x;
      }
    }
  }
}

TEST(PointFault, OfNoConductanceIsNone) {
  const ModuleDesign design = fault_design(5, 0.27);
  EXPECT_EQ(conductance(design, {}, 0.3), 0);
  EXPECT_EQ(conductance(design, {{.x = 1e-3, .y = 0.1}}, 0.3), 0);
}

// Whatever flows has to come through the sheets around: beyond their conductance nothing is added,
// and a wider place finds more of them.
TEST(PointFault, DrainsNoMoreThanTheSheetsBring) {
  const ModuleDesign design = fault_design(5, 1);
  const auto of = [&](double g, double size) {
    return conductance(design, {{.x = 2e-3, .y = 0.4, .conductance = g, .size = size}}, 1);
  };
  const double strong = of(1, 1.5e-4);
  EXPECT_LT(strong, 0.2);
  EXPECT_GT(strong, 0.05);
  EXPECT_NEAR(of(100, 1.5e-4) / strong, 1.1, 0.15);
  EXPECT_GT(of(100, 3e-4), 1.1 * of(100, 1.5e-4));
}

TEST(PointFault, FarFromOneAnotherAddUp) {
  const ModuleDesign design = fault_design(5, 2);
  const PointFault one{.x = 2e-3, .y = 0.5, .conductance = 0.1};
  PointFault other = one;
  other.y = 1.5;
  const double alone = conductance(design, {one}, 2.5);
  EXPECT_NEAR(conductance(design, {one, other}, 2.5) / alone, 2, 0.05);
}

// Nothing is known of a stripe in the dark; it keeps what it was given.
TEST(PointFault, KeepsItsConductanceInTheDark) {
  const StripCell dark{.curve = {{-1, 0, 1}, {0, 0, -1}}};
  const PointFault fault{.x = 1e-3, .y = 0.1, .conductance = 0.2};
  EXPECT_EQ(equivalent_fault(fault_design(5, 0.27), 0, dark, {&fault, 1}, 0).conductance, 0.2);
}

TEST(PointFault, RefusesAStripeThatIsNotThere) {
  const PointFault fault{.conductance = 0.2};
  try {
    equivalent_fault(fault_design(5, 0.27), 5, hm50_strip(), {&fault, 1}, 0.3);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "error: module.fault.cell: 5, wanted one of 5 stripes from 0 [E4103]\n");
  }
}

}  // namespace
}  // namespace heliofab::module
