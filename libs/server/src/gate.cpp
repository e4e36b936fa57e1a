// SPDX-License-Identifier: Apache-2.0
#include "gate.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/random.h>

#include "heliofab/core/check.hpp"
#include "heliofab/core/hash.hpp"
#include "heliofab/server/film_desk.hpp"
#include "heliofab/server/site.hpp"

namespace heliofab::server {

namespace {

constexpr std::size_t least_token = 16;

// 127.0.0.0/8 as an address, and not as the beginning of a name such as 127.evil.example.
bool is_loopback(const std::string& address) {
  in_addr parsed{};
  return address == "localhost" || address == "::1" ||
         (inet_pton(AF_INET, address.c_str(), &parsed) == 1 && address.starts_with("127."));
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// "localhost" of "LOCALHOST:8642", "::1" of "[::1]:8642".
std::string host_name(std::string_view host) {
  if (host.starts_with('[')) {
    return std::string(host.substr(1, host.find(']') - 1));
  }
  std::string name(host.substr(0, host.find(':')));
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return name;
}

// Of "a=1; heliofab=2".
std::string_view cookie_of(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view cookie = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
    if (cookie.starts_with(name) && cookie.substr(name.size()).starts_with('=')) {
      return cookie.substr(name.size() + 1);
    }
  }
  return {};
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    safe += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
  }
  return safe;
}

// The target without its token.
std::string target_without_token(std::string_view target) {
  const std::size_t mark = target.find('?');
  std::string kept(target.substr(0, mark));
  std::string_view query = mark == std::string_view::npos ? "" : target.substr(mark + 1);
  char separator = '?';
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    if (const std::string_view part = query.substr(0, end); !part.starts_with("token=")) {
      kept += separator;
      kept += part;
      separator = '&';
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  // "//host" would name another server.
  return kept.starts_with("//") ? kept.substr(kept.find_first_not_of('/') - 1) : kept;
}

}  // namespace

std::string new_secret() {
  std::array<unsigned char, 16> bytes{};
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t count = getrandom(bytes.data() + filled, bytes.size() - filled, 0);
    HELIOFAB_CHECK(count > 0 || errno == EINTR);
    filled += count > 0 ? static_cast<std::size_t>(count) : 0;
  }
  return fmt::format("{:02x}", fmt::join(bytes, ""));
}

Gate::Gate(std::string address, std::string token)
    : address_(std::move(address)),
      token_(std::move(token)),
      cookie_name_("heliofab-" + ContentHash().add(address_).hex().substr(0, 8)),
      cookie_(new_secret()) {
  if (!token_.empty() && (token_.size() < least_token || !std::ranges::all_of(token_, is_plain))) {
    throw InputError("E9001", "token",
                     fmt::format("found {} characters, wanted at least {}, all of them letters, "
                                 "digits, '-' or '_'",
                                 token_.size(), least_token),
                     "openssl rand -hex 16 makes one");
  }
  if (token_.empty() && !is_loopback(address_)) {
    throw InputError(
        "E9000", "host",
        fmt::format("others reach this machine at {}, and no token keeps them out", address_),
        "add --token TEXT, or leave --host out to serve this machine alone");
  }
}

bool Gate::has_token(const Request& request) const {
  constexpr std::string_view scheme = "Bearer ";
  const std::string_view given = request.header("authorization");
  return (given.starts_with(scheme) && is_same_secret(given.substr(scheme.size()), token_)) ||
         is_same_secret(cookie_of(request.header("cookie"), cookie_name_), cookie_);
}

// A page that goes on by itself: behind a link of another site a cookie of SameSite=Strict would
// not be sent along with a redirect.
Response Gate::cookie_page(const Request& request) const {
  const std::string target = escaped(target_without_token(request.target));
  Response response{.type = "text/html; charset=utf-8"};
  response.body = fmt::format(
      "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Heliofab</title>"
      "<meta http-equiv=\"refresh\" content=\"0; url={0}\"><a href=\"{0}\">Go on</a></html>\n",
      target);
  response.headers.emplace_back(
      "set-cookie", fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/", cookie_name_, cookie_));
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

std::optional<Response> Gate::stop(const Request& request) const {
  if (std::ranges::count(request.headers, "host", &Pair::first) != 1) {
    return refusal(400, "E9007", "host", "found no header Host, or several, wanted one",
                   "send the name that the address has");
  }
  const std::string name = host_name(request.header("host"));
  if (token_.empty()) {
    if (is_loopback(name) || name == address_) {
      return {};
    }
    return refusal(403, "E9003", "host", fmt::format("'{}' is no name of this machine", name),
                   "write localhost or 127.0.0.1; other names need heliofab tour --token");
  }
  if (has_token(request)) {
    return {};
  }
  if (request.method == "GET" && is_same_secret(request.parameter("token"), token_)) {
    return cookie_page(request);
  }
  Response stopped =
      refusal(401, "E9004", "token", "found no token that fits",
              "open the address that heliofab tour printed, or send Authorization: Bearer TOKEN");
  stopped.headers.emplace_back("www-authenticate", "Bearer realm=\"heliofab\"");
  return stopped;
}

}  // namespace heliofab::server
