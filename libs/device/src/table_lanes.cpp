// SPDX-License-Identifier: Apache-2.0
#include "table_lanes.hpp"

#include <algorithm>
#include <cstddef>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "table_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace heliofab::device::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Three registers side by side, so that one sum does not wait for the one before. The last ones
// overlap those before: the same sums once more.
void combine_rows(const double* coefficients, const double* basis, std::size_t terms, double* sums,
                  std::size_t count) {
  const hn::CappedTag<double, 8> d;
  const std::size_t width = hn::Lanes(d);
  for (std::size_t k = 0; k < count; k += 3 * width) {
    const std::size_t a = std::min(k, count - width);
    const std::size_t b = std::min(k + width, count - width);
    const std::size_t c = std::min(k + 2 * width, count - width);
    auto sum_a = hn::Zero(d);
    auto sum_b = hn::Zero(d);
    auto sum_c = hn::Zero(d);
    const double* row = coefficients;
    for (std::size_t t = 0; t < terms; ++t) {
      const auto factor = hn::Set(d, basis[t]);
      sum_a = sum_a + factor * hn::LoadU(d, row + a);
      sum_b = sum_b + factor * hn::LoadU(d, row + b);
      sum_c = sum_c + factor * hn::LoadU(d, row + c);
      row += count;
    }
    hn::StoreU(sum_a, d, sums + a);
    hn::StoreU(sum_b, d, sums + b);
    hn::StoreU(sum_c, d, sums + c);
  }
}

}  // namespace heliofab::device::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace heliofab::device {

HWY_EXPORT(combine_rows);

void combine_rows(std::span<const double> coefficients, std::span<const double> basis,
                  std::span<double> sums) {
  HWY_DYNAMIC_DISPATCH(combine_rows)
  (coefficients.data(), basis.data(), basis.size(), sums.data(), sums.size());
}

}  // namespace heliofab::device
#endif
