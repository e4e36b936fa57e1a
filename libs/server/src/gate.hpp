// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "heliofab/server/http.hpp"

namespace heliofab::server {

/// Who may come in.
class Gate {
 public:
  /// @throws InputError E9000, E9001
  Gate(std::string address, std::string token);

  /// The answer to whoever may not, or who showed the token in the address and gets a cookie for
  /// it; none: come in.
  std::optional<Response> stop(const Request& request) const;

 private:
  bool has_token(const Request& request) const;
  Response cookie_page(const Request& request) const;

  std::string address_;
  std::string token_;
  std::string cookie_name_;
  std::string cookie_;  // in place of the token, so that no browser keeps that
};

}  // namespace heliofab::server
