// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

#include <CLI/CLI.hpp>

namespace heliofab::cli {

/// Writes the help of commands for lines of `width` characters: what an option means stands behind
/// it, or below it where there is no room.
std::shared_ptr<CLI::FormatterBase> help_formatter(std::size_t width);

}  // namespace heliofab::cli
