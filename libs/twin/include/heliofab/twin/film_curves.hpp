// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "heliofab/core/observer.hpp"
#include "heliofab/device/curve_table.hpp"
#include "heliofab/process/film.hpp"
#include "heliofab/twin/cell_model.hpp"

namespace heliofab::twin {

/// The box of a table of films. Thickness, GGI, doping, lifetime, CdS and ZnO:Al always span it;
/// carriers of the ZnO:Al and the gap profile do where films differ in them, so that what all films
/// share costs no solves.
struct FilmBox {
  std::vector<device::Axis> axes;
  std::vector<double process::CellParameters::*> members;  // one per axis
  process::CellParameters rest;                            // what no axis says

  /// True when a film has the rest; the axes are the table's to judge.
  bool has_rest_of(const process::CellParameters& film) const noexcept;
};

/// The box over the range of `films`, one or more, a tenth wider at each end.
FilmBox film_box(std::span<const process::CellParameters> films);

/// The film at a point of a box; further coordinates are left to the caller.
process::CellParameters film_at(const FilmBox& box, std::span<const double> point);

/// J-V of any film of a plan: a shared table where films usually are, solved directly elsewhere,
/// and where the table does not trust itself.
class FilmCurves {
 public:
  /// @param films     a sample that shows where films are; the table covers its range and a tenth
  ///                  more at each end. With one film alone every curve is solved directly
  /// @param observer  told of the progress; may stop the work
  /// @param tolerance [-] films whose bound on Pmax is larger are solved directly, at a thousand
  ///                  times the cost; without it all films in the box come from the table,
  ///                  their bounds left at 0
  /// @throws ModelError as CellModel::solve, or E3303 when stopped
  FilmCurves(const CellModel& model, std::span<const process::CellParameters> films,
             Observer* observer, double tolerance = std::numeric_limits<double>::max());

  /// Thread-safe. @throws ModelError when a film outside the table has no solution
  device::TableCurve at(const process::CellParameters& film) const;

  /// Of the table against direct solves; zero without a table.
  device::TableError error() const;
  /// Films solved directly because the table's bound was too large, or they lay outside.
  std::int64_t direct_solves() const noexcept { return direct_; }

 private:
  const CellModel* model_;
  double tolerance_;
  FilmBox box_;
  std::unique_ptr<device::CurveTable> table_;
  mutable std::atomic<std::int64_t> direct_ = 0;
};

}  // namespace heliofab::twin
