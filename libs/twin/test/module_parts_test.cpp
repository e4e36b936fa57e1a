// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../../io/test/folder_test.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/document.hpp"
#include "heliofab/twin/module_plan.hpp"

// Patches, maps, faults of scribes, edges, bypasses and tables, from the file to the engine.
namespace heliofab::twin {
namespace {

constexpr const char* stripes = R"(heliofab: 1
module:
  name: four
  layout:
    cells: 4
    pitch: 6 mm
    cell_length: 10 cm
    scribes: {p1_width: 50 um, p1_p2_gap: 75 um, p2_width: 50 um, p2_p3_gap: 75 um, p3_width: 50 um, p2_contact: 0.2 ohm cm}
  sheets: {tco: 10 ohm/sq, mo: 0.5 ohm/sq}
)";
constexpr const char* diode =
    "  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, ideality: 1.4}\n";

PlaneModulePlan read(const std::string& more, const std::filesystem::path& file = "four.yaml") {
  return read_plane_module_plan(io::parse_document(stripes + more, file.string())).value;
}

// What a file is refused for, all of it.
std::string problems_of(const std::string& more) {
  try {
    read(more);
  } catch (const InputError& error) {
    return error.what();
  }
  return "none";
}

class ModuleTables : public io::FolderTest {
 protected:
  module::PlaneModule module_of(const std::string& more) const {
    return plane_module(read(more, path("four.yaml")));
  }
};

TEST(ModuleParts, ReachTheEngineInItsUnits) {
  const module::PlaneModule m = plane_module(read(std::string(diode) + R"(
  patches:
    weak: {first_stripe: 2, last_stripe: 3, x: 1 mm, y: 20 mm, width: 2 mm, saturation_factor: 30, added_shunt: 5 S/m2}
  scribe_faults:
    a: {scribe: p1, stripe: 2, y: 3 mm, length: 1 mm, resistance: 50 ohm}
    b: {scribe: p2, stripe: 4, y: 3 mm, length: 10 mm, p2_contact: 7 ohm cm}
  edges: {width: 30 um, saturation_factor: 9, shunt_factor: 2}
  bypasses:
    d: {first_stripe: 2, last_stripe: 4, ideality: 2, temperature: 300 K, resistance: 0.1 ohm}
)"));
  ASSERT_EQ(m.patches.size(), 2U);
  const module::Place place{.cell = 2, .x = 1e-3, .y = 20e-3, .width = 2e-3, .length = 80e-3};
  EXPECT_EQ(m.patches[1].place.cell, place.cell);
  EXPECT_NEAR(m.patches[1].place.length, place.length, 1e-12);
  EXPECT_EQ(m.patches[1].saturation, 30);
  EXPECT_EQ(m.patches[1].added_shunt, 5);
  ASSERT_EQ(m.scribe_faults.size(), 2U);
  EXPECT_EQ(m.scribe_faults[0].cell, 1);
  EXPECT_NEAR(m.scribe_faults[0].conductance, 0.02, 1e-15);
  EXPECT_NEAR(m.scribe_faults[1].p2_contact, 0.07, 1e-12);
  EXPECT_NEAR(m.edges.width, 30e-6, 1e-12);
  EXPECT_EQ(m.edges.saturation, 9);
  ASSERT_EQ(m.bypasses.size(), 1U);
  EXPECT_EQ(m.bypasses[0].first, 1);
  EXPECT_NEAR(m.bypasses[0].diode_voltage, 2 * 8.617333e-5 * 300, 1e-8);
}

TEST(ModuleParts, SayWhatDoesNotFit) {
  const std::string d = diode;
  EXPECT_NE(problems_of(d + "  patches: {a: {first_stripe: 9}}\n").find("no stripe 9"),
            std::string::npos);
  EXPECT_NE(problems_of(d + "  scribe_faults: {a: {scribe: p3, stripe: 4, y: 0 mm, length: 1 mm, "
                            "resistance: 1 ohm}}\n")
                .find("no P3"),
            std::string::npos);
  EXPECT_NE(problems_of(d + "  scribe_faults: {a: {scribe: p2, stripe: 2, y: 0 mm, length: 1 mm, "
                            "resistance: 1 ohm}}\n")
                .find("wanted p2_contact"),
            std::string::npos);
  EXPECT_NE(problems_of(d + "  edges: {width: 3 mm}\n").find("less than half"), std::string::npos);
  EXPECT_NE(problems_of(d + "  bypasses: {a: {first_stripe: 3, last_stripe: 2}}\n")
                .find("wanted 3 or more"),
            std::string::npos);
}

TEST_F(ModuleTables, ReadMaps) {
  put("light.csv", "x_mm,y_mm,photocurrent,tco\n0,0,1,1\n0,50,0.9,2\n24,0,1,3\n24,50,0.8,4\n");
  const module::PlaneModule m =
      module_of(std::string(diode) + "  maps: {light: {file: light.csv}}\n");
  ASSERT_EQ(m.maps.size(), 1U);
  EXPECT_EQ(m.maps[0].photocurrent, (std::vector<double>{1, 0.9, 1, 0.8}));
  EXPECT_EQ(m.maps[0].front_sheet, (std::vector<double>{1, 2, 3, 4}));
  EXPECT_TRUE(m.maps[0].saturation.empty());
  EXPECT_NEAR(m.maps[0].x[1], 24e-3, 1e-12);
  EXPECT_LT(solve_plane(m, {1.0}).points[0].current,
            solve_plane(module_of(diode), {1.0}).points[0].current);
}

TEST_F(ModuleTables, RefuseMapsWithHoles) {
  const std::string more = std::string(diode) + "  maps: {light: {file: light.csv}}\n";
  put("light.csv", "x_mm,y_mm,photocurrent\n0,0,1\n0,50,0.9\n24,0,1\n");
  EXPECT_THROW(module_of(more), InputError);
  put("light.csv", "x_mm,y_mm,photocurrent\n0,0,1\n0,50,0.9\n24,0,1\n24,0,1\n");
  EXPECT_THROW(module_of(more), InputError);
  put("light.csv", "x_mm,y_mm,photocurrent\n0,0,1\n0,50,-1\n");
  EXPECT_THROW(module_of(more), InputError);
  std::filesystem::remove(path("light.csv"));
  EXPECT_THROW(module_of(more), InputError);
}

// A table of a diode, with stripes that differ, against the diode itself.
TEST_F(ModuleTables, ReadFilms) {
  std::string table = "voltage_V,current_density_mA_cm2\n";
  const double nvt = 1.4 * 8.617333262145179e-5 * 298.15;
  for (int k = -200; k <= 900; ++k) {
    const double v = 1e-3 * k;
    table += std::to_string(v) + "," + std::to_string(34 - 2e-7 * (std::exp(v / nvt) - 1)) + "\n";
  }
  put("jv.csv", table);
  const std::string differ =
      "  stripes: {a: {stripe: 2, photocurrent_factor: 0.9, saturation_factor: 4}}\n";
  const module::PlaneModule by_table = module_of(
      "  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, ideality: 1.4, table: jv.csv}\n" +
      differ);
  const module::PlaneModule by_diode = module_of(diode + differ);
  for (const double voltage : {0.0, 1.8, 2.4}) {
    EXPECT_NEAR(solve_plane(by_table, {voltage}).points[0].current,
                solve_plane(by_diode, {voltage}).points[0].current, 1e-5)
        << voltage << " V";
  }
  EXPECT_GE(open_circuit_bound(by_table), open_circuit_bound(by_diode));
  EXPECT_LT(open_circuit_bound(by_table), open_circuit_bound(by_diode) + 0.1);
  for (const char* operation : {"isothermal", "heated"}) {
    EXPECT_NE(
        problems_of("  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, table: jv.csv}\n"
                    "  operation: " +
                    std::string(operation) + "\n")
            .find("module.film.table: an operation at another temperature"),
        std::string::npos)
        << operation;
  }
  EXPECT_NE(problems_of("  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, table: jv.csv, "
                        "series_resistance: 1 ohm cm2}\n")
                .find("has it in itself"),
            std::string::npos);
}

TEST_F(ModuleTables, RefuseFilmsWithAVoltageTwice) {
  put("jv.csv", "voltage_V,current_density_mA_cm2\n0,34\n0.5,30\n0.5,29\n0.7,0\n");
  EXPECT_THROW(
      module_of("  film: {photocurrent: 34 mA/cm2, saturation: 2e-7 mA/cm2, table: jv.csv}\n"),
      InputError);
}

}  // namespace
}  // namespace heliofab::twin
