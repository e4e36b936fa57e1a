// SPDX-License-Identifier: Apache-2.0
// Cells by their layers: what is printed, written and refused.
#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::StartsWith;

const std::string cells = HELIOFAB_SOURCE_DIR "/data/cells/";

class LayeredCell : public CliOf {
 protected:
  LayeredCell() : CliOf("cell") {}
  std::string header_of(const std::string& file) const {
    std::string text = scratch.read(file);
    while (text.starts_with("#")) {
      text = text.substr(text.find('\n') + 1);
    }
    return text.substr(0, text.find('\n'));
  }
};

TEST_F(LayeredCell, prints_no_more_without_flags) {
  const std::string text = text_of({cells + "bm1.yaml"});
  EXPECT_THAT(text, StartsWith("BM-1, 300.00 K\n  Jsc             32.3"));
  EXPECT_THAT(text, HasSubstr("\n  certified: "));
  EXPECT_THAT(text, EndsWith(" mA/cm2 at most\n"));
}

TEST_F(LayeredCell, has_a_section_for_each_flag) {
  const std::string text = text_of(
      {cells + "fab2.yaml", "--eqe", "--bands", "--cv", "--losses", "--series", "--slopes"});
  for (const char* heading :
       {"\n  quantum efficiency at 0 V, in the light of the cell\n",
        "\n  where the photons of the light go, as currents in mA/cm2\n",
        "in eV above the Fermi level of the front contact\n",
        "\n  capacitance in the dark at 100 kHz, apparent doping\n",
        "\n  from the limit of Shockley and Queisser for 1.14", "\n  temperature       Jsc, mA/cm2",
        "\n         suns      Voc, V    ideality\n",
        "\n  % that a figure grows by when an input grows by 1 %\n"}) {
    EXPECT_THAT(text, HasSubstr(heading));
  }
}

// A diode that is driven towards its open circuit collects less.
TEST_F(LayeredCell, knows_its_efficiency_under_bias) {
  const auto mean = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {cells + "fab2.yaml", "--eqe"});
    const Json eqe = json_of(arguments)["eqe"]["external"];
    double sum = 0;
    for (const Json& value : eqe) {
      sum += value.get<double>();
    }
    return sum / static_cast<double>(eqe.size());
  };
  const double at_zero = mean({});
  EXPECT_EQ(mean({"--bias", "0"}), at_zero);
  EXPECT_GT(mean({"--bias", "-0.5"}), at_zero);
  EXPECT_LT(mean({"--bias", "0.4"}), at_zero - 0.02);
}

TEST_F(LayeredCell, has_an_object_for_each_flag) {
  const Json plain = json_of({cells + "fab2.yaml"});
  EXPECT_FALSE(plain.contains("eqe"));
  const Json cell = json_of({cells + "fab2.yaml", "--eqe", "--series", "--slopes"});
  EXPECT_EQ(cell["efficiency"], plain["efficiency"]);
  EXPECT_EQ(cell["eqe"]["wavelength_nm"].size(), cell["eqe"]["external"].size());
  EXPECT_LT(cell["temperature"]["voc_per_K"], -2e-3);
  EXPECT_NEAR(cell["suns_voc"]["voc_V"].back().get<double>(), 0.645, 5e-3);
  EXPECT_EQ(cell["slopes"]["input"][0], "cell.layers.cigs.gap[1]");
  EXPECT_FALSE(cell.contains("losses"));
}

TEST_F(LayeredCell, writes_the_tables_that_were_asked_for) {
  text_of({cells + "fab2.yaml", "--out", "few", "--eqe"});
  EXPECT_THAT(scratch.names("few"), ElementsAre("eqe.csv", "jv-dark.csv", "jv.csv", "optics.csv"));
  text_of({cells + "fab2.yaml", "--out", "all/of/it", "--report", "page.html"});
  EXPECT_THAT(scratch.names("all/of/it"),
              IsSupersetOf({"bands-dark.csv", "bands-maximum-power.csv", "bands-short-circuit.csv",
                            "cf.csv", "cv.csv", "losses.csv", "slopes.csv", "suns-voc.csv",
                            "temperature.csv"}));
  EXPECT_EQ(header_of("all/of/it/temperature.csv"),
            "temperature_K,jsc_mA_cm2,voc_V,fill_factor,efficiency");
  EXPECT_EQ(header_of("all/of/it/cv.csv"),
            "voltage_V,frequency_Hz,capacitance_nF_cm2,conductance_mS_cm2");
  EXPECT_EQ(header_of("all/of/it/losses.csv"), "figure,step,amount,unit");
  EXPECT_EQ(header_of("all/of/it/jv.csv"), header_of("few/jv-dark.csv"));
}

