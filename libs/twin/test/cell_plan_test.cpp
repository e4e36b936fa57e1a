// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cell_file.hpp"
#include "fab2.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/io/write.hpp"
#include "heliofab/materials/semiconductor.hpp"
#include "heliofab/twin/cell_task.hpp"
#include "heliofab/twin/make_module.hpp"

// Cells by their layers: from the text to the curve.
namespace heliofab::twin {
namespace {

const std::filesystem::path data_path = HELIOFAB_SOURCE_DIR "/data";

using cell_file::CellFile;

std::string errors_of(const std::string& body) {
  try {
    const io::Document document = io::parse_document("heliofab: 1\ncell:\n" + body, "c.yaml");
    cell_file::read(document);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

const std::string one_film =
    "    film: {thickness: 1 um, gap: 1.1 eV, affinity: 4 eV, permittivity: 10, nc: 1e18 1/cm3,\n"
    "           nv: 1e19 1/cm3, mobility_n: 100 cm2/V/s, mobility_p: 25 cm2/V/s";

// The figures in docs/validation/device.md.
TEST(CellPlan, SolvesTheBenchmarksToTheirFigures) {
  const device::CertifiedCurve bm1 = cell_file::named("bm1").solve();
  EXPECT_EQ(bm1.points.size(), 81);
  EXPECT_NEAR(bm1.pmax() / 153.9564, 1, 2e-4);
  EXPECT_NEAR(bm1.voc, 0.623986, 5e-5);
  const device::CertifiedCurve bm2 = cell_file::named("bm2").solve();
  EXPECT_NEAR(bm2.jsc / 297.84, 1, 4e-4);
  EXPECT_NEAR(bm2.voc, 0.63503, 5e-5);  // 0.6346 on the straight line of a grid of 10 mV
}

TEST(CellPlan, OfEveryFileInDataIsCertified) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data_path / "cells")) {
    const device::CertifiedCurve curve = cell_file::named(entry.path().stem().string()).solve();
    EXPECT_TRUE(curve.is_certified())
        << entry.path() << ": " << testing::PrintToString(curve.doubts);
    EXPECT_GT(curve.voc, 0.4) << entry.path();
    ++count;
  }
  EXPECT_GE(count, 8);
}

// Recalled figures of [gloeckler2003]: CIGS 0.64 V and 79 to 80 %, CdTe 0.87 V and 76 %.
TEST(CellPlan, BaselinesHaveTheirVoltageAndFillFactor) {
  const device::CertifiedCurve cigs = cell_file::named("cigs").solve();
  EXPECT_NEAR(cigs.voc, 0.64, 5e-3);
  EXPECT_NEAR(cigs.fill_factor, 0.795, 0.01);
  const device::CertifiedCurve cdte = cell_file::named("cdte").solve();
  EXPECT_NEAR(cdte.voc, 0.87, 7e-3);
  EXPECT_NEAR(cdte.fill_factor, 0.76, 0.01);
}

// The same film by its recipe: there the gap runs straight from the front to the notch and from
// there to the back, here it bows with the composition.
TEST(CellPlan, OfFab2IsTheFilmOfItsRecipe) {
  const Process process = fab2::plan().value.process;
  const CellModel model(process.recipe, process.physics, Cover::bare, fab2::data());
  const device::CellCurve expected =
      model.solve(cell_parameters(process, nominal_film(process)), CellModel::full_sweep());
  const device::CertifiedCurve curve = cell_file::named("fab2").solve();
  EXPECT_NEAR(curve.jsc / expected.jsc, 1, 2e-3);
  EXPECT_NEAR(curve.voc, expected.voc, 1e-3);
  EXPECT_NEAR(curve.pmax() / expected.pmax(), 1, 3e-3);
}

TEST(CellPlan, GapFollowsTheComposition) {
  const device::CellDesign design = cell_design(cell_file::named("fab2").plan);
  const device::Layer& cigs = design.layers.back();
  ASSERT_GT(cigs.grading.size(), 60);
  for (const device::LayerPoint& point : cigs.grading) {
    const double ggi = point.depth < 0.35514
                           ? std::lerp(0.28, 0.2496, point.depth / 0.35514)
                           : std::lerp(0.2496, 0.4512, (point.depth - 0.35514) / (1 - 0.35514));
    const materials::Semiconductor expected = materials::cigs(ggi);
    EXPECT_NEAR(point.material.gap_eV, expected.gap_eV, 1e-9) << point.depth;
    EXPECT_NEAR(point.material.affinity_eV, expected.affinity_eV, 1e-6) << point.depth;
  }
}

// A film cut in two at its notch and half-way behind it has three times the parts for light.
TEST(CellPlan, LightSeesGradingsFinelyEnough) {
  const CellFile whole = cell_file::named("fab2");
  CellFile cut = whole;
  LayerPlan cigs = cut.plan.layers.back();
  cut.plan.layers.pop_back();
  const auto add = [&](const char* name, double from, double to) {
    LayerPlan part = cigs;
    part.name = name;
    part.thickness = (to - from) * cigs.thickness;
    part.composition = {.values = {value_at(cigs.composition, {.depth = from}),
                                   value_at(cigs.composition, {.depth = to})}};
    cut.plan.layers.push_back(part);
  };
  add("front", 0, 0.35514);
  add("middle", 0.35514, 0.7);
  add("back", 0.7, 1);
  double thickness = 0;
  for (const LayerPlan& layer : whole.plan.layers) {
    thickness += layer.thickness;
  }
  const auto pairs = [&](const CellFile& cell) {
    const std::array<double, 2> ends{0, thickness};
    return cell_generation(cell.plan, cell.data, ends).back();
  };
  EXPECT_NEAR(pairs(whole) / pairs(cut), 1, 1e-4);
}

TEST(CellPlan, LightOfGivenProfilesIsIntegratedExactly) {
  CellFile cell = cell_file::named("bm1");
  const std::array<double, 3> where{0.1e-6, 0.25e-6, 1.25e-6};
  const auto pairs = [&] { return cell_generation(cell.plan, cell.data, where); };
  EXPECT_EQ(pairs()[1], 0);  // begins at the absorber
  EXPECT_NEAR(pairs()[2] / (2.2e21 * -std::expm1(-3.0)), 1, 1e-12);
  cell.plan.light.suns = 0.5;
  EXPECT_NEAR(pairs()[2] / (1.1e21 * -std::expm1(-3.0)), 1, 1e-12);
  cell.plan.light = {.model = LightModel::uniform, .rate = 1e27, .from = "cigs"};
  EXPECT_NEAR(pairs()[2], 1e21, 1e9);
  cell.plan.light.model = LightModel::table;
  cell.plan.light.from.clear();
  cell.data.depth = {0, 0.2e-6, 1.2e-6};
  cell.data.rate = {0, 1e27, 0};  // a triangle; half of it beyond the middle of the long side
  EXPECT_NEAR(pairs()[0], 0.025e21, 1e9);
  EXPECT_NEAR(pairs()[2], 0.6e21, 1e9);
  cell.plan.light.model = LightModel::dark;
  EXPECT_TRUE(pairs().empty());
}

// Weighted with the photons of the spectrum they are the pairs of all of it.
TEST(CellPlan, PairsOfPhotonsAddUpToThoseOfTheSpectrum) {
  for (const char* name : {"fab2", "cdte"}) {
    const CellFile cell = cell_file::named(name);
    const std::array<double, 3> where{0, 0.1e-6, 1e-6};
    const std::vector<double> photons = optics::photon_flux(cell.data.spectrum);
    const std::vector<double> one = pairs_of_photons(cell.plan, cell.data, where);
    ASSERT_EQ(one.size(), photons.size() * where.size());
    double sum = 0;
    for (std::size_t k = 0; k < photons.size(); ++k) {
      sum += photons[k] * one[where.size() * k + 2];
    }
    EXPECT_NEAR(sum / cell_generation(cell.plan, cell.data, where)[2], 1, 1e-9) << name;
  }
}

TEST(CellPlan, MoreSunsRaiseTheCurrentInProportionAndTheVoltageByTheLogarithm) {
  const device::CertifiedCurve one = cell_file::named("cigs").solve();
  const device::CertifiedCurve tenth = cell_file::named("cigs", {"light.suns=0.1"}).solve();
  EXPECT_NEAR(tenth.jsc / one.jsc, 0.1, 2e-3);
  EXPECT_GT(one.voc - tenth.voc, 0.0258 * std::log(10.0));
  EXPECT_LT(one.voc - tenth.voc, 2 * 0.0258 * std::log(10.0));
}

// States between CdS and CIGS act by velocities or by cross sections: 1e12 /cm2 of 1e-14 cm2 at
// 1e7 cm/s are 1e5 cm/s. With the band of CdS below the absorber's they cost voltage.
TEST(CellPlan, InterfacesRecombine) {
  const std::vector<std::string> cliff{"layers.zno.affinity=4.7 eV", "layers.cds.affinity=4.7 eV"};
  const auto voc = [&](std::vector<std::string> more) {
    more.insert(more.begin(), cliff.begin(), cliff.end());
    return cell_file::named("bm1", more).solve().voc;
  };
  const double clean = voc({});
  const double by_velocity = voc({"interfaces.cds.levels.trap.velocity_n=1e5 cm/s",
                                  "interfaces.cds.levels.trap.velocity_p=1e5 cm/s"});
  const double by_section = voc({"interfaces.cds.levels.trap.density=1e12 1/cm2",
                                 "interfaces.cds.levels.trap.sigma_n=1e-14 cm2",
                                 "interfaces.cds.levels.trap.sigma_p=1e-14 cm2"});
  EXPECT_LT(by_velocity, clean - 0.05);
  EXPECT_NEAR(by_section, by_velocity, 1e-7);
  EXPECT_NEAR(voc({"interfaces.cds.emission_n=1e11 cm/s", "interfaces.cds.emission_p=1e11 cm/s"}),
              clean, 1e-5);
}

// The steps of the sweep are half of kT/q and less: figures err by 1e-6.
TEST(CellPlan, ResistancesActAtTheTerminals) {
  const CellFile bare = cell_file::named("bm1");
  const device::CertifiedCurve curve = bare.solve();
  EXPECT_FALSE(at_terminals(bare.plan, curve));
  const auto with = [&](const std::string& key, const std::string& value) {
    return *at_terminals(cell_file::named("bm1", {"circuit." + key + "=" + value}).plan, curve);
  };
  const device::CellCurve series = with("series_resistance", "1 ohm cm2");
  EXPECT_NEAR(series.voc, curve.voc, 1e-6);
  EXPECT_NEAR(series.pmax(), curve.pmax() - 1e-4 * curve.jmp * curve.jmp, 1.5);
  const device::CellCurve shunted = with("shunt_resistance", "1000 ohm cm2");
  EXPECT_NEAR(shunted.jsc, curve.jsc, 1e-6 * curve.jsc);
  EXPECT_NEAR(shunted.pmax(), curve.pmax() - curve.vmp * curve.vmp / 0.1, 0.02);
}

TEST(CellPlan, OfAPerovskiteHasItsHolesInFront) {
  const CellFile cell = cell_file::named("perovskite");
  EXPECT_TRUE(device::has_p_in_front(cell_design(cell.plan)));
  const device::CertifiedCurve curve = cell.solve();
  EXPECT_TRUE(curve.is_certified());
  EXPECT_GT(curve.jsc, 180);
  EXPECT_GT(curve.voc, 0.95);
  EXPECT_GT(curve.fill_factor, 0.7);
}

TEST(CellPlan, InterfacesAreNamedAfterTheLayerInFront) {
  const auto problem = [](const std::string& interfaces) {
    return errors_of("  light: {model: dark}\n  layers:\n" + one_film +
                     "}\n  interfaces: " + interfaces + "\n");
  };
  EXPECT_EQ(problem("{flim: {}}"),
            "c.yaml:7:16: error: cell.interfaces.flim: no layer 'flim' [E6119]\n"
            "    7 |   interfaces: {flim: {}}\n"
            "      |                ^~~~\n"
            "      = note: an interface is named after the layer in front of it\n");
  EXPECT_THAT(problem("{film: {}}"), testing::HasSubstr("nothing but the back contact lies behind "
                                                        "'film' [E6119]"));
  EXPECT_THAT(problem("{film: {levels: {trap: {velocity_n: 1 cm/s}}}}"),
              testing::HasSubstr("cell.interfaces.film.levels.trap: wanted velocity_n and "
                                 "velocity_p, or sigma_n, sigma_p and density, all above 0 "
                                 "[E6118]"));
}

TEST(CellPlan, SaysWhatDoesNotFitTogether) {
  EXPECT_EQ(
      errors_of("  light: {model: dark}\n  layers:\n" + one_film +
                ",\n           levels: {trap: {tau_n: 1 ns, sigma_n: 1e-15 cm2}}}\n"),
      R"(c.yaml:7:21: error: cell.layers.film.levels.trap: wanted tau_n and tau_p, or sigma_n and sigma_p, all above 0 [E6118]
    7 |            levels: {trap: {tau_n: 1 ns, sigma_n: 1e-15 cm2}}}
      |                     ^~~~
      = note: lifetimes are 1 / (cross section * thermal_velocity * density)
)");
  EXPECT_EQ(
      errors_of("  light: {model: exponential, from: flim}\n  layers:\n" + one_film + "}\n"),
      R"(c.yaml:3:3: error: cell.light.flux: no photons, wanted some for an exponential profile [E6119]
    3 |   light: {model: exponential, from: flim}
      |   ^~~~~
c.yaml:3:3: error: cell.light.absorption: no absorption, wanted some for an exponential profile [E6119]
    3 |   light: {model: exponential, from: flim}
      |   ^~~~~
c.yaml:3:37: error: cell.light.from: no layer 'flim' [E6119]
    3 |   light: {model: exponential, from: flim}
      |                                     ^~~~
)");
  EXPECT_THAT(
      errors_of("  layers:\n" + one_film + "}\n"),
      testing::HasSubstr("no index of refraction, which light.model transfer_matrix needs"));
  EXPECT_THAT(errors_of("  light: {model: dark}\n  layers: {}\n"),
              testing::HasSubstr("cell.layers: no layer, wanted one or more [E6119]"));
  EXPECT_THAT(
      errors_of("  light: {model: dark}\n  layers:\n" + one_film +
                ",\n           acceptors: {values: [1 1/cm3, 2 1/cm3], shape: parabolic}}\n"),
      testing::HasSubstr("2 values of a parabola, wanted three [E6117]"));
}

