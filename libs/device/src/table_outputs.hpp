// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "heliofab/device/curve_table.hpp"

// What a table keeps of a curve.
namespace heliofab::device {

// Fractions of Voc at which the shape is kept. 0 and 1 are known: Jsc and zero.
constexpr std::array table_fractions{-0.4, -0.15, 0.2,  0.35, 0.45, 0.55, 0.6,  0.65, 0.7,  0.74,
                                     0.78, 0.82,  0.85, 0.88, 0.91, 0.94, 0.97, 1.03, 1.06, 1.1};

/// ln Jsc, Voc, J / Jsc at the fractions.
using TableOutputs = std::array<double, table_fractions.size() + 2>;

TableOutputs outputs_of(const CellCurve& curve);
TableCurve curve_from(const TableOutputs& outputs);

/// By how much a table's curve misses the solved one.
CurveBound error_of(const TableOutputs& outputs, const CellCurve& solved);

}  // namespace heliofab::device
