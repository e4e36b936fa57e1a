// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/line_plan.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "heliofab/core/error.hpp"
#include "plan_problems.hpp"

namespace heliofab::twin {

namespace {

constexpr std::array<std::string_view, 7> keys_of_a_film{"process", "products", "market", "ramp",
                                                         "cost",    "flash",    "targets"};
constexpr std::array<std::string_view, 3> keys_of_a_line{"duration", "warm_up", "module"};

bool has_any(const io::Document& document, const auto& keys) {
  return std::ranges::any_of(keys,
                             [&](std::string_view key) { return io::has_key(document, key); });
}

// A key that is misspelt says what kind of fab is meant as well.
bool speaks_of_a_film(const io::Document& document) {
  const std::vector<std::string_view> known(keys_of_a_film.begin(), keys_of_a_film.end());
  return std::ranges::any_of(io::keys_of(document),
                             [&](const std::string& key) { return !nearest(key, known).empty(); });
}

void check_keys(const io::Document& document, PlanProblems& problems) {
  for (const std::string_view key : keys_of_a_film) {
    if (io::has_key(document, key)) {
      problems.add("E6131", fmt::format("fab.{}", key),
                   fmt::format("'{}' in a plan of a line alone", key),
                   "a plan with duration, warm_up or module is one of a line without film "
                   "and market; delete those, or this");
    }
  }
}

// The command line has the last word on how long.
void settle_duration(io::Read<LinePlan>& plan, PlanProblems& problems) {
  const auto is_option = [&](std::string_view path) {
    return std::ranges::any_of(plan.inputs, [&](const io::InputValue& i) {
      return i.path == path && i.origin == io::Origin::option;
    });
  };
  LinePlan& p = plan.value;
  if (p.days > 0 && p.duration > 0) {
    const bool wants_days = is_option("fab.days");
    if (wants_days == is_option("fab.duration")) {
      problems.add("E6133", "fab.days", "days and a duration, wanted one of them");
    }
    if (wants_days) {
      p.duration = 0;
    } else {
      p.days = 0;
    }
  }
  if (p.days == 0 && !(p.duration > 0)) {
    problems.add("E6133", "fab", "neither days nor a duration, wanted one of them",
                 "write duration: 1340000 s, or days: 30");
  }
}

void check_stations(const LinePlan& p, PlanProblems& problems) {
  const std::vector<plant::Station>& stations = p.line.stations;
  for (std::size_t s = 0; s < stations.size(); ++s) {
    const std::string path = "fab.line.stations." + stations[s].name;
    if (stations[s].tools == 0) {
      problems.add(
          "E6132", path + ".tools",
          s + 1 < stations.size()
              ? fmt::format("no tool: '{}' behind it is fed by nothing", stations[s + 1].name)
              : "no tool: nothing leaves the line",
          "give it one, or leave the station out");
    }
    if (s > 0 && stations[s].kind != plant::StationKind::web &&
        stations[s - 1].kind == plant::StationKind::web && !(p.module.length > 0)) {
      problems.add(
          "E6132", path,
          fmt::format("fed by nothing: rolls that leave '{}' are not cut", stations[s - 1].name),
          "give fab.module.length");
    }
  }
  if (!stations.empty() && stations.front().kind == plant::StationKind::batch) {
    problems.add("E6134", "fab.line.stations." + stations.front().name + ".kind",
                 "a platen that parts begin on, wanted a sheet or a web station before it",
                 "a sheet station of handling 0 s loads it");
  }
}

plant::SheetSource source_of(const LineModule& module) {
  if (!(module.length > 0)) {
    return {};
  }
  return [module](const plant::RollHistory& roll) {
    std::vector<plant::Sheet> sheets;
    double end = 0;
    std::vector<plant::ScrapStretch> scrap = roll.scrap;
    scrap.push_back({.position = roll.length});
    std::ranges::sort(scrap, {}, &plant::ScrapStretch::position);
    for (const plant::ScrapStretch& s : scrap) {
      while (end + module.length <= s.position) {
        sheets.push_back({.position = end,
                          .length = module.length,
                          .aperture_area = module.aperture_area,
                          .laminate_area = module.laminate_area,
                          .scribe_length = module.scribe_length});
        end += module.length;
      }
      end = std::max(end, s.position + s.length);
    }
    return sheets;
  };
}

// Also settles what days and duration say.
std::vector<Diagnostic> line_problems(io::Read<LinePlan>& plan) {
  PlanProblems problems;
  settle_duration(plan, problems);
  check_stations(plan.value, problems);
  try {
    plant::check(plan.value.line);
  } catch (const InputError& error) {
    for (const Diagnostic& d : error.diagnostics()) {
      problems.add(d.code, "fab." + d.path, d.message, d.note);
    }
  }
  problems.add(gate_problems(plan.value.gates));
  return problems.take();
}

}  // namespace

bool is_line_plan(const io::Document& document) {
  return document.kind() == "fab" &&
         (has_any(document, keys_of_a_line) ||
          (io::has_key(document, "line") && !speaks_of_a_film(document)));
}

io::Read<LinePlan> read_line_plan(const io::Document& document) {
  PlanProblems mixed;
  check_keys(document, mixed);
  mixed.throw_located(document);
  return io::read<LinePlan>(document, "fab", line_problems);
}

plant::Study study_of(const LinePlan& plan) {
  return {.start = plan.start,
          .warm_up = plan.warm_up,
          .duration = plan.days > 0 ? static_cast<double>(plan.days) * unit::d : plan.duration,
          .seed = static_cast<std::uint64_t>(plan.seed),
          .cut = source_of(plan.module)};
}

}  // namespace heliofab::twin