TEST(CellPlan, NamesTablesThatAreThereWhenOneIsNot) {
  EXPECT_EQ(errors_of("  back_index: moo\n  layers:\n" + one_film + ", index: izno}\n"),
            "c.yaml:3:15: error: cell.back_index: no table 'moo' [E2103]\n"
            "    3 |   back_index: moo\n"
            "      |               ^~~\n"
            "      = note: did you mean 'mo'?\n");
  EXPECT_THAT(errors_of("  light: {spectrum: sun}\n  layers:\n" + one_film + ", index: izno}\n"),
              testing::HasSubstr("cell.light.spectrum: no table 'sun' [E2103]"));
}

// A file that a page of docs/formats shows.
io::Document shown_in(const std::string& page_name, const std::string& file_name) {
  std::ifstream file(HELIOFAB_SOURCE_DIR "/docs/formats/" + page_name);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t first = page.find("# " + file_name);
  EXPECT_NE(first, std::string::npos);
  return io::parse_document(page.substr(first, page.find("```", first) - first),
                            (data_path / "cells" / file_name).string());
}

TEST(CellPlan, OfTheManualIsRead) {
  const CellPlan graded = read_cell_plan(shown_in("yaml.md", "graded.yaml")).value;
  EXPECT_EQ(graded.layers.front().gap_eV.over, ProfileAxis::composition);
  EXPECT_EQ(graded.layers.front().acceptors.values, (std::vector{1e21, 1e23}));
  EXPECT_NEAR(cell_design(graded).layers[0].grading.back().material.gap_eV,
              materials::cigs_gap(0.45), 1e-12);
  const io::Document thin = shown_in("cell.md", "thin.yaml");
  EXPECT_TRUE(cell_file::read(thin).solve().is_certified());
  const CellFile own = cell_file::read(shown_in("cell.md", "indices.yaml"));
  EXPECT_NEAR(index_named(own.plan, own.data, "silica").at(589.3e-9).real(), 1.45841, 1e-5);
  EXPECT_EQ(own.plan.indices.size(), 8);
}

TEST(CellPlan, SurvivesWriting) {
  for (const char* name : {"bm1", "fab2", "fab2-slanted", "cdte", "silicon", "perovskite"}) {
    const io::Document document =
        io::read_document((data_path / "cells" / (std::string(name) + ".yaml")).string());
    const io::Read<CellPlan> read = read_cell_plan(document);
    const std::string text = io::write_yaml("cell", read.value, read.inputs);
    EXPECT_EQ(read_cell_plan(io::parse_document(text, "again.yaml")).value, read.value) << text;
  }
}

}  // namespace
}  // namespace heliofab::twin
