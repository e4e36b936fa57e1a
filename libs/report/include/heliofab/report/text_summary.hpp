// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::report {

/// How a terminal may be written to.
struct TextStyle {
  bool color = false;  // ANSI colours
  int width = 80;      // columns; less than 60 is taken as 60, more than 110 as 110
  bool ascii = false;  // '#' for blocks, '~' for the ellipsis; where the locale is not UTF-8

  friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

/// What a person wants to read after a run, in about 50 lines that fit `style.width`: counts,
/// yield, efficiency, power against demand, cost, bottleneck, losses, and the targets, fitted and
/// predicted apart. Long lists are cut and say so.
///
/// Figures that are not defined (nothing flashed, nothing good) read "-". Text of the record is
/// shown without anything a terminal would act on. Each line ends with '\n'.
std::string text_summary(const twin::RunRecord& record, const twin::Summary& summary,
                         const TextStyle& style = {});

}  // namespace heliofab::report
