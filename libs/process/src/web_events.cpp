// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/web_events.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/stream.hpp"

namespace heliofab::process {

namespace {

// One metre of web, fixed for ever: it is in the address of a draw.
constexpr double metre = 1;

void add_wrinkles(const WrinkleLaw& law, const std::function<double(double)>& temperature,
                  std::uint64_t seed, std::uint64_t roll, double length,
                  std::vector<Stretch>& events) {
  const std::string purpose = "process.wrinkle." + law.name;
  const Stream count(seed, purpose + ".count");
  const Stream position(seed, purpose + ".position");
  const Stream extent(seed, purpose + ".length");
  for (std::uint64_t tile = 0; static_cast<double>(tile) * metre < length; ++tile) {
    const double start = static_cast<double>(tile) * metre;
    const double factor = wrinkle_factor(law, temperature(start + metre / 2));
    // By inversion a larger mean gives no fewer.
    const std::uint32_t n = count.poisson(std::min(law.rate * metre * factor, 1e4), roll, tile);
    for (std::uint64_t k = 0; k < n; ++k) {
      const std::uint64_t draw = tile << 32U | k;
      events.push_back({start + metre * position.uniform(roll, draw),
                        law.length * std::exp(law.spread * extent.normal(roll, draw)), "web",
                        law.name});
    }
  }
}

}  // namespace

std::vector<WrinkleLaw> usual_wrinkles() { return {WrinkleLaw{}}; }

double wrinkle_factor(const WrinkleLaw& law, double temperature) noexcept {
  return std::exp(std::max(0.0, temperature - law.onset_temperature) / law.temperature_scale);
}

std::vector<Stretch> make_web_events(const WebEventLaw& law,
                                     const std::function<double(double)>& temperature,
                                     std::uint64_t seed, std::int64_t roll, double length) {
  const auto id = static_cast<std::uint64_t>(roll);
  std::vector<Stretch> events;
  if (law.end_length > 0) {
    events.push_back({0, law.end_length, "web", "handling"});
    events.push_back({std::max(0.0, length - law.end_length), law.end_length, "web", "handling"});
  }
  for (const WrinkleLaw& wrinkle : law.wrinkles) {
    add_wrinkles(wrinkle, temperature, seed, id, length, events);
  }
  if (law.splice_spacing > 0) {
    const double first = law.splice_spacing * Stream(seed, "process.splice").uniform(id, 0);
    const double count = std::ceil(std::max(0.0, length - first) / law.splice_spacing);
    for (std::uint64_t k = 0; k < static_cast<std::uint64_t>(count); ++k) {
      events.push_back({first + static_cast<double>(k) * law.splice_spacing, law.splice_length,
                        "web", "splice"});
    }
  }
  std::erase_if(events, [&](const Stretch& s) { return s.position >= length; });
  for (Stretch& event : events) {
    event.length = std::min(event.length, length - event.position);
  }
  std::ranges::stable_sort(events, {}, &Stretch::position);
  return events;
}

}  // namespace heliofab::process
