// SPDX-License-Identifier: Apache-2.0
#include "gate_views.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "format.hpp"
#include "heliofab/io/value_text.hpp"
#include "heliofab/report/summary_json.hpp"
#include "markup.hpp"

namespace heliofab::report {

namespace {

std::int64_t count_of_passed(const std::vector<twin::GateResult>& gates) {
  return std::ranges::count(gates, true, &twin::GateResult::is_passed);
}

// "W" of "kW": figures for programs are in SI.
std::string_view si_symbol(const Unit& unit) {
  const auto units = all_units();
  const auto si = std::ranges::find_if(units, [&](const Unit& u) {
    return u.quantity == unit.quantity && u.scale == 1 && u.offset == 0;
  });
  return si == units.end() ? unit.symbol : si->symbol;
}

std::string with_its_unit(const std::string& number, const Unit& unit) {
  return unit.symbol.empty() ? number : fmt::format("{} {}", number, unit.symbol);
}

}  // namespace

std::vector<twin::GateResult> gates_of(const twin::RunRecord& record,
                                       const twin::Summary& summary) {
  return twin::judge_gates(record.inputs, with_gaps(summary));
}

std::string gate_name(const twin::GateResult& gate) {
  std::string name = gate.figure;
  std::ranges::replace(name, '_', ' ');
  return name;
}

std::string observed_text(const twin::GateResult& gate) {
  if (!std::isfinite(gate.observed)) {
    return "-";
  }
  const double observed = gate.observed / gate.unit;
  const double limit = gate.limit / gate.unit;
  // A figure that just misses its limit must not read like it.
  for (int digits = 4; digits < 15; ++digits) {
    std::string text = fmt::format("{:.{}g}", observed, digits);
    if (observed == limit || text != fmt::format("{:.{}g}", limit, digits)) {
      return with_its_unit(std::abs(observed) >= 1e4 && digits == 4 ? grouped(observed) : text,
                           gate.unit);
    }
  }
  return with_its_unit(io::number_text(observed), gate.unit);
}

std::string limit_text(const twin::GateResult& gate) {
  return (gate.is_at_least ? ">= " : "<= ") + io::value_text(gate.limit, gate.unit);
}

std::string gates_text(const std::vector<twin::GateResult>& gates) {
  const auto failed = static_cast<std::int64_t>(gates.size()) - count_of_passed(gates);
  if (gates.empty()) {
    return "The plan states no gates";
  }
  if (failed == 0) {
    return gates.size() == 1 ? "The gate is passed"
                             : fmt::format("All {} gates are passed", gates.size());
  }
  std::string text = fmt::format("{} of {} gates failed: ", failed, gates.size());
  std::string_view comma;
  for (const twin::GateResult& gate : gates) {
    if (!gate.is_passed) {
      text += fmt::format("{}{} is {}, wanted {}", comma, gate_name(gate), observed_text(gate),
                          limit_text(gate));
      comma = "; ";
    }
  }
  return text;
}

io::Json gate_json(const twin::GateResult& gate) {
  return io::Json::object({{"figure", gate.figure},
                           {"comparison", gate.is_at_least ? ">=" : "<="},
                           {"limit", io::Json::number(gate.limit)},
                           {"observed", io::Json::number(gate.observed)},
                           {"unit", si_symbol(gate.unit)},
                           {"is_passed", gate.is_passed}});
}

void write_gates(Terminal& out, const std::vector<twin::GateResult>& gates) {
  if (gates.empty()) {
    return;
  }
  out.heading("Gates", fmt::format("{} of {} passed", count_of_passed(gates), gates.size()));
  for (const twin::GateResult& gate : gates) {
    out.row(gate_name(gate), observed_text(gate),
            (gate.is_passed ? "passed, " : "failed, wanted ") + limit_text(gate),
            gate.is_passed ? Terminal::Ink::good : Terminal::Ink::bad);
  }
  out.blank();
}

std::string gates_table(const std::vector<twin::GateResult>& gates) {
  if (gates.empty()) {
    return {};
  }
  Table table{{{"gate"}, {"observed", true}, {"limit", true}, {"verdict"}}, {}};
  for (const twin::GateResult& gate : gates) {
    table.rows.push_back({gate_name(gate), observed_text(gate), limit_text(gate),
                          gate.is_passed ? "passed" : "failed"});
  }
  return html_table(table);
}

}  // namespace heliofab::report
