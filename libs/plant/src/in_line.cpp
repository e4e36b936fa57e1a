// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine.hpp"

// Two tools that run one web, with an accumulator between them; numbers in brackets are the rules
// of theory/plant.md, here [20]. The web is threaded through both, at one speed: what lies between
// is the productive time of the first beyond that of the second.
namespace heliofab::plant {

// The tool at the other end of the accumulator; null when there is none.
const Tool* Engine::other_of_web(const StationState& s, const Tool& t) const noexcept {
  if (s.in_line_with == no_index) {
    return nullptr;
  }
  const std::vector<Tool>& tools = stations_[s.in_line_with].tools;
  const auto index = static_cast<std::size_t>(t.index);
  return index < tools.size() && tools[index].is_present ? &tools[index] : nullptr;
}

// As time of moving web.
Duration Engine::web_between(const StationState& s, const Tool& t) const noexcept {
  const Tool& other = *other_of_web(s, t);
  const Tool& first = s.is_drawn ? other : t;
  const Tool& second = s.is_drawn ? t : other;
  return first.run(now_) - second.run(now_) - second.web_zero;
}

// A full accumulator holds up the first tool, an empty one the second, unless the other can run.
Activity Engine::wait_for_web(const StationState& s, const Tool& t) const noexcept {
  const Tool* other = other_of_web(s, t);
  if (other == nullptr || other->can_run_web() || t.job.work == Duration::zero()) {
    return Activity::work;
  }
  const Duration between = web_between(s, t);
  const bool waits = s.is_drawn ? between <= Duration::zero() : between >= s.web_room;
  return waits ? Activity::web_wait : Activity::work;
}

// How long a tool that runs can go on while the other stands.
Duration Engine::until_web_ends(const StationState& s, const Tool& t) const noexcept {
  const Tool* other = other_of_web(s, t);
  if (other == nullptr || other->activity == Activity::work) {
    return Duration::max();
  }
  const Duration between = web_between(s, t);
  return std::max(Duration::zero(), s.is_drawn ? between : s.web_room - between);
}

// One that begins or ceases to run, or to be able to, changes what the other can do.
void Engine::tell_other_of_web(StationState& s, Tool& t, Activity before) {
  const auto could = before == Activity::work || before == Activity::web_wait;
  const bool is_news =
      could != t.can_run_web() || (before == Activity::work) != (t.activity == Activity::work);
  if (is_news && other_of_web(s, t) != nullptr) {
    StationState& beside = stations_[s.in_line_with];
    Tool& other = beside.tools[static_cast<std::size_t>(t.index)];
    if (other.can_run_web()) {
      settle(beside, other);
    }
  }
}

// The first tool has begun to run the roll that the second is to take next, or takes.
bool Engine::web_has_come(const StationState& s, const Tool& t) const noexcept {
  const Piece* piece = t.job.load.empty() ? nullptr : t.job.load.front();
  piece = piece == nullptr && !t.inbox.empty() ? t.inbox.front() : piece;
  return piece != nullptr && piece->roll != nullptr &&
         std::any_of(piece->roll->passes.begin(), piece->roll->passes.end(),
                     [&](const RollPass& pass) {
                       return static_cast<std::size_t>(pass.station) == s.in_line_with &&
                              pass.started != SimTime{};
                     });
}

// The roll that the first tool has taken up is the next one of the second.
void Engine::send_web_ahead(StationState& s, Tool& t) {
  Tool& second = stations_[s.in_line_with].tools[static_cast<std::size_t>(t.index)];
  if (second.inbox.empty() && !second.job.is_held) {
    second.web_zero = t.run(now_) - second.run(now_);
  }
  second.inbox.push_back(t.job.load.front());
  call(s.in_line_with);
}

bool Engine::may_begin(const StationState& s, const Tool& t) const noexcept {
  const Tool* other = other_of_web(s, t);
  return s.in_line_with == no_index || (other != nullptr && !other->is_leaving);
}

// A second tool begins what its first one has; after hours, too, when a crew stays for it.
bool Engine::draw_web(StationState& s) {
  bool started = false;
  for (std::size_t k = s.ready.next(); k != IndexSet::npos; k = s.ready.next(k + 1)) {
    Tool& t = s.tools[k];
    const bool is_manned = is_open() || stays_after_hours(s, t);
    if (!t.inbox.empty() && is_manned && has_operator(s)) {
      begin(s, t, 1);
      started = true;
    }
  }
  return started;
}

}  // namespace heliofab::plant