// The angle, the suns and an index of the cell's own are inputs like any other.
TEST_F(LayeredCell, says_what_slanted_light_does) {
  const Json cell = json_of({cells + "fab2-slanted.yaml", "--eqe", "--slopes"});
  const Json from_above =
      json_of({cells + "fab2-slanted.yaml", "--set", "light.angle=0 deg", "--eqe"});
  EXPECT_LT(cell["jsc_mA_cm2"], from_above["jsc_mA_cm2"]);
  EXPECT_EQ(cell["optics"]["incident_mA_cm2"], from_above["optics"]["incident_mA_cm2"]);
  EXPECT_TRUE(cell["optics"].contains("absorbed_rough_cds_cigs"));
  const std::vector<std::string> inputs = cell["slopes"]["input"];
  EXPECT_THAT(inputs, IsSupersetOf({"cell.light.suns", "cell.light.angle",
                                    "cell.indices.zno_al.drude[0].density",
                                    "cell.interfaces.cds.roughness"}));
}

TEST_F(LayeredCell, draws_a_page_and_says_where) {
  EXPECT_THAT(text_of({cells + "bm1.yaml", "--report"}), HasSubstr("\n\nReport: bm1.html\n"));
  EXPECT_THAT(scratch.read("bm1.html"), StartsWith("<!DOCTYPE html>"));
  const Json cell = json_of({cells + "bm1.yaml", "--report", "here.html"});
  EXPECT_EQ(cell["report"], "here.html");
  EXPECT_THAT(scratch.read("here.html"), HasSubstr("--report here.html --json"));
}

TEST_F(LayeredCell, says_what_its_light_does_not_allow) {
  const std::string text = text_of({cells + "bm1.yaml", "--eqe", "--losses"});
  EXPECT_THAT(text, HasSubstr("\n  no quantum efficiency: the light of the cell has no spectrum\n"
                              "\n  no losses: the light of the cell has no spectrum\n"));
  const Json dark = json_of({cells + "bm1.yaml", "--set", "light.model=dark", "--eqe", "--slopes",
                             "--series", "--bands"});
  EXPECT_EQ(dark["left_out"], (Json{{"quantum efficiency", "the cell is dark"},
                                    {"temperatures and lights", "the cell is dark"},
                                    {"slopes", "the cell is dark"}}));
  EXPECT_TRUE(dark.contains("bands_dark"));
}

TEST_F(LayeredCell, tells_of_a_doubt_about_the_dark_and_shows_the_rest) {
  const std::string text = text_of({cells + "silicon.yaml", "--cv"});
  EXPECT_THAT(text, HasSubstr("\n  no certificate in the dark: 0.1"));
  EXPECT_THAT(text, HasSubstr("apparent doping"));
}

TEST_F(LayeredCell, refuses_analyses_of_a_film_and_says_which_kind_has_them) {
  scratch.write("film.yaml", "heliofab: 1\nfilm: {name: \"my cell\", cover: bare}\n");
  for (const char* flag : {"--eqe", "--slopes", "--report"}) {
    const Outcome outcome = heliofab({"cell", "film.yaml", flag});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err,
              "error: film.yaml: this is a film, and analyses are of a cell by its layers [E6204]\n"
              "      note: leave out --eqe, --bands, --cv, --losses, --series, --slopes, --out and "
              "--report, or give a file of the kind 'cell'\n");
  }
}

TEST_F(LayeredCell, a_folder_that_cannot_be_made_is_an_error_of_storage) {
  scratch.write("taken", "");
  const Outcome outcome = heliofab({"cell", cells + "bm1.yaml", "--out", "taken/here"});
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "error: taken/here: cannot make this folder: Not a directory [E5104]\n");
}

}  // namespace
}  // namespace heliofab::cli
