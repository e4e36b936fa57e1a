// SPDX-License-Identifier: Apache-2.0
#include "run_sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "format.hpp"
#include "tally.hpp"

namespace heliofab::report {

using twin::RunRecord;
using twin::Summary;

void write_title(Terminal& out, const RunRecord& record, const Summary& s) {
  const twin::Provenance& p = record.provenance;
  out.heading(fmt::format("{}, {} to {}, seed {}", p.name.empty() ? "run" : clean(p.name),
                          date_text(p.from), date_text(p.to), p.seed));
  if (!s.is_complete) {
    out.remark("interrupted: the figures cover what was finished");
  }
  for (const twin::EventRow& warning : events_of(record, twin::warning_event)) {
    out.remark(clean("warning: " + warning.subject));
    out.remark(clean("  " + warning.detail));
  }
}

void write_area_losses(Terminal& out, const Summary& s, std::size_t most) {
  if (s.area_losses.empty()) {
    return;
  }
  out.blank();
  out.heading("Yield lost, share of finished web", "all of it " + percent(1 - s.line_yield));
  const double largest = s.area_losses.front().share;
  double rest = 0;
  for (std::size_t i = 0; i < s.area_losses.size(); ++i) {
    const twin::AreaLoss& loss = s.area_losses[i];
    if (i < most) {
      out.bar_row(loss.station + ": " + loss.cause, percent(loss.share, 2), 0,
                  largest > 0 ? loss.share / largest : 0);
    } else {
      rest += loss.share;
    }
  }
  if (s.area_losses.size() > most) {
    out.bar_row(fmt::format("{} other causes", s.area_losses.size() - most), percent(rest, 2), 0,
                largest > 0 ? rest / largest : 0);
  }
}

void write_waterfall(Terminal& out, const RunRecord& record) {
  const auto losses = ordered_losses(record);
  if (losses.empty()) {
    return;
  }
  out.blank();
  out.heading("Where the efficiency goes, points", "the median module");
  const double top = losses.front().efficiency;
  const double scale = top > 0 ? 1 / top : 0;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const twin::LossRow& step = losses[i];
    const bool is_total = i == 0 || (i + 1 == losses.size() && step.loss == 0);
    if (is_total) {
      out.bar_row(step.cause, fixed(step.efficiency * 100, 2), 0, step.efficiency * scale);
    } else {
      out.bar_row(step.cause, fixed(-step.loss * 100, 2), step.efficiency * scale,
                  (step.efficiency + step.loss) * scale, false);
    }
  }
  if (losses.size() > 1 && losses.back().loss != 0) {
    out.bar_row("left", fixed(losses.back().efficiency * 100, 2), 0,
                losses.back().efficiency * scale);
  }
}

}  // namespace heliofab::report
