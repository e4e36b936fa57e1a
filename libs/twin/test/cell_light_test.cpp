// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "heliofab/twin/cell_analysis.hpp"
#include "lit_cell.hpp"

// What light meets in a cell by its layers: angles, spectra, rough interfaces, yields.
namespace heliofab::twin {
namespace {

using namespace lit_cells;

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

// What free carriers absorb heats; what is absorbed across the gap makes pairs. Shares follow the
// imaginary parts of the permittivity, by waves and by rays.
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

// 1 + L^2 / (L^2 - 600^2) is below 0 from 425 to 600 nm, and boundless there.
// Less copper moves the edge to the blue; copper that runs through the film lies between its ends.
TEST(CellLight, CigsFollowsItsCopper) {
  const auto pairs = [](const std::string& cgi) {
    const CellFile cell = cell_file::named("fab2", {"layers.cigs.cgi=" + cgi});
    double depth = 0;
    for (const LayerPlan& layer : cell.plan.layers) {
      depth += layer.thickness;
    }
    const std::array<double, 2> ends{0, depth};
    return cell_generation(cell.plan, cell.data, ends)[1];
  };
  const double usual = pairs("0.90");
  EXPECT_EQ(pairs("90 %"), usual);
  EXPECT_LT(pairs("0.80"), usual * 0.99);
  EXPECT_GT(pairs("0.96"), usual);
  const double graded = pairs("\"0.80, 0.96\"");
  EXPECT_GT(graded, pairs("0.80"));
  EXPECT_LT(graded, pairs("0.96"));
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
