// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "folder_test.hpp"
#include "heliofab/core/unit.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/io/explain.hpp"
#include "heliofab/io/read.hpp"
#include "heliofab/io/write.hpp"

// What docs/formats shows is what the readers do. The plan here is the part of a fab's that the
// examples use; that these keys are those of real plans is looked up in data/fabs.
namespace heliofab::io {
namespace {

namespace fs = std::filesystem;

enum class Cover : std::uint8_t { bare, laminate };
constexpr std::array<std::string_view, 2> names_of(Cover) { return {"bare", "laminate"}; }

enum class Stripes : std::uint8_t { along, across };
constexpr std::array<std::string_view, 2> names_of(Stripes) { return {"along", "across"}; }

struct Absorber {
  double thickness = 2e-6;                // [m]
  double cgi = 0.88;                      // [-]
  double substrate_temperature = 713.15;  // [K]
};

template <class Visit>
void describe(Visit& visit, Absorber& a) {
  visit(a.thickness,
        {"thickness", unit::um, 0.3, 5, "CIGS film as grown; 1 to 3 um is usual", "D"});
  visit(a.cgi, {"cgi", unit::one, 0.5, 1.05, "Cu / (Ga + In) of the film", "D"});
  visit(a.substrate_temperature,
        {"substrate_temperature", unit::degC, 250, 550, "of the web in the zone", "D"});
}

struct Recipe {
  Absorber absorber;
};

template <class Visit>
void describe(Visit& visit, Recipe& r) {
  visit(r.absorber, {"absorber", "co-evaporated CIGS"});
}

struct Process {
  Cover cover = Cover::laminate;
  double aperture_width = 0.27;  // [m]
  Recipe recipe;
};

template <class Visit>
void describe(Visit& visit, Process& p) {
  visit(p.aperture_width,
        {"aperture_width", unit::m, 0.01, 5, "of the web, used for modules", "A"});
  visit(p.cover, {"cover", "bare cells, or under the front sheet of the laminate", "D"});
  visit(p.recipe, {"recipe", "what the tools are set to"});
}

struct Product {
  std::string name;
  Stripes stripes = Stripes::along;
  double length = 5;  // [m]

  friend bool operator==(const Product&, const Product&) = default;
};

template <class Visit>
void describe(Visit& visit, Product& p) {
  visit(p.name, {"name", "of the product"});
  visit(p.stripes, {"stripes", "along the web or across it", "D"});
  visit(p.length, {"length", unit::m, 0.02, 20, "down-web, without the margin", "D"});
}

struct Flash {
  std::vector<double> bin_edges{0.075};  // [-]
};

template <class Visit>
void describe(Visit& visit, Flash& f) {
  visit(f.bin_edges, {"bin_edges", unit::percent, 0, 40, "lower edges of the bins", "D"});
}

struct Plan {
  std::string name;
  std::chrono::sys_days start{};
  std::int64_t days = 92;
  Process process;
  std::vector<Product> products;
  Flash flash;
};

template <class Visit>
void describe(Visit& visit, Plan& p) {
  visit(p.name, {"name", "shown in summaries and reports"});
  visit(p.start, {"start", "first day of the run"});
  visit(p.days, {"days", 1, 36525, "that are simulated", "D"});
  visit(p.process, {"process", "from the bare web to a sheet"});
  visit(p.products, {"products", "modules by name"});
  visit(p.flash, {"flash", "tester and bins"});
}

struct Block {
  std::string language;
  std::string text;
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Block> blocks_of(const std::string& page) {
  static const std::regex fence("```([a-z]+)\n([^`]*)```\n");
  std::vector<Block> blocks;
  for (std::sregex_iterator it(page.begin(), page.end(), fence), end; it != end; ++it) {
    blocks.push_back({(*it)[1], (*it)[2]});
  }
  return blocks;
}

// The files that a page shows, each under the name in its first line, and what a reader says of
// those that are followed by a block of text.
class Manual : public FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    put("fab2-2010.yaml", "heliofab: 1\nfab: {products: {building: {}}}\n");
    blocks_ = blocks_of(page_);
    for (const Block& block : blocks_) {
      if (block.language == "yaml") {
        put(name_of_file(block), block.text);
      }
    }
  }
  static std::string name_of_file(const Block& block) {
    return block.text.substr(2, block.text.find('\n') - 2);
  }
  Read<Plan> read_plan(const std::string& name, std::vector<std::string> overrides = {}) {
    const std::string path = (folder_ / name).string();
    return read<Plan>(read_document(path, {.overrides = std::move(overrides)}), "fab");
  }
  std::string errors_of(const std::string& name) {
    try {
      read_plan(name);
      return "";
    } catch (const InputError& error) {
      std::string text;
      for (Diagnostic d : error.diagnostics()) {
        const std::string folder = folder_.string() + "/";
        d.file = d.file.substr(folder.size());
        if (const std::size_t at = d.note.find(folder); at != std::string::npos) {
          d.note.erase(at, folder.size());
        }
        text += format(d);
      }
      return text;
    }
  }

