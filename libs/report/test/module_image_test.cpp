// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/module_image.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace heliofab::report {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Two stripes; the second is dark at its far half.
ModulePicture two_stripes() {
  ModulePicture p{.title = "A & B", .diode_voltage = 0.025};
  p.design.cells = 2;
  p.design.pitch = 6e-3;
  p.design.cell_length = 0.012;
  p.map.voltage = 1.1;
  p.map.cell = {0, 0, 1, 1};
  p.map.x = {0, 5.7e-3, 0, 5.7e-3};
  p.map.y = {0, 0.006, 0.012};
  p.map.back.assign(12, 0.6);
  p.map.front.assign(12, 0.0);
  p.map.junction.assign(12, 0.6);
  p.map.junction[8] = p.map.junction[11] = 0.2;
  p.map.area.assign(12, 1e-6);
  return p;
}

TEST(ModuleImage, IsBlackAtScribesAndWhereAStripeIsDark) {
  const std::string svg = module_image_svg(two_stripes());
  EXPECT_THAT(svg, StartsWith("<svg xmlns="));
  EXPECT_THAT(svg, HasSubstr("Luminescence of A &amp; B"));
  EXPECT_THAT(svg, HasSubstr("luminescence at 1.1 V, as exp(junction voltage / 25.00 mV)<"));
  EXPECT_THAT(svg, HasSubstr("brightest, 0.600 V"));
  EXPECT_THAT(svg, HasSubstr("<path class=\"y0\""));
  EXPECT_THAT(svg, HasSubstr("<path class=\"y47\""));
  EXPECT_THAT(svg, HasSubstr(".y47{fill:#ffffff;"));
}

TEST(ModuleImage, IsBlackAtAFlaw) {
  ModulePicture p = two_stripes();
  p.map.junction.assign(12, 0.6);
  p.design.scribes = {};
  p.design.pitch = 6e-3;
  const auto length_of = [](const std::string& svg, const std::string& paint) {
    const std::size_t at = svg.find("<path class=\"" + paint + "\"");
    return at == std::string::npos ? 0 : svg.find('>', at) - at;
  };
  const std::size_t whole = length_of(module_image_svg(p), "y0");
  p.map.area[4] = 0;  // in the middle of the far edge of the first stripe
  EXPECT_GT(length_of(module_image_svg(p), "y0"), whole);
}

TEST(ModuleImage, SaysWhenItIsNotToScale) {
  ModulePicture p = two_stripes();
  p.design.cell_length = 5;
  p.map.y = {0, 2.5, 5};
  EXPECT_THAT(module_image_svg(p), HasSubstr("; height not to scale<"));
}

TEST(ModuleImage, ShowsTemperaturesWithAScaleAndNoGapAtScribes) {
  ModulePicture p = two_stripes();
  p.shows = ImageOf::temperature;
  p.values.assign(12, 300);
  p.values[4] = 350;
  p.map.area[4] = 0;  // a flaw is warm as well
  const std::string svg = module_image_svg(p);
  EXPECT_THAT(svg, HasSubstr("Temperature of A &amp; B"));
  EXPECT_THAT(svg, HasSubstr(">temperature at 1.1 V, steady<"));
  EXPECT_THAT(svg, HasSubstr(">temperature, degC<"));
  EXPECT_THAT(svg, HasSubstr(">70<"));
  EXPECT_THAT(svg, HasSubstr(".y0{fill:#040214;"));
  EXPECT_THAT(svg, HasSubstr(".y47{fill:#fffad6;"));
  EXPECT_THAT(svg, HasSubstr("<path class=\"y44\""));
  p.values.assign(12, 300);
  EXPECT_EQ(module_image_svg(p).find("<path class=\"y1\""), std::string::npos);
}

TEST(ModuleImage, ShowsHeatThatSpansDecadesByItsLogarithm) {
  ModulePicture p = two_stripes();
  p.shows = ImageOf::heat;
  p.values.assign(12, 500);
  EXPECT_THAT(module_image_svg(p), HasSubstr(">heat that arises at 1.1 V, light included<"));
  p.values[4] = 1e6;
  const std::string svg = module_image_svg(p);
  EXPECT_THAT(svg, HasSubstr(">1e4<"));
  EXPECT_THAT(svg, HasSubstr(">1e5<"));
}

TEST(ModuleImage, ShowsLockInThermography) {
  ModulePicture p = two_stripes();
  p.shows = ImageOf::thermography;
  p.frequency = 10;
  p.values.assign(12, 1e-3);
  p.values[4] = 5e-3;
  EXPECT_THAT(module_image_svg(p), HasSubstr(">lock-in thermography at 1.1 V, 10 1/s, dark<"));
  EXPECT_THAT(module_image_svg(p), HasSubstr(">amplitude, mK<"));
  p.shows = ImageOf::phase;
  EXPECT_THAT(module_image_svg(p), HasSubstr(">phase, deg<"));
}

TEST(ModuleImage, HasATableOfEveryPoint) {
  const std::string csv = module_map_csv(two_stripes().map);
  EXPECT_THAT(csv, StartsWith("# voltage_V: 1.1\n"
                              "stripe,x_mm,y_mm,back_V,front_V,junction_V,area_mm2\n"
                              "1,0,0,0.6,0,0.6,1\n"
                              "1,0,6,0.6,0,0.6,1\n"));
  EXPECT_THAT(csv, testing::EndsWith("2,5.7,12,0.6,0,0.2,1\n"));
  module::HeatMap heat;
  heat.temperature.assign(12, 323.15);
  heat.light.assign(12, 900);
  heat.film.assign(12, -150);
  heat.flaws.assign(12, 0);
  heat.sheets.assign(12, 2.5);
  EXPECT_THAT(module_map_csv(two_stripes().map, &heat),
              testing::EndsWith("2,5.7,12,0.6,0,0.2,1,50,900,-150,0,2.5\n"));
}

}  // namespace
}  // namespace heliofab::report
