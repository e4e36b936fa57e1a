// SPDX-License-Identifier: Apache-2.0
#include "plane_lanes.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plane_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"

// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::module::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<double>;
using V = hn::Vec<D>;
using heliofab::HWY_NAMESPACE::exp_of;

// Sums in registers: of some columns of c, and of three registers of its rows.
constexpr std::size_t columns_together = HWY_TARGET <= HWY_AVX3 ? 8 : 4;

// What the panel of a at `panel` gives of `count` rows of c. Loops over registers are written out:
// their sums would lie in memory.
template <std::size_t columns, std::size_t registers>
HWY_INLINE void multiply_tile(const double* panel, std::size_t width, const Columns& b,
                              std::size_t count, double* c, std::size_t stride_c) {
  const D d;
  const std::size_t lanes = hn::Lanes(d);
  V sum[columns][registers];
#pragma GCC unroll 8
  for (std::size_t k = 0; k < columns; ++k) {
#pragma GCC unroll 8
    for (std::size_t r = 0; r < registers; ++r) {
      sum[k][r] = hn::Zero(d);
    }
  }
  for (std::size_t m = 0; m < b.rows; ++m, panel += width) {
    V left[registers];
#pragma GCC unroll 8
    for (std::size_t r = 0; r < registers; ++r) {
      left[r] = hn::LoadU(d, panel + r * lanes);
    }
#pragma GCC unroll 8
    for (std::size_t k = 0; k < columns; ++k) {
      const V factor = hn::Set(d, b.data[k * b.stride + m]);
#pragma GCC unroll 8
      for (std::size_t r = 0; r < registers; ++r) {
        sum[k][r] = hn::MulAdd(left[r], factor, sum[k][r]);
      }
    }
  }
#pragma GCC unroll 8
  for (std::size_t k = 0; k < columns; ++k) {
#pragma GCC unroll 8
    for (std::size_t r = 0; r < registers; ++r) {
      double* const to = c + k * stride_c + r * lanes;
      if ((r + 1) * lanes <= count) {
        hn::StoreU(sum[k][r], d, to);
      } else if (r * lanes < count) {
        hn::BlendedStore(sum[k][r], hn::FirstN(d, count - r * lanes), d, to);
      }
    }
  }
}

// All rows of a panel.
template <std::size_t columns>
HWY_INLINE void multiply_panel(const double* panel, std::size_t width, const Columns& b,
                               std::size_t count, double* c, std::size_t stride_c) {
  const std::size_t lanes = hn::Lanes(D());
  std::size_t row = 0;
  for (; row + 3 * lanes <= width && row < count; row += 3 * lanes) {
    multiply_tile<columns, 3>(panel + row, width, b, count - row, c + row, stride_c);
  }
  for (; row < count; row += lanes) {
    multiply_tile<columns, 1>(panel + row, width, b, count - row, c + row, stride_c);
  }
}

void multiply(const Panels& a, std::size_t rows, const Columns& b, std::size_t count, double* c,
              std::size_t stride_c) {
  for (std::size_t row = 0; row < rows; row += Panels::most_rows) {
    const std::size_t width = a.width(row);
    const double* const panel = a.panel(row);
    const std::size_t here = std::min(rows - row, width);
    std::size_t column = 0;
    for (; column + columns_together <= count; column += columns_together) {
      multiply_panel<columns_together>(panel, width, {b.data + column * b.stride, b.rows, b.stride},
                                       here, c + column * stride_c + row, stride_c);
    }
    for (; column < count; ++column) {
      multiply_panel<1>(panel, width, {b.data + column * b.stride, b.rows, b.stride}, here,
                        c + column * stride_c + row, stride_c);
    }
  }
}

// Calls body(tag, m) for all modes from `m` on, in whole registers and then in ever shorter ones.
template <class Body>
HWY_INLINE void for_modes(std::size_t m, std::size_t modes, const Body& body) {
  const D d;
  for (; m + hn::Lanes(d) <= modes; m += hn::Lanes(d)) {
    body(d, m);
  }
  const hn::CappedTag<double, 4> four;
  const hn::CappedTag<double, 2> two;
  if (m + hn::Lanes(four) <= modes) {
    body(four, m);
    m += hn::Lanes(four);
  }
  if (m + hn::Lanes(two) <= modes) {
    body(two, m);
    m += hn::Lanes(two);
  }
  for (; m < modes; ++m) {
    body(hn::CappedTag<double, 1>(), m);
  }
}

