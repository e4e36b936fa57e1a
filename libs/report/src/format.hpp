// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/time.hpp"

namespace heliofab::report {

// Numbers and words for people. What is not finite reads "-".

/// "10.5 %"
std::string percent(double fraction, int decimals = 1);
/// "3.21"
std::string fixed(double number, int decimals);
/// Four digits of any size of number: "0.1778", "1e16".
std::string four_digits(double number);
/// "0.600 V"
std::string with_unit(double number, int decimals, std::string_view unit);
/// "113,400"
std::string grouped(std::int64_t count);
std::string grouped(double number);
/// "434.2 kW" in W, kW or MW.
std::string power_text(double watts);
/// "1.25 MUSD" in USD, kUSD or MUSD.
std::string money_text(double usd);
/// A figure of a target: percent for a fraction, else up to four digits and the unit.
std::string figure_text(double value, std::string_view unit);
/// "10.50 +- 0.20 %": what is wanted of a target.
std::string range_text(double value, double tolerance, std::string_view unit,
                       std::string_view plus_minus);
/// "2010-05-12"
std::string date_text(SimTime t);

/// `most` of the rows of a long table, evenly spaced, the first and the last among them.
std::vector<std::size_t> some_rows(std::size_t count, std::size_t most);

/// Valid UTF-8 without control characters: each bad byte or character becomes U+FFFD.
std::string clean(std::string_view text);
/// Each character that is not ASCII becomes '?'.
std::string to_ascii(std::string_view text);
/// Characters of clean text, which a terminal shows in as many columns (wide scripts apart).
std::size_t count_columns(std::string_view text);
/// Clean text of exactly `width` columns: filled with blanks, or cut with `ellipsis` at its end.
std::string to_width(std::string_view text, std::size_t width,
                     std::string_view ellipsis = "\u2026");

}  // namespace heliofab::report
