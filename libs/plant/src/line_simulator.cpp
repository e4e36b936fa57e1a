// SPDX-License-Identifier: Apache-2.0
#include "heliofab/plant/line_simulator.hpp"

#include <memory>
#include <utility>

#include "engine.hpp"

namespace heliofab::plant {

struct LineSimulator::Impl {
  Engine engine;
};

LineSimulator::LineSimulator(const Line& line, SimTime start, std::uint64_t seed, SheetSource cut,
                             AlarmSource alarms) {
  check(line);
  impl_ =
      std::make_unique<Impl>(Impl{Engine(line, start, seed, std::move(cut), std::move(alarms))});
}
LineSimulator::~LineSimulator() = default;
LineSimulator::LineSimulator(LineSimulator&&) noexcept = default;
LineSimulator& LineSimulator::operator=(LineSimulator&&) noexcept = default;

void LineSimulator::advance_to(SimTime time) { impl_->engine.advance_to(time); }
void LineSimulator::release_rolls(std::int64_t count) { impl_->engine.release_rolls(count); }
std::int64_t LineSimulator::released_rolls() const noexcept { return impl_->engine.released(); }
void LineSimulator::cancel_released() noexcept { impl_->engine.cancel_released(); }
void LineSimulator::set_calendar(const Calendar& hours) { impl_->engine.set_calendar(hours); }
void LineSimulator::set_tools(std::size_t station, std::int64_t tools) {
  impl_->engine.set_tools(station, tools);
}
void LineSimulator::set_breakdowns(std::size_t station, const Breakdowns& breakdowns) {
  impl_->engine.set_breakdowns(station, breakdowns);
}
SimTime LineSimulator::now() const noexcept { return impl_->engine.now(); }
std::int64_t LineSimulator::modules_in_line() const noexcept {
  return impl_->engine.modules_in_line();
}
std::vector<RollInProcess> LineSimulator::rolls_in_process() const {
  return impl_->engine.rolls_in_process();
}
void LineSimulator::take_log(EventLog& log) { impl_->engine.take_log(log); }
EventLog LineSimulator::take_log() {
  EventLog log;
  take_log(log);
  return log;
}

}  // namespace heliofab::plant
