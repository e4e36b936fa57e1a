// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "heliofab/process/map_field.hpp"
#include "heliofab/process/point_defects.hpp"
#include "validation_rows.hpp"

// Fields and point defects against their laws.
namespace heliofab::process::validation_rows {
namespace {

constexpr double no_end = std::numeric_limits<double>::infinity();

// Mean of x y over entities from the first on, for a field at two places.
double mean_product_at(const WebField& field, double a, double b, std::uint64_t entities,
                       std::uint64_t first = 0) {
  double sum = 0;
  for (std::uint64_t k = 0; k < entities; ++k) {
    sum += field.at(first + k, a) * field.at(first + k, b);
  }
  return sum / static_cast<double>(entities);
}

// A mean over that of the law, in its standard errors.
double errors_off(double found, double law, double variance, double n) {
  return std::abs(found - law) / std::sqrt(variance / n);
}

// Products of two standard normals of correlation rho have the variance 1 + rho^2. Pairs across the
// middle of the span, which have no parent in common but it, and within one small interval.
double worst_covariance(double length) {
  constexpr std::uint64_t n = 20'000;
  const WebField field(1, "test.covariance", length);
  double worst = 0;
  for (const auto& [a, b] : {std::pair{17.3, 17.3},
                             {2047.75, 2048.25},
                             {0.0, 12.5},
                             {100.0, 130.0},
                             {299.0, 299.125},
                             {0.0, 4096.0}}) {
    double sum = 0;
    for (std::uint64_t k = 0; k < n; ++k) {
      sum += field.at(k, b);
    }
    const double rho = a == b ? 1 : std::exp(-(b - a) / length);
    worst = std::max({worst, errors_off(sum / n, 0, 1, n),
                      errors_off(mean_product_at(field, b, b, n), 1, 2, n),
                      errors_off(mean_product_at(field, a, b, n), rho, 1 + rho * rho, n)});
  }
  return worst;
}

void add_fields(Checks& rows) {
  for (const double length : {0.0, 0.4, 30.0, 2000.0, no_end}) {
    const std::string name =
        length == no_end ? "constant field" : fmt::format("field of length {:g} m", length);
    rows.push_back(
        {name + ": mean, variance and covariance at six pairs of places, farthest from the law", 0,
         worst_covariance(length), 4, "standard errors", "20,000 rolls"});
  }
  // A neighbour tells all of what is beyond it: products of residuals of x(0) and x(2h) given x(h).
  constexpr std::uint64_t n = 20'000;
  const WebField markov(2, "test.markov", 5);
  const double rho = std::exp(-0.4);
  double residuals = 0;
  for (std::uint64_t k = 0; k < n; ++k) {
    std::vector<double> x(3);
    markov.fill(k, {.first = 31, .step = 2, .count = 3}, x);
    residuals += (x[0] - rho * x[1]) * (x[2] - rho * x[1]) / n;
  }
  rows.push_back({"... of 5 m: correlation of what two places have beside the one between them", 0,
                  residuals / (1 - rho * rho), 4 / std::sqrt(n), "", "4 standard errors"});
}

void add_maps(Checks& rows) {
  const MapField field(1, "test.map", exponential_modes(5, 0.5), 8);
  const WebGrid grid{.first = 20.125, .step = 0.25, .count = 17};
  constexpr std::uint64_t n = 20'000;
  struct Place {
    const char* name;
    std::size_t at;  // of the grid's places x zones, against zone 1 of the first
    double rho;
    double sum = 0;
  };
  std::vector<Place> places{
      {"variance", 1, 1},
      {"correlation 4 m down the web, exp(-4 / 8)", 16 * 5 + 1, std::exp(-0.5)},
      {"half the width across, exp(-0.5 / 0.5)", 3, std::exp(-1)},
      {"both, the product", 16 * 5 + 3, std::exp(-1.5)}};
  for (std::uint64_t roll = 0; roll < n; ++roll) {
    std::vector<double> values(grid.count * 5);
    field.add(roll, grid, 0.03, values);
    for (Place& p : places) {
      p.sum += values[1] * values[p.at] / (0.03 * 0.03) / n;
    }
  }
  for (const Place& p : places) {
    rows.push_back(
        {fmt::format("{} {}", p.at == 1 ? "map, 8 m along and half of the width across:" : "...",
                     p.name),
         p.rho, p.sum, 4 * std::sqrt((1 + p.rho * p.rho) / n), "", "4 standard errors"});
  }
}

// Mean of the pairs of places in [0, a] whose distance is normal with variance 2 s^2.
double pairs_within(double a, double s) {
  return a * std::erf(a / (2 * s)) -
         2 * s / std::sqrt(std::numbers::pi) * (1 - std::exp(-a * a / (4 * s * s)));
}

struct Box {
  double from = 0, along = 0, low = 0, across = 0;  // [m]
};
// Neyman and Scott's, by (6) of theory/fields.md.
double count_variance(const DefectLaw& law, const Box& box) {
  const double mean = law.density * box.along * box.across;
  return mean + law.density * law.cluster_size * std::exp(law.cluster_spread * law.cluster_spread) *
                    pairs_within(box.along, law.cluster_radius) *
                    pairs_within(box.across, law.cluster_radius);
}

struct BoxCount {
  double mean = 0;
  double variance = 0;
  double error = 0;  // standard error of the variance, from the fourth moment
};
BoxCount count_in(const DefectLaw& law, const Box& box, int rolls, std::int64_t first = 0) {
  std::vector<double> numbers;
  BoxCount c;
  for (int roll = 0; roll < rolls; ++roll) {
    const std::vector<PointDefect> all =
        make_point_defects(law, 2e-6, 1, first + roll, {box.from, box.from + box.along, 0.3});
    numbers.push_back(static_cast<double>(std::ranges::count_if(all, [&](const PointDefect& d) {
      return d.across >= box.low && d.across < box.low + box.across;
    })));
    c.mean += numbers.back() / rolls;
  }
  double fourth = 0;
  for (const double n : numbers) {
    c.variance += (n - c.mean) * (n - c.mean) / (rolls - 1);
    fourth += std::pow(n - c.mean, 4) / rolls;
  }
  c.error = std::sqrt((fourth - c.variance * c.variance) / rolls);
  return c;
}

DefectLaw clusters(double spread) {
  return {.name = "clusters",
          .density = 8,
          .cluster_size = 5,
          .cluster_spread = spread,
          .cluster_radius = 0.06};
}

void add_counts(const std::string& name, const DefectLaw& law, const Box& box, Checks& rows) {
  constexpr int rolls = 20'000;
  const BoxCount c = count_in(law, box, rolls);
  const double variance = count_variance(law, box);
  rows.push_back({name, law.density * box.along * box.across, c.mean,
                  4 * std::sqrt(variance / rolls), "", "4 standard errors, 20,000 rolls"});
  rows.push_back({"... variance", variance, c.variance, 4 * c.error, "",
                  "4 standard errors, by the fourth moment"});
}

// Boxes at the start of a roll and at its edge miss no cluster that begins beyond them.
void add_defects(Checks& rows) {
  for (const double from : {0.0, 41.3}) {
    add_counts(
        fmt::format("6 defects a square metre, alone: number in 2.5 m by 0.2 m from {:g} m on",
                    from),
        {.density = 6}, {from, 2.5, 0, 0.2}, rows);
  }
  for (const double spread : {0.0, 0.8}) {
    for (const Box& box : {Box{0, 0.5, 0, 0.2}, {10.7, 0.5, 0.05, 0.2}, {11, 0.5, 0.1, 0.2}}) {
      add_counts(
          fmt::format("8, in clusters of 5{}: number in 0.5 m by 0.2 m from {:g} m on, {:g} m "
                      "from the edge",
                      spread > 0 ? ", spread 0.8" : "", box.from, box.low),
          clusters(spread), box, rows);
    }
  }
}

}  // namespace

Checks field_rows() {
  Checks rows;
  add_fields(rows);
  add_maps(rows);
  add_defects(rows);
  return rows;
}

line_chart::Picture field_picture() {
  using line_chart::Line;
  using line_chart::Look;
  std::uint64_t first = 0;  // roll of a dot: others each time
  std::vector<Line> correlations;
  for (const double length : {5.0, 30.0, 100.0}) {
    const auto colour = static_cast<int>(correlations.size()) / 2;
    const WebField field(1, "test.covariance", length);
    correlations.push_back(drawn(
        fmt::format("L = {:g} m", length), spaced(0, 60, 60),
        [&](double d) { return std::exp(-d / length); }, colour));
    correlations.push_back(drawn(
        "", spaced(0, 60, 12),
        [&](double d) { return mean_product_at(field, 100, 100 + d, 10'000, first += 10'000); },
        colour, Look::dots));
  }
  std::int64_t first_roll = 0;
  std::vector<Line> counts;
  for (const auto& [name, law] : {std::pair{"alone", DefectLaw{.density = 8}},
                                  {"in clusters of 5", clusters(0)},
                                  {"... spread 0.8", clusters(0.8)}}) {
    const auto colour = static_cast<int>(counts.size()) / 2;
    const auto over_mean = [&law = law](double variance, double along) {
      return variance / (law.density * along * 0.3);
    };
    counts.push_back(drawn(
        name, spaced(0.02, 1, 49),
        [&](double a) {
          return over_mean(count_variance(law, {10, a, 0, 0.3}), a);
        },
        colour));
    counts.push_back(drawn(
        "", spaced(0.125, 1, 7),
        [&](double a) {
          first_roll += 20'000;
          return over_mean(count_in(law, {10, a, 0, 0.3}, 20'000, first_roll).variance, a);
        },
        colour, Look::dots));
  }
  return {
      "process-fields.svg",
      "Left: correlation of a field along the web; lines: exp(-d / L), dots: 10,000 rolls each. "
      "Right: variance of the number of defects on 0.3 m of width over its mean; lines: Neyman "
      "and Scott, dots: 20,000 rolls each.",
      line_chart::svg({.charts = {{.title = "correlation",
                                   .x = {.name = "distance [m]", .to = 60, .step = 10},
                                   .y = {.from = -0.2},
                                   .lines = correlations},
                                  {.title = "variance over mean",
                                   .x = {.name = "length of web [m]"},
                                   .y = {.to = 10, .step = 2},
                                   .lines = counts}},
                       .columns = 2,
                       .width = 400,
                       .right = 160})};
}

}  // namespace heliofab::process::validation_rows
