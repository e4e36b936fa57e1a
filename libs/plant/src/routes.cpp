// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "draws.hpp"
#include "engine.hpp"
#include "heliofab/core/error.hpp"

// How units come in, where they go and how they leave; numbers in brackets are the rules of
// theory/plant.md.
namespace heliofab::plant {

void Engine::check_fits(const Sheet& module) const {
  if (module.laminate_area <= smallest_platen_) {
    return;
  }
  for (const StationState& s : stations_) {
    if (s.station.kind == StationKind::batch &&
        module.laminate_area > usable_area(s.station.batch)) {
      throw ModelError(
          "E4506",
          fmt::format("plant: a module of {:.6g} m2 is larger than {:.6g} m2, what a "
                      "platen of '{}' takes",
                      module.laminate_area, s.station.batch.platen_area * s.station.batch.max_fill,
                      s.station.name));
    }
  }
}

Piece* Engine::make_piece() {
  Piece* piece = pieces_.take();
  piece->sheet = SheetId{};
  piece->module = Sheet{};
  piece->entered = now_;
  piece->reworks = 0;
  piece->draws = 0;
  piece->has_head_leader = piece->has_tail_leader = false;
  if (limits_ > 0) {
    piece->started.assign(limits_, SimTime::min());
  }
  return piece;
}

// A unit for the first station: a roll, which is named when it is mounted, or a module.
Piece* Engine::make_first(StationState& s) {
  Piece* piece = make_piece();
  if (s.is_web()) {
    ++uncut_;
  } else {
    check_fits(piece->module);
    piece->sheet = SheetId{++sheets_};
    ++modules_;
    ++log_.line.entered;
    module_time_.come(now_);
    entered_ += ticks_of(now_);
  }
  return piece;
}

void Engine::name_roll(Piece& piece, const StationState& s, const Tool& t) {
  piece.roll = std::make_unique<RollHistory>();
  piece.roll->roll = RollId{++rolls_};
  piece.roll->length = roll_length_;
  piece.roll->started = now_;
  note(EventKind::roll_started, s.index, t.index, piece.roll->roll);
}

void Engine::arrive(Piece* piece, StationState& to) {
  piece->arrived = now_;
  to.waiting.push_back(piece);
  to.waiting_time.come(now_);
  to.stay_time.come(now_);
  ++to.flow.entered;
  ++to.inside;
  if (to.station.kind == StationKind::batch) {
    due_.push(Due::at(now_ + to.max_wait, Due::platen_waited, to.index, -1, 0));
  }
}

void Engine::leave(Piece& piece, StationState& from) {
  from.stay_time.go(now_);
  --from.inside;
  for (const std::size_t clock : from.clocks) {
    piece.started[clock] = now_;
  }
}

void Engine::leave_line(Piece* piece) {
  --modules_;  // a roll was cut before it came here
  module_time_.go(now_);
  log_.line.stayed += now_ - piece->entered;
  entered_ -= ticks_of(piece->entered);
  pieces_.give_back(piece);
}

// [16] The sample is counted as modules come by. One past the last station is the door.
std::size_t Engine::next_station(std::size_t from) {
  std::size_t to = from + 1;
  while (to < stations_.size() && stations_[to].station.sample_every > 1 &&
         stations_[to].passed++ % stations_[to].station.sample_every != 0) {
    ++to;
  }
  return to;
}

// Says where each piece of a finished load goes. What goes back goes at once [16]: it waits beside
// the buffer if that is full, so that two stations never wait for each other.
void Engine::route(StationState& s, Tool& t) {
  Ring<Piece*>& load = t.job.load;
  const auto here = static_cast<std::size_t>(s.index);
  if (s.has_one_way) {
    for (std::size_t i = 0; i < load.size(); ++i) {
      load[i]->next = here + 1;
    }
    return;
  }
  const Rework& rework = s.station.rework;
  for (std::size_t left = load.size(); left > 0; --left) {
    Piece* piece = load.front();
    load.pop_front();
    if (rework.share > 0) {
      const std::uint64_t number = (static_cast<std::uint64_t>(here) << 32U) | piece->draws++;
      const auto entity = static_cast<std::uint64_t>(piece->sheet);
      if (rework_draws_.uniform(entity, number) < rework.share) {
        send_back(piece, s, s.rework_to, rework.at_most);
        continue;
      }
    }
    piece->next = next_station(here);
    load.push_back(piece);
  }
}

void Engine::send_back(Piece* piece, StationState& from, std::size_t to, std::int64_t at_most) {
  if (piece->reworks >= at_most) {
    scrap(piece, from, "rework");
    return;
  }
  ++piece->reworks;
  ++from.flow.reworked;
  leave(*piece, from);
  arrive(piece, stations_[to]);
  call(to);
}

void Engine::scrap(Piece* piece, StationState& at, std::string_view cause) {
  leave(*piece, at);
  ++at.flow.scrapped;
  ++log_.line.scrapped;
  log_.scrapped.push_back(
      {.sheet = piece->sheet, .station = at.index, .time = now_, .cause = cause});
  leave_line(piece);
  call(0);
}

// [17]
bool Engine::is_late(const Piece& piece, const LimitRule& limit) const noexcept {
  const SimTime started = piece.started[limit.number];
  return started != SimTime::min() && now_ - started > limit.limit;
}

// What would be begun next, and comes too late to be; of a platen's queue all that do. True when
// there were any.
bool Engine::turn_away_late(StationState& s) {
  bool found = false;
  for (std::size_t i = 0; i < s.waiting.size();) {
    Piece* piece = s.waiting[i];
    const LimitRule* broken = nullptr;
    for (const LimitRule& limit : s.limits) {
      if (broken == nullptr && limit.when_late != WhenLate::count && is_late(*piece, limit)) {
        broken = &limit;
      }
    }
    if (broken == nullptr) {
      if (s.station.kind != StationKind::batch) {
        break;
      }
      ++i;
      continue;
    }
    s.waiting.erase(i);
    s.waiting_time.go(now_);
    ++s.flow.late;
    found = true;
    piece->started.assign(limits_, SimTime::min());
    if (broken->when_late == WhenLate::scrap) {
      scrap(piece, s, "late");
    } else {
      send_back(piece, s, broken->rework_to, broken->at_most);
    }
  }
  return found;
}

void Engine::begin_waiting(Piece& piece, StationState& s) {
  s.waiting_time.go(now_);
  for (const LimitRule& limit : s.limits) {
    s.flow.late += is_late(piece, limit) ? 1 : 0;
    piece.started[limit.number] = SimTime::min();
  }
}

// [18] Constant work in process: what is released comes in as others leave.
void Engine::admit() {
  while (released_ > 0 && (web_stations_ > 0 ? uncut_ : modules_) < wip_limit_) {
    --released_;
    arrive(make_first(stations_.front()), stations_.front());
    call(0);
  }
}

void Engine::next_arrival() {
  DrawAddress next{0, arrivals_drawn_};
  const double variate = Variate(arrival_draws_, next).of(arrivals_.spread, arrivals_.cv);
  arrivals_drawn_ = next.number;
  due_.push(Due::at(now_ + duration_from_s(arrivals_.interval * variate), Due::arrival, -1, -1, 0));
}

void Engine::answer_calls() {
  while (!calls_.empty() || has_hands_free_) {
    if (has_hands_free_) {
      has_hands_free_ = false;
      for (Pool& pool : spares_) {
        serve(pool);
      }
      for (Pool& pool : crews_) {
        serve(pool);
      }
      continue;
    }
    const std::size_t s = calls_.back();
    calls_.pop_back();
    if (s == 0) {
      admit();
    }
    feed(s);
  }
}

}  // namespace heliofab::plant
