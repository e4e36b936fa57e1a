// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "errors.hpp"
#include "folder_test.hpp"

namespace heliofab::io {
namespace {

namespace fs = std::filesystem;

class BasedOn : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    fs::create_directories(folder_ / "data");
  }
  Read<sample::Plan> read_plan(const std::string& name) {
    return read<sample::Plan>(
        read_document((folder_ / name).string(), {.folders = {(folder_ / "data").string()}}),
        "fab");
  }
  // What the user sees, with the folder cut out.
  std::string errors_of(const std::string& name) {
    try {
      read_plan(name);
      return {};
    } catch (const InputError& error) {
      std::string text = error.what();
      const std::string folder = folder_.string() + "/";
      for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
        text.erase(at, folder.size());
      }
      return text;
    }
  }
};

TEST_F(BasedOn, LaysAFileOverItsBase) {
  put("data/fab2.yaml", R"(heliofab: 1
fab:
  title: FAB 2
  bin_edges: [7 %, 8 %]
  absorber: {thickness: 1 um, cgi: 0.9}
  products:
    roof: {length: 4 m, stripes: across}
    roll: {length: 3 m}
  layers: [{thickness: 1 um}, {thickness: 2 um}]
)");
  put("what-if.yaml", R"(heliofab: 1
fab:
  based_on: fab2
  absorber: {thickness: 1.5 um}
  products: {roof: {length: 1 m}, new: {}}
  layers: [{thickness: 3 um}]
)");
  const auto plan = read_plan("what-if.yaml");
  EXPECT_EQ(plan.value.title, "FAB 2");
  EXPECT_EQ(plan.value.absorber,
            (sample::Absorber{.thickness = 1.5 * unit::um, .cgi = 0.9, .temperature = 713.15}));
  EXPECT_EQ(plan.value.products, (std::vector<sample::Product>{{"roof", sample::Stripes::across, 1},
                                                               {.name = "roll", .length = 3},
                                                               {.name = "new"}}));
  EXPECT_EQ(plan.value.layers, (std::vector<sample::Layer>{{.thickness = 3 * unit::um}}));
  for (const InputValue& input : plan.inputs) {
    if (input.path == "fab.absorber.thickness") {
      EXPECT_EQ(input.where(), (folder_ / "what-if.yaml").string() + ":4");
    }
    if (input.path == "fab.absorber.cgi") {
      EXPECT_EQ(input.where(), (folder_ / "data" / "fab2.yaml").string() + ":5");
    }
  }
}

TEST_F(BasedOn, PrefersTheFolderOfTheFileItself) {
  put("data/base.yaml", "heliofab: 1\nfab: {tools: 3}\n");
  put("base.yaml", "heliofab: 1\nfab: {tools: 4}\n");
  put("a.yaml", "heliofab: 1\nfab: {based_on: base.yaml}\n");
  EXPECT_EQ(read_plan("a.yaml").value.tools, 4);
  const Document document = read_document((folder_ / "a.yaml").string());
  ASSERT_EQ(document.files().size(), 2U);
  EXPECT_EQ(document.files()[1], (folder_ / "base.yaml").string());
}

TEST_F(BasedOn, ReportsProblemsOfBothFilesWhereTheyStand) {
  put("base.yaml", "heliofab: 1\nfab:\n  tools: 12\n  tools: 3\n");
  put("a.yaml", "heliofab: 1\nfab:\n  based_on: base\n  absorber: {cgi: 3}\n");
  EXPECT_EQ(errors_of("a.yaml"),
            R"(a.yaml:4:19: error: fab.absorber.cgi: 3 is outside 0.5 .. 1.05 [E1301]
    4 |   absorber: {cgi: 3}
      |                   ^
      = note: Cu / (Ga + In) of the film
base.yaml:3:10: error: fab.tools: 12 is outside 1 .. 9 [E1301]
    3 |   tools: 12
      |          ^~
      = note: deposition tools in parallel
base.yaml:4:3: error: fab: key 'tools' is given twice [E1110]
    4 |   tools: 3
      |   ^~~~~
      = note: first given at base.yaml:3
)");
}

TEST_F(BasedOn, RefusesACircle) {
  put("a.yaml", "heliofab: 1\nfab: {based_on: b}\n");
  put("b.yaml", "heliofab: 1\nfab: {based_on: a}\n");
  EXPECT_EQ(errors_of("a.yaml"),
            R"(b.yaml:2:17: error: fab.based_on: 'a.yaml' is based on itself [E1119]
    2 | fab: {based_on: a}
      |                 ^
      = note: read so far: a.yaml, b.yaml
)");
}

TEST_F(BasedOn, RefusesALongChain) {
  for (int i = 0; i < 12; ++i) {
    put("p" + std::to_string(i) + ".yaml",
        "heliofab: 1\nfab: {based_on: p" + std::to_string(i + 1) + "}\n");
  }
  put("p12.yaml", "heliofab: 1\nfab: {}\n");
  EXPECT_EQ(read_plan("p4.yaml").value, sample::Plan{});  // eight bases
  EXPECT_EQ(
      errors_of("p3.yaml").substr(0, 86),
      "p11.yaml:2:17: error: fab.based_on: more than 8 files based on one another [E1119]\n   ");
}

TEST_F(BasedOn, RefusesABaseThatIsNotThereOrOfAnotherKind) {
  put("a.yaml", "heliofab: 1\nfab: {based_on: nowhere}\n");
  EXPECT_EQ(errors_of("a.yaml"), R"(a.yaml:2:17: error: fab.based_on: no file 'nowhere' [E1117]
    2 | fab: {based_on: nowhere}
      |                 ^~~~~~~
      = note: looked in ')" + folder_.string() +
                                     R"(', 'data', with and without .yaml
)");
  put("b.yaml", "heliofab: 1\ncell: {gap: 1 eV}\n");
  put("c.yaml", "heliofab: 1\nfab: {based_on: b}\n");
  EXPECT_EQ(errors_of("c.yaml"),
            R"(c.yaml:2:17: error: fab.based_on: 'b' holds a 'cell' block, wanted 'fab' [E1106]
    2 | fab: {based_on: b}
      |                 ^
)");
}

TEST_F(BasedOn, RefusesABrokenBaseAtItsOwnPlace) {
  put("b.yaml", "heliofab: 1\nfab: {tools: [\n");
  put("a.yaml", "heliofab: 1\nfab: {based_on: b}\n");
  EXPECT_EQ(errors_of("a.yaml").substr(0, 68),
            "b.yaml:2:14: error: fab.tools[0]: this '[' is not closed [E1102]\n   ");
}

TEST_F(BasedOn, FilesThatCannotBeReadAreNamed) {
  put("fab2.yaml", "heliofab: 1\nfab: {}\n");
  EXPECT_EQ(errors_of("fba2.yaml"),
            "fba2.yaml: error: no such file [E1100]\n      note: did you mean 'fab2.yaml'?\n");
  EXPECT_EQ(errors_of("data"), "data: error: this is a folder, wanted a file [E1100]\n");
}

TEST_F(BasedOn, FilesOver64MiBAreRefused) {
  const fs::path path = folder_ / "big.yaml";
  std::ofstream(path) << "heliofab: 1\n";
  fs::resize_file(path, (std::uintmax_t{64} << 20) + 1);
  EXPECT_EQ(errors_of("big.yaml"),
            "big.yaml: error: more than 64 MiB [E1103]\n"
            "      note: a plan is small; big tables are CSV files\n");
}

}  // namespace
}  // namespace heliofab::io
