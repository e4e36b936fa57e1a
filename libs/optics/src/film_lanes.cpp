// SPDX-License-Identifier: Apache-2.0
#include "film_lanes.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "film_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "wave_math-inl.hpp"

// The equations of docs/theory/optics.md, (2.4) to (2.10) and (2.18) to (2.20), one wavelength in
// each lane; waves.cpp is the plain version.
HWY_BEFORE_NAMESPACE();
namespace heliofab::optics::HWY_NAMESPACE {

template <class D>
struct WaveKernel {
  D d;
  const LaneFilms& films;
  const Tilt& tilt;

  using V = hn::Vec<D>;
  using C = Complex<V>;

  struct Medium {
    C across;
    C admittance;
  };

  HWY_INLINE V number(double value) const { return hn::Set(d, value); }
  HWY_INLINE C real(double value) const { return {number(value), hn::Zero(d)}; }

  // Layer number `layer` at the wavelengths from `i` on.
  HWY_INLINE Medium medium(std::size_t layer, std::size_t i) const {
    const std::size_t at = layer * films.wave_number.size() + i;
    const C index{hn::LoadU(d, films.n.data() + at), hn::LoadU(d, films.k.data() + at)};
    if (tilt.along == 0) {
      return {index, index};
    }
    const V along = number(tilt.along);
    const V along2 = along * along;
    const V two = number(2.0);
    C square{(index.re - index.im) * (index.re + index.im) - along2, two * index.re * index.im};
    const auto runs_along =
        hn::Lt(hn::Max(hn::Abs(square.re), square.im), number(least_across * least_across));
    square.re = hn::IfThenElse(runs_along, number(least_across * least_across), square.re);
    square.im = hn::IfThenElse(runs_along, hn::Zero(d), square.im);
    const C q = root(square);
    if (!tilt.is_p) {
      return {q, q};
    }
    const V scale = along2 / q.norm();
    return {q, {q.re + scale * q.re, q.im - scale * q.im}};
  }

  struct Face {
    C reflected;  // amplitude
    V passed;     // |amplitude|^2
  };

  // Between a medium of admittance `before` and one of `behind` with the echo `rho` in it.
  HWY_INLINE Face face(const C& before, const C& behind, const C& rho) const {
    const C one = real(1.0);
    const C forward = before * (one + rho);
    const C backward = behind * (one - rho);
    const C sum = forward + backward;
    const V scale = number(1.0) / sum.norm();
    const C up = forward - backward;
    return {{(up.re * sum.re + up.im * sum.im) * scale, (up.im * sum.re - up.re * sum.im) * scale},
            number(4.0) * before.norm() * scale};
  }

  // One film's numbers for a forward wave of power 1; returns its rho.
  HWY_INLINE C fill(const Medium& here, const Face& back, V wave_number, double thickness,
                    double* out) const {
    const V two = number(2.0);
    const V fading = two * wave_number * here.across.im;
    const V turns = wave_number * here.across.re * number(0.31830988618379067);
    const V depth = number(thickness);
    const Decay<V> fall = decay(fading * depth);
    const Sides<V> side = half_turns(turns * depth);
    const V sine = two * side.sine * side.cosine;
    const V cosine = number(1.0) - two * side.sine * side.sine;
    const C rho = back.reflected * C{fall.left * cosine, fall.left * sine};
    const V size = rho.norm();
    const auto is_heard = hn::Gt(size, number(1e-32));
    const V kept = hn::IfThenElseZero(is_heard, size);
    const V mixing = hn::IfThenElseZero(is_heard, number(4.0) * here.admittance.im);
    const V sines = mixing * rho.im;
    const V cosines = mixing * rho.re;
    const V all = here.admittance.re * fall.loss * (number(1.0) + kept * fall.growth) +
                  side.sine * (sines * side.sine + cosines * side.cosine);
    const V numbers[film_size] = {fading,  turns, here.admittance.re,     kept, sines,
                                  cosines, all,   back.passed * fall.left};
    for (std::size_t k = 0; k < film_size; ++k) {
      hn::StoreU(numbers[k], d, out + k * block_lanes);
    }
    return rho;
  }

  HWY_INLINE void scale(double* numbers, FilmNumber which, V factor) const {
    double* const at = numbers + which * block_lanes;
    hn::StoreU(hn::LoadU(d, at) * factor, d, at);
  }

