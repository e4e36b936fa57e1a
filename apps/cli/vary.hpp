// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/unit.hpp"
#include "heliofab/io/explain.hpp"
#include "heliofab/io/read.hpp"

namespace heliofab::cli {

inline constexpr std::size_t most_points = 100'000;  // of a sweep

/// An input that is varied: a range or a list.
struct Variation {
  std::string key;              // below the kind: "recipe.absorber.thickness"
  Unit unit = unit::one;        // in which its numbers are said
  std::vector<double> numbers;  // [unit] of a list; of a range both ends
  std::size_t count = 0;        // of values over a range; 0 for a list
  bool is_range = false;
  bool is_logarithmic = false;     // equal factors over a range; a list over two decades or more
  bool is_whole = false;           // a count
  std::vector<std::string> words;  // of a choice: its numbers are indices of these

  friend bool operator==(const Variation&, const Variation&) = default;
};

/// Values of the grid, and one of them.
std::size_t size_of(const Variation& variation);
double value_at(const Variation& variation, std::size_t index);
/// The value at a share in (0, 1) of the range or of the list.
double value_at(const Variation& variation, double share);
/// As it stands in an input file: "1.5 um", "laminate".
std::string text_of(const Variation& variation, double value);

/// The value's share of a range, outside 0 to 1 beyond its ends.
double share_of(const Variation& variation, double value);

/// What is said of the inputs that vary, and by which option.
enum class VariationForm : std::uint8_t {
  counted,  // --vary: ranges with a count, lists
  sampled,  // --vary: ranges need no count
  bounds,   // --over: ranges alone, from the lower end to the higher
};

/// What may be varied.
struct Inputs {
  std::string_view kind;
  const std::vector<io::InputValue>* values = nullptr;
  const std::vector<io::Explanation>* catalogue = nullptr;
};

/// Reads "key=from:to:count", "key=from:to:count:log" and "key=[a, b, c]"; bounds have no count.
/// @throws InputError with all problems, each at its place in the option
std::vector<Variation> read_variations(const std::vector<std::string>& texts, const Inputs& inputs,
                                       VariationForm form);

/// One value a variation for each point: the grid, the last variation fastest, or a Latin hypercube
/// of `samples`. @throws InputError E6207
std::vector<std::vector<double>> points_of(const std::vector<Variation>& variations,
                                           std::optional<std::size_t> samples, std::uint64_t seed);

}  // namespace heliofab::cli
