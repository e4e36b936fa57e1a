// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "heliofab/twin/cell_task.hpp"

namespace heliofab::twin::cell_file {

/// A cell of data/cells with what it names.
struct CellFile {
  CellPlan plan;
  CellData data;

  device::CertifiedCurve solve() const {
    const device::CellTask task = cell_task(plan, data);
    return device::solve_cells({&task, 1}).front();
  }
};

inline CellFile read(const io::Document& document) {
  CellFile cell{.plan = read_cell_plan(document).value, .data = {}};
  cell.data = read_cell_data(document, cell.plan, HELIOFAB_SOURCE_DIR "/data");
  return cell;
}

inline CellFile named(const std::string& name, std::vector<std::string> overrides = {}) {
  return read(io::read_document(HELIOFAB_SOURCE_DIR "/data/cells/" + name + ".yaml",
                                {.overrides = std::move(overrides)}));
}

}  // namespace heliofab::twin::cell_file
