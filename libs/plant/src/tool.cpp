// SPDX-License-Identifier: Apache-2.0
#include "tool.hpp"

namespace heliofab::plant {

Duration* Tool::to_go() noexcept {
  switch (activity) {
    case Activity::vent:
      return &venting;
    case Activity::stop:
      return &stops[stop].to_go;
    case Activity::alarm:
      return &alarm;
    case Activity::warm_up:
      return &warm_up;
    case Activity::roll_change:
      return &job.change;
    case Activity::work:
      return &job.work;
    case Activity::off:
    case Activity::wait:
    case Activity::blocked:
    case Activity::web_wait:
    case Activity::idle:
      break;
  }
  return nullptr;
}

void Tool::count_down(SimTime now) noexcept {
  const Duration time = now - counted;
  const Duration passed = activity == Activity::work ? pace.work_in(time) : time;
  counted = now;
  if (Duration* left = to_go()) {
    *left -= passed;
  }
  if (activity == Activity::work) {
    productive += passed;
  }
}

void Tool::close_interval(SimTime now) {
  if (now > reason_since) {
    states.push_back(
        {.station = station, .tool = index, .reason = reason, .from = reason_since, .to = now});
  }
  reason_since = now;
}

void Tool::enter(Reason next, SimTime now) {
  if (next == reason) {
    return;
  }
  close_interval(now);
  reason = next;
  // Reasons that lasted no time are not told; one that goes on behind them is one interval.
  if (!states.empty() && states.back().reason == next && states.back().to == now) {
    reason_since = states.back().from;
    states.pop_back();
  }
}

}  // namespace heliofab::plant
