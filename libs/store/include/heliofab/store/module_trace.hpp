// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "heliofab/twin/record.hpp"

namespace heliofab::store {

/// A module near another one on the web.
struct Neighbour {
  twin::ModuleRow module;
  std::optional<twin::FlashRow> flash;

  friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

/// What happened to a tool while the roll was in it.
struct ToolEvent {
  twin::EventRow event;
  double position_m = 0;  // of the web that was in the tool's zone, to within that zone's length

  friend bool operator==(const ToolEvent&, const ToolEvent&) = default;
};

/// A property of a module beside the same one of all modules of its product.
struct Comparison {
  std::string name;  // of the column: "voc_V", of a flash "flash.voc_V"
  double value = 0;
  double median = 0;  // of the product
  double low = 0;     // 10 % of the modules are below
  double high = 0;    // 10 % are above

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

/// Everything that the store of a run knows of one module, from its roll to its bin. Of a module
/// that was scrapped on its way or is still in the line there is no `module` and no `flash`.
struct ModuleTrace {
  twin::Provenance run;
  std::int64_t serial = 0;
  double position_m = 0;  // where its piece of web begins; 0 where the record does not know
  double length_m = 0;    // of its piece of web
  std::optional<twin::ModuleRow> module;
  std::optional<twin::FlashRow> flash;
  std::optional<twin::ScrapRow> scrap;           // before the flash
  std::optional<twin::InProcessRow> in_process;  // when the run ended
  std::optional<twin::RollRow> roll;
  std::vector<Comparison> figures;       // of the flash, then of its film and faults
  std::int64_t product_modules = 0;      // that the medians are of
  std::vector<twin::LossRow> losses;     // of the median module of the run
  std::vector<twin::PassRow> passes;     // of its roll
  std::vector<twin::VisitRow> visits;    // its own, in the order of time
  std::vector<twin::ChargeRow> charges;  // of its roll
  std::vector<twin::ReadingRow>
      readings;                        // on its roll, of each gauge the one nearest to its middle
  std::vector<twin::AlarmRow> alarms;  // of points that its stretch of web is in
  std::vector<ToolEvent> events;       // of tools while its roll was in them: breakdowns, stops
  std::vector<twin::ScrapRow> beside;  // the last piece lost before it and the first one behind
  std::vector<Neighbour> neighbours;   // by place

  friend bool operator==(const ModuleTrace&, const ModuleTrace&) = default;
};

/// Looks a module up: O(modules + visits), as visits have no index.
/// @throws StorageError E5101, E5102
/// @throws InputError   E8104 when no module has this serial, with the nearest ones
ModuleTrace trace_module(const std::filesystem::path& file, std::int64_t serial);

}  // namespace heliofab::store
