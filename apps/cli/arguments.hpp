// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace heliofab::cli {

/// A whole number, of any sign or from 0 on. Ranges are the plan's business.
CLI::Validator whole_number();
CLI::Validator count_from_0();
/// A decimal number of any sign, such as 27.5.
CLI::Validator plain_number();
/// Words that fit, and what they are called.
CLI::Validator wanted(std::string what, std::function<bool(const std::string&)> fits);
/// One of some words.
CLI::Validator one_of(std::vector<std::string> words);
/// The words of `one_of` when an option has it first; else none.
std::vector<std::string> choices_of(CLI::Option& option);

/// What is wrong with the words typed behind `heliofab`, and what may have been meant, with E6204.
std::string refusal(const CLI::App& app, const CLI::ParseError& error,
                    std::span<const char* const> words);

}  // namespace heliofab::cli
