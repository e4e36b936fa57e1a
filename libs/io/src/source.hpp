// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "heliofab/core/error.hpp"

namespace heliofab::io {

/// A text and where its lines begin.
struct Source {
  std::string name;  // as the user named it
  std::string text;  // without a byte order mark
  std::vector<std::size_t> line_starts;
  int rank = 0;  // order in which diagnostics of several sources are listed
};

/// A stretch of one line of a source. Columns and lengths are bytes here, characters in messages.
struct Place {
  const Source* source = nullptr;
  int line = 0;    // 1-based
  int column = 0;  // 1-based
  int length = 1;
};

Source make_source(std::string name, std::string text, int rank = 0);

/// Line without its end; empty when there is no such line.
std::string_view line_of(const Source& source, int line) noexcept;

/// The byte at `offset`.
Place place_at(const Source& source, std::size_t offset);

/// A diagnostic with the line it is about: columns in characters, tabs as blanks, bytes that cannot
/// be shown as '?', lines too long for a terminal cut or left out.
Diagnostic diagnostic_at(const Place& place, std::string_view code, std::string_view path,
                         std::string_view message, std::string_view note = {});

/// 'text' for a message: nothing that a terminal would act on, at most 60 characters.
std::string in_quotes(std::string_view text);
/// The same without quotes, for dotted paths.
std::string printable(std::string_view text, std::size_t most = 200);

inline constexpr std::size_t most_bytes = std::size_t{64} << 20;

/// The whole file, or standard input for "-". @throws InputError (E1100, E1103)
std::string load_text(const std::string& path);

}  // namespace heliofab::io
