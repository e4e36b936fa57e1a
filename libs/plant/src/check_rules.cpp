// SPDX-License-Identifier: Apache-2.0
#include "check_rules.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace heliofab::plant {

namespace {

class Rules {
 public:
  Rules(const Line& line, std::vector<Diagnostic>& problems) : line_(&line), problems_(&problems) {}

  void check_lists() {
    check_names(line_->crews, "crews", "crew");
    check_names(line_->spares, "spares", "spare");
    check_names(line_->queue_limits, "queue_limits", "limit");
    if (line_->arrivals.interval > 0) {
      check_spread(line_->arrivals.spread, line_->arrivals.cv, "line.arrivals.cv");
    }
    for (const QueueLimit& q : line_->queue_limits) {
      check_limit(q);
    }
  }

  void check_station(std::size_t index) {
    const Station& s = line_->stations[index];
    const std::string path = s.name.empty() ? fmt::format("line.stations[{}]", index)
                                            : fmt::format("line.stations.{}", s.name);
    check_known(line_->crews, s.crew, path + ".crew", "crew");
    if (s.kind == StationKind::sheet) {
      check_spread(s.sheet.spread, s.sheet.cv, path + ".sheet.cv");
    }
    if (s.kind == StationKind::web && s.web.in_line) {
      check_in_line(index, path + ".web.in_line");
    }
    if (s.kind == StationKind::web && s.web.splices > 0) {
      check_splices(index, path + ".web");
    }
    if (s.sample_every > 1 && (index == 0 || s.kind == StationKind::web)) {
      add("E4509", path + ".sample_every",
          fmt::format("{} at a {}", s.sample_every, index == 0 ? "first station" : "web station"),
          "a sample is taken of modules that come from a station before");
    }
    if (s.rework.share > 0) {
      check_way_back(s.rework.to, index, path + ".rework.to");
    }
    for (std::size_t d = 0; d < s.downtimes.size(); ++d) {
      const Downtime& stop = s.downtimes[d];
      const std::string here = stop.name.empty() ? fmt::format("{}.downtimes[{}]", path, d)
                                                 : fmt::format("{}.downtimes.{}", path, stop.name);
      check_stop(s, stop, here);
    }
  }

 private:
  void add(std::string code, std::string path, std::string message, std::string note = {}) {
    problems_->push_back({.code = std::move(code),
                          .path = std::move(path),
                          .message = std::move(message),
                          .note = std::move(note)});
  }

  template <class T>
  static std::string known(const std::vector<T>& list, std::string_view name) {
    std::vector<std::string_view> names;
    for (const T& item : list) {
      names.push_back(item.name);
    }
    const std::string_view close = nearest(name, names);
    return !close.empty()  ? fmt::format("did you mean '{}'?", close)
           : names.empty() ? "there is none"
                           : fmt::format("known: {}", fmt::join(names, ", "));
  }

