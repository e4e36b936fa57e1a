// SPDX-License-Identifier: Apache-2.0
#include "scribe_places.hpp"

#include <algorithm>

namespace heliofab::module {

namespace {

constexpr double least_contact = 1e-9;  // [ohm m] of a bus bar that is said to have none

}  // namespace

ScribePlaces::ScribePlaces(const PlaneModule& m, std::size_t scribe) {
  const ModuleDesign& d = m.design;
  const Scribes& s = d.scribes;
  const bool is_first = scribe == 0;
  const bool is_last = scribe == static_cast<std::size_t>(d.cells);
  even_.p1 = is_first ? 0 : s.leakage / 2;
  even_.p3 = is_last ? 0 : s.leakage / 2;
  even_.end = is_first || is_last ? std::max(d.end_contact / 2, least_contact) : 0;
  if (!is_first) {
    even_.contact = s.p2_contact;
    even_.front = d.tco_sheet_resistance * (s.p1_width + s.p1_p2_gap);
    even_.back = d.mo_sheet_resistance * (s.p2_p3_gap + s.p3_width);
  }
  for (const ScribeFault& f : m.scribe_faults) {
    if (static_cast<std::size_t>(f.cell) + 1 == scribe) {
      faults_.push_back(&f);
    }
  }
}

ScribePlace ScribePlaces::at(double y) const {
  using Line = ScribeFault::Line;
  ScribePlace here = even_;
  for (const ScribeFault* f : faults_) {
    if (y <= f->y || y >= f->y + f->length) {
      continue;
    }
    if (f->line == Line::p2) {
      here.contact = f->p2_contact;
      here.is_p2_faulty = true;
    } else {
      (f->line == Line::p1 ? here.bridged_p1 : here.bridged_p3) += f->conductance / f->length;
    }
  }
  return here;
}

}  // namespace heliofab::module
