// SPDX-License-Identifier: Apache-2.0
#include "film_lanes.hpp"

#include <algorithm>
#include <numbers>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "film_lanes.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "wave_math-inl.hpp"

// The equations of docs/theory/optics.md, (2.4) to (2.10), (2.17) and (2.18), one wavelength
// in each lane; waves.cpp is the plain version.
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

  HWY_INLINE void store(V value, BlockLanes& lanes, std::size_t lane) const {
    hn::StoreU(value, d, lanes.data() + lane);
  }

  // One film's numbers for a forward wave of power 1; returns its rho.
  HWY_INLINE C fill(const Medium& here, const Face& back, V wave_number, double thickness,
                    std::size_t lane, LaneField& out) const {
    const V two = number(2.0);
    const V halving = wave_number * here.across.im * number(2 / std::numbers::ln2);
    const V turning = wave_number * here.across.re * number(1 / std::numbers::pi);
    const V depth = number(thickness);
    const Decay<V> fall = decay(halving * depth);
    const Sides<V> side = half_turns(turning * depth);
    const V sine = two * side.sine * side.cosine;
    const V cosine = number(1.0) - two * side.sine * side.sine;
    const C rho = back.reflected * C{fall.left * cosine, fall.left * sine};
    const V size = rho.norm();
    const auto is_heard = hn::Gt(size, number(1e-32));
    const V kept = hn::IfThenElseZero(is_heard, size);
    const V mixing = hn::IfThenElseZero(is_heard, number(4.0) * here.admittance.im);
    const V sines = mixing * rho.im;
    const V cosines = mixing * rho.re;
    store(halving, out.halving, lane);
    store(turning, out.turning, lane);
    store(here.admittance.re, out.forward, lane);
    store(kept, out.echo, lane);
    store(sines, out.in_sines, lane);
    store(cosines, out.in_cosines, lane);
    store(here.admittance.re * fall.loss * (number(1.0) + kept * fall.growth) +
              side.sine * (sines * side.sine + cosines * side.cosine),
          out.absorbed, lane);
    store(back.passed * fall.left, out.passed, lane);
    return rho;
  }

  HWY_INLINE void scale(BlockLanes& lanes, std::size_t lane, V factor) const {
    store(hn::LoadU(d, lanes.data() + lane) * factor, lanes, lane);
  }

  // As many lanes as a register holds, from `lane` on.
  HWY_INLINE void solve(std::size_t block, std::size_t lane, const BlockLanes& front,
                        std::span<LaneField> fields, LaneEnds& ends) const {
    const std::size_t i = block * block_lanes + lane;
    const V wave_number = hn::LoadU(d, films.wave_number.data() + i);
    const C back = medium(fields.size(), i).admittance;
    C behind = back;
    C rho = real(0.0);
    for (std::size_t j = fields.size(); j-- > 0;) {
      const Medium here = medium(j, i);
      rho = fill(here, face(here.admittance, behind, rho), wave_number, films.thickness[j], lane,
                 fields[j]);
      behind = here.admittance;
    }
    const V incoming = hn::LoadU(d, front.data() + lane);
    const Face entry = face({incoming, hn::Zero(d)}, behind, rho);
    V power = entry.passed / incoming;
    for (LaneField& field : fields) {
      for (BlockLanes* lanes :
           {&field.forward, &field.in_sines, &field.in_cosines, &field.absorbed}) {
        scale(*lanes, lane, power);
      }
      power = power * hn::LoadU(d, field.passed.data() + lane);
    }
    store(entry.reflected.norm(), ends.reflected, lane);
    store(back.re * power, ends.transmitted, lane);
  }
};

using Lanes = hn::CappedTag<double, block_lanes>;

void solve_block(const LaneFilms& films, const Tilt& tilt, std::size_t block,
                 const BlockLanes& front, std::span<LaneField> fields, LaneEnds& ends) {
  const Lanes d;
  const WaveKernel<Lanes> kernel{d, films, tilt};
  for (std::size_t lane = 0; lane < block_lanes; lane += hn::Lanes(d)) {
    kernel.solve(block, lane, front, fields, ends);
  }
}

// From `lane` on: what a film absorbs above each depth. Without an echo only the forward wave.
template <bool has_echo, class D>
HWY_INLINE void add_lanes(D d, const LaneField& field, const BlockLanes& weight, std::size_t lane,
                          std::span<const double> depth, std::span<BlockLanes> sums) {
  const auto load = [&](const BlockLanes& lanes)
                        HWY_ATTR { return hn::LoadU(d, lanes.data() + lane); };
  const auto w = load(weight);
  const auto halving = load(field.halving);
  const auto forward = w * load(field.forward);
  const auto turning = load(field.turning);
  const auto echo = load(field.echo);
  const auto in_sines = w * load(field.in_sines);
  const auto in_cosines = w * load(field.in_cosines);
  for (std::size_t p = 0; p < depth.size(); ++p) {
    const auto z = hn::Set(d, depth[p]);
    const auto fall = decay(halving * z);
    auto above = forward * fall.loss;
    if constexpr (has_echo) {
      const auto side = half_turns(turning * z);
      above = above * (hn::Set(d, 1.0) + echo * fall.growth) +
              side.sine * (in_sines * side.sine + in_cosines * side.cosine);
    }
    hn::StoreU(load(sums[p]) + above, d, sums[p].data() + lane);
  }
}

void add_block(const LaneField& field, const BlockLanes& weight, std::span<const double> depth,
               std::span<BlockLanes> sums) {
  const Lanes d;
  for (std::size_t lane = 0; lane < block_lanes; lane += hn::Lanes(d)) {
    if (field.has_echo) {
      add_lanes<true>(d, field, weight, lane, depth, sums);
    } else {
      add_lanes<false>(d, field, weight, lane, depth, sums);
    }
  }
}

std::size_t width() { return hn::Lanes(Lanes()); }

}  // namespace heliofab::optics::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace heliofab::optics {

HWY_EXPORT(solve_block);
HWY_EXPORT(add_block);
HWY_EXPORT(width);

LaneEnds solve_waves(const LaneFilms& films, const Tilt& tilt, std::size_t block,
                     const BlockLanes& front, std::span<LaneField> fields) noexcept {
  LaneEnds ends{};
  HWY_DYNAMIC_DISPATCH(solve_block)(films, tilt, block, front, fields, ends);
  const auto is_any = [](std::span<const double> lanes) {
    return std::ranges::any_of(lanes, [](double value) { return value > 0; });
  };
  for (std::size_t j = 0; j < fields.size(); ++j) {
    const std::size_t first = j * films.wave_number.size() + block * block_lanes;
    fields[j].is_absorbing = is_any(std::span(films.k).subspan(first, block_lanes));
    fields[j].has_echo = is_any(fields[j].echo);
  }
  return ends;
}

void add_absorbed(const LaneField& field, const BlockLanes& weight, std::span<const double> depth,
                  std::span<BlockLanes> sums) noexcept {
  if (field.is_absorbing) {
    HWY_DYNAMIC_DISPATCH(add_block)(field, weight, depth, sums);
  }
}

std::size_t lane_width() noexcept { return HWY_DYNAMIC_DISPATCH(width)(); }

}  // namespace heliofab::optics
#endif
