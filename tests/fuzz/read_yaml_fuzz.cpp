// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/read.hpp"
#include "heliofab/io/write.hpp"
#include "require.hpp"
#include "sample_plan.hpp"

// Bytes are a plan, or are refused with places; what was read is written and read back equal.
// Behind the first NUL byte stand options as given to --set, parted by NUL bytes.

namespace heliofab::fuzz {

namespace {

using io::sample::Plan;

std::vector<std::string> split(std::string_view bytes) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= bytes.size();) {
    const std::size_t end = std::min(bytes.find('\0', at), bytes.size());
    parts.emplace_back(bytes.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

void require_same(const Plan& plan, const std::string& text) {
  try {
    const auto back = io::read<Plan>(io::parse_document(text, "back.yaml"), "fab");
    require(back.value == plan, "what was written reads back equal", text);
  } catch (const InputError& error) {
    require(false, "what was written can be read", error.what() + text);
  }
}

void read_and_write(std::string_view bytes) {
  std::vector<std::string> parts = split(bytes);
  const std::string text = std::move(parts.front());
  parts.erase(parts.begin());
  try {
    const auto plan =
        io::read<Plan>(io::parse_document(text, "f.yaml", {.overrides = std::move(parts)}), "fab");
    require_same(plan.value, io::write_yaml("fab", plan.value, plan.inputs));
    require_same(plan.value, io::write_yaml("fab", plan.value));
  } catch (const InputError& error) {
    require_located(error);
  }
}

}  // namespace

}  // namespace heliofab::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  heliofab::fuzz::read_and_write({reinterpret_cast<const char*>(data), size});
  return 0;
}
