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
  const std::vector<EfficiencyStep> steps = efficiency_steps(record);
  if (steps.empty()) {
    return;
  }
  out.blank();
  out.heading("Where the efficiency goes, points", "the median module");
  const double top = steps.front().after;
  const double scale = top > 0 ? 1 / top : 0;
  for (const EfficiencyStep& step : steps) {
    if (step.is_total) {
      out.bar_row(step.name, fixed(step.after * 100, 2), 0, step.after * scale);
    } else {
      out.bar_row(step.name, fixed(-step.lost(), 2), step.after * scale, step.before * scale,
                  false);
    }
  }
}

}  // namespace heliofab::report
