// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "continuation.hpp"
#include "heliofab/device/solve_cells.hpp"
#include "nested_mesh.hpp"

namespace heliofab::device {

/// A cell with its certified curve, and solutions at further voltages on the same mesh: what
/// analyses of the state begin with.
class SolvedCell {
 public:
  /// @throws InputError as solve_cells
  explicit SolvedCell(const CellTask& task, const CertificateLimits& limits = {});
  ~SolvedCell();
  SolvedCell(const SolvedCell&) = delete;
  SolvedCell& operator=(const SolvedCell&) = delete;

  const CertifiedCurve& curve() const noexcept;
  const LitMesh& lit() const noexcept;
  const FlatCell& flat() const noexcept;
  /// Measured; where there is no solution the status says diverged.
  Solved at(double voltage);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace heliofab::device
