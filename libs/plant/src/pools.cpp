// SPDX-License-Identifier: Apache-2.0
#include "engine.hpp"

// Crews and spares; numbers in brackets are the rules of theory/plant.md.
namespace heliofab::plant {

// [15] First the part, then the people: no one waits with idle hands for a delivery. What does not
// get both joins the queue; a queue is served in the moment in which something comes free.
bool Engine::has_what_it_needs(StationState& s, Tool& t) {
  const StopRule& r = s.rules[t.stop];
  StopState& stop = t.stops[t.stop];
  const auto wait_in = [&](Pool& pool) {
    const Pool::Waiting self{static_cast<std::size_t>(s.index), static_cast<std::size_t>(t.index)};
    for (std::size_t i = 0; i < pool.queue.size(); ++i) {
      if (pool.queue[i].station == self.station && pool.queue[i].tool == self.tool) {
        return false;
      }
    }
    pool.queue.push_back(self);
    return false;
  };
  if (r.spare != no_index && !stop.has_spare) {
    Pool& pool = spares_[r.spare];
    if (!pool.has_one()) {
      return wait_in(pool);
    }
    --pool.free;
    stop.has_spare = true;
    due_.push(Due::at(now_ + pool.lead_time, Due::delivery, -1, -1, r.spare));
  }
  if (r.crew != no_index && !stop.has_crew) {
    Pool& pool = crews_[r.crew];
    if (!pool.has_one()) {
      return wait_in(pool);
    }
    --pool.free;
    stop.has_crew = true;
  }
  return true;
}

void Engine::serve(Pool& pool) {
  while (pool.free > 0 && !pool.queue.empty()) {
    const Pool::Waiting next = pool.queue.front();
    pool.queue.pop_front();
    StationState& s = stations_[next.station];
    Tool& t = s.tools[next.tool];
    if (t.activity == Activity::wait) {
      pool.is_serving = true;
      settle(s, t);
      pool.is_serving = false;
    }
  }
  for (const std::size_t s : pool.stations) {
    if (pool.has_one()) {
      feed(s);
    }
  }
}

}  // namespace heliofab::plant
