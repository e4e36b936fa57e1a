// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/error.hpp"
#include "heliofab/core/field.hpp"
#include "heliofab/twin/record.hpp"
#include "heliofab/twin/summary.hpp"

namespace heliofab::twin {

/// A figure of the summary that a plan may state a limit for.
struct GateFigure {
  std::string_view key;
  Unit unit;        // in which people read it
  double high = 0;  // of its limit, in `unit`; the lowest is 0
  std::string_view note;
  double (*of)(const Summary& summary) = nullptr;  // [SI] NaN where it is not defined
};

/// Those of a fab, and of a line alone.
std::span<const GateFigure> fab_gate_figures() noexcept;
std::span<const GateFigure> line_gate_figures() noexcept;

inline constexpr std::size_t fab_gate_count = 14;
inline constexpr std::size_t line_gate_count = 5;

inline constexpr std::string_view no_gate = "none";

/// What a run has to reach: for each figure ">= 80 %", "<= 5 USD/W" or "none".
template <std::size_t count>
struct Gates {
  Gates() { limits.fill(std::string(no_gate)); }

  std::array<std::string, count> limits;  // in the order of the figures

  friend bool operator==(const Gates&, const Gates&) = default;
};
using FabGates = Gates<fab_gate_count>;
using LineGates = Gates<line_gate_count>;

template <class Visit, std::size_t count>
void describe(Visit& visit, Gates<count>& gates) {
  const auto figures = count == fab_gate_count ? fab_gate_figures() : line_gate_figures();
  for (std::size_t i = 0; i < count; ++i) {
    visit(gates.limits[i], {figures[i].key, figures[i].note});
  }
}

/// What is wrong with limits, at fab.gates.KEY: E6150, one that begins with neither >= nor <=, and
/// those of a number with its unit.
std::vector<Diagnostic> gate_problems(const FabGates& gates);
std::vector<Diagnostic> gate_problems(const LineGates& gates);

/// A gate after the run.
struct GateResult {
  std::string figure;
  bool is_at_least = true;  // otherwise at most
  double limit = 0;         // [SI]
  double observed = 0;      // [SI] NaN where the figure is not defined
  Unit unit;                // in which people read both
  bool is_passed = false;   // never without a figure

  friend bool operator==(const GateResult&, const GateResult&) = default;
};

/// The gates among the inputs of a run, in their order.
/// @param summary  with NaN wherever a figure is not defined
/// @throws InputError as gate_problems has them, for inputs that no plan has passed
std::vector<GateResult> judge_gates(std::span<const InputRow> inputs, const Summary& summary);

}  // namespace heliofab::twin
