// SPDX-License-Identifier: Apache-2.0
#include "sky_models.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "irradiance_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"
#include "heliofab/core/lane_log-inl.hpp"
#include "heliofab/core/lane_trig-inl.hpp"
#include "over_lanes-inl.hpp"

// The equations of docs/theory/field.md, (2.1) to (2.20), one instant in each lane; irradiance.cpp
// is the plain version.
// NOLINTBEGIN(modernize-avoid-c-arrays): of registers; std::array is code for no machine's lanes
HWY_BEFORE_NAMESPACE();
namespace heliofab::field::HWY_NAMESPACE {

namespace lanes = heliofab::HWY_NAMESPACE;

HWY_INLINE V at_least_0(V x) { return hn::Max(x, hn::Zero(D())); }

struct ExtraKernel {
  double constant;
  HWY_INLINE void operator()(const V (&in)[1], V (&out)[1]) const {
    out[0] = set(constant) / (in[0] * in[0]);
  }
};

// Of a zenith angle in degrees, at most 90.
HWY_INLINE V mass_at(V z) {
  const V power = lanes::exp_of(set(kasten_c) * lanes::log_of(set(kasten_b) - z));
  return set(1) / (lanes::sine_cosine(z * set(unit::deg.scale)).cosine + set(kasten_a) * power);
}

struct AirMassKernel {
  double at_horizon = hn::GetLane(mass_at(set(90)));

