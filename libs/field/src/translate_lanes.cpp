// SPDX-License-Identifier: Apache-2.0
#include "single_diode_lanes.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "translate_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"
#include "over_lanes-inl.hpp"

// The equations of docs/theory/field.md, (4.2) to (4.9), one point in each lane; single_diode.cpp
// is the plain version.
// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace lanes = heliofab::HWY_NAMESPACE;

struct DeSotoKernel {
  const DeSotoModule& m;

  HWY_INLINE void operator()(const V (&in)[2], V (&out)[4]) const {
    const V light = hn::Max(in[0], hn::Zero(D())) * set(1 / m.irradiance);
    const V warmth = in[1] * set(1 / m.temperature);
    const V rise = in[1] - set(m.temperature);
    const V gap = set(m.gap_eV) * (set(1) + set(m.gap_slope) * rise);
    out[0] = light * (set(m.photocurrent) + set(m.current_by_kelvin * (1 - m.adjust)) * rise);
    out[1] = set(m.saturation) * (warmth * warmth * warmth) *
             lanes::exp_of(set(m.gap_eV / (constants::boltzmann_eV * m.temperature)) -
                           gap / (set(constants::boltzmann_eV) * in[1]));
    out[2] = light * set(1 / m.shunt);
    out[3] = set(m.thermal) * warmth;
  }
};

struct PvsystKernel {
  const PvsystModule& m;
  double bright;  // [ohm]

  HWY_INLINE void operator()(const V (&in)[2], V (&out)[4]) const {
    const V light = hn::Max(in[0], hn::Zero(D())) * set(1 / m.irradiance);
    const V warmth = in[1] * set(1 / m.temperature);
    const V rise = in[1] - set(m.temperature);
    const V ideality = set(m.ideality) + set(m.ideality_by_kelvin) * rise;
    out[0] = light * (set(m.photocurrent) + set(m.current_by_kelvin) * rise);
    out[1] = set(m.saturation) * (warmth * warmth * warmth) *
             lanes::exp_of(set(m.gap_eV / constants::boltzmann_eV) / ideality *
                           (set(1 / m.temperature) - set(1) / in[1]));
    out[2] = set(1) / (set(bright) +
                       set(m.dark_shunt - bright) * lanes::exp_of(set(-m.shunt_exponent) * light));
    out[3] = ideality * set(m.cells * thermal_voltage) * in[1];
  }
};

void translate_desoto(const DeSotoModule& m, std::span<const double> irradiance,
                      std::span<const double> temperature, Diodes& to) {
  over_lanes<2, 4>(
      irradiance.size(), {irradiance.data(), temperature.data()},
      {to.photocurrent.data(), to.saturation.data(), to.conductance.data(), to.thermal.data()},
      DeSotoKernel{m});
}

void translate_pvsyst(const PvsystModule& m, std::span<const double> irradiance,
                      std::span<const double> temperature, Diodes& to) {
  over_lanes<2, 4>(
      irradiance.size(), {irradiance.data(), temperature.data()},
      {to.photocurrent.data(), to.saturation.data(), to.conductance.data(), to.thermal.data()},
      PvsystKernel{m, bright_shunt(m)});
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::field {

HWY_EXPORT(translate_desoto);
HWY_EXPORT(translate_pvsyst);

void translate_lanes(const DeSotoModule& module, std::span<const double> irradiance,
                     std::span<const double> temperature, Diodes& diodes) {
  HWY_DYNAMIC_DISPATCH(translate_desoto)(module, irradiance, temperature, diodes);
}

void translate_lanes(const PvsystModule& module, std::span<const double> irradiance,
                     std::span<const double> temperature, Diodes& diodes) {
  HWY_DYNAMIC_DISPATCH(translate_pvsyst)(module, irradiance, temperature, diodes);
}

}  // namespace heliofab::field
#endif
