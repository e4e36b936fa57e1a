// SPDX-License-Identifier: Apache-2.0
#include "heliofab/field/sun_path.hpp"

#include <algorithm>
#include <cmath>

#include "heliofab/core/check.hpp"
#include "spa_series.hpp"
#include "sun_lanes.hpp"

namespace heliofab::field {
namespace {

constexpr std::size_t block = 8;  // nodes computed together

// The cubic of u in [0, 1] through y at u = -1, 0, 1, 2, lowest power first.
void put_cubic(std::span<const double, 4> y, std::span<double, 4> c) noexcept {
  c[0] = y[1];
  c[1] = y[2] - y[0] / 3 - y[1] / 2 - y[3] / 6;
  c[2] = (y[0] + y[2]) / 2 - y[1];
  c[3] = (y[1] - y[2]) / 2 + (y[3] - y[0]) / 6;
}

}  // namespace

SunTable::SunTable(double first, double last) {
  HELIOFAB_CHECK(std::isfinite(first) && std::isfinite(last) && first <= last);
  origin_ = static_cast<long>(std::floor(first / interval));
  const long end = static_cast<long>(std::floor(last / interval)) + 1;
  const auto n = static_cast<std::size_t>(end - origin_);
  // One node before the first interval, and two after the start of the last.
  const std::size_t n_nodes = (n + 3 + block - 1) / block * block;
  std::vector<double> days(n_nodes);
  std::vector<double> dt(n_nodes);
  for (std::size_t i = 0; i < n_nodes; ++i) {
    const double time = interval * static_cast<double>(origin_ + static_cast<long>(i) - 1);
    days[i] = time / seconds_per_day;
    dt[i] = delta_t(decimal_year(time));
  }
  SunNodes nodes;
  fill_sun_nodes(days, dt, nodes);
  cubics_.resize(n * coefficients);
  for (std::size_t i = 0; i < n; ++i) {
    std::size_t at = i * coefficients;
    for (const auto* quantity : {&nodes.ahead, &nodes.sine, &nodes.cosine, &nodes.radius}) {
      put_cubic(std::span<const double, 4>(quantity->data() + i, 4),
                std::span<double, 4>(cubics_.data() + at, 4));
      at += 4;
    }
  }
}

void sun_path(const SunTable& table, const Site& site, const Air& air, std::span<const double> time,
              const SunPath& path) {
  HELIOFAB_CHECK(std::ranges::all_of(time, [&](double t) { return table.holds(t); }));
  for (const auto& span :
       {path.zenith, path.azimuth, path.east, path.north, path.up, path.radius}) {
    HELIOFAB_CHECK(span.empty() || span.size() == time.size());
  }
  const auto [across, along] = observer_at(site);
  const double parallax = std::sin(solar_parallax);
  const SunView view{.sine = std::sin(site.latitude),
                     .cosine = std::cos(site.latitude),
                     .longitude = site.longitude,
                     .across = across * parallax,
                     .along = along * parallax,
                     .lift = refraction_factor(air),
                     .lowest_lift = lowest_lift};
  fill_sun_path(table, view, time, path);
}

}  // namespace heliofab::field
