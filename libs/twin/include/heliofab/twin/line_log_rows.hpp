// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "heliofab/core/time.hpp"

namespace heliofab::twin {

/// A part's stay in a tool for one part or for a platen of them.
struct VisitRow {
  std::int64_t part = 0;  // its serial; in a line that runs alone the order in which they came
  std::string tool;       // "press-2"
  SimTime began{};        // its work
  SimTime done{};         // its work; blocked from here on
  SimTime left{};         // into the next buffer, or out

  friend bool operator==(const VisitRow&, const VisitRow&) = default;
};

/// A tool that was down, from the failure to the end of the repair.
struct RepairRow {
  std::string tool;
  SimTime began{};
  SimTime ended{};

  friend bool operator==(const RepairRow&, const RepairRow&) = default;
};

/// What happened to each part, or a batch of it. A million parts are too many for a record in
/// memory: it goes to the store and is neither kept with other batches nor read back.
struct LineLog {
  std::vector<VisitRow> visits;
  std::vector<RepairRow> repairs;

  friend bool operator==(const LineLog&, const LineLog&) = default;
};

}  // namespace heliofab::twin
