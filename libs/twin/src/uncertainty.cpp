// SPDX-License-Identifier: Apache-2.0
#include "heliofab/twin/uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_map>

#include <fmt/format.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/error.hpp"
#include "heliofab/core/stream.hpp"
#include "heliofab/io/numbers.hpp"
#include "heliofab/twin/fab_plan.hpp"

namespace heliofab::twin {

namespace {

bool is_at_or_below(std::string_view path, std::string_view key) {
  const std::string_view rest = path.substr(std::min<std::size_t>(4, path.size()));
  return rest.starts_with(key) &&
         (rest.size() == key.size() || rest[key.size()] == '.' || rest[key.size()] == '[');
}

bool has(std::string_view path, std::string_view part) {
  return path.find(part) != std::string_view::npos;
}

bool has_any(std::string_view path, std::span<const char* const> parts) {
  return std::ranges::any_of(parts, [&](const char* p) { return has(path, p); });
}

// What a fab sets, buys or agrees on: it can be wrong about none of it. Tools are set to suit each
// other and their materials; of them only how they stray, and what they spoil, is unsure. And the
// back contact of the cell: each value of it would need a table of cells of its own.
bool is_chosen(std::string_view path) {
  constexpr std::array roots{"fab.process.recipe.",
                             "fab.process.web_width",
                             "fab.process.aperture_width",
                             "fab.products.",
                             "fab.process.scribes.p",
                             "fab.targets.",
                             "fab.ramp.",
                             "fab.uncertainty.",
                             "fab.learning.",
                             "fab.line.shifts.",
                             "fab.market.scenarios.",
                             "fab.line.roll_length",
                             "fab.flash.bin_edges",
                             "fab.flash.soak.",
                             "fab.flash.golden.interval",
                             "fab.flash.most_fault_conductance"};
  constexpr std::array parts{".buffer",       ".web_speed",  ".interval",      ".platen_area",
                             ".max_fill",     ".max_wait",   "hours_per_week", "equipment_life",
                             "building_life", ".bin_prices", ".late_lost",     ".back_barrier",
                             ".back_velocity"};
  constexpr std::array straying{".straying.", ".power.",  ".gas.",     ".cds.temperature.",
                                ".defects.",  ".events.", "_spread",   ".registration",
                                ".encoder",   ".wander",  ".leakage.", ".drift"};
  const bool is_tool = path.starts_with("fab.process.tools.");
  return std::ranges::any_of(roots, [&](const char* r) { return path.starts_with(r); }) ||
         has_any(path, parts) || (is_tool && !has_any(path, straying));
}

// Of a station: what belongs to another kind of it and does nothing.
bool is_idle(const FabPlan& plan, std::string_view path) {
  return std::ranges::any_of(plan.line.stations, [&](const plant::Station& s) {
    const std::string root = "fab.line.stations." + s.name;
    constexpr std::array kinds{"web", "batch", "sheet"};
    return std::ranges::any_of(kinds, [&](const char* kind) {
      const auto own = names_of(s.kind)[static_cast<std::size_t>(s.kind)];
      return own != kind && path.starts_with(fmt::format("{}.{}.", root, kind));
    });
  });
}

double spread_by_grade(const io::InputValue& input) {
  return input.grade == "D" ? 0.30 : input.grade == "C" ? 0.15 : 0.0;
}

}  // namespace

std::vector<UncertainInput> uncertain_inputs(const FabPlan& plan,
                                             const std::vector<io::InputValue>& inputs) {
  FabPlan copy = plan;
  const std::vector<io::NumberIn> numbers = io::numbers_in(copy, "fab");
  std::unordered_map<std::string_view, const io::InputValue*> graded;
  for (const io::InputValue& input : inputs) {
    graded.emplace(input.path, &input);
  }
  std::vector<bool> is_used(plan.uncertainty.size(), false);
  std::vector<UncertainInput> uncertain;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const io::NumberIn& n = numbers[i];
    const auto grade = graded.find(n.path);
    const bool has_zero = n.unit.offset == 0;
    UncertainInput u{.path = n.path,
                     .number = i,
                     .value = *n.value,
                     .low = n.low,
                     .high = n.high,
                     .is_of_film = n.path.starts_with("fab.process.")};
    if (grade != graded.end() && has_zero && !is_chosen(n.path) && !is_idle(plan, n.path)) {
      u.spread = spread_by_grade(*grade->second);
    }
    for (std::size_t s = 0; s < plan.uncertainty.size(); ++s) {
      const Uncertainty& stated = plan.uncertainty[s];
      if (is_at_or_below(n.path, stated.key)) {
        is_used[s] = true;
        // A beginning of several reaches those that are sampled anyway.
        if (u.spread > 0 || n.path.size() == stated.key.size() + 4) {
          u.spread = stated.spread;
          u.shape = stated.shape;
        }
      }
    }
    if (u.spread > 0 && u.value != 0) {
      uncertain.push_back(std::move(u));
    }
  }
  std::vector<Diagnostic> problems;
  for (std::size_t s = 0; s < is_used.size(); ++s) {
    if (!is_used[s]) {
      problems.push_back(
          {.code = "E6138",
           .path = fmt::format("uncertainty.{}.key", plan.uncertainty[s].name),
           .message = fmt::format("no number at or below '{}'", plan.uncertainty[s].key),
           .note = "write a path below fab: cost.wage, or market.segments for all of them"});
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return uncertain;
}

double draw(const UncertainInput& input, double quantile) noexcept {
  constexpr double ninety = 1.6448536269514722;  // 90 % of a normal lie within so many sigmas
  const double factor =
      input.shape == Likelihood::uniform
          ? 1 + input.spread * (2 * quantile - 1)
          : std::exp(normal_quantile(quantile) * std::log1p(input.spread) / ninety);
  return std::clamp(input.value * factor, std::min(input.low, input.value),
                    std::max(input.high, input.value));
}

FabPlan drawn(const FabPlan& plan, std::span<const UncertainInput> inputs,
              std::span<const double> quantiles) {
  HELIOFAB_CHECK(inputs.size() == quantiles.size());
  FabPlan sample = plan;
  const std::vector<io::NumberIn> numbers = io::numbers_in(sample, "fab");
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    *numbers[inputs[k].number].value = draw(inputs[k], quantiles[k]);
  }
  return sample;
}

}  // namespace heliofab::twin