// Row q from the last ones on: it is taken out of those before it.
template <class Tag, class Entry>
HWY_INLINE void eliminate_upwards(Tag d, const BandShape& s, std::size_t q, const Entry& entry) {
  const auto inverse = hn::Set(d, 1.0) / hn::LoadU(d, entry(q, 0));
  hn::StoreU(inverse, d, entry(q, 0));
  const std::size_t reach = std::min(s.band, q);
  for (std::size_t k = reach; k > 0; --k) {  // the farthest first: what is nearer is still whole
    const auto l = hn::LoadU(d, entry(q, k)) * inverse;
    for (std::size_t f = 1; f <= k; ++f) {
      double* const at = entry(q - f, k - f);
      hn::StoreU(hn::LoadU(d, at) - l * hn::LoadU(d, entry(q, f)), d, at);
    }
    hn::StoreU(l, d, entry(q, k));
  }
}

// Row q from the first ones on: those before it are taken out of it.
template <class Tag, class Entry>
HWY_INLINE void eliminate_downwards(Tag d, const BandShape& s, std::size_t q, const Entry& entry) {
  const std::size_t reach = std::min(s.band, q);
  // L D first, from the farthest column on; then L and the diagonal.
  for (std::size_t k = reach; k > 0; --k) {
    auto sum = hn::LoadU(d, entry(q, k));
    for (std::size_t f = k + 1; f <= reach; ++f) {
      sum = sum - hn::LoadU(d, entry(q, f)) * hn::LoadU(d, entry(q - k, f - k));
    }
    hn::StoreU(sum, d, entry(q, k));
  }
  auto diagonal = hn::LoadU(d, entry(q, 0));
  for (std::size_t k = 1; k <= reach; ++k) {
    const auto scaled = hn::LoadU(d, entry(q, k));
    const auto l = scaled * hn::LoadU(d, entry(q - k, 0));
    diagonal = diagonal - scaled * l;
    hn::StoreU(l, d, entry(q, k));
  }
  hn::StoreU(hn::Set(d, 1.0) / diagonal, d, entry(q, 0));
}

void factor_bands(const BandShape& s, double* bands) {
  for_modes(0, s.modes, [&](auto d, std::size_t m) HWY_ATTR {
    const auto entry = [&](std::size_t q, std::size_t k)
                           HWY_ATTR { return bands + (q * (s.band + 1) + k) * s.modes + m; };
    for (std::size_t q = s.size; q-- > s.end();) {
      if (s.takes_part(q, m)) {
        eliminate_upwards(d, s, q, entry);
      }
    }
    for (std::size_t q = 0; q < s.end(); ++q) {
      if (s.takes_part(q, m)) {
        eliminate_downwards(d, s, q, entry);
      }
    }
  });
}

struct Sweep {
  const BandShape* s;
  const double* bands;
  const double* b;
  double* x;
};

// Some registers of one row of x at a time, so that none waits for its own row before: b, over D
// where it is scaled, less what L takes of the rows `near` to `far` from it, before or behind it.
template <std::size_t registers, bool is_before, bool is_scaled, class Tag>
HWY_INLINE void sweep_row(Tag d, const Sweep& w, std::size_t q, std::size_t m, std::size_t near,
                          std::size_t far) {
  const BandShape& s = *w.s;
  if (!s.takes_part(q, m)) {
    return;
  }
  const std::size_t step = s.modes;
  const std::size_t width = hn::Lanes(d);
#pragma GCC unroll 4
  for (std::size_t r = 0; r < registers; ++r) {
    const std::size_t mode = m + r * width;
    const double* const row = w.bands + q * (s.band + 1) * step + mode;
    double* const here = w.x + q * step + mode;
    hn::Vec<Tag> sum = hn::LoadU(d, w.b + q * step + mode);
    if (is_scaled) {
      sum = sum * hn::LoadU(d, row);
    }
    for (std::size_t k = near; k <= far; ++k) {
      const double* const l = is_before ? row + k * step : row + k * (s.band + 2) * step;
      const double* const there = is_before ? here - k * step : here + k * step;
      sum = sum - hn::LoadU(d, l) * hn::LoadU(d, there);
    }
    hn::StoreU(sum, d, here);
  }
}

