// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/io/value_text.hpp"

namespace heliofab::io {

/// What is wrong with the text of a value, and where in it.
struct Fault {
  std::string code;
  std::string message;
  std::string note = {};
  std::size_t begin = 0;
  std::size_t length = 1;
};

/// A text parted into value and grade: "2 um [C x]".
struct GradedText {
  std::string_view body;  // "2 um"
  std::size_t begin = 0;  // of the body
  Grade grade;
};
GradedText split_grade(std::string_view text, std::vector<Fault>& faults);

/// One number of a field; 0 with a fault added when it is none. `begin` is that of `body` within
/// the value.
double parse_number(std::string_view body, std::size_t begin, const Field& field,
                    std::vector<Fault>& faults);
/// "7, 8, 9 %": each number with its own unit or with that of the last one.
std::vector<double> parse_numbers(std::string_view body, std::size_t begin, const Field& field,
                                  std::vector<Fault>& faults);
std::int64_t parse_count(std::string_view body, std::size_t begin, const CountField& field,
                         std::vector<Fault>& faults);

/// "0.1 .. 10 um"; empty when the field has no range.
std::string range_text(const Field& field);
std::string range_text(const CountField& field);

/// "um, m, cm, mm or nm": the units a field takes.
std::string units_text(const Field& field);

/// Length of the plain number at the front of a text, 0 when there is none.
std::size_t number_length(std::string_view text) noexcept;

}  // namespace heliofab::io
