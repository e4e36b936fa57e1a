// SPDX-License-Identifier: Apache-2.0
// Sweeps that are refused before anything is solved.
#include "program.hpp"

namespace heliofab::cli {
namespace {

class Variations : public Cli {
 protected:
  void SetUp() override { scratch.write("film.yaml", "heliofab: 1\nfilm: {name: \"my cell\"}\n"); }
};

TEST_F(Variations, tells_all_that_is_wrong_with_its_variations) {
  const Outcome outcome = heliofab({"sweep",  "film.yaml",
                                    "--vary", "recipe.absorber.thicknes=1:3 um:9",
                                    "--vary", "recipe.absorber.thickness=1:30 um:9",
                                    "--vary", "film.recipe.absorber.thickness=1 um:2 um:3",
                                    "--vary", "cgi=0.8:0.9:3",
                                    "--vary", "name=[a, b]",
                                    "--vary", "cover=[bare, laminat]",
                                    "--vary", "recipe.absorber.ggi=0.3",
                                    "--vary", "recipe.absorber.naf_thickness=0:60 nm:3:log",
                                    "--vary", "recipe.absorber.cgi=0.8:0.9:1",
                                    "--vary", "physics.lifetime=1:2 ns",
                                    "--vary", "ggi"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(
      outcome.err,
      "--vary:1:1: error: unknown key 'recipe.absorber.thicknes' [E1107]\n"
      "    1 | recipe.absorber.thicknes=1:3 um:9\n"
      "      | ^~~~~~~~~~~~~~~~~~~~~~~~\n"
      "      = note: did you mean 'recipe.absorber.thickness'?\n"
      "--vary:2:29: error: film.recipe.absorber.thickness: 30 um is outside 0.3 .. 5 um [E1301]\n"
      "    2 | recipe.absorber.thickness=1:30 um:9\n"
      "      |                             ^~~~~\n"
      "      = note: CIGS film as grown; 1 to 3 um is usual\n"
      "--vary:3:6: error: key 'recipe.absorber.thickness' is given twice [E1110]\n"
      "    3 | film.recipe.absorber.thickness=1 um:2 um:3\n"
      "      |      ^~~~~~~~~~~~~~~~~~~~~~~~~\n"
      "      = note: first given at --vary:2\n"
      "--vary:4:1: error: unknown key 'cgi' [E1107]\n"
      "    4 | cgi=0.8:0.9:3\n"
      "      | ^~~\n"
      "      = note: did you mean 'recipe.absorber.cgi'?\n"
      "--vary:5:1: error: 'name' is text, wanted a number, a count or a choice [E6206]\n"
      "    5 | name=[a, b]\n"
      "      | ^~~~\n"
      "--vary:6:14: error: film.cover: found 'laminat', wanted one of bare, laminate [E1208]\n"
      "    6 | cover=[bare, laminat]\n"
      "      |              ^~~~~~~\n"
      "      = note: did you mean 'laminate'?\n"
      "--vary:7:21: error: film.recipe.absorber.ggi: '0.3' is no range and no list [E6205]\n"
      "    7 | recipe.absorber.ggi=0.3\n"
      "      |                     ^~~\n"
      "      = note: write 'key=from:to:count', 'key=from:to:count:log' or 'key=[a, b, c]'\n"
      "--vary:8:31: error: film.recipe.absorber.naf_thickness: '0:60 nm:3:log' has no equal "
      "factors "
      "from 0 or below [E6205]\n"
      "    8 | recipe.absorber.naf_thickness=0:60 nm:3:log\n"
      "      |                               ^~~~~~~~~~~~~\n"
      "      = note: leave ':log' away, or begin above 0\n"
      "--vary:9:29: error: film.recipe.absorber.cgi: found '1', wanted a count of values, 2 .. "
      "100000 [E6205]\n"
      "    9 | recipe.absorber.cgi=0.8:0.9:1\n"
      "      |                             ^\n"
      "--vary:10:18: error: film.physics.lifetime: '1:2 ns' does not say how many values [E6205]\n"
      "   10 | physics.lifetime=1:2 ns\n"
      "      |                  ^~~~~~\n"
      "      = note: write '1:2 ns:9' for nine of them, or give --samples\n"
      "--vary:11:1: error: 'ggi' has no key and '=' [E6205]\n"
      "   11 | ggi\n"
      "      | ^~~\n"
      "      = note: write 'key=from:to:count', 'key=from:to:count:log' or 'key=[a, b, c]'\n");
}

TEST_F(Variations, refuses_halves_of_what_is_counted) {
  scratch.write("fab.yaml", tiny_fab);
  const Outcome outcome = heliofab({"sweep", "fab.yaml", "--vary", "days=[1, 2.5]", "--vary",
                                    "seed=1:3:4", "--vary", "line.stations=[1, 2]"});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_EQ(outcome.err,
            "--vary:1:10: error: fab.days: '2.5' is not a whole number [E1207]\n"
            "    1 | days=[1, 2.5]\n"
            "      |          ^~~\n"
            "      = note: write digits only, without a unit\n"
            "--vary:2:6: error: fab.seed: '1:3:4' has fewer whole numbers than that [E6205]\n"
            "    2 | seed=1:3:4\n"
            "      |      ^~~~~\n"
            "      = note: take a smaller count of values\n"
            "--vary:3:1: error: unknown key 'line.stations' [E1107]\n"
            "    3 | line.stations=[1, 2]\n"
            "      | ^~~~~~~~~~~~~\n"
            "      = note: 'heliofab check FILE --print' shows all keys of a file\n");
}

TEST_F(Variations, has_a_point_and_not_too_many) {
  const Outcome many = heliofab({"sweep", "film.yaml", "--vary", "recipe.absorber.ggi=0.2:0.4:999",
                                 "--vary", "recipe.absorber.cgi=0.8:0.9:999"});
  EXPECT_EQ(many.status, 2);
  EXPECT_EQ(many.err,
            "error: --vary: 998001 points, wanted 1 .. 100000 [E6207]\n"
            "      note: take fewer values, or --samples N in place of the grid\n");
  const Outcome none =
      heliofab({"sweep", "film.yaml", "--vary", "recipe.absorber.ggi=0.2:0.4", "--samples", "0"});
  EXPECT_EQ(none.status, 2);
  EXPECT_EQ(none.err, "error: --samples: 0 points, wanted 1 .. 100000 [E6207]\n");
}

TEST_F(Variations, learns_at_once_that_its_file_cannot_be_written) {
  const Outcome outcome =
      heliofab({"sweep", "film.yaml", "--vary", "recipe.absorber.ggi=0.2:0.4:50000", "--csv",
                "nowhere/out.csv"});
  EXPECT_EQ(outcome.status, 5);
  EXPECT_EQ(outcome.err,
            "error: nowhere/out.csv: cannot be written: No such file or directory [E5104]\n");
}

}  // namespace
}  // namespace heliofab::cli
