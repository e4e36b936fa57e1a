// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "errors.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/io/csv.hpp"
#include "heliofab/io/write.hpp"

namespace heliofab::io {
namespace {

// Reads, or throws problems that each say where they are.
void expect_read_or_located(const std::string& text) {
  try {
    sample::plan_of(text);
  } catch (const InputError& error) {
    ASSERT_FALSE(error.diagnostics().empty());
    ASSERT_LE(error.diagnostics().size(), 51U);
    for (const Diagnostic& d : error.diagnostics()) {
      ASSERT_EQ(d.file, "f.yaml") << text;
      ASSERT_TRUE(d.line >= 1 || d.code == "E1199") << d.message << "\n" << text;
      ASSERT_FALSE(d.code.empty()) << text;
    }
  }
}

class Dice {
 public:
  explicit Dice(std::uint64_t run) : run_(run) {}
  std::size_t below(std::size_t n) {
    const double u = stream_.uniform(run_, draw_++);
    return std::min(static_cast<std::size_t>(u * static_cast<double>(n)), n - 1);
  }

 private:
  Stream stream_{20100512, "test.io.mutations"};
  std::uint64_t run_;
  std::uint64_t draw_ = 0;
};

std::string mutated(std::string text, Dice& dice) {
  static const std::vector<std::string> pieces{"[",
                                               "]",
                                               "{",
                                               "}",
                                               ":",
                                               ": ",
                                               "- ",
                                               "\n",
                                               "\n  ",
                                               "\t",
                                               "\"",
                                               "'",
                                               "#",
                                               " #",
                                               "&a ",
                                               "*a",
                                               "!!x ",
                                               "<<: ",
                                               "? ",
                                               "|\n",
                                               ">",
                                               "---\n",
                                               "...",
                                               "%",
                                               "@",
                                               "`",
                                               "~",
                                               "null",
                                               "1e999",
                                               "0x1",
                                               "\xff",
                                               "\xc3\xa9",
                                               std::string(1, '\0'),
                                               "\r",
                                               "\r\n",
                                               "[C]",
                                               " um",
                                               ",",
                                               ", ",
                                               "based_on: ",
                                               "heliofab: 1\n",
                                               "\\x",
                                               "\xEF\xBB\xBF",
                                               "\xE2\x80\xA8",
                                               "yes",
                                               "nan",
                                               "-"};
  for (std::size_t n = 1 + dice.below(4); n > 0; --n) {
    const std::size_t at = dice.below(text.size() + 1);
    switch (dice.below(4)) {
      case 0:
        text.insert(at, pieces[dice.below(pieces.size())]);
        break;
      case 1:
        text.erase(at, 1 + dice.below(12));
        break;
      case 2:
        text.insert(at, text.substr(dice.below(text.size() + 1), 1 + dice.below(60)));
        break;
      default:
        if (at < text.size()) {
          text[at] = static_cast<char>(dice.below(256));
        }
    }
  }
  return text;
}

TEST(Robust, MutatedPlansAreReadOrRefusedWithAPlace) {
  const std::string valid = write_yaml("fab", sample::Plan{});
  const std::string dense =
      "heliofab: 1\nfab: {title: \"a\\n\", tools: 2, bin_edges: [1 %, 2 %], products: {a: {}, b: "
      "{length: 1 m}}, layers: [{material: x}, {}]}\n";
  for (std::uint64_t run = 0; run < 6000; ++run) {
    Dice dice(run);
    ASSERT_NO_FATAL_FAILURE(expect_read_or_located(mutated(run % 2 == 0 ? valid : dense, dice)));
  }
}

TEST(Robust, TruncatedPlansAreReadOrRefusedWithAPlace) {
  const std::string valid = write_yaml("fab", sample::Plan{});
  for (std::size_t size = 0; size < valid.size(); ++size) {
    ASSERT_NO_FATAL_FAILURE(expect_read_or_located(valid.substr(0, size)));
  }
}

TEST(Robust, JunkIsRefusedWithAPlace) {
  for (std::uint64_t run = 0; run < 300; ++run) {
    Dice dice(100'000 + run);
    std::string text = run % 3 == 0 ? "heliofab: 1\nfab:\n  " : "";
    const std::string_view letters = "abc:{}[]-,\"'#?!&*|>%@ \n\n  \\";
    for (int i = 0; i < 400; ++i) {
      text += letters[dice.below(letters.size())];
    }
    ASSERT_NO_FATAL_FAILURE(expect_read_or_located(text));
  }
}

// Sizes that once took a parser's stack, memory or patience.
TEST(Robust, MegabytesOfOneThingAreRefused) {
  const std::string head = "heliofab: 1\nfab:\n  title: ";
  for (const std::string piece : {"[", "{a: ", "- ", "\"", "x", "? ", ": ", "&a ", "'", "\n  a: 1",
                                  "[a, ", "!", "a? ", "|\n", "#", "\t", "\\", "*"}) {
    std::string text = head;
    while (text.size() < 500'000) {
      text += piece;
    }
    ASSERT_NO_FATAL_FAILURE(expect_read_or_located(text));
  }
}

TEST(Robust, MutatedTablesAreReadOrRefusedWithAPlace) {
  const std::string valid = "# source: x\nwavelength_nm,n,k\n300,1.5,0\n310,\"1.4\",1e-3\n";
  for (std::uint64_t run = 0; run < 3000; ++run) {
    Dice dice(200'000 + run);
    const std::string text = mutated(valid, dice);
    try {
      parse_csv(text, "t.csv");
    } catch (const InputError& error) {
      ASSERT_GE(error.diagnostics().at(0).line, 1) << text;
    }
  }
}

}  // namespace
}  // namespace heliofab::io
