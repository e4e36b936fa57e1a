// SPDX-License-Identifier: Apache-2.0
// Problems of single values and of their sense come together.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "errors.hpp"

namespace heliofab::io {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "3:10 E1301" of each problem in the words of `what`, whose sense finds fault with each of
// `paths`.
template <class What>
std::vector<std::string> places(const std::string& text, std::string_view kind,
                                const std::vector<std::string>& paths) {
  const Sense<What> sense = [&](const Read<What>&) {
    std::vector<Diagnostic> problems;
    for (const std::string& path : paths) {
      problems.push_back({.code = "E6119", .path = path, .message = "does not go together"});
    }
    return problems;
  };
  std::vector<std::string> found;
  try {
    read<What>(parse_document(text, "f.yaml", {}), kind, sense);
  } catch (const InputError& error) {
    for (const Diagnostic& d : error.diagnostics()) {
      found.push_back(std::to_string(d.line) + ":" + std::to_string(d.column) + " " + d.code);
    }
  }
  return found;
}

constexpr const char* with_a_wrong_value = R"(heliofab: 1
fab:
  tools: 3
  absorber: {thickness: 21 um, cgi: 0.9}
  products: {roof: {length: 1 m}}
)";

TEST(Sense, IsToldTogetherWithWrongValuesInTheOrderOfTheFile) {
  EXPECT_THAT(
      places<sample::Plan>(with_a_wrong_value, "fab", {"fab.products.roof.length", "fab.tools"}),
      ElementsAre("3:10 E6119", "4:25 E1301", "5:29 E6119"));
}

TEST(Sense, IsNotToldWhereItMayFollowFromAWrongValue) {
  for (const char* path : {"fab.absorber.thickness", "fab.absorber.cgi", "fab.absorber", "fab"}) {
    EXPECT_THAT(places<sample::Plan>(with_a_wrong_value, "fab", {path}), ElementsAre("4:25 E1301"))
        << path;
  }
}

TEST(Sense, IsNotToldOfMembersBesideAnUnknownKey) {
  const std::string text = "heliofab: 1\nfab:\n  absorber: {cgi_: 0.9}\n  tools: 3\n";
  EXPECT_THAT(places<sample::Plan>(text, "fab", {"fab.absorber.cgi"}), ElementsAre("3:14 E1107"));
  EXPECT_THAT(places<sample::Plan>(text, "fab", {"fab.tools"}),
              ElementsAre("3:14 E1107", "4:10 E6119"));
}

TEST(Sense, OfWhatTheFileDoesNotHaveIsNotToldBesideAWrongKey) {
  const std::string text = "heliofab: 1\nfab: {producs: {}, title: a}\n";
  EXPECT_THAT(places<sample::Plan>(text, "fab", {"fab.products"}), ElementsAre("2:7 E1107"));
  EXPECT_THAT(places<sample::Plan>("heliofab: 1\nfab: {title: a}\n", "fab", {"fab.products"}),
              ElementsAre("2:1 E6119"));
}

TEST(Sense, IsNotAskedWhileAValueIsMissing) {
  EXPECT_THAT(places<sample::Cell>("heliofab: 1\ncell: {absorber: {cgi: 0.9}}\n", "cell",
                                   {"cell.absorber.cgi"}),
              ElementsAre("2:1 E1108"));
}

TEST(Sense, OfSoundValuesIsToldAlone) {
  EXPECT_THAT(places<sample::Plan>("heliofab: 1\nfab: {tools: 3}\n", "fab", {"fab.tools"}),
              ElementsAre("2:14 E6119"));
  EXPECT_THAT(places<sample::Plan>("heliofab: 1\nfab: {tools: 3}\n", "fab", {}), IsEmpty());
}

}  // namespace
}  // namespace heliofab::io