  HWY_INLINE void operator()(const V (&in)[1], V (&out)[1]) const {
    const V z = hn::Min(in[0] * set(1 / unit::deg.scale), set(90));
    out[0] = hn::AllTrue(D(), hn::Eq(z, set(90))) ? set(at_horizon) : mass_at(z);
  }
};

// The light of one instant; `normal` in registers too.
struct Sky {
  V east, north, up, extra, beam, diffuse, global, zenith, air_mass;
};
struct Normal {
  V east, north, up;
};

// (2.11) to (2.15): all of the sky, and what of it is around the sun.
HWY_INLINE void perez_sky(const Sky& s, const Normal& n, V facing, V& sky, V& circumsolar) {
  const D d;
  const V one = set(1);
  const auto has_light = hn::Gt(s.diffuse, hn::Zero(d));
  if (hn::AllFalse(d, has_light)) {
    sky = circumsolar = hn::Zero(d);
    return;
  }
  const V z3 = set(perez_kappa) * (s.zenith * s.zenith * s.zenith);
  const V clearness = ((s.diffuse + s.beam) / s.diffuse + z3) / (one + z3);
  V f[6];
  for (std::size_t k = 0; k < 6; ++k) {
    f[k] = set(perez_factors[0][k]);
  }
  for (std::size_t bin = 1; bin < perez_factors.size(); ++bin) {
    const auto is_here = hn::Ge(clearness, set(perez_edges[bin - 1]));
    for (std::size_t k = 0; k < 6; ++k) {
      f[k] = hn::IfThenElse(is_here, set(perez_factors[bin][k]), f[k]);
    }
  }
  const V brightness = s.diffuse * s.air_mass / s.extra;
  const V f1 = at_least_0(f[0] + f[1] * brightness + f[2] * s.zenith);
  const V f2 = f[3] + f[4] * brightness + f[5] * s.zenith;
  const V sine = hn::Sqrt(at_least_0((one - n.up) * (one + n.up)));
  const V around = s.diffuse * f1 * facing / hn::Max(s.up, set(perez_least_cosine));
  sky =
      hn::IfThenElseZero(has_light, at_least_0(sky * (one - f1) + around + s.diffuse * f2 * sine));
  circumsolar = hn::IfThenElseZero(has_light, around);
}

template <SkyModel model>
HWY_INLINE void on_plane(const Sky& s, const Normal& n, double albedo, V (&out)[5]) {
  const D d;
  const V one = set(1);
  const V incidence = n.east * s.east + n.north * s.north + n.up * s.up;
  const V facing = at_least_0(incidence);
  V sky = s.diffuse * (set(0.5) * (one + n.up));
  V circumsolar = hn::Zero(d);
  if constexpr (model == SkyModel::perez) {
    perez_sky(s, n, facing, sky, circumsolar);
  } else if constexpr (model != SkyModel::isotropic) {
    const V share = s.beam / s.extra;
    circumsolar = s.diffuse * share * facing / hn::Max(s.up, set(hay_least_cosine));
    sky = sky * (one - share);
    if constexpr (model == SkyModel::reindl) {
      const V level = at_least_0(s.beam * s.up);
      const auto is_day = hn::Gt(s.global, hn::Zero(d));
      const V ratio = hn::IfThenElseZero(is_day, level / hn::IfThenElse(is_day, s.global, one));
      const V half = hn::Sqrt(set(0.5) * (one - n.up));
      sky = sky + sky * hn::Sqrt(ratio) * (half * half * half);
    }
    sky = sky + circumsolar;
  }
  out[0] = incidence;
  out[1] = hn::IfThenElseZero(hn::Gt(s.up, hn::Zero(d)), s.beam * facing);
  out[2] = sky;
  out[3] = circumsolar;
  out[4] = s.global * set(albedo) * (set(0.5) * (one - n.up));
}

HWY_INLINE Sky sky_of(const V* in) {
  return {in[0], in[1], in[2], in[3], in[4], in[5], in[6], in[7], in[8]};
}

template <SkyModel model>
struct FixedKernel {
  const Direction& normal;
  double albedo;
  HWY_INLINE void operator()(const V (&in)[9], V (&out)[5]) const {
    on_plane<model>(sky_of(in), {set(normal.east), set(normal.north), set(normal.up)}, albedo, out);
  }
};

template <SkyModel model>
struct MovingKernel {
  double albedo;
  HWY_INLINE void operator()(const V (&in)[12], V (&out)[5]) const {
    on_plane<model>(sky_of(in), {in[9], in[10], in[11]}, albedo, out);
  }
};

template <SkyModel model>
void fill_plane(const Direction* fixed, const NormalRows& moving, const SkyRows& s, double albedo,
                const PlaneRows& to) {
  double* const out[5] = {place(to.incidence), place(to.beam), place(to.sky), place(to.circumsolar),
                          place(to.ground)};
  const std::size_t n = s.up.size();
  // Other models than Perez' never look at what stands in for these two.
  const bool is_perez = model == SkyModel::perez;
  const double* const zenith = is_perez ? s.zenith.data() : s.up.data();
  const double* const mass = is_perez ? s.air_mass.data() : s.up.data();
  if (fixed != nullptr) {
    over_lanes<9, 5>(n,
                     {s.east.data(), s.north.data(), s.up.data(), s.extra.data(), s.beam.data(),
                      s.diffuse.data(), s.global.data(), zenith, mass},
                     out, FixedKernel<model>{*fixed, albedo});
  } else {
    over_lanes<12, 5>(n,
                      {s.east.data(), s.north.data(), s.up.data(), s.extra.data(), s.beam.data(),
                       s.diffuse.data(), s.global.data(), zenith, mass, moving.east.data(),
                       moving.north.data(), moving.up.data()},
                      out, MovingKernel<model>{albedo});
  }
}

void fill_any_plane(SkyModel model, const Direction* fixed, const NormalRows& moving,
                    const SkyRows& sky, double albedo, const PlaneRows& to) {
  switch (model) {
    case SkyModel::isotropic:
      return fill_plane<SkyModel::isotropic>(fixed, moving, sky, albedo, to);
    case SkyModel::hay_davies:
      return fill_plane<SkyModel::hay_davies>(fixed, moving, sky, albedo, to);
    case SkyModel::reindl:
      return fill_plane<SkyModel::reindl>(fixed, moving, sky, albedo, to);
    case SkyModel::perez:
      return fill_plane<SkyModel::perez>(fixed, moving, sky, albedo, to);
  }
}

struct ClearSkyKernel {
  const ClearSkySite& site;
  HWY_INLINE void operator()(const V (&in)[4], V (&out)[3]) const {
    const D d;
    const V up = in[0];
    const V mass = in[1];
    const V less = in[2] - set(1);
    const V extra = in[3];
    const V depth = set(site.extinction) * mass * (set(site.molecules) + set(site.haze) * less);
    const V global = set(site.global) * extra * up * lanes::exp_of(hn::Neg(depth));
    const V direct = extra * set(site.beam) * lanes::exp_of(set(-0.09) * mass * less);
    const V share = (set(0.1) - set(0.2) * lanes::exp_of(hn::Neg(in[2]))) * set(site.diffuse_share);
    const V beam = hn::Min(direct, global / up * at_least_0(set(1) - share));
    const auto is_day = hn::Gt(up, hn::Zero(d));
    out[0] = hn::IfThenElseZero(is_day, beam);
    out[1] = hn::IfThenElseZero(is_day, global - beam * up);
    out[2] = hn::IfThenElseZero(is_day, global);
  }
};

struct ErbsKernel {
  HWY_INLINE void operator()(const V (&in)[3], V (&out)[3]) const {
    const D d;
    const V global = in[0];
    const V up = in[1];
    const V kt =
        hn::Min(at_least_0(global / (in[2] * hn::Max(up, set(erbs_least_cosine)))), set(1));
    const V middle =
        set(0.9511) +
        kt * (set(-0.1604) + kt * (set(4.388) + kt * (set(-16.638) + kt * set(12.336))));
    V share = hn::IfThenElse(hn::Le(kt, set(0.22)), set(1) - set(0.09) * kt, middle);
    share = hn::IfThenElse(hn::Gt(kt, set(0.8)), set(0.165), share);
    const auto has_beam = hn::And(hn::Ge(up, set(erbs_last_cosine)), hn::Ge(global, hn::Zero(d)));
    const V diffuse = hn::IfThenElse(has_beam, share * global, global);
    out[0] = hn::IfThenElseZero(has_beam, (global - diffuse) / up);
    out[1] = diffuse;
    out[2] = global;
  }
};

void fill_extra(std::span<const double> radius, double constant, std::span<double> to) {
  over_lanes<1, 1>(radius.size(), {radius.data()}, {place(to)}, ExtraKernel{constant});
}

void fill_air_mass(std::span<const double> zenith, std::span<double> to) {
  over_lanes<1, 1>(zenith.size(), {zenith.data()}, {place(to)}, AirMassKernel{});
}

void fill_clear_sky(const ClearSkyRows& s, const ClearSkySite& site, const SkyLightRows& to) {
  over_lanes<4, 3>(s.up.size(),
                   {s.up.data(), s.air_mass.data(), s.turbidity.data(), s.extra.data()},
                   {place(to.beam), place(to.diffuse), place(to.global)}, ClearSkyKernel{site});
}

void fill_erbs(std::span<const double> global, std::span<const double> up,
               std::span<const double> extra, const SkyLightRows& to) {
  over_lanes<3, 3>(global.size(), {global.data(), up.data(), extra.data()},
                   {place(to.beam), place(to.diffuse), place(to.global)}, ErbsKernel{});
}

}  // namespace heliofab::field::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
// NOLINTEND(modernize-avoid-c-arrays): of registers

