// SPDX-License-Identifier: Apache-2.0
#include "heliofab/server/site.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "backend.hpp"
#include "embedded_page.hpp"
#include "gate.hpp"

namespace heliofab::server {

namespace {

constexpr std::string_view no_page =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Heliofab</title>"
    "<h1>The page is not part of this program</h1>"
    "<p>Build it, then the program again: <code>tools/build-tour &amp;&amp; tools/build "
    "dev</code>. "
    "Node and npm are needed for it; <code>tools/install-deps --tests</code> installs them.</p>"
    "<p>The data are here all the same: <a href=\"/api/v1/runs\">runs</a>, "
    "<a href=\"/api/v1/openapi.json\">endpoints</a>.</p></html>\n";

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> types{
    {{".html", "text/html; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".mjs", "text/javascript; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".json", "application/json"},
     {".webmanifest", "application/manifest+json"},
     {".svg", "image/svg+xml"},
     {".png", "image/png"},
     {".jpg", "image/jpeg"},
     {".webp", "image/webp"},
     {".ico", "image/x-icon"},
     {".woff2", "font/woff2"},
     {".wasm", "application/wasm"},
     {".txt", "text/plain; charset=utf-8"}}};

std::string_view type_of(std::string_view file) {
  const auto found =
      std::ranges::find_if(types, [&](const auto& row) { return file.ends_with(row.first); });
  return found == types.end() ? "application/octet-stream" : found->second;
}

const EmbeddedFile* embedded(std::string_view name) {
  const auto found = std::ranges::find(embedded_files, name, &EmbeddedFile::name);
  return found == embedded_files.end() ? nullptr : &*found;
}

Response not_found(std::string_view target) {
  return refusal(404, "E9005", "request",
                 fmt::format("nothing at '{}'", target.substr(0, target.find('?'))),
                 "GET /api/v1/openapi.json lists the endpoints");
}

// A file of the page; the page itself at every address that is no file, as its state is there.
Response page(const Request& request) {
  const std::string name = fmt::format("{}", fmt::join(request.segments, "/"));
  const EmbeddedFile* file = embedded(name);
  const bool is_view = name.find('.') == std::string::npos && !name.starts_with("assets");
  if (file == nullptr && is_view) {
    file = embedded("index.html");
    if (file == nullptr) {
      Response response{.type = "text/html; charset=utf-8"};
      response.body = no_page;
      return response;
    }
  }
  if (file == nullptr) {
    return not_found(request.target);
  }
  Response response{.type = std::string(type_of(file->name))};
  response.body = file->gzip();
  response.is_gzip = true;
  response.is_immutable = file->name.starts_with("assets/");
  return response;
}

// Whether the path of a request is that of a route, with the parts that have names.
std::optional<std::vector<Pair>> match(const Route& route, const Request& request) {
  std::vector<Pair> parts;
  std::string_view rest = route.path.substr(1);
  for (const std::string& segment : request.segments) {
    const std::string_view wanted = rest.substr(0, rest.find('/'));
    if (wanted.empty()) {
      return {};
    }
    rest.remove_prefix(std::min(wanted.size() + 1, rest.size()));
    if (wanted.starts_with('{')) {
      parts.emplace_back(wanted.substr(1, wanted.size() - 2), segment);
    } else if (wanted != segment) {
      return {};
    }
  }
  return rest.empty() ? std::optional(parts) : std::nullopt;
}

struct Found {
  const Route* route = nullptr;
  std::vector<Pair> path;
  std::string allowed;  // methods, where the path fits and the method does not
};

bool is_method(std::string_view route, std::string_view request) {
  return route == request || (route == "GET" && request == "HEAD");
}

Found find_route(const Request& request) {
  Found found;
  for (const Route& route : routes()) {
    if (auto path = match(route, request)) {
      if (is_method(route.method, request.method)) {
        return {.route = &route, .path = std::move(*path)};
      }
      found.allowed = route.method == "GET" ? "GET, HEAD" : route.method;
    }
  }
  return found;
}

bool is_api(const Request& request) {
  return !request.segments.empty() && request.segments.front() == "api";
}

Response not_allowed(const Request& request, std::string_view allowed) {
  Response response =
      refusal(405, "E9006", "request", fmt::format("found {}, wanted {}", request.method, allowed),
              "a run is read and never changed");
  response.headers.emplace_back("allow", allowed);
  return response;
}

}  // namespace

std::string_view Call::part(std::string_view name) const noexcept { return text_of(path, name); }

struct Site::Impl {
  explicit Impl(SiteOptions options)
      : gate(options.address, options.token), backend(options.store) {
    backend.film = options.film;
    backend.readers.borrow(options.store);  // says at once when it cannot be read
  }

  Admission admit(Request& request) const {
    read_target(request);
    if (auto stopped = gate.stop(request)) {
      return {.refusal = std::move(stopped)};
    }
    if (!is_api(request)) {
      return is_method("GET", request.method)
                 ? Admission()
                 : Admission{.refusal = not_allowed(request, "GET, HEAD")};
    }
    const Found found = find_route(request);
    const bool is_film =
        found.allowed == "POST" || (found.route != nullptr && found.route->answer == answer_film);
    if (is_film && backend.film == nullptr) {
      return {.refusal = not_found(request.target)};
    }
    if (found.route == nullptr) {
      return {.refusal = found.allowed.empty() ? not_found(request.target)
                                               : not_allowed(request, found.allowed)};
    }
    if (is_film && !backend.film->knows(request)) {
      return {.refusal = refusal(403, "E9004", "x-film", "this page does not make the film",
                                 "only the page that heliofab tour --video opened does")};
    }
    return {.lane = found.route->lane, .body_limit = found.route->body_limit};
  }

  Response answer(const Request& request) {
    if (!is_api(request)) {
      return page(request);
    }
    Found found = find_route(request);
    return found.route->answer(backend, {.request = request, .path = std::move(found.path)});
  }

  Gate gate;
  Backend backend;
};

Site::Site(SiteOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Site::~Site() = default;

Service Site::service() {
  return {.admit = [this](Request& request) { return impl_->admit(request); },
          .answer = [this](const Request& request) { return impl_->answer(request); }};
}

const std::string& Site::run() const noexcept { return impl_->backend.runs.served(); }

bool has_page() noexcept { return embedded("index.html") != nullptr; }

std::string open_api_text() { return open_api().dump(1) + "\n"; }

}  // namespace heliofab::server
