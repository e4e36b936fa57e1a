// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "engine.hpp"

// Two tools that run one web, with an accumulator between them; numbers in brackets are the rules
// of theory/plant.md, here [20]. The web is threaded through both, so that what lies between is
// what the first has run beyond the second, in units of which a tick of either runs a whole number.
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

// The first zone of the web to the end of the second. The second tool is reckoned from the first
// and rounded up, so that it never ends a roll that the first still has.
Duration Engine::time_in_line(const StationState& s, const RollHistory& roll) const {
  const StationState& beside = stations_[s.in_line_with];
  const StationState& first = s.is_drawn ? beside : s;
  const double zones = s.station.web.web_in_process + beside.station.web.web_in_process;
  const Duration time = duration_from_s((roll.length + zones) / first.station.web.web_speed);
  return s.is_drawn ? Pace{.of = s.web_rate, .in = first.web_rate}.time_for(time) : time;
}

// Ever; differences are right though it may wrap.
std::uint64_t Engine::web_run(const StationState& s, const Tool& t) const noexcept {
  return static_cast<std::uint64_t>(t.run(now_).count()) * static_cast<std::uint64_t>(s.web_rate);
}

// What a tool can run while the other stands: the room in the accumulator, of the first, or the web
// in it.
std::int64_t Engine::web_left(const StationState& s, const Tool& t) const noexcept {
  const Tool& other = *other_of_web(s, t);
  const std::uint64_t beyond = web_run(s, t) - web_run(stations_[s.in_line_with], other);
  return s.is_drawn ? static_cast<std::int64_t>(0 - beyond - t.web_zero)
                    : s.web_room - static_cast<std::int64_t>(beyond - other.web_zero);
}

// A full accumulator holds up the first tool, an empty one the second: it waits while the other
// cannot run, and otherwise runs no faster than that. Less than a tick of web is none.
Activity Engine::run_web(const StationState& s, Tool& t) const noexcept {
  t.pace = {};
  const Tool* other = other_of_web(s, t);
  if (other == nullptr || t.job.work == Duration::zero() || web_left(s, t) >= s.web_rate) {
    return Activity::work;
  }
  if (!other->can_run_web()) {
    return Activity::web_wait;
  }
  const std::int64_t rate = std::min(s.web_rate, stations_[s.in_line_with].web_rate);
  t.pace = {.of = rate, .in = s.web_rate};
  return Activity::work;
}

// How long a tool can run as it does.
Duration Engine::until_web_ends(const StationState& s, const Tool& t) const noexcept {
  const Tool* other = other_of_web(s, t);
  if (other == nullptr) {
    return Duration::max();
  }
  const bool runs = other->activity == Activity::work;
  const std::int64_t gain = s.web_rate - (runs ? stations_[s.in_line_with].web_rate : 0);
  if (gain <= 0 || !t.pace.is_full()) {
    return Duration::max();
  }
  return Duration(std::max<std::int64_t>(0, web_left(s, t) / gain));
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
    second.web_zero = web_run(s, t) - web_run(stations_[s.in_line_with], second);
  }
  second.inbox.push_back(t.job.load.front());
  call(s.in_line_with);
}

// It is through the first tool, and the second has it. What that runs of it was rounded up.
void Engine::leave_web(StationState& s, Tool& t) {
  StationState& beside = stations_[s.in_line_with];
  const auto web_of = [&](const StationState& station) {
    return static_cast<std::uint64_t>(time_in_line(station, t.roll()).count()) *
           static_cast<std::uint64_t>(station.web_rate);
  };
  beside.tools[static_cast<std::size_t>(t.index)].web_zero += web_of(s) - web_of(beside);
  leave(*t.job.load.front(), s);
  ++s.flow.left;
  t.job.load.pop_front();
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
