// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/single_diode.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "every_target.hpp"
#include "flex_module.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/core/unit.hpp"
#include "precise_curves.hpp"

namespace heliofab::field {
namespace {

void expect_figures(const Figures& is, const Figures& wanted, double tolerance) {
  EXPECT_NEAR(is.voc / wanted.voc, 1, tolerance);
  EXPECT_NEAR(is.isc / wanted.isc, 1, tolerance);
  EXPECT_NEAR(is.vmp / wanted.vmp, 1, tolerance);
  EXPECT_NEAR(is.imp / wanted.imp, 1, tolerance);
  EXPECT_NEAR(is.pmp / wanted.pmp, 1, tolerance);
}

// 1e-13 is some hundred roundings: thermal voltages multiply those of exponents of 30.
TEST(SingleDiode, LanesHaveTheFiguresOfThePreciseCurves) {
  const auto curves = precise_curves();
  ASSERT_EQ(curves.size(), 64U);
  for (std::size_t k = 0; k < curves.size(); ++k) {
    SCOPED_TRACE(k + 1);
    expect_figures(of_lanes(curves[k].diode), curves[k].wanted, 1e-13);
  }
}

// The most of a flat maximum is found to rounding; its place by the zero of a derivative.
TEST(SingleDiode, ThePlainFormHasTheFiguresOfThePreciseCurves) {
  const auto curves = precise_curves();
  for (std::size_t k = 0; k < curves.size(); ++k) {
    SCOPED_TRACE(k + 1);
    expect_figures(of_plain(curves[k].diode), curves[k].wanted, 1e-13);
  }
}

TEST(SingleDiode, LanesFollowThePreciseCurvesFromEndToEnd) {
  const auto curves = precise_curves();
  const io::CsvTable points = table_of("precise_points.csv");
  ASSERT_EQ(points.lines.size(), 448U);
  for (std::size_t k = 0; k < points.lines.size(); ++k) {
    const double number = points.column("curve")[k];
    const double v = points.column("voltage_V")[k];
    const double i = points.column("current_A")[k];
    const Precise& curve = curves.at(static_cast<std::size_t>(number) - 1);
    std::vector<double> current(1), voltage(1);
    current_at(one(curve.diode), std::vector{v}, current);
    EXPECT_NEAR(current[0], i, 1e-13 * curve.wanted.isc) << "curve " << number << " at " << v;
    voltage_at(one(curve.diode), std::vector{i}, voltage);
    // The current's last digit is a voltage by the slope of the curve, steep near its flat end.
    const double slope = (current_at(curve.diode, v - 1e-3) - current_at(curve.diode, v)) / 1e-3;
    EXPECT_NEAR(voltage[0], v, 1e-13 * curve.wanted.voc + 4e-16 * curve.wanted.isc / slope);
  }
}

// 1e-4 is what the four digits and the two programs' constants leave.
TEST(SingleDiode, HasThinFilmRecombinationAsPvsystHasIt) {
  const Figures hot = of_lanes(diode_of(fs495, 888, 328.15));
  EXPECT_NEAR(hot.pmp, 76.262, 1e-4 * 76.262 + 1e-4);
  EXPECT_NEAR(hot.isc, 1.3868, 1e-4 * 1.3868 + 1e-4);
  EXPECT_NEAR(hot.voc, 79.292, 1e-4 * 79.292 + 1e-4);
  const Figures rated = of_lanes(diode_of(fs495, 1000, 298.15));
  EXPECT_NEAR(rated.pmp, 1.4 * 67.85, 0.09);
  EXPECT_NEAR(rated.isc, 1.55, 5e-4 * 1.55);
  EXPECT_NEAR(rated.voc, 86.5, 0.08);
}

// Its parameters keep the nameplate in the same row within 0.2 %.
TEST(SingleDiode, TheCecModuleKeepsItsNameplate) {
  const Figures f = of_lanes(diode_of(flex01, 1000, 298.15));
  EXPECT_NEAR(f.voc, 27.90, 2e-3 * 27.90);
  EXPECT_NEAR(f.isc, 10.70, 2e-3 * 10.70);
  EXPECT_NEAR(f.vmp, 22.00, 2e-3 * 22.00);
  EXPECT_NEAR(f.imp, 9.40, 2e-3 * 9.40);
}

// Modules, conditions and figures of pvlib-python 6382338, tests/test_pvsystem.py, as printed
// there.
TEST(SingleDiode, TranslatesByDeSotoAndTheCec) {
  DeSotoModule m = translated_module;
  const Diode warm = diode_of(m, 800, 323.15);
  EXPECT_NEAR(warm.photocurrent, 6.096, 5e-4);
  EXPECT_NEAR(warm.saturation, 9.455e-8, 1e-11);
  EXPECT_NEAR(1 / warm.conductance, 19.65, 5e-3);
  EXPECT_NEAR(warm.thermal, 0.5127, 5e-5);
  EXPECT_EQ(warm.series, 0.094);
  m.adjust = 0.106;
  EXPECT_NEAR(diode_of(m, 800, 323.15).photocurrent, 6.0896, 5e-5);
  EXPECT_EQ(diode_of(m, -1, 300).photocurrent, 0);
  EXPECT_EQ(diode_of(m, 0, 300).conductance, 0);
}

TEST(SingleDiode, TranslatesByPvsyst) {
  const PvsystModule m{.photocurrent = 6,
                       .saturation = 5e-9,
                       .series = 0.5,
                       .shunt = 300,
                       .dark_shunt = 1000,
                       .cells = 60,
                       .ideality = 1.05,
                       .ideality_by_kelvin = 0.001,
                       .current_by_kelvin = 0.001};
  const Diode warm = diode_of(m, 800, 323.15);
  EXPECT_NEAR(warm.photocurrent, 4.8200, 5e-4);
  EXPECT_NEAR(warm.saturation, 1.47e-7, 5e-10);
  EXPECT_NEAR(1 / warm.conductance, 305.757, 5e-4);
  EXPECT_NEAR(warm.thermal, 1.7961, 5e-5);
  EXPECT_NEAR(1 / diode_of(m, 0, 298.15).conductance, 1000, 1e-9);
  EXPECT_NEAR(diode_of(m, 0, 298.15).thermal, 1.6186, 5e-5);
}

// Lights from starlight to twice the sun's, in deep cold and heat.
struct Conditions {
  std::vector<double> irradiance, temperature;
};

Conditions conditions(std::size_t n) {
  const Stream draw(1, "test.field.conditions");
  Conditions c;
  for (std::size_t i = 0; i < n; ++i) {
    c.irradiance.push_back(i % 11 == 0 ? 0 : 2000 * std::pow(10, -7 * draw.uniform(0, i)));
    c.temperature.push_back(230 + 140 * draw.uniform(1, i));
  }
  return c;
}

template <class Module>
void expect_lanes_are_plain(const Module& module) {
  const Conditions c = conditions(1003);
  Diodes d;
  translate(module, c.irradiance, c.temperature, d);
  std::vector<double> v(d.size()), i(d.size()), p(d.size()), voc(d.size()), isc(d.size());
  maximum_power(d, {v, i, p});
  open_circuit(d, voc);
  short_circuit(d, isc);
  for (std::size_t k = 0; k < d.size(); ++k) {
    const Diode plain = diode_of(module, c.irradiance[k], c.temperature[k]);
    EXPECT_NEAR(d.photocurrent[k], plain.photocurrent, 2e-15 * plain.photocurrent);
    EXPECT_NEAR(d.saturation[k], plain.saturation, 2e-14 * plain.saturation);
    EXPECT_NEAR(d.conductance[k], plain.conductance, 1e-15 * plain.conductance);
    EXPECT_NEAR(d.thermal[k], plain.thermal, 1e-15 * plain.thermal);
    const Figures wanted = of_plain(d.at(k));
    EXPECT_NEAR(p[k], wanted.pmp, 1e-13 * wanted.pmp) << c.irradiance[k];
    EXPECT_NEAR(v[k], wanted.vmp, 1e-12 * wanted.vmp) << c.irradiance[k];
    EXPECT_NEAR(i[k], wanted.imp, 1e-12 * wanted.imp);
    EXPECT_NEAR(voc[k], wanted.voc, 1e-13 * std::abs(wanted.voc) + 1e-13 * d.thermal[k])
        << c.irradiance[k];
    EXPECT_NEAR(isc[k], wanted.isc, 1e-13 * wanted.isc);
  }
}

TEST(SingleDiode, LanesAreThePlainFormAtEveryLight) {
  expect_lanes_are_plain(flex01);
  expect_lanes_are_plain(fs495);
}

// From good modules to those that resistances or leaks have ruined: 1e-13 of the power, where the
// textbook's fixed Newton steps miss by all of it.
TEST(SingleDiode, FindsTheMaximumOfRuinedModules) {
  const Stream draw(2, "test.field.ruined");
  for (std::uint64_t k = 0; k < 5000; ++k) {
    const auto u = [&](std::uint64_t which) { return draw.uniform(k, which); };
    const double cells = 1 + std::floor(140 * u(0));
    const double thermal = cells * (0.6 + 1.9 * u(1)) * kelvin * (240 + 130 * u(2));
    const double voc = cells * (0.3 + 0.6 * u(3));
    const double light = std::pow(10.0, -4 + 5.2 * u(4));
    Diode d{.photocurrent = light,
            .saturation = light / std::expm1(std::min(voc / thermal, 80.0)),
            .conductance = light / voc * std::pow(10.0, 1 - 6 * u(5)),
            .thermal = thermal,
            .series = k % 2 == 0 ? 0 : voc / light * std::pow(10.0, -5 + 6 * u(6))};
    if (k % 3 == 0) {
      d.recombination = 0.03 * cells * u(7);
      d.builtin = cells;
    }
    const Figures lanes = of_lanes(d);
    const Figures plain = of_plain(d);
    ASSERT_NEAR(lanes.pmp, plain.pmp, 1e-13 * plain.pmp) << k;
    ASSERT_NEAR(lanes.vmp, plain.vmp, 1e-12 * plain.voc) << k;
    ASSERT_NEAR(lanes.voc, plain.voc, 1e-13 * plain.voc) << k;
    ASSERT_NEAR(lanes.isc, plain.isc, 1e-12 * plain.isc + 1e-13 * light) << k;
    ASSERT_GT(lanes.pmp, 0);
  }
}

// A current above the light's is carried by the shunt at a voltage below 0, or by nothing.
TEST(SingleDiode, GoesBelowZeroVoltsOnItsShunt) {
  const Diode d = diode_of(flex01, 500, 300);
  const double current = d.photocurrent + 0.3;
  const double voltage = voltage_at(d, current);
  EXPECT_LT(voltage, 0);
  EXPECT_NEAR(current_at(d, voltage), current, 1e-12);
  std::vector<double> v(1), i(1);
  voltage_at(one(d), std::vector{current}, v);
  current_at(one(d), std::vector{voltage}, i);
  EXPECT_NEAR(v[0], voltage, 1e-11);
  EXPECT_NEAR(i[0], current, 1e-12);
  Diode closed = d;
  closed.conductance = 0;
  voltage_at(one(closed), std::vector{current}, v);
  EXPECT_EQ(v[0], -std::numeric_limits<double>::infinity());
  EXPECT_EQ(voltage_at(closed, current), v[0]);
}

TEST(SingleDiode, HasTheSameBitsOnEveryInstructionSetAndInAnyCompany) {
  const Conditions c = conditions(301);
  const auto solve = [](const auto& module, const Conditions& at) {
    Diodes d;
    translate(module, at.irradiance, at.temperature, d);
    std::vector<double> v(d.size()), p(d.size()), voc(d.size()), isc(d.size());
    maximum_power(d, {.voltage = v, .power = p});
    open_circuit(d, voc);
    short_circuit(d, isc);
    for (const auto* more : {&p, &voc, &isc, &d.saturation}) {
      v.insert(v.end(), more->begin(), more->end());
    }
    return v;
  };
  const auto wanted = solve(flex01, c);
  const auto wanted_film = solve(fs495, c);
  on_every_target([&] {
    EXPECT_EQ(solve(flex01, c), wanted);
    EXPECT_EQ(solve(fs495, c), wanted_film);
  });
  const auto alone = solve(fs495, {{c.irradiance[5]}, {c.temperature[5]}});
  for (std::size_t k = 0; k < alone.size(); ++k) {
    EXPECT_EQ(alone[k], wanted_film[5 + 301 * k]);
  }
}

TEST(SingleDiode, RefusesSizesThatDiffer) {
  Diodes d;
  const std::vector<double> two(2), three(3);
  EXPECT_THROW(translate(flex01, two, three, d), LogicError);
  translate(flex01, two, two, d);
  std::vector<double> out(3);
  EXPECT_THROW(maximum_power(d, {.power = out}), LogicError);
  EXPECT_THROW(open_circuit(d, out), LogicError);
}

}  // namespace
}  // namespace heliofab::field
