// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "../../core/test/validation_page.hpp"
#include "heliofab/materials/dispersion.hpp"
#include "heliofab/materials/effective_medium.hpp"
#include "heliofab/optics/budget_spectra.hpp"
#include "heliofab/optics/generation.hpp"
#include "heliofab/optics/power_budget.hpp"
#include "reference_cell.hpp"
#include "validation_charts.hpp"

// Each row of docs/validation/optics.md is an assertion here. Set HELIOFAB_VALIDATION to a file
// name to write the table.
namespace heliofab::optics {
namespace {

using testing_cell::light;
using testing_cell::read_spectrum;

using validation::Checks;

double mA(double current) { return current / unit::mA_per_cm2; }

constexpr auto standards = "2 nm cells; the reference is on the grid of the standard";
constexpr auto digits = "last digit of tmm";
constexpr auto independent = "half the last digit, plus 1e-3 closure of the reference";

Checks spectra() {
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

Checks cells() {
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

Checks closed_forms() {
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

// One face between air and n = 1.5, from the angles on both sides.
double face(double angle, Polarisation polarisation) {
  const double inside = std::asin(std::sin(angle) / 1.5);
  const double r = polarisation == Polarisation::s
                       ? std::sin(angle - inside) / std::sin(angle + inside)
                       : std::tan(angle - inside) / std::tan(angle + inside);
  return r * r;
}

Checks slanted() {
  constexpr auto s = Polarisation::s;
  constexpr auto p = Polarisation::p;
  const double angle = std::acos(0.5);  // 60 degrees
  const double wavelength = 600e-9;
  const auto reflected = [&](std::vector<Film> films, double front, double back, double from,
                             Polarisation polarisation) {
    return power_budget(films, front, back, wavelength, {from, polarisation}).reflected;
  };
  const double gap = 100e-9;
  const double beyond = std::sqrt(1.5 * 1.5 * 0.75 - 1);  // 60 degrees in glass: fading in air
  const double ratio = (0.75 * 0.75 + beyond * beyond) / (1.5 * beyond) *
                       std::sinh(2 * std::acos(-1.0) / wavelength * beyond * gap);
  const double q = std::sqrt(1.38 * 1.38 - 0.75);  // across a film of 1.38
  const double admittance = q * q / std::sqrt(4 - 0.75);
  const materials::LayerStack slab{.sheets = {{"slab", materials::constant_index(1.5), 1e-3}},
                                   .back = materials::constant_index(1)};
  const double mean = 1 - (1 - face(angle, s)) / (1 + face(angle, s)) / 2 -
                      (1 - face(angle, p)) / (1 + face(angle, p)) / 2;
  return {
      {"air on 1.5 at 60 deg, s: R", face(angle, s), reflected({}, 1, 1.5, angle, s), 1e-14, "",
       "rounding"},
      {"... p", face(angle, p), reflected({}, 1, 1.5, angle, p), 1e-14, "", "rounding"},
      {"... p at Brewster's angle", 0, reflected({}, 1, 1.5, std::atan(1.5), p), 1e-30, "",
       "rounding, squared"},
      {"1.5 on air at 60 deg: R", 1, reflected({}, 1.5, 1, angle, s), 1e-15, "", "rounding"},
      {"... air gap of 100 nm before 1.5, s: R", 1 - 1 / (1 + ratio * ratio),
       reflected({{.index = 1, .thickness = gap}}, 1.5, 1.5, angle, s), 1e-14, "", "rounding"},
      {"quarter wave 1.38 on 2.0 for 60 deg, s: R",
       std::pow((0.5 - admittance) / (0.5 + admittance), 2),
       reflected({{.index = 1.38, .thickness = wavelength / 4 / q}}, 1, 2, angle, s), 1e-14, "",
       "rounding"},
      {"clear sheet n = 1.5 at 60 deg: R", mean,
       budget_spectra(slab, std::array{wavelength}, {angle}).reflected[0], 1e-14, "", "rounding"},
  };
}

// The reference cell in light from 60 degrees, as another program sees it.
struct Peer {
  double nm;
  Polarisation polarisation;
  double reflected;
  double absorber;
  double first_200_nm;  // of the absorber
};

Checks slanted_cell() {
  const materials::LayerStack stack = testing_cell::stack();
  const double angle = std::acos(0.5);
  Checks rows;
  for (const Peer& peer : {Peer{500, Polarisation::s, 0.059421960, 0.744948318, 0.667444223},
                           Peer{500, Polarisation::p, 0.015593478, 0.782847410, 0.701400310},
                           Peer{800, Polarisation::s, 0.177205566, 0.782121898, 0.354063472},
                           Peer{800, Polarisation::p, 0.001828891, 0.948610426, 0.429456303},
                           Peer{1100, Polarisation::s, 0.414839553, 0.055719580, 0.006247434},
                           Peer{1100, Polarisation::p, 0.350386959, 0.056824488, 0.006375861}}) {
    const double wavelength = peer.nm * unit::nm;
    const Incidence incidence{angle, peer.polarisation};
    const auto found = budget_spectra(stack, std::array{wavelength}, incidence);
    const auto pairs = pairs_per_photon(stack, wavelength, testing_cell::cigs,
                                        std::array{0.0, 200 * unit::nm}, incidence);
    const char* const name = peer.polarisation == Polarisation::s ? "s" : "p";
    rows.push_back({fmt::format("reference cell, {} nm at 60 deg, {}: R", peer.nm, name),
                    peer.reflected, found.reflected[0], 1e-9, "", digits});
    rows.push_back(
        {"... absorber", peer.absorber, found.films[testing_cell::cigs][0], 1e-9, "", digits});
    rows.push_back({"... its first 200 nm", peer.first_200_nm, pairs[1], 3e-9, "",
                    "a sum over 20001 points there"});
  }
  materials::LayerStack covered = stack;
  covered.sheets = {{"eva", testing_data::read_constants("eva"), 400 * unit::um}};
  covered.films.erase(covered.films.begin());
  const auto found = budget_spectra(covered, std::array{800 * unit::nm}, {angle, Polarisation::p});
  rows.push_back({"... under 400 um of EVA, no MgF2, 800 nm, p: R", 0.005851557, found.reflected[0],
                  2e-8, "", "the other program lets k of EVA reflect"});
  rows.push_back({"... EVA", 0.002460330, found.sheets[0][0], 2e-8, "", "as above"});
  rows.push_back({"... absorber", 0.943270378, found.films[3][0], 2e-8, "", "as above"});
  return rows;
}

Checks formulas() {
  const materials::Dispersion silica{.sellmeier = {{0.6961663, 68.4043 * unit::nm},
                                                   {0.4079426, 116.2414 * unit::nm},
                                                   {0.8974794, 9896.161 * unit::nm}}};
  const materials::Dispersion izno{
      .permittivity = 2.1445,
      .tauc_lorentz = {{120.25, 3.3165, 0.3768, 3.15}, {51.765, 4.9109, 1.7928, 3.15}}};
  const std::array lines{587.6 * unit::nm, 600 * unit::nm};
  const auto mixture = materials::effective_medium(materials::constant_index(1),
                                                   materials::constant_index(2), 0.5, lines);
  // Half and half: 4 e^2 - (ea + eb) e - 2 ea eb = 0.
  const double mixed = std::sqrt((5 + std::sqrt(25 + 16 * 8)) / 8);
  return {
      {"fused silica by Sellmeier's formula, 587.6 nm: n", 1.45846, tabulate(silica, lines).n[0],
       1e-5, "", "last digit of the tables of makers"},
      {"i-ZnO as two Tauc-Lorentz terms, 600 nm: n", 1.99891, tabulate(izno, lines).n[1], 4e-4, "",
       "how well the terms fit the crystal"},
      {"air and n = 2 in equal parts: n", mixed, mixture.n[0], 1e-14, "", "rounding"},
  };
}

void write(const Checks& rows) {
  const char* name = std::getenv("HELIOFAB_VALIDATION");
  if (name == nullptr) {
    return;
  }
  std::ofstream file(name);
  file.precision(7);
  file << "# Validation of optics\n\nWritten by `HELIOFAB_VALIDATION=docs/validation/optics.md "
          "build/dev/libs/optics/optics_test --gtest_filter='Validation.*'`.\n"
          "Each row is an assertion; nothing here was fitted.\n\n";
  validation::write_rows(rows, file);
  for (const line_chart::Picture& picture :
       {line_chart::Picture{"optics-spectra.svg",
                            "What the reference cell makes of light from above and from the side.",
                            spectra_chart()},
        {"optics-angles.svg",
         "Photocurrent of the reference cell over the angle, per light on its plane.",
         angles_chart()}}) {
    file << '\n';
    validation::write_picture(picture, picture.caption, file);
  }
  std::ifstream notes(HELIOFAB_SOURCE_DIR "/libs/optics/test/validation_notes.md");
  file << '\n' << notes.rdbuf();
}

TEST(Validation, OfOptics) {
  Checks rows = closed_forms();
  for (const auto& more : {slanted(), slanted_cell(), spectra(), formulas(), cells()}) {
    rows.insert(rows.end(), more.begin(), more.end());
  }
  for (const validation::Check& row : rows) {
    EXPECT_NEAR(row.obtained, row.expected, row.tolerance) << row.what;
  }
  write(rows);
}

}  // namespace
}  // namespace heliofab::optics
