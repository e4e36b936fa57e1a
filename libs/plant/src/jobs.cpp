// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>
#include <vector>

#include "engine.hpp"

// The work a tool holds, from its beginning to its end; numbers in brackets are the rules of
// theory/plant.md.
namespace heliofab::plant {

void Engine::begin(StationState& s, Tool& t, std::size_t pieces) {
  Job& job = t.job;
  job.is_held = true;
  job.began = now_;
  ++s.held;
  if (s.crew != no_index) {
    --crews_[s.crew].free;
  }
  const bool is_released = s.waiting.empty() && !s.is_drawn;  // what begins here has not waited
  for (std::size_t i = 0; i < pieces; ++i) {
    if (is_released || s.is_drawn) {
      if (is_released) {
        --released_;
        job.load.push_back(make_first(s));
      } else {
        job.load.push_back(t.inbox.front());
        t.inbox.pop_front();
      }
      s.stay_time.come(now_);
      ++s.flow.entered;
      ++s.inside;
    } else {
      Piece* piece = s.waiting.front();
      s.waiting.pop_front();
      begin_waiting(*piece, s);
      job.load.push_back(piece);
    }
  }
  if (s.is_web()) {
    if (s.index == 0) {
      name_roll(*job.load.front(), s, t);
    }
    job.change = t.tail != RollId{} ? s.splice : s.roll_change;
    t.roll().passes.push_back({.station = s.index, .tool = t.index, .mounted = now_});
    job.pass = t.roll().passes.size() - 1;
  } else {
    job.is_begun = true;
  }
  job.total_work = job.work = work_time(s, t);
  if (s.is_web()) {
    ask_for_alarms(s, t);
  }
  if (s.in_line_with != no_index && !s.is_drawn) {
    send_web_ahead(s, t);
  }
  settle(s, t);
}

void Engine::finish_work(StationState& s, Tool& t) {
  while (!t.job.alarms.empty()) {
    stop_for_alarm(s, t);
  }
  t.job.is_done = true;
  t.job.done = now_;
  t.units += static_cast<std::int64_t>(t.job.load.size());
  if (s.is_web()) {
    RollHistory& roll = t.roll();
    roll.passes[t.job.pass].finished = now_;
    lose_tail(s, t);
    if (static_cast<std::size_t>(s.index) + 1 == web_stations_) {
      cut(s, t);
    }
  }
  if (s.in_line_with != no_index && !s.is_drawn) {
    leave_web(s, t);
  }
  route(s, t);
  s.finished.push_back(static_cast<std::size_t>(t.index));
  t.activity = Activity::blocked;
  ++t.sequence;
  for (const std::size_t target : s.targets) {
    feed(target);
  }
  if (t.activity == Activity::blocked) {  // most tools are free again
    settle(s, t);
  }
  if (s.in_line_with != no_index) {
    tell_other_of_web(s, t, Activity::work);
  }
}

// [8] The roll is done; its modules lie behind the tool.
void Engine::cut(StationState& s, Tool& t) {
  const std::unique_ptr<RollHistory> roll = std::move(t.job.load.front()->roll);
  leave(*t.job.load.front(), s);
  ++s.flow.left;
  --uncut_;
  pieces_.give_back(t.job.load.front());
  t.job.load.pop_front();
  if (wip_limit_ > 0) {
    call(0);
  }
  roll->finished = now_;
  roll->first_sheet = SheetId{sheets_ + 1};
  const std::vector<Sheet> modules = cut_ ? cut_(*roll) : std::vector<Sheet>{};
  for (const Sheet& module : modules) {
    check_fits(module);
    Piece* piece = make_piece();
    piece->sheet = SheetId{++sheets_};
    piece->module = module;
    module_time_.come(now_);
    entered_ += ticks_of(now_);
    t.job.load.push_back(piece);
  }
  roll->sheets = static_cast<std::int64_t>(modules.size());
  modules_ += roll->sheets;
  log_.line.entered += roll->sheets;
  note(EventKind::roll_finished, s.index, t.index, roll->roll);
  log_.rolls.push_back(std::move(*roll));
}

// [9] Between two jobs is when planned stops are taken.
void Engine::release_tool(StationState& s, Tool& t) {
  t.job.is_held = t.job.is_begun = t.job.is_done = false;  // its load is gone, its storage stays
  --s.held;
  if (s.crew != no_index) {
    ++crews_[s.crew].free;
    has_hands_free_ = true;
  }
  if (t.is_leaving) {
    remove_if_done(s, t);
    if (!t.is_present) {
      return;
    }
  }
  if (t.productive >= t.check_at) {
    stop_between_jobs(s, t);
  }
  settle(s, t);
}

}  // namespace heliofab::plant
