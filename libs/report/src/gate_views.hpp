// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "heliofab/io/json.hpp"
#include "heliofab/twin/gates.hpp"
#include "terminal.hpp"

namespace heliofab::report {

// Gates as every view shows them.

/// "line yield", of a key.
std::string gate_name(const twin::GateResult& gate);
/// "81.2 %", with the digits that set it apart from its limit.
std::string observed_text(const twin::GateResult& gate);
/// ">= 80 %"
std::string limit_text(const twin::GateResult& gate);
/// "All 4 gates are passed", "2 of 4 gates failed: line yield is 71.2 %, wanted >= 80 %; ...".
std::string gates_text(const std::vector<twin::GateResult>& gates);

io::Json gate_json(const twin::GateResult& gate);
/// Nothing without gates.
void write_gates(Terminal& out, const std::vector<twin::GateResult>& gates);
std::string gates_table(const std::vector<twin::GateResult>& gates);

}  // namespace heliofab::report
