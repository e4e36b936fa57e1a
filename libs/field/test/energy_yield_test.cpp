// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/energy_yield.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "flex_module.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/field/iam.hpp"

namespace heliofab::field {
namespace {

const AgeingModel no_ageing{.yearly_rate = 0, .damp_rate = 0, .soak_gain = 0, .daily_soiling = 0};

const Weather& hours_of_a_year() {
  static const Weather made = synthetic_weather({});
  return made;
}

const PowerTable& flexible() {
  static const PowerTable made = make_power_table(module_at(flex01));
  return made;
}

EnergyYield yield_of(const Installation& installation, const AgeingModel& ageing = no_ageing) {
  return simulate_yield(hours_of_a_year(), installation, flexible(), ageing);
}

double kWh(double energy) { return energy / unit::kWh; }

TEST(EnergyYield, LosesOnItsWayWhatItDoesNotDeliver) {
  for (const SurfaceKind kind :
       {SurfaceKind::plane, SurfaceKind::facade, SurfaceKind::bent, SurfaceKind::rows}) {
    Installation installation{.surface = kind,
                              .overhang = {.depth = 0.6},
                              .cylinder = {.arc = 1},
                              .cells = CellRun::along,
                              .modules = 24};
    const EnergyYield y = yield_of(installation, {});
    double left = y.potential;
    for (const YieldLoss& loss : y.losses) {
      left -= loss.energy;
    }
    EXPECT_NEAR(left, y.energy, 1e-9 * y.energy);  // 10 GJ: to less than a watt for a minute
    EXPECT_NEAR(std::accumulate(y.monthly.begin(), y.monthly.end(), 0.0), y.energy,
                1e-12 * y.energy);
    EXPECT_NEAR(std::accumulate(y.power.begin(), y.power.end(), 0.0) * 3600, y.energy,
                1e-12 * y.energy);
    EXPECT_EQ(y.losses.size(), 11U);
    EXPECT_EQ(y.yearly.size(), 1U);
  }
}

TEST(EnergyYield, OfARoofIsWhatRoofsDeliver) {
  const EnergyYield y = yield_of({});
  EXPECT_NEAR(y.nominal, 207, 3);           // [W] what the CEC's parameters make of 210 W
  EXPECT_GT(kWh(y.specific) * 1000, 1400);  // [kWh/kWp]
  EXPECT_LT(kWh(y.specific) * 1000, 2000);
  EXPECT_GT(y.performance_ratio, 0.8);
  EXPECT_LT(y.performance_ratio, 0.95);
  EXPECT_NEAR(y.performance_ratio, y.specific / (y.irradiation / 1000), 1e-12);
  EXPECT_LT(y.hottest, 273.15 + 85);
}

// The same row by row, in plain forms and with the diode itself: the table's error, no more.
TEST(EnergyYield, IsThatOfThePlainForms) {
  const Weather& w = hours_of_a_year();
  const Installation roof{
      .spectrum = SpectrumModel::none, .mismatch = 0, .wiring = 0, .conversion = 1};
  const std::vector<double> times = sun_times(w);
  const Direction normal = normal_of(roof.plane);
  const DiffuseIam diffuse = diffuse_iam(MartinRuizIam{}, normal.up);
  double energy = 0;
  for (std::size_t i = 0; i < w.size(); i += 1) {
    if (w.global[i] <= 0) {
      continue;
    }
    const SunPosition s =
        sun_position(w.site, {.pressure = standard_pressure(w.site.elevation)}, times[i]);
    const SkySun sun{direction_to(s.zenith, s.azimuth), s.zenith, extraterrestrial(s.radius),
                     air_mass(s.zenith)};
    const PlaneLight p = plane_light(SkyModel::perez, normal, sun,
                                     {w.beam[i], w.diffuse[i], w.global[i]}, w.albedo[i]);
    const double through = iam(MartinRuizIam{}, cosine_between(normal, sun.to));
    const double inside = (p.beam + p.circumsolar) * through +
                          (p.isotropic + p.horizon) * diffuse.sky + p.ground * diffuse.ground;
    const double warm =
        cell_temperature(FaimanModel{}, {p.total(), w.air[i], w.wind[i] * wind_factor(10, 2), {}});
    energy += 3600 * maximum_power(diode_of(flex01, std::max(0.0, inside), warm)).power;
  }
  EXPECT_NEAR(yield_of(roof).energy, energy, 1e-4 * energy);
}

TEST(EnergyYield, OfAFacadeFallsUnderAnAwning) {
  Installation wall{.surface = SurfaceKind::facade, .plane = {1.5707963267948966, 3.1}};
  const double open = yield_of(wall).energy;
  wall.overhang = {.depth = 0.5, .gap = 0.1};
  const double across = yield_of(wall).energy;
  wall.cells = CellRun::along;
  const double along = yield_of(wall).energy;
  EXPECT_LT(across, 0.9 * open);
  EXPECT_LT(along, 0.85 * across);  // cells that lie along the shade's edge fail one by one
  wall.surface = SurfaceKind::plane;
  wall.cells = CellRun::across;
  EXPECT_NEAR(yield_of(wall).energy, open, 1e-12 * open);
}

TEST(EnergyYield, OfABendFallsWithItsArc) {
  Installation bend{.surface = SurfaceKind::bent};
  const double flat = yield_of({}).energy;
  EXPECT_NEAR(yield_of(bend).energy, flat, 1e-9 * flat);
  bend.cylinder.arc = 60 * unit::deg;
  const double across = yield_of(bend).energy;
  bend.cells = CellRun::along;
  const double along = yield_of(bend).energy;
  EXPECT_LT(across, flat);
  EXPECT_GT(across, 0.92 * flat);
  EXPECT_LT(along, 0.85 * across);
}

TEST(EnergyYield, OfRowsThatTurnIsMore) {
  const Installation rows{.surface = SurfaceKind::rows};
  const double turning = yield_of(rows).energy;
  EXPECT_GT(turning, 1.1 * yield_of({}).energy);
  Installation dense = rows;
  dense.tracker.coverage = 0.6;
  dense.tracker.backtracks = false;
  const EnergyYield shaded = yield_of(dense);
  EXPECT_GT(shaded.losses[0].energy, 0.01 * shaded.potential);
}

TEST(EnergyYield, AgesYearByYear) {
  const AgeingModel slow{.yearly_rate = 0.01, .damp_rate = 0, .soak_gain = 0, .daily_soiling = 0};
  const EnergyYield y = simulate_yield(hours_of_a_year(), {}, flexible(), slow, 5);
  ASSERT_EQ(y.yearly.size(), 5U);
  const double fresh = yield_of({}).energy;
  for (std::size_t year = 0; year < 5; ++year) {
    const double middle = 1 - 0.01 * (static_cast<double>(year) + 0.5) * 365 / 365.25;
    EXPECT_NEAR(y.yearly[year] / fresh, middle, 5e-4) << year;
  }
  EXPECT_EQ(y.energy, y.yearly[0]);
  EXPECT_NEAR(y.age.time, 5 * 365 * 86400.0, 1);
}

// Labels that slip by half an hour change a year by more than neighbouring models of the sky do.
TEST(EnergyYield, DependsOnWhatItsTimesName) {
  Weather slipped = hours_of_a_year();
  slipped.label = IntervalLabel::end;
  const Installation west{.plane = {60 * unit::deg, 250 * unit::deg}};
  const double right = yield_of(west).energy;
  const double wrong = simulate_yield(slipped, west, flexible(), no_ageing).energy;
  EXPECT_GT(std::abs(wrong / right - 1), 0.01);
}

TEST(EnergyYield, HardlyDependsOnTheStep) {
  const double hourly = yield_of({}).energy;
  const double fine =
      simulate_yield(resample(hours_of_a_year(), 4), {}, flexible(), no_ageing).energy;
  EXPECT_NEAR(fine, hourly, 0.01 * hourly);
}

TEST(EnergyYield, IsHotterOnAGluedLaminate) {
  const Installation glued{.heat = HeatModel::ross, .ross = {0.042}};
  const EnergyYield y = yield_of(glued);
  EXPECT_GT(y.hottest, yield_of({}).hottest + 10);
  EXPECT_LT(y.energy, yield_of({}).energy);
}

TEST(EnergyYield, RefusesNoWeather) {
  EXPECT_THROW(simulate_yield({}, {}, flexible(), {}), LogicError);
  EXPECT_THROW(simulate_yield(hours_of_a_year(), {}, flexible(), {}, 0), LogicError);
}

}  // namespace
}  // namespace heliofab::field
