// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/uneven_light.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include <gtest/gtest.h>

#include "fab2.hpp"
#include "heliofab/module/plane_module.hpp"
#include "heliofab/module/solve_string.hpp"

namespace heliofab::twin {
namespace {

const NominalModule& building() {
  static const NominalModule module = [] {
    const FabPlan plan = fab2::plan().value;
    return NominalModule{plan.process, plan.products.front()};
  }();
  return module;
}

const UnevenModule& solved() {
  static const UnevenModule module(building(), fab2::data());
  return module;
}

const field::UnevenTable& table(Unevenness kind) {
  static std::array<std::optional<field::UnevenTable>, 3> made;
  std::optional<field::UnevenTable>& wanted = made[static_cast<std::size_t>(kind)];
  if (!wanted) {
    wanted = make_uneven_table(solved(), kind);
  }
  return *wanted;
}

// Stripes one by one, as the module engine takes them.
std::vector<module::StripCell> cells_of(const std::vector<LitPart>& parts) {
  std::vector<module::StripCell> cells;
  for (const LitPart& part : parts) {
    const auto count = std::lround(part.amount * static_cast<double>(solved().design().cells));
    cells.insert(cells.end(), static_cast<std::size_t>(count), solved().stripe(part.light));
  }
  return cells;
}

// A stripe between two lights that were solved is the one that the device engine solves there.
TEST(UnevenModule, HasTheFilmOfEachLight) {
  const std::vector<field::PowerPoint> points{
      {0.8, uneven_warmth}, {50, uneven_warmth}, {777, uneven_warmth}};
  const std::vector<module::StripCell> direct = stripes_in_light(building(), fab2::data(), points);
  for (std::size_t k = 0; k < points.size(); ++k) {
    const double power = module::solve_module(solved().design(), direct[k]).pmax();
    EXPECT_NEAR(solved().even_power(points[k].irradiance) / power, 1, 2e-3) << points[k].irradiance;
  }
}

// Of a module partly in shade: the module engine's solution of all stripes one by one.
TEST(UnevenModule, IsTheStringOfItsStripes) {
  for (const double share : {4.0 / 54, 27.0 / 54, 50.0 / 54}) {
    for (const double ratio : {0.1, 0.4, 0.8}) {
      const std::vector<LitPart> parts =
          lit_parts(Unevenness::edge_along, solved().design(), {share, ratio, 800});
      const double power = solved().series_power(parts);
      const std::vector<module::StripCell> cells = cells_of(parts);
      ASSERT_EQ(cells.size(), 54U);
      const double direct = module::solve_module(solved().design(), cells).pmax();
      // solve_module looks for one maximum; where a shade leaves two, it may find the lower one.
      EXPECT_GE(power, direct * (1 - 1e-4)) << share << " " << ratio;
      const module::StringSolutions strings = module::solve_strings(solved().design(), cells);
      if (strings.modules.front().status) {
        EXPECT_NEAR(power / strings.modules.front().pmax(), 1, 3e-3) << share << " " << ratio;
      }
    }
  }
}

// The same by the engine in the plane, which knows where the shade is: a third of a small module
// dark. Beside an edge across them the lit stripes' current spreads into the dark sheets, which
// lessens its losses by more the wider the stripes are: 1.3 % of the power at 18 mm, here less.
class InThePlane : public testing::Test {
 protected:
  InThePlane() : small_(building()) {
    small_.layout.pitch = 9e-3;
    small_.layout.length = 0.2;
    solved_.emplace(small_, fab2::data());
  }

  double power(Unevenness kind) const {
    const module::ModuleDesign& design = solved_->design();
    const module::StripCell bright = solved_->stripe(light);
    module::PlaneModule m{.design = design};
    m.films = {{.photocurrent = module::local_current(bright, 0, 0).value,
                .saturation = 1e-6,
                .shunt = bright.shunt,
                .shunt_exponent = bright.shunt_exponent,
                .breakdown_current = 100,
                .breakdown_onset = -4,
                .breakdown_slope = 4}};
    m.tables = {
        {.light = {ratio, 1}, .curves = {solved_->stripe(ratio * light).curve, bright.curve}}};
    const bool is_along = kind == Unevenness::edge_along;
    for (std::int64_t k = 0; k < (is_along ? design.cells / 3 : design.cells); ++k) {
      m.shades.push_back({.place = {.cell = k,
                                    .x = 0,
                                    .y = 0,
                                    .width = module::active_width(design),
                                    .length = design.cell_length * (is_along ? 1.0 : share)},
                          .light = ratio});
    }
    std::vector<double> voltages;
    for (double v = 0; v < 0.62 * static_cast<double>(design.cells); v += 0.06) {
      voltages.push_back(v);
    }
    double best = 0;
    for (const module::PlanePoint& point : module::solve_plane(m, voltages).points) {
      best = std::max(best, point.voltage * point.current);
    }
    return best;
  }