  const std::string page_ = text_of(HELIOFAB_SOURCE_DIR "/docs/formats/yaml.md");
  std::vector<Block> blocks_;
};

TEST_F(Manual, ReadsTheFilesItShows) {
  const Plan plan = read_plan("my-fab.yaml").value;
  EXPECT_EQ(plan.days, 31);
  EXPECT_EQ(plan.process.recipe.absorber.cgi, 0.88);
  EXPECT_EQ(plan.process.recipe.absorber.substrate_temperature, 713.15);
  EXPECT_EQ(plan.flash.bin_edges,
            (std::vector<double>{7.5 * unit::percent, 8.5 * unit::percent, 9.5 * unit::percent}));
  const Plan thinner = read_plan("what-if.yaml").value;
  EXPECT_EQ(thinner.process.recipe.absorber.thickness, 1.5 * unit::um);
  EXPECT_EQ(thinner.products, (std::vector<Product>{{"building", Stripes::along, 2},
                                                    {"badge", Stripes::across, 140 * unit::mm},
                                                    {"tile", Stripes::along, 0.5}}));
  EXPECT_EQ(plan.products[0].length, 4);
}

TEST_F(Manual, SaysWhatTheReaderSaysOfFilesThatAreWrong) {
  int n_wrong = 0;
  for (std::size_t i = 0; i + 1 < blocks_.size(); ++i) {
    if (blocks_[i].language == "yaml" && blocks_[i + 1].language == "text") {
      EXPECT_EQ(errors_of(name_of_file(blocks_[i])), blocks_[i + 1].text);
      ++n_wrong;
    } else if (blocks_[i].language == "yaml" &&
               blocks_[i].text.find("\ncell:") == std::string::npos &&
               blocks_[i].text.find("\n  duration:") ==
                   std::string::npos) {  // read by tests of twin
      EXPECT_EQ(errors_of(name_of_file(blocks_[i])), "");
    }
  }
  EXPECT_EQ(n_wrong, 2);
}

TEST_F(Manual, ShowsOptionsThatAreTaken) {
  static const std::regex option("--set '([^']*)'");
  std::vector<std::string> overrides;
  for (std::sregex_iterator it(page_.begin(), page_.end(), option), end; it != end; ++it) {
    overrides.push_back((*it)[1]);
  }
  ASSERT_EQ(overrides.size(), 3U);
  const Plan plan = read_plan("what-if.yaml", overrides).value;
  EXPECT_EQ(plan.process.recipe.absorber.cgi, 0.9);
  EXPECT_EQ(plan.products[0].length, 1);
  EXPECT_EQ(plan.flash.bin_edges.size(), 2U);
}

TEST_F(Manual, ListsEveryUnitUnderItsQuantity) {
  std::string table = "| quantity | units |\n|---|---|\n";
  for (const Unit& unit : all_units()) {
    if (!unit.symbol.empty()) {
      const std::string row = "| " + std::string(name_of(unit.quantity)) + " | ";
      table += table.find(row) == std::string::npos ? row : ", ";
      table += "`" + std::string(unit.symbol) + "`";
    }
  }
  // Rows end where the next begins; the units of a quantity stand together.
  table = std::regex_replace(table, std::regex("`\\| "), "` |\n| ") + " |\n";
  EXPECT_NE(page_.find(table), std::string::npos) << table;
}

// Keys that no real plan has would teach nothing.
TEST_F(Manual, UsesKeysOfRealPlans) {
  const Document fab2 = read_document(HELIOFAB_SOURCE_DIR "/data/fabs/fab2-2010.yaml");
  for (const Explanation& key : catalogue<Plan>("fab")) {
    std::string path = key.path;
    if (const std::size_t star = path.find('*'); star != std::string::npos) {
      path.replace(star, 1, "building");
    }
    if (path.ends_with(".name")) {
      continue;  // of a product it stands before its ':'
    }
    const std::string line = locate(fab2, {.path = path, .message = "x"}).source_line;
    EXPECT_NE(line.find(path.substr(path.rfind('.') + 1) + ":"), std::string::npos) << path << "\n"
                                                                                    << line;
  }
}

TEST_F(Manual, IsRightThatJsonIsRead) {
  put("plan.json",
      "{\"heliofab\": 1, \"fab\": {\"days\": 31, \"products\": {\"a\": {\"length\": \"2 m\"}}}}");
  EXPECT_EQ(read_plan("plan.json").value.days, 31);
}

TEST(ManualOfTables, ShowsWhatTheReaderDoes) {
  const std::vector<Block> blocks = blocks_of(text_of(HELIOFAB_SOURCE_DIR "/docs/formats/csv.md"));
  constexpr std::array wanted{CsvColumn{"wavelength", unit::nm}, CsvColumn{"n"}, CsvColumn{"k"}};
  ASSERT_EQ(blocks.size(), 3U);
  const CsvTable table = parse_csv(blocks[0].text, "glass.csv", wanted);
  EXPECT_EQ(table.column("k"), (std::vector<double>{1.2e-6, 1e-6}));
  EXPECT_EQ(table.comment("grade"), "C");
  try {
    parse_csv(blocks[1].text, "glass.csv", wanted);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.what(), blocks[2].text);
  }
}

}  // namespace
}  // namespace heliofab::io
