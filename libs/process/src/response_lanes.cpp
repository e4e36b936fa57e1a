// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "response_tables.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "response_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "heliofab/core/lane_exp-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace heliofab::process::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::ScalableTag<double>;
using V = hn::Vec<D>;
using heliofab::HWY_NAMESPACE::exp_of;

// Room for one register of frames, by what is summed: lanes stand side by side.
struct LaneSums {
  std::vector<double> atoms, metals, selenium, shape;

  explicit LaneSums(const ResponseTables& t, std::size_t width)
      : atoms(n_evaporants * width),
        metals(t.zones * width),
        selenium(t.zones * width),
        shape(n_shapes * width) {}
};

HWY_INLINE void add_to(double* sum, V value) {
  const D d;
  hn::StoreU(hn::LoadU(d, sum) + value, d, sum);
}

HWY_INLINE V sum_taps(const double* taps, const double* fluxes, std::size_t count) {
  const D d;
  V sum = hn::Zero(d);
  for (std::size_t j = 0; j < count; ++j) {
    sum = sum + hn::Set(d, taps[j]) * hn::LoadU(d, fluxes + j);
  }
  return sum;
}

// What sources bring to some frames at one place.
void sum_frames(const ResponseTables& t, const double* fluxes, std::size_t samples,
                std::size_t place, LaneSums& sums) {
  const D d;
  const std::size_t width = hn::Lanes(d);
  constexpr auto se = static_cast<std::size_t>(Evaporant::selenium);
  constexpr auto naf = static_cast<std::size_t>(Evaporant::sodium_fluoride);
  for (std::vector<double>* all : {&sums.atoms, &sums.metals, &sums.selenium}) {
    std::fill(all->begin(), all->end(), 0.0);
  }
  for (std::size_t m = 0; m < n_shapes; ++m) {
    hn::StoreU(hn::Set(d, t.shape_starts[place * n_shapes + m]), d, sums.shape.data() + m * width);
  }
  for (std::size_t s = 0; s < t.sources.size(); ++s) {
    const ResponseSource& source = t.sources[s];
    const double* const from = fluxes + s * samples + source.first;
    const V brought = sum_taps(t.taps.data() + t.first_tap(place, s), from, source.taps);
    add_to(sums.atoms.data() + source.kind * width, brought);
    if (source.kind == se) {
      add_to(sums.selenium.data() + source.zone * width, brought);
    } else if (source.kind != naf) {
      add_to(sums.metals.data() + source.zone * width, brought);
    }
    for (std::size_t m = 0; source.is_shaping && m < n_shapes; ++m) {
      add_to(sums.shape.data() + m * width,
             sum_taps(t.shape_taps.data() + t.first_tap(m, place, s), from, source.taps));
    }
  }
}

HWY_INLINE V selenium_in_lanes(const ResponseTables& t, const LaneSums& sums, std::size_t place) {
  const D d;
  const std::size_t width = hn::Lanes(d);
  V least = hn::Inf(d);
  for (std::size_t z = 0; z < t.zones; ++z) {
    const double factor = t.selenium_factor[place * t.zones + z];
    if (factor > 0) {
      least = hn::Min(least, hn::Set(d, factor) * hn::LoadU(d, sums.selenium.data() + z * width) /
                                 hn::LoadU(d, sums.metals.data() + z * width));
    }
  }
  return least;
}

// As volume_per_site, from its corners.
HWY_INLINE V volume_in_lanes(const ResponseTables& t, V cgi, V ggi) {
  const D d;
  const auto c = [&](double value) HWY_ATTR { return hn::Set(d, value); };
  const V selenide = c(t.volumes[0]) + c(t.volumes[1] - t.volumes[0]) * ggi;
  const V chalcopyrite = c(t.volumes[2]) + c(t.volumes[3] - t.volumes[2]) * ggi;
  const V bound = hn::Min(cgi, c(1));
  const V excess = hn::Max(cgi - c(1), hn::Zero(d));
  return bound * chalcopyrite + (c(1) - bound) * selenide + excess * c(t.volumes[4]);
}

// exp of all, and behind them room for a register that looks past the last frame: its films are
// dropped.
std::vector<double> exp_in_lanes(const double* values, std::size_t count) {
  const D d;
  const std::size_t width = hn::Lanes(d);
  std::vector<double> result(count + width, 1.0);
  std::size_t i = 0;
  for (; i + width <= count; i += width) {
    hn::StoreU(exp_of(hn::LoadU(d, values + i)), d, result.data() + i);
  }
  const hn::CappedTag<double, 1> one;
  for (; i < count; ++i) {
    hn::StoreU(exp_of(hn::LoadU(one, values + i)), one, result.data() + i);
  }
  return result;
}

// The films of one register of frames, field by field in the order of film_fields.
void store_films(const ResponseTables& t, const LaneSums& sums, std::size_t place, double* to) {
  const D d;
  const std::size_t width = hn::Lanes(d);
  const auto atoms_of_kind = [&](Evaporant e) HWY_ATTR {
    return hn::LoadU(d, sums.atoms.data() + static_cast<std::size_t>(e) * width);
  };
  const auto put = [&](V value) HWY_ATTR {
    hn::StoreU(value, d, to);
    to += width;
  };
  const V sites = atoms_of_kind(Evaporant::indium) + atoms_of_kind(Evaporant::gallium);
  const V cgi = atoms_of_kind(Evaporant::copper) / sites;
  const V ggi = atoms_of_kind(Evaporant::gallium) / sites;
  put(sites * volume_in_lanes(t, cgi, ggi));
  put(cgi);
  put(ggi);
  put(atoms_of_kind(Evaporant::sodium_fluoride) * hn::Set(d, t.naf_volume));
  put(selenium_in_lanes(t, sums, place));
  for (std::size_t m = 0; m < n_shapes; ++m) {
    put(hn::LoadU(d, sums.shape.data() + m * width));
  }
}

void respond(const ResponseTables& t, const double* log_fluxes, std::size_t first_place,
             FilmFields& fields) {
  const std::size_t width = hn::Lanes(D());
  const std::size_t samples = fields.frames + t.reach;
  const std::vector<double> fluxes = exp_in_lanes(log_fluxes, t.sources.size() * samples);
  LaneSums sums(t, width);
  std::vector<double> lanes(film_fields.size() * width);
  for (std::size_t f = 0; f < fields.frames; f += width) {
    const std::size_t count = std::min(width, fields.frames - f);
    for (std::size_t p = 0; p < fields.places; ++p) {
      sum_frames(t, fluxes.data() + f, samples, first_place + p, sums);
      store_films(t, sums, first_place + p, lanes.data());
      for (std::size_t m = 0; m < film_fields.size(); ++m) {
        for (std::size_t lane = 0; lane < count; ++lane) {
          (fields.*film_fields[m])[(f + lane) * fields.places + p] = lanes[m * width + lane];
        }
      }
    }
  }
}

}  // namespace heliofab::process::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace heliofab::process {

HWY_EXPORT(respond);

void respond_in_lanes(const ResponseTables& tables, std::span<const double> log_fluxes,
                      std::size_t first_place, FilmFields& fields) {
  HWY_DYNAMIC_DISPATCH(respond)(tables, log_fluxes.data(), first_place, fields);
}

}  // namespace heliofab::process
#endif
