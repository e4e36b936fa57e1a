// SPDX-License-Identifier: Apache-2.0
#include "heliofab/core/unit.hpp"
#include "module_models.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "module_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"
#include "heliofab/core/lane_log-inl.hpp"
#include "over_lanes-inl.hpp"

// The equations of docs/theory/field.md, chapter 3, one instant in each lane; iam.cpp,
// cell_temperature.cpp and spectral.cpp are the plain versions.
// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace lanes = heliofab::HWY_NAMESPACE;

HWY_INLINE V square(V x) { return x * x; }
HWY_INLINE V if_in_front(V cosine, V value) {
  return hn::IfThenElseZero(hn::Gt(cosine, hn::Zero(D())), value);
}

struct GlassKernel {
  const GlassFacts& g;

  struct Faces {
    V s;
    V p;
  };
  static HWY_INLINE Faces reflectance(double from, V c1, double into, V c2) {
    const V n1 = set(from);
    const V n2 = set(into);
    return {square((n1 * c1 - n2 * c2) / (n1 * c1 + n2 * c2)),
            square((n1 * c2 - n2 * c1) / (n1 * c2 + n2 * c1))};
  }

  HWY_INLINE void operator()(const V (&in)[1], V (&out)[1]) const {
    const V one = set(1);
    const V cosine = hn::Min(in[0], one);
    const V sine2 = one - cosine * cosine;
    const V c2 = hn::Sqrt(one - sine2 * set(1 / (g.outer * g.outer)));
    const Faces front = reflectance(1, cosine, g.outer, c2);
    V s = one - front.s;
    V p = one - front.p;
    V inside = c2;
    if (g.has_coating) {
      inside = hn::Sqrt(one - sine2 * set(1 / (g.inner * g.inner)));
      const Faces back = reflectance(g.outer, c2, g.inner, inside);
      s = s * (one - back.s) / (one - back.s * front.s);
      p = p * (one - back.p) / (one - back.p * front.p);
    }
    const V whole = (s + p) * lanes::exp_of(set(-g.depth) / inside) * set(0.5 / g.head_on);
    out[0] = if_in_front(cosine, whole);
  }
};

struct MartinRuizKernel {
  double per_a;
  double scale;
  HWY_INLINE void operator()(const V (&in)[1], V (&out)[1]) const {
    out[0] = if_in_front(in[0], lanes::expm1_of(in[0] * set(per_a)) * set(scale));
  }
};

struct AshraeKernel {
  double b;
  HWY_INLINE void operator()(const V (&in)[1], V (&out)[1]) const {
    const V value = set(1) - set(b) * (set(1) / in[0] - set(1));
    out[0] = if_in_front(in[0], hn::Max(value, hn::Zero(D())));
  }
};

struct FaimanKernel {
  const FaimanModel& m;
  HWY_INLINE void operator()(const V (&in)[3], V (&out)[1]) const {
    out[0] = in[1] + in[0] / (set(m.still) + set(m.windy) * in[2]);
  }
};

struct FaimanSkyKernel {
  const FaimanModel& m;
  HWY_INLINE void operator()(const V (&in)[4], V (&out)[1]) const {
    const V up = set(constants::stefan_boltzmann) * square(square(in[1]));
    const V heat = in[0] - set(m.emissivity * m.sky_view) * (up - in[3]);
    out[0] = in[1] + heat / (set(m.still) + set(m.windy) * in[2]);
  }
};

struct SapmKernel {
  const SapmModel& m;
  HWY_INLINE void operator()(const V (&in)[3], V (&out)[1]) const {
    const V rise = lanes::exp_of(set(m.a) + set(m.b) * in[2]) + set(m.drop / 1000);
    out[0] = in[1] + in[0] * rise;
  }
};

struct PvsystThermalKernel {
  const PvsystThermalModel& m;
  HWY_INLINE void operator()(const V (&in)[3], V (&out)[1]) const {
    out[0] = in[1] +
             in[0] * set(m.absorption * (1 - m.efficiency)) / (set(m.still) + set(m.windy) * in[2]);
  }
};

struct RossKernel {
  const RossModel& m;
  HWY_INLINE void operator()(const V (&in)[3], V (&out)[1]) const {
    out[0] = in[1] + set(m.by_irradiance) * in[0];
  }
};

struct FirstSolarKernel {
  const FirstSolarSpectrum& model;
  HWY_INLINE void operator()(const V (&in)[2], V (&out)[1]) const {
    const V m = hn::Min(hn::Max(in[0], set(least_mass)), set(most_mass));
    const V w = hn::Min(hn::Max(in[1] * set(100), set(least_water)), set(most_water));
    const V root = hn::Sqrt(w);
    const auto c = [&](std::size_t k) HWY_ATTR { return set(model.c[k]); };
    out[0] = c(0) + c(1) * m + c(2) * w + c(3) * hn::Sqrt(m) + c(4) * root + c(5) * m / root;
  }
};

struct PvspecKernel {
  const PvspecSpectrum& model;
  HWY_INLINE void operator()(const V (&in)[2], V (&out)[1]) const {
    out[0] = set(model.a[0]) * lanes::exp_of(set(model.a[1]) * lanes::log_of(in[1]) +
                                             set(model.a[2]) * lanes::log_of(in[0]));
  }
};

