// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "every_target.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/field/cell_temperature.hpp"
#include "heliofab/field/iam.hpp"
#include "heliofab/field/spectral.hpp"

// Figures without another source are those of pvlib-python 6382338, tests/test_iam.py,
// tests/test_temperature.py and tests/spectrum/test_mismatch.py, to their printed digits.
namespace heliofab::field {
namespace {

double cosine(double degrees) { return std::cos(degrees * unit::deg); }

TEST(Iam, OfASheetIsThatOfFresnelAndSnell) {
  const GlassIam glass;
  EXPECT_NEAR(iam(glass, 1), 1, 1e-15);
  EXPECT_NEAR(iam(glass, cosine(22.5)), 0.99926198, 5e-9);
  EXPECT_NEAR(iam(glass, cosine(45)), 0.98797788, 5e-9);
  EXPECT_NEAR(iam(glass, cosine(67.5)), 0.8893998, 5e-8);
  EXPECT_EQ(iam(glass, 0), 0);
  EXPECT_EQ(iam(glass, -0.5), 0);
  EXPECT_EQ(iam({.index = 1, .thickness = 0}, cosine(67.5)), 1);
}

TEST(Iam, OfACoatedSheetIsHigherAtASlant) {
  const GlassIam coated{.coating = 1.29};
  EXPECT_NEAR(iam(coated, cosine(22.5)), 0.99944171, 5e-9);
  EXPECT_NEAR(iam(coated, cosine(45)), 0.9917463, 5e-8);
  EXPECT_NEAR(iam(coated, cosine(67.5)), 0.91506158, 5e-9);
  EXPECT_EQ(iam({.coating = 1.526}, cosine(45)), iam(GlassIam{}, cosine(45)));
}

TEST(Iam, OfMartinAndRuizHasItsDiffuseForms) {
  EXPECT_NEAR(iam(MartinRuizIam{}, cosine(45)), 0.98986965, 5e-9);
  const MartinRuizIam dusty{.a_r = 0.18};
  EXPECT_NEAR(iam(dusty, cosine(60)), 0.9414631, 5e-8);
  EXPECT_EQ(iam(dusty, cosine(100)), 0);
  struct Said {
    double tilt, sky, ground;
  };
  for (const Said& s :
       {Said{0, 0.9407678, 0}, Said{30, 0.9452250, 0.7610849}, Said{90, 0.9407678, 0.9407678},
        Said{120, 0.9055541, 0.9483508}, Said{180, 0, 0.9407678}}) {
    const DiffuseIam d = diffuse_iam(dusty, cosine(s.tilt));
    EXPECT_NEAR(d.sky, s.sky, 1e-7) << s.tilt;
    EXPECT_NEAR(d.ground, s.ground, 1e-7) << s.tilt;
  }
}

TEST(Iam, OfAshraeEndsAtItsZero) {
  EXPECT_NEAR(iam(AshraeIam{}, cosine(22.5)), 0.99588039, 5e-9);
  EXPECT_NEAR(iam(AshraeIam{}, cosine(67.5)), 0.9193437, 5e-8);
  EXPECT_EQ(iam(AshraeIam{}, cosine(89)), 0);
}

constexpr double zero = 273.15;
const Thermal warm_noon{.irradiance = 900, .air = 20 + zero, .wind = 5};

TEST(CellTemperature, IsThatOfEachModelAsPublished) {
  EXPECT_NEAR(cell_temperature(FaimanModel{}, warm_noon), 35.203 + zero, 5e-4);
  EXPECT_NEAR(cell_temperature(FaimanModel{.still = 22, .windy = 6}, warm_noon), 37.308 + zero,
              5e-4);
  const SapmModel glass = sapm_mountings()[0].model;
  EXPECT_NEAR(cell_temperature(glass, warm_noon), 43.509 + zero, 5e-4);
  EXPECT_NEAR(back_temperature(glass, warm_noon), 40.809 + zero, 5e-4);
  EXPECT_NEAR(cell_temperature(PvsystThermalModel{}, warm_noon), 45.137 + zero, 0.01);
  EXPECT_NEAR(cell_temperature(PvsystThermalModel{.still = 23.5, .windy = 6.25}, warm_noon),
              33.315 + zero, 5e-4);
  EXPECT_NEAR(cell_temperature(ross_of_noct(50 + zero), {.irradiance = 1000, .air = 30 + zero}),
              67.5 + zero, 1e-9);
}

TEST(CellTemperature, FallsBelowTheAirUnderAClearNightSky) {
  const FaimanModel m;
  const auto night = [&](double sky) {
    return cell_temperature(m, {.irradiance = 0, .air = zero, .wind = 0, .sky = sky}) - zero;
  };
  EXPECT_NEAR(night(0), -11.111, 5e-4);
  EXPECT_NEAR(night(100), -7.591, 5e-4);
  EXPECT_NEAR(night(315.6574), 0, 5e-4);
  EXPECT_NEAR(night(400), 2.969, 5e-4);
}

TEST(CellTemperature, HasMountingsWithNamesAndSources) {
  std::set<std::string_view> names;
  const auto check = [&](const auto& mountings) {
    for (const auto& m : mountings) {
      EXPECT_TRUE(names.insert(m.name).second || m.name == "free_standing") << m.name;
      EXPECT_FALSE(m.source.empty());
    }
  };
  check(sapm_mountings());
  check(pvsyst_mountings());
  check(ross_mountings());
  EXPECT_EQ(names.size(), 16U);
  // A module that is the roof runs hotter than one on a rack, by every model.
  const auto of = [&](const auto& mountings, std::string_view name) {
    for (const auto& m : mountings) {
      if (m.name == name) {
        return cell_temperature(m.model, warm_noon);
      }
    }
    return 0.0;
  };
  EXPECT_GT(of(sapm_mountings(), "insulated_back_glass_polymer"),
            of(sapm_mountings(), "open_rack_glass_polymer") + 10);
  EXPECT_GT(of(pvsyst_mountings(), "insulated"), of(pvsyst_mountings(), "free_standing") + 10);
  EXPECT_GT(of(ross_mountings(), "cigs_shingle"), of(ross_mountings(), "cigs_rack") + 10);
}

TEST(Spectrum, HasTheFactorsOfCigs) {
  const std::array<std::array<double, 3>, 3> wanted{{{0.97459190, 1.02821696, 1.05067895},
                                                     {0.97529378, 1.02967497, 1.05289307},
                                                     {0.97269159, 1.02730558, 1.05075651}}};
  const FirstSolarSpectrum cigs;
  for (int w = 0; w < 3; ++w) {
    for (int m = 0; m < 3; ++m) {
      EXPECT_NEAR(spectral_factor(cigs, 1 + 2 * m, (1 + 2 * w) * unit::cm), wanted[w][m], 5e-9);
    }
  }
  EXPECT_EQ(spectral_factor(cigs, 15, 0.01), spectral_factor(cigs, 10, 0.01));
  EXPECT_EQ(spectral_factor(cigs, 0.1, 0.01), spectral_factor(cigs, 0.58, 0.01));
  EXPECT_EQ(spectral_factor(cigs, 1.5, 0), spectral_factor(cigs, 1.5, 0.001));
  EXPECT_EQ(spectral_factor(cigs, 1.5, 1), spectral_factor(cigs, 1.5, 0.08));
  const PvspecSpectrum pvspec;
  EXPECT_NEAR(spectral_factor(pvspec, 1.0, 0.4), 1.01475834, 5e-9);
  EXPECT_NEAR(spectral_factor(pvspec, 1.5, 0.6), 1.01143927, 5e-9);
  EXPECT_NEAR(spectral_factor(pvspec, 2.0, 0.8), 1.00909094, 5e-9);
  EXPECT_NEAR(spectral_factor(pvspec, 1.5, 1.4), 0.97852966, 1e-8);
}

TEST(PrecipitableWater, IsThatOfGueymard) {
  // pvlib-python 6382338, tests/test_atmosphere.py: 0, 20, 40 degC at 30 and 100 %
  EXPECT_NEAR(precipitable_water(zero, 0.3) / unit::cm, 0.33702061, 5e-9);
  EXPECT_NEAR(precipitable_water(zero, 1) / unit::cm, 1.12340202, 5e-9);
  EXPECT_NEAR(precipitable_water(20 + zero, 0.3) / unit::cm, 1.12040963, 5e-9);
  EXPECT_NEAR(precipitable_water(40 + zero, 1) / unit::cm, 11.49532557, 5e-9);
  EXPECT_EQ(precipitable_water(20 + zero, 0), 0.001);
}

const std::vector<double> ends{400e-9, 1200e-9};
const std::vector<double> flat{1, 1};

TEST(SpectralMismatch, IsOneInTheReferenceLightWhateverItsStrength) {
  const std::vector<double> at{300e-9, 500e-9, 1150e-9, 1300e-9};
  const std::vector<double> sun{0.2, 1.6, 0.5, 0.1};
  std::vector<double> dim = sun;
  for (double& e : dim) {
    e *= 0.3;
  }
  EXPECT_NEAR(spectral_mismatch({ends, flat}, {at, dim}, {at, sun}), 1, 1e-15);
}

// A flat efficiency from a to b in light that rises as the wavelength, against flat light, both
// from a to b: [int x^2 / int x] / [int x / int 1] = 4 (a^2 + ab + b^2) / (3 (a + b)^2). Rows in
// between change nothing.
TEST(SpectralMismatch, IsExactForLinearLight) {
  const double a = 400;
  const double b = 1200;
  const std::vector<double> rising{a, b};
  const double wanted = 4 * (a * a + a * b + b * b) / (3 * (a + b) * (a + b));
  EXPECT_NEAR(spectral_mismatch({ends, flat}, {ends, rising}, {ends, flat}), wanted, 1e-14);
  const std::vector<double> more{400e-9, 430e-9, 799e-9, 1200e-9};
  EXPECT_NEAR(spectral_mismatch({more, std::vector{1.0, 1.0, 1.0, 1.0}}, {ends, rising},
                                {more, std::vector{1.0, 1.0, 1.0, 1.0}}),
              wanted, 1e-14);
}

// Light beyond the gap counts as irradiance and makes no current.
TEST(SpectralMismatch, IsLowInLightThatTheCellCannotUse) {
  const std::vector<double> wide{400e-9, 2000e-9};
  EXPECT_NEAR(spectral_mismatch({ends, flat}, {wide, flat}, {ends, flat}), 0.5, 1e-14);
}

TEST(SpectralMismatch, RefusesRowsOutOfOrder) {
  const std::vector<double> back{1200e-9, 400e-9};
  EXPECT_THROW(spectral_mismatch({back, flat}, {ends, flat}, {ends, flat}), LogicError);
  EXPECT_THROW(spectral_mismatch({ends, flat}, {ends, flat}, {ends, std::vector{1.0}}), LogicError);
  const std::vector<double> infrared{1300e-9, 1500e-9};
  EXPECT_THROW(spectral_mismatch({ends, flat}, {ends, flat}, {infrared, flat}), LogicError);
}

struct ModuleRows {
  std::vector<double> cosine, light, air, wind, sky, mass, water, humidity;
  explicit ModuleRows(std::size_t n) {
    const Stream draw(1, "test.field.modules");
    for (std::size_t i = 0; i < n; ++i) {
      const auto u = [&](std::uint64_t which) { return draw.uniform(which, i); };
      cosine.push_back(i % 10 == 0 ? 1 : 1.4 * u(0) - 0.4);
      light.push_back(1200 * u(1));
      air.push_back(240 + 80 * u(2));
      wind.push_back(20 * u(3) * u(3));
      sky.push_back(500 * u(4));
      mass.push_back(0.5 + 12 * u(5));
      water.push_back(0.1 * u(6));
      humidity.push_back(u(7));
    }
  }
  ThermalRows thermal() const { return {light, air, wind}; }
};

TEST(ModuleModels, AreTheSameInLanes) {
  const ModuleRows r(507);
  std::vector<double> out(507);
  const auto expect = [&](auto plain, double tolerance) {
    for (std::size_t i = 0; i < out.size(); ++i) {
      EXPECT_NEAR(out[i], plain(i), tolerance * std::max(1.0, std::abs(plain(i)))) << i;
    }
  };
  const auto expect_iam = [&](const auto& model) {
    iam(model, r.cosine, out);
    expect([&](std::size_t i) { return iam(model, r.cosine[i]); }, 1e-14);
  };
  expect_iam(GlassIam{});
  expect_iam(GlassIam{.coating = 1.29});
  expect_iam(MartinRuizIam{});
  expect_iam(AshraeIam{});
  const auto expect_warm = [&](const auto& model) {
    cell_temperature(model, r.thermal(), out);
    expect(
        [&](std::size_t i) {
          return cell_temperature(model, {r.light[i], r.air[i], r.wind[i], {}});
        },
        3e-15);
  };
  expect_warm(FaimanModel{});
  expect_warm(SapmModel{});
  expect_warm(PvsystThermalModel{});
  expect_warm(RossModel{});
  cell_temperature(FaimanModel{}, {r.light, r.air, r.wind, r.sky}, out);
  expect(
      [&](std::size_t i) {
        return cell_temperature(FaimanModel{}, {r.light[i], r.air[i], r.wind[i], r.sky[i]});
      },
      3e-15);
  spectral_factor(FirstSolarSpectrum{}, r.mass, r.water, out);
  expect(
      [&](std::size_t i) { return spectral_factor(FirstSolarSpectrum{}, r.mass[i], r.water[i]); },
      1e-14);
  spectral_factor(PvspecSpectrum{}, r.mass, r.humidity, out);
  expect([&](std::size_t i) { return spectral_factor(PvspecSpectrum{}, r.mass[i], r.humidity[i]); },
         1e-14);
  precipitable_water(r.air, r.humidity, out);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double plain = precipitable_water(r.air[i], r.humidity[i]);
    EXPECT_NEAR(out[i], plain, 1e-13 * plain);
  }
}

TEST(ModuleModels, HaveTheSameBitsOnEveryInstructionSet) {
  const ModuleRows r(37);
  const auto all = [&] {
    std::vector<double> sum;
    std::vector<double> out(37);
    const auto keep = [&] { sum.insert(sum.end(), out.begin(), out.end()); };
    iam(GlassIam{.coating = 1.29}, r.cosine, out);
    keep();
    iam(MartinRuizIam{}, r.cosine, out);
    keep();
    cell_temperature(SapmModel{}, r.thermal(), out);
    keep();
    spectral_factor(PvspecSpectrum{}, r.mass, r.humidity, out);
    keep();
    precipitable_water(r.air, r.humidity, out);
    keep();
    return sum;
  };
  const auto wanted = all();
  on_every_target([&] { EXPECT_EQ(all(), wanted); });
}

TEST(ModuleModels, RefuseSizesThatDiffer) {
  const ModuleRows r(9);
  std::vector<double> out(8);
  EXPECT_THROW(iam(AshraeIam{}, r.cosine, out), LogicError);
  EXPECT_THROW(cell_temperature(RossModel{}, r.thermal(), out), LogicError);
  EXPECT_THROW(spectral_factor(PvspecSpectrum{}, r.mass, r.humidity, out), LogicError);
  EXPECT_THROW(precipitable_water(r.air, r.humidity, out), LogicError);
}

}  // namespace
}  // namespace heliofab::field
