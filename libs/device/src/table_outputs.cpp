// SPDX-License-Identifier: Apache-2.0
#include "table_outputs.hpp"

#include <cmath>
#include <utility>
#include <vector>

#include "heliofab/core/grid.hpp"
#include "heliofab/core/roots.hpp"

namespace heliofab::device {

TableOutputs outputs_of(const CellCurve& curve) {
  std::vector<double> v;
  std::vector<double> j;
  for (const CurvePoint& p : curve.points) {
    v.push_back(p.voltage);
    j.push_back(p.current_density);
  }
  const MonotoneCubic shape(std::move(v), std::move(j));
  TableOutputs values{};
  values[0] = std::log(curve.jsc);
  values[1] = curve.voc;
  for (std::size_t k = 0; k < table_fractions.size(); ++k) {
    values[k + 2] = shape.at(table_fractions[k] * curve.voc) / curve.jsc;
  }
  return values;
}

TableCurve curve_from(const TableOutputs& outputs) {
  const double jsc = std::exp(outputs[0]);
  const double voc = outputs[1];
  TableCurve curve;
  curve.voltage.reserve(outputs.size());
  curve.current_density.reserve(outputs.size());
  const auto add = [&](double fraction, double current) {
    curve.voltage.push_back(fraction * voc);
    curve.current_density.push_back(current);
  };
  for (std::size_t k = 0; k < table_fractions.size(); ++k) {
    if (k > 0 && table_fractions[k - 1] < 0 && table_fractions[k] > 0) {
      add(0, jsc);
    }
    if (k > 0 && table_fractions[k - 1] < 1 && table_fractions[k] > 1) {
      add(1, 0);
    }
    add(table_fractions[k], jsc * outputs[k + 2]);
  }
  return curve;
}

CurveBound error_of(const TableOutputs& outputs, const CellCurve& solved) {
  return {.pmax = std::abs(max_power(curve_from(outputs)) / solved.pmax() - 1),
          .jsc = std::abs(std::exp(outputs[0]) / solved.jsc - 1),
          .voc = std::abs(outputs[1] - solved.voc)};
}

double max_power(const TableCurve& curve) {
  const MonotoneCubic j(curve.voltage, curve.current_density);
  return find_maximum([&](double v) { return v * j.at(v); }, 0, curve.voltage.back(), 1e-6).value;
}

}  // namespace heliofab::device