struct WaterKernel {
  HWY_INLINE void operator()(const V (&in)[2], V (&out)[1]) const {
    const V theta = in[0] * set(1 / 273.15);
    const V hundreds = in[0] * set(0.01);
    const V per = set(1) / hundreds;
    const V height = set(0.4976) + set(1.5265) * theta +
                     lanes::exp_of(theta * (set(13.6897) - set(14.9188) * (theta * theta)));
    const V density = set(2.167) * in[1] * per *
                      lanes::exp_of(set(22.330) - set(49.140) * per - set(10.922) * (per * per) -
                                    set(0.39015) * hundreds);
    out[0] = hn::Max(set(least_water), set(0.1) * height * density) * set(0.01);
  }
};

template <class Kernel>
HWY_INLINE void over_one(std::span<const double> x, std::span<double> to, const Kernel& kernel) {
  over_lanes<1, 1>(to.size(), {x.data()}, {place(to)}, kernel);
}
template <class Kernel>
HWY_INLINE void over_two(std::span<const double> x, std::span<const double> y, std::span<double> to,
                         const Kernel& kernel) {
  over_lanes<2, 1>(to.size(), {x.data(), y.data()}, {place(to)}, kernel);
}
template <class Kernel>
HWY_INLINE void over_thermal(const ThermalRows& at, std::span<double> to, const Kernel& kernel) {
  over_lanes<3, 1>(to.size(), {at.irradiance.data(), at.air.data(), at.wind.data()}, {place(to)},
                   kernel);
}

void glass(const GlassFacts& g, std::span<const double> cosine, std::span<double> to) {
  over_one(cosine, to, GlassKernel{g});
}
void martin_ruiz(double per_a, double scale, std::span<const double> cosine, std::span<double> to) {
  over_one(cosine, to, MartinRuizKernel{per_a, scale});
}
void ashrae(double b, std::span<const double> cosine, std::span<double> to) {
  over_one(cosine, to, AshraeKernel{b});
}
void faiman(const FaimanModel& m, const ThermalRows& at, std::span<double> to) {
  if (at.sky.empty()) {
    over_thermal(at, to, FaimanKernel{m});
  } else {
    over_lanes<4, 1>(to.size(),
                     {at.irradiance.data(), at.air.data(), at.wind.data(), at.sky.data()},
                     {place(to)}, FaimanSkyKernel{m});
  }
}
void sapm(const SapmModel& m, const ThermalRows& at, std::span<double> to) {
  over_thermal(at, to, SapmKernel{m});
}
void pvsyst(const PvsystThermalModel& m, const ThermalRows& at, std::span<double> to) {
  over_thermal(at, to, PvsystThermalKernel{m});
}
void ross(const RossModel& m, const ThermalRows& at, std::span<double> to) {
  over_thermal(at, to, RossKernel{m});
}
void first_solar(const FirstSolarSpectrum& m, std::span<const double> mass,
                 std::span<const double> water, std::span<double> to) {
  over_two(mass, water, to, FirstSolarKernel{m});
}
void pvspec(const PvspecSpectrum& m, std::span<const double> mass,
            std::span<const double> clearness, std::span<double> to) {
  over_two(mass, clearness, to, PvspecKernel{m});
}
void water(std::span<const double> temperature, std::span<const double> humidity,
           std::span<double> to) {
  over_two(temperature, humidity, to, WaterKernel{});
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
#include <cmath>

namespace heliofab::field {

HWY_EXPORT(glass);
HWY_EXPORT(martin_ruiz);
HWY_EXPORT(ashrae);
HWY_EXPORT(faiman);
HWY_EXPORT(sapm);
HWY_EXPORT(pvsyst);
HWY_EXPORT(ross);
HWY_EXPORT(first_solar);
HWY_EXPORT(pvspec);
HWY_EXPORT(water);

void iam_lanes(const GlassFacts& facts, std::span<const double> cosine, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(glass)(facts, cosine, to);
}

void iam_lanes(const MartinRuizIam& model, std::span<const double> cosine, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(martin_ruiz)
  (-1 / model.a_r, 1 / std::expm1(-1 / model.a_r), cosine, to);
}

void iam_lanes(const AshraeIam& model, std::span<const double> cosine, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(ashrae)(model.b, cosine, to);
}

void temperature_lanes(const FaimanModel& model, const ThermalRows& at, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(faiman)(model, at, to);
}

void temperature_lanes(const SapmModel& model, const ThermalRows& at, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(sapm)(model, at, to);
}

void temperature_lanes(const PvsystThermalModel& model, const ThermalRows& at,
                       std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(pvsyst)(model, at, to);
}

void temperature_lanes(const RossModel& model, const ThermalRows& at, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(ross)(model, at, to);
}

void factor_lanes(const FirstSolarSpectrum& model, std::span<const double> air_mass,
                  std::span<const double> water_height, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(first_solar)(model, air_mass, water_height, to);
}

void factor_lanes(const PvspecSpectrum& model, std::span<const double> air_mass,
                  std::span<const double> clearness, std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(pvspec)(model, air_mass, clearness, to);
}

void water_lanes(std::span<const double> temperature, std::span<const double> humidity,
                 std::span<double> to) {
  HWY_DYNAMIC_DISPATCH(water)(temperature, humidity, to);
}

}  // namespace heliofab::field
#endif
