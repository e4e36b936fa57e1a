// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace heliofab::process {

/// What a quantity may be, in its unit; an infinite limit is none.
struct Specification {
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();

  friend bool operator==(const Specification&, const Specification&) = default;
};

/// What capability asks of a sample.
struct ProcessFigures {
  double mean = 0;
  double within = 0;          // standard deviation within subgroups
  double within_freedom = 0;  // degrees of freedom that it has
  double overall = 0;         // standard deviation of all values
  std::size_t count = 0;

  friend bool operator==(const ProcessFigures&, const ProcessFigures&) = default;
};

/// Figures of subgroups that follow one another: within them by pooled variances, or for single
/// values (size 1) by moving ranges, whose 0.605 (n - 1) degrees of freedom hold for many values.
/// @throws InputError E4322 unless there are whole subgroups, two values or more
ProcessFigures process_figures(std::span<const double> values, std::size_t size = 1);

/// An index and the interval that holds the true one with the confidence asked for.
struct Index {
  double value = 0;
  double low = 0;
  double high = 0;

  friend bool operator==(const Index&, const Index&) = default;
};

/// Capability (spread within subgroups) and performance (overall): theory/control.md (8)-(10). An
/// index without its limit is infinite.
struct Capability {
  Index cp, cpl, cpu, cpk;
  Index pp, ppl, ppu, ppk;

  friend bool operator==(const Capability&, const Capability&) = default;
};

/// @param confidence  of the intervals, in (0, 1)
/// @throws InputError E4322 when the limits are not in order, none is finite, or nothing scatters
Capability capability(const ProcessFigures& figures, const Specification& specification,
                      double confidence = 0.95);

}  // namespace heliofab::process
