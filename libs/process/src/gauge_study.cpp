// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/gauge_study.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include <fmt/format.h>

#include "distributions.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/process/control_chart.hpp"

namespace heliofab::process {

namespace {

void check_study(const GaugeStudy& s) {
  const auto fits = [](std::size_t n) { return n >= 2 && n <= 100; };
  if (!fits(s.parts) || !fits(s.appraisers) || !fits(s.trials) ||
      s.values.size() != s.parts * s.appraisers * s.trials) {
    throw InputError("E4323", "gauge study",
                     fmt::format("{} values of {} parts, {} appraisers, {} trials; wanted 2 to 100 "
                                 "of each and one value for every trial",
                                 s.values.size(), s.parts, s.appraisers, s.trials));
  }
}

// StudyMeans over all else of one part, one appraiser.
struct StudyMeans {
  std::vector<double> parts, appraisers;
  double all = 0;
};
StudyMeans study_means(const GaugeStudy& s) {
  StudyMeans m{std::vector<double>(s.parts), std::vector<double>(s.appraisers), 0};
  for (std::size_t p = 0; p < s.parts; ++p) {
    for (std::size_t a = 0; a < s.appraisers; ++a) {
      for (std::size_t t = 0; t < s.trials; ++t) {
        m.parts[p] += s.at(p, a, t) / static_cast<double>(s.appraisers * s.trials);
        m.appraisers[a] += s.at(p, a, t) / static_cast<double>(s.parts * s.trials);
        m.all += s.at(p, a, t) / static_cast<double>(s.values.size());
      }
    }
  }
  return m;
}

std::span<const double> trials_of(const GaugeStudy& s, std::size_t cell) {
  return std::span(s.values).subspan(cell * s.trials, s.trials);
}

// Mean range of few samples over sigma: the root mean square, since variances add [duncan1955].
// Above 15 samples the handbook takes d2.
double range_per_sigma(std::size_t n, std::size_t samples) {
  const double mean = d2(n);
  if (samples > 15) {
    return mean;
  }
  const double scatter = d3(n);
  return std::sqrt(mean * mean + scatter * scatter / static_cast<double>(samples));
}

double root_of_variance(double variance) { return std::sqrt(std::max(0.0, variance)); }

GaugeVariation variation_of(double repeatability, double appraiser, double interaction,
                            double part) {
  GaugeVariation v{.repeatability = repeatability,
                   .reproducibility = std::hypot(appraiser, interaction),
                   .interaction = interaction,
                   .part = part};
  v.gauge = std::hypot(v.repeatability, v.reproducibility);
  v.total = std::hypot(v.gauge, v.part);
  return v;
}

}  // namespace

GaugeVariation average_and_range(const GaugeStudy& s) {
  check_study(s);
  const std::size_t cells = s.parts * s.appraisers;
  double range = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    range += subgroup_of(trials_of(s, cell)).range / static_cast<double>(cells);
  }
  const double repeatability = range / range_per_sigma(s.trials, cells);
  const StudyMeans m = study_means(s);
  const double between = subgroup_of(m.appraisers).range / range_per_sigma(s.appraisers, 1);
  const double appraiser = root_of_variance(
      between * between - repeatability * repeatability / static_cast<double>(s.parts * s.trials));
  const double part = subgroup_of(m.parts).range / range_per_sigma(s.parts, 1);
  return variation_of(repeatability, appraiser, 0, part);
}

GaugeAnova anova(const GaugeStudy& s, double significance) {
  check_study(s);
  const auto parts = static_cast<double>(s.parts);
  const auto appraisers = static_cast<double>(s.appraisers);
  const auto trials = static_cast<double>(s.trials);
  const StudyMeans m = study_means(s);
  const auto squared = [](double x) { return x * x; };
  GaugeAnova table;
  double crossed = 0;
  double error = 0;
  for (std::size_t p = 0; p < s.parts; ++p) {
    table.parts += appraisers * trials * squared(m.parts[p] - m.all) / (parts - 1);
    for (std::size_t a = 0; a < s.appraisers; ++a) {
      const Subgroup cell = subgroup_of(trials_of(s, p * s.appraisers + a));
      crossed += trials * squared(cell.mean - m.parts[p] - m.appraisers[a] + m.all);
      error += (trials - 1) * squared(cell.deviation);
    }
  }
  for (const double appraiser : m.appraisers) {
    table.appraisers += parts * trials * squared(appraiser - m.all) / (appraisers - 1);
  }
  const double crossed_freedom = (parts - 1) * (appraisers - 1);
  const double error_freedom = parts * appraisers * (trials - 1);
  table.interaction = crossed / crossed_freedom;
  table.error = error / error_freedom;
  table.interaction_f =
      table.error > 0 ? table.interaction / table.error : std::numeric_limits<double>::infinity();
  table.interaction_p =
      table.error > 0 ? f_exceedance(table.interaction_f, crossed_freedom, error_freedom) : 0;
  table.is_pooled = !(table.interaction_p < significance);
  // Without interaction both mean squares are estimates of the one error.
  const double pooled = (crossed + error) / (crossed_freedom + error_freedom);
  const double repeat = table.is_pooled ? pooled : table.error;
  const double against = table.is_pooled ? pooled : table.interaction;
  table.variation = variation_of(
      std::sqrt(repeat), root_of_variance((table.appraisers - against) / (parts * trials)),
      table.is_pooled ? 0 : root_of_variance((table.interaction - table.error) / trials),
      root_of_variance((table.parts - against) / (appraisers * trials)));
  return table;
}

}  // namespace heliofab::process
