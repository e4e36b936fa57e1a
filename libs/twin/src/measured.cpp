// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/measured.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <string_view>
#include <utility>

namespace heliofab::twin {

namespace {

struct FlashFigure {
  std::string_view name;
  double FlashRow::*value;
};

constexpr std::array flash_figures{
    FlashFigure{"isc_A", &FlashRow::isc_A},
    FlashFigure{"voc_V", &FlashRow::voc_V},
    FlashFigure{"imp_A", &FlashRow::imp_A},
    FlashFigure{"vmp_V", &FlashRow::vmp_V},
    FlashFigure{"pmax_W", &FlashRow::pmax_W},
    FlashFigure{"fill_factor", &FlashRow::fill_factor},
    FlashFigure{"aperture_efficiency", &FlashRow::aperture_efficiency}};

constexpr double hours(Duration time) { return to_s(time) / 3600; }

std::map<std::string, std::vector<double>> figures_of(const RunRecord& record) {
  std::map<std::string, std::vector<double>> figures;
  for (const FlashFigure& figure : flash_figures) {
    std::vector<double>& values = figures[std::string(figure.name)];
    for (const FlashRow& f : record.flashes) {
      values.push_back(f.*figure.value);
    }
  }
  for (const ReadingRow& r : record.readings) {
    figures[r.station + ": " + r.quantity].push_back(r.value);
  }
  for (const StateRow& s : record.states) {
    if (s.state == ToolState::unscheduled_down) {
      figures[s.station + ": " + std::string(down_time)].push_back(hours(s.to - s.from));
    }
  }
  return figures;
}

// Both samples in order.
double kolmogorov_smirnov(std::span<const double> a, std::span<const double> b) {
  double largest = 0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const double at = std::min(a[i], b[j]);
    while (i < a.size() && a[i] == at) {
      ++i;
    }
    while (j < b.size() && b[j] == at) {
      ++j;
    }
    largest = std::max(largest, std::abs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                         static_cast<double>(j) / static_cast<double>(b.size())));
  }
  return largest;
}

std::vector<double> shares(std::span<const double> values, std::span<const double> edges) {
  std::vector<double> share(edges.size() - 1);
  const double width = edges[1] - edges[0];
  for (const double v : values) {
    const double bin = width > 0 ? std::floor((v - edges[0]) / width) : 0;
    const double last = static_cast<double>(share.size()) - 1;
    share[static_cast<std::size_t>(std::clamp(bin, 0.0, last))] +=
        1 / static_cast<double>(values.size());
  }
  return share;
}

AgainstFigure against(const std::string& name, std::vector<double> measured,
                      std::vector<double> simulated) {
  constexpr std::size_t bins = 24;
  constexpr double one_in_twenty = 1.358;  // sqrt(-ln(0.05 / 2) / 2) [smirnov1948]
  AgainstFigure figure{.name = name,
                       .measured_count = std::ssize(measured),
                       .simulated_count = std::ssize(simulated),
                       .measured = distribution_of(measured),
                       .simulated = distribution_of(simulated)};
  const Statistic median{.kind = Statistic::Kind::quantile, .at = 0.5};
  const Estimate m = estimate(measured, median);
  const Estimate s = estimate(simulated, median);
  figure.median_difference = {.value = s.value - m.value, .error = std::hypot(s.error, m.error)};
  std::ranges::sort(measured);
  std::ranges::sort(simulated);
  figure.ks = kolmogorov_smirnov(measured, simulated);
  const auto n = static_cast<double>(measured.size());
  const auto k = static_cast<double>(simulated.size());
  figure.ks_by_chance = one_in_twenty * std::sqrt((n + k) / (n * k));
  const double from = std::min(measured.front(), simulated.front());
  const double to = std::max(measured.back(), simulated.back());
  for (std::size_t i = 0; i <= bins; ++i) {
    figure.edges.push_back(from + (to - from) * static_cast<double>(i) / bins);
  }
  figure.measured_share = shares(measured, figure.edges);
  figure.simulated_share = shares(simulated, figure.edges);
  return figure;
}

using StateHours = std::map<std::string, std::map<ToolState, double>>;

void add_shares(const RunRecord& record, const Measured& measured, Against& result) {
  StateHours real;
  StateHours twin;
  for (const MeasuredTime& t : measured.times) {
    real[t.station][t.state] += t.hours;
  }
  for (const StateRow& s : record.states) {
    twin[s.station][s.state] += hours(s.to - s.from);
  }
  const auto sum = [](const std::map<ToolState, double>& of) {
    double all = 0;
    for (const auto& [state, time] : of) {
      all += time;
    }
    return all;
  };
  for (auto& [station, of] : real) {
    if (!twin.contains(station)) {
      result.left_out.push_back(station);
      continue;
    }
    const double all_real = sum(of);
    const double all_twin = sum(twin[station]);
    for (std::int64_t code = 1; code <= 6; ++code) {
      const auto state = static_cast<ToolState>(code);
      result.shares.push_back({.station = station,
                               .state = state,
                               .measured = all_real > 0 ? of[state] / all_real : 0,
                               .simulated = all_twin > 0 ? twin[station][state] / all_twin : 0});
    }
  }
}

}  // namespace

Against compare(const RunRecord& record, const Measured& measured) {
  Against result{.file = measured.file, .kind = measured.kind};
  std::map<std::string, std::vector<double>> simulated = figures_of(record);
  for (const MeasuredFigure& figure : measured.figures) {
    std::vector<double>& values = simulated[figure.name];
    if (figure.values.empty()) {
      continue;
    }
    if (values.empty()) {
      result.left_out.push_back(figure.name);
    } else {
      result.figures.push_back(against(figure.name, figure.values, std::move(values)));
    }
  }
  add_shares(record, measured, result);
  return result;
}

}  // namespace heliofab::twin
