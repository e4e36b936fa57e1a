// SPDX-License-Identifier: Apache-2.0
#include "heliofab/report/cell_tables.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "heliofab/io/csv.hpp"
#include "sample_cell.hpp"

namespace heliofab::report {
namespace {

std::vector<std::string> names_of(const std::vector<CellTable>& tables) {
  std::vector<std::string> names;
  for (const CellTable& table : tables) {
    names.push_back(table.name);
  }
  return names;
}

CellTable table_named(const std::string& name) {
  for (CellTable& table : cell_tables(sample::cell(), twin::AnalysisRequest::all())) {
    if (table.name == name) {
      return table;
    }
  }
  return {};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

TEST(CellTables, HoldWhatWasAskedFor) {
  const twin::CellAnalysis a = sample::cell();
  EXPECT_EQ(names_of(cell_tables(a, {})), (std::vector<std::string>{"jv", "jv-dark"}));
  EXPECT_EQ(
      names_of(cell_tables(a, twin::AnalysisRequest::all())),
      (std::vector<std::string>{"jv", "jv-dark", "eqe", "optics", "bands-dark",
                                "bands-short-circuit", "bands-maximum-power", "cv", "cv-doping",
                                "cf", "losses", "temperature", "suns-voc", "slopes"}));
}

// Each column as long as the others, whatever the part: a table that is not has lost a row.
TEST(CellTables, HaveColumnsOfOneLength) {
  for (const CellTable& table : cell_tables(sample::cell(), twin::AnalysisRequest::all())) {
    for (const CellColumn& column : table.columns) {
      EXPECT_EQ(column.values.size() + column.words.size(),
                table.columns[0].values.size() + table.columns[0].words.size())
          << table.name << " " << column.name;
    }
  }
}

TEST(CellTables, HaveUnitsOfTheirNames) {
  const CellTable eqe = table_named("eqe");
  EXPECT_EQ(first_line(table_csv(eqe)), "wavelength_nm,external,internal");
  EXPECT_DOUBLE_EQ(eqe.columns[0].values[1], 600);
  EXPECT_EQ(eqe.columns[1].values, (std::vector<double>{0.25, 0.9, 0.6}));
  EXPECT_EQ(table_csv(table_named("optics")).substr(0, 275),
            "# incident_mA_cm2: 46\n# reflected_mA_cm2: 4.6\n# absorbed_glass_mA_cm2: 0.9\n"
            "# absorbed_buffer_mA_cm2: 2.3\n# absorbed_absorber_mA_cm2: 36.8\n"
            "# absorbed_back_contact_mo_mA_cm2: 1.4\n"
            "wavelength_nm,reflected,absorbed_glass,absorbed_buffer,absorbed_absorber,"
            "absorbed_back_contact_mo\n");
  EXPECT_DOUBLE_EQ(table_named("cv").columns[2].values[0], 20);  // [nF/cm2] of 2e-4 F/m2
  const CellTable bands = table_named("bands-maximum-power");
  EXPECT_DOUBLE_EQ(bands.columns[0].values.back(), 2.05);  // [um]
  EXPECT_EQ(bands.columns[1].words.back(), "absorber");
  EXPECT_DOUBLE_EQ(bands.columns.back().values[0], 3e20);  // [1/cm3/s] of both levels
  const CellTable losses = table_named("losses");
  EXPECT_EQ(losses.columns[1].words[1], "reflection");
  EXPECT_DOUBLE_EQ(losses.columns[2].values[1], -3);  // [mA/cm2]
  const CellTable slopes = table_named("slopes");
  EXPECT_EQ(slopes.columns[0].words,
            (std::vector<std::string>{"cell.temperature", "cell.layers.absorber.gap",
                                      "cell.layers.buffer.thickness"}));
  EXPECT_DOUBLE_EQ(slopes.columns[1].values[2], 0.05);  // [um]
  EXPECT_NEAR(slopes.columns[3].values[1], 1.5, 1e-12);
}

TEST(CellTables, WriteFactsAboveTheHeaderAndGapsAsNothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const CellTable table{"t", {{"a_nm", {1, nan}, {}}, {"b", {}, {"x", "y, z"}}}, {{"f", 0.5}}};
  EXPECT_EQ(table_csv(table), "# f: 0.5\na_nm,b\n1,x\n,\"y, z\"\n");
  EXPECT_EQ(table_json(table).dump(), R"({"f":0.5,"a_nm":[1,null],"b":["x","y, z"]})");
}

TEST(CellTables, ReadBackAsTheyWereWritten) {
  const CellTable curve = curve_table("jv", sample::curve(350));
  const io::CsvTable read = io::parse_csv(table_csv(curve), "jv.csv");
  EXPECT_EQ(read.column("current_density_mA_cm2"), curve.columns[1].values);
}

TEST(CellText, HasASectionForEachPartAndNoneElse) {
  const twin::CellAnalysis a = sample::cell();
  EXPECT_EQ(cell_text(a, {}), "");
  const std::string losses = cell_text(a, {.losses = true});
  EXPECT_EQ(losses.find("\n  from the limit of Shockley and Queisser for 1.1500 eV to the cell\n"),
            0U);
  EXPECT_NE(losses.find("      reflection                                      -3.000\n"),
            std::string::npos);
  const std::string photons = cell_text(a, {.quantum_efficiency = true});
  EXPECT_NE(photons.find("\n  where the photons of the light go, as currents in mA/cm2\n"
                         "    incident                                          46.000\n"
                         "      reflected                                        4.600\n"
                         "      glass                                            0.900\n"),
            std::string::npos)
      << photons;
  const std::string slopes = cell_text(a, {.slopes = true});
  EXPECT_NE(slopes.find("    temperature                             300 K             -1.6000"),
            std::string::npos)
      << slopes;
}

TEST(CellText, SaysWhatIsLeftOutAndWhy) {
  twin::CellAnalysis a = sample::cell();
  a.quantum_efficiency.reset();
  EXPECT_EQ(cell_text(a, {.quantum_efficiency = true}),
            "\n  no quantum efficiency: the light of the cell has no spectrum\n");
  EXPECT_EQ(cell_text(sample::dark_cell(), {.losses = true, .conditions = true, .slopes = true}),
            "\n  no losses: the cell is dark\n\n  no temperatures and lights: the cell is dark\n"
            "\n  no slopes: the cell is dark\n");
  a.dark.doubts = {"0.16 V: why"};
  EXPECT_EQ(cell_text(a, {}), "\n  no certificate in the dark: 0.16 V: why\n");
}

}  // namespace
}  // namespace heliofab::report
