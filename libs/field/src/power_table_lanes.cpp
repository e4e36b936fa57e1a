// SPDX-License-Identifier: Apache-2.0
#include "power_table_lanes.hpp"

#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "power_table_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_log-inl.hpp"
#include "over_lanes-inl.hpp"

// The interpolation of docs/theory/field.md (8.1) to (8.3), one point in each lane;
// power_table.cpp is the plain version.
// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace lanes = heliofab::HWY_NAMESPACE;

struct TableKernel {
  const double* nodes;
  double dimmest;
  double per_light;  // [-] one over the step of the logarithm
  double last_light;
  double coldest;
  double per_warmth;
  double last_warmth;
  double warmths;

  // First of four nodes, and the weights of all.
  HWY_INLINE static V cell_of(V at, double last, V (&weight)[4]) {
    const V inside = hn::Min(hn::Max(at, hn::Zero(D())), set(last));
    const V cell = hn::Min(hn::Max(hn::Floor(inside), set(1)), set(last - 2));
    const V u = inside - cell;
    const V before = u + set(1);
    const V after = u - set(1);
    const V beyond = u - set(2);
    weight[0] = u * after * beyond * set(-1.0 / 6);
    weight[1] = before * after * beyond * set(0.5);
    weight[2] = before * u * beyond * set(-0.5);
    weight[3] = before * u * after * set(1.0 / 6);
    return cell - set(1);
  }

  HWY_INLINE void operator()(const V (&in)[2], V (&out)[1]) const {
    const D d;
    const hn::RebindToSigned<D> index;
    V across[4];
    V along[4];
    const V light = hn::Max(in[0], hn::Zero(d));
    const V first_light =
        cell_of(lanes::log_of(hn::Max(light, set(dimmest)) * set(1 / dimmest)) * set(per_light),
                last_light, across);
    const V first_warmth = cell_of((in[1] - set(coldest)) * set(per_warmth), last_warmth, along);
    V sum = hn::Zero(d);
    for (int i = 0; i < 4; ++i) {
      V row = hn::Zero(d);
      for (int j = 0; j < 4; ++j) {
        const V node = (first_light + set(i)) * set(warmths) + (first_warmth + set(j));
        row = row + along[j] * hn::GatherIndex(d, nodes, hn::ConvertTo(index, node));
      }
      sum = sum + across[i] * row;
    }
    out[0] = sum * light * hn::Min(set(1), light * set(1 / dimmest));
  }
};

void power_of(const PowerTable& table, std::span<const double> irradiance,
              std::span<const double> temperature, std::span<double> power) {
  const PowerGrid& grid = table.grid;
  over_lanes<2, 1>(
      irradiance.size(), {irradiance.data(), temperature.data()}, {power.data()},
      TableKernel{table.power.data(), grid.dimmest, 1 / light_step(grid),
                  static_cast<double>(grid.lights - 1), grid.coldest, 1 / warmth_step(grid),
                  static_cast<double>(grid.warmths - 1), static_cast<double>(grid.warmths)});
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::field {

HWY_EXPORT(power_of);

void power_lanes(const PowerTable& table, std::span<const double> irradiance,
                 std::span<const double> temperature, std::span<double> power) {
  HWY_DYNAMIC_DISPATCH(power_of)(table, irradiance, temperature, power);
}

}  // namespace heliofab::field
#endif
