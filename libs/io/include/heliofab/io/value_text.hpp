// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "heliofab/core/field.hpp"

namespace heliofab::io {

/// Trust in a datum: a letter, a source, and whether the datum was fitted.
struct Grade {
  std::string letter = {};  // "A", "B", "C" or "D"; empty when none is given
  std::string source = {};  // key in docs/references.bib, or empty
  bool is_fitted = false;   // adjusted so that a target is met

  friend bool operator==(const Grade&, const Grade&) = default;
};

/// "D westin2008 fitted" without its brackets. @throws InputError (E1210) when it is no grade.
Grade parse_grade(std::string_view text);
/// "[D westin2008 fitted]"; empty for no grade.
std::string format(const Grade& grade);

/// A number of SI with its unit as a person writes it, "2.1 um", with the fewest digits that read
/// back to the same double. Another unit of the quantity is used only if `unit` cannot say it.
std::string value_text(double si, const Unit& unit);

/// The shortest decimal text of a double; "1e+22" for large ones. @throws LogicError for NaN.
std::string number_text(double number);

/// Reads "2.0 um" by the rules of plans: unit, quantity and range of the field.
/// @throws InputError  without a place; the path is the field's key
double parse_value(std::string_view text, const Field& field);

}  // namespace heliofab::io
