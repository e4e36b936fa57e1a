// SPDX-License-Identifier: Apache-2.0
// Files of modules, read back by readers of this file's own, and by pvlib where it is installed.
#include "heliofab/exchange/module_files.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"

namespace heliofab::exchange {
namespace {

using testing::HasSubstr;
using Texts = std::map<std::string, std::string>;

// A module whose figures are those of one diode with a shunt that light hardly changes, which none
// of the models has: so that each is a fit.
twin::ModuleSheet make_sheet() {
  twin::ModuleSheet s{.name = "a laminate, on a roof",
                      .cells = 54,
                      .length = 5,
                      .width = 0.27,
                      .cell_area = 4.7e-3 * 5,
                      .mass = 2,
                      .noct = 326.75,
                      .noon_power = 100,
                      .is_building = true};
  for (const field::PowerPoint& p : field::iec61853_points()) {
    s.points.push_back({p.irradiance, p.temperature, {}});
  }
  s.points = field::points_of(field::PvsystModule{.photocurrent = 7,
                                                  .saturation = 2e-6,
                                                  .series = 0.5,
                                                  .shunt = 30,
                                                  .dark_shunt = 60,
                                                  .shunt_exponent = 1.5,
                                                  .cells = 54,
                                                  .ideality = 1.45,
                                                  .ideality_by_kelvin = 2e-4,
                                                  .current_by_kelvin = 1e-3,
                                                  .gap_eV = 1.2},
                              s.points);
  s.rated = field::rated_figures(s.points);
  s.slopes = field::temperature_slopes(s.points);
  return s;
}

const twin::ModuleSheet& sheet() {
  static const twin::ModuleSheet made = make_sheet();
  return made;
}

const ModuleFits& fits() {
  static const twin::FitTask task = twin::fit_task(sheet());
  static const ModuleFits made{twin::fit_cec(task), twin::fit_de_soto(task),
                               twin::fit_pvsyst(task)};
  return made;
}

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::stringstream stream(text + by);
  for (std::string part; std::getline(stream, part, by);) {
    parts.push_back(part);
  }
  return parts;
}

// The values of a library with one module, by their names.
Texts read_library(const std::string& text) {
  const std::vector<std::string> lines = split(text, '\n');
  const std::vector<std::string> names = split(lines[0], ',');
  const std::vector<std::string> values = split(lines[3], ',');
  EXPECT_EQ(names.size(), values.size());
  Texts row;
  for (std::size_t k = 0; k < names.size(); ++k) {
    row[names[k]] = values[k];
  }
  return row;
}

Texts read_pan(const std::string& text) {
  Texts values;
  for (const std::string& line : split(text, '\n')) {
    const std::size_t equals = line.find('=');
    if (equals != std::string::npos) {
      values[line.substr(line.find_first_not_of(' '), equals - line.find_first_not_of(' '))] =
          line.substr(equals + 1);
    }
  }
  return values;
}

double number(const Texts& texts, const std::string& key) { return std::stod(texts.at(key)); }

template <class Module>
void expect_same_power(const Module& read, const Module& written, double tolerance) {
  const std::vector<field::FigurePoint> is = field::points_of(read, sheet().points);
  const std::vector<field::FigurePoint> wanted = field::points_of(written, sheet().points);
  for (std::size_t k = 0; k < is.size(); ++k) {
    EXPECT_NEAR(is[k].figures.power / wanted[k].figures.power, 1, tolerance)
        << is[k].irradiance << " W/m2";
  }
}

// Light's and dark current of PVsyst follow from short and open circuit.
field::PvsystModule module_of(const Texts& pan) {
  field::PvsystModule m{.series = number(pan, "RSerie"),
                        .shunt = number(pan, "RShunt"),
                        .dark_shunt = number(pan, "Rp_0"),
                        .shunt_exponent = number(pan, "Rp_Exp"),
                        .cells = number(pan, "NCelS"),
                        .ideality = number(pan, "Gamma"),
                        .ideality_by_kelvin = number(pan, "muGamma"),
                        .current_by_kelvin = number(pan, "muISC") / 1000,
                        .gap_eV = 1.03,
                        .recombination = pan.contains("D2MuTau") ? number(pan, "D2MuTau") : 0};
  const double isc = number(pan, "Isc");
  const double voc = number(pan, "Voc");
  const double thermal = m.ideality * m.cells * constants::boltzmann_eV * m.temperature;
  const double junction = isc * m.series;
  const auto share = [&](double v) { return 1 - m.recombination / (m.builtin * m.cells - v); };
  const double short_light = share(junction);
  const double open_light = share(voc);
  const double short_dark = -std::expm1(junction / thermal);
  const double open_dark = -std::expm1(voc / thermal);
  const double short_rest = isc + junction / m.shunt;
  const double open_rest = voc / m.shunt;
  const double determinant = short_light * open_dark - open_light * short_dark;
  m.photocurrent = (short_rest * open_dark - open_rest * short_dark) / determinant;
  m.saturation = (short_light * open_rest - open_light * short_rest) / determinant;
  return m;
}

// Numbers are written so that they read back to the same double.
TEST(ModuleFiles, ALibraryOfSamGivesTheModuleBack) {
  const Texts row = read_library(cec_library(sheet(), fits().cec.module, "1.2.3"));
  const field::DeSotoModule read{.photocurrent = number(row, "I_L_ref"),
                                 .saturation = number(row, "I_o_ref"),
                                 .series = number(row, "R_s"),
                                 .shunt = number(row, "R_sh_ref"),
                                 .thermal = number(row, "a_ref"),
                                 .current_by_kelvin = number(row, "alpha_sc"),
                                 .adjust = number(row, "Adjust") / 100};
  expect_same_power(read, fits().cec.module, 1e-12);
  EXPECT_EQ(row.at("N_s"), "54");
  EXPECT_EQ(row.at("Name"), "Heliofab a laminate on a roof");
  EXPECT_EQ(row.at("Technology"), "CIGS");
  EXPECT_EQ(row.at("BIPV"), "Y");
  EXPECT_EQ(number(row, "A_c"), 1.35);
  EXPECT_NEAR(number(row, "I_mp_ref") * number(row, "V_mp_ref"), number(row, "STC"), 1e-9);
  EXPECT_NEAR(number(row, "T_NOCT"), 53.6, 1e-9);
}

TEST(ModuleFiles, ALibraryOfSamHasThreeLinesOfHead) {
  const std::vector<std::string> lines =
      split(cec_library(sheet(), fits().cec.module, "1.2.3"), '\n');
  EXPECT_EQ(lines[0],
            "Name,Manufacturer,Technology,Bifacial,STC,PTC,A_c,Length,Width,N_s,I_sc_ref,V_oc_ref,"
            "I_mp_ref,V_mp_ref,alpha_sc,beta_oc,T_NOCT,a_ref,I_L_ref,I_o_ref,R_s,R_sh_ref,Adjust,"
            "gamma_pmp,BIPV,Version,Date");
  EXPECT_EQ(lines[1], "Units,,,,,,m2,m,m,,A,V,A,V,A/K,V/K,C,V,A,A,Ohm,Ohm,%,%/K,,,");
  EXPECT_EQ(lines[2],
            "[0],lib_manufacturer,cec_material,lib_is_bifacial,,,cec_area,lib_length,lib_width,"
            "cec_n_s,cec_i_sc_ref,cec_v_oc_ref,cec_i_mp_ref,cec_v_mp_ref,cec_alpha_sc,cec_beta_oc,"
            "cec_t_noct,cec_a_ref,cec_i_l_ref,cec_i_o_ref,cec_r_s,cec_r_sh_ref,cec_adjust,"
            "cec_gamma_pmp,,,");
}

// Ten digits of each number, and two constants that follow from the others: 1e-7 of power.
TEST(ModuleFiles, AFileOfPvsystGivesTheModuleBack) {
  const std::string text = pan_file(sheet(), fits().pvsyst, "1.2.3");
  const Texts pan = read_pan(text);
  expect_same_power(module_of(pan), fits().pvsyst.module, 1e-7);
  EXPECT_EQ(pan.at("Technol"), "mtCIS");
  EXPECT_EQ(pan.at("NCelS"), "54");
  EXPECT_EQ(pan.at("Model"), "a laminate, on a roof");
  EXPECT_NEAR(number(pan, "muPmpReq"), 100 * sheet().slopes.power / sheet().rated.power, 1e-9);
  EXPECT_THAT(text, HasSubstr("\n  End of PVObject pvCommercial\n"));
  EXPECT_THAT(text, HasSubstr("\n      Point_1=0.0,1.00000\n"));
  EXPECT_THAT(text, HasSubstr("\n      Point_9=90.0,0.00000\n"));
  EXPECT_THAT(text, testing::EndsWith("\nEnd of PVObject pvModule\n"));
  // No exponents: readers of these files take them for text.
  EXPECT_THAT(pan.at("muGamma"), testing::MatchesRegex("-?[0-9]+[.][0-9]+"));
}

TEST(ModuleFiles, AFileOfPvsystSaysHowFarItIsOff) {
  twin::Fitted<field::PvsystModule> fit = fits().pvsyst;
  fit.error.bright = {0.0123, -0.0234};
  EXPECT_THAT(pan_file(sheet(), fit, "1.2.3"),
              HasSubstr("      Str_2=Pmp at 400 W/m2 and above: 1.23 % RMS, worst -2.34 %\n"));
}

TEST(ModuleFiles, ATableHasEveryPointAndSaysWhichAreTheStandards) {
  twin::ModuleSheet with_table = sheet();
  with_table.table = {sheet().points.front()};
  const std::string text = matrix_csv(with_table, "1.2.3");
  const std::vector<std::string> lines = split(text, '\n');
  EXPECT_EQ(lines[2],
            "part,irradiance_W_m2,temperature_degC,pmp_W,isc_A,voc_V,imp_A,vmp_V,"
            "is_in_iec61853_1");
  int in_standard = 0;
  for (std::size_t k = 3; k < 31; ++k) {
    const std::vector<std::string> cells = split(lines[k], ',');
    EXPECT_EQ(cells[0], "matrix");
    in_standard += std::stoi(cells[8]);
    EXPECT_EQ(std::stod(cells[3]), sheet().points[k - 3].figures.power);
  }
  EXPECT_EQ(in_standard, 22);
  EXPECT_THAT(lines[31], testing::StartsWith("table,100,15,"));
}

TEST(ModuleFiles, ArgumentsOfPvlibHaveItsNames) {
  const io::Json json = pvlib_module(sheet(), fits(), "1.2.3");
  const auto names = [&](const char* model) {
    std::vector<std::string> all;
    for (const auto& [name, value] : json.find(model)->find("arguments")->members()) {
      all.push_back(name);
    }
    return all;
  };
  using testing::ElementsAre;
  EXPECT_THAT(names("desoto"), ElementsAre("alpha_sc", "a_ref", "I_L_ref", "I_o_ref", "R_sh_ref",
                                           "R_s", "EgRef", "dEgdT"));
  EXPECT_THAT(names("cec"), ElementsAre("alpha_sc", "a_ref", "I_L_ref", "I_o_ref", "R_sh_ref",
                                        "R_s", "EgRef", "dEgdT", "Adjust"));
  EXPECT_THAT(names("pvsyst"),
              ElementsAre("alpha_sc", "gamma_ref", "mu_gamma", "I_L_ref", "I_o_ref", "R_sh_ref",
                          "R_sh_0", "R_s", "cells_in_series", "R_sh_exp", "EgRef"));
  EXPECT_EQ(*json.find("iam")->find("arguments")->find("a_r"), io::Json(0.16));
}

// pvlib solves the same equations: what differs is rounding, and ten digits of the PAN file.
TEST(ModuleFiles, PvlibFindsTheSamePower) {
  if (std::system("python3 -c 'import pvlib' >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "python3 cannot import pvlib";
  }
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "heliofab-module-files";
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  };
  const std::string csv = write("m.csv", cec_library(sheet(), fits().cec.module, "1.2.3"));
  const std::string pan = write("m.PAN", pan_file(sheet(), fits().pvsyst, "1.2.3"));
  const std::string json = write("m.json", pvlib_module(sheet(), fits(), "1.2.3").dump(2));
  const std::string answer = (folder / "answer.txt").string();
  const std::string command = "python3 " HELIOFAB_SOURCE_DIR "/libs/exchange/test/run_pvlib.py " +
                              csv + " " + pan + " " + json + " >" + answer;
  ASSERT_EQ(std::system(command.c_str()), 0);
  std::ifstream told(answer);
  const auto cec = field::points_of(fits().cec.module, sheet().points);
  const auto de_soto = field::points_of(fits().de_soto.module, sheet().points);
  const auto pvsyst = field::points_of(fits().pvsyst.module, sheet().points);
  for (std::size_t k = 0; k < cec.size(); ++k) {
    for (const double ours : {cec[k].figures.power, de_soto[k].figures.power,
                              pvsyst[k].figures.power, pvsyst[k].figures.power}) {
      double theirs = 0;
      ASSERT_TRUE(told >> theirs);
      EXPECT_NEAR(theirs / ours, 1, 1e-6) << "point " << k;
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace heliofab::exchange