  // The wavelengths from `i` on, as many as a register holds.
  HWY_INLINE void solve(std::size_t i, const double* front, LaneFields& fields) const {
    const V wave_number = hn::LoadU(d, films.wave_number.data() + i);
    const std::size_t first = i / block_lanes * film_size * block_lanes + i % block_lanes;
    const std::size_t stride = films.blocks * film_size * block_lanes;
    double* const numbers = fields.numbers.data() + first;
    const std::size_t count = films.thickness.size();
    const C back = medium(count, i).admittance;
    C behind = back;
    C rho = real(0.0);
    for (std::size_t j = count; j-- > 0;) {
      const Medium here = medium(j, i);
      rho = fill(here, face(here.admittance, behind, rho), wave_number, films.thickness[j],
                 numbers + j * stride);
      behind = here.admittance;
    }
    const V incoming = hn::LoadU(d, front + i);
    const Face entry = face({incoming, hn::Zero(d)}, behind, rho);
    V power = entry.passed / incoming;
    for (std::size_t j = 0; j < count; ++j) {
      double* const film = numbers + j * stride;
      for (const FilmNumber which : {forward, in_sines, in_cosines, absorbed}) {
        scale(film, which, power);
      }
      power = power * hn::LoadU(d, film + passed * block_lanes);
    }
    hn::StoreU(entry.reflected.norm(), d, fields.reflected.data() + i);
    hn::StoreU(back.re * power, d, fields.transmitted.data() + i);
  }
};

using Lanes = hn::CappedTag<double, block_lanes>;

void solve_all(const LaneFilms& films, const Tilt& tilt, const double* front, LaneFields& fields) {
  const Lanes d;
  const WaveKernel<Lanes> kernel{d, films, tilt};
  for (std::size_t i = 0; i < films.wave_number.size(); i += hn::Lanes(d)) {
    kernel.solve(i, front, fields);
  }
}

// Weighted absorption above `depth` of one film in one block.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V absorbed_above(D d, const double* film, BlockKind kind, V depth) {
  const auto number = [&](FilmNumber which)
                          HWY_ATTR { return hn::LoadU(d, film + which * block_lanes); };
  const Decay<V> fall = decay(number(attenuation) * depth);
  if (kind == BlockKind::fading) {
    return number(forward) * fall.loss;
  }
  const Sides<V> side = half_turns(number(turning) * depth);
  return number(forward) * fall.loss * (hn::Set(d, 1.0) + number(echo) * fall.growth) +
         side.sine * (number(in_sines) * side.sine + number(in_cosines) * side.cosine);
}

// One sum for each lane of a block.
void sum_lanes(const LaneFields& fields, std::size_t film, const double* weight, double depth,
               double* sums) {
  const Lanes d;
  const auto z = hn::Set(d, depth);
  const BlockKind* const kind = fields.kind.data() + film * fields.blocks;
  const double* const numbers =
      fields.numbers.data() + film * fields.blocks * film_size * block_lanes;
  for (std::size_t lane = 0; lane < block_lanes; lane += hn::Lanes(d)) {
    auto sum = hn::Zero(d);
    for (std::size_t b = 0; b < fields.blocks; ++b) {
      if (kind[b] != BlockKind::clear) {
        sum = sum + hn::LoadU(d, weight + b * block_lanes + lane) *
                        absorbed_above(d, numbers + b * film_size * block_lanes + lane, kind[b], z);
      }
    }
    hn::StoreU(sum, d, sums + lane);
  }
}

std::size_t width() { return hn::Lanes(Lanes()); }

}  // namespace heliofab::optics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <algorithm>
#include <array>

namespace heliofab::optics {

HWY_EXPORT(solve_all);
HWY_EXPORT(sum_lanes);
HWY_EXPORT(width);

LaneFields::LaneFields(const LaneFilms& films)
    : blocks(films.blocks),
      numbers(films.thickness.size() * films.blocks * film_size * block_lanes),
      kind(films.thickness.size() * films.blocks),
      reflected(films.wave_number.size()),
      transmitted(films.wave_number.size()) {}

void solve_films(const LaneFilms& films, const Tilt& tilt, std::span<const double> front,
                 LaneFields& fields) noexcept {
  HWY_DYNAMIC_DISPATCH(solve_all)(films, tilt, front.data(), fields);
  const auto is_any = [](const double* lanes) {
    return std::any_of(lanes, lanes + block_lanes, [](double value) { return value > 0; });
  };
  for (std::size_t at = 0; at < fields.kind.size(); ++at) {  // [film][block]
    const double* const echoes = fields.numbers.data() + (at * film_size + echo) * block_lanes;
    fields.kind[at] = !is_any(films.k.data() + at * block_lanes) ? BlockKind::clear
                      : is_any(echoes)                           ? BlockKind::standing
                                                                 : BlockKind::fading;
  }
}

void sum_absorbed(const LaneFields& fields, std::size_t film, std::span<const double> weight,
                  std::span<const double> depth, std::span<double> sums) noexcept {
  for (std::size_t p = 0; p < depth.size(); ++p) {
    std::array<double, block_lanes> s;
    HWY_DYNAMIC_DISPATCH(sum_lanes)(fields, film, weight.data(), depth[p], s.data());
    sums[p] = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}

std::size_t lane_width() noexcept { return HWY_DYNAMIC_DISPATCH(width)(); }

}  // namespace heliofab::optics
#endif