#if HWY_ONCE
namespace heliofab::field {

HWY_EXPORT(fill_extra);
HWY_EXPORT(fill_air_mass);
HWY_EXPORT(fill_any_plane);
HWY_EXPORT(fill_clear_sky);
HWY_EXPORT(fill_erbs);

void extra_lanes(std::span<const double> radius, double constant, std::span<double> extra) {
  HWY_DYNAMIC_DISPATCH(fill_extra)(radius, constant, extra);
}

void air_mass_lanes(std::span<const double> zenith, std::span<double> mass) {
  HWY_DYNAMIC_DISPATCH(fill_air_mass)(zenith, mass);
}

void plane_lanes(SkyModel model, const Direction& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane) {
  HWY_DYNAMIC_DISPATCH(fill_any_plane)(model, &normal, {}, sky, albedo, plane);
}

void plane_lanes(SkyModel model, const NormalRows& normal, const SkyRows& sky, double albedo,
                 const PlaneRows& plane) {
  HWY_DYNAMIC_DISPATCH(fill_any_plane)(model, nullptr, normal, sky, albedo, plane);
}

void clear_sky_lanes(const ClearSkyRows& sky, const ClearSkySite& site, const SkyLightRows& light) {
  HWY_DYNAMIC_DISPATCH(fill_clear_sky)(sky, site, light);
}

void erbs_lanes(std::span<const double> global, std::span<const double> up,
                std::span<const double> extra, const SkyLightRows& light) {
  HWY_DYNAMIC_DISPATCH(fill_erbs)(global, up, extra, light);
}

}  // namespace heliofab::field
#endif
