// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "heliofab/server/film_desk.hpp"
#include "heliofab/server/http.hpp"

namespace heliofab::server {

struct SiteOptions {
  std::filesystem::path store;        // run.sqlite of the run that is shown first
  std::string address = "127.0.0.1";  // that the server listens at
  std::string token;                  // that clients need; empty: none
  FilmDesk* film = nullptr;           // while a film is made; outlives the site
};

/// The pages and endpoints of a run and those beside it, and who may see them.
///
/// Without a token only clients of this machine are served, and only under a name of this machine:
/// a page of another site that made its own name point here is refused. With one every request
/// shows it as `Authorization: Bearer` or by a cookie, which a browser gets for `?token=`.
class Site {
 public:
  /// @throws InputError   E9000 when an address that others reach has no token, E9001 when the
  ///                      token is short or has other characters than letters, digits, - and _
  /// @throws StorageError E5101, E5102 when the run cannot be read
  explicit Site(SiteOptions options);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  /// Lives no longer than the site.
  Service service();
  /// Id of the run that is shown first.
  const std::string& run() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether tour/dist was there when the program was built.
bool has_page() noexcept;

/// 128 bits of the system's own randomness, in hexadecimal digits.
std::string new_secret();

/// The description of all endpoints, OpenAPI 3.1, as GET /api/v1/openapi.json has it.
std::string open_api_text();

}  // namespace heliofab::server
