// SPDX-License-Identifier: Apache-2.0
// What a month of a fab learns, loses and uses; the rest of FabRun is in fab_run.cpp.
#include <fmt/format.h>

#include "fab_run.hpp"

namespace heliofab::twin {

void FabRun::learn() {
  if (learner_.learn(*plan_, static_cast<double>(ramp_.month), static_cast<double>(rolls_cut_))) {
    shop_.renew();
  }
  for (std::size_t s = 0; learner_.learns() && s < tools_.size(); ++s) {
    line_.set_breakdowns(s, plan_->line.stations[s].breakdowns);
  }
}

void FabRun::note_lost(RunRecord& batch) const {
  for (std::size_t i = 0; i < closed_.deliveries.size(); ++i) {
    if (const double lost = closed_.deliveries[i].lost_W; lost > 0) {
      note(batch, "market", "lost orders",
           fmt::format("{}: {:.4g} kW cancelled, late", plan_->market.segments[i].name,
                       lost / unit::kW));
    }
  }
}

market::MonthQuantities FabRun::used(double duration) const {
  market::MonthQuantities used{
      .duration = duration,
      .web_area = books_.web_started() * plan_->process.web_width,
      .laminate_area = laminated_,
      .shift_hours_per_week = static_cast<double>(paid_crews_ * plan_->line.shifts.days_per_week) *
                              plan_->line.shifts.length,
      .uses = film_materials_};
  for (std::size_t s = 0; s < tools_.size(); ++s) {
    used.tools.push_back({plan_->line.stations[s].name, static_cast<double>(tools_[s])});
  }
  for (const market::Arrival& a : qualifying_) {
    used.tools.push_back({.step = a.station, .qualifying = static_cast<double>(a.tools)});
  }
  for (market::MaterialUse& use : used.uses) {
    use.mass *= used.web_area;
  }
  return used;
}

}  // namespace heliofab::twin
