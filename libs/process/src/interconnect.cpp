// SPDX-License-Identifier: Apache-2.0
#include "heliofab/process/interconnect.hpp"

#include <algorithm>
#include <limits>

namespace heliofab::process {

namespace {

struct Span {
  double from = 0;
  double to = 0;
  double width() const noexcept { return std::max(0.0, to - from); }
};

Span span_of(const Scribe& scribe, double width) noexcept {
  return {scribe.place - width / 2, scribe.place + width / 2};
}

Span before(const Span& s, double end) noexcept { return {s.from, std::min(s.to, end)}; }
Span behind(const Span& s, double start) noexcept { return {std::max(s.from, start), s.to}; }

}  // namespace

double Interconnect::dead_width() const noexcept {
  return p1_width + p1_p2_gap + p2_width + p2_p3_gap + p3_width + 2 * edge;
}

Interconnect interconnect(const Scribe& first, const Scribe& second, const Scribe& third,
                          const ScribeContact& contact) noexcept {
  const Span p1 = span_of(first, first.groove.width);
  const Span p2 = span_of(second, second.groove.width);
  const Span p3 = span_of(third, third.groove.width);
  // Only what is open to the bottom touches. Back contacts end at P1, front contacts at P3; a
  // scribe that is not through ends nothing, and says so by itself.
  const Span bottom = span_of(second, second.groove.bottom_width);
  return {.p1_width = p1.width(),
          .p1_p2_gap = p2.from - p1.to,
          .p2_width = p2.width(),
          .p2_p3_gap = p3.from - p2.to,
          .p3_width = p3.width(),
          .contact_width = before(behind(bottom, p1.to), p3.from).width(),
          .short_before = before(before(bottom, p1.from), p3.from).width(),
          .short_behind = behind(behind(bottom, p1.to), p3.to).width(),
          .p2_resistivity = contact.resistivity,
          .leakage = edge_leakage(contact.leakage, first.groove) +
                     edge_leakage(contact.leakage, third.groove),
          .edge = std::max({first.groove.edge, second.groove.edge, third.groove.edge}),
          .is_p1_closed = !first.groove.is_open(),
          .is_p3_closed = !third.groove.is_open()};
}

double short_conductance(const Interconnect& at, double short_width) noexcept {
  return short_width / at.p2_resistivity;
}

FailedLengths failed_lengths(std::span<const Interconnect> places, double spacing) noexcept {
  FailedLengths failed;
  for (const Interconnect& place : places) {
    failed.interrupted += place.is_interrupted() ? spacing : 0;
    failed.shorted += place.is_shorted() ? spacing : 0;
  }
  return failed;
}

double mean_contact(std::span<const Interconnect> places) noexcept {
  double conductance = 0;
  for (const Interconnect& place : places) {
    conductance += place.contact_width / place.p2_resistivity;
  }
  return conductance > 0 ? static_cast<double>(places.size()) / conductance
                         : std::numeric_limits<double>::infinity();
}

}  // namespace heliofab::process
