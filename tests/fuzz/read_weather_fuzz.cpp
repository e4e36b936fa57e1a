// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "heliofab/exchange/read_weather.hpp"
#include "heliofab/field/weather.hpp"
#include "require.hpp"

// Bytes are weather of one of the formats, or are refused with places; what was read has columns of
// one length, light that is not negative and times that make intervals.

namespace heliofab::fuzz {

namespace {

void read_bytes(std::string_view bytes) {
  try {
    const field::Weather w = exchange::parse_weather(bytes, "w").weather;
    require(w.size() > 0, "rows", "");
    require(w.global.size() == w.size() && w.beam.size() == w.size() &&
                w.diffuse.size() == w.size() && w.air.size() == w.size() &&
                w.wind.size() == w.size(),
            "columns of one length", "");
    for (std::size_t i = 0; i < w.size(); ++i) {
      require(w.global[i] >= 0 && w.beam[i] >= 0 && w.diffuse[i] >= 0, "light", "");
    }
    require(w.step > Duration::zero(), "a step", "");
  } catch (const InputError& error) {
    require_located(error);
  }
}

}  // namespace

}  // namespace heliofab::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  heliofab::fuzz::read_bytes({reinterpret_cast<const char*>(data), size});
  return 0;
}
