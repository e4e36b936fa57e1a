// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "heliofab/optics/generation.hpp"
#include "heliofab/optics/power_budget.hpp"
#include "reference_cell.hpp"

// Each row of docs/validation/optics.md is an assertion here. Set HELIOFAB_VALIDATION to a file
// name to write the table.
namespace heliofab::optics {
namespace {

using testing_cell::light;
using testing_cell::read_spectrum;

struct Row {
  std::string what;
  double expected;
  double obtained;
  double tolerance;
  std::string unit;
  std::string why;
};

double mA(double current) { return current / unit::mA_per_cm2; }

constexpr auto standards = "2 nm cells; the reference is on the grid of the standard";
constexpr auto independent = "half the last digit, plus 1e-3 closure of the reference";

std::vector<Row> spectra() {
  const Spectrum global = read_spectrum("am15g");
  const Spectrum direct = read_spectrum("am15d");
  const Spectrum space = read_spectrum("am0");
  const Spectrum led = read_spectrum("led");
  const double cells = 0.02;
  return {
      {"AM1.5 global, 280-1300 nm", 879.137, total_irradiance(global), cells, "W/m2", "2 nm cells"},
      {"... photon current", 50.792, mA(photon_current(global)), 2e-3, "mA/cm2", standards},
      {"AM1.5 direct, 280-1300 nm", 781.633, total_irradiance(direct), cells, "W/m2", "2 nm cells"},
      {"AM0, 280-1300 nm", 1108.421, total_irradiance(space), cells, "W/m2", "2 nm cells"},
      {"... photon current", 62.377, mA(photon_current(space)), 2e-3, "mA/cm2", standards},
      {"AM0, 120 nm - 10 um (standard: 1366.1)", 1366.1 - 0.7,
       total_irradiance(read_spectrum("am0_broad")), 0.1, "W/m2", "0.7 W/m2 lie beyond 10 um"},
      {"LED at 1000 lux", 3.145, total_irradiance(led), 5e-4, "W/m2", "half the last digit"},
  };
}

std::vector<Row> cells() {
  const auto bare = photocurrents(testing_cell::stack(), light("am15g"));
  const auto space = photocurrents(testing_cell::stack(), light("am0"));
  const auto less = photocurrents(testing_cell::stack("cigs_x020"), light("am15g"));
  const auto model = photocurrents(testing_cell::stack("cigs/minoura_x030"), light("am15g"));
  const auto indoor = photocurrents(testing_cell::stack(), light("led", 380, 780));
  auto mixed = testing_cell::stack();
  const auto tables = testing_data::read_cigs();
  mixed.films[testing_cell::cigs].constants =
      materials::cigs_optics(std::vector{tables[1], tables[3]}, 0.30);
  const auto blend = photocurrents(mixed, light("am15g"));
  auto laminate = testing_cell::stack();
  laminate.front_index = 1.49;
  laminate.films.erase(laminate.films.begin());
  const auto under = photocurrents(laminate, light("am15g"));
  const double t = 0.006;
  const std::string unit = "mA/cm2";
  return {
      {"reference cell, reflected", 4.96, mA(bare.reflected), t, unit, independent},
      {"... MgF2", 0.05, mA(bare.films[0]), t, unit, independent},
      {"... ZnO:Al", 3.20, mA(bare.films[testing_cell::azo]), t, unit, independent},
      {"... i-ZnO", 0.28, mA(bare.films[testing_cell::izno]), t, unit, independent},
      {"... CdS", 2.17, mA(bare.films[testing_cell::cds]), t, unit, independent},
      {"... Cu(In,Ga)Se2, GGI 0.30", 35.58, mA(bare.films[testing_cell::cigs]), t, unit,
       independent},
      {"... Mo", 4.56, mA(bare.transmitted), t, unit, independent},
      {"... absorber with the ellipsometric k alone", 33.46, mA(model.films[testing_cell::cigs]), t,
       unit, independent},
      {"... absorber, GGI 0.20", 38.07, mA(less.films[testing_cell::cigs]), t, unit, independent},
      {"... absorber under AM0", 42.30, mA(space.films[testing_cell::cigs]), t, unit, independent},
      {"... absorber, LED at 1000 lux", 0.1293, mA(indoor.films[testing_cell::cigs]), 1e-4, unit,
       independent},
      {"... absorber, GGI 0.30 mixed from 0.20 and 0.40", mA(bare.films[testing_cell::cigs]),
       mA(blend.films[testing_cell::cigs]), 0.02, unit, "equation 1.3 is an approximation"},
      {"light from n = 1.49, no MgF2: absorber", 35.87, mA(under.films[3]), t, unit, independent},
      {"... reflected", 4.37, mA(under.reflected), t, unit, independent},
  };
}

std::vector<Row> closed_forms() {
  const auto reflected = [](std::vector<Film> films, std::complex<double> back) {
    return power_budget(films, 1.0, back, 600e-9).reflected;
  };
  std::vector<Film> mirror;
  for (int pairs = 0; pairs < 8; ++pairs) {
    mirror.push_back({.index = 2.4, .thickness = 600e-9 / 4 / 2.4});
    mirror.push_back({.index = 1.5, .thickness = 600e-9 / 4 / 1.5});
  }
  const double admittance = 1.5 * std::pow(1.6, 16);
  const materials::LayerStack slab{.front_index = 1,
                                   .sheets = {{"slab", materials::constant_index(1.5), 1e-3}},
                                   .films = {},
                                   .back = materials::constant_index(1)};
  const auto rays = photocurrents(slab, light("am15g"));
  return {
      {"bare n = 2.9 + 0.3 i: R", (1.9 * 1.9 + 0.09) / (3.9 * 3.9 + 0.09),
       reflected({}, {2.9, 0.3}), 1e-14, "", "rounding"},
      {"quarter wave 1.38 on 2.0: R", std::pow((2 - 1.9044) / (2 + 1.9044), 2),
       reflected({{.index = 1.38, .thickness = 600e-9 / 4 / 1.38}}, 2.0), 1e-14, "", "rounding"},
      {"eight pairs 2.4 / 1.5 on 1.5: R", std::pow((1 - admittance) / (1 + admittance), 2),
       reflected(mirror, 1.5), 1e-13, "", "rounding"},
      {"clear sheet n = 1.5: R", 2 * 0.04 / 1.04, rays.reflected / rays.incident, 1e-14, "",
       "rounding"},
  };
}

void write(const std::vector<Row>& rows) {
  const char* name = std::getenv("HELIOFAB_VALIDATION");
  if (name == nullptr) {
    return;
  }
  std::ofstream file(name);
  file.precision(7);
  file << "# Validation of optics\n\nWritten by `HELIOFAB_VALIDATION=docs/validation/optics.md "
          "build/dev/libs/optics/optics_test --gtest_filter='Validation.*'`.\n"
          "Each row is an assertion; nothing here was fitted.\n\n"
          "| case | expected | obtained | tolerance | unit | why this tolerance |\n"
          "|---|---|---|---|---|---|\n";
  for (const Row& row : rows) {
    file << "| " << row.what << " | " << row.expected << " | " << row.obtained << " | "
         << row.tolerance << " | " << row.unit << " | " << row.why << " |\n";
  }
  std::ifstream notes(HELIOFAB_SOURCE_DIR "/libs/optics/test/validation_notes.md");
  file << '\n' << notes.rdbuf();
}

TEST(Validation, OfOptics) {
  std::vector<Row> rows = closed_forms();
  for (const auto& more : {spectra(), cells()}) {
    rows.insert(rows.end(), more.begin(), more.end());
  }
  for (const Row& row : rows) {
    EXPECT_NEAR(row.obtained, row.expected, row.tolerance) << row.what;
  }
  write(rows);
}

}  // namespace
}  // namespace heliofab::optics
