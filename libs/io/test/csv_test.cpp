// SPDX-License-Identifier: Apache-2.0
#include "heliofab/io/csv.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "heliofab/core/error.hpp"

namespace heliofab::io {
namespace {

using ::testing::StartsWith;

constexpr std::array optical{CsvColumn{"wavelength", unit::nm}, CsvColumn{"n"}, CsvColumn{"k"}};

std::string csv_errors_of(std::string_view text, std::span<const CsvColumn> wanted = optical) {
  try {
    parse_csv(text, "t.csv", wanted);
    return {};
  } catch (const InputError& error) {
    return error.what();
  }
}

TEST(Csv, ReadsColumnsIntoSiWhateverTheirUnitAndOrder) {
  const CsvTable table = parse_csv(
      "# n and k of glass\n# source: rubin1985\n\n k , wavelength_um , \"n\"\r\n0,0.3,1.5\r\n 1e-3 "
      ", "
      "0.4 , 1.4\r\n\r\n",
      "t.csv", optical);
  EXPECT_EQ(table.names, (std::vector<std::string>{"wavelength", "n", "k"}));
  EXPECT_EQ(table.column("wavelength"), (std::vector<double>{0.3 * unit::um, 0.4 * unit::um}));
  EXPECT_EQ(table.column("n"), (std::vector<double>{1.5, 1.4}));
  EXPECT_EQ(table.columns[2], (std::vector<double>{0, 1e-3}));
  EXPECT_EQ(table.comment("source"), "rubin1985");
  EXPECT_EQ(table.comment("licence"), "");
  EXPECT_EQ(table.comments[0].second, "n and k of glass");
  EXPECT_THROW(table.column("x"), LogicError);
}

TEST(Csv, ReadsAnyNumericTableAsItStands) {
  const CsvTable table = parse_csv("wavelength_nm,irradiance_W_m2_nm\n280,2e-21\n", "t.csv");
  EXPECT_EQ(table.names[1], "irradiance_W_m2_nm");
  EXPECT_EQ(table.columns[0], (std::vector<double>{280}));
}

TEST(Csv, LeavesOutAnOptionalColumn) {
  constexpr std::array wanted{CsvColumn{"x", unit::m}, CsvColumn{"y", unit::percent, true}};
  EXPECT_EQ(parse_csv("x_mm\n3\n", "t.csv", wanted).names, (std::vector<std::string>{"x"}));
  EXPECT_EQ(parse_csv("x_mm,y_percent\n3,50\n", "t.csv", wanted).column("y"),
            (std::vector<double>{0.5}));
}

TEST(Csv, ReadsEveryDataFileOfTheProject) {
  for (const std::string name : {"azo", "cds", "mo", "cigs_x030", "glass", "polyimide"}) {
    const CsvTable table = read_csv(HELIOFAB_SOURCE_DIR "/data/optics/" + name + ".csv", optical);
    EXPECT_GT(table.columns[0].size(), 100U) << name;
    EXPECT_FALSE(table.comment("source").empty()) << name;
    EXPECT_FALSE(table.comment("grade").empty()) << name;
  }
}

TEST(Csv, ReportsAllProblemsOfRowsAtOnce) {
  EXPECT_EQ(
      csv_errors_of("# c\nwavelength_nm,n,k\n300,1,0\n300,1\n300,one,\n300,1,0,0\n0x1,nan,1\n"),
      R"(t.csv:4:5: error: 2 cells, wanted 3 [E1402]
    4 | 300,1
      |     ^
      = note: the header in line 2 has 3 columns
t.csv:5:5: error: 'one' is not a number [E1403]
    5 | 300,one,
      |     ^~~
      = note: column 'n'
t.csv:5:9: error: an empty cell, wanted a number [E1403]
    5 | 300,one,
      |         ^
      = note: column 'k'
t.csv:6:9: error: 4 cells, wanted 3 [E1402]
    6 | 300,1,0,0
      |         ^
      = note: the header in line 2 has 3 columns
t.csv:7:1: error: '0x1' is not a number [E1403]
    7 | 0x1,nan,1
      | ^~~
      = note: column 'wavelength'
t.csv:7:5: error: 'nan' is not a number [E1403]
    7 | 0x1,nan,1
      |     ^~~
      = note: column 'n'
)");
}

TEST(Csv, ReportsColumnsThatAreMissingUnknownOrGivenTwice) {
  EXPECT_THAT(csv_errors_of("wavelenght_nm,n,n\n1,2,3\n"),
              R"(t.csv:1:1: error: missing column 'wavelength_nm' [E1404]
    1 | wavelenght_nm,n,n
      | ^
t.csv:1:1: error: missing column 'k' [E1404]
    1 | wavelenght_nm,n,n
      | ^
t.csv:1:1: error: unknown column 'wavelenght_nm' [E1405]
    1 | wavelenght_nm,n,n
      | ^~~~~~~~~~~~~
      = note: did you mean 'wavelength_nm'?
t.csv:1:17: error: column 'n' is given twice [E1406]
    1 | wavelenght_nm,n,n
      |                 ^
      = note: the first of them is column 2
)");
  EXPECT_THAT(csv_errors_of("wavelength_nm,wavelength_um,n,k\n1,2,3,4\n"),
              StartsWith("t.csv:1:15: error: column 'wavelength' is given twice [E1406]\n"));
  EXPECT_THAT(csv_errors_of("wavelength_eV,n,k\n1,2,3\n"),
              StartsWith("t.csv:1:1: error: missing column 'wavelength_nm' [E1404]\n"));
}

TEST(Csv, RefusesWhatIsNoTable) {
  EXPECT_THAT(csv_errors_of(""), StartsWith("t.csv:1:1: error: no header line [E1401]\n"));
  EXPECT_THAT(csv_errors_of("# a\n"), StartsWith("t.csv:2:1: error: no header line [E1401]\n"));
  EXPECT_THAT(csv_errors_of("wavelength_nm,n,k\n"),
              StartsWith("t.csv:2:1: error: no rows under the header [E1401]\n"));
  EXPECT_THAT(csv_errors_of("wavelength_nm,\"n,k\n1,2,3\n"),
              StartsWith("t.csv:1:1: error: missing column 'n' [E1404]\n"));
  EXPECT_THAT(csv_errors_of("wavelength_nm,n,k\n1,2,\"3\n"),
              StartsWith("t.csv:2:5: error: this quote is not closed [E1407]\n"));
  EXPECT_THAT(csv_errors_of(std::string("wavelength_nm,n,k\n1,2,\0\n", 24)),
              StartsWith("t.csv:2:5: error: a NUL byte, wanted text [E1101]\n"));
  EXPECT_THAT(csv_errors_of("a\n1\n\xEF\xBB\xBF"
                            "2\n"),
              StartsWith("t.csv:3:1: error: a byte order mark inside the text, wanted one only at "
                         "its front [E1101]\n"));
  EXPECT_THAT(csv_errors_of("wavelength_nm,n,k\n1,2,1e999\n"),
              StartsWith("t.csv:2:5: error: '1e999' is not a number [E1403]\n"));
  EXPECT_THROW(read_csv("/nowhere.csv"), InputError);
}

TEST(CsvWriter, QuotesAsRfc4180Does) {
  std::ostringstream out;
  CsvWriter csv(out);
  csv.comment("source: x2020");
  csv.cell("name").cell("size_m").end_row();
  csv.cell("a \"b\", c").cell(0.1).end_row();
  csv.cell("line\nend").cell(std::int64_t{-3}).end_row();
  csv.cell("").blank().end_row();
  csv.cell("#5").cell(1e22).end_row();
  EXPECT_EQ(out.str(),
            "# source: x2020\nname,size_m\n\"a \"\"b\"\", "
            "c\",0.1\n\"line\nend\",-3\n\"\",\n\"#5\",1e22\n");
  EXPECT_THROW(csv.cell(std::nan("")), LogicError);
  EXPECT_THROW(csv.cell(std::numeric_limits<double>::infinity()), LogicError);
  EXPECT_THROW(csv.cell("one").end_row(), LogicError);
}

RC_GTEST_PROP(CsvWriter, IsReadBackEqual, (std::vector<std::int32_t> mantissas)) {
  RC_PRE(!mantissas.empty());
  std::ostringstream out;
  CsvWriter csv(out);
  csv.cell("x_m").cell("y").end_row();
  std::vector<double> numbers;
  for (const std::int32_t m : mantissas) {
    numbers.push_back(m * 1.1e-7);
    csv.cell(numbers.back()).cell(std::int64_t{m}).end_row();
  }
  constexpr std::array wanted{CsvColumn{"x", unit::m}, CsvColumn{"y"}};
  RC_ASSERT(parse_csv(out.str(), "t.csv", wanted).columns[0] == numbers);
}

TEST(Csv, SuffixesTellUnitsApart) {
  EXPECT_EQ(csv_suffix(unit::nm), "_nm");
  EXPECT_EQ(csv_suffix(unit::mA_per_cm2), "_mA_cm2");
  EXPECT_EQ(csv_suffix(unit::per_cm3), "_per_cm3");
  EXPECT_EQ(csv_suffix(unit::ohm_cm), "_ohm_cm");
  EXPECT_EQ(csv_suffix(unit::percent), "_percent");
  EXPECT_EQ(csv_suffix(unit::one), "");
}

}  // namespace
}  // namespace heliofab::io
