// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "heliofab/core/observer.hpp"
#include "heliofab/device/curve_table.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/twin/cell_model.hpp"

namespace heliofab::twin {

/// J-V of any film of a plan: a shared table where films usually are, solved directly elsewhere.
class FilmCurves {
 public:
  /// @param films     a sample that shows where films are; the table covers its range and a tenth
  ///                  more at each end. With one film alone every curve is solved directly
  /// @param observer  told of the progress; may stop the work
  /// @throws ModelError as CellModel::solve, or E3303 when stopped
  FilmCurves(const CellModel& model, std::span<const process::CellParameters> films,
             Observer* observer);

  /// Thread-safe. @throws ModelError when a film outside the table has no solution
  device::TableCurve at(const process::CellParameters& film) const;

  /// Of the table against direct solves; zero without a table.
  device::TableError error() const;
  /// Films solved directly because they lay outside the table.
  std::int64_t direct_solves() const noexcept { return direct_; }

 private:
  const CellModel* model_;
  std::unique_ptr<device::CurveTable> table_;
  mutable std::atomic<std::int64_t> direct_ = 0;
};

}  // namespace heliofab::twin
