// SPDX-License-Identifier: Apache-2.0
#include "answer.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "gate_views.hpp"
#include "heliofab/report/summary_json.hpp"
#include "intervals.hpp"
#include "tally.hpp"

namespace heliofab::report {

namespace {

// "10.52 ± 0.03 %" of fractions.
std::string percent_within(double value, double half_width, int decimals,
                           std::string_view plus_minus) {
  return std::isfinite(half_width) ? fmt::format("{} {} {}", fixed(100 * value, decimals),
                                                 plus_minus, percent(half_width, decimals))
                                   : percent(value, decimals);
}

std::string fab_made(const twin::RunRecord& record, const twin::Summary& s) {
  return s.modules_made == 0
             ? std::string("No module was flashed in this run.")
             : fmt::format(
                   "{} good modules of {} made, {} together, came from {} m2 of finished "
                   "web, and {} of {} demanded were shipped.",
                   grouped(s.modules_good), grouped(s.modules_made), power_text(s.power_good_W),
                   grouped(s.web_finished_m2), power_text(s.power_shipped_W),
                   power_text(total_demand(record)));
}

std::string fab_quality(const twin::RunRecord& record, const twin::Summary& s,
                        std::string_view plus_minus) {
  const Intervals within = intervals_of(record);
  std::string text = gates_text(gates_of(record, s));
  if (s.modules_made > 0) {
    text += fmt::format(
        "; half of the modules reach {} aperture efficiency or more, and {} of the web's aperture "
        "area became good modules",
        percent_within(s.aperture_efficiency.median, within.efficiency_median, 2, plus_minus),
        percent_within(s.line_yield, within.line_yield, 1, plus_minus));
  }
  return text + ".";
}

// Of all steps; null without any.
const twin::LossRow* largest_loss(const std::vector<twin::LossRow>& losses) {
  const auto largest = std::ranges::max_element(
      losses, {}, [](const twin::LossRow& l) { return std::isfinite(l.loss) ? l.loss : 0; });
  return largest == losses.end() || !(largest->loss > 0) ? nullptr : &*largest;
}

std::string limits(const twin::RunRecord& record, const twin::Summary& s) {
  std::string text = fmt::format(
      "What limits output most is {}, the bottleneck, at an overall equipment efficiency of {}",
      s.bottleneck, percent(s.oee_e79));
  if (!s.area_losses.empty()) {
    const twin::AreaLoss& loss = s.area_losses.front();
    text += fmt::format("; the largest loss of web is {} at {}, {} of it", loss.cause, loss.station,
                        percent(loss.share));
  }
  const std::vector<twin::LossRow> losses = ordered_losses(record);
  if (const twin::LossRow* loss = largest_loss(losses)) {
    text +=
        fmt::format(", and of efficiency {}, {} points", loss->cause, fixed(100 * loss->loss, 1));
  }
  return text + ".";
}

std::string line_made(const twin::FlowFigures& line, std::string_view plus_minus) {
  return fmt::format(
      "{} parts left the line in {} s, {} {} {} a second, each after {} s in the mean.",
      grouped(line.parts), grouped(line.duration_s), four_digits(line.throughput_per_s.mean),
      plus_minus, four_digits(line.throughput_per_s.half_width),
      four_digits(line.cycle_time_s.mean));
}

}  // namespace

std::vector<std::string> answer_of(const twin::RunRecord& record, const twin::Summary& s,
                                   std::string_view plus_minus) {
  std::vector<std::string> sentences;
  if (s.is_line) {
    sentences = {line_made(s.flow, plus_minus), gates_text(gates_of(record, s)) + "."};
  } else {
    sentences = {fab_made(record, s), fab_quality(record, s, plus_minus)};
  }
  if (!s.bottleneck.empty()) {
    sentences.push_back(limits(record, s));
  }
  return sentences;
}

}  // namespace heliofab::report
