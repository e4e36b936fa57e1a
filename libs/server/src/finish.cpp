// SPDX-License-Identifier: Apache-2.0
// What every answer has, whoever made it.
#include <algorithm>

#include "gzip.hpp"
#include "heliofab/core/hash.hpp"
#include "heliofab/server/http.hpp"

namespace heliofab::server {

namespace {

constexpr std::size_t worth_compressing = 1024;  // [bytes]

bool has(const Response& response, std::string_view name) {
  return std::ranges::find(response.headers, name, &Pair::first) != response.headers.end();
}

void add(Response& response, std::string_view name, std::string_view text) {
  if (!has(response, name)) {
    response.headers.emplace_back(name, text);
  }
}

// "gzip" or "*" in a list, unless its weight is 0.
bool takes_gzip(std::string_view accepted) {
  while (!accepted.empty()) {
    const std::size_t end = std::min(accepted.find(','), accepted.size());
    std::string_view coding = accepted.substr(0, end);
    accepted.remove_prefix(std::min(end + 1, accepted.size()));
    coding.remove_prefix(std::min(coding.find_first_not_of(" \t"), coding.size()));
    const std::string_view name = coding.substr(0, coding.find_first_of("; \t"));
    if (name == "gzip" || name == "*") {
      const std::size_t weight = coding.find("q=");
      return weight == std::string_view::npos ||
             coding.substr(weight + 2).find_first_of("123456789") != std::string_view::npos;
    }
  }
  return false;
}

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") ||
         type.starts_with("application/manifest") || type.starts_with("image/svg");
}

// One of a list of tags, weak or not, or "*".
bool is_among(std::string_view tag, std::string_view list) {
  return list == "*" || list.find(tag) != std::string_view::npos;
}

void compress_or_expand(const Request& request, Response& response) {
  const bool is_taken = takes_gzip(request.header("accept-encoding"));
  if (response.is_gzip && !is_taken) {
    response.body = expanded(response.body);
    response.is_gzip = false;
  } else if (!response.is_gzip && is_taken && response.body.size() >= worth_compressing &&
             is_text(response.type)) {
    response.body = compressed(response.body);
    response.is_gzip = true;
  }
  if (response.is_gzip) {
    add(response, "content-encoding", "gzip");
  }
  add(response, "vary", "accept-encoding");
}

}  // namespace

void finish(const Request& request, Response& response) {
  add(response, "content-security-policy",
      "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
      "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; "
      "frame-ancestors 'none'");
  add(response, "x-content-type-options", "nosniff");
  add(response, "x-frame-options", "DENY");
  add(response, "referrer-policy", "no-referrer");
  add(response, "cross-origin-opener-policy", "same-origin");
  add(response, "cross-origin-resource-policy", "same-origin");
  add(response, "cross-origin-embedder-policy", "require-corp");
  add(response, "permissions-policy", "camera=(), microphone=(), geolocation=()");
  if (response.events) {
    response.type = "text/event-stream";
    add(response, "cache-control", "no-store");
    return;
  }
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (response.status != 200 || !is_read) {
    add(response, "cache-control", "no-store");
    compress_or_expand(request, response);
    return;
  }
  add(response, "cache-control",
      response.is_immutable ? "public, max-age=31536000, immutable" : "no-cache");
  // Weak: the same for both codings of a body.
  const std::string tag = response.is_gzip ? ContentHash().add("gzip").add(response.body).hex()
                                           : ContentHash().add(response.body).hex();
  add(response, "etag", "W/\"" + tag + "\"");
  if (is_among(tag, request.header("if-none-match"))) {
    response.status = 304;
    response.body.clear();
    response.is_gzip = false;
    add(response, "vary", "accept-encoding");
    return;
  }
  compress_or_expand(request, response);
}

}  // namespace heliofab::server
