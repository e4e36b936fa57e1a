// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "due.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/core/time.hpp"
#include "heliofab/plant/event_log.hpp"
#include "heliofab/plant/line.hpp"
#include "heliofab/plant/line_simulator.hpp"
#include "station_state.hpp"
#include "tool.hpp"

namespace heliofab::plant {

inline std::uint64_t ticks_of(SimTime time) noexcept {
  return static_cast<std::uint64_t>(time.time_since_epoch().count());
}

/// The rules of theory/plant.md, in ten sources: prepare.cpp (the line as the engine sees it),
/// engine.cpp (time, hours and the log), tools.cpp (what a tool does next), jobs.cpp (the work it
/// holds), stops.cpp (when and by what it is stopped), pools.cpp (who and what that takes), web.cpp
/// (where the web stands), in_line.cpp (two tools on one web), flow.cpp (how work moves on),
/// routes.cpp (where it goes, how it comes in and leaves).
class Engine {
 public:
  Engine(const Line& line, SimTime start, std::uint64_t seed, SheetSource cut, AlarmSource alarms);

  void advance_to(SimTime time);
  void release_rolls(std::int64_t count);
  void cancel_released();
  void set_calendar(const Calendar& calendar);
  void set_tools(std::size_t station, std::int64_t tools);
  void set_breakdowns(std::size_t station, const Breakdowns& breakdowns);
  std::vector<RollInProcess> rolls_in_process() const;
  void take_log(EventLog& log);

  SimTime now() const noexcept { return now_; }
  std::int64_t released() const noexcept { return released_; }
  std::int64_t modules_in_line() const noexcept { return modules_; }

 private:
  // prepare.cpp
  void prepare(const Line& line, StationState& s, const Station& station);
  void prepare_routes(const Line& line);

  // tools.cpp
  bool is_open() const noexcept { return working_ && now_ < next_change_; }
  bool stays_after_hours(const StationState& s, const Tool& t) const noexcept;
  Activity next_activity(const StationState& s, Tool& t) const noexcept;
  void remove_if_done(StationState& s, Tool& t);
  void settle(StationState& s, Tool& t);
  bool is_untroubled(const StationState& s, const Tool& t) const noexcept;
  void settle_in_the_day(StationState& s, Tool& t);
  void finish_activity(StationState& s, Tool& t);
  Duration time_of_activity(const StationState& s, const Tool& t, Duration to_go) const noexcept;
  Duration work_time(const StationState& s, Tool& t) const;
  void add_tool(StationState& s, Tool& t);
  void remove_tool(StationState& s, Tool& t);

  // web.cpp
  void start_or_stop_web(StationState& s, Tool& t, Activity before);
  void lose_head(StationState& s, Tool& t);
  void lose_tail(const StationState& s, Tool& t);
  void let_air_in(const StationState& s, Tool& t);
  void vent_at_shift_end(StationState& s, Tool& t);
  void ask_for_alarms(const StationState& s, Tool& t) const;
  void stop_for_alarm(StationState& s, Tool& t);
  void leave_tail(const StationState& s, Tool& t);

  // in_line.cpp
  Duration time_in_line(const StationState& s, const RollHistory& roll) const;
  Activity run_web(const StationState& s, Tool& t) const noexcept;
  std::uint64_t web_run(const StationState& s, const Tool& t) const noexcept;
  std::int64_t web_left(const StationState& s, const Tool& t) const noexcept;
  Duration until_web_ends(const StationState& s, const Tool& t) const noexcept;
  const Tool* other_of_web(const StationState& s, const Tool& t) const noexcept;
  void tell_other_of_web(StationState& s, Tool& t, Activity before);
  bool web_has_come(const StationState& s, const Tool& t) const noexcept;
  void send_web_ahead(StationState& s, Tool& t);
  void leave_web(StationState& s, Tool& t);
  bool may_begin(const StationState& s, const Tool& t) const noexcept;
  bool draw_web(StationState& s);

