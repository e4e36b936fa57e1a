// SPDX-License-Identifier: Apache-2.0
// Kernels of one point over arrays of any length. Included once per target, as Highway wants it.
#if defined(HELIOFAB_FIELD_OVER_LANES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HELIOFAB_FIELD_OVER_LANES_INL
#undef HELIOFAB_FIELD_OVER_LANES_INL
#else
#define HELIOFAB_FIELD_OVER_LANES_INL
#endif

#include <cstddef>
#include <span>

#include <hwy/highway.h>

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<double, 8>;
using V = hn::Vec<D>;

HWY_INLINE V set(double value) { return hn::Set(D(), value); }

// Where to put results, or null when nobody wants them.
HWY_INLINE double* place(std::span<double> to) { return to.empty() ? nullptr : to.data(); }

// kernel(x, y) makes the lanes y of the lanes x, at `size` places of the arrays `in` and `out`. A
// null among `out` is left out. The rest that fills no register goes through one padded with the
// last place, so that a point's bits depend neither on its neighbours nor on the width.
template <std::size_t n_in, std::size_t n_out, class Kernel>
HWY_INLINE void over_lanes(std::size_t size, const double* const (&in)[n_in],
                           double* const (&out)[n_out], const Kernel& kernel) {
  const D d;
  const std::size_t width = hn::Lanes(d);
  V x[n_in];
  V y[n_out];
  std::size_t i = 0;
  for (; i + width <= size; i += width) {
    for (std::size_t k = 0; k < n_in; ++k) {
      x[k] = hn::LoadU(d, in[k] + i);
    }
    kernel(x, y);
    for (std::size_t k = 0; k < n_out; ++k) {
      if (out[k] != nullptr) {
        hn::StoreU(y[k], d, out[k] + i);
      }
    }
  }
  if (i == size) {
    return;
  }
  double padded[8];
  for (std::size_t k = 0; k < n_in; ++k) {
    for (std::size_t j = 0; j < width; ++j) {
      padded[j] = in[k][i + j < size ? i + j : size - 1];
    }
    x[k] = hn::LoadU(d, padded);
  }
  kernel(x, y);
  for (std::size_t k = 0; k < n_out; ++k) {
    if (out[k] != nullptr) {
      hn::StoreU(y[k], d, padded);
      for (std::size_t j = i; j < size; ++j) {
        out[k][j] = padded[j - i];
      }
    }
  }
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#endif