  template <class T>
  void check_names(const std::vector<T>& list, std::string_view key, std::string_view what) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const auto before = list.begin() + static_cast<std::ptrdiff_t>(i);
      if (list[i].name.empty()) {
        add("E4502", fmt::format("line.{}[{}]", key, i), "no name, wanted one");
      } else if (std::any_of(list.begin(), before,
                             [&](const T& o) { return o.name == list[i].name; })) {
        add("E4502", fmt::format("line.{}.{}", key, list[i].name),
            fmt::format("two of the name '{}', wanted one {} of it", list[i].name, what));
      }
    }
  }

  template <class T>
  void check_known(const std::vector<T>& list, const std::string& name, const std::string& path,
                   std::string_view what) {
    if (!name.empty() && std::ranges::find(list, name, &T::name) == list.end()) {
      add("E4507", path, fmt::format("no {} named '{}'", what, name), known(list, name));
    }
  }

  void check_spread(Spread spread, double cv, const std::string& path) {
    // One that was written with five digits must not fail by the sixth.
    if (spread == Spread::uniform && cv > 1 / std::sqrt(3.0) + 1e-5) {
      add("E4510", path, fmt::format("{:.6g} of a uniform spread, wanted 0.57735 or less", cv),
          "a wider one would have times below zero");
    }
    if (spread == Spread::hyperexponential && cv < 1) {
      add("E4510", path, fmt::format("{:.6g} of a hyperexponential spread, wanted 1 or more", cv),
          "a narrower one is a gamma");
    }
  }

  void check_stop(const Station& s, const Downtime& d, const std::string& path) {
    check_known(line_->crews, d.crew, path + ".crew", "crew");
    check_known(line_->spares, d.spare, path + ".spare", "spare");
    check_spread(d.interval_spread, d.interval_cv, path + ".interval_cv");
    check_spread(d.duration_spread, d.duration_cv, path + ".duration_cv");
    if (d.clock == StopClock::units) {
      if (d.units == 0) {
        add("E4508", path + ".units", "0 on the clock of units, wanted 1 or more");
      }
    } else if (d.clock == StopClock::length) {
      if (s.kind != StationKind::web) {
        add("E4508", path + ".clock", "length in a station without web",
            "modules are counted by units");
      } else if (d.length == 0) {
        add("E4508", path + ".length", "0 m on the clock of metres, wanted more");
      }
    } else if (d.interval == 0) {
      add("E4508", path + ".interval", "0 h on a clock of time, wanted more",
          "leave the stop out if it never comes");
    }
  }

  // The index of a station that is named; those that nobody has are told.
  std::size_t find(const std::string& name, const std::string& path) {
    const auto found = std::ranges::find(line_->stations, name, &Station::name);
    if (found == line_->stations.end()) {
      add("E4504", path, fmt::format("no station named '{}'", name), known(line_->stations, name));
    }
    return static_cast<std::size_t>(found - line_->stations.begin());
  }

  void check_in_line(std::size_t index, const std::string& path) {
    const Station* first = index > 0 ? &line_->stations[index - 1] : nullptr;
    const Station& second = line_->stations[index];
    if (first == nullptr || first->kind != StationKind::web || first->web.in_line) {
      add("E4511", path, "no tool with a web of its own before it",
          "two tools in line run one web, and the first of them takes up the roll");
    } else if (first->tools != second.tools) {
      add("E4511", path, fmt::format("{} tools behind {}", second.tools, first->tools),
          "tools in line run one web, each with its own behind it");
    }
  }

  void check_splices(std::size_t index, const std::string& path) {
    const std::vector<Station>& stations = line_->stations;
    const WebTool& web = stations[index].web;
    const Station* next = index + 1 < stations.size() ? &stations[index + 1] : nullptr;
    if (web.in_line || (next != nullptr && next->kind == StationKind::web && next->web.in_line)) {
      add("E4520", path + ".splices", fmt::format("{} on a web through two tools", web.splices),
          "there a roll change joins one roll to the next; make that as long as a splice");
    }
    if (web.splice == 0) {
      add("E4521", path + ".splice", "0 min, wanted more",
          "the web stands while a roll is joined; leave 'splices' out to thread each roll");
    }
  }

  void check_way_back(const std::string& to, std::size_t from, const std::string& path) {
    const std::size_t index = find(to, path);
    if (index == line_->stations.size()) {
      return;
    }
    if (index > from) {
      add("E4509", path, fmt::format("'{}' is behind '{}'", to, line_->stations[from].name),
          "rework goes back, to the station itself or one before it");
    } else if (line_->stations[index].kind == StationKind::web) {
      add("E4509", path, fmt::format("'{}' takes rolls", to), "modules go back, not the web");
    }
  }

  void check_limit(const QueueLimit& q) {
    const std::string path = "line.queue_limits." + q.name;
    const std::size_t from = find(q.from, path + ".from");
    const std::size_t to = find(q.to, path + ".to");
    const std::size_t end = line_->stations.size();
    if (from == end || to == end) {
      return;
    }
    if (from >= to || line_->stations[to].kind == StationKind::web) {
      add("E4509", path + ".to", fmt::format("from '{}' to '{}'", q.from, q.to),
          "a limit holds for modules, from one station to one behind it");
    } else if (q.when_late == WhenLate::rework) {
      check_way_back(q.rework_to, to, path + ".rework_to");
    }
  }

  const Line* line_;
  std::vector<Diagnostic>* problems_;
};

}  // namespace

void check_rules(const Line& line, std::vector<Diagnostic>& problems) {
  Rules rules(line, problems);
  for (std::size_t s = 0; s < line.stations.size(); ++s) {
    rules.check_station(s);
  }
  rules.check_lists();
}

}  // namespace heliofab::plant
