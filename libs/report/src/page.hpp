// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace heliofab::report {

/// Style of the page. Paints of charts: s1..s8 series, l1..l8 their lines, h0..h9 a scale from low
/// to high, e1..e6 the states of SEMI E10, good and bad. Both themes give text a contrast of 4.5 or
/// more.
std::string page_style();

/// The part of it that charts need, in its light colours: for files that are no page. Programs that
/// draw SVG know no `var`, so there is none in it.
std::string chart_style();

/// Filters the rows of tables; without it all rows are shown.
std::string_view page_script() noexcept;

}  // namespace heliofab::report