template <std::size_t registers, class Tag>
HWY_INLINE void solve_some(Tag d, const Sweep& w, std::size_t m) {
  const BandShape& s = *w.s;
  for (std::size_t q = s.first; q < s.end(); ++q) {
    sweep_row<registers, true, false>(d, w, q, m, 1, std::min(s.band, q - s.first));
  }
  const Sweep back{w.s, w.bands, w.x, w.x};
  for (std::size_t q = s.end(); q-- > s.first;) {
    sweep_row<registers, false, true>(d, back, q, m, 1, std::min(s.band, s.end() - 1 - q));
  }
}

template <std::size_t registers, class Tag>
HWY_INLINE void reduce_some(Tag d, const Sweep& w, std::size_t m) {
  const BandShape& s = *w.s;
  for (std::size_t q = 0; q < s.first; ++q) {
    sweep_row<registers, true, false>(d, w, q, m, 1, std::min(s.band, q));
  }
  for (std::size_t q = s.first; q < std::min(s.end(), s.first + s.band); ++q) {
    sweep_row<registers, true, false>(d, w, q, m, q - s.first + 1, std::min(s.band, q));
  }
  for (std::size_t q = s.size; q-- > s.end();) {
    sweep_row<registers, false, false>(d, w, q, m, 1, std::min(s.band, s.size - 1 - q));
  }
  for (std::size_t q = s.end(); q-- > std::max(s.first, s.end() - std::min(s.end(), s.band));) {
    sweep_row<registers, false, false>(d, w, q, m, s.end() - q, std::min(s.band, s.size - 1 - q));
  }
}

template <std::size_t registers, class Tag>
HWY_INLINE void extend_some(Tag d, const Sweep& w, std::size_t m) {
  const BandShape& s = *w.s;
  for (std::size_t q = s.first; q-- > 0;) {
    sweep_row<registers, false, true>(d, w, q, m, 1, std::min(s.band, s.size - 1 - q));
  }
  for (std::size_t q = s.end(); q < s.size; ++q) {
    sweep_row<registers, true, true>(d, w, q, m, 1, std::min(s.band, q));
  }
}

// Calls body(registers, tag, m) for four registers of modes at a time and then for those left.
template <class Body>
HWY_INLINE void for_chains(std::size_t modes, const Body& body) {
  const D d;
  std::size_t m = 0;
  for (; m + 4 * hn::Lanes(d) <= modes; m += 4 * hn::Lanes(d)) {
    body(std::integral_constant<std::size_t, 4>(), d, m);
  }
  for_modes(m, modes, [&](auto tag, std::size_t from) HWY_ATTR {
    body(std::integral_constant<std::size_t, 1>(), tag, from);
  });
}

void solve_bands(const BandShape& s, const double* bands, const double* b, double* x) {
  const Sweep w{&s, bands, b, x};
  for_chains(s.modes, [&](auto registers, auto d, std::size_t m)
                          HWY_ATTR { solve_some<decltype(registers)::value>(d, w, m); });
}

void reduce_bands(const BandShape& s, const double* bands, double* b) {
  const Sweep w{&s, bands, b, b};
  for_chains(s.modes, [&](auto registers, auto d, std::size_t m)
                          HWY_ATTR { reduce_some<decltype(registers)::value>(d, w, m); });
}

void extend_bands(const BandShape& s, const double* bands, double* x) {
  const Sweep w{&s, bands, x, x};
  for_chains(s.modes, [&](auto registers, auto d, std::size_t m)
                          HWY_ATTR { extend_some<decltype(registers)::value>(d, w, m); });
}

