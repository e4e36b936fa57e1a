// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "dot_plot.hpp"
#include "flash_curve.hpp"
#include "format.hpp"
#include "heliofab/report/module_trace.hpp"
#include "run_sections.hpp"
#include "terminal.hpp"

namespace heliofab::report {

namespace {

using store::ModuleTrace;
using Ink = Terminal::Ink;

std::string fate_of(const ModuleTrace& t) {
  if (t.flash) {
    return t.flash->is_good ? "good, bin " + t.flash->bin : "rejected: " + t.flash->cause;
  }
  return t.scrap        ? fmt::format("scrapped at {}: {}", t.scrap->station, t.scrap->cause)
         : t.in_process ? "in the line when the run ended"
                        : "not flashed";
}

void write_head(Terminal& out, const ModuleTrace& t) {
  out.heading(fmt::format("module {}, {}", t.serial, clean(fate_of(t))));
  const std::string place =
      t.roll ? fmt::format("roll {}", static_cast<std::int64_t>(t.roll->roll)) : "no roll yet";
  if (t.module) {
    out.remark(fmt::format("{}, {:.3f} to {:.3f} m, lane {}, {} for the market {}", place,
                           t.position_m, t.position_m + t.length_m, t.module->lane,
                           clean(t.module->product), clean(t.module->segment)));
    out.remark(fmt::format("made {}, {} cells, {} cm2 of aperture", format_time(t.module->made),
                           t.module->cells, four_digits(t.module->aperture_m2 * 1e4)));
  } else {
    out.remark(fmt::format("{}, {:.3f} m long", place, t.length_m));
  }
}

// The curve at the left, figures at its right.
void write_flash(Terminal& out, const ModuleTrace& t, const TextStyle& style) {
  if (!t.flash) {
    return;
  }
  const twin::FlashRow& f = *t.flash;
  const std::array<std::string, 7> figures{
      fmt::format("Isc  {} A", four_digits(f.isc_A)),
      fmt::format("Voc  {} V", four_digits(f.voc_V)),
      fmt::format("FF   {}", percent(f.fill_factor)),
      fmt::format("Imp  {} A", four_digits(f.imp_A)),
      fmt::format("Vmp  {} V", four_digits(f.vmp_V)),
      fmt::format("Pmax {} W", four_digits(f.pmax_W)),
      fmt::format("eff  {}", percent(f.aperture_efficiency, 2))};
  out.blank();
  const auto curve = curve_through(f.isc_A, f.voc_V, f.imp_A, f.vmp_V);
  if (!curve) {
    out.heading("Flash test", "no curve goes through these points");
    for (const std::string& figure : figures) {
      out.plain_line("  " + figure);
    }
    return;
  }
  // Between the labels and the figures beside it.
  const auto width = static_cast<std::size_t>(std::clamp(style.width - 27, 33, 52));
  const double top_A = 1.1 * f.isc_A;
  const double end_V = 1.05 * f.voc_V;
  const auto lines = dot_plot([&](double x) { return curve->current_A(x * end_V) / top_A; }, width,
                              figures.size(), style.ascii);
  out.heading("Flash test, current over voltage");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string label = i == 0                  ? four_digits(top_A) + " A"
                              : i + 1 == lines.size() ? "0 A"
                                                      : "";
    out.plain_line(fmt::format("{:>10}|{}  {}", label, lines[i], figures.at(i)));
  }
  const std::string end = four_digits(end_V) + " V";
  out.plain_line(fmt::format("{:>11}{:>{}}", "0 V", end, width - 1));
  out.remark("the curve is drawn through Isc, Voc and the point of greatest power; the record");
  out.remark(fmt::format("keeps these, as flashed at {} W/m2 and {:.1f} degC",
                         four_digits(f.irradiance_W_m2), f.temperature_K - 273.15));
}

void write_comparison(Terminal& out, const ModuleTrace& t) {
  if (t.figures.empty()) {
    return;
  }
  out.blank();
  out.heading("Beside all modules of its product",
              fmt::format("median, p10 to p90 of {}", grouped(t.product_modules)));
  for (const store::Comparison& c : t.figures) {
    const bool is_outside = c.value < c.low || c.value > c.high;
    const std::string change =
        c.median != 0 ? fmt::format("  {:+.1f} %", 100 * (c.value / c.median - 1)) : "";
    out.row(c.name, four_digits(c.value),
            fmt::format("{}, {} to {}{}", four_digits(c.median), four_digits(c.low),
                        four_digits(c.high), change),
            is_outside ? Ink::bold : Ink::plain);
  }
}

void write_losses(Terminal& out, const ModuleTrace& t) {
  if (t.losses.empty()) {
    return;
  }
  write_waterfall(out, {.losses = t.losses});
  if (t.flash) {
    const double top = t.losses.front().efficiency;
    out.bar_row("this module, as flashed", fixed(100 * t.flash->aperture_efficiency, 2), 0,
                top > 0 ? t.flash->aperture_efficiency / top : 0);
  }
  out.remark("the record keeps losses step by step for the median module alone");
}

std::string stay_text(SimTime from, SimTime to) {
  return fmt::format("{} to {}, {:.2f} h", format_time(from).substr(5, 11),
                     format_time(to).substr(5, 11), to_s(to - from) / 3600);
}

std::string_view station_of(std::string_view tool) { return tool.substr(0, tool.rfind('-')); }

void write_way(Terminal& out, const ModuleTrace& t) {
  if (t.passes.empty() && t.visits.empty()) {
    return;
  }
  out.blank();
  out.heading("Its way", "in, out, hours; first those of its roll");
  for (const twin::PassRow& pass : t.passes) {
    out.row(
        pass.tool, "",
        stay_text(pass.started, pass.finished) +
            (pass.stops > 0 ? fmt::format(", {} stops, {} s", pass.stops, grouped(pass.stopped_s))
                            : ""));
  }
  std::map<std::string_view, int> seen;
  for (const twin::VisitRow& visit : t.visits) {
    const bool is_again = ++seen[station_of(visit.tool)] > 1;
    const double blocked = to_s(visit.left - visit.done);
    out.row(visit.tool, "",
            stay_text(visit.began, visit.left) +
                (blocked > 0 ? fmt::format(", blocked {} s", grouped(blocked)) : "") +
                (is_again ? ", rework" : ""),
            is_again ? Ink::bad : Ink::plain);
  }
  if (t.flash && t.roll) {
    out.row("from the first tool to the flash",
            fmt::format("{:.1f} h", to_s(t.flash->flashed - t.roll->started) / 3600));
  }
}

void write_charges(Terminal& out, const ModuleTrace& t) {
  if (t.charges.empty()) {
    return;
  }
  std::map<std::string, std::map<std::int64_t, std::vector<std::string>>> by_tool;
  for (const twin::ChargeRow& charge : t.charges) {
    by_tool[charge.tool][charge.charge].push_back(clean(charge.source));
  }
  out.blank();
  out.heading("Charges it is made of");
  for (const auto& [tool, charges] : by_tool) {
    for (const auto& [number, sources] : charges) {
      constexpr std::size_t in_a_line = 2;
      for (std::size_t i = 0; i < sources.size(); i += in_a_line) {
        const std::vector<std::string> few(
            sources.begin() + static_cast<std::ptrdiff_t>(i),
            sources.begin() + static_cast<std::ptrdiff_t>(std::min(i + in_a_line, sources.size())));
        out.row(i == 0 ? tool : "", i == 0 ? fmt::format("no. {}", number) : "",
                fmt::format("{}", fmt::join(few, ", ")));
      }
    }
  }
}

void write_gauges(Terminal& out, const ModuleTrace& t) {
  if (!t.readings.empty()) {
    out.blank();
    out.heading("What gauges read nearest to it", "wanted, where on the roll, behind which tool");
  }
  for (const twin::ReadingRow& r : t.readings) {
    const bool is_alarm = std::ranges::any_of(t.alarms, [&](const twin::AlarmRow& a) {
      return a.tool == r.tool && a.quantity == r.quantity;
    });
    out.row(r.quantity, four_digits(r.value),
            fmt::format("{:>7}, {:.2f} m, {}", four_digits(r.target), r.position_m, r.tool),
            is_alarm ? Ink::bad : Ink::plain);
  }
}

void write_troubles(Terminal& out, const ModuleTrace& t) {
  out.blank();
  out.heading("Alarms, stops and scrap around it");
  if (t.alarms.empty() && t.events.empty() && t.beside.empty()) {
    out.remark("none");
  }
  for (const twin::AlarmRow& a : t.alarms) {
    out.row(a.tool, "",
            fmt::format("alarm at {:.2f} m: {} {}, action: {}", a.position_m, a.quantity, a.rule,
                        a.action),
            Ink::bad);
  }
  for (const auto& [event, position_m] : t.events) {
    out.row(event.tool, "",
            fmt::format("{} {}{}{}, at some {:.0f} m", format_time(event.time).substr(5, 11),
                        event.kind, event.detail.empty() ? "" : " ", event.detail, position_m));
  }
  for (const twin::ScrapRow& s : t.beside) {
    const bool is_before = s.position_m < t.position_m;
    const double gap = is_before ? t.position_m - s.position_m - s.length_m
                                 : s.position_m - t.position_m - t.length_m;
    out.row(s.station, "",
            fmt::format("{} m lost to {}, {:.2f} m {}", four_digits(s.length_m), s.cause,
                        std::max(gap, 0.0), is_before ? "before it" : "behind it"));
  }
}

void write_neighbours(Terminal& out, const ModuleTrace& t) {
  if (t.neighbours.empty()) {
    return;
  }
  out.blank();
  out.heading("Neighbours on the web", "module, lane, product, what became of it");
  for (const store::Neighbour& n : t.neighbours) {
    const std::string fate = !n.flash           ? "not flashed"
                             : n.flash->is_good ? "bin " + n.flash->bin
                                                : "rejected: " + n.flash->cause;
    out.row(fmt::format("{:.3f} m", n.module.position_m),
            n.flash ? percent(n.flash->aperture_efficiency, 2) : "-",
            fmt::format("{}, {}, {}, {}", static_cast<std::int64_t>(n.module.serial), n.module.lane,
                        n.module.product, fate));
  }
}

}  // namespace

std::string module_trace_text(const ModuleTrace& trace, const TextStyle& style) {
  Terminal out(style);
  write_head(out, trace);
  write_flash(out, trace, style);
  write_comparison(out, trace);
  write_losses(out, trace);
  write_way(out, trace);
  write_charges(out, trace);
  write_gauges(out, trace);
  write_troubles(out, trace);
  write_neighbours(out, trace);
  return out.text();
}

}  // namespace heliofab::report