  // stops.cpp
  void start_clocks(StationState& s, Tool& t);
  void run_clock(const StationState& s, Tool& t, std::size_t rule);
  void run_open_clocks();
  void plan_checks(const StationState& s, Tool& t) noexcept;
  Duration reading(const StopRule& rule, const Tool& t) const noexcept;
  Duration draw_interval(const StopRule& rule, Tool& t, std::size_t number);
  Duration draw_duration(const StopRule& rule, Tool& t, std::size_t number);
  void begin_stop(StationState& s, Tool& t, std::size_t rule);
  void end_stop(StationState& s, Tool& t, std::size_t rule);
  void break_down(StationState& s, Tool& t);
  void stop_between_jobs(StationState& s, Tool& t);
  bool take_opportunity(StationState& s, Tool& t);
  void clock_ran_out(StationState& s, Tool& t, std::size_t rule, std::uint64_t sequence);
  void abandon_stops(StationState& s, Tool& t);

  // pools.cpp
  bool has_what_it_needs(StationState& s, Tool& t);
  void serve(Pool& pool);

  // flow.cpp
  void feed(std::size_t s);
  void move_into(std::size_t s, StationState& from);
  bool has_room(std::size_t s) const;
  bool start_jobs(StationState& s);
  std::size_t pieces_to_start(const StationState& s) const;
  std::size_t platen_load(const StationState& s) const;
  bool has_operator(const StationState& s) const;
  void name_idleness(StationState& s);

  // jobs.cpp
  void begin(StationState& s, Tool& t, std::size_t pieces);
  void finish_work(StationState& s, Tool& t);
  void cut(StationState& s, Tool& t);
  void release_tool(StationState& s, Tool& t);

  // routes.cpp
  Piece* make_piece();
  Piece* make_first(StationState& s);
  void name_roll(Piece& piece, const StationState& s, const Tool& t);
  void check_fits(const Sheet& module) const;
  void arrive(Piece* piece, StationState& to);
  void leave(Piece& piece, StationState& from);
  void leave_line(Piece* piece);
  std::size_t next_station(std::size_t from);
  void route(StationState& s, Tool& t);
  void send_back(Piece* piece, StationState& from, std::size_t to, std::int64_t at_most);
  void scrap(Piece* piece, StationState& at, std::string_view cause);
  bool turn_away_late(StationState& s);
  bool is_late(const Piece& piece, const LimitRule& limit) const noexcept;
  void begin_waiting(Piece& piece, StationState& s);
  void admit();
  void next_arrival();
  void call(std::size_t station) { calls_.push_back(station); }
  void answer_calls();

  // engine.cpp
  void change_hours();
  void plan_hours();
  void handle(const Due& due);
  void note(EventKind kind, std::int32_t station = -1, std::int32_t tool = -1, RollId roll = {},
            std::string detail = {});

  double roll_length_;
  ShiftEnd at_end_;
  std::int64_t wip_limit_;
  Arrivals arrivals_;
  Calendar calendar_;
  SheetSource cut_;
  AlarmSource alarms_;
  Stream work_draws_;
  Stream failure_draws_;
  Stream repair_draws_;
  Stream interval_draws_;
  Stream duration_draws_;
  Stream rework_draws_;
  Stream arrival_draws_;

  SimTime now_{};
  bool working_ = false;
  SimTime next_change_{};        // of the hours
  SimTime hours_since_{};        // the last one
  Duration open_time_{};         // up to it
  std::uint64_t hours_set_ = 0;  // which calendar the shift changes that are due belong to
  DueHeap due_;
  PiecePool pieces_;
  std::vector<StationState> stations_;
  std::vector<std::vector<std::size_t>> sources_;  // of each station and the door, the last first
  std::vector<Pool> crews_;
  std::vector<Pool> spares_;
  std::vector<std::size_t> calls_;  // stations that can do something once the moment is over
  bool has_hands_free_ = false;     // someone of a crew, or a part
  bool has_open_clocks_ = false;
  double smallest_platen_;  // [m2] what the smallest one takes
  std::size_t web_stations_ = 0;
  std::size_t limits_ = 0;

  std::int64_t released_ = 0;
  std::int64_t rolls_ = 0;    // begun ever
  std::int64_t sheets_ = 0;   // made ever
  std::int64_t modules_ = 0;  // in the line
  std::int64_t uncut_ = 0;    // rolls in the line
  std::uint64_t arrivals_drawn_ = 0;
  UnitTime module_time_;
  std::uint64_t entered_ = 0;  // when those in the line came, all together: ticks, modulo 2^64
  EventLog log_;               // but for the states, which the tools keep
};

}  // namespace heliofab::plant
