// SPDX-License-Identifier: Apache-2.0
// Targets of requests: hostile until shown to be plain.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "heliofab/io/utf8.hpp"
#include "heliofab/server/http.hpp"

namespace heliofab::server {

namespace {

constexpr std::size_t most_parameters = 100;

InputError malformed(std::string_view message) {
  return {"E9007", "request", message, "an address is /path?name=value with %20 for a blank"};
}

int digit_of(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

std::string decoded(std::string_view text, bool is_query) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? digit_of(text[i + 2]) : -1;
      if (high < 0 || low < 0) {
        throw malformed("'%' without two hexadecimal digits");
      }
      plain += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      plain += is_query && text[i] == '+' ? ' ' : text[i];
    }
  }
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  };
  if (std::ranges::any_of(plain, is_control)) {
    throw malformed("found a control character");
  }
  if (!io::is_utf8(plain)) {
    throw malformed("found bytes that are no UTF-8");
  }
  return plain;
}

// Calls `take` for each part between separators.
template <class Take>
void split(std::string_view text, char separator, Take take) {
  while (true) {
    const std::size_t end = text.find(separator);
    take(text.substr(0, end));
    if (end == std::string_view::npos) {
      return;
    }
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    safe += is_plain ? std::string(1, c)
                     : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return safe;
}

void read_target(Request& request) {
  const std::string_view target = request.target;
  if (!target.starts_with('/')) {
    throw malformed("found no path, wanted one that begins with '/'");
  }
  const std::size_t mark = target.find('?');
  request.segments.clear();
  request.query.clear();
  split(target.substr(1, mark == std::string_view::npos ? mark : mark - 1), '/',
        [&](std::string_view part) {
          std::string segment = decoded(part, false);
          if (segment == "." || segment == ".." ||
              segment.find_first_of("/\\") != std::string::npos) {
            throw malformed("found '.', '..', '/' or '\\' as a part of the path");
          }
          request.segments.push_back(std::move(segment));
        });
  if (request.segments.back().empty()) {
    request.segments.pop_back();  // "/" and "/api/v1/runs/"
  }
  if (mark == std::string_view::npos || mark + 1 == target.size()) {
    return;
  }
  split(target.substr(mark + 1), '&', [&](std::string_view part) {
    if (part.empty()) {
      return;
    }
    const std::size_t equals = std::min(part.find('='), part.size());
    request.query.emplace_back(decoded(part.substr(0, equals), true),
                               decoded(part.substr(std::min(equals + 1, part.size())), true));
  });
  if (request.query.size() > most_parameters) {
    throw malformed(fmt::format("found {} parameters, wanted at most {}", request.query.size(),
                                most_parameters));
  }
}

}  // namespace heliofab::server
