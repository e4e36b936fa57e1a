// SPDX-License-Identifier: Apache-2.0
#include "code_examples.hpp"

#include <algorithm>
#include <array>

namespace heliofab::cli {

namespace {

// clang-format off
constexpr std::array examples{
    CodeExample{"E1102", "heliofab: 1\nfilm: {cover: bare\n", "heliofab: 1\nfilm: {cover: bare}\n"},
    CodeExample{"E1105", "film: {cover: bare}\n", "heliofab: 1\nfilm: {cover: bare}\n"},
    CodeExample{"E1106", "heliofab: 1\n", "heliofab: 1\nfilm: {cover: bare}\n"},
    CodeExample{"E1107", "heliofab: 1\nfilm: {kover: bare}\n", "heliofab: 1\nfilm: {cover: bare}\n"},
    CodeExample{"E1109", "heliofab: 1\nfilm: {recipe: 2 um}\n", "heliofab: 1\nfilm: {recipe: {absorber: {thickness: 2 um}}}\n"},
    CodeExample{"E1110", "heliofab: 1\nfilm:\n  cover: bare\n  cover: laminate\n", "heliofab: 1\nfilm:\n  cover: laminate\n"},
    CodeExample{"E1111", "heliofab: 1\nfilm: {name: &a thin, cover: bare}\n", "heliofab: 1\nfilm: {name: thin, cover: bare}\n"},
    CodeExample{"E1112", "heliofab: 1\nfilm: {name: !text thin}\n", "heliofab: 1\nfilm: {name: thin}\n"},
    CodeExample{"E1117", "heliofab: 1\nfab: {based_on: fab3}\n", "heliofab: 1\nfab: {based_on: fab2-2010}\n"},
    CodeExample{"E1118", "heliofab: 1\nfab:\n  days: 30\n  based_on: fab2-2010\n", "heliofab: 1\nfab:\n  based_on: fab2-2010\n  days: 30\n"},
    CodeExample{"E1201", "heliofab: 1\nfilm: {physics: {lifetime: short ns}}\n", "heliofab: 1\nfilm: {physics: {lifetime: 0.8 ns}}\n"},
    CodeExample{"E1202", "heliofab: 1\nfilm: {physics: {lifetime: 0.8 nm}}\n", "heliofab: 1\nfilm: {physics: {lifetime: 0.8 ns}}\n"},
    CodeExample{"E1203", "heliofab: 1\nfilm: {physics: {lifetime: 0.8}}\n", "heliofab: 1\nfilm: {physics: {lifetime: 0.8 ns}}\n"},
    CodeExample{"E1204", "heliofab: 1\nfilm: {physics: {lifetime: 0.8 nsec}}\n", "heliofab: 1\nfilm: {physics: {lifetime: 0.8 ns}}\n"},
    CodeExample{"E1206", "heliofab: 1\nfilm:\n  cover:\n", "heliofab: 1\nfilm:\n  cover: bare\n"},
    CodeExample{"E1207", "heliofab: 1\nfab: {based_on: fab2-2010, days: 1.5}\n", "heliofab: 1\nfab: {based_on: fab2-2010, days: 2}\n"},
    CodeExample{"E1208", "heliofab: 1\nfilm: {cover: glass}\n", "heliofab: 1\nfilm: {cover: laminate}\n"},
    CodeExample{"E1209", "heliofab: 1\nfab: {based_on: fab2-2010, start: 12 May 2010}\n", "heliofab: 1\nfab: {based_on: fab2-2010, start: 2010-05-12}\n"},
    CodeExample{"E1210", "heliofab: 1\nfilm: {physics: {lifetime: \"0.8 ns [E]\"}}\n", "heliofab: 1\nfilm: {physics: {lifetime: \"0.8 ns [D]\"}}\n"},
    CodeExample{"E1301", "heliofab: 1\nfilm: {recipe: {absorber: {thickness: 20 um}}}\n", "heliofab: 1\nfilm: {recipe: {absorber: {thickness: 2 um}}}\n"},
};
// clang-format on

}  // namespace

const CodeExample* example_of(std::string_view code) {
  const auto found = std::ranges::find(examples, code, &CodeExample::code);
  return found == examples.end() ? nullptr : &*found;
}

}  // namespace heliofab::cli