double dot(const double* a, const double* b, std::size_t count) {
  const D d;
  const std::size_t width = hn::Lanes(d);
  V sums[4] = {hn::Zero(d), hn::Zero(d), hn::Zero(d), hn::Zero(d)};
  std::size_t i = 0;
  for (; i + 4 * width <= count; i += 4 * width) {
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 4; ++k) {
      sums[k] = sums[k] + hn::LoadU(d, a + i + k * width) * hn::LoadU(d, b + i + k * width);
    }
  }
  double sum = hn::GetLane(hn::SumOfLanes(d, (sums[0] + sums[1]) + (sums[2] + sums[3])));
  for (; i < count; ++i) {
    sum += a[i] * b[i];
  }
  return sum;
}

void add_scaled(double factor, const double* x, std::size_t count, double* y) {
  for_modes(0, count, [&](auto d, std::size_t i) HWY_ATTR {
    hn::StoreU(hn::LoadU(d, y + i) + hn::Set(d, factor) * hn::LoadU(d, x + i), d, y + i);
  });
}

void take_step(double alpha, const Gradients& g, std::size_t count) {
  for_modes(0, count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto a = hn::Set(d, alpha);
    const auto ap = hn::LoadU(d, g.pp + i) + hn::LoadU(d, g.uneven + i);
    hn::StoreU(hn::LoadU(d, g.x + i) + a * hn::LoadU(d, g.p + i), d, g.x + i);
    hn::StoreU(hn::LoadU(d, g.r + i) - a * ap, d, g.r + i);
  });
}

void turn(double beta, const Gradients& g, std::size_t count) {
  for_modes(0, count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto b = hn::Set(d, beta);
    hn::StoreU(hn::LoadU(d, g.z + i) + b * hn::LoadU(d, g.p + i), d, g.p + i);
    hn::StoreU(hn::LoadU(d, g.pz + i) + b * hn::LoadU(d, g.pp + i), d, g.pp + i);
  });
}

// As film_state, of films without resistance of their own or with; shunts ohmic.
template <class Tag>
HWY_INLINE void film_register(Tag d, const FilmLaw& law, const FilmPoints& p, std::size_t i) {
  using R = hn::Vec<Tag>;
  const auto set = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  const R voltage = hn::LoadU(d, p.voltage + i);
  const R light = hn::LoadU(d, p.photocurrent + i);
  const R dark = hn::LoadU(d, p.saturation + i);
  const R shunt = hn::LoadU(d, p.shunt + i);
  const R diode = hn::LoadU(d, p.diode_voltage + i);
  const R per_volt = set(1.0) / diode;
  const R resistance = set(law.series_resistance);
  const bool has_resistance = law.series_resistance > 0;
  const R up = set(3.0) * diode;
  const R down = set(law.breakdown_current > 0 ? -3 / law.breakdown_slope : -HUGE_VAL);
  R junction = voltage;
  if (has_resistance) {
    const R start = hn::LoadU(d, p.junction + i);
    junction = hn::IfThenElse(hn::IsFinite(start), start, voltage);
  }
  R current = hn::Zero(d);
  R slope = hn::Zero(d);
  auto is_open = hn::Eq(voltage, voltage);  // lanes that go on: each stops by itself
  for (int step = 0; step < 200; ++step) {
    const R forward = dark * exp_of(junction * per_volt);
    R j = light + dark - forward - shunt * junction;
    R by_junction = hn::Neg(forward * per_volt) - shunt;
    if (law.breakdown_current > 0) {
      const R reverse = set(law.breakdown_current) *
                        exp_of(set(law.breakdown_slope) * (set(law.breakdown_onset) - junction));
      j = j + reverse;
      by_junction = by_junction - set(law.breakdown_slope) * reverse;
    }
    if (!has_resistance) {
      current = j;
      slope = by_junction;
      break;
    }
    const R of_voltage = set(1.0) - resistance * by_junction;
    const R change = (voltage - junction + resistance * j) / of_voltage;
    const R moved = hn::Min(hn::Max(change, down), up);
    junction = hn::IfThenElse(is_open, junction + moved, junction);
    // Along the slope: to second order in a change that Newton's method squares.
    current = hn::IfThenElse(is_open, j + by_junction * change, current);
    slope = hn::IfThenElse(is_open, by_junction / of_voltage, slope);
    is_open = hn::And(is_open, hn::Gt(hn::Abs(change), set(1e-8)));
    if (hn::AllFalse(d, is_open)) {
      break;
    }
  }
  hn::StoreU(junction, d, p.junction + i);
  hn::StoreU(current, d, p.current + i);
  hn::StoreU(slope, d, p.slope + i);
}

