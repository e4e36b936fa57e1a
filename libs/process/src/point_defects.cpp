// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/point_defects.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "heliofab/core/stream.hpp"

namespace heliofab::process {

namespace {

constexpr double tile_length = 1;  // [m] fixed for ever: the address of a draw holds the tile
constexpr double farthest = 6;     // standard deviations of a cluster: 2e-9 would lie beyond

// 24 bits of tile, 20 of a cluster or defect within it, 20 of a member of a cluster.
std::uint64_t draw_of(std::int64_t tile, std::uint64_t parent, std::uint64_t member) noexcept {
  constexpr std::int64_t before = 1 << 23;  // tiles before the start of the roll
  return static_cast<std::uint64_t>(tile + before) << 40U | parent << 20U | member;
}

double size_of(const DefectSize& s, double u) noexcept {
  if (s.form == SizeForm::log_normal) {
    return s.median * std::exp(s.spread * normal_quantile(u));
  }
  const double power = 1 - s.exponent;
  if (power == 0) {
    return s.smallest * std::pow(s.largest / s.smallest, u);
  }
  const double ratio = std::pow(s.largest / s.smallest, power);
  return s.smallest * std::pow(1 + u * (ratio - 1), 1 / power);
}

struct Draws {
  Draws(std::uint64_t seed, const std::string& purpose)
      : count(seed, purpose + ".count"),
        along(seed, purpose + ".along"),
        across(seed, purpose + ".across"),
        members(seed, purpose + ".members"),
        strength(seed, purpose + ".strength"),
        offset_along(seed, purpose + ".offset_along"),
        offset_across(seed, purpose + ".offset_across"),
        size(seed, purpose + ".size") {}

  Stream count, along, across, members, strength, offset_along, offset_across, size;
};

// The clusters of a tile, or the defects of a law that has none.
class Tile {
 public:
  Tile(const DefectLaw& law, const Draws& draws, std::uint64_t roll, std::int64_t tile)
      : law_(law), draws_(draws), roll_(roll), tile_(tile) {}

  // Calls keep(position, across, draw of the size) for each defect, inside the web or not.
  template <class Keep>
  void visit(double width, double reach, const Keep& keep) const {
    const double rows = width + 2 * reach;
    const double share = law_.cluster_size > 0 ? law_.cluster_size : 1;
    const std::uint32_t parents = draws_.count.poisson(law_.density / share * tile_length * rows,
                                                       roll_, draw_of(tile_, 0, 0));
    for (std::uint64_t parent = 0; parent < parents; ++parent) {
      const std::uint64_t draw = draw_of(tile_, parent, 0);
      const double position =
          (static_cast<double>(tile_) + draws_.along.uniform(roll_, draw)) * tile_length;
      const double across = draws_.across.uniform(roll_, draw) * rows - reach;
      if (law_.cluster_size > 0) {
        visit_members(parent, position, across, keep);
      } else {
        keep(position, across, draw);
      }
    }
  }

 private:
  template <class Keep>
  void visit_members(std::uint64_t parent, double position, double across, const Keep& keep) const {
    const std::uint64_t first = draw_of(tile_, parent, 0);
    const double s = law_.cluster_spread;
    const double mean =
        law_.cluster_size * std::exp(s * draws_.strength.normal(roll_, first) - s * s / 2);
    const std::uint32_t members = draws_.members.poisson(std::min(mean, 1e4), roll_, first);
    for (std::uint64_t member = 0; member < members; ++member) {
      const std::uint64_t draw = draw_of(tile_, parent, member);
      const auto offset = [&](const Stream& stream) {
        return law_.cluster_radius * std::clamp(stream.normal(roll_, draw), -farthest, farthest);
      };
      keep(position + offset(draws_.offset_along), across + offset(draws_.offset_across), draw);
    }
  }

  const DefectLaw& law_;
  const Draws& draws_;
  std::uint64_t roll_;
  std::int64_t tile_;
};

}  // namespace

std::vector<DefectLaw> usual_defects() {
  return {{.name = "pinholes", .kind = DefectKind::pinhole, .density = 4},
          {.name = "copper_spits",
           .kind = DefectKind::spit,
           .density = 2,
           .cluster_size = 4,
           .cluster_spread = 0.5},
          {.name = "flakes",
           .kind = DefectKind::flake,
           .density = 0.08,
           .size = {.median = 250e-6, .spread = 0.5}}};
}

double bridge_conductance(const DefectLaw& law, double size, double film_thickness) noexcept {
  const double shortest = size / law.aspect;
  return shortest < film_thickness ? 0
                                   : law.areal_conductance * std::numbers::pi / 4 * size * shortest;
}

double uncut_conductance(double size, double sheet_resistance, double scribe_width) noexcept {
  return size / (sheet_resistance * scribe_width);
}

std::vector<PointDefect> make_point_defects(const DefectLaw& law, double film_thickness,
                                            std::uint64_t seed, std::int64_t roll,
                                            const WebPart& part) {
  const Draws draws(seed, "process.point." + law.name);
  const auto id = static_cast<std::uint64_t>(roll);
  const double reach = law.cluster_size > 0 ? farthest * law.cluster_radius : 0;
  std::vector<PointDefect> defects;
  const auto last = static_cast<std::int64_t>(std::floor((part.to + reach) / tile_length));
  for (auto tile = static_cast<std::int64_t>(std::floor((part.from - reach) / tile_length));
       tile <= last; ++tile) {
    Tile(law, draws, id, tile)
        .visit(part.width, reach, [&](double position, double across, std::uint64_t draw) {
          if (position >= part.from && position < part.to && across >= 0 && across < part.width) {
            const double size = size_of(law.size, draws.size.uniform(id, draw));
            defects.push_back(
                {position, across, size, bridge_conductance(law, size, film_thickness), law.kind});
          }
        });
  }
  // By position, and where two are one, in the order of their draws.
  std::ranges::stable_sort(defects, {}, &PointDefect::position);
  return defects;
}

}  // namespace heliofab::process
