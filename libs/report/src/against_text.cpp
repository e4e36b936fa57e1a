// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/report/against.hpp"
#include "terminal.hpp"

namespace heliofab::report {

namespace {

std::string number(double value) { return fmt::format("{:.4g}", value); }

std::string_view name_of(twin::ToolState state) {
  return names_of(plant::ToolState{})[static_cast<std::size_t>(state)];
}

std::string count(std::int64_t values) { return grouped(values); }

void write_figure(Terminal& out, const twin::AgainstFigure& f) {
  out.blank();
  out.heading(clean(f.name), fmt::format("{} measured, {} simulated", count(f.measured_count),
                                         count(f.simulated_count)));
  const auto row = [&](std::string_view name, double measured, double simulated) {
    out.row(fmt::format("  {}", name), number(measured),
            fmt::format("{} simulated, {:+.2f} %", number(simulated),
                        measured != 0 ? 100 * (simulated / measured - 1) : 0.0));
  };
  row("median", f.measured.median, f.simulated.median);
  row("p10", f.measured.p10, f.simulated.p10);
  row("p90", f.measured.p90, f.simulated.p90);
  row("standard deviation", f.measured.std, f.simulated.std);
  out.row(
      "  medians apart", number(f.median_difference.value),
      fmt::format("+- {} (95 %, of values one by one)", number(1.96 * f.median_difference.error)));
  const bool is_apart = f.ks > f.ks_by_chance;
  out.row("  distributions apart", percent(f.ks),
          fmt::format("{} {} that chance explains", is_apart ? "more than the" : "within the",
                      percent(f.ks_by_chance)),
          is_apart ? Terminal::Ink::bad : Terminal::Ink::good);
  const auto line = [&](std::string_view name, const std::vector<double>& shares) {
    out.row(fmt::format("  {}", name), "",
            fmt::format("{} {} {}", number(f.edges.front()), out.spark(shares),
                        number(f.edges.back())));
  };
  line("measured", f.measured_share);
  line("simulated", f.simulated_share);
}

}  // namespace

std::string against_text(const twin::Against& against, const TextStyle& style) {
  Terminal out(style);
  out.heading(fmt::format("{} against the run", clean(against.file)), against.kind);
  for (const twin::AgainstFigure& figure : against.figures) {
    write_figure(out, figure);
  }
  std::string station;
  for (const twin::AgainstShare& share : against.shares) {
    if (share.station != station) {
      station = share.station;
      out.blank();
      out.heading(clean(station), "shares of all hours");
    }
    out.row("  " + std::string(name_of(share.state)), percent(share.measured),
            fmt::format("{} simulated", percent(share.simulated)));
  }
  for (const std::string& name : against.left_out) {
    out.remark(fmt::format("left out: the run has no '{}'", clean(name)));
  }
  if (against.figures.empty() && against.shares.empty()) {
    out.remark("the run has none of these figures");
  }
  return out.text();
}

io::Json against_json(const twin::Against& against) {
  using io::Json;
  const auto distribution = [](const twin::Distribution& d) {
    return Json::object(
        {{"mean", d.mean}, {"median", d.median}, {"std", d.std}, {"p10", d.p10}, {"p90", d.p90}});
  };
  const auto numbers = [](const std::vector<double>& values) {
    return Json::array_of(values, [](double v) { return Json(v); });
  };
  const auto figure = [&](const twin::AgainstFigure& f) {
    return Json::object({{"figure", f.name},
                         {"measured_count", f.measured_count},
                         {"simulated_count", f.simulated_count},
                         {"measured", distribution(f.measured)},
                         {"simulated", distribution(f.simulated)},
                         {"median_difference", f.median_difference.value},
                         {"median_difference_error", f.median_difference.error},
                         {"ks", f.ks},
                         {"ks_by_chance", f.ks_by_chance},
                         {"edges", numbers(f.edges)},
                         {"measured_share", numbers(f.measured_share)},
                         {"simulated_share", numbers(f.simulated_share)}});
  };
  const auto share = [](const twin::AgainstShare& s) {
    return Json::object({{"station", s.station},
                         {"state", name_of(s.state)},
                         {"measured", s.measured},
                         {"simulated", s.simulated}});
  };
  return Json::object({{"file", against.file},
                       {"kind", against.kind},
                       {"figures", Json::array_of(against.figures, figure)},
                       {"shares", Json::array_of(against.shares, share)},
                       {"left_out", Json::array_of(against.left_out, [](const std::string& name) {
                          return Json(name);
                        })}});
}

}  // namespace heliofab::report
