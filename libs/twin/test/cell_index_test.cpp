// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <complex>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lit_cell.hpp"

// Indices of refraction that a cell brings along: by formula, by mixing, by free carriers.
namespace heliofab::twin {
namespace {

using namespace lit_cells;

TEST(CellIndex, CoatingByFormulaIsAQuarterWave) {
  const double n2 = 1 + 0.36 / 0.35;
  const std::string coating = fmt::format("  coating: {{ar: {{thickness: {} nm, index: ar}}}}\n",
                                          600 / (4 * std::sqrt(n2)));
  const CellFile cell = lit_cell(lit_film(
      fmt::format("    film: {{model: constant, n: {}}}\n"
                  "    ar: {{sellmeier: [{{strength: 1, wavelength: 100 nm}}]}}\n",
                  n2),
      "{first_wavelength: 600 nm, last_wavelength: 1200 nm, wavelength_step: 100 nm}", coating));
  const optics::BudgetSpectra budget = budget_of(cell);
  EXPECT_NEAR(budget.reflected[0], 0, 1e-20);
  EXPECT_GT(budget.reflected[6], 0.01);
}

TEST(CellIndex, FormulasGiveTheirIndex) {
  const CellFile cell = lit_cell(
      lit_film("    film: {model: cauchy, a: 1.5, b: 0.005 um2, c: 1e8 nm4}\n"
               "    ito:\n"
               "      permittivity: 3.9\n"
               "      drude: [{density: 3.9e20 1/cm3, mobility: 60.4 cm2/V/s, mass: 0.3}]\n"
               "    gaps:\n"
               "      tauc_lorentz:\n"
               "        - {amplitude: 100 eV, energy: 4 eV, width: 1 eV, gap: 1.5 eV}\n"
               "        - {amplitude: 10 eV, energy: 6 eV, width: 2 eV, gap: 2 eV}\n",
               "{first_wavelength: 500 nm, last_wavelength: 1000 nm, wavelength_step: 100 nm}"));
  const auto at = [&](const char* name, double wavelength) {
    return index_named(cell.plan, cell.data, name).at(wavelength);
  };
  EXPECT_NEAR(std::abs(at("film", 500e-9) - (1.5 + 0.005 / 0.25 + 1e-4 / 0.0625)), 0, 1e-14);
  // The film behind theory/optics.md (1.4): 1.339 eV and 0.0639 eV.
  const double e = constants::photon_energy_wavelength / 1e-6;
  const Index drude = 3.9 - 1.339 * 1.339 / (e * e + Index(0, 0.0639) * e);
  EXPECT_NEAR(std::abs(at("ito", 1e-6) - std::sqrt(drude)), 0, 2e-4);
  EXPECT_EQ(at("gaps", 1e-6).imag(), 0);  // 1.24 eV
  const double f = constants::photon_energy_wavelength / 500e-9;
  const auto loss = [&](double a, double e0, double c, double g) {
    return a * e0 * c * (f - g) * (f - g) / (f * (std::pow(f * f - e0 * e0, 2) + c * c * f * f));
  };
  const Index n = at("gaps", 500e-9);
  EXPECT_NEAR((n * n).imag(), loss(100, 4, 1, 1.5) + loss(10, 6, 2, 2), 1e-12);
}

TEST(CellIndex, MixturesEndAtTheirParts) {
  const std::string text =
      "    film: {model: mixture, of: azo, with: half, share: 0 %}\n"
      "    half: {model: mixture, of: cds, with: air}\n"
      "    cds_only: {model: mixture, of: air, with: cds, share: 100 %}\n"
      "    air: {model: constant, n: 1}\n";
  const CellFile cell = lit_cell(lit_film(text));
  const auto at = [&](const char* name) {
    return index_named(cell.plan, cell.data, name).at(600e-9);
  };
  EXPECT_NEAR(std::abs(at("film") - cell.data.index.at("azo").at(600e-9)), 0, 1e-7);
  EXPECT_NEAR(std::abs(at("cds_only") - cell.data.index.at("cds").at(600e-9)), 0, 1e-7);
  const Index cds = at("cds_only") * at("cds_only");
  const Index e = at("half") * at("half");
  EXPECT_NEAR(std::abs((cds - e) / (cds + 2.0 * e) + (1.0 - e) / (1.0 + 2.0 * e)), 0, 1e-7);
}

TEST(CellIndex, ZincOxideOfALayerMayHaveItsOwnCarriers) {
  const CellFile cell = lit_cell(lit_film(
      "    film: {model: azo, carriers: 8e20 1/cm3}\n    other: {model: constant, n: 1}\n"));
  const Index own = index_named(cell.plan, cell.data, "film").at(1200e-9);
  EXPECT_GT(own.imag(), 2 * cell.data.index.at("azo").at(1200e-9).imag());
}

TEST(CellIndex, OfFreeCarriersMakesNoPairs) {
  const std::string doped =
      "    film: {model: doped, of: plain, drude: [{plasma_energy: 1.5 eV, damping: 0.5 eV}]}\n"
      "    plain: {model: constant, n: 3.5, k: 0.2}\n";
  const double energy = constants::photon_energy_wavelength / 300e-9;
  const Index plain = Index(3.5, 0.2) * Index(3.5, 0.2);
  const Index all = plain - 1.5 * 1.5 / (energy * energy + Index(0, 0.5) * energy);
  const double share = plain.imag() / all.imag();
  EXPECT_LT(share, 0.99);
  const CellFile waves = lit_cell(lit_film(doped));
  EXPECT_NEAR(std::abs(index_named(waves.plan, waves.data, "film").at(300e-9) - std::sqrt(all)), 0,
              1e-14);
  const double entered = 1 - fresnel(std::sqrt(all), 0, 's');
  EXPECT_NEAR(pairs_of_a_photon(waves), share * entered, 1e-9);
  const CellFile rays = lit_cell(lit_film(doped, "{model: beer_lambert}"));
  EXPECT_NEAR(pairs_of_a_photon(rays), share, 1e-9);
  // Of one index by terms, too.
  const CellFile terms = lit_cell(
      lit_film("    film: {drude: [{plasma_energy: 1 eV, damping: 1 eV}], permittivity: 9}\n"));
  EXPECT_NEAR(pairs_of_a_photon(terms), 0, 1e-12);
}

TEST(CellIndex, SaysWhatItsIndicesLack) {
  EXPECT_EQ(problems_of(lit_film("    film: {permittivity: 2}\n")),
            "c.yaml:8:5: error: cell.indices.film: no term, wanted some of sellmeier, drude and "
            "tauc_lorentz [E6119]\n"
            "    8 |     film: {permittivity: 2}\n"
            "      |     ^~~~\n"
            "      = note: an index alike at all wavelengths is of the model constant\n");
  EXPECT_EQ(problems_of(lit_film("    film: {model: constant, n: 2, of: azo}\n"
                                 "    gap: {tauc_lorentz: [{amplitude: 9 eV, energy: 2 eV, width: "
                                 "4 eV, gap: 1 eV}]}\n")),
            "c.yaml:8:39: error: cell.indices.film.of: given for the model constant, wanted for "
            "mixture or doped only [E6119]\n"
            "    8 |     film: {model: constant, n: 2, of: azo}\n"
            "      |                                       ^~~\n"
            "c.yaml:9:65: error: cell.indices.gap.tauc_lorentz[0].width: 4 eV, wanted less than "
            "twice the energy of 2 eV [E6119]\n"
            "    9 |     gap: {tauc_lorentz: [{amplitude: 9 eV, energy: 2 eV, width: 4 eV, gap: "
            "1 eV}]}\n"
            "      |                                                                 ^~~~\n");
  EXPECT_EQ(
      problems_of(lit_film("    film: {drude: [{plasma_energy: 2 eV, mobility: 1 cm2/V/s}]}\n")),
      "c.yaml:8:20: error: cell.indices.film.drude[0]: wanted plasma_energy and damping, or "
      "density, mobility and mass, all above 0 [E6119]\n"
      "    8 |     film: {drude: [{plasma_energy: 2 eV, mobility: 1 cm2/V/s}]}\n"
      "      |                    ^\n");
  EXPECT_THAT(
      problems_of(lit_film("    film: {model: doped}\n")),
      testing::AllOf(testing::HasSubstr("film.of: nothing to dope, wanted an index [E6119]"),
                     testing::HasSubstr("film.drude: no carriers, wanted some [E6119]")));
  EXPECT_THAT(problems_of(lit_film("    film: {sellmeier: [{strength: 1}]}\n")),
              testing::HasSubstr("cell.indices.film.sellmeier[0]: missing key 'wavelength'"));
}

TEST(CellIndex, SaysWhichIndexIsNotThere) {
  EXPECT_EQ(problems_of(lit_film("    flim: {model: constant, n: 2}\n")),
            "c.yaml:5:37: error: cell.layers.film.index: no table 'film' [E2103]\n"
            "    5 |     film: {thickness: 20 um, index: film, " +
                electrics +
                "}\n"
                "      |                                     ^~~~\n"
                "      = note: did you mean 'flim'?\n");
  EXPECT_THAT(problems_of(lit_film("    film: {model: mixture, of: azo, with: cigs}\n")),
              testing::HasSubstr("cell.indices.film.with: 'cigs' follows a composition, which only "
                                 "a layer has [E6119]"));
  EXPECT_THAT(problems_of(lit_film("    film: {model: mixture, of: azo, with: other}\n"
                                   "    other: {model: mixture, of: film, with: azo}\n")),
              testing::HasSubstr("cell.indices.film: an index made of itself [E6119]"));
  std::string nested = "    film: {model: mixture, of: i0, with: i0}\n";
  for (int k = 0; k < 40; ++k) {
    nested += fmt::format("    i{}: {{model: mixture, of: i{}, with: i{}}}\n", k, k + 1, k + 1);
  }
  EXPECT_THAT(problems_of(lit_film(nested + "    i40: {model: constant, n: 2}\n")),
              testing::HasSubstr("cell.indices.film: indices inside one another 8 times or more, "
                                 "wanted fewer [E6119]"));
  EXPECT_THAT(problems_of(lit_film("    film: {model: constant, n: 1}\n    cigs: {model: constant, "
                                   "n: 1}\n")),
              testing::HasSubstr("cell.indices.cigs: the name 'cigs' is taken [E6119]"));
}

TEST(CellIndex, SaysWhereAFormulaGivesNoIndex) {
  EXPECT_EQ(problems_of(lit_film("    film: {sellmeier: [{strength: 1, wavelength: 600 nm}]}\n",
                                 "{first_wavelength: 500 nm, wavelength_step: 50 nm}")),
            "c.yaml:8:5: error: cell.indices.film: dispersion: n = 0 at 500 nm, wanted above 0 "
            "[E2101]\n"
            "    8 |     film: {sellmeier: [{strength: 1, wavelength: 600 nm}]}\n"
            "      |     ^~~~\n"
            "      = note: the first of 3 such places\n");
}

}  // namespace
}  // namespace heliofab::twin