void film_states(const FilmLaw& law, const FilmPoints& points) {
  for_modes(0, points.count,
            [&](auto d, std::size_t i) HWY_ATTR { film_register(d, law, points, i); });
}

}  // namespace heliofab::module::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::module {

HWY_EXPORT(multiply);
HWY_EXPORT(factor_bands);
HWY_EXPORT(reduce_bands);
HWY_EXPORT(extend_bands);
HWY_EXPORT(solve_bands);
HWY_EXPORT(dot);
HWY_EXPORT(add_scaled);
HWY_EXPORT(take_step);
HWY_EXPORT(turn);
HWY_EXPORT(film_states);

Panels::Panels(std::span<const double> matrix, std::size_t rows)
    : rows_(rows), columns_(matrix.size() / rows) {
  data_.reserve((rows + most_rows) * columns_);
  for (std::size_t row = 0; row < rows; row += most_rows) {
    for (std::size_t m = 0; m < columns_; ++m) {
      for (std::size_t k = row; k < row + width(row); ++k) {
        data_.push_back(k < rows ? matrix[m * rows + k] : 0);
      }
    }
  }
}

void multiply(const Panels& a, std::size_t rows, const Columns& b, std::size_t count, double* c,
              std::size_t stride_c) {
  HWY_DYNAMIC_DISPATCH(multiply)(a, rows, b, count, c, stride_c);
}

void factor_bands(const BandShape& shape, std::span<double> bands) {
  HWY_DYNAMIC_DISPATCH(factor_bands)(shape, bands.data());
}

void reduce_bands(const BandShape& shape, std::span<const double> bands, std::span<double> b) {
  HWY_DYNAMIC_DISPATCH(reduce_bands)(shape, bands.data(), b.data());
}

void extend_bands(const BandShape& shape, std::span<const double> bands, std::span<double> x) {
  HWY_DYNAMIC_DISPATCH(extend_bands)(shape, bands.data(), x.data());
}

void solve_bands(const BandShape& shape, std::span<const double> bands, std::span<const double> b,
                 std::span<double> x) {
  HWY_DYNAMIC_DISPATCH(solve_bands)(shape, bands.data(), b.data(), x.data());
}

double dot(const double* a, const double* b, std::size_t count) {
  return HWY_DYNAMIC_DISPATCH(dot)(a, b, count);
}

void add_scaled(double factor, const double* x, std::size_t count, double* y) {
  HWY_DYNAMIC_DISPATCH(add_scaled)(factor, x, count, y);
}

void take_step(double alpha, const Gradients& g, std::size_t count) {
  HWY_DYNAMIC_DISPATCH(take_step)(alpha, g, count);
}

void turn(double beta, const Gradients& g, std::size_t count) {
  HWY_DYNAMIC_DISPATCH(turn)(beta, g, count);
}

void film_states(const FilmLaw& law, const FilmPoints& points) {
  if (law.shunt_exponent == 1) {
    HWY_DYNAMIC_DISPATCH(film_states)(law, points);
    return;
  }
  FilmLaw here = law;
  for (std::size_t i = 0; i < points.count; ++i) {
    here.photocurrent = points.photocurrent[i];
    here.saturation = points.saturation[i];
    here.shunt = points.shunt[i];
    here.diode_voltage = points.diode_voltage[i];
    const FilmState s = film_state(here, points.voltage[i], points.junction[i]);
    points.junction[i] = s.junction;
    points.current[i] = s.current;
    points.slope[i] = s.slope;
  }
}

}  // namespace heliofab::module
#endif
