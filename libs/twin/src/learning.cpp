// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/learning.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "heliofab/io/numbers.hpp"
#include "heliofab/io/value_text.hpp"
#include "heliofab/twin/fab_plan.hpp"

namespace heliofab::twin {

namespace {

// What engines read anew in every month. Whatever tools are tuned by is fixed for a run.
bool may_move(std::string_view path) {
  constexpr std::array movable{"fab.process.tools.", "fab.process.defects.",
                               "fab.process.variation.", "fab.flash.", "fab.cost."};
  constexpr std::array tuned{".evaporator.", ".magnetrons.", ".tools.cds.bath.",
                             ".tools.cds.dosing", ".bin_edges"};
  const bool is_breakdown =
      path.starts_with("fab.line.stations.") && path.find(".breakdowns.") != std::string_view::npos;
  return is_breakdown ||
         (std::ranges::any_of(movable, [&](const char* p) { return path.starts_with(p); }) &&
          std::ranges::none_of(
              tuned, [&](const char* p) { return path.find(p) != std::string_view::npos; }));
}

// [SI]; 0 with a problem added.
double value_of(const std::string& text, const io::NumberIn& number, std::string path,
                std::vector<Diagnostic>& problems) {
  const Field field{.key = "value",
                    .unit = number.unit,
                    .low = number.low / number.unit,
                    .high = number.high / number.unit};
  try {
    return io::parse_value(text, field);
  } catch (const InputError& error) {
    const Diagnostic& d = error.diagnostics().front();
    problems.push_back(
        {.code = "E6136", .path = std::move(path), .message = d.message, .note = d.note});
    return 0;
  }
}

}  // namespace

double way_left(const Learning& learning, double months, double rolls) noexcept {
  const double experience = learning.by == LearningClock::months ? months : rolls;
  return std::exp(-experience / learning.constant);
}

Learner::Learner(const FabPlan& plan) {
  if (plan.learning.empty()) {
    return;
  }
  FabPlan copy = plan;
  const std::vector<io::NumberIn> numbers = io::numbers_in(copy, "fab");
  std::vector<std::string_view> known;
  for (const io::NumberIn& n : numbers) {
    if (may_move(n.path)) {
      known.push_back(std::string_view(n.path).substr(4));
    }
  }
  std::vector<Diagnostic> problems;
  std::set<std::string_view> moved;
  for (const Learning& l : plan.learning) {
    const std::string at = "learning." + l.name;
    const std::string path = "fab." + l.key;
    const auto number = std::ranges::find(numbers, path, &io::NumberIn::path);
    if (number == numbers.end() || !may_move(path)) {
      const std::string_view near = nearest(l.key, known);
      problems.push_back(
          {.code = "E6130",
           .path = at + ".key",
           .message = number == numbers.end()
                          ? fmt::format("no number '{}'", l.key)
                          : fmt::format("'{}' is fixed for a run: tools are tuned by it, or the "
                                        "line is built so",
                                        l.key),
           .note = number != numbers.end() || near.empty()
                       ? "write the path below fab"
                       : fmt::format("did you mean '{}'?", near)});
      continue;
    }
    if (!moved.insert(l.key).second) {
      problems.push_back({.code = "E6137",
                          .path = at + ".key",
                          .message = fmt::format("a second curve for '{}'", l.key)});
    }
    curves_.push_back({.learning = l,
                       .number = static_cast<std::size_t>(number - numbers.begin()),
                       .first = value_of(l.first, *number, at + ".first", problems),
                       .last = value_of(l.last, *number, at + ".last", problems),
                       .is_of_film = path.starts_with("fab.process.")});
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

bool Learner::learn(FabPlan& plan, double months, double rolls) const {
  if (curves_.empty()) {
    return false;
  }
  const std::vector<io::NumberIn> numbers = io::numbers_in(plan, "fab");
  bool has_moved_film = false;
  for (const Curve& c : curves_) {
    double& value = *numbers[c.number].value;
    const double learned = c.last + (c.first - c.last) * way_left(c.learning, months, rolls);
    has_moved_film |= c.is_of_film && std::abs(learned - value) > 1e-9 * std::abs(value);
    value = learned;
  }
  return has_moved_film;
}

}  // namespace heliofab::twin
