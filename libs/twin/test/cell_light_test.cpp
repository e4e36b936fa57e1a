// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cell_file.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/optics/budget_spectra.hpp"
#include "heliofab/twin/cell_analysis.hpp"

// What light meets in a cell by its layers: angles, formulas, mixtures, rough interfaces.
namespace heliofab::twin {
namespace {

using cell_file::CellFile;
using Index = std::complex<double>;

const std::string electrics =
    "gap: 1.1 eV, affinity: 4 eV, permittivity: 10, nc: 1e18 1/cm3, nv: 1e19 1/cm3, "
    "mobility_n: 100 cm2/V/s, mobility_p: 25 cm2/V/s";

// A film of one index on itself under a coating, if any; `more` are other keys of the cell.
std::string lit_film(const std::string& indices, const std::string& light = "{}",
                     const std::string& more = "") {
  return "heliofab: 1\ncell:\n  light: " + light + "\n" + more +
         "  layers:\n    film: {thickness: 20 um, index: film, " + electrics +
         "}\n  back_index: film\n  indices:\n" + indices;
}

CellFile lit_cell(const std::string& text) {
  return cell_file::read(io::parse_document(text, "c.yaml"));
}

std::string problems_of(const std::string& text) {
  try {
    lit_cell(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

optics::BudgetSpectra budget_of(const CellFile& cell) {
  return optics::budget_spectra(layer_stack(cell.plan, cell.data), cell.data.spectrum.wavelength,
                                incidence_of(cell.plan.light));
}

// Pairs that a photon of each wavelength makes in all of the film.
double pairs_of_a_photon(const CellFile& cell) {
  const std::array<double, 2> ends{0, 20e-6};
  return pairs_of_photons(cell.plan, cell.data, ends)[1];
}

// Textbook reflectance of one face of a medium in air.
double fresnel(Index n, double angle, char polarisation) {
  const Index in = std::cos(angle);
  const Index out = std::sqrt(1.0 - std::sin(angle) * std::sin(angle) / (n * n));
  return std::norm(polarisation == 's' ? (in - n * out) / (in + n * out)
                                       : (n * in - out) / (n * in + out));
}

const std::string opaque = "    film: {model: constant, n: 3.5, k: 0.4}\n";

TEST(CellLight, AtAnAngleEntersAsFresnelSays) {
  const Index n(3.5, 0.4);
  const double angle = 40 * unit::deg;
  const double s = fresnel(n, angle, 's');
  const double p = fresnel(n, angle, 'p');
  EXPECT_GT(s, p + 0.1);
  for (const auto& [word, reflected] :
       {std::pair{"s", s}, std::pair{"p", p}, std::pair{"unpolarised", (s + p) / 2}}) {
    const CellFile cell =
        lit_cell(lit_film(opaque, fmt::format("{{angle: 40 deg, polarisation: {}}}", word)));
    EXPECT_NEAR(budget_of(cell).reflected.front(), reflected, 1e-12) << word;
    EXPECT_NEAR(pairs_of_a_photon(cell), 1 - reflected, 1e-9) << word;
  }
}

// The spectrum is that on the plane of the cell: no cosine but that of the faces.
TEST(CellLight, CountsOnThePlaneOfTheCell) {
  const CellFile cell = lit_cell(lit_film(opaque, "{angle: 60 deg, polarisation: s, suns: 2}"));
  const std::array<double, 2> ends{0, 20e-6};
  const double photons = optics::photon_current(cell.data.spectrum) / constants::elementary_charge;
  const double entered = 1 - fresnel({3.5, 0.4}, 60 * unit::deg, 's');
  EXPECT_NEAR(cell_generation(cell.plan, cell.data, ends)[1] / (2 * photons * entered), 1, 1e-9);
}

TEST(CellLight, LosesNothingOfPAtBrewstersAngle) {
  const std::string clear = "    film: {model: constant, n: 1.5}\n";
  const std::string angle = fmt::format("{{angle: {} rad, polarisation: ", std::atan(1.5));
  EXPECT_NEAR(budget_of(lit_cell(lit_film(clear, angle + "p}"))).reflected[0], 0, 1e-28);
  EXPECT_NEAR(budget_of(lit_cell(lit_film(clear, angle + "s}"))).reflected[0],
              std::pow((1.5 * 1.5 - 1) / (1.5 * 1.5 + 1), 2), 1e-14);
}

// A quarter of a wave of the index sqrt(n) takes the reflection off the index n. At 600 nm the
// resonance at 100 nm gives n^2 = 1 + 0.36 / 0.35.
TEST(CellLight, CoatingByFormulaIsAQuarterWave) {
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

TEST(CellLight, FormulasGiveTheirIndex) {
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

TEST(CellLight, MixturesEndAtTheirParts) {
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

// The same as a film that is there, between films that are as much thinner.
TEST(CellLight, RoughInterfaceIsAFilmOfBoth) {
  const std::string layers = "  layers:\n    cds: {thickness: 50 nm, pair_yield: 0, index: cds, " +
                             electrics + "}\n    cigs: {thickness: 1 um, index: cigs_x030, " +
                             electrics + "}\n";
  const std::string thin =
      "  layers:\n    cds: {thickness: 40 nm, pair_yield: 0, index: cds, " + electrics +
      "}\n    mixed: {thickness: 20 nm, pair_yield: 0.5, index: mixed, " + electrics +
      "}\n    cigs: {thickness: 0.99 um, index: cigs_x030, " + electrics +
      "}\n  indices: {mixed: {model: mixture, of: cds, with: cigs_x030}}\n";
  const std::string head = "heliofab: 1\ncell:\n  light: {angle: 30 deg}\n";
  const CellFile rough = lit_cell(head + layers + "  interfaces: {cds: {roughness: 20 nm}}\n");
  const CellFile made = lit_cell(head + thin);
  const std::array<double, 4> where{0, 50e-9, 300e-9, 1.05e-6};
  const std::vector<double> pairs = cell_generation(rough.plan, rough.data, where);
  const std::vector<double> wanted = cell_generation(made.plan, made.data, where);
  for (std::size_t k = 1; k < where.size(); ++k) {
    EXPECT_NEAR(pairs[k] / wanted[k], 1, 1e-12);
  }
  EXPECT_EQ(layer_stack(rough.plan, rough.data).films[1].name, "rough cds/cigs");
}

// An edge softer than the wave reflects less than the step of the same film.
TEST(CellLight, RoughEdgeReflectsLess) {
  const std::string air = "  layers:\n    air: {thickness: 1 um, index: air, " + electrics +
                          "}\n    film: {thickness: 20 um, index: film, " + electrics +
                          "}\n  back_index: film\n  indices:\n    air: {model: constant, n: 1}\n" +
                          opaque;
  const auto reflected = [&](const std::string& roughness) {
    return budget_of(lit_cell("heliofab: 1\ncell:\n  interfaces: {air: {roughness: " + roughness +
                              "}}\n" + air))
        .reflected[60];  // at 600 nm
  };
  EXPECT_NEAR(reflected("0 nm"), fresnel({3.5, 0.4}, 0, 's'), 1e-12);
  EXPECT_LT(reflected("20 nm"), 0.95 * reflected("0 nm"));
}

// A film whose composition runs is some films for light; roughness may take more than the first.
TEST(CellLight, RoughnessKeepsTheDepthOfGradedFilms) {
  const CellFile cell =
      cell_file::named("fab2", {"interfaces.cds.roughness=80 nm", "layers.cigs.thickness=0.4 um"});
  double depth = 0;
  const materials::LayerStack stack = layer_stack(cell.plan, cell.data);
  for (std::size_t k = cell.plan.coating.size(); k < stack.films.size(); ++k) {
    EXPECT_GT(stack.films[k].thickness, 0) << k;
    depth += stack.films[k].thickness;
  }
  double wanted = 0;
  for (const LayerPlan& layer : cell.plan.layers) {
    wanted += layer.thickness;
  }
  EXPECT_NEAR(depth / wanted, 1, 1e-12);
}

TEST(CellLight, ZincOxideOfALayerMayHaveItsOwnCarriers) {
  const CellFile cell = lit_cell(lit_film(
      "    film: {model: azo, carriers: 8e20 1/cm3}\n    other: {model: constant, n: 1}\n"));
  const Index own = index_named(cell.plan, cell.data, "film").at(1200e-9);
  EXPECT_GT(own.imag(), 2 * cell.data.index.at("azo").at(1200e-9).imag());
}

// What free carriers absorb heats; what is absorbed across the gap makes pairs. Shares follow the
// imaginary parts of the permittivity, by waves and by rays.
TEST(CellLight, OfFreeCarriersMakesNoPairs) {
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

// Rays know the yield of a layer as waves do.
TEST(CellLight, OfRaysKnowsThePairYield) {
  const CellFile all = cell_file::named("cdte");
  const CellFile half =
      cell_file::named("cdte", {"layers." + all.plan.layers.front().name + ".pair_yield=0.5",
                                "layers." + all.plan.layers.back().name + ".pair_yield=0"});
  const double front = all.plan.layers.front().thickness;
  double end = 0;
  for (const LayerPlan& layer : all.plan.layers) {
    end += layer.thickness;
  }
  const std::array<double, 4> where{0, front, end - all.plan.layers.back().thickness, end};
  const std::vector<double> a = cell_generation(all.plan, all.data, where);
  const std::vector<double> b = cell_generation(half.plan, half.data, where);
  EXPECT_NEAR(b[1] / (0.5 * a[1]), 1, 1e-9);
  EXPECT_NEAR((b[2] - b[1]) / (a[2] - a[1]), 1, 1e-9);
  EXPECT_NEAR((b[3] - b[2]) / a[3], 0, 1e-12);
}

TEST(CellLight, SaysWhatItsIndicesLack) {
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

TEST(CellLight, SaysWhichIndexIsNotThere) {
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
  EXPECT_THAT(problems_of(lit_film("    film: {model: constant, n: 1}\n    cigs: {model: constant, "
                                   "n: 1}\n")),
              testing::HasSubstr("cell.indices.cigs: the name 'cigs' is taken [E6119]"));
}

// 1 + L^2 / (L^2 - 600^2) is below 0 from 425 to 600 nm, and boundless there.
TEST(CellLight, SaysWhereAFormulaGivesNoIndex) {
  EXPECT_EQ(problems_of(lit_film("    film: {sellmeier: [{strength: 1, wavelength: 600 nm}]}\n",
                                 "{first_wavelength: 500 nm, wavelength_step: 50 nm}")),
            "c.yaml:8:5: error: cell.indices.film: dispersion: n = 0 at 500 nm, wanted above 0 "
            "[E2101]\n"
            "    8 |     film: {sellmeier: [{strength: 1, wavelength: 600 nm}]}\n"
            "      |     ^~~~\n"
            "      = note: the first of 3 such places\n");
}

TEST(CellLight, SaysWhatASpectrumCovers) {
  EXPECT_EQ(
      problems_of(lit_film(opaque, "{spectrum: led}")),
      "c.yaml:3:21: error: cell.light.spectrum: 380 .. 780 nm, wanted 300 .. 1300 nm [E2202]\n"
      "    3 |   light: {spectrum: led}\n"
      "      |                     ^~~\n"
      "      = note: light.first_wavelength and light.last_wavelength say what is computed\n");
}

// At the standards' own wavelengths, up to 1300 nm [W/m2]; the diode has 1000 lux.
TEST(CellLight, SpectraOfDataHaveTheirIrradiance) {
  for (const auto& [light, irradiance] :
       {std::pair{"{spectrum: am15g, first_wavelength: 280 nm}", 879.137},
        std::pair{"{spectrum: am15d, first_wavelength: 280 nm}", 781.633},
        std::pair{"{spectrum: am0, first_wavelength: 280 nm}", 1108.421},
        std::pair{"{spectrum: led, first_wavelength: 380 nm, last_wavelength: 780 nm}", 3.145}}) {
    const CellFile cell = lit_cell(lit_film(opaque, light));
    EXPECT_NEAR(optics::total_irradiance(cell_spectrum(cell.plan, cell.data)) / irradiance, 1, 1e-4)
        << light;
  }
}

TEST(CellLight, AnglesAreForWaves) {
  EXPECT_EQ(problems_of(lit_film("    film: {model: constant, n: 1}\n",
                                 "{model: beer_lambert, angle: 40 deg}")),
            "c.yaml:3:39: error: cell.light.angle: 40 deg with light.model beer_lambert, wanted "
            "transfer_matrix [E6119]\n"
            "    3 |   light: {model: beer_lambert, angle: 40 deg}\n"
            "      |                                       ^~~~~~\n"
            "      = note: rays and given profiles know no angle\n");
  // A sweep of angles may begin at none.
  EXPECT_EQ(problems_of(lit_film("    film: {model: constant, n: 1}\n", "{polarisation: s}")), "");
  EXPECT_THAT(problems_of(lit_film(opaque, "{angle: 90 deg}")),
              testing::HasSubstr("90 deg is outside 0 .. 89.9 deg [E1301]"));
  EXPECT_THAT(problems_of(lit_film(opaque, "{angle: 40}")),
              testing::HasSubstr("write it as '40 deg' or in another unit of angle"));
}

TEST(CellLight, RoughnessLeavesSomethingOfTheFilms) {
  EXPECT_THAT(
      problems_of("heliofab: 1\ncell:\n  layers:\n    a: {thickness: 20 nm, index: azo, " +
                  electrics + "}\n    b: {thickness: 1 um, index: cds, " + electrics +
                  "}\n  interfaces: {a: {roughness: 40 nm}}\n"),
      testing::HasSubstr("cell.layers.a.thickness: 20 nm, wanted more than the 20 nm that rough "
                         "interfaces take from it [E6119]"));
}

// Against curves of cells a little different.
TEST(CellLight, SlopesKnowWhatLightSees) {
  const std::vector<std::string> base{"light.angle=30 deg",
                                      "light.suns=0.5",
                                      "layers.cds.index=buffer",
                                      "indices.buffer.model=cauchy",
                                      "indices.buffer.a=2.3",
                                      "indices.buffer.b=0.03 um2",
                                      "interfaces.cds.roughness=20 nm"};
  const auto cell_with = [&](const std::string& key, const std::string& value) {
    std::vector<std::string> overrides = base;
    overrides.push_back(key + "=" + value);
    return cell_file::named("fab2", overrides);
  };
  struct Input {
    std::string key, low, high;
    double step;  // [SI] between them
  };
  const CellFile cell = cell_file::named("fab2", base);
  const CellAnalysis a = analyse_cell(cell.plan, cell.data, {.slopes = true});
  for (const Input& i : {Input{"light.suns", "0.4995", "0.5005", 1e-3},
                         Input{"light.angle", "29.95 deg", "30.05 deg", 0.1 * unit::deg},
                         Input{"indices.buffer.a", "2.299", "2.301", 2e-3},
                         Input{"interfaces.cds.roughness", "19.9 nm", "20.1 nm", 0.2e-9}}) {
    const auto found = std::ranges::find(a.slopes, "cell." + i.key, &InputSlopes::path);
    ASSERT_NE(found, a.slopes.end()) << i.key;
    const auto pmax_at = [&](const std::string& value) {
      const CellFile other = cell_with(i.key, value);
      const device::CellTask task = cell_task(other.plan, other.data);
      return device::solve_cells({&task, 1}, {.mesh = 1, .refinements = 0}).front().pmax();
    };
    EXPECT_NEAR(found->of.pmax / ((pmax_at(i.high) - pmax_at(i.low)) / i.step), 1, 2e-3) << i.key;
  }
  const auto suns = std::ranges::find(a.slopes, "cell.light.suns", &InputSlopes::path);
  EXPECT_NEAR(suns->of.jsc * 0.5 / a.light.jsc, 1, 5e-3);
}

}  // namespace
}  // namespace heliofab::twin
