// SPDX-License-Identifier: Apache-2.0
#include "heliofab/exchange/read_measured.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "../../io/test/folder_test.hpp"
#include "../src/flash_curve.hpp"
#include "heliofab/core/error.hpp"

namespace heliofab::exchange {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

class Measured : public io::FolderTest {
 protected:
  std::string write(const std::string& text) {
    put("measured.csv", text);
    return path("measured.csv");
  }
  // "code:line" of each problem.
  std::vector<std::string> problems_of(const std::string& text) {
    std::vector<std::string> problems;
    try {
      read_measured(write(text));
    } catch (const InputError& e) {
      for (const Diagnostic& d : e.diagnostics()) {
        problems.push_back(fmt::format("{}:{}", d.code, d.line));
      }
    }
    return problems;
  }
  static const std::vector<double>& values(const twin::Measured& m, const std::string& name) {
    const auto found = std::ranges::find(m.figures, name, &twin::MeasuredFigure::name);
    EXPECT_NE(found, m.figures.end()) << name;
    return found->values;
  }
};

TEST_F(Measured, FlashTestsComeInAnyUnitAndOrder) {
  const twin::Measured m =
      read_measured(write("# tester: line 2\n"
                          "time,serial,pmax_W,isc_mA,voc_V,aperture_cm2,irradiance_W_m2,bin\n"
                          "2010-05-12 06:30:15,A-1,4.5,450,15.0,429,1000,\"10.5\"\n"
                          "2010-05-12T06:31,A-2,4.29,440,15.1,429,990,\n"));
  EXPECT_EQ(m.kind, "flash tests");
  EXPECT_THAT(values(m, "isc_A"), ElementsAre(0.45, 0.44));
  EXPECT_THAT(values(m, "fill_factor"),
              ElementsAre(DoubleNear(4.5 / 6.75, 1e-12), DoubleNear(4.29 / (0.44 * 15.1), 1e-12)));
  EXPECT_THAT(values(m, "aperture_efficiency"),
              ElementsAre(DoubleNear(4.5 / 42.9, 1e-12), DoubleNear(4.29 / 42.471, 1e-9)));
}

TEST_F(Measured, TellsAllThatIsWrongWithFlashTests) {
  EXPECT_THAT(problems_of("serial,time,isc_A,voc_V,pmax_W\n"
                          "a,2010-02-30 06:00,0.45,15,4.5\n"
                          "b,2010-05-12 06:00,-0.45,15,4.5\n"
                          "c,12.5.2010,0.45,x,4.5\n"),
              ElementsAre("E1409:2", "E1408:3", "E1409:4", "E1403:4"));
  EXPECT_THAT(problems_of("serial,isc_A,voc_V,pmax_W,fill_factor,imp_A,vmp_V\n"
                          "a,0.45,15,4.5,0.667,0.4,11.25\n"
                          "b,0.45,15,4.5,0.767,0.4,11.25\n"
                          "c,0.45,15,4.5,0.667,0.4,1.125\n"),
              ElementsAre("E8173:3", "E8173:4"));
  EXPECT_THAT(problems_of("serial,isc_A,voc_V\na,0.45,15\n"), ElementsAre("E1404:1"));
  EXPECT_THAT(problems_of("name,height\na,1\n"), ElementsAre("E8170:1"));
}

// A diode of 26 cells without resistances: Isc 0.477 A, Voc where it must be, the power by golden
// section on the formula.
TEST_F(Measured, FindsTheFiguresOfACurve) {
  const double isc = 0.477;
  const double slope = 26 * 1.7 * 0.025693;
  const double saturation = isc / std::expm1(15.6 / slope);
  const auto current = [&](double v) { return isc - saturation * std::expm1(v / slope); };
  std::string text = "serial,voltage_V,current_A\n";
  for (int k = 160; k >= -4; --k) {  // from open to short circuit
    text += fmt::format("m1,{},{:.9f}\n", k * 0.1, current(k * 0.1));
  }
  double power = 0;
  for (int k = 0; k < 1'600'000; ++k) {
    power = std::max(power, k * 1e-5 * current(k * 1e-5));
  }
  const twin::Measured m = read_measured(write(text));
  EXPECT_EQ(m.kind, "flash curves");
  EXPECT_NEAR(values(m, "isc_A").at(0), isc, 1e-6);
  EXPECT_NEAR(values(m, "voc_V").at(0), 15.6, 1e-4);
  EXPECT_NEAR(values(m, "pmax_W").at(0), power, 5e-5);
}

TEST_F(Measured, RefusesCurvesWithoutTheirEnds) {
  EXPECT_THAT(problems_of("serial,voltage_V,current_A\n"
                          "a,0,1\na,1,0.99\na,2,0.9\na,3,0.6\na,3.5,0\n"
                          "b,0,1\nb,1,0.99\nb,2,0.9\nb,2.2,0.8\nb,2.3,0.75\n"
                          "c,0,1\nc,3,0\n"),
              ElementsAre("E8174:7", "E8174:12"));
}

TEST_F(Measured, GaugeLogsAreByStationAndQuantity) {
  const twin::Measured m =
      read_measured(write("station,tool,roll,position_m,thickness_nm,cgi\n"
                          "cigs,cigs-1,R7,6,2013,0.88\ncigs,cigs-2,R8,6,1990,0.87\n"));
  EXPECT_EQ(m.kind, "gauge log");
  EXPECT_THAT(values(m, "cigs: thickness_um"),
              ElementsAre(DoubleNear(2.013, 1e-12), DoubleNear(1.99, 1e-12)));
  EXPECT_THAT(values(m, "cigs: cgi"), ElementsAre(0.88, 0.87));
  const twin::Measured alone = read_measured(write("station,thickness_nm\ncigs,1990\n"));
  EXPECT_THAT(values(alone, "cigs: thickness_um"), ElementsAre(DoubleNear(1.99, 1e-12)));
  EXPECT_THAT(problems_of("station,position_m\ncigs,6\n"), ElementsAre("E8170:1"));
}

TEST_F(Measured, StateLogsGiveTimesAndStops) {
  const twin::Measured m =
      read_measured(write("station,tool,from,to,state,reason\n"
                          "cigs,cigs-1,2010-05-12 06:00,2010-05-12 10:00,productive,running\n"
                          "cigs,cigs-1,2010-05-12 10:00,2010-05-12 11:30,5,repair\n"));
  ASSERT_EQ(m.times.size(), 2U);
  EXPECT_EQ(m.times[0].hours, 4);
  EXPECT_EQ(m.times[1].state, twin::ToolState::unscheduled_down);
  EXPECT_THAT(values(m, "cigs: down_h"), ElementsAre(1.5));
  EXPECT_THAT(problems_of("station,from,to,state\n"
                          "cigs,2010-05-12 06:00,2010-05-12 05:00,productive\n"
                          "cigs,2010-05-12 06:00,2010-05-12 07:00,sleeping\n"),
              ElementsAre("E8172:2", "E8171:3"));
}

}  // namespace
}  // namespace heliofab::exchange
