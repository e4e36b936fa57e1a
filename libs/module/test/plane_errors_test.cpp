// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "plane_cases.hpp"

// What users read when a module does not fit, in full.
namespace heliofab::module {
namespace {

std::string refusal(const std::function<void(PlaneModule&)>& change) {
  PlaneModule m = testing_planes::m3_shunted();
  change(m);
  try {
    solve_plane(m, {0});
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(PlaneErrors, CountFilms) {
  EXPECT_EQ(refusal([](PlaneModule& m) { m.films.resize(2); }),
            "error: module.films: 2 films, wanted one or 3 [E4103]\n");
  EXPECT_EQ(refusal([](PlaneModule& m) { m.films.clear(); }),
            "error: module.films: 0 films, wanted one or 3 [E4103]\n");
}

TEST(PlaneErrors, SayWhereAFlawOrShadeLies) {
  const std::string wanted = ", wanted within 5.7 mm x 30 mm of one of 3 stripes [E4103]\n";
  EXPECT_EQ(refusal([](PlaneModule& m) { m.flaws[0].place.cell = 3; }),
            "error: module.flaws[0]: 1 mm x 2 mm at (2, 7) mm of stripe 3" + wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.flaws[0].place.cell = -1; }),
            "error: module.flaws[0]: 1 mm x 2 mm at (2, 7) mm of stripe -1" + wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.flaws[0].place.x = 4.8e-3; }),
            "error: module.flaws[0]: 1 mm x 2 mm at (4.8, 7) mm of stripe 1" + wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.flaws[0].place.y = 28.5e-3; }),
            "error: module.flaws[0]: 1 mm x 2 mm at (2, 28.5) mm of stripe 1" + wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.flaws[0].place.width = 0; }),
            "error: module.flaws[0]: 0 mm x 2 mm at (2, 7) mm of stripe 1" + wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) {
              m.shades = {{m.flaws[0].place, 0.5}, {m.flaws[0].place, 0.5}};
              m.shades[1].place.y = -1e-3;
            }),
            "error: module.shades[1]: 1 mm x 2 mm at (2, -1) mm of stripe 1" + wanted);
}

TEST(PlaneErrors, NameTheRangeOfAFlawAndAShade) {
  EXPECT_EQ(refusal([](PlaneModule& m) { m.flaws[0].conductance = -0.5; }),
            "error: module.flaws[0].conductance: -0.5 S, wanted 0 .. 1e+06 S [E4103]\n");
  EXPECT_EQ(refusal([](PlaneModule& m) {
              m.shades = {{m.flaws[0].place, -1}};
            }),
            "error: module.shades[0].light: -1, wanted 0 .. 1000 [E4103]\n");
}

TEST(PlaneErrors, NameTheBoundsOfAMesh) {
  const std::string wanted =
      ", wanted a degree of 1 .. 14, elements from 1, growth from 1.05, a length [E4103]\n";
  EXPECT_EQ(
      refusal([](PlaneModule& m) { m.mesh.degree = 15; }),
      "error: module.mesh: degree 15, 1 elements, 1 across a flaw, growth 1.5, longest 50 mm" +
          wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.mesh.elements = 0; }),
            "error: module.mesh: degree 3, 0 elements, 1 across a flaw, growth 1.5, longest 50 mm" +
                wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.mesh.elements_flaw = 0; }),
            "error: module.mesh: degree 3, 1 elements, 0 across a flaw, growth 1.5, longest 50 mm" +
                wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.mesh.growth = 1; }),
            "error: module.mesh: degree 3, 1 elements, 1 across a flaw, growth 1, longest 50 mm" +
                wanted);
  EXPECT_EQ(refusal([](PlaneModule& m) { m.mesh.longest = 0; }),
            "error: module.mesh: degree 3, 1 elements, 1 across a flaw, growth 1.5, longest 0 mm" +
                wanted);
}

TEST(PlaneErrors, SayWhenScribesLeaveNoStripe) {
  EXPECT_EQ(refusal([](PlaneModule& m) { m.design.pitch = 0.3e-3; }),
            "error: module.pitch: 0.3 mm leaves no cell beside 0.3 mm of scribes [E4101]\n"
            "      note: make the pitch wider or the scribes narrower\n");
}

// A voltage that is none converges nowhere.
TEST(PlaneErrors, NameTheVoltageThatDidNotConverge) {
  try {
    solve_plane(testing_planes::m3_shunted(), {0, std::numeric_limits<double>::quiet_NaN()});
    FAIL();
  } catch (const ModelError& error) {
    EXPECT_STREQ(error.what(),
                 "module: did not converge at nan V; an imbalance of nan of the light's current is "
                 "left after 0 iterations, most of it at stripe 1, x 2.724 mm, y 7 mm [E4202]");
    EXPECT_EQ(error.code(), "E4202");
  }
}

}  // namespace
}  // namespace heliofab::module
