// SPDX-License-Identifier: Apache-2.0
// One cell, one module.
#include <algorithm>
#include <sstream>
#include <utility>

#include "program.hpp"

namespace heliofab::cli {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Two columns of a CSV file with one line of header.
std::vector<std::pair<double, double>> points_of(const std::string& csv) {
  std::istringstream lines(csv);
  std::string line;
  std::getline(lines, line);
  std::vector<std::pair<double, double>> points;
  while (std::getline(lines, line)) {
    const std::size_t comma = line.find(',');
    points.emplace_back(std::stod(line), std::stod(line.substr(comma + 1)));
  }
  return points;
}

class Single : public Cli {
 protected:
  Json json_of(const std::vector<std::string>& words) const {
    const Outcome outcome = heliofab(words);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    return Json::parse(outcome.out);
  }
  void SetUp() override {
    scratch.write("film.yaml", "heliofab: 1\nfilm: {name: \"my cell\", cover: bare}\n");
    scratch.write("module.yaml", "heliofab: 1\nmodule: {name: \"my module\"}\n");
  }
};

TEST_F(Single, cell_has_the_promised_figures_and_they_agree) {
  const Json cell = json_of({"cell", "film.yaml", "--json"});
  EXPECT_EQ(cell["name"], "my cell");
  const double power = cell["jsc_mA_cm2"].get<double>() * cell["voc_V"].get<double>() *
                       cell["fill_factor"].get<double>();  // [mW/cm2], of 100
  EXPECT_NEAR(cell["efficiency"].get<double>(), power / 100, 1e-12);
  EXPECT_NEAR(cell["vmp_V"].get<double>() * cell["jmp_mA_cm2"].get<double>(), power, 1e-9);
}

TEST_F(Single, module_has_the_promised_figures_and_they_agree) {
  const Json module = json_of({"module", "module.yaml", "--json"});
  const double pmax = module["pmax_W"].get<double>();
  EXPECT_NEAR(module["isc_A"].get<double>() * module["voc_V"].get<double>() *
                  module["fill_factor"].get<double>(),
              pmax, 1e-9 * pmax);
  EXPECT_NEAR(module["aperture_efficiency"].get<double>(),
              pmax / (1000 * module["aperture_m2"].get<double>()), 1e-12);
  EXPECT_EQ(module["cells"], 54);  // 270 mm of aperture in stripes of 5 mm
}

TEST_F(Single, text_names_what_was_solved) {
  EXPECT_THAT(heliofab({"cell", "film.yaml"}).out, StartsWith("my cell\n  Jsc "));
  const std::string module = heliofab({"module", "module.yaml"}).out;
  EXPECT_THAT(module, StartsWith("my module\n  54 cells of 5.00 mm on 1.35 m2 of aperture\n"));
  EXPECT_THAT(module, HasSubstr("Shockley-Queisser limit"));
  EXPECT_THAT(module, testing::Not(HasSubstr(" \n"))) << "blanks at the end of a line";
}

TEST_F(Single, set_lays_a_value_over_the_file_and_the_last_one_counts) {
  const Json wide = json_of({"module", "module.yaml", "--json"});
  const Json narrow = json_of({"module", "module.yaml", "--json", "--set", "layout.pitch=9 mm",
                               "--set", "layout.pitch=4.5 mm"});
  EXPECT_EQ(wide["cells"], 54);
  EXPECT_EQ(narrow["cells"], 60);
  EXPECT_GT(narrow["voc_V"], wide["voc_V"]);
  EXPECT_LT(narrow["isc_A"], wide["isc_A"]);
}

TEST_F(Single, cell_writes_its_curve_from_short_to_open_circuit) {
  const Json cell = json_of({"cell", "film.yaml", "--json", "--curve", "jv.csv"});
  const std::string csv = scratch.read("jv.csv");
  EXPECT_THAT(csv, StartsWith("voltage_V,current_density_mA_cm2\n"));
  const auto points = points_of(csv);
  ASSERT_GT(points.size(), 10);
  bool crosses_voc = false;
  for (std::size_t i = 1; i < points.size(); ++i) {
    EXPECT_GT(points[i].first, points[i - 1].first);
    EXPECT_LT(points[i].second, points[i - 1].second) << "at " << points[i].first << " V";
    crosses_voc = crosses_voc || (points[i - 1].first <= cell["voc_V"].get<double>() &&
                                  points[i - 1].second >= 0 && points[i].second <= 0);
  }
  EXPECT_TRUE(crosses_voc);
}

TEST_F(Single, module_writes_its_curve_with_its_highest_power_in_it) {
  const Json module = json_of({"module", "module.yaml", "--json", "--curve", "iv.csv"});
  const std::string csv = scratch.read("iv.csv");
  EXPECT_THAT(csv, StartsWith("voltage_V,current_A\n"));
  double best = 0;
  for (const auto& [voltage, current] : points_of(csv)) {
    best = std::max(best, voltage * current);
  }
  const double pmax = module["pmax_W"].get<double>();
  EXPECT_LE(best, pmax * (1 + 1e-9));
  EXPECT_GT(best, 0.98 * pmax);  // 61 points lie near it, not on it
}

TEST_F(Single, a_curve_that_cannot_be_written_is_an_error_of_storage) {
  const Outcome outcome = heliofab({"cell", "film.yaml", "--curve", "nowhere/jv.csv"});
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "error: nowhere/jv.csv: cannot be written: No such file or directory [E5104]\n");
}

TEST_F(Single, a_module_without_room_for_a_stripe_is_an_error_of_input) {
  const Outcome outcome = heliofab(
      {"module", "module.yaml", "--set", "aperture_width=10 mm", "--set", "layout.pitch=20 mm"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.err, HasSubstr(" [E6101]\n"));
}

}  // namespace
}  // namespace heliofab::cli