  static constexpr double light = 800;  // [W/m2]
  static constexpr double ratio = 0.15;
  static constexpr double share = 1.0 / 3;
  NominalModule small_;
  std::optional<UnevenModule> solved_;
};

TEST_F(InThePlane, PowerIsTheSameBesideAShadow) {
  for (const Unevenness kind : {Unevenness::edge_along, Unevenness::edge_across}) {
    ASSERT_EQ(solved_->design().cells % 3, 0);
    const std::vector<LitPart> parts = lit_parts(kind, solved_->design(), {share, ratio, light});
    const double by_parts = kind == Unevenness::edge_along ? solved_->series_power(parts)
                                                           : solved_->parallel_power(parts);
    EXPECT_NEAR(power(kind) / by_parts, 1, 5e-3) << static_cast<int>(kind);
  }
}

// The rule of the darkest cell gives the power of a module that is as dark everywhere. In the
// string the lit stripes keep the voltage of their light, and the dark ones are driven beyond their
// best.
TEST(UnevenTable, IsSofterThanTheRuleOfTheDarkestCell) {
  for (const double ratio : {0.1, 0.2, 0.5}) {
    const std::vector<LitPart> parts =
        lit_parts(Unevenness::edge_along, solved().design(), {0.5, ratio, 800});
    EXPECT_GT(solved().series_power(parts), 1.01 * solved().even_power(ratio * 800)) << ratio;
    EXPECT_LT(solved().series_power(parts), solved().even_power((1 + ratio) / 2 * 800)) << ratio;
  }
}

// Stripes that stand under the awning lose hardly more than the light.
TEST(UnevenTable, OfStripesAcrossAnEdgeKeepsNearlyAll) {
  for (const double share : {0.2, 0.5, 0.8}) {
    const double kept = field::uneven_factor(table(Unevenness::edge_across),
                                             {80, 80 * share + 800 * (1 - share), 800});
    EXPECT_GT(kept, 0.93) << share;
    EXPECT_LT(kept, 1.03) << share;
  }
}

TEST(UnevenTable, ErrsAsItSays) {
  EXPECT_LT(table(Unevenness::edge_across).error, 0.01);
  EXPECT_LT(table(Unevenness::edge_along).mean_error, 0.012);
  EXPECT_LT(table(Unevenness::edge_along).error, 0.08);
  EXPECT_LT(table(Unevenness::bend_along).mean_error, 0.01);
  EXPECT_LT(table(Unevenness::bend_along).error, 0.06);
  // Away from nodes and their middles.
  for (const auto& [share, ratio, light] :
       std::vector<field::UnevenPoint>{{0.3, 0.3, 300}, {0.7, 0.15, 800}, {0.45, 0.6, 100}}) {
    const std::vector<LitPart> parts =
        lit_parts(Unevenness::edge_along, solved().design(), {share, ratio, light});
    double mean = 0;
    for (const LitPart& part : parts) {
      mean += part.amount * part.light;
    }
    const double direct = solved().series_power(parts) / solved().even_power(mean);
    EXPECT_NEAR(field::uneven_factor(table(Unevenness::edge_along), {ratio * light, mean, light}),
                direct, 0.04)
        << share;
  }
}

// A bend of 60 degrees, the sun over its apex: the darkest strip has 9.3 % less than the mean
// (docs/theory/field.md (10.6)); stripes along the axis lose less than that.
TEST(UnevenTable, OfABendIsThatOfItsStrips) {
  std::vector<LitPart> parts;
  double mean = 0;
  for (int k = 0; k < 12; ++k) {
    const double angle = ((k + 0.5) / 12 - 0.5) * 60 * unit::deg;
    parts.push_back({900 * std::cos(angle), 1.0 / 12});
    mean += parts.back().light / 12;
  }
  const double direct = solved().series_power(parts) / solved().even_power(mean);
  EXPECT_GT(direct, parts.front().light / mean + 0.005);
  EXPECT_LT(direct, 1);
  EXPECT_NEAR(field::uneven_factor(table(Unevenness::bend_along),
                                   {parts.front().light, mean, 900 * std::cos(2.5 * unit::deg)}),
              direct, 0.01);
}

TEST(UnevenTable, IsWantedWhereLightIsUneven) {
  using field::CellRun;
  using field::SurfaceKind;
  EXPECT_FALSE(unevenness_of({}));
  EXPECT_FALSE(unevenness_of({.surface = SurfaceKind::facade}));
  EXPECT_EQ(unevenness_of({.surface = SurfaceKind::facade, .overhang = {.depth = 1}}),
            Unevenness::edge_across);
  EXPECT_EQ(
      unevenness_of(
          {.surface = SurfaceKind::facade, .overhang = {.depth = 1}, .cells = CellRun::along}),
      Unevenness::edge_along);
  EXPECT_FALSE(unevenness_of({.surface = SurfaceKind::bent, .cylinder = {.arc = 1}}));
  EXPECT_EQ(unevenness_of(
                {.surface = SurfaceKind::bent, .cylinder = {.arc = 1}, .cells = CellRun::along}),
            Unevenness::bend_along);
}

}  // namespace
}  // namespace heliofab::twin
